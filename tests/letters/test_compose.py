"""Every sample letter, read back from the wire: header, forms, identity, golden texts."""

import os
import re
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbot.intake.letter import OutgoingLetter
from mailbot.intake.plan import Item, ReportFile
from mailbot.letters.compose import compose, item_references
from mailbot.letters.errors import UnusableAddress
from mailbot.letters.finish import ANSWERS
from mailbot.letters.mime import Enclosure
from mailbot.letters.sample_items import AT, CALL, DESK, SENDERS, acknowledgements, report, speakers
from mailbot.letters.samples import Sample, samples
from mailbot.letters.templates import Templates
from mailbot.message.model import Address, TextState
from mailbot.understanding.model import Speaker
from tests.letter_text import body_of
from tests.letters.conftest import Reader

GOLDEN = Path(__file__).parent / "golden"
SAMPLES = samples()
# Letters whose every situation has a golden text, and single situations of the others.
GOLDEN_LETTERS = ("acknowledgement", "followup", "answer", "receipt", "too_large")
GOLDEN_NAMES = (
    "correction-merged",
    "correction-no-submission",
    "correction-one-of-two",
    "correction-refiled",
    "decision-accept-with-words",
    "decision-no-longer",
    "confirmation-cancelled",
    "reminder-both",
    "closing-passed",
    "extension-on-time",
    "warning-undecided",
)


def name(sample: Sample) -> str:
    return f"{sample.name}-{'_'.join(sample.order.languages)}"


GOLDEN_SAMPLES = [s for s in SAMPLES if s.order.template in GOLDEN_LETTERS or s.name in GOLDEN_NAMES]


def written(
    sample: Sample, templates: Templates, bounce_address: str = "", enclosures: tuple[Enclosure, ...] = ()
) -> OutgoingLetter:
    order, references, desk, call, at = sample.order, sample.references, sample.desk, sample.call, sample.at
    return compose(order, references, desk, call, templates, at, bounce_address, enclosures)


def first(kind: str) -> Sample:
    return next(sample for sample in SAMPLES if sample.name.startswith(kind))


@pytest.mark.parametrize("sample", SAMPLES, ids=name)
def test_every_letter_is_a_sound_email(sample: Sample, templates: Templates, read: Reader) -> None:
    letter = written(sample, templates)
    letter.raw.decode("ascii")
    assert b"\n" not in letter.raw.replace(b"\r\n", b"")
    assert max(len(line) for line in letter.raw.split(b"\r\n")) <= 78
    seen = read(letter.raw)
    assert seen.message.get_content_type() == "multipart/alternative"
    assert {
        "date": seen.message["Date"].datetime,
        "from": str(seen.message["From"].addresses[0]),
        "to": [(to.display_name, to.addr_spec) for to in seen.message["To"].addresses],
        "subject": seen.subject,
        "id": seen.message["Message-ID"],
        "auto": seen.message["Auto-Submitted"],
        "suppress": seen.message["X-Auto-Response-Suppress"],
        "loop": seen.message["X-Mailbot-Loop"],
        "language": seen.message["Content-Language"],
        "reply": seen.message["In-Reply-To"],
        "references": seen.message["References"],
        "receipts": seen.message["Disposition-Notification-To"],
    } == {
        "date": sample.at.replace(microsecond=0),
        "from": f"{DESK.name} <{DESK.address}>",
        "to": [(sample.order.recipient.name, sample.order.recipient.address)],
        "subject": letter.subject,
        "id": letter.message_id,
        "auto": "auto-replied" if sample.order.kind in ANSWERS else "auto-generated",
        "suppress": "All",
        "loop": DESK.address,
        "language": ", ".join(sample.order.languages),
        "reply": sample.order.in_reply_to,
        "references": f"<first@mail.example> {sample.order.in_reply_to}",
        "receipts": None,
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=name)
def test_every_html_has_language_and_direction_and_nothing_remote(
    sample: Sample, templates: Templates, read: Reader
) -> None:
    html = read(written(sample, templates).raw).html
    for language in sample.order.languages:
        direction = "rtl" if language == "ar" else "ltr"
        assert f'lang="{language}" dir="{direction}"' in html
    assert not re.search(
        r"<(?:img|script|link|iframe|object|form|video|audio)\b|url\(|@import|\bsrc=|\bon\w+=", html, re.I
    )
    assert set(re.findall(r'href="([^"]*)"', html)) <= {f"mailto:{DESK.address}", *sample.call.links.values()}


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample.order.languages == ("fr",)], ids=name)
def test_french_marks_never_begin_a_line(sample: Sample, templates: Templates, read: Reader) -> None:
    """A no-break space stands before : ; ? ! » and after «; senders' own words are as they wrote them."""
    text = read(written(sample, templates).raw).text
    loose = [text[max(0, hit.start() - 30) : hit.end()] for hit in re.finditer(r" [:;?!»](?=\s|$)|« ", text)]
    assert [one for one in loose if not one.endswith(": ?")] == []


