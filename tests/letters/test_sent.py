"""Senders' values in a letter: escaped, isolated where they would reorder it, capped."""

import pytest
from markupsafe import escape

from mailbot.letters.sent import sent


@pytest.mark.parametrize(
    ("text", "direction", "in_text"),
    [
        ("Rania Haddad", "ltr", "Rania Haddad"),
        ("Rania Haddad", "rtl", "\u2068Rania Haddad\u2069"),
        ("جمعية الأفق", "rtl", "جمعية الأفق"),
        ("جمعية الأفق", "ltr", "\u2068جمعية الأفق\u2069"),
        ("تقرير 2021.pdf", "rtl", "\u2068تقرير 2021.pdf\u2069"),
        ("12:30", "ltr", "12:30"),
        ("2021", "rtl", "\u20682021\u2069"),
        ("a\r\nb\u202ec\u2069d", "ltr", "a bcd"),
        (None, "ltr", ""),
        ("x" * 400, "ltr", "x" * 299 + "…"),
    ],
)
def test_in_text(text: str | None, direction: str, in_text: str) -> None:
    assert str(sent(text, direction)) == (in_text if in_text or direction == "ltr" else "")


def test_in_html() -> None:
    assert escape(sent("<b> & جمعية", "ltr")) == '<span dir="auto">&lt;b&gt; &amp; جمعية</span>'
    assert not sent("", "rtl")


@pytest.mark.parametrize(
    ("text", "whole"), [("R-0010", True), ("S-0012.1", True), ("Jean-Marie", False), ("R-0010 b", False)]
)
def test_a_reference_is_never_broken_at_its_hyphen(text: str, whole: bool) -> None:
    style = ' style="white-space:nowrap"' if whole else ""
    assert sent(text, "rtl").__html__() == f'<span dir="auto"{style}>{text}</span>'
