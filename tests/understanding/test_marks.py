"""Header fields looked up by lists of names, some of which stand for all that begin so."""

import pytest

from mailbot.understanding.marks import Headers

FIELDS = (("Subject", "x"), ("X-PM-Message-Id", "7"), ("Precedence", "bulk; x"), ("X-Mailer", "Y"))


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("Precedence", "X-Mailer"), "Precedence: bulk; x"),
        (("x-mailer",), "X-Mailer: Y"),
        (("X-PM-*",), "X-PM-Message-Id: 7"),
        (("X-P*", "Subject"), "X-PM-Message-Id: 7"),
        (("Mailer", "X-Mail", "*-Id"), ""),
        ((), ""),
    ],
)
def test_first_field_of_a_list(names: tuple[str, ...], found: str) -> None:
    assert Headers(FIELDS).first_of(names) == found
    assert Headers(FIELDS).first_of(list(names)) == found


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        (("X-Mailer: Z", "precedence: bulk"), "Precedence: bulk; x"),
        (("Precedence: bul",), ""),
        (("List-Id: x",), ""),
        ((), ""),
    ],
)
def test_first_field_with_a_value_of_a_list(pairs: tuple[str, ...], found: str) -> None:
    assert Headers(FIELDS).first_pair(pairs) == found
