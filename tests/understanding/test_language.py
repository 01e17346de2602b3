"""The language to answer in."""

import pytest

from mailbot.message.model import Address, Forwarded, Message, Zones
from mailbot.understanding.language import Spoken, language_of
from tests.understanding.mails import mail, rules

LANGUAGES = ("ar", "en", "fr")


@pytest.mark.parametrize(
    ("message", "spoken"),
    [
        (mail("Bonjour, veuillez trouver notre rapport"), Spoken("fr", True)),
        (mail("Please find our report attached"), Spoken("en", True)),
        (mail("تجدون تقريرنا في المرفقات"), Spoken("ar", True)),
        (mail("bjr, voici le doc, cdlt"), Spoken("fr", True)),
        (mail("thx, see u at the meeting"), Spoken("en", True)),
        (mail("Merci", subject="Rapport de la ligue pour l'examen"), Spoken("fr", True)),
        (
            mail("Réponse : oui pour la séance", quoted="Dear all, the report is due on the 16th of this month"),
            Spoken("fr", False),
        ),
        (mail("أود المشاركة في الجلسة\n\nWassila Ben Ali\nAssociation Nour pour la Diaspora"), Spoken("ar", True)),
        (
            mail("السلام عليكم، هذه بيانات المرشحين\nName: Ali Ben Salah\nTitle: Director of the programme"),
            Spoken("ar", True),
        ),
        (mail("ما عندي CV جاهز بس بقدر أبعث link لشغلي"), Spoken("ar", True)),
        (mail("", subject="", signature="مع خالص التحية والتقدير"), Spoken("ar", False)),
        (mail("", subject=""), Spoken("ar", False)),
        (
            mail(
                "FYI",
                forwarded=(
                    Forwarded(
                        Address("", "a@b.example"), "", Zones("Je vous propose un orateur pour la plénière"), False
                    ),
                ),
            ),
            Spoken("fr", False),
        ),
    ],
)
def test_speaks(message: Message, spoken: Spoken) -> None:
    assert language_of(message, LANGUAGES, rules()) == spoken


def test_a_language_the_desk_does_not_write_is_not_answered_in() -> None:
    assert language_of(mail("Bonjour, voici notre rapport"), ("en",), rules()) == Spoken("en", False)
