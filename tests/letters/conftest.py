"""The project's own templates, loaded once, and helpers that read a letter as a mail program does."""

from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.letters.templates import Templates, load_templates
from tests.letter_text import body_of

TEMPLATES = Path(__file__).parents[2] / "templates"
LANGUAGES = ("ar", "en", "fr")


@dataclass(frozen=True)
class Read:
    """A letter as its recipient's program reads it."""

    message: EmailMessage
    subject: str
    text: str
    html: str


Reader = Callable[[bytes], Read]


@pytest.fixture(scope="session")
def templates() -> Templates:
    return load_templates(TEMPLATES, LANGUAGES)


@pytest.fixture(scope="session")
def read() -> Reader:
    def reading(raw: bytes) -> Read:
        message = message_from_bytes(raw, policy=policy.default.clone(raise_on_defect=True))
        return Read(message, str(message["Subject"]), body_of(message), body_of(message, "html"))

    return reading
