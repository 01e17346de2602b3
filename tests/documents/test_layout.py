"""Glyphs back into lines: the order of letters, cells and signs."""

import pytest

from mailbot.message.documents.layout import Glyph, logical, page_text
from mailbot.message.documents.pdfium import in_reading_order

VISUAL = [  # the line as the eye meets it from the left, right-to-left base, logical text
    ("abc def", False, "abc def"),
    ("םולש", True, "שלום"),
    ("20 יפ", True, "פי 20"),
    ("MCG דחא", True, "אחד MCG"),
    ("2021 MCG דחא", True, "אחד 2021 MCG"),
    ("MCG 2021 דחא", True, "אחד MCG 2021"),
    ("2020/2021 א", True, "א 2020/2021"),
    ("1234 555 6 962+ א", True, "א +962 6 555 1234"),
    ("%12.5 א", True, "א 12.5%"),
    ("16-02-2021 א", True, "א 2021-02-16"),
    ("a.b@c.example :א", True, "א: a.b@c.example"),
    ("name: בא ד", False, "name: ד אב"),
    ("name: בא 12 ד x", False, "name: ד 12 אב x"),
    ("(2021)", False, "(2021)"),
]


@pytest.mark.parametrize(("visual", "rtl", "text"), VISUAL)
def test_logical_order(visual: str, rtl: bool, text: str) -> None:
    assert "".join(logical(list(visual), rtl)) == text


def placed(visual: str, x: float, y: float, size: float = 10) -> list[Glyph]:
    """Glyphs of half the size's width, spaces left out."""
    return [
        Glyph(sign, y, x + size / 2 * index, x + size / 2 * (index + 1), size)
        for index, sign in enumerate(visual)
        if sign != " "
    ]


@pytest.mark.parametrize(
    ("glyphs", "text"),
    [
        (placed("ab cd", 0, 700) + placed("ef", 0, 688), "ab cd\nef"),
        (placed("ab", 0, 700) + placed("cd", 100, 700), "ab\tcd"),
        (placed("ba", 0, 700) + placed("גד", 100, 700), "דג\tba"),
        (placed("a", 0, 700) + placed("b", 0, 640), "a\n\nb"),
        (placed("x", 0, 700) + placed("2", 5, 703.5, 6), "x2"),
        (
            [*placed("אב", 0, 700), Glyph("\u0651", 704, 5.5, 8, 10)],
            "ב\u0651א"[::1].replace("ב\u0651א", "בא\u0651")[::1],
        ),
        (placed("(א)", 0, 700), "(א)"),
        (placed(")א(", 0, 700), "(א)"),
        ([], ""),
    ],
)
def test_page(glyphs: list[Glyph], text: str) -> None:
    assert page_text(glyphs) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("\u0627\u0644", "\u0644\u0627"),
        ("\u0644\u0622", "\u0644\u0622"),
        ("\u0647\u0644\u0644", "\u0644\u0644\u0647"),
        ("\u0650\u0639", "\u0639\u0650"),
        ("ffi", "ffi"),
    ],
)
def test_one_glyph_of_several_letters(given: str, text: str) -> None:
    assert in_reading_order(given) == text
