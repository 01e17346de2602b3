"""The project's own templates, loaded once, and helpers that read a letter as a mail program does."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.letters.templates import Templates, load_templates

TEMPLATES = Path(__file__).parents[2] / "templates"
LANGUAGES = ("ar", "en", "fr")


@dataclass(frozen=True)
class Read:
    """A letter as its recipient's program reads it."""

    message: EmailMessage
    subject: str
    text: str
    html: str


@pytest.fixture(scope="session")
def templates() -> Templates:
    return load_templates(TEMPLATES, LANGUAGES)


@pytest.fixture(scope="session")
def read():
    def reading(raw: bytes) -> Read:
        message = message_from_bytes(raw, policy=policy.default.clone(raise_on_defect=True))
        text = message.get_body(("plain",)).get_content()
        return Read(
            message,
            str(message["Subject"]),
            text.replace("\r\n", "\n"),
            message.get_body(("html",)).get_content().replace("\r\n", "\n"),
        )

    return reading
