"""When values count as the same."""

import pytest

from mailbot.evaluation.compare import name_key, nearness, value_key

NAMES = [
    ("Dr. Ahmed BEN SALAH", "ahmed ben salah"),
    ("Mme Éloïse d'Arc", "eloise d arc"),
    ("د. أحمد الشامي", "احمد الشامي"),
    ("السيد سامي الزهراء", "سامي الزهراء"),
    ("S.E. M. Jean Dupont", "jean dupont"),
    (None, ""),
]


@pytest.mark.parametrize(("name", "key"), NAMES)
def test_names(name: str | None, key: str) -> None:
    assert name_key(name) == key


VALUES = [
    ("The Centre for Migration (CFM)", "centre for migration"),
    ("L’Association d’entraide", "association d entraide"),
    ("جمعيّة الرّعاية", "جمعيه الرعايه"),
    ("مـــركز", "مركز"),
    ("", ""),
]


@pytest.mark.parametrize(("value", "key"), VALUES)
def test_values(value: str, key: str) -> None:
    assert value_key(value) == key


NEAR = [
    ("Directrice générale", "DIRECTRICE GENERALE", 1.0),
    ("Director of Programmes", "Director", 0.5),
    ("Director", "Researcher", 0.0),
    (None, None, 1.0),
    ("Director", None, 0.0),
]


@pytest.mark.parametrize(("one", "other", "near"), NEAR)
def test_nearness(one: str | None, other: str | None, near: float) -> None:
    assert nearness(one, other) == near
