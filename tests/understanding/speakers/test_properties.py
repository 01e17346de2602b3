"""What holds for every message: nothing is invented, nothing raises, time grows with the text and no faster."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.message.model import Address, Attachment, Document, Envelope, Message, TextState, Zones
from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers.find import find
from mailbot.understanding.speakers.merge import chosen
from tests.understanding.speakers.conftest import CONTEXT
from tests.understanding.speakers.rows import Row, message_of, rows

MIXTURE = (
    "Dr. Mr Mme السيدة الدكتور نرشح أرشح propose nominate je souhaite I would like to speak as "
    "director directrice مديرة of de la في at Cedar Network جمعية Association plenary plénière "
    "الجلسة العامة round table مقرر , ( ) - – : ; . \n \t | ☒ ☐ [x] [ ] Name: الاسم: Titre : idem "
    "نفسه Ould بن Al-Amara هدى سالم Rym Ghezaiel 2018 – present She هي who is our not pas ليس \n\n "
    "-- Regards, مع التحية X 1. * // '' \" « » @ https://x.example 23 February"
)
WORDS = [word for word in MIXTURE.split(" ") if word]


def everything(message: Message) -> str:
    """All text of a message, folded, without marks and spaces."""
    parts = [message.envelope.subject, message.envelope.sender.name if message.envelope.sender else ""]
    for zones in (message.zones, *(inner.zones for inner in message.forwarded)):
        parts += [zones.body, zones.signature, zones.quoted]
    parts += [f"{inner.subject} {inner.sender.name if inner.sender else ''}" for inner in message.forwarded]
    parts += [attachment.document.text for attachment in message.attachments]
    return _bare(" ".join(parts))


def _bare(text: str) -> str:
    return "".join(character for character in fold_word(text) if character.isalnum())


@pytest.mark.parametrize("row", rows(), ids=str)
def test_every_value_stands_in_the_message(row: Row) -> None:
    message = message_of(row)
    text = everything(message)
    for each in find(message, CONTEXT):
        values = (each.speaker.title, each.speaker.affiliation, *(each.speaker.name or "").split())
        assert [value for value in values if value and _bare(value) not in text] == []


@given(st.lists(st.sampled_from(WORDS), max_size=90), st.lists(st.sampled_from(WORDS), max_size=12), st.booleans())
@settings(max_examples=120, deadline=None)
def test_nothing_raises_on_strange_mixtures(body: list[str], signature: list[str], attached: bool) -> None:
    text = " ".join(body)
    document = Document(TextState.READ, text)
    attachments = (
        (Attachment("form.docx", "text/plain", "text/plain", b"", "0", document=document),) if attached else ()
    )
    message = Message(
        Envelope(sender=Address(" ".join(signature[:3]), "a@cedar-network.example"), subject=" ".join(signature)),
        Zones(body=text, signature=" ".join(signature)),
        attachments=attachments,
    )
    for each in chosen(find(message, CONTEXT)):
        assert set(each.roles) <= {"open_discussion", "rapporteur", "plenary", "roundtable"}


@given(st.text(max_size=400))
@settings(max_examples=120, deadline=None)
def test_nothing_raises_on_any_text(text: str) -> None:
    find(Message(Envelope(subject=text[:80]), Zones(body=text, signature=text[:60])), CONTEXT)


@pytest.mark.parametrize(
    "unit",
    [
        "Mr. A B, ",
        "nominate ",
        "السيد محمد علي، ",
        "Name: X Y\n",
        "Director of the Association of the ",
        "a\tb\tc\n",
        "[ ] plenary ",
        "(((((",
        "Association pour la défense de ",
        "she is the director of ",
        "x" * 50 + " ",
        "1. ",
    ],
)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    def seconds(length: int) -> float:
        message = Message(Envelope(), Zones(body=(unit * (length // len(unit) + 1))[:length]))
        start = time.process_time()
        find(message, CONTEXT)
        return time.process_time() - start

    seconds(2_000)
    small, large = seconds(4_000), seconds(32_000)
    assert large < 30 * small + 0.3, f"{small:.3f} s for 4,000 characters, {large:.3f} s for 32,000"
