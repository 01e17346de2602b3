"""Where the names of organisations end in running text: one finder for people's houses and for reports."""

import pytest

from mailbot.understanding.organisations.finding import find
from mailbot.understanding.organisations.lexicon import Lexicon
from tests.understanding.mails import rules


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Initiative Retour Nil avec le soutien de l'Europe", ["Initiative Retour Nil"]),
        ("Collectif Solidarité avec les Migrants propose", ["Collectif Solidarité avec les Migrants"]),
        ("de l'association Nyumba ya Masafari, cachetée", ["Nyumba ya Masafari"]),
        ("la Coopérative des pêcheurs de Zarzis à l'examen régional", ["Coopérative des pêcheurs de Zarzis"]),
        ("تقرير جمعية الأفق الجديد الطوعي مرفق", ["جمعية الأفق الجديد"]),
        ("تقرير مبادرة سواعد الجزيرة الطوعية مرفق", ["مبادرة سواعد الجزيرة الطوعية"]),
        ("من رابطة سائقي الشاحنات في العقبة.", ["رابطة سائقي الشاحنات في العقبة"]),
        ("من معهد هدف للسياسات في هرجيسا.", ["معهد هدف للسياسات"]),
        ("أعدّته العيادة القانونية في صيدا وتقدمه", ["العيادة القانونية في صيدا"]),
        ("من لقاء البقاع الأخضر وحده، وما", ["لقاء البقاع الأخضر"]),
        ("جمعية ضفاف النهر عن أحوال الصيادين", ["جمعية ضفاف النهر"]),
        ("Ms. Layla Haddad\nSecretary General\nCedar Trust, Tyre\nHead of Office", ["Cedar Trust"]),
        ("Direction Générale des Pêches\nOffice of mine\nSalma Khoury", ["Direction Générale des Pêches"]),
        ("Her\nExcellency Ms. Layla Haddad of\nCedar Trust", ["Cedar Trust"]),
    ],
)
def test_find(text: str, names: list[str]) -> None:
    assert [found.name for found in find(text, Lexicon.of(rules()).vocabulary)] == names
