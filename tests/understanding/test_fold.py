"""Folding: one form for all spellings, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.understanding.fold import Folded, fold, fold_word


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Réunion d’été", "reunion d'ete"),
        ("ŒUVRE «libre»", 'oeuvre "libre"'),
        ("e\u0301te\u0301", "ete"),
        ("Straße – naïve…", "strasse - naive..."),
        ("إلى الـمُديرةِ", "الي المديره"),
        ("أستاذ إسلام آدم ٱلله رؤى قارئ", "استاذ اسلام ادم الله روي قاري"),
        ("٢٠٢١؟ نعم، لا؛", "2021? نعم, لا;"),
        ("\u202bمرحبا\u200f\u202c", "مرحبا"),
        ("ﷲ ﻻ", "الله لا"),
        ("a\u00a0b\tc\nd", "a b\tc\nd"),
        ("ک ی ہ", "ك ي ه"),
    ],
)
def test_folds(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aéœŒ أإةـ\u064b’«»٢\n\tﷲß"), st.data())
def test_every_folded_stretch_leads_back_to_its_words(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    source = folded.source(start, end)
    assert source in text
    assert folded.text[start:end] in fold(source)


def test_words_are_trimmed_and_spaced() -> None:
    assert fold_word("  Nom  et\tPrénom \n") == "nom et prenom"
