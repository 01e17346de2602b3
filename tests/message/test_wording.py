"""Wording: the one look that stands before many others passes over nothing."""

from pathlib import Path

import pytest

from mailbot.message import wording

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.mark.parametrize(
    "line",
    [
        "---------- Forwarded message ---------",
        "-----Original Message-----",
        "On Mon, 1 Feb 2021 at 10:00, Ali <ali@ngo.example> wrote:",
        "Sent from my iPhone",
        "Envoyé de mon iPhone",
        "This e-mail is confidential and intended only for the addressee",
        "Disclaimer:",
        "P.S. one more thing",
        "ملاحظة: نص",
    ],
)
def test_a_line_that_begins_as_one_of_them_is_special(line: str) -> None:
    assert wording.special(wording.fold(line))


def test_special_says_of_the_lines_of_mail_what_the_patterns_say_one_by_one() -> None:
    mail = "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in sorted(CORPUS.glob("*.eml")))
    lines = {wording.fold(line) for line in mail.split("\n")}
    of_patterns = {line: any(pattern.match(line) for pattern in wording.SPECIAL) for line in lines}
    assert {line: wording.special(line) for line in lines} == of_patterns
