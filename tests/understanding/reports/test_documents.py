"""What each attachment is, by its text, name, type and what the message says of it."""

import pytest

from mailbot.message.model import TextState
from mailbot.understanding.reports.documents import roles, spoken
from mailbot.understanding.reports.model import Role
from mailbot.understanding.rules import Rules

from .making import XLSX, document, message

REPORT_EN = "The Night Ferry\nPort Sudan Porters Union\nVoluntary report\n1. Introduction\n" + (
    "We spoke with porters at the gates during the year and they told us how the work had changed for them. " * 6
    + "\n2. Recommendations\nObjective 6 should be implemented."
)
REPORT_FR = "La halle aux poissons\nComité des Mareyeurs\nRapport volontaire\n1. Contexte\n" + (
    "Nous avons interrogé les mareyeurs au lever du jour et ils nous ont raconté comment leur métier a changé. " * 6
    + "\n2. Recommandations\nNous demandons l'application de l'objectif 6."
)
REPORT_AR = "الميناء القديم\nجمعية عمال الشحن\nتقرير طوعي\nمقدمة\n" + (
    "تحدثنا مع عمال الشحن عند بوابات الميناء طوال السنة وأخبرونا كيف تغير العمل وكيف تأخرت الأجور عنهم. " * 6
    + "\nالتوصيات\nنوصي بتنفيذ الهدف السادس من الاتفاق العالمي."
)
LETTER = "Porters Union\nDear Sirs,\nPlease find enclosed our voluntary report.\nYours faithfully,\nThe Chair"
LETTRE = (
    "Comité des Mareyeurs\nObjet : désignation d'un orateur\nMonsieur,\nNous désignons Mme Aziza Lahlou, trésorière."
    "\nVeuillez agréer nos salutations."
)
KHITAB = (
    "جمعية عمال الشحن\nالموضوع: ترشيح متحدث\nالسادة الكرام\nنرشح السيد أنور صقر لإلقاء كلمة.\nوتفضلوا بقبول الاحترام"
)
FORM = "EXPRESSION OF INTEREST\nName: Anwar Sakr\nTitle: Treasurer\nOrganisation: Porters Union\nRole: [x] plenary"
ISTIMARA = (
    "استمارة متحدث\nالاسم: أنور صقر\nالصفة: أمين الصندوق\nالجهة: جمعية عمال الشحن\nالدور: ☒ جلسة عامة ☐ مائدة مستديرة"
)
CV = "CURRICULUM VITAE\nAnwar Sakr\n2015 - 2021: Treasurer\n2010 - 2015: Clerk\n2008 - 2010: Porter\nLanguages: Arabic"
SIRA = "السيرة الذاتية\nأنور صقر\nالخبرات\n2015 - 2021 أمين الصندوق\nالمؤهلات: ليسانس حقوق"
SURVEY = "Online survey\nQ1. Country: Sudan\nQ2. Type: union\nQ3. Progress on objective 6: weak\nQ4. none"
ERRATA = "Errata\nPage 3: read 1,200 instead of 12,000\nPage 9: read Kassala instead of Gedaref"
ANNEX = "Annexe 2 - Tableaux statistiques\nAnnée\tPlaintes\tRéglées\n2018\t12\t3\n2019\t44\t9"
SPEAKERS = (
    "Nom\tFonction\tStructure\tRôle\nAziza Lahlou\tTrésorière\tComité\tplénière\nDris Amar\tMarin\tidem\ttable ronde"
)
PARTICIPANTS = (
    "List of participants\nName\tTitle\tOrganisation\tDays\nAnwar Sakr\tTreasurer\tUnion\t23\nMona\tClerk\tUnion\t24"
)
EMPTY = (
    "Nomination form\nName: .....................\nTitle: .....................\nOrganisation: .....................\n"
    "Role: ....................."
)
NOTE = "Concept note\nMulti-Stakeholder Consultation, 23 February 2021\nDraft agenda\n09:00 Opening"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (REPORT_EN, Role.REPORT),
        (REPORT_FR, Role.REPORT),
        (REPORT_AR, Role.REPORT),
        (LETTER, Role.COVER_LETTER),
        (LETTRE, Role.NOMINATION),
        (KHITAB, Role.NOMINATION),
        (FORM, Role.FORM),
        (ISTIMARA, Role.FORM),
        (CV, Role.CV),
        (SIRA, Role.CV),
        (SURVEY, Role.SURVEY),
        (ERRATA, Role.ERRATUM),
        (ANNEX, Role.ANNEX),
        (SPEAKERS, Role.NOMINATION_LIST),
        (PARTICIPANTS, Role.REGISTRATION_LIST),
        (NOTE, Role.INVITATION),
        ("hello", Role.OTHER),
        (EMPTY, Role.BLANK),
        (EMPTY.replace(".....................", "Anwar Sakr, Porters Union"), Role.FORM),
    ],
)
def test_role_by_text(text: str, role: Role, rules: Rules) -> None:
    kind = XLSX if "\t" in text and "Annex" not in text else "application/pdf"
    found = roles(message("see file", document(text, "1.bin", media_type=kind)), rules)
    assert [(entry.attachment, entry.role) for entry in found] == [(0, role)]


