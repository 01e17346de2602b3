"""Small values to put into a register."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.call import Call, Desk, Kind, Shape, Standing
from mailbot.intake.plan import Action, FiledReport, Filing, LetterKind, Plan, ReportFile, Submission
from mailbot.message.model import Address, Attachment, Document, Envelope, Message, TextState, Zone, Zones
from mailbot.register.register import Register
from mailbot.register.values import Arrival, Sighting
from mailbot.understanding.model import Evidence, Other, Screening, Speaker, Verdict

AT = datetime(2021, 2, 4, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
AMINA = Address("Amina Haddad", "amina@example.org")
KARIM = Address("Karim", "karim@example.net")
ORGANISER = Address("Desk", "desk@example.com")

DESK = Desk("The Desk", "desk@example.com", ("alias@example.com",), (), ZoneInfo("Asia/Beirut"), ("ar", "en", "fr"))
CALL = Call(
    {
        "report": Kind("report", "R", datetime(2021, 2, 16, 22, tzinfo=UTC), date(2021, 2, 16), shape=Shape.DOCUMENT),
        "speaker": Kind("speaker", "S", datetime(2021, 2, 5, 22, tzinfo=UTC), date(2021, 2, 5)),
    },
    ("plenary", "rapporteur"),
    {},
    {},
)
YES = Screening(True, "no sign of an automatic sender")
SPEAKER = Speaker("Nadia Ben Salah", "Director", "Cedar Forum", ("plenary",))


def sha(text: str | bytes) -> str:
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def arrival(name: str = "one", *, uid: int | None = None, sender: Address | None = AMINA, **changes: Any) -> Arrival:
    """A message known by a name; its Message-ID is <name@example.org>."""
    values: dict[str, Any] = {
        "sha256": sha(name),
        "fingerprint": sha(name),
        "size": 1000,
        "received": AT,
        "sender": sender,
        "subject": f"about {name}",
        "message_id": f"<{name}@example.org>",
        "sighting": None if uid is None else Sighting("account", "INBOX", 7, uid),
    }
    return Arrival(**(values | changes))


def attachment(name: str, content: bytes = b"content") -> Attachment:
    return Attachment(
        name, "application/pdf", "application/pdf", content, sha(content), document=Document(TextState.READ)
    )


def message(
    name: str = "one",
    *attachments: Attachment,
    sender: Address | None = AMINA,
    subject: str = "",
    replies: tuple[str, ...] = (),
) -> Message:
    envelope = Envelope(
        sender=sender,
        subject=subject or f"about {name}",
        message_id=f"<{name}@example.org>",
        in_reply_to=replies,
        references=replies,
    )
    return Message(envelope, Zones("text"), attachments=attachments)


def verdict(*kinds: str, **changes: Any) -> Verdict:
    values: dict[str, Any] = {
        "kinds": kinds,
        "other": None if kinds else Other.THANKS,
        "language": "fr",
        "screening": YES,
        "confidence": 0.9,
        "why": (Evidence("speaker.nominate", Zone.BODY, "je propose", 3.0),),
    }
    return Verdict(**(values | changes))


def nomination(*speakers: Speaker, reference: str | None = None, **changes: Any) -> Submission:
    values: dict[str, Any] = {
        "kind": "speaker",
        "standing": Standing.ON_TIME,
        "submitter": AMINA,
        "language": "fr",
        "received": AT,
        "reference": reference,
        "speakers": speakers or (SPEAKER,),
    }
    return Submission(**(values | changes))


def report_file(name: str, content: bytes = b"content") -> ReportFile:
    return ReportFile(name, "application/pdf", len(content), sha(content), TextState.READ)


def filed_report(*files: ReportFile, title: str | None = "Migration and Cities", **changes: Any) -> Submission:
    values: dict[str, Any] = {
        "kind": "report",
        "standing": Standing.ON_TIME,
        "submitter": AMINA,
        "language": "en",
        "received": AT,
        "report": FiledReport(title, ("Cedar Forum", "Coast Union"), True, files),
    }
    return Submission(**(values | changes))


def plan(*submissions: Submission, action: Action = Action.NEW, attention: tuple[str, ...] = ()) -> Plan:
    filings = tuple(Filing(action, submission, "because") for submission in submissions)
    return Plan(filings, None, True, YES.reason, attention)


@dataclass(frozen=True)
class Letter:
    """A finished letter as letters.compose gives it."""

    key: str = "message:1:answer"
    kind: str = LetterKind.ACKNOWLEDGEMENT.value
    to: str = "amina@example.org"
    subject: str = "S-0001 – Re: about one"
    language: str = "fr"
    in_reply_to: str = "<one@example.org>"
    raw: bytes = b"From: desk@example.com\r\n\r\nThank you.\r\n"
    hold: str = ""
    envelope_sender: str = "desk@example.com"

    @property
    def message_id(self) -> str:
        return f"<mailbot.{self.key.replace(':', '.')}@example.com>"


def file_one(
    register: Register,
    name: str,
    what: Plan,
    read: Message | None = None,
    said: Verdict | None = None,
    **changes: Any,
) -> tuple[int, tuple[str, ...]]:
    """Keeps and files a message in one go: its number and the references."""
    read = read or message(name)
    number, _ = register.keep(arrival(name, sender=read.envelope.sender, **changes), AT)
    kinds = tuple(dict.fromkeys(filing.submission.kind for filing in what.filings))
    references = register.carry_out(number, what, said or verdict(*kinds), read, AT, "mailbot", CALL, DESK)
    assert references is not None, f"message {name} was filed before"
    return number, references
