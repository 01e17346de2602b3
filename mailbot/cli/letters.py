"""`mailbot letters`: lists every letter there is, and writes pages on which each can be looked at."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.output import cannot_be_written
from mailbot.errors import ConfigurationError, MailbotError

if TYPE_CHECKING:
    from mailbot.letters.preview import Situation

letters = typer.Typer(help="Lists and shows the letters, written from sample data.", no_args_is_help=True)
app.add_typer(letters, name="letters")
Letter = Annotated[str | None, typer.Argument(help="a letter, or one situation of it (default: all)")]
Language = Annotated[str | None, typer.Option("--language", help="only letters in this language")]


@letters.command("list")
def list_letters(context: typer.Context, letter: Letter = None, language: Language = None) -> None:
    """Every letter in every situation, with the languages it is written in."""
    by_name: dict[tuple[str, str], list[str]] = {}
    for situation in _found(context, letter, language):
        by_name.setdefault((situation.letter, situation.name), []).append("+".join(situation.languages))
    width = max(len(name) for _, name in by_name)
    for (folder, name), languages in by_name.items():
        print(f"{folder:<16}{name:<{width}}  {' '.join(languages)}")


@letters.command()
def preview(
    context: typer.Context,
    letter: Letter = None,
    language: Language = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="the folder to write")] = Path("letters-preview"),
    open_it: Annotated[
        bool | None, typer.Option("--open/--no-open", help="open the browser (default: at a terminal)")
    ] = None,
) -> None:
    """Writes a page for each letter, as a phone and as a desktop show it, and opens the browser."""
    from mailbot.durable import write_whole
    from mailbot.letters.check import FAULTS
    from mailbot.letters.preview import index_page, letter_page

    found = _found(context, letter, language)
    try:
        pages = {situation.file: letter_page(situation) for situation in found}
    except FAULTS as error:
        raise ConfigurationError([f"{error}; `mailbot check` names the letter"]) from None
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, page in {**pages, "index.html": index_page(found)}.items():
            write_whole(output / name, page.encode())
    except OSError as error:
        raise cannot_be_written(output, error) from None
    first = output / ("index.html" if len(found) > 1 else found[0].file)
    print(f"{len(found)} letters: {first}")
    if sys.stdout.isatty() if open_it is None else open_it:
        typer.launch(first.resolve().as_uri())


def _found(context: typer.Context, letter: str | None, language: str | None) -> "tuple[Situation, ...]":
    """The letters asked for. Raises ConfigurationError for a fault in a template, MailbotError where there is none."""
    from mailbot.cli import wiring
    from mailbot.letters.preview import situations

    invocation: Invocation = context.obj
    configuration = invocation.configuration_or_sample()
    every = situations(configuration.desk(), configuration.call(), wiring.templates(configuration))
    found = tuple(
        situation
        for situation in every
        if letter in (None, situation.letter, situation.name) and (language is None or language in situation.languages)
    )
    if not found:
        wanted = " ".join(filter(None, (letter, language and f"in {language}")))
        raise MailbotError(f"there is no letter {wanted}; `mailbot letters list` shows what there is")
    return found
