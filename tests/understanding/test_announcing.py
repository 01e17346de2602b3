"""What a message says will come later, or will not come."""

import pytest

from mailbot.message.model import Address, Envelope, Message, Zones
from mailbot.settings.load import sample
from mailbot.understanding.rules import Rules, load_rules
from mailbot.understanding.understand import understand

CONFIGURATION = sample()
DESK, CALL = CONFIGURATION.desk(), CONFIGURATION.call()


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules(*CONFIGURATION.folders("rules"))


@pytest.mark.parametrize(
    ("body", "coming", "declined"),
    [
        ("Thank you for the invitation. Our report is with the translator and will follow next week.", ("report",), ()),
        ("Many thanks. We will send our report before the 16th.", ("report",), ()),
        (
            "Nous vous remercions de votre invitation. Nous enverrons notre rapport la semaine prochaine.",
            ("report",),
            (),
        ),
        ("Merci. Je vous enverrai la candidature une fois la décision prise.", ("speaker",), ()),
        ("شكراً جزيلاً على الدعوة. سنرسل لكم التقرير الأسبوع القادم.", ("report",), ()),
        ("Thank you for the invitation. Unfortunately we cannot submit a report this year.", (), ("report",)),
        ("Merci de votre invitation. Nous ne pourrons malheureusement pas présenter de rapport.", (), ("report",)),
        ("Would a report that we send by the end of next week still be taken into account?", (), ()),
        ("Thank you very much for your message.", (), ()),
    ],
)
def test_what_is_announced_and_declined(
    rules: Rules, body: str, coming: tuple[str, ...], declined: tuple[str, ...]
) -> None:
    envelope = Envelope(
        sender=Address("Amal", "amal@org.example"), subject="Invitation", to=(Address("", DESK.address),)
    )
    verdict = understand(Message(envelope, Zones(f"Dear colleagues,\n\n{body}\n\nAmal Haddad")), rules, DESK, CALL)
    assert (verdict.coming, verdict.declined) == (coming, declined), (verdict.kinds, verdict.other)


def test_what_is_quoted_announces_nothing(rules: Rules) -> None:
    envelope = Envelope(
        sender=Address("Amal", "amal@org.example"), subject="Re: Report", to=(Address("", DESK.address),)
    )
    zones = Zones("Thank you, we have received your message.", quoted="Our report will follow next week.")
    verdict = understand(Message(envelope, zones), rules, DESK, CALL)
    assert (verdict.coming, verdict.declined) == ((), ())
