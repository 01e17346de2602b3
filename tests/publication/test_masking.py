"""What of senders' words may be shown, and how files are named."""

import pytest

from mailbot.publication.masking import MASK, masked, named_in, slug

MASKED = [
    ("Report by amina@house.example on roads", f"Report by {MASK} on roads"),
    ("Contact: Amina.Haddad+x@mail.house.example.", f"Contact: {MASK}"),
    ("amina (at) house.example – roads", f"{MASK} – roads"),
    ("amina [at] house [dot] example", MASK),
    ("mailto:amina@house.example", MASK),
    ("أمينة@مثال.تجربة تقرير", f"{MASK} تقرير"),
    ("Call +961 3 123 456 or 00961-3-123456", f"Call {MASK} or {MASK}"),
    ("Roads 2019–2020, part 00 and 2021", "Roads 2019–2020, part 00 and 2021"),
    ("Labour at work: 100 000 workers", "Labour at work: 100 000 workers"),
    ("two\nlines\tand\u202e controls\x07", "two lines and controls"),
    ("by AMINA  Haddad", f"by {MASK}"),
    ("x" * 400, "x" * 299 + "…"),
]


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_masked(text: str, expected: str) -> None:
    assert masked(text, ("Amina Haddad", "Roads")) == expected


SLUGS = [
    ("Labour inspection: in the fields!", "labour-inspection-in-the-fields"),
    ("L’accès aux soins à Tunis", "l-acces-aux-soins-a-tunis"),
    ("تقرير طوعي", ""),
    ("تقرير طوعي عن حالة تنفيذ الاتفاق GCM", ""),
    ("../../etc/passwd", "etc-passwd"),
    ("a" * 60, ""),
    ("word " * 30, "word-word-word-word-word-word-word-word-word-word"),
    ("", ""),
]


@pytest.mark.parametrize(("title", "expected"), SLUGS)
def test_slug(title: str, expected: str) -> None:
    assert slug(title) == expected


NAMED = [
    ("Submitted by the CEDAR  workers\nunion.", "Cedar Workers Union"),
    ("Présenté par l'Association Sante Libre", "Association Santé Libre"),
    ("مقدم من شبكة الأرز للهجرة", "شبكة الارز للهجرة"),
    ("The cedars work in unions", ""),
    ("cwux", ""),
    ("see CWU (2020)", "CWU"),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_named_in(text: str, expected: str) -> None:
    names = ("Cedar Workers Union", "CWU", "Association Santé Libre", "شبكة الارز للهجرة", "")
    assert named_in(text, names) == expected
