"""A letter's facts in one language, as templates see them: decided values become words, senders' values become Sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from mailbot.call import Call, Desk, Event, Promise
from mailbot.intake.plan import LetterOrder
from mailbot.letters import dates
from mailbot.letters.correction_view import correction_view
from mailbot.letters.decision_view import decision_values
from mailbot.letters.item_view import item_view
from mailbot.letters.notice_view import notice_values
from mailbot.letters.protection import protection
from mailbot.letters.sent import Sent, sent
from mailbot.letters.subject import original
from mailbot.letters.words import Words, word
from mailbot.message.addresses import valid

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
ONLINE = frozenset({"survey", "registration"})  # events without a meeting: told with their links


@dataclass(frozen=True, slots=True)
class Link(Sent):
    """An address of the web or of mail; nothing else is made clickable."""

    @property
    def target(self) -> str:
        """Where a click leads; "" where the letter must not offer one."""
        if web(self.text):
            return self.text
        return f"mailto:{self.text}" if valid(self.text) else ""


@dataclass(frozen=True, slots=True)
class KindView:
    """One thing the call asks for, with its closing. open: the closing is still ahead. roles: their names."""

    key: str
    shape: str
    name: str
    open: bool
    last_day: date
    exact: bool
    closes: datetime
    extended_from: date | None
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromiseView:
    """Something that is still to be done for a kind. span: the days of its event; day: the day before which."""

    key: str
    kind: str
    complete: bool
    span: str
    day: str


def direction_of(language: str) -> str:
    """Which way a language is written: ltr or rtl."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def frame(language: str, desk: Desk, words: Words) -> dict[str, Any]:
    """What every template knows, whatever the letter."""
    direction = direction_of(language)
    return {
        "language": language,
        "direction": direction,
        "start": "left" if direction == "ltr" else "right",
        "end": "right" if direction == "ltr" else "left",
        "words": words,
        "city": dates.city(desk.timezone, language),
        "of_city": dates.of_city(desk.timezone, language),
        "desk": {"name": sent(desk.name_in(language), direction), "address": Link(desk.address, direction)},
        "data_protection": protection(desk, words, language),
    }


def view(
    order: LetterOrder, references: tuple[str, ...], language: str, desk: Desk, call: Call, words: Words, at: datetime
) -> dict[str, Any]:
    """Everything a letter's template may say in one language. references: one an item, or "" where there is none."""
    direction = direction_of(language)
    events: Mapping[str, Event] = call.events
    today = at.astimezone(desk.timezone).date()
    return {
        **frame(language, desk, words),
        "original": original(order.subject),
        "scan_pending": order.scan_pending,
        "asks": order.asks,
        "received": order.received.astimezone(desk.timezone) if order.received else None,
        "items": tuple(
            item_view(item, reference, direction, desk, words, at)
            for item, reference in zip(order.items, references, strict=True)
        ),
        "topic": order.topic.value if order.topic else "",
        "change": order.change.value if order.change else "",
        "kinds": {
            key: KindView(
                key,
                kind.shape.value,
                word(words, "kinds", key),
                at < kind.closes,
                kind.last_day,
                kind.exact,
                kind.closes.astimezone(desk.timezone),
                kind.extended_from,
                tuple(word(words, "roles", role) for role in call.roles_of(key)),
            )
            for key, kind in call.kinds.items()
        },
        "promises": tuple(
            promise_view(promise, call, language, words) for promise in call.promises if today < promise.before
        ),
        **decision_values(order, language, direction, words, desk.timezone),
        "correction": correction_view(order.correction, direction, words),
        **notice_values(order.notice, desk, call),
        "events": events,
        "events_listed": tuple(
            (word(words, "events", event.key), dates.when(event, language, words, desk.timezone))
            for event in sorted(events.values(), key=lambda event: event.starts)
            if event.key not in ONLINE
        ),
        "survey_open": "survey" not in events or today <= events["survey"].ends,
        "registration_open": registration_open(events, today),
        "links": {key: Link(address, direction) for key, address in call.links.items() if address},
    }


def registration_open(events: Mapping[str, Event], today: date) -> bool:
    """Whether one may still register: until its own last day where that is known, else until the last event is over."""
    if "registration" in events:
        return today <= events["registration"].ends
    meetings = [event.ends for key, event in events.items() if key not in ONLINE]
    return not meetings or today <= max(meetings)


def promise_view(promise: Promise, call: Call, language: str, words: Words) -> PromiseView:
    """A promise whose day is ahead; once the event has begun nothing is said any more to happen before it."""
    event = call.events.get(promise.event) or Event("", promise.before, promise.before)
    span = dates.span(event, language, words["span"])
    return PromiseView(promise.key, promise.kind, promise.complete, span, dates.day(promise.before, language))


def web(address: str) -> bool:
    """Whether an address is one of the web with a host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc) and " " not in address
