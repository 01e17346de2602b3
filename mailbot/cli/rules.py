"""`mailbot rules`: lists the rules, explains one, and tests all of them on labelled mail."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.errors import MailbotError

if TYPE_CHECKING:
    from mailbot.evaluation.rule_hits import Judgement

LABELLED = Path("tests/corpus")  # a checkout's own labelled mail
rules = typer.Typer(help="Lists, explains and tests the rules by which mail is understood.", no_args_is_help=True)
app.add_typer(rules, name="rules")
Mail = Annotated[list[Path] | None, typer.Option("--mail", help="folder of labelled mail to show examples from")]
Json = Annotated[bool, typer.Option("--json", help="one JSON object a line")]


@rules.command("list")
def list_rules(
    context: typer.Context,
    files: Annotated[list[str] | None, typer.Argument(help="files of rules/, such as intents (default: all)")] = None,
    as_json: Json = False,
) -> None:
    """Every rule with file, line, weight and what it matches in each language."""
    from mailbot.cli import rules_page
    from mailbot.evaluation.rulebook import entries
    from mailbot.understanding.rules import load_rules

    folder, base = _folders(context)
    loaded = load_rules(folder, base)  # a fault is told before anything is listed
    wanted = [name.removesuffix(".toml") for name in files or loaded.files]
    if unknown := [name for name in wanted if name not in loaded.files]:
        raise MailbotError(f"{folder}: no file {unknown[0]}.toml; there are {', '.join(sorted(loaded.files))}")
    found = [entry for entry in entries(folder, base) if entry.file in wanted]
    if as_json:
        for entry in found:
            print(json.dumps(rules_page.as_json(entry), ensure_ascii=False))
        return
    rules_page.listed(found, [loaded.file(name) for name in wanted])


@rules.command()
def explain(
    context: typer.Context,
    rule: Annotated[str, typer.Argument(help="a rule, a sign of `mailbot classify`, or a list of words")],
    mail: Mail = None,
) -> None:
    """One rule, sign or list of words in full: what it matches, what follows from it, where it stands."""
    from mailbot.cli import rules_page
    from mailbot.evaluation.rulebook import entries, named
    from mailbot.understanding.rules import load_rules

    folder, base = _folders(context)
    loaded = load_rules(folder, base)
    found = named(rule, entries(folder, base))
    judgements = _tested(context, mail)[0] if mail and found else ()
    examples = {judgement.entry.mark: judgement for judgement in judgements}
    if not rules_page.explained(rule, found, loaded, examples):
        raise MailbotError(f"{folder}: nothing is named {rule!r}; `mailbot rules list` shows what there is")


@rules.command("test")
def hits_on_mail(
    context: typer.Context,
    folders: Annotated[
        list[Path] | None, typer.Argument(help="folders of labelled mail (default: tests/corpus)")
    ] = None,
    as_json: Json = False,
) -> None:
    """How often each rule hits labelled mail, how well it tells the kind, and which rules nothing ever hits."""
    from mailbot.cli import rules_page

    judgements, count = _tested(context, folders)
    if as_json:
        for judgement in judgements:
            print(json.dumps(rules_page.judgement_json(judgement), ensure_ascii=False))
        return
    rules_page.tested(judgements, count)


def _folders(context: typer.Context) -> tuple[Path, Path]:
    """The folder of rules, and the packaged one that it lies over."""
    invocation: Invocation = context.obj
    return invocation.configuration_or_sample().folders("rules")


def _tested(context: typer.Context, folders: list[Path] | None) -> "tuple[tuple[Judgement, ...], int]":
    """How every rule did, and on how many messages. Raises MailbotError where no labelled mail is found."""
    from mailbot.cli.judging import Unread, judge
    from mailbot.evaluation.labels import read_labels
    from mailbot.evaluation.rule_hits import Record
    from mailbot.evaluation.rulebook import entries
    from mailbot.understanding.rules import load_rules

    invocation: Invocation = context.obj
    configuration = invocation.configuration_or_sample()
    (folder, base), record = configuration.folders("rules"), Record()
    listening = record.listening(load_rules(folder, base))
    labels = [{**label, "id": str(mail / label["id"])} for mail in folders or [LABELLED] for label in read_labels(mail)]

    def files() -> Iterator[str]:
        for label in labels:
            record.reading = label["id"]
            yield f"{label['id']}.eml"

    for result in judge(files(), configuration, listening):
        if isinstance(result, Unread):
            raise MailbotError(f"{result.file}: {result.error}")
    return record.judgements(entries(folder, base), labels), len(labels)
