"""The subject: references first, the marks of replies taken off, never cut within a visible character."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.letters.shorten import joined, shortened
from mailbot.letters.subject import original, subject_line


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [
        ("Our report", "Our report"),
        ("Re: Our report", "Our report"),
        ("RE: Fwd: TR : Rapport volontaire", "Rapport volontaire"),
        ("Re[2]: Our report", "Our report"),
        ("رد: إعادة توجيه: ترشيح متحدثة", "ترشيح متحدثة"),
        ("Re: R-0007: Our report", "Our report"),
        ("Re: S-0012, R-0007: Re: Our report", "Our report"),
        ("رد: S-0012، R-0007: ترشيح", "ترشيح"),
        ("Réf : dossier", "dossier"),
        ("Religion and migration: a report", "Religion and migration: a report"),
        ("A\r\nBcc: x", "A Bcc: x"),
        ("\u202eevil\u2066", "evil"),
        ("Re:", ""),
        ("", ""),
    ],
)
def test_what_a_subject_says(subject: str, wanted: str) -> None:
    assert original(subject) == wanted


LONG = (
    "Manifestation d’intérêt de l’Observatoire maghrébin des mobilités pour la session plénière "
    "et la table ronde thématique numéro 3"
)


@pytest.mark.parametrize(
    ("references", "words", "wanted"),
    [
        (("R-0007",), "Our report", "R-0007: Our report"),
        (("S-0012", "R-0007"), "Our report", "S-0012, R-0007: Our report"),
        ((), "Our report", "Our report"),
        (("R-0007",), "", "R-0007"),
        (
            ("S-0012",),
            LONG,
            "S-0012: Manifestation d’intérêt de l’Observatoire maghrébin des mobilités pour la session plénière "
            "et la table ronde…",
        ),
        (
            tuple(f"S-{n:04}" for n in range(1, 16)),
            LONG,
            ", ".join(f"S-{n:04}" for n in range(1, 16)) + ": Manifestation d’intérêt…",
        ),
    ],
)
def test_the_whole_subject(references: tuple[str, ...], words: str, wanted: str) -> None:
    assert subject_line(references, words) == wanted


@pytest.mark.parametrize(
    ("text", "limit", "wanted"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("abcde\u0301fgh", 6, "abcd…"),
        ("👩‍👧‍👦👩‍👧‍👦", 7, "👩‍👧‍👦…"),
        ("ab👍🏽cd", 4, "ab…"),
        ("🇱🇧🇲🇦🇹🇳", 4, "🇱🇧…"),
        ("مُحَمَّد", 4, "مُ…"),
        ("one two three", 10, "one two…"),
        ("🇱🇧", 1, "…"),
    ],
)
def test_shortened(text: str, limit: int, wanted: str) -> None:
    assert shortened(text, limit) == wanted


@settings(max_examples=500)
@given(st.text(alphabet="ab éَ\u0301\u200d👩👧🏽🇱🇧", max_size=40), st.integers(1, 30))
def test_never_longer_never_within_a_character(text: str, limit: int) -> None:
    cut = shortened(text, limit)
    assert len(cut) <= max(limit, 1)
    if cut != text:
        kept = cut[:-1]
        assert text.startswith(kept)
        assert not kept or not joined(text, len(kept))
