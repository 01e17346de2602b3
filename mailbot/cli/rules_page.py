"""How rules are shown at a terminal: the list, one rule in full, and how all of them did on labelled mail."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from mailbot.evaluation.rule_hits import Judgement, Mark
from mailbot.evaluation.rulebook import Entry, signs
from mailbot.understanding.rules import RuleFile, Rules

COLOURS = {"ar": "yellow", "en": "green", "fr": "cyan", "any": "white"}
BRIEF = 40  # characters at least of patterns, or of a list of words, in the list
LEFT = 38  # columns of the list that stand before them, beside the name
READINGS = "readings"
WEIGHTS = ("kinds", "kinds_by_meaning", "doubts")


def as_json(entry: Entry) -> dict[str, Any]:
    """A rule for programs."""
    names = ("file", "place", "line", "name", "group", "language", "means", "zones", "weight", "patterns", "unless")
    return {name: getattr(entry, name) for name in names}


def judgement_json(judgement: Judgement) -> dict[str, Any]:
    """How a rule did, for programs."""
    return {
        **{name: getattr(judgement.entry, name) for name in ("file", "place", "name", "group", "language")},
        "messages": judgement.messages,
        "speaks_for": judgement.speaks_for or None,
        "precision": round(judgement.precision, 3) if judgement.messages else None,
        "examples": judgement.examples,
    }


def listed(found: Sequence[Entry], files: Iterable[RuleFile]) -> None:
    """All rules by file: one line a rule with the beginning of what it matches; then lists of words, then weights."""
    console = Console(highlight=False)
    for file in sorted(files, key=lambda file: file.name):
        of_file = [entry for entry in found if entry.file == file.name]
        parts = [_rules(of_file, console.width), _words(file, console.width), _weights(file)]
        if any(parts):
            console.print(Text(f"\n{file.name}.toml", style="bold"))
            for part in parts:
                if part is not None:
                    console.print(part)


def _rules(found: Sequence[Entry], width: int) -> RenderableType | None:
    if not found:
        return None
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(6):
        table.add_column(no_wrap=True)
    room = width - LEFT - max(len(entry.title) for entry in found)
    for entry in found:
        table.add_row(
            Text(f"{entry.line:>5}", style="dim"),
            Text(entry.title, style="bold"),
            Text(entry.language, style=COLOURS.get(entry.language, "")),
            Text(f"{entry.weight:+.1f}" if entry.weight != 1.0 else "", style="dim"),
            Text(f"{len(entry.patterns)} pattern{'s' if len(entry.patterns) > 1 else ''}", style="dim"),
            Text(_brief(entry.patterns, room)),
        )
    return table


def _words(file: RuleFile, width: int) -> RenderableType | None:
    names = [name for name in file.words if f"{name}.any" not in file.words or "." in name]
    split = {name.partition(".")[0] for name in names if "." in name}
    names = [name for name in names if name not in split]
    if not names:
        return None
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    for name in names:
        words = file.listed(name)
        table.add_row(
            Text(f"words: {name}", style="bold"), Text(f"{len(words)}", style="dim"), Text(_brief(words, width - LEFT))
        )
    return table


def _weights(file: RuleFile) -> RenderableType | None:
    """Settings, one a line; what signs count as a table of sign and kind."""
    if not file.weights:
        return None
    table = Table.grid(padding=(0, 2, 0, 0))
    for name, weight in file.weights.items():
        if "." not in name:
            table.add_row(Text(f"weight: {name}", style="bold"), Text(f"{weight:g}"))
    for weighed in signs(file):
        counts = ", ".join(f"{kind} {weight:+.1f}" for kind, weight in _heaviest(weighed.counts))
        table.add_row(Text(f"sign: {weighed.sign}", style="bold"), Text(counts))
    return table


def _heaviest(counts: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(counts.items(), key=lambda each: -abs(each[1]))


def _brief(words: Iterable[str], room: int) -> str:
    """The first of them, as many as there is room for."""
    room, shown = max(BRIEF, room), ""
    for word in words:
        if shown and len(shown) + len(word) > room - 6:
            shown += " | …"
            break
        shown = f"{shown} | {word}" if shown else word
    return shown if len(shown) <= room else f"{shown[: room - 2]} …"


def explained(name: str, found: Sequence[Entry], rules: Rules, tested: Mapping[Mark, Judgement]) -> bool:
    """One rule, sign or list of words in full. False where nothing has that name."""
    parts = [*_entries(found, tested), *_readings(name, rules), *_sign(name, rules), *_list(name, rules)]
    console = Console(highlight=False)
    for part in parts:
        console.print(part)
    return bool(parts)


def _entries(found: Sequence[Entry], tested: Mapping[Mark, Judgement]) -> Iterator[Text]:
    for entry in found:
        colour = COLOURS.get(entry.language, "")
        yield Text.assemble(
            (f"\n{entry.place}  ", "dim"),
            (entry.title, "bold"),
            (f"  {entry.language}", colour),
            f"  says {entry.means}" if entry.means and entry.means != entry.name else "",
            f"  weight {entry.weight:+.1f}" if entry.weight != 1.0 else "",
            f"  in {', '.join(entry.zones)}" if entry.zones else "",
        )
        yield from (Text(f"  {pattern}", style=colour) for pattern in entry.patterns)
        yield from (Text(f"  not where: {pattern}", style="red") for pattern in entry.unless)
        if (judgement := tested.get(entry.mark)) is not None:
            yield Text(f"  {_did(judgement)}", style="bold")
            yield from (Text(f"    … {words}", style="dim") for words in judgement.examples)


def _readings(name: str, rules: Rules) -> Iterator[Text]:
    """The readings of sentences that come to a sign, or that an act or a topic leads to."""
    for row in rules.file(READINGS).readings:
        before, place, after = row.does.partition("{kind}")
        sign = row.does == name or (place and name.startswith(before) and name.endswith(after) and name != before)
        if not (sign or name in (*row.acts, *row.also, *row.about)):
            continue
        asked = {None: "", True: "a question", False: "no question"}[row.asks]
        told = [
            f"{label} {' or '.join(words)}"
            for label, words in (
                ("about", row.about), ("acts", row.acts), ("and", row.also), ("never", row.never),
                ("never about", row.never_about),
            )
            if words
        ]  # fmt: skip
        yield Text.assemble(
            (f"{READINGS}.toml  ", "dim"),
            (row.does, "bold"),
            "  where a sentence: ",
            "; ".join([*told, asked]).strip("; "),
        )


def _sign(name: str, rules: Rules) -> Iterator[Text]:
    """What a sign of `mailbot classify` counts for each kind."""
    for file in WEIGHTS:
        for weighed in signs(rules.file(file)):
            if weighed.sign == name:
                yield Text.assemble((f"\n{file}.toml  ", "dim"), ("sign ", ""), (name, "bold"), " counts")
                for kind, weight in _heaviest(weighed.counts):
                    yield Text(f"  {weight:+.2f}  {kind}", style="green" if weight > 0 else "red")


def _list(name: str, rules: Rules) -> Iterator[Text]:
    """A list of words, named with its file or without."""
    for file in rules.files.values():
        for listed_as, words in file.words.items():
            if words and name in (listed_as, f"{file.name}.{listed_as}"):
                yield Text.assemble((f"\n{file.name}.toml  ", "dim"), ("words ", ""), (listed_as, "bold"))
                yield Text("  " + " | ".join(words[:400]))


def _did(judgement: Judgement) -> str:
    if not judgement.messages:
        return "no labelled message hits it"
    return (
        f"hits {judgement.messages} labelled messages; {judgement.precision:.0%} of them are {judgement.speaks_for} "
        f"({judgement.share:.0%} of all)"
    )


def tested(judgements: Sequence[Judgement], messages: int) -> None:
    """Every rule with its hits and its precision, by file; then those that nothing hits."""
    console = Console(highlight=False)
    console.print(
        f"{messages} labelled messages. Precision: of the messages a rule hits, the share of the kind it speaks for"
        " most; in brackets the share of that kind in all of them."
    )
    for file, of_file in groupby(judgements, key=lambda judgement: judgement.entry.file):
        console.print(Text(f"\n{file}.toml", style="bold"))
        table = Table.grid(padding=(0, 2, 0, 0))
        for _ in range(6):
            table.add_column(no_wrap=True)
        for judgement in of_file:
            table.add_row(*_row(judgement))
        console.print(table)
    silent = [judgement.entry for judgement in judgements if not judgement.messages]
    if silent:
        console.print(Text(f"\n{len(silent)} rules that no labelled message ever hits:", style="bold red"))
        for entry in silent:
            console.print(Text(f"  {entry.place}  {entry.title}  {entry.language}"))


def _row(judgement: Judgement) -> Sequence[Text]:
    entry, gain = judgement.entry, judgement.precision - judgement.share
    colour = "red" if not judgement.messages else "green" if gain >= 0.25 else ""
    return (
        Text(f"{entry.line:>5}", style="dim"),
        Text(entry.title, style="bold"),
        Text(entry.language, style=COLOURS.get(entry.language, "")),
        Text(f"{judgement.messages:>4} messages", style="" if judgement.messages else "red"),
        Text(f"{judgement.precision:.2f} {judgement.speaks_for}" if judgement.messages else "never", style=colour),
        Text(f"({judgement.share:.2f} of all)" if judgement.messages else "", style="dim"),
    )
