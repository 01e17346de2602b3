"""The letter of a decision: to whom, about what, until when, with which calendar file."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from mailbot.call import Instruction
from mailbot.intake.decision import Case, Decision, DecisionState
from mailbot.intake.plan import LetterKind
from mailbot.intake.told import Choice, Target
from mailbot.letters.check import check_templates
from mailbot.letters.decision import decision_letter, decision_order
from mailbot.letters.sample_items import AT, CALL, DESK, PEOPLE, SENDERS, speakers
from mailbot.letters.templates import Templates
from tests.letters.conftest import LANGUAGES, TEMPLATES, Reader

EVENTS = {"plenary": Instruction("conference", {"en": "One.\n\nTwo."}), "speaker": Instruction("consultation")}
WITH_EVENTS = replace(CALL, instructions=EVENTS)


def decided(choice: Choice = Choice.ACCEPT, role: str = "plenary", **more: Any) -> Decision:
    values: dict[str, Any] = {
        "id": 5,
        "target": Target("S-0012", 1),
        "name": PEOPLE["en"].name,
        "choice": choice,
        "role": role if choice is Choice.ACCEPT else "",
        "note": "for us alone",
        "tell": "",
        "by": "Nadia",
        "at": AT,
        "state": DecisionState.PREPARED,
    }
    return Decision(**(values | more))


def case(decision: Decision, **more: Any) -> Case:
    submission = speakers("en", reference="S-0012").submission
    values: dict[str, Any] = {"recipient": SENDERS["en"], "answers": "<first@mail.example>"}
    return Case(decision, submission, 1, **(values | more))


TOLD = decided(id=3, state=DecisionState.SENT, told_at=datetime(2021, 2, 1, 8, tzinfo=UTC))


def test_the_letter(templates: Templates, read: Reader) -> None:
    letter = decision_letter(case(decided()), DESK, WITH_EVENTS, templates, AT)
    seen = read(letter.raw)
    assert (letter.key, letter.kind, letter.to, letter.language) == (
        "decision:5",
        LetterKind.DECISION,
        "rania@lcmr.example",
        "en",
    )
    assert seen.subject == "S-0012: Invitation to speak: Rania Haddad-Okello"
    assert (seen.message["Auto-Submitted"], seen.message["In-Reply-To"]) == ("auto-generated", "<first@mail.example>")
    assert [part.get_content_type() for part in seen.message.iter_attachments()] == ["text/calendar"]
    assert "for us alone" not in seen.text + seen.html
    assert "One." in seen.text
    assert "Two." in seen.text


CONFIRM_BY = [
    (datetime(2021, 2, 4, tzinfo=UTC), date(2021, 2, 21)),
    (datetime(2021, 2, 20, 21, tzinfo=UTC), date(2021, 2, 21)),
    (datetime(2021, 2, 20, 23, tzinfo=UTC), None),  # the 21st has begun in Beirut
    (datetime(2021, 2, 23, tzinfo=UTC), None),
]


@pytest.mark.parametrize(("at", "day"), CONFIRM_BY)
def test_until_when_to_confirm(at: datetime, day: date | None) -> None:
    told = decision_order(case(decided()), DESK, WITH_EVENTS, at).decision
    assert told is not None
    assert told.confirm_by == day


PLAYED_AT = [("plenary", "conference"), ("rapporteur", "consultation"), ("roundtable", "consultation")]


@pytest.mark.parametrize(("role", "event"), PLAYED_AT)
def test_where_a_role_is_played(role: str, event: str) -> None:
    told = decision_order(case(decided(role=role)), DESK, WITH_EVENTS, AT).decision
    assert told is not None
    assert told.event == CALL.events[event]


INSTRUCTIONS = {
    "plenary": Instruction("conference", {"en": "Of the role."}),
    "rapporteur": Instruction("conference"),
    "speaker": Instruction("", {"en": "Of the kind.", "fr": "Du genre."}),
}


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("plenary", {"en": "Of the role.", "fr": "Du genre."}),
        ("rapporteur", {"en": "Of the kind.", "fr": "Du genre."}),
        ("roundtable", {"en": "Of the kind.", "fr": "Du genre."}),
    ],
)
def test_instructions_of_a_role_come_before_those_of_its_kind(role: str, told: dict[str, str]) -> None:
    order = decision_order(case(decided(role=role)), DESK, replace(CALL, instructions=INSTRUCTIONS), AT)
    assert order.decision is not None
    assert order.decision.instructions == told


def test_a_call_that_names_no_event_gives_no_calendar_file(templates: Templates, read: Reader) -> None:
    seen = read(decision_letter(case(decided()), DESK, CALL, templates, AT).raw)
    assert list(seen.message.iter_attachments()) == []
    assert "invitation.ics" not in seen.text


KINDS = [
    # what was told before, what is decided now, kind of letter, method of the calendar file
    (None, Choice.ACCEPT, LetterKind.DECISION, "PUBLISH"),
    (None, Choice.DECLINE, LetterKind.DECISION, ""),
    (None, Choice.WAITLIST, LetterKind.DECISION, ""),
    (Choice.ACCEPT, Choice.ACCEPT, LetterKind.CORRECTION, "PUBLISH"),
    (Choice.ACCEPT, Choice.DECLINE, LetterKind.CORRECTION, "CANCEL"),
    (Choice.ACCEPT, Choice.WAITLIST, LetterKind.CORRECTION, "CANCEL"),
    (Choice.DECLINE, Choice.ACCEPT, LetterKind.CORRECTION, "PUBLISH"),
    (Choice.WAITLIST, Choice.ACCEPT, LetterKind.DECISION, "PUBLISH"),
    (Choice.WAITLIST, Choice.DECLINE, LetterKind.DECISION, ""),
]


@pytest.mark.parametrize(("before", "now", "kind", "method"), KINDS)
def test_what_follows_what(
    before: Choice | None, now: Choice, kind: LetterKind, method: str, templates: Templates, read: Reader
) -> None:
    earlier = None if before is None else replace(TOLD, choice=before, role="plenary")
    letter = decision_letter(
        case(decided(now, number=1), replaces=earlier, thread="<mailbot.first@iom.int>" if earlier else ""),
        DESK, WITH_EVENTS, templates, AT,
    )  # fmt: skip
    seen = read(letter.raw)
    files = [part.get_content() for part in seen.message.iter_attachments()]
    assert letter.kind is kind
    assert [f"METHOD:{method}\r\n" in file for file in files] == [True] * bool(method)
    if files:
        assert f"UID:{'mailbot.first@iom.int' if earlier else letter.message_id.strip('<>')}\r\n" in files[0]
    assert ("letter of 1 February 2021" in seen.text) is (before is not None)


def test_a_letter_that_never_arrived_is_not_spoken_of(templates: Templates, read: Reader) -> None:
    letter = decision_letter(case(decided(), replaces=replace(TOLD, told_at=None)), DESK, WITH_EVENTS, templates, AT)
    assert letter.kind is LetterKind.DECISION
    assert "replaces" not in read(letter.raw).text


def test_check_names_instructions_that_a_language_lacks() -> None:
    faults = check_templates(TEMPLATES, LANGUAGES, WITH_EVENTS)
    assert faults == [
        f"config.toml: call.instructions.plenary.text.{language}: "
        "found nothing; expected the text of the other languages"
        for language in ("ar", "fr")
    ]
