"""Makes messages, a desk and a call for these tests."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.call import Call, Desk, Kind, Shape
from mailbot.message.model import Address, Envelope, Forwarded, Message, Zones
from mailbot.understanding.rules import Rules, load_rules
from mailbot.understanding.terms import Terms, terms_of

BEIRUT = ZoneInfo("Asia/Beirut")
DESK = Desk("Review", "desk@review.example", ("old@review.example",), (), BEIRUT, ("ar", "en", "fr"))
CALL = Call(
    {
        "report": Kind("report", "R", datetime(2021, 2, 17, tzinfo=BEIRUT), date(2021, 2, 16), shape=Shape.DOCUMENT),
        "speaker": Kind("speaker", "S", datetime(2021, 2, 6, tzinfo=BEIRUT), date(2021, 2, 5)),
    },
    ("open_discussion", "rapporteur", "plenary", "roundtable"),
    {},
    {},
)


@cache
def rules() -> Rules:
    """The rules as they are shipped, loaded once."""
    return load_rules(Path(__file__).parents[2] / "rules")


def terms() -> Terms:
    """What these rules come to in this call."""
    return terms_of(rules(), CALL)


def mail(
    body: str = "",
    *headers: str,
    subject: str = "",
    signature: str = "",
    quoted: str = "",
    sender: str = "Sara Haddad <sara@ngo.example>",
    to: str = "desk@review.example",
    return_path: str | None = "sara@ngo.example",
    message_id: str = "",
    forwarded: tuple[Forwarded, ...] = (),
    **more: Any,
) -> Message:
    """A message to the desk. headers: "Name: value". more: further fields of Message."""
    name, _, address = sender.rpartition("<")
    envelope = Envelope(
        headers=(("To", to), *((line.partition(":")[0], line.partition(":")[2].strip()) for line in headers)),
        return_path=return_path,
        sender=Address(name.strip(), address.strip("> ")) if sender else None,
        subject=subject,
        to=(Address("", to),),
        message_id=message_id,
    )
    return Message(envelope, Zones(body, signature, quoted), forwarded, **more)