@pytest.mark.parametrize(
    ("language", "states", "said"),
    [
        ("en", ("encrypted",), "We could not open the file: it is protected by a password."),
        ("en", ("too_large", "too_large"), "We could not open the files: they are too large."),
        ("en", ("failed",), "We could not open the file; it may be damaged."),
        ("en", ("infected",), "We could not open the file; it may be damaged."),
        ("en", ("encrypted", "failed"), "We could not open the files; the reason stands beside each of them."),
        ("fr", ("encrypted", "encrypted"), "Nous n’avons pas pu ouvrir les fichiers, qui sont protégés"),
        ("ar", ("failed", "failed"), "تعذّر علينا فتح الملفين، وقد يكونان تالفين."),
        ("ar", ("failed", "failed", "failed"), "تعذّر علينا فتح الملفات، وقد تكون تالفة."),
    ],
)
def test_a_letter_says_why_a_file_could_not_be_opened(
    language: str, states: tuple[str, ...], said: str, templates: Templates, read: Reader
) -> None:
    files = tuple(
        ReportFile(f"{number}.pdf", "application/pdf", 9, str(number) * 64, TextState(state))
        for number, state in enumerate(states)
    )
    sample = first("acknowledgement-report-encrypted")
    order = replace(sample.order, languages=(language,), items=(report(language, files=files),))
    text = read(written(replace(sample, order=order), templates).raw).text
    assert said in text


