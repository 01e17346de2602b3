"""What senders ask for about the publication of their document: not at all, not by name, or nothing."""

from pathlib import Path

import pytest

from mailbot.message.model import Attachment, Document, Envelope, Message, TextState, Zone, Zones
from mailbot.message.parse import parse
from mailbot.settings.load import sample
from mailbot.understanding.model import Change, Evidence, Other, Publication, Report, Wish
from mailbot.understanding.publishing import wish_in, wish_of
from mailbot.understanding.rules import Rules, load_rules
from mailbot.understanding.sentences import own_sentences
from mailbot.understanding.understand import understand

ROWS = Path(__file__).with_name("wishes.txt")


def rows() -> list[tuple[str, str]]:
    lines = (line.partition(" | ") for line in ROWS.read_text("utf-8").splitlines() if line and line[0] != "#")
    return [(wish, text) for wish, _, text in lines]


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    folder = tmp_path_factory.mktemp("rules")
    file = Path(__file__).parents[2] / "rules" / "publication.toml"
    (folder / file.name).write_bytes(file.read_bytes())
    return load_rules(folder)


@pytest.mark.parametrize(("wish", "text"), rows())
def test_what_a_sentence_asks_for(rules: Rules, wish: str, text: str) -> None:
    found = wish_in(text, Zone.BODY, rules)
    assert (found.publication.value if found else "nothing") == wish


def a_message(body: str = "", subject: str = "Our report", name: str = "report.pdf", text: str = "") -> Message:
    file = Attachment(name, "application/pdf", "application/pdf", b"x", "0" * 64,
                      document=Document(TextState.READ, text))  # fmt: skip
    zones = Zones(body, "Confidential: intended only for the addressee.", "Please do not publish our report.")
    return Message(Envelope(subject=subject), zones, attachments=(file,))


MARKED = [
    (a_message(), None),
    (a_message(subject="Voluntary report - CONFIDENTIAL"), Publication.NO),
    (a_message(name="rapport_confidentiel.pdf"), Publication.NO),
    (a_message(name="تقرير سري.pdf"), Publication.NO),
    (a_message(name="confidentiality-policy.pdf"), None),
    (a_message(text="Voluntary report\n\nSTRICTLY CONFIDENTIAL\nCedar Union"), Publication.NO),
    (a_message(text="Rapport volontaire\nDocument à usage interne"), Publication.NO),
    (a_message(text="تقرير طوعي\nسري للغاية"), Publication.NO),
    (a_message(text="Voluntary report\nConfidential complaint mechanisms for workers"), None),
    (a_message(text="line\n" * 60 + "CONFIDENTIAL"), None),
    (a_message("You may publish our report. Please do not mention our name."), Publication.UNNAMED),
    (a_message("Please do not mention our name. Please do not publish the report."), Publication.NO),
]


@pytest.mark.parametrize(("message", "expected"), MARKED)
def test_subject_files_and_several_sentences(rules: Rules, message: Message, expected: Publication | None) -> None:
    """Quoted words and signatures say nothing; of several wishes the strictest counts."""
    found = wish_of(message, own_sentences(message), Report(files=(0,)), rules)
    assert (found and found.publication) == expected


def test_the_evidence_is_the_sentence(rules: Rules) -> None:
    message = a_message("Dear colleagues,\n\nHere it is. Please  do not\npublish our report. Thanks")
    assert wish_of(message, own_sentences(message), None, rules) == Wish(
        Publication.NO, Evidence("publication: do not publish", Zone.BODY, "Please do not publish our report.", 0.0)
    )


MAIL = """From: Amal <amal@org.example>
To: {desk}
Subject: Re: Our voluntary report
Message-ID: <a@org.example>
In-Reply-To: <x@org.example>

Dear colleagues,

{text}

Best regards,
Amal
"""
CHANGES = [
    ("Please do not publish our report after all.", Change.ADDITION),
    ("We withdraw our report, please do not publish it.", Change.WITHDRAWAL),
    ("Please withdraw our voluntary report. Do not publish it.", Change.WITHDRAWAL),
]


def test_who_asks_not_to_publish_does_not_withdraw() -> None:
    """It is a follow-up all the same, however politely it is said."""
    configuration = sample()
    rules, desk, call = load_rules(configuration.folder("rules")), configuration.desk(), configuration.call()
    for text, change in CHANGES:
        said = understand(parse(MAIL.format(desk=desk.address, text=text).encode()), rules, desk, call)
        wish = said.wish.publication if said.wish else None
        assert (said.other, said.change, wish) == (Other.FOLLOWUP, change, Publication.NO), text
