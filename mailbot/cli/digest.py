"""`mailbot digest`: shows a digest, on the terminal or as a page; never sends one, changes nothing."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.output import write_file
from mailbot.errors import ConfigurationError, MailbotError


@app.command()
def digest(
    context: typer.Context,
    date: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="the digest of that morning, over the 24 hours before"),
    ] = None,
    language: Annotated[str | None, typer.Option(help="in which language (default: digest.language)")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="write it as an HTML page")] = None,
) -> None:
    """What the organisers' digest says now, since the last one; or what it said on a morning."""
    from mailbot.cli import wiring
    from mailbot.cli.registers import store as open_register
    from mailbot.daemon.digesting import day_of
    from mailbot.intake.deadlines import due_at
    from mailbot.letters.digest import digest_pages
    from mailbot.settings.values import YEARS

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    section, desk = configuration.settings.digest, configuration.desk()
    templates = wiring.templates(configuration)
    written = language or section.language
    if not (written in templates.languages and templates.has("digest", written)):
        raise MailbotError(f"--language: found {written}; expected one of {', '.join(templates.languages)}")
    if date is not None and date.year not in YEARS:
        raise ConfigurationError([f'--date: found "{date.date()}"; expected a day such as 2021-02-04'])
    with open_register(configuration, upgrade=False) as store, store.reading() as register:
        if date is None:
            until = invocation.clock.now()
            since = register.last_digest()
        else:
            until = due_at(date.date(), section.at, desk.timezone)
            since = due_at(date.date() - timedelta(days=1), section.at, desk.timezone)
        calendar, call = wiring.calendar(configuration), configuration.call()
        summary = day_of(register, since, until.astimezone(UTC), desk, call, calendar)
    subject, text, page = digest_pages(summary, desk, call, templates, until, language=written)
    if output is None:
        sys.stdout.write(f"{subject}\n\n{text.rstrip()}\n")
        return
    write_file(output, page.encode("utf-8", "replace"))
