"""What differs between two replays, as a page for a person at a terminal."""

import json
from typing import Any

from mailbot.cli import pages
from mailbot.daemon.comparing import Comparison

LISTED = 40  # differences on the terminal; --json has all
EXAMPLES = 3  # letters whose changed lines are shown


def tell(found: Comparison, changes: list[tuple[str, ...]]) -> None:
    """Prints what differs: counts, the first differences, and the changed lines of some letters. changes: one each."""
    console = pages.console()
    differing = len({each.message for each in found.differences if each.field != "letter"})
    letters = sum(each.field == "letter" for each in found.differences)
    console.print(f"{differing} of {found.messages} verdicts differ, and {letters} of {found.letters} letters.")
    if found.only_before or found.only_after:
        console.print(f"{found.only_before} messages only in the first replay, {found.only_after} only in the second.")
    if not found.differences:
        return
    console.print(pages.listing(("what", "differs"), [(name, str(count)) for name, count in found.count().items()]))
    rows = (
        (pages.plain(each.sender), pages.plain(each.subject), each.field, _side(each.before), _side(each.after))
        for each in found.differences[:LISTED]
    )
    console.print()
    console.print(pages.listing(("from", "subject", "what", "before", "after"), rows))
    if len(found.differences) > LISTED:
        console.print(f"and {len(found.differences) - LISTED} more; --json lists all", style="dim")
    examples = [(each, lines) for each, lines in zip(found.differences, changes, strict=True) if lines][:EXAMPLES]
    for each, lines in examples:
        console.print(pages.heading(f"letter to {each.after['to']}"))
        for line in lines:
            console.print(
                line[:1] + " " + pages.plain(line[1:]), style="green" if line[0] == "+" else "red", markup=False
            )


def _side(value: Any) -> str:
    if isinstance(value, dict) and "text" in value:
        return f"{value['kind']}, {value['state']}"
    text = value if isinstance(value, str) else "–" if value is None else json.dumps(value, ensure_ascii=False)
    return pages.plain(text if len(text) <= 160 else text[:159] + "…")
