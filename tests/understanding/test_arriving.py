"""Who asks whether something sent earlier arrived chases a submission; a new one, thanks and questions stay so."""

import pytest

from mailbot.understanding.model import Other
from mailbot.understanding.understand import understand
from tests.understanding.mails import CALL, DESK, mail, rules


def what(body: str, subject: str) -> str:
    """The kinds of a message, or its other kind."""
    verdict = understand(mail(body, subject=subject, signature="Sara Haddad"), rules(), DESK, CALL)
    return "+".join(verdict.kinds) or str(verdict.other)


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Nomination", "Did you receive our nomination of last week? We would be grateful for a word."),
        ("Speaker form", "We sent the form twice. Please confirm that it was received."),
        ("our report", "Has our report reached you? The file was heavy."),
        ("Speaker", "Could you tell me whether our nomination of Ms. Rana Odeh for the plenary has arrived?"),
        ("Acknowledgement", "We have not had any acknowledgement of our nomination of 2 February."),
        ("Candidature", "Pourriez-vous me dire si notre candidature vous est bien parvenue ?"),
        ("Rapport", "Notre rapport vous est-il bien parvenu ? Nous l'avons envoyé mardi."),
        ("Suivi", "Merci de me confirmer que le rapport et la fiche de notre oratrice sont bien arrivés."),
        ("متابعة", "هل استلمتم استمارة الترشيح التي أرسلناها يوم الثلاثاء؟"),
        ("تقريرنا", "نود أن نعرف ما إذا كان قد وصلكم تقريرنا المرسل الأسبوع الماضي."),
    ],
)
def test_asks_whether_it_arrived(subject: str, words: str) -> None:
    assert what(f"Dear team,\n\n{words}\n", subject) == str(Other.FOLLOWUP)


@pytest.mark.parametrize(
    ("subject", "words", "expected"),
    [
        (
            "Nomination",
            "We nominate Ms. Rana Odeh, Head of Advocacy at Cedar Relief, for the plenary. "
            "Please confirm that you have received our nomination.",
            "speaker",
        ),
        (
            "Nomination",
            "Name: Rana Odeh\nTitle: Head of Advocacy\nOrganisation: Cedar Relief\nRole: plenary\n\n"
            "Please confirm that you received it.",
            "speaker",
        ),
        (
            "Candidature",
            "Je souhaite intervenir à la table ronde. Pouvez-vous confirmer que ma candidature vous est parvenue ?",
            "speaker",
        ),
        ("Re: report", "Thank you for confirming that our report reached you. See you in February.", "thanks"),
        ("Merci", "Merci d'avoir confirmé que notre rapport vous est bien parvenu.", "thanks"),
        ("Question", "Did you receive my question about the length of the report? May it be in French?", "question"),
        ("Registration", "Did you receive my registration for the conference? I got no zoom link.", "registration"),
    ],
)
def test_is_something_else(subject: str, words: str, expected: str) -> None:
    assert what(f"Dear team,\n\n{words}\n", subject) == expected


@pytest.mark.parametrize(
    "words",
    [
        "In Monday's nomination of Mr. Karim Saad I called him President of Cedar Relief. He is its Honorary "
        "President, please set this right.",
        "In our mail of yesterday we gave Ms. Rana Odeh as Head of Office. She is Deputy Head of Office and would "
        "like to have it corrected before the programme goes out.",
        "Dans la candidature d'hier de Mme Leïla Hadi, j'ai écrit directrice de l'association Amel. Elle en est la "
        "directrice adjointe et tient à rectifier cela avant toute publication.",
    ],
)
def test_puts_an_earlier_nomination_right(words: str) -> None:
    assert what(f"Dear team,\n\n{words}\n", "a small thing") == str(Other.FOLLOWUP)


@pytest.mark.parametrize(
    "words",
    [
        "I withdraw my application, my mother has fallen ill.",
        "My mother has fallen ill. Please cancel my application.",
        "I have to step back from my application.",
        "Je retire ma candidature pour raison de santé.",
    ],
)
def test_takes_an_own_application_back(words: str) -> None:
    assert what(f"Dear team,\n\n{words}\n", "Application: rapporteur") == str(Other.FOLLOWUP)
