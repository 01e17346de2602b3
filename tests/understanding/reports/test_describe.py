"""Whole messages with documents: title, organisations, collective, files."""

import pytest

from mailbot.message.model import Message, TextState
from mailbot.understanding.model import Report
from mailbot.understanding.reports.describe import describe
from mailbot.understanding.reports.documents import roles
from mailbot.understanding.rules import Rules
from tests.understanding.mails import mail

from .making import document, message, passed_on

EN = (
    "We spoke with many families during the year and they told us how the road changed after the borders closed. " * 6
    + "\n2. Recommendations\nWe recommend that Objective 7 be implemented.\n"
)
FR = (
    "Nous avons rencontré beaucoup de familles pendant l'année et elles nous ont dit combien la route a changé. " * 6
    + "\n2. Recommandations\nNous demandons l'application de l'objectif 7.\n"
)
AR = (
    "التقينا عائلات كثيرة خلال السنة وحدثتنا عن تغير الطريق بعد إغلاق الحدود وعن خوف الأمهات على أبنائهن. " * 6
    + "\n2. التوصيات\nنوصي بتنفيذ الهدف السابع.\n"
)
LOCKED = TextState.ENCRYPTED

ROWS: tuple[tuple[str, Message, Report], ...] = (
    (
        "en",
        message(
            "Please use this new version.",
            document(
                f"The Night Bus to Aleppo\nHalab Women Drivers Society\nVoluntary report, version 2\n1. Why\n{EN}"
            ),
        ),
        Report("The Night Bus to Aleppo", ("Halab Women Drivers Society",), False, (0,)),
    ),
    (
        "en",
        message(
            "See attached. Funded by the European Trust for Mobility, who are no authors.",
            document(f"Waiting at Ras Ajdir\nZuwara Border Monitors\nVoluntary report\nIntroduction\n{EN}"),
            signature="Salem\nUniversity of Tripoli, Department of Law",
        ),
        Report("Waiting at Ras Ajdir", ("Zuwara Border Monitors",), False, (0,)),
    ),
    (
        "fr",
        message(
            "Notre réseau vous remet son rapport ; ses membres ont fourni des données.",
            document(
                "Le détroit vu d'en bas\nRéseau Alboran\nRapport volontaire\n"
                f"Membres du réseau : Association Rif Avenir, Ligue du Port\n1. Contexte\n{FR}"
            ),
            signature="Nabil\nRéseau Alboran",
        ),
        Report("Le détroit vu d'en bas", ("Réseau Alboran",), False, (0,)),
    ),
    (
        "en",
        message(
            "FYI, sent to me by mistake",
            document(f"Cooking Far From Home\nA voluntary report\nAnjar Refugee Women's Kitchen\nIntroduction\n{EN}"),
            signature="Paul Harb\nBekaa Business Club",
            forwarded=(passed_on("Zeina", "can you pass on our voluntary report?", "Zeina Aoun, Communications"),),
        ),
        Report("Cooking Far From Home", ("Anjar Refugee Women's Kitchen",), False, (0,)),
    ),
    (
        "ar",
        message(
            "مرفق التقرير الطوعي.", document("", state=LOCKED), signature="سامي الحاج\nمؤسسة رحلة للتنمية\nالقاهرة"
        ),
        Report(None, ("مؤسسة رحلة للتنمية",), False, (0,)),
    ),
    (
        "ar",
        message(
            "تجدون رفقته تقرير الجمعية في نسختين.",
            document(f"Le cactus et l'exil\nAssociation Amal Souss\nRapport volontaire\nIntroduction\n{FR}", "fr.pdf"),
            document(f"الصبار والغربة\nجمعية أمل سوس للتضامن\nتقرير طوعي\nمقدمة\n{AR}", "ar.pdf"),
        ),
        Report("الصبار والغربة", ("جمعية أمل سوس للتضامن",), False, (0, 1)),
    ),
    (
        "en",
        message(
            "Dear all, please find our report.",
            document(
                f"HOMS STREET PARAMED1CS\nVoluntary report\nAmbulances Without Roads: Care in Homs\n1. Summary\n{EN}",
                scan=True,
            ),
            signature="Rami Sabbagh | Executive Director | Homs Street Paramedics | +963 000",
        ),
        Report("Ambulances Without Roads: Care in Homs", ("Homs Street Paramedics",), False, (0,)),
    ),
    (
        "en",
        message(
            "Hi, joint report attached.",
            document(
                "Under the Same Sun: Farm Workers in the Jordan Valley\nJoint voluntary report\n"
                "Steps Forward (Jordan) · Nile Harvest Union (Egypt) · Punjab Friends in Deir Alla (Pakistan)\n"
                f"February 2021\n1. Introduction\n{EN}"
            ),
        ),
        Report(
            "Under the Same Sun: Farm Workers in the Jordan Valley",
            ("Steps Forward", "Nile Harvest Union", "Punjab Friends in Deir Alla"),
            True,
            (0,),
        ),
    ),
    (
        "en",
        message(
            "Hello, the coalition's report is attached.",
            document(
                f"Four Winds: A Joint Report on Seasonal Migration\nVoluntary report, 2021\n1. Introduction\n{EN}"
                "Signatories\n- Raqqa Farmers Union\n- Hands of Hasakeh\n- Kobani Legal Office\n"
            ),
        ),
        Report(
            "Four Winds: A Joint Report on Seasonal Migration",
            ("Raqqa Farmers Union", "Hands of Hasakeh", "Kobani Legal Office"),
            True,
            (0,),
        ),
    ),
    (
        "fr",
        message(
            "Ci-joint.",
            document(
                "Pour que la mer ne garde pas les noms\nRapport collectif\nCe rapport a été rédigé par l'Association "
                "des Familles de Zarzis, le Collectif Boza Nord et la Ligue Sfaxienne des Pêcheurs. Il porte sur les "
                f"disparitions en mer entre 2018 et 2020 et sur leur suivi.\n1. Contexte\n{FR}"
            ),
        ),
        Report(
            "Pour que la mer ne garde pas les noms",
            ("Association des Familles de Zarzis", "Collectif Boza Nord", "Ligue Sfaxienne des Pêcheurs"),
            True,
            (0,),
        ),
    ),
    (
        "en",
        message(
            "A cover letter and the report of Madaba Weavers Association.",
            document(
                "Madaba Weavers Association\nDear Sirs,\nPlease find enclosed our report.\nYours sincerely,\nChair"
            ),
            document(f"Threads Across Borders\nMadaba Weavers Association\nVoluntary report\n1. Introduction\n{EN}"),
        ),
        Report("Threads Across Borders", ("Madaba Weavers Association",), False, (1,)),
    ),
    (
        "en",
        message(
            "Good day. Below is our voluntary report.\n\nThe Women Who Stay: Wives of Migrants in Upper Egypt\n\n"
            f"Who we are\n{EN}",
            signature="Om Karim\nSohag Thursday Women's Circle",
        ),
        Report(
            "The Women Who Stay: Wives of Migrants in Upper Egypt",
            ("Sohag Thursday Women's Circle",),
            False,
            (),
            in_body=True,
        ),
    ),
    (
        "fr",
        message(
            "Le zip contient le rapport.",
            document(
                "lettre.docx\nMadame, Monsieur,\nVeuillez trouver notre rapport volontaire.\nCordialement\n\n"
                f"rapport.pdf\nLe puits commun\nComité des Puits de Ouargla\nRapport volontaire\n1. Contexte\n{FR}",
                "envoi.zip",
                media_type="application/zip",
            ),
        ),
        Report("Le puits commun", ("Comité des Puits de Ouargla",), False, (0,)),
    ),
)


@pytest.mark.parametrize(("language", "mail", "report"), ROWS, ids=lambda value: getattr(value, "title", None))
def test_report(language: str, mail: Message, report: Report, rules: Rules) -> None:
    assert describe(mail, roles(mail, rules), rules, language) == report


def test_a_link_stands_in_for_a_file_that_is_missing(rules: Rules) -> None:
    link = "https://drive.example.org/file/d/1a2b3c4d5e"
    body = f"Our voluntary report is too large for e-mail; you find it here: {link}"
    said = describe(mail(body, links=(link,)), (), rules, "en")
    assert (said.files, said.links, said.in_body) == ((), (link,), False)
