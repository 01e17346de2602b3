"""Which Arabic words go on with a sentence rather than with the name of a house."""

import pytest

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations.going_on import goes_on


@pytest.mark.parametrize(
    ("word", "following", "over"),
    [
        ("ويتابع", "منذ", True),
        ("ويعمل", "على", True),
        ("وتتابع", "ملف", True),
        ("وسيتحدث", "في", True),
        ("إعلامكم", "بأن", True),
        ("أطيب", "تحياتها", True),
        ("خالص", "تقديرنا", True),
        ("والتنمية", "", False),
        ("وتنمية", "المجتمع", False),
        ("وتمكين", "النساء", False),
        ("وتعاون", "", False),
        ("وينابيع", "الخير", False),
        ("لرعاية", "العمال", False),
        ("أطيب", "الثمار", False),
    ],
)
def test_whether_a_word_ends_the_name(word: str, following: str, over: bool) -> None:
    assert goes_on(fold_word(word), fold_word(following)) is over
