"""Courtesies in which something is asked, needed or taken back must not be passed over in silence."""

import pytest

from mailbot.message.parse import parse
from mailbot.understanding.model import Other
from mailbot.understanding.understand import understand
from tests.understanding.mails import CALL, DESK, rules

HEAD = (
    "From: Amal <amal@org.example>\nTo: desk@review.example\nSubject: Re: S-0001: Speaker\n"
    "Content-Type: text/plain; charset=utf-8\nMessage-ID: <1@org.example>\n"
)
ANSWER = HEAD + "In-Reply-To: <mailbot.1.a@review.example>\n"

SAID = [
    ("Bonjour, M. Sfeir ne pourra malheureusement pas intervenir. Merci d'en prendre note.", Other.FOLLOWUP),
    ("Thank you. Please note that Ms Aoun uses a wheelchair and will need captions.", Other.FOLLOWUP),
    ("Well received, thank you. Please use this address from now on: pia@cumin.example", Other.FOLLOWUP),
    ("Bien reçu, merci. Pouvez-vous mettre en copie notre secrétaire ?", Other.FOLLOWUP),
    ("Merci. Mme Frem n'est disponible que le 25 février au matin.", Other.FOLLOWUP),
    ("شكراً لكم. السيدة لينا تحتاج إلى ترجمة إلى العربية.", Other.FOLLOWUP),
    ("السيدة حواء لن تستطيع الحضور، يرجى شطب اسمها فقط. شكراً", Other.FOLLOWUP),
    ("Please note that our organisation no longer wishes to take part.", Other.FOLLOWUP),
    ("السيدة رنا غير قادرة على المشاركة.", Other.FOLLOWUP),
    ("Thanks a lot, that was quick!", Other.THANKS),
    ("Merci beaucoup, bien reçu. Bonne journée", Other.THANKS),
    ("شكراً جزيلاً على ردكم السريع.", Other.THANKS),
]


@pytest.mark.parametrize(("body", "other"), SAID, ids=[body for body, _ in SAID])
def test_what_an_answer_says_beside_its_thanks(body: str, other: Other) -> None:
    found = understand(parse(f"{ANSWER}\n{body}\n".encode()), rules(), DESK, CALL)
    assert (found.kinds, found.other) == ((), other)


@pytest.mark.parametrize(
    "body",
    ["تحية، نطلب منحنا مهلة إضافية لإرسال التقرير الطوعي.", "السلام عليكم، نرجو تمديد مهلة تسليم التقرير أسبوعاً."],
)
def test_who_asks_for_more_time_gets_an_answer(body: str) -> None:
    assert understand(parse(f"{HEAD}\n{body}\n".encode()), rules(), DESK, CALL).other is Other.QUESTION
