"""Reads labels.jsonl: what each message of a folder should be understood as."""

import json
from pathlib import Path
from typing import Any

from mailbot.errors import MailbotError

Label = dict[str, Any]
EXPECTED = ("language", "kinds", "other", "reply", "speakers", "report")


def read_labels(folder: Path) -> list[Label]:
    """The labels of a folder, in their order: {"id", "note", "expect": {...}} for ID.eml.

    Raises MailbotError with file and line for what is no label.
    """
    file = folder / "labels.jsonl"
    try:
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise MailbotError(f"{file}: {getattr(error, 'strerror', None) or error}; expected one label a line") from None
    labels = [_label(line, f"{file}:{number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not labels:
        raise MailbotError(f"{file}: found no labels; expected one a line")
    return labels


def _label(line: str, place: str) -> Label:
    try:
        label = json.loads(line)
        missing = [key for key in EXPECTED if key not in label["expect"]] + [k for k in ("id",) if k not in label]
    except (ValueError, TypeError, KeyError) as error:
        raise MailbotError(f'{place}: {type(error).__name__}: {error}; expected {{"id": ..., "expect": ...}}') from None
    if missing:
        raise MailbotError(f"{place}: found no {', '.join(missing)}; expected id, and in expect {', '.join(EXPECTED)}")
    return {"note": "", **label}
