"""The pages on Microsoft 365, Google, Dovecot: their settings load, and what they quote is what mailbot says."""

import re
import textwrap
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mailbot.settings.model import Settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("microsoft365", "google", "dovecot-postfix")
LEAST: dict[str, Any] = {
    "desk": {"name": "Desk", "address": "desk@example.org", "organisers": ["one@example.org"]},
    "mailbox": {"host": "imap.example.org", "username": "desk@example.org"},
    "smtp": {"host": "smtp.example.org"},
}


def settings_blocks(page: str) -> list[dict[str, Any]]:
    """The indented blocks that begin with a table, as TOML."""
    text = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    blocks = re.findall(r"(?:^(?: {4,}\S.*|)\n)+", text, re.MULTILINE)
    return [tomllib.loads(block) for one in blocks if (block := textwrap.dedent(one).strip()).startswith("[")]


def merged(base: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Tables joined key by key."""
    return base | {
        key: merged(base[key], value) if isinstance(value, dict) and key in base else value
        for key, value in more.items()
    }


@pytest.mark.parametrize("page", PAGES)
def test_settings_of_a_page_load(page: str) -> None:
    content = LEAST
    blocks = settings_blocks(page)
    for block in blocks:
        content = merged(content, block)
        Settings(**content)
    assert blocks, "the page shows no settings"
    assert Settings(**content).mailbox.oauth2 is not None


def said_by_mailbot() -> str:
    """The texts of the transport and of `mailbot check`, pieces of one string joined."""
    files = [*sorted((ROOT / "mailbot" / "transport").glob("*.py")), ROOT / "mailbot" / "cli" / "check.py"]
    source = "\n".join(file.read_text("utf-8") for file in files)
    joined = re.sub(r'"\s*\n\s*f?"', "", source)
    return re.sub(r"\{inbox\.folder\}", "INBOX", joined)


@pytest.mark.parametrize("page", PAGES)
def test_quoted_lines_are_what_mailbot_says(page: str) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    quoted = [
        piece for row in rows for line in re.findall(r"`([^`]+)`", row) for piece in re.split(r" ?\.\.\.:? ?", line)
    ]
    said = (
        said_by_mailbot()
        + "User is authenticated but not connected"
        + "no OAuth2 token from login.microsoftonline.com:"
    )
    said += "no OAuth2 token from oauth2.googleapis.com:"
    assert len(quoted) > 8
    assert [piece for piece in quoted if piece not in said] == []
