"""To whom a letter goes."""

import pytest

from mailbot.intake.recipient import recipient_of
from mailbot.message.addresses import valid
from mailbot.message.model import Address, Envelope
from tests.intake.samples import DESK


@pytest.mark.parametrize(
    ("sender", "reply_to", "expected"),
    [
        ("a@org.example", [], "a@org.example"),
        ("a@org.example", ["office@org.example"], "office@org.example"),
        ("a@mail.org.example", ["office@org.example"], "office@org.example"),
        ("a@org.example", ["b@elsewhere.example"], "a@org.example"),
        ("a@org.example", ["b@org.example", "c@org.example"], "a@org.example"),
        ("a@org.example", ["desk@call.example"], "a@org.example"),
        ("a@gmail.com", ["other@gmail.com"], "a@gmail.com"),
        ("a@org.example", ["not an address"], "a@org.example"),
        ("desk@call.example", [], None),
        ("ALIAS@call.example", [], None),
        ("broken", [], None),
        (None, ["a@org.example"], None),
    ],
)
def test_recipient(sender: str | None, reply_to: list[str], expected: str | None) -> None:
    envelope = Envelope(
        sender=Address("A", sender) if sender else None, reply_to=tuple(Address("", each) for each in reply_to)
    )
    recipient = recipient_of(envelope, DESK)
    assert (recipient.address if recipient else None) == expected


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("a@b.example", True),
        ("o'neil+x@b.example", True),
        ("نور@مثال.example", True),
        ("a@b", False),
        ("a b@c.example", False),
        ("a@@b.example", False),
        ("a@b..example", False),
        ("a\r\nBcc: x@y.example", False),
        ("a" * 250 + "@b.example", False),
        ("", False),
    ],
)
def test_valid(address: str, good: bool) -> None:
    assert valid(address) is good
