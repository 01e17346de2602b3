"""The line on data protection at the end of every letter: always there, and true of what the register is set to do."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from mailbot.letters.check import check_templates
from mailbot.letters.compose import compose
from mailbot.letters.sample_items import DESK
from mailbot.letters.samples import Sample, samples
from mailbot.letters.templates import Templates
from tests.letters.conftest import LANGUAGES, TEMPLATES, Reader

TO_ORGANISERS = ("alarm", "warning")
RECEIPTS = {s.order.languages[0]: s for s in samples() if s.name == "receipt" and len(s.order.languages) == 1}
KEPT = [
    ("en", {}, "only for this review, and no longer than it needs them. To have"),
    ("en", {"keep_days": 1}, "only for this review, and erase them 1 day after our last exchange. To have"),
    ("en", {"keep_days": 180}, "only for this review, and erase them 180 days after our last exchange. To have"),
    ("en", {"keep_until": date(2021, 12, 31)}, "only for this review, and erase them after 31 December 2021. To have"),
    ("fr", {"keep_days": 180}, "et sont effacés 180 jours après notre dernier échange. Pour"),
    ("fr", {"keep_until": date(2021, 12, 31)}, "et sont effacés après le 31 décembre 2021. Pour"),
    ("ar", {"keep_days": 180}, "وتُمحى بعد 180 يوماً من آخر مراسلة بيننا."),
    ("ar", {"keep_days": 5}, "وتُمحى بعد 5 أيام من آخر مراسلة بيننا."),
    ("ar", {"keep_until": date(2021, 12, 31)}, "وتُمحى بعد يوم 31 كانون الأول/ديسمبر 2021."),
    ("en", {"data_protection": {"en": "Kept {kept}; {braces}: {address} <b>"}},
     "Kept and no longer than it needs them; {braces}: gcmrrarabstates@iom.int <b>"),
]  # fmt: skip


def last_line(text: str) -> str:
    return text.rstrip().rpartition("\n")[2]


@pytest.mark.parametrize(("language", "desk", "words"), KEPT)
def test_it_says_how_long_mail_is_kept(
    language: str, desk: dict[str, Any], words: str, templates: Templates, read: Reader
) -> None:
    sample = RECEIPTS[language]
    seen = read(compose(sample.order, (), replace(DESK, **desk), sample.call, templates, sample.at).raw)
    assert words in last_line(seen.text)
    assert "<b>" not in seen.html


@pytest.mark.parametrize("sample", samples(), ids=lambda s: f"{s.name}-{'_'.join(s.order.languages)}")
def test_every_letter_to_a_sender_ends_with_it(sample: Sample, templates: Templates, read: Reader) -> None:
    seen = read(compose(sample.order, sample.references, sample.desk, sample.call, templates, sample.at).raw)
    ends = last_line(seen.text)
    assert (sample.order.template in TO_ORGANISERS) is not (DESK.address in ends and len(ends) > len(DESK.address) + 9)


def test_check_asks_for_it() -> None:
    desk = replace(DESK, data_protection={"fr": "  "})
    assert check_templates(TEMPLATES, LANGUAGES, desk=desk) == [
        "config.toml: letters.data_protection.fr: found nothing; expected what letters say of data protection"
    ]
