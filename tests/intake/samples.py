"""Values to decide about: one place where a message, a verdict and a history are put together for rows of tests."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.call import Call, Desk, Event, Kind, Shape, Standing
from mailbot.intake.arrival import Arrival
from mailbot.intake.plan import FiledReport, ReportFile, Submission
from mailbot.message.model import Address, Attachment, Document, Envelope, Message, TextState, Zones
from mailbot.understanding.model import Screening, Speaker, Verdict

BEIRUT = ZoneInfo("Asia/Beirut")
DESK = Desk("Desk", "desk@call.example", ("alias@call.example",), ("boss@call.example",), BEIRUT, ("ar", "en", "fr"))
CALL = Call(
    {
        "report": Kind("report", "R", datetime(2021, 2, 17, tzinfo=BEIRUT), date(2021, 2, 16), shape=Shape.DOCUMENT),
        "speaker": Kind("speaker", "S", datetime(2021, 2, 6, tzinfo=BEIRUT), date(2021, 2, 5)),
    },
    ("open_discussion", "rapporteur", "plenary", "roundtable"),
    {"conference": Event("conference", date(2021, 2, 24), date(2021, 2, 25))},
    {},
)
AT = datetime(2021, 2, 4, 10, tzinfo=UTC)
ARRIVAL = Arrival(7, AT, AT)
SENDER = Address("Amal Haddad", "amal@org.example")
FREE = Screening(True, "no sign of an automatic sender")
AMAL = Speaker("Amal Haddad", "Director", "Cedar Union", ("plenary",))
BILAL = Speaker("Bilal Nasser", "Adviser", "Cedar Union", ("roundtable",))


def message(
    subject: str = "Our answer", body: str = "", files: tuple[Attachment, ...] = (), **envelope: Any
) -> Message:
    """A message from SENDER with a body and files."""
    values: dict[str, Any] = {"sender": SENDER, "subject": subject, "message_id": "<m@org.example>"} | envelope
    return Message(Envelope(**values), Zones(body=body), attachments=files)


def file(name: str = "report.pdf", sha256: str = "a" * 64, state: TextState = TextState.READ) -> Attachment:
    """A document attached."""
    return Attachment(name, "application/pdf", "application/pdf", b"%PDF", sha256, document=Document(state, "text"))


def filed_file(name: str = "report.pdf", sha256: str = "a" * 64, state: TextState = TextState.READ) -> ReportFile:
    """The same as it is kept."""
    return ReportFile(name, "application/pdf", 4, sha256, state)


def verdict(*kinds: str, **values: Any) -> Verdict:
    """A sure verdict in English."""
    base: dict[str, Any] = {"kinds": kinds, "other": None, "language": "en", "screening": FREE}
    return Verdict(**base | values)


def speakers_filed(*speakers: Speaker, reference: str = "S-0001", **values: Any) -> Submission:
    """An expression of interest in the register."""
    base: dict[str, Any] = {
        "kind": "speaker",
        "standing": Standing.ON_TIME,
        "submitter": SENDER,
        "language": "en",
        "received": AT,
    }
    return Submission(**base | {"reference": reference, "speakers": speakers} | values)


def report_filed(
    *files: ReportFile, title: str | None = "Roads", reference: str = "R-0001", **values: Any
) -> Submission:
    """A report in the register."""
    base: dict[str, Any] = {
        "kind": "report",
        "standing": Standing.ON_TIME,
        "submitter": SENDER,
        "language": "en",
        "received": AT,
    }
    report = FiledReport(title, ("Cedar Union",), False, files)
    return Submission(**base | {"reference": reference, "report": report} | values)
