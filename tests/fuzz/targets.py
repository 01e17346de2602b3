"""What is fuzzed: each target takes any bytes and raises only where mailbot breaks a promise."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mailbot.call import Call, Desk, Kind, Shape
from mailbot.message.delivery_status import failure_in
from mailbot.message.documents import media_types as types
from mailbot.message.documents.formats import Budget, read_document
from mailbot.message.documents.sniff import sniff
from mailbot.message.fingerprint import fingerprint_of
from mailbot.message.model import Document, TextState
from mailbot.message.parse import parse
from mailbot.understanding.rules import Rules, load_rules
from mailbot.understanding.understand import understand

ROOT = Path(__file__).parents[2]
BEIRUT = ZoneInfo("Asia/Beirut")
DESK = Desk("Review", "desk@review.example", (), (), BEIRUT, ("ar", "en", "fr"))
DAY = datetime(2021, 2, 17, tzinfo=BEIRUT)
CALL = Call(
    {
        "report": Kind("report", "R", DAY, date(2021, 2, 16), shape=Shape.DOCUMENT),
        "speaker": Kind("speaker", "S", DAY, date(2021, 2, 16)),
    },
    ("open_discussion", "rapporteur", "plenary", "roundtable"),
    {},
    {},
)
# Formats whose readers are our own or parse text; those in C are held by the worker's limits (documents/process.py).
FORMATS = (types.HTML, types.RTF, types.CSV, types.VCARD, types.CALENDAR, types.XML, types.EMAIL, types.PLAIN)
PACKED = (types.DOCX, types.ODT, types.PPTX, types.XLSX, types.ZIP)
_rules: list[Rules] = []


def message(raw: bytes) -> None:
    """Reading: nothing is raised, nothing foreseen fails, no control character reaches the text."""
    found = parse(raw)
    broken = [defect for defect in found.defects if defect.startswith("could not be read")]
    assert not broken, broken
    texts = [found.envelope.subject, found.zones.body, found.zones.signature, found.zones.quoted]
    assert not any(sign in text for text in texts for sign in "\x00\r\x1b"), "control characters reach the text"
    "".join(texts).encode()
    failure_in(found, returned=True)


def fingerprint(raw: bytes) -> None:
    """What tells messages apart never fails, and is the same for the same bytes."""
    from io import BytesIO

    assert fingerprint_of(BytesIO(raw)) == fingerprint_of(BytesIO(raw))


def understanding(raw: bytes) -> None:
    """No part of understanding fails, whatever the message."""
    if not _rules:
        _rules.append(load_rules(ROOT / "rules"))
    verdict = understand(parse(raw), _rules[0], DESK, CALL)
    failed = [reason for reason in verdict.review if "failed" in str(reason)]
    assert not failed, failed
    assert verdict.screening.reason


def document(raw: bytes) -> None:
    """A reader of text formats gives a document: READ with text, and only then. The first byte chooses the format."""
    if raw:
        _document(raw[1:], FORMATS[raw[0] % len(FORMATS)])


def packed(raw: bytes) -> None:
    """The same of formats that are archives."""
    if raw:
        _document(raw[1:], PACKED[raw[0] % len(PACKED)])


def _document(content: bytes, media_type: str) -> None:
    sniff(content, "", media_type)
    found = read_document(content, media_type, Budget())
    assert isinstance(found, Document)
    assert (found.state is TextState.READ) == bool(found.text), "READ means there is text, and only READ"


TARGETS: dict[str, Callable[[bytes], None]] = {
    "message": message,
    "fingerprint": fingerprint,
    "understanding": understanding,
    "document": document,
    "packed": packed,
}


def seeds(target: str) -> list[bytes]:
    """What the fuzzer begins with: the labelled mail, or its attachments."""
    mail = [file.read_bytes() for file in sorted((ROOT / "tests" / "corpus").glob("*.eml"))]
    if target not in ("document", "packed"):
        return [raw[:20_000] for raw in mail]
    chosen = FORMATS if target == "document" else PACKED
    parts = [part for raw in mail for part in parse(raw).attachments if part.media_type in chosen]
    found = [bytes([chosen.index(part.media_type)]) + part.content for part in parts if part.size < 60_000]
    return [*found, *(bytes([index]) + raw[:3_000] for raw in mail[:10] for index in range(len(chosen)))]