@pytest.mark.parametrize("sample", GOLDEN_SAMPLES, ids=name)
def test_golden_text(sample: Sample, templates: Templates, read: Reader) -> None:
    """MAILBOT_GOLDEN=write writes the texts anew; read the difference before you keep it."""
    letter = written(sample, templates)
    text = f"Subject: {letter.subject}\n\n{read(letter.raw).text}"
    file = GOLDEN / f"{name(sample)}.txt"
    if os.environ.get("MAILBOT_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_the_same_order_gives_the_same_bytes_and_another_order_another_identity(templates: Templates) -> None:
    sample, other = SAMPLES[0], SAMPLES[1]
    once, again = written(sample, templates), written(sample, templates)
    assert once == again
    assert once.raw == again.raw
    assert once.message_id != written(other, templates).message_id
    later = replace(sample, at=sample.at + timedelta(days=1))
    assert written(later, templates).message_id == once.message_id, "the Message-ID belongs to the key, not to the time"


@pytest.mark.parametrize(
    ("bounce_address", "wanted"),
    [("", re.escape(DESK.address)), ("bounces@iom.int", r"bounces\+[a-z2-7]{26}@iom\.int")],
)
def test_envelope_sender(bounce_address: str, wanted: str, templates: Templates) -> None:
    letter = written(SAMPLES[0], templates, bounce_address=bounce_address)
    assert re.fullmatch(wanted, letter.envelope_sender)
    assert re.fullmatch(r"<mailbot\.[a-z2-7]{26}@iom\.int>", letter.message_id)


def test_a_forged_name_stays_text(templates: Templates, read: Reader) -> None:
    evil = "{{ 7 * 7 }}{% raw %} <script>alert(1)</script>\r\nBcc: victim@example.org \u202egnp.exe"
    person = replace(acknowledgements("en")["speaker-complete"][0].submission.speakers[0], name=evil, title=evil)
    sample = first("acknowledgement-speaker-complete")
    order = replace(
        sample.order,
        items=(speakers("en", person),),
        subject=evil,
        recipient=Address(evil, "a@example.org"),
        languages=("en",),
    )
    letter = compose(order, ("S-0012",), DESK, CALL, templates, AT)
    seen = read(letter.raw)
    cleaned = "{{ 7 * 7 }}{% raw %} <script>alert(1)</script> Bcc: victim@example.org gnp.exe"
    assert cleaned in seen.text
    assert "<script>" not in seen.html
    assert "{{ 7 * 7 }}{% raw %} &lt;script&gt;" in seen.html
    assert seen.message["Bcc"] is None
    assert seen.message["To"].addresses[0].addr_spec == "a@example.org"
    assert seen.subject == f"S-0012: {cleaned}"
    assert "\u202e" not in seen.text + seen.html


@pytest.mark.parametrize(
    "address", ["", "nobody", "a b@example.org", "a@b\r\nBcc: c@d", "a@example.org, b@example.org", "<a@b.c>"]
)
def test_an_address_that_cannot_be_written_to_is_refused(address: str, templates: Templates) -> None:
    sample = SAMPLES[0]
    with pytest.raises(UnusableAddress):
        written(replace(sample, order=replace(sample.order, recipient=Address("", address))), templates)


def test_international_addresses(templates: Templates) -> None:
    sample = first("receipt")
    letter = written(
        replace(sample, order=replace(sample.order, recipient=Address("", "info@bücher.example"))), templates
    )
    assert b"\r\nTo: info@xn--bcher-kva.example\r\n" in letter.raw
    assert letter.to == "info@bücher.example"
    letter = written(
        replace(sample, order=replace(sample.order, recipient=Address("", "سامر@horizon.example"))), templates
    )
    assert "\r\nTo: سامر@horizon.example\r\n".encode() in letter.raw


def test_enclosures_go_around_the_letter(templates: Templates, read: Reader) -> None:
    enclosure = Enclosure("invitation.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    message = read(written(SAMPLES[0], templates, enclosures=(enclosure,)).raw).message
    assert message.get_content_type() == "multipart/mixed"
    assert [part.get_content_type() for part in message.iter_parts()] == ["multipart/alternative", "text/calendar"]
    [attached] = message.iter_attachments()
    assert (attached.get_filename(), attached.get_payload(decode=True)) == (enclosure.name, enclosure.content)


def test_several_languages_the_likeliest_first(templates: Templates, read: Reader) -> None:
    sample = next(s for s in SAMPLES if s.order.languages == ("fr", "ar", "en"))
    seen = read(written(sample, templates).raw)
    places = [seen.text.index(words) for words in ("Madame, Monsieur", "تحية طيبة", "Dear Sir or Madam")]
    assert places == sorted(places)
    assert seen.html.startswith('<!DOCTYPE html>\n<html lang="fr" dir="ltr">')


def test_a_language_without_templates_is_left_out(templates: Templates) -> None:
    sample = first("receipt")
    letter = written(replace(sample, order=replace(sample.order, languages=("de", "fr"))), templates)
    assert letter.language == "fr"
    assert written(replace(sample, order=replace(sample.order, languages=("de",))), templates).language == "ar"


@pytest.mark.parametrize(
    ("items", "given", "wanted"),
    [
        ((speakers("en"), report("en")), ("S-0012", "R-0007"), ("S-0012", "R-0007")),
        ((report("en"), speakers("en")), ("S-0012", "R-0007"), ("R-0007", "S-0012")),
        ((report("en"), speakers("en", reference="S-0003")), ("R-0007",), ("R-0007", "S-0003")),
        ((report("en"), speakers("en", reference="S-0003")), ("R-0007", "S-0003"), ("R-0007", "S-0003")),
        ((report("en"),), (), ("",)),
    ],
)
def test_which_reference_belongs_to_which_item(
    items: tuple[Item, ...], given: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    order = replace(first("acknowledgement").order, items=items, recipient=SENDERS["en"])
    assert item_references(order, given, CALL) == wanted


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(short=st.text(max_size=80), long=st.text(max_size=400), language=st.sampled_from(("ar", "en", "fr")))
def test_whatever_people_send_the_letter_is_sound(short: str, long: str, language: str, templates: Templates) -> None:
    """Also lone surrogates, controls and unfinished bidirectional marks, in every place a sender can fill."""
    sample = first("acknowledgement-both")
    person = Speaker(short, long, short, ("plenary",))
    file = ReportFile(short, "application/pdf", len(long), "0" * 64, TextState.READ)
    order = replace(
        sample.order,
        languages=(language,),
        subject=long,
        in_reply_to=short,
        references=(long, short),
        recipient=Address(short, "a@example.org"),
        items=(
            report(
                language, title=long, organisations=(short, long), files=(file,), links=(short, f"https://x/{long}")
            ),
            speakers(language, person),
        ),
    )
    raw = compose(order, ("R-0007", "S-0012"), DESK, CALL, templates, AT).raw
    message = message_from_bytes(raw, policy=policy.default)
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert [to.addr_spec for to in message["To"].addresses] == ["a@example.org"]
    assert all(part.defects == [] for part in message.walk())
    text = body_of(message)
    assert "S-0012" in text
    assert text.count("\u2068") == text.count("\u2069")
