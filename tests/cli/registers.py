"""What tests of commands make of a folder with a register: they fill it, look into it, and have its letters sent."""

import email
import email.policy
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

from mailbot.register.store import Store, open_store
from tests.cli.program import inside, write_config
from tests.letter_text import body_of

AS_OF = ("--as-of", "2021-02-04T12:00+02:00")


def fill(
    folder: Path, *mails: bytes, as_of: tuple[str, ...] = AS_OF, letters: Mapping[str, object] | None = None
) -> Path:
    """The folder with a configuration and a register of these mails, in this order. letters: of the configuration."""
    folder.mkdir(exist_ok=True)
    write_config(folder, letters=letters)
    (folder / "mail").mkdir()
    for number, raw in enumerate(mails, 1):
        (folder / "mail" / f"{number}.eml").write_bytes(raw)
    done = inside(*as_of, "import", "mail", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def register(folder: Path) -> Store:
    """The register of a folder, opened."""
    return open_store(f"sqlite:///{folder / 'mailbot.db'}", folder / "files")


def letter(folder: Path, key: str) -> EmailMessage:
    """A letter in the outbox, or gone out from it, as mail programs read it."""
    with register(folder) as store, store.reading() as unit:
        found = unit.letter_entry(key)
    assert found is not None
    return email.message_from_bytes(found.raw, policy=email.policy.default)


def text(message: EmailMessage) -> str:
    """The plain text of a letter."""
    return body_of(message)


def send_all(folder: Path) -> None:
    """Every letter in the outbox has gone out."""
    with register(folder) as store, store.writing() as unit:
        for waiting in unit.letter_entries():
            unit.claim(waiting.id, waiting.created)
            unit.sent(waiting.id, "250", waiting.created)
