"""Whatever people send: nothing raises, every value stands in the message, and time grows with length only."""

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbot.message.model import Message
from mailbot.understanding.fold import fold
from mailbot.understanding.reports.describe import describe
from mailbot.understanding.reports.documents import roles
from mailbot.understanding.reports.evidence import report_evidence
from mailbot.understanding.rules import Rules

from .making import document, message, passed_on

WORDS = st.sampled_from(
    [
        *(
            "rapport",
            "volontaire",
            "de",
            "l'",
            "Association",
            "Rif",
            "et",
            "la",
            "Ligue",
            "«",
            "»",
            "intitulé",
            ":",
            "\n",
        ),
        *("report", "of", "the", "Union", "Porters", "and", "on behalf of", '"', "entitled", "(", ")", ",", ".", "\t"),
        *("تقرير", "طوعي", "جمعية", "لجمعية", "ومركز", "الأفق", "في", "عدن", "بعنوان", "إعداد:", "،", "؟", "1.", "- "),
        *("Submitted by", "Février 2021", "https://x.example/d/aa11", "ﷲ", "İ", "ß", "e\u0301", "\u200f", "\x00"),
    ]
)
TEXT = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join))


def values_stand_in(mail: Message, rules: Rules) -> None:
    found = roles(mail, rules)
    report_evidence(mail, found, rules)
    report = describe(mail, found, rules)
    inner = [text for part in mail.forwarded for text in (part.zones.body, part.zones.signature)]
    files = [part.document.text for part in mail.attachments]
    zones = [mail.zones.body, mail.zones.signature, mail.zones.quoted, mail.envelope.subject]
    sender = mail.envelope.sender.name if mail.envelope.sender else ""
    texts = (*zones, sender, *inner, *files)  # brackets close where they open; a name may stand inside them, or around
    whole = "\n".join(letters for text in texts for letters in (_letters(text), _letters(text, bracketed=True)))
    for value in (report.title, *report.organisations):
        assert value is None or (value and _letters(value).removeprefix("ال") in whole), value
    assert all(0 <= index < len(mail.attachments) for index in report.files)
    assert report.collective == (len(report.organisations) > 1)


def _letters(text: str, bracketed: bool = False) -> str:
    """Letters and digits alone: wrapped lines and dropped marks do not matter, nor what stands in brackets."""
    kept = fold(text) if bracketed else re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", fold(text))
    return re.sub(r"[\W_]+", "", kept)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=TEXT, signature=TEXT, paper=TEXT, inner=TEXT, subject=TEXT)
def test_never_invents_and_never_raises(
    rules: Rules, body: str, signature: str, paper: str, inner: str, subject: str
) -> None:
    mail = message(
        body, document(paper), signature=signature, subject=subject[:200], forwarded=(passed_on("Rif Avenir", inner),)
    )
    values_stand_in(mail, rules)


@pytest.mark.parametrize(
    "unit",
    [
        "rapport de l'Association Rif et de la Ligue du Port, ",
        "report of the Union of the Union of ",
        "تقرير جمعية الأفق ومركز الأفق و",
        "« \" ' ( [ ",
        "Association A\n",
        "intitulé « ",
        "Submitted by: ",
        "a.pdf\n",
        "1. x\n",
        "\t",
        "(",
        "A",
        "à ",
    ],
)
def test_time_grows_with_length_only(unit: str, rules: Rules) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        mail = message(
            text, document(text), signature=text, subject=text[:500], forwarded=(passed_on(text[:200], text),)
        )
        start = time.process_time()
        found = roles(mail, rules)
        report_evidence(mail, found, rules)
        describe(mail, found, rules)
        return time.process_time() - start

    seconds(2_000)
    small, large = min(seconds(20_000) for _ in range(2)), seconds(200_000)
    assert large < 40 * small + 0.5, f"{small:.3f} s for 20,000 characters, {large:.3f} s for 200,000"
