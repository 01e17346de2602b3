"""`mailbot extend`: another closing, in config.toml and for all that it changes; shown before it is done."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.person import By, Why, Yes, actor, confirmed
from mailbot.errors import ConfigurationError, MailbotError

if TYPE_CHECKING:
    from mailbot.call import Kind
    from mailbot.settings.load import Configuration


@app.command()
def extend(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="a kind of the call, such as report")],
    closes: Annotated[str, typer.Argument(metavar="DATE", help="the new closing: 2021-02-16, or with a time")],
    earlier: Annotated[bool, typer.Option("--earlier", help="also to an earlier day than people were told")] = False,
    by: By = "",
    reason: Why = "",
    yes: Yes = False,
) -> None:
    """Moves a closing: changes config.toml (a copy of it stays), and tells those who were told that they were late."""
    from mailbot.cli import wiring
    from mailbot.cli.registers import store as open_register
    from mailbot.daemon.correcting import Hand, carried_out, rehearsed
    from mailbot.daemon.extending import moved
    from mailbot.settings.load import load

    invocation: Invocation = context.obj
    old = invocation.configuration()
    assert old.file is not None, "a configuration that is loaded has a file"
    before = old.call().kind(kind)
    text = _changed(old, kind, _closing(closes))
    draft = _draft(old.file, text)
    try:
        new = load(draft)
        after = new.call().kind(kind)
    finally:
        draft.unlink()
    print(f"{kind}: closes {_told(after)}" + ("" if after == before else f" in place of {_told(before)}"))
    hand = Hand(actor(by), reason, invocation.clock.now())
    deed = moved(kind, hand, wiring.press(new), earlier=earlier)
    with open_register(old) as store:
        shown = rehearsed(store, deed)
        print("\n".join(shown.said))
        if not confirmed("Do this?", yes):
            print("Nothing was changed.")
            return
        copy = _replace(old.file, text, hand.at)
        done = carried_out(store, deed, hand.at, shown)
    print(f"Done; {copy.name} is config.toml as it was." if copy else "Done.")
    if done.said:
        print("A running mailbot goes by it after its next start or reload (systemctl reload mailbot).")


def _told(kind: "Kind") -> str:
    return f"{kind.closes:%Y-%m-%d %H:%M}" if kind.exact else str(kind.last_day)


def _closing(said: str) -> date | datetime:
    """Raises ConfigurationError for what is no date."""
    from mailbot.settings.values import closing

    try:
        return closing(said)
    except ValueError as error:
        raise ConfigurationError([f"DATE: found {said!r}; expected {error}"]) from None


def _changed(configuration: "Configuration", kind: str, closes: date | datetime) -> str:
    """The configuration's text with the new closing. Raises ConfigurationError where the environment has the word."""
    from mailbot.settings.moving import with_closing

    variable = f"MAILBOT__CALL__{kind}__CLOSES".upper()
    if named := next((name for name in os.environ if name.upper() == variable), None):
        raise ConfigurationError([f"environment {named}: it comes before config.toml; change the closing there"])
    section = configuration.settings.call.kinds[kind]
    later = _comparable(closes) > _comparable(section.closes)
    earlier_closing = section.closes if later else section.extended_from
    if earlier_closing is not None and _comparable(earlier_closing) >= _comparable(closes):
        earlier_closing = None
    assert configuration.file is not None
    return with_closing(configuration.file.read_text("utf-8-sig"), kind, closes, earlier_closing)


def _comparable(closing: date | datetime) -> tuple[date, bool, str]:
    """An order of closings by day; on one day an exact time comes before the end of the day."""
    if isinstance(closing, datetime):
        return closing.date(), False, closing.time().isoformat()
    return closing, True, ""


def _draft(file: Path, text: str) -> Path:
    """The new text beside the configuration, so that relative paths hold, for checking."""
    from mailbot.durable import PRIVATE, write_whole

    draft = file.with_name(f".{file.name}.new")
    try:
        write_whole(draft, text.encode(), PRIVATE)
    except OSError as error:
        raise MailbotError(f"{file.parent} cannot be written: {error.strerror}; nothing was changed") from None
    return draft


def _replace(file: Path, text: str, at: datetime) -> Path | None:
    """Puts the new text in place of the old one, which stays as a copy; None where it says so already."""
    from mailbot.durable import write_like

    content = file.read_bytes()
    if content.decode("utf-8-sig") == text:
        return None
    copy = file.with_name(f"{file.name}.{at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    try:
        write_like(copy, content, file)
        write_like(file, text.encode(), file)
    except OSError as error:
        raise MailbotError(f"{file} cannot be written: {error.strerror}; nothing was changed") from None
    return copy
