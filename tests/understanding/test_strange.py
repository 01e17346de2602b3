"""Strange texts that once broke a part of understanding, most of them found by fuzzing."""

import pytest

from mailbot.understanding.understand import understand
from tests.understanding.mails import CALL, DESK, mail, rules


@pytest.mark.parametrize(
    "body",
    [
        "نرشح ـ السيدة أمل خوري، المديرة",
        "نرشح ـــ ، ـ أمل ـ خوري ـــ مديرة ـ المركز ـــ للمائدة ـ المستديرة",
        "ـــ ـ ـــ",
        "أ. ـ خوري: ـ، مديرة\nـ: ـ\n- ـ\n1. ـ",
        "اسم المتحدث: ـ\nالصفة: ـــ\nالمؤسسة: ـ",
    ],
)
def test_words_of_nothing_but_marks(body: str) -> None:
    """Folding leaves nothing of a word of lengthening strokes (tatweel)."""
    found = understand(mail(body), rules(), DESK, CALL)
    assert [reason for reason in found.review if "part_failed" in str(reason)] == []
