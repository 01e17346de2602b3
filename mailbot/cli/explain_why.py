"""The evidence under each decision: what speaks for and against every kind, and why the next one lost."""

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from mailbot.cli.pages import plain
from mailbot.understanding.kinds import OTHERS
from mailbot.understanding.model import Evidence, Verdict

DECIDED = "decided: "
SHOWN = 5  # pieces of evidence of a kind that was taken
LOST = 3  # of one that was not
START = "to begin with"
LEAST = 0.1  # weight of a doubt below which it is not worth showing
FIELDS = {"house": "organisation"}
LONGEST = 90  # characters of the words that are shown


def why(verdict: Verdict) -> Table:
    """One block a kind: what was taken, then what came next. The figures of a block add up to its sum."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", min_width=6)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column()
    for row in _rows(verdict):
        table.add_row(*row)
    return table


def doubtful(verdict: Verdict) -> Table:
    """The heaviest doubts: what each adds, which value it is about, and what is doubtful about it."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", min_width=6)
    for doubt in [doubt for doubt in verdict.doubts if doubt.weight >= LEAST][:SHOWN]:
        field, _, what = doubt.name.partition(".")
        cells = (FIELDS.get(field, field), what.replace("_", " "))
        table.add_row(Text(f"{doubt.weight:+.1f}", style="red"), *(Text(cell) for cell in cells))
    return table


def _rows(verdict: Verdict) -> Iterator[Sequence[Text]]:
    line = next((hit for hit in verdict.why if hit.rule.startswith(DECIDED)), None)
    if line is not None:
        words = Text(plain(line.text) if line.text else "", style="dim")
        yield Text(), Text(line.rule.removeprefix(DECIDED), style="bold"), Text(), words
    taken = verdict.kinds or ((verdict.other.value,) if verdict.other else ())
    for kind, total in _shown(verdict, taken):
        yield from _block(kind, total, verdict, kind in taken)
    unweighed = [hit for hit in verdict.why if ": " not in hit.rule]
    for hit in unweighed[:SHOWN]:
        yield _evidence(hit)


def _shown(verdict: Verdict, taken: Sequence[str]) -> list[tuple[str, float]]:
    """What was taken, what came next, and the call's own kinds: whether they were submitted is always a question."""
    return sorted(
        ((kind, total) for kind, total in verdict.sums if kind in (*taken, verdict.runner_up) or kind not in OTHERS),
        key=lambda each: (each[0] not in taken, each[0] != verdict.runner_up),
    )


def _block(kind: str, total: float, verdict: Verdict, taken: bool) -> Iterator[Sequence[Text]]:
    found = sorted((hit for hit in verdict.why if hit.rule.startswith(f"{kind}: ")), key=lambda hit: -abs(hit.weight))
    verdict_on_it = "taken" if taken else "came next" if kind == verdict.runner_up else "not taken"
    style = "bold green" if taken else "bold yellow" if kind == verdict.runner_up else "bold"
    lost = "" if taken else _lost(kind, total, verdict, found)
    yield Text(), Text(), Text(), Text()
    yield Text(f"{total:+.1f}", style=style), Text(kind, style=style), Text(verdict_on_it, style="dim"), Text(lost)
    shown = found[: SHOWN if taken else LOST]
    for hit in shown:
        yield _evidence(hit)
    start = total - sum(hit.weight for hit in found)
    rest = found[len(shown) :]
    yield Text(f"{start:+.1f}", style="dim"), Text(START, style="dim"), Text(), Text()
    if rest:
        left = sum(hit.weight for hit in rest)
        more = f"{len(rest)} weaker sign{'s' if len(rest) > 1 else ''}"
        yield Text(f"{left:+.1f}", style="dim"), Text(more, style="dim"), Text(), Text()


def _evidence(hit: Evidence) -> Sequence[Text]:
    colour = "green" if hit.weight > 0 else "red" if hit.weight < 0 else "dim"
    name = hit.rule.partition(": ")[2] or hit.rule
    words = hit.text if len(hit.text) <= LONGEST else hit.text[:LONGEST].rsplit(" ", 1)[0] + " …"
    return Text(f"{hit.weight:+.1f}", style=colour), Text(name), Text(hit.zone.value, style="dim"), Text(plain(words))


def _lost(kind: str, total: float, verdict: Verdict, found: Sequence[Evidence]) -> str:
    """Why a kind was not taken, in a few words."""
    sums = dict(verdict.sums)
    if kind in OTHERS and verdict.kinds:
        return "a submission goes before it"
    if kind in OTHERS and verdict.other and verdict.other.value in sums:
        return f"{sums[verdict.other.value] - total:.1f} behind {verdict.other.value}"
    if not any(hit.weight > 0 for hit in found):
        return "nothing speaks for it"
    return "too little speaks for it" if sum(hit.weight for hit in found) > 0 else "more against it than for it"
