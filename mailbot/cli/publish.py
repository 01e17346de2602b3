"""`mailbot publish` and `mailbot publication`: the page of all accepted documents, and what becomes of one of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.person import By, Why, actor
from mailbot.errors import MailbotError

if TYPE_CHECKING:
    from mailbot.publication.selecting import LeftOut

CHOICES = ("yes", "no", "unnamed")


@app.command()
def publish(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="a new folder, or one that was published before")],
    late: Annotated[bool, typer.Option("--late/--no-late", help="also what arrived after the closing")] = True,
    strip: Annotated[bool, typer.Option("--strip", help="take authors, paths and programs' data out of files")] = False,
    by: By = "",
    reason: Why = "",
) -> None:
    """Writes pages of all accepted documents, in every language of the desk, with their files and index.json.

    Left out, and named here: what is incomplete, not to be published, infected, locked, damaged, or of a strange type.
    """
    from mailbot.call import Shape
    from mailbot.cli import wiring
    from mailbot.cli.registers import store as open_register
    from mailbot.daemon.publishing import note_published
    from mailbot.message.documents.reader import DocumentReader
    from mailbot.publication.folder import put
    from mailbot.publication.gathering import Gathering
    from mailbot.publication.pages import pages
    from mailbot.publication.selecting import chosen
    from mailbot.understanding.language import languages_of
    from mailbot.understanding.rules import load_rules

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    call, desk, who = configuration.call(), configuration.desk(), actor(by)
    templates, rules = wiring.templates(configuration), load_rules(*configuration.folders("rules"))
    with open_register(configuration, upgrade=False) as store:
        with store.reading() as register:
            entries = register.entries()
        documents, left = chosen(entries, call, late=late)
        with DocumentReader() as reader:
            gathered = Gathering(store.files, reader, rules, languages_of(rules).names, strip=strip).gather(documents)
        written = pages(gathered.reports, call.of(Shape.DOCUMENT), desk.languages, desk, templates)
        put(folder, {**written, **gathered.contents})
        numbers = {document.reference: document.entry.number for document in documents}
        hashes = {numbers[report.reference]: [file.sha256 for file in report.files] for report in gathered.reports}
        with store.writing() as register:
            note_published(register, hashes, invocation.clock.now(), who, reason)
    count, files = len(gathered.reports), len(gathered.contents)
    told = f"{count} report{'' if count == 1 else 's'}, {files} file{'' if files == 1 else 's'}"
    print(f"{told}: {folder / 'index.html'}")
    _name("Left out:", (*left, *gathered.left_out))
    _name("Please look at:", gathered.look_at)


@app.command()
def publication(
    context: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="REF", help="a document's reference, such as R-0007")],
    choice: Annotated[str, typer.Argument(metavar="yes|no|unnamed", help="unnamed: without who submitted it")],
    by: By = "",
    reason: Why = "",
) -> None:
    """Decides what becomes of a document at the next `mailbot publish`, whatever its sender asked."""
    from mailbot.cli.registers import store as open_register
    from mailbot.daemon.correcting import Hand, carried_out
    from mailbot.daemon.publishing import settled
    from mailbot.understanding.model import Publication

    if choice not in CHOICES:
        raise MailbotError(f"{choice}: expected one of {', '.join(CHOICES)}; nothing was changed")
    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    hand = Hand(actor(by), reason, invocation.clock.now())
    with open_register(configuration, upgrade=False) as store:
        deed = settled(reference, Publication(choice), hand, configuration.call())
        print("\n".join(carried_out(store, deed, hand.at).said))


def _name(heading: str, lines: "Iterable[LeftOut]") -> None:
    from mailbot.cli.pages import plain

    found = tuple(lines)
    if found:
        print(heading)
    for line in found:
        file = f" “{plain(line.file)}”:" if line.file else ""
        print(f"  {line.reference}{file} {plain(line.reason)}")
