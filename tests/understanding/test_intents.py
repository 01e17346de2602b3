"""What sentences come to, in three languages; the table of readings; what is passed over."""

from pathlib import Path

import pytest

from mailbot.message.model import Zone
from mailbot.understanding.intents import masked, read_one
from mailbot.understanding.readings import Said
from mailbot.understanding.sentences import Sentence
from tests.understanding.mails import rules, terms

LINES = (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines()
ROWS = [tuple(line.split("|", 2)) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize(("language", "wanted", "text"), ROWS)
def test_comes_to(language: str, wanted: str, text: str) -> None:
    intent = read_one(Sentence(Zone.BODY, text), rules(), terms())
    assert set(wanted.split("/")) & set(intent.does), (intent.acts, intent.topics, intent.does)


@pytest.mark.parametrize(
    ("acts", "topics", "does"),
    [
        ("attach decline", "report", ("submit.report", "decline")),
        ("nominate already", "speaker", ("earlier.speaker", "already")),
        ("nominate already replace", "speaker", ("replace.speaker", "already", "replace")),
        ("submit later", "report", ("later.report", "later")),
        ("submit ask", "report", ("ask.report", "ask")),
        ("submit ask confirm", "report", ("submit.report", "confirm")),
        ("nominate ask", "speaker", ("hedged.speaker", "ask")),
        ("nominate refuse", "role", ("decline.speaker",)),
        ("nominate nobody replace", "speaker", ("decline.speaker",)),
        ("withdraw nobody replace", "speaker", ("withdraw.speaker", "withdraw")),
        ("replace nominate", "speaker", ("replace.speaker", "replace")),
        ("withdraw offer", "speaker", ("withdraw.speaker", "withdraw")),
        ("", "role", ("state.role",)),
        ("ask", "survey report", ("ask.report", "survey", "ask")),
        ("", "", ()),
    ],
)
def test_readings(acts: str, topics: str, does: tuple[str, ...]) -> None:
    assert terms().read(Said(frozenset(acts.split()), frozenset(topics.split()))) == does


def test_no_line_of_the_table_is_written_twice() -> None:
    assert len(set(terms().table)) == len(terms().table)


@pytest.mark.parametrize(
    "footer",
    [
        "This e-mail is confidential and intended only for the addressee",
        "Si vous avez reçu ce message par erreur, merci de le détruire : vous n'êtes pas le destinataire visé",
        "Envoyé de mon iPhone",
        "هذه الرسالة سرية وموجهة للمستلم المقصود وحده",
    ],
)
def test_footers_do_nothing(footer: str) -> None:
    assert read_one(Sentence(Zone.SIGNATURE, footer), rules(), terms()).does == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('our report "who speaks for the migrants?" is here', "our report  is here"),
        ("thank you for the invitation to nominate a speaker", "thank you for the "),
        ("nous proposons", "nous proposons"),
    ],
)
def test_what_the_sender_does_not_say_is_blanked(text: str, left: str) -> None:
    assert " ".join(masked(text, rules().file("intents").whole.hits(text)).split()) == " ".join(left.split())


def test_evidence_shows_the_words_as_written() -> None:
    intent = read_one(Sentence(Zone.BODY, "Je vous ADRESSE notre Rapport d’examen"), rules(), terms())
    assert {evidence.text for evidence in intent.evidence} >= {"Rapport"}
