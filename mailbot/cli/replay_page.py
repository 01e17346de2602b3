"""What differs between two replays, as a page for a person at a terminal."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from mailbot.cli import pages
from mailbot.daemon.comparing import Comparison, Difference

LISTED = 40  # differences on the terminal; --json has all
EXAMPLES = 3  # letters whose changed lines are shown, each with other lines than those before it
NONE = "none"


def tell(found: Comparison, changes: Sequence[tuple[str, ...]]) -> None:
    """Prints what differs: how much in a line, then messages, letters, and lines of letters. changes: one each."""
    console = pages.console()
    letters = [each for each in found.differences if each.field == "letter"]
    verdicts = [each for each in found.differences if each.field != "letter"]
    differing = len({each.message for each in verdicts})
    console.print(
        f"{differing} of {found.messages} messages are understood differently, "
        f"and {len(letters)} of {found.letters} letters differ{_how(letters)}."
    )
    if found.only_before or found.only_after:
        console.print(f"{found.only_before} messages only in the first replay, {found.only_after} only in the second.")
    if verdicts:
        console.print(pages.heading("UNDERSTOOD DIFFERENTLY"))
        _table(verdicts)
    if moved := [each for each in letters if not _only_words(each)]:
        console.print(pages.heading("OTHER LETTERS"))
        _table(moved)
    if worded := [each for each in letters if _only_words(each)]:
        console.print(pages.heading("OTHER WORDS"))
        kinds = Counter((each.after["kind"], each.after["language"]) for each in worded)
        rows = [(kind, language, str(count)) for (kind, language), count in sorted(kinds.items())]
        console.print(pages.listing(("letter", "in", "differ"), rows))
    for each, lines in _examples(zip(found.differences, changes, strict=True)):
        console.print(pages.heading(f"Such as the letter to {each.after['to']}"))
        for line in lines:
            console.print(
                line[:1] + " " + pages.plain(line[1:]), style="green" if line[0] == "+" else "red", markup=False
            )


def _how(letters: Sequence[Difference]) -> str:
    """: 3 with other words, 1 no longer written; nothing where none differs."""
    worded = sum(_only_words(each) for each in letters)
    gone, new = sum(each.after is None for each in letters), sum(each.before is None for each in letters)
    counts = (
        (worded, "with other words"),
        (len(letters) - worded - gone - new, "of another kind or state"),
        (gone, "not written any more"),
        (new, "new"),
    )
    said = ", ".join(f"{count} {what}" for count, what in counts if count)
    return f": {said}" if said else ""


def _only_words(each: Difference) -> bool:
    """Whether a letter goes to the same person in the same manner and only says something else."""
    if each.before is None or each.after is None:
        return False
    return all(each.before[name] == each.after[name] for name in ("kind", "to", "state", "error"))


def _table(found: Sequence[Difference]) -> None:
    console = pages.console()
    rows = (
        (
            pages.plain(each.sender),
            pages.plain(each.subject),
            each.field.replace("_", " "),
            _side(each.before),
            _side(each.after),
        )
        for each in found[:LISTED]
    )
    console.print(pages.listing(("from", "subject", "what", "before", "after"), rows))
    if len(found) > LISTED:
        console.print(f"and {len(found) - LISTED} more; --json lists all", style="dim")


def _examples(found: Iterable[tuple[Difference, tuple[str, ...]]]) -> list[tuple[Difference, tuple[str, ...]]]:
    """The first letters whose lines differ, each in a way of its own; the digests, which tell of all others, last."""
    different: dict[tuple[str, ...], Difference] = {}
    for each, lines in found:
        if lines:
            different.setdefault(lines, each)
    pairs = [(each, lines) for lines, each in different.items()]
    return sorted(pairs, key=lambda pair: pair[0].after["kind"] == "digest")[:EXAMPLES]


def _side(value: Any) -> str:
    if isinstance(value, dict) and "text" in value:
        why = f": {value['error']}" if value["error"] else ""
        return pages.plain(f"{value['kind']}, {value['state']}{why}")
    text = value if isinstance(value, str) else NONE if value is None else json.dumps(value, ensure_ascii=False)
    return pages.plain(text if len(text) <= 160 else text[:159] + "…")