@pytest.mark.parametrize(
    ("name", "kind", "inline", "role"),
    [
        ("image001.png", "image/png", True, Role.LOGO),
        ("logo.jpg", "image/jpeg", False, Role.LOGO),
        ("smime.p7s", "application/pkcs7-signature", False, Role.SIGNATURE),
        ("me.vcf", "text/vcard", False, Role.CARD),
        ("invite.ics", "text/calendar", False, Role.CALENDAR),
        ("mail.eml", "message/rfc822", False, Role.MESSAGE),
        ("IMG_2231.jpg", "image/jpeg", False, Role.PHOTO),
        ("شعار الجمعية.png", "image/png", False, Role.LOGO),
    ],
)
def test_role_by_type(name: str, kind: str, inline: bool, role: Role, rules: Rules) -> None:
    part = document("", name, media_type=kind, inline=inline)
    assert [entry.role for entry in roles(message("hello", part), rules)] == [role]


@pytest.mark.parametrize(
    ("body", "names", "expected"),
    [
        ("Please find our report and my CV.", ("scan.pdf", "CV_Sakr.pdf"), [Role.REPORT, Role.CV]),
        ("ci-joint notre rapport et une lettre", ("rapport final.pdf", "lettre.pdf"), [Role.REPORT, Role.COVER_LETTER]),
        ("مرفق التقرير", ("Scan0001.pdf",), [Role.REPORT]),
        ("as agreed", ("Scan0001.pdf",), [Role.UNREADABLE]),
        ("as agreed", ("تقرير_الجمعية.pdf",), [Role.REPORT]),
    ],
)
def test_unreadable(body: str, names: tuple[str, ...], expected: list[Role], rules: Rules) -> None:
    parts = [document("", name, state=TextState.ENCRYPTED) for name in names]
    found = roles(message(body, *parts), rules)
    assert [entry.role for entry in found] == expected
    assert not any(entry.readable for entry in found)


def test_two_languages_are_one_report(rules: Rules) -> None:
    found = roles(message("two versions", document(REPORT_EN, "en.pdf"), document(REPORT_AR, "ar.pdf")), rules)
    assert [entry.role for entry in found] == [Role.REPORT, Role.REPORT_VERSION]


def test_form_on_the_last_page(rules: Rules) -> None:
    text = f"{REPORT_EN}\nSpeaker\nName: Anwar Sakr\nTitle: Treasurer\nOrganisation: Porters Union"
    found = roles(message("report", document(text)), rules)
    assert [(entry.role, entry.also) for entry in found] == [(Role.REPORT, frozenset({Role.FORM}))]


def test_archive_is_its_report(rules: Rules) -> None:
    text = f"lettre.docx\n{LETTER}\n\nrapport.pdf\n{REPORT_FR}"
    found = roles(message("zip", document(text, "envoi.zip", media_type="application/zip")), rules)
    assert [(entry.role, entry.also) for entry in found] == [(Role.REPORT, frozenset({Role.COVER_LETTER}))]


def test_spoken_name() -> None:
    assert spoken("NileUnion_Report2021-final(2).PDF") == "nile union report 2021 final 2"
