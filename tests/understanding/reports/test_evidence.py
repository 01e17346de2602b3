"""What a message without a report file says for or against a report."""

import pytest

from mailbot.message.model import Message
from mailbot.understanding.reports.documents import roles
from mailbot.understanding.reports.evidence import report_evidence
from mailbot.understanding.rules import Rules

from .making import document, message

TYPED = "\n".join(
    [
        "I have no computer, so the report stands here:",
        "",
        "BREAD AND BORDERS",
        "Voluntary report of the Bakers' Union, Tobruk",
        "",
        "1. Who we are",
        *["We are bakers from five countries and we work at night in the ovens of the old town." for _ in range(6)],
        "2. What we ask",
        "A contract in a language that the baker reads.",
    ]
)


@pytest.mark.parametrize(
    ("mail", "names"),
    [
        (message(TYPED), ["in_body"]),
        (message("Notre rapport volontaire est ici : https://depot.example/d/9aZ"), ["link"]),
        (message("Please find attached our voluntary report."), ["missing"]),
        (message("مرفق لكم تقريرنا الطوعي"), ["missing"]),
        (message("When is the deadline for the report? https://www.facebook.com/our.page"), []),
        (message("Please find attached the list.", document("Errata to our report\nPage 3: read 4 instead of 5")), []),
        (message("Could you say who will speak in the plenary?"), []),
        (
            message("as attached", document("Concept note\nDraft agenda of the Consultation", "concept note.pdf")),
            ["returned"],
        ),
    ],
)
def test_evidence(mail: Message, names: list[str], rules: Rules) -> None:
    assert [found.rule for found in report_evidence(mail, roles(mail, rules), rules)] == names
