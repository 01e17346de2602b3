"""Glyphs back into lines: the order of letters, cells and signs."""

import pytest

from mailbot.message.documents.bidi import logical
from mailbot.message.documents.columns import columns
from mailbot.message.documents.layout import Glyph, lines_of, page_text
from mailbot.message.documents.pdfium import in_reading_order

VISUAL = [  # the line as the eye meets it from the left, right-to-left base, logical text
    ("abc def", False, "abc def"),
    ("םולש", True, "שלום"),
    ("20 יפ", True, "פי 20"),
    ("MCG דחא", True, "אחד MCG"),
    ("2021 MCG דחא", True, "אחד MCG 2021"),
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
        (placed("ba", 0, 700) + placed("אגד", 100, 700), "דגא\tba"),
        (placed("a", 0, 700) + placed("b", 0, 688) + placed("c", 0, 640) + placed("d", 0, 628), "a\nb\n\nc\nd"),
        (placed("x", 0, 700) + placed("2", 5, 703.5, 6), "x2"),
        (
            [*placed("אב", 0, 700), Glyph("\u0651", 704, 5.5, 8, 10)],
            "ב\u0651א",
        ),
        (placed("(א)", 0, 700), "(א)"),
        (placed(")א(", 0, 700), "(א)"),
        ([], ""),
    ],
)
def test_page(glyphs: list[Glyph], text: str) -> None:
    assert page_text(lines_of(glyphs)) == text


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


def prose(x: float, text: str, lines: int) -> list[Glyph]:
    """A column of full lines, 12 points apart."""
    return [
        glyph
        for number in range(lines)
        for glyph in placed(f"{text}{number:02d}".replace(" ", "_"), x, 700 - 12 * number)
    ]


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left, right = prose(0, "the left column of the", 12), prose(130, "and the right one goes", 12)
    title = placed("a_title_across_both_columns_of_the_page", 20, 740)
    read = [page_text(group) for group in columns(title + left + right)]
    assert read == [page_text(lines_of(group)) for group in (title, left, right)]


def test_right_to_left_columns_begin_on_the_right() -> None:
    left, right = prose(0, "אבגדהוזחטיכלמנסעפצקרשת", 12), prose(130, "תשרקצפעסנמלכיטחזוהדגבא", 12)
    assert columns(left + right) == [lines_of(right), lines_of(left)]


def test_a_table_is_no_pair_of_columns() -> None:
    table = prose(0, "label", 20) + prose(130, "and a longer value here", 20)
    assert columns(table) == [lines_of(table)]
