"""Who submits, where the page itself, its end or its table says so; who only helped submits nothing."""

import pytest

from mailbot.understanding.organisations.lexicon import Lexicon
from mailbot.understanding.reports.front import front_page
from mailbot.understanding.reports.mentions import named_in
from mailbot.understanding.reports.signatures import signed_below
from tests.understanding.mails import rules


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "We ask for clinics.\nSigned\nAdel Nour, for Friends of the Quay\nMona Sakr, for Harbour Health Point",
            ("Friends of the Quay", "Harbour Health Point"),
        ),
        (
            "Nous demandons cela.\n\nPour Sel et Lumière\nSami Arfi, président\n\nPour le Foyer du Golfe\nI. B.",
            ("Sel et Lumière", "Foyer du Golfe"),
        ),
        (
            "ونطالب بالحماية.\nعن جمعية نوارس البحر: سالم علي، الرئيس\nعن رابطة عمال المرفأ: منى حسن، الأمينة",
            ("جمعية نوارس البحر", "رابطة عمال المرفأ"),
        ),
        ("We ask for clinics, for Homes, and for Work.\nThank you for reading.", ()),
        ("", ()),
    ],
)
def test_signed_below(text: str, names: tuple[str, ...]) -> None:
    assert signed_below(text, Lexicon.of(rules())) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Le Collectif Sahel Debout, conjointement avec l'Association Port Libre et la Ligue des Dockers, dépose "
            "son rapport.",
            {"Collectif Sahel Debout", "Association Port Libre", "Ligue des Dockers"},
        ),
        (
            "La Fédération de l'Oasis, en son nom et au nom de l'Amicale des Cheminots, dépose le rapport joint.",
            {"Fédération de l'Oasis", "Amicale des Cheminots"},
        ),
        (
            "نتقدم باسم جمعية نور البحر ومركز الأفق واتحاد الصيادين بتقريرنا المشترك المرفق.",
            {"جمعية نور البحر", "مركز الأفق", "اتحاد الصيادين"},
        ),
        (
            "Le rapport volontaire de l'association Racines du Sud, financé par la Fondation du Midi, est joint.",
            {"Racines du Sud"},
        ),
        (
            "Our report was prepared by the Homs Civil League in partnership with the European Union.",
            {"Homs Civil League"},
        ),
    ],
)
def test_who_submits_together_and_who_only_helps(text: str, names: set[str]) -> None:
    assert set(named_in(text, Lexicon.of(rules()), {})) == names


@pytest.mark.parametrize(
    "text",
    [
        "Printing was made possible\nby a contribution of the Alpine Agency for Development.",
        "This study was made possible by a report of the Alpine Foundation for Towns.",
        "اطلعنا على دراسة لمنظمة العمل الدولية.",
    ],
)
def test_who_helped_or_is_only_spoken_of_submits_nothing(text: str) -> None:
    assert named_in(text, Lexicon.of(rules()), {}) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Half Open Doors\nJoint voluntary report\nSubmitting organisation\tCity\temail\n"
            "Homs Civil League\tHoms\tinfo@homs.example\nIdlib Olive Foundation\tIdlib\toffice@olive.example\n"
            "Introduction\nWe ask.",
            ("Homs Civil League", "Idlib Olive Foundation"),
        ),
        (
            "Nobody's Papers\nJoint submission\nBeirut Domestic Workers Union\nTripoli Legal Aid Society\n"
            "and the Saida Migrant Centre\nIn partnership with: Diakonie Foundation\nTo: the Review, IOM",
            ("Beirut Domestic Workers Union", "Tripoli Legal Aid Society", "Saida Migrant Centre"),
        ),
        ("تقرير هيئة الواحة للإغاثة عن العبور في الجنوب\nسبها، يناير 2021\nمقدمة\nنعمل.", ("هيئة الواحة للإغاثة",)),
        (
            "Leaving Twice\nThis voluntary report is submitted jointly by the Tigris Platform for Return and\n"
            "Dignity and Khanaqin Women's Guild.\nIntroduction\nWe ask.",
            ("Tigris Platform for Return and Dignity", "Khanaqin Women's Guild"),
        ),
    ],
)
def test_the_page_names_them(text: str, names: tuple[str, ...]) -> None:
    page = front_page(text, Lexicon.of(rules()))
    assert (page.submitted or page.named) == names
