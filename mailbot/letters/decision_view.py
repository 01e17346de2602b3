"""A decision, and what was answered to it, as templates see them in one language."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.intake.plan import LetterOrder
from mailbot.intake.told import Heard, Told
from mailbot.letters import dates
from mailbot.letters.sent import Sent, sent
from mailbot.letters.words import Words, word


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What a letter tells: choice and was are keys (accept, decline, waitlist; "" for none).

    event: its name, days: when it is, with its hours where they are known; both "" where the call names none.
    instructions: a paragraph each. corrects: it says another thing than an earlier letter, whose day is replaces; where
    that one only spoke of the waiting list, this one follows it.
    """

    choice: str
    name: Sent
    title: Sent
    affiliation: Sent
    role: str
    event: str
    days: str
    confirm_by: date | None
    instructions: tuple[str, ...]
    tell: tuple[Sent, ...]
    replaces: date | None
    corrects: bool
    was: str


@dataclass(frozen=True, slots=True)
class HeardView:
    """Who comes, or does not. presence: confirmed or cancelled."""

    presence: str
    name: Sent
    role: str


def decision_view(
    told: Told | None, language: str, direction: str, words: Words, zone: ZoneInfo
) -> DecisionView | None:
    """A decision in one language; None for letters that tell none."""
    if told is None:
        return None
    speaker, event = told.speaker, told.event
    return DecisionView(
        choice=told.choice.value,
        name=sent(speaker.name, direction),
        title=sent(speaker.title, direction),
        affiliation=sent(speaker.affiliation, direction),
        role=word(words, "roles", told.role) if told.role else "",
        event=word(words, "events", event.key) if event else "",
        days=dates.when(event, language, words, zone) if event else "",
        confirm_by=told.confirm_by,
        instructions=paragraphs(told.instructions.get(language, "")),
        tell=tuple(sent(part, direction) for part in paragraphs(told.tell)),
        replaces=told.replaces,
        corrects=told.corrects,
        was=told.was.value if told.was else "",
    )


def heard_views(heard: tuple[Heard, ...], direction: str, words: Words) -> tuple[HeardView, ...]:
    """What a message settled, in one language."""
    return tuple(
        HeardView(
            one.presence.value,
            sent(one.acceptance.speaker.name, direction),
            word(words, "roles", one.acceptance.role),
        )
        for one in heard
    )


def paragraphs(text: str) -> tuple[str, ...]:
    """A text cut at its blank lines."""
    return tuple(part for piece in text.strip().split("\n\n") if (part := " ".join(piece.split())))


def decision_values(order: LetterOrder, language: str, direction: str, words: Words, zone: ZoneInfo) -> dict[str, Any]:
    """What templates know of decisions."""
    return {
        "decision": decision_view(order.decision, language, direction, words, zone),
        "heard": heard_views(order.heard, direction, words),
    }
