"""Cutting text into sentences, in three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.message.model import Zone
from mailbot.understanding.sentences import sentences, split


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Bonjour. Voici le rapport ! Merci", ["Bonjour.", "Voici le rapport !", "Merci"]),
        ("Nous proposons M. Ali et Mme. Sara.", ["Nous proposons M. Ali et Mme. Sara."]),
        ("Ask Capt. Salim, e.g. today. Then stop.", ["Ask Capt. Salim, e.g. today.", "Then stop."]),
        ("ستتحدث ريما، أما كريم فلن يحضر.", ["ستتحدث ريما،", "أما كريم فلن يحضر."]),
        ("متى الموعد؟ وكم صفحة؟", ["متى الموعد؟", "وكم صفحة؟"]),
        ("نرشح د. هالة الزين. شكراً", ["نرشح د. هالة الزين.", "شكراً"]),
        (
            "Titre : « Où en est le Pacte ? Deux ans après » en pdf.",
            ["Titre : « Où en est le Pacte ? Deux ans après » en pdf."],
        ),
        ("Nom : Ali\nTitre : Directeur", ["Nom : Ali", "Titre : Directeur"]),
        ("- un rapport\n- un orateur", ["- un rapport", "- un orateur"]),
        ("1) first\n2) second", ["1) first", "2) second"]),
        ("Name\tTitle\nAli\tDirector", ["Name\tTitle", "Ali\tDirector"]),
        (
            "This line was wrapped by the program of the sender and\ngoes on here.",
            ["This line was wrapped by the program of the sender and goes on here."],
        ),
        ("Short line\nAnother line", ["Short line", "Another line"]),
        ("i can talk in it. wat do u need? thx", ["i can talk in it.", "wat do u need?", "thx"]),
        ("We met Capt. salim and approx. ten others. Then", ["We met Capt. salim and approx. ten others.", "Then"]),
        ("...\n\n--\n", []),
        ("?", ["?"]),
    ],
)
def test_cuts(text: str, pieces: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text, Zone.BODY)] == pieces


@given(st.text(alphabet="ab .!?؟\n«»M:-1)\té"))
def test_pieces_joined_are_the_paragraph(text: str) -> None:
    assert "".join(split(text)) == text


@given(st.text(alphabet="abc .!?\n:-1)\téب"))
def test_every_sentence_stands_where_it_says(text: str) -> None:
    for sentence in sentences(text, Zone.BODY):
        assert text[sentence.start :].lstrip().startswith(sentence.text.split(" ", 1)[0].strip())
