"""`mailbot evaluate`: the figures of understanding over a folder of labelled mail."""

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.main import Invocation, app


@app.command()
def evaluate(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="folder with .eml files and labels.jsonl")],
    errors: Annotated[bool, typer.Option("--errors", help="also every field that differs from its label")] = False,
    flags: Annotated[bool, typer.Option("--flags", help="also how often each reason to look was right")] = False,
    least: Annotated[list[str] | None, typer.Option("--min", help="fail below, such as kinds=0.97")] = None,
    most: Annotated[list[str] | None, typer.Option("--max", help="fail above, such as unsafe=0")] = None,
) -> None:
    """Scores the rules against labelled mail."""
    from mailbot.cli.judging import Judged, judge
    from mailbot.cli.verdict_json import verdict_json
    from mailbot.evaluation import flags as flagging
    from mailbot.evaluation import page
    from mailbot.evaluation.labels import read_labels
    from mailbot.evaluation.score import score

    invocation: Invocation = context.obj
    labels = read_labels(folder)
    configuration = invocation.configuration_or_sample()
    kinds = tuple(configuration.call().kinds)
    names = page.figures(score([], {}, kinds))
    floor, ceiling = _bounds(least or [], "--min", names), _bounds(most or [], "--max", names)
    started = time.perf_counter()
    verdicts, reviews = {}, {}
    paths = [str(folder / f"{label['id']}.eml") for label in labels]
    for label, result in zip(labels, judge(paths, configuration), strict=True):
        if isinstance(result, Judged):
            verdicts[label["id"]] = verdict_json(result.file, result.message, result.verdict)
            reviews[label["id"]] = result.verdict.review
        else:
            print(f"{result.file}: {result.error}", file=sys.stderr)
    seconds = time.perf_counter() - started
    scores = score(labels, verdicts, kinds)
    if errors:
        for row in scores.disagreements:
            print(*row, sep=" | ")
    if flags:
        print(*flagging.lines(flagging.fired(labels, verdicts, reviews, kinds)), "", sep="\n")
    languages = sorted({label["expect"]["language"] for label in labels})
    parts = {
        key: score((one for one in labels if one["expect"]["language"] == key), verdicts, kinds) for key in languages
    }
    *figures, summary = page.lines(scores, seconds)
    print(*figures, *page.by_language(parts), summary, sep="\n")
    beyond = page.out_of_bounds(page.figures(scores), floor, ceiling)
    for line in beyond:
        print(line, file=sys.stderr)
    if beyond or len(verdicts) < len(labels):
        raise typer.Exit(1)


def _bounds(pairs: list[str], option: str, known: dict[str, float]) -> dict[str, float]:
    """NAME=NUMBER pairs. Raises a usage error for an unknown name or no number."""
    bounds = {}
    for pair in pairs:
        name, _, number = pair.partition("=")
        try:
            bounds[name] = float(number)
        except ValueError:
            raise typer.BadParameter(f"found {pair!r}; expected NAME=NUMBER", param_hint=option) from None
        if name not in known:
            raise typer.BadParameter(f"found {name!r}; expected one of {', '.join(known)}", param_hint=option)
    return bounds
