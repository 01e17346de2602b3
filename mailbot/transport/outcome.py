"""What became of one attempt at one letter: the classification of SMTP replies and broken connections. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from mailbot.transport.causes import clean


class Outcome(StrEnum):
    """The four ends of an attempt."""

    SENT = "sent"  # the server took responsibility for it (RFC 5321 §4.2.5)
    LATER = "later"  # nothing has arrived, another attempt may succeed
    REFUSED = "refused"  # nothing has arrived, another attempt will not succeed
    UNKNOWN = "unknown"  # it broke between the end of the message and its reply (RFC 1047): it may have arrived


class Step(StrEnum):
    """Where in the dialogue a reply was given (RFC 5321 §3.3)."""

    CONNECT = "connect"
    EHLO = "EHLO"
    STARTTLS = "STARTTLS"
    AUTH = "AUTH"
    MAIL = "MAIL FROM"
    RCPT = "RCPT TO"
    DATA = "DATA"
    MESSAGE = "end of message"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The result of an attempt.

    detail: for people: step, reply code and enhanced code with the server's words; no secret. code: the reply's, None
    where there was none. unreachable: the server could not be reached or refused the login: no letter can go out now.
    """

    outcome: Outcome
    detail: str
    code: int | None = None
    unreachable: bool = False


# Replies that are about the login, not about the letter (RFC 4954 §6), when given to MAIL FROM.
_LOGIN_CODES = frozenset({530, 534, 535, 538})
_SESSION_STEPS = frozenset({Step.CONNECT, Step.EHLO, Step.STARTTLS, Step.AUTH})
_SERVICE_CLOSING = 421


def classify(step: Step, code: int, words: bytes | str) -> Delivery:
    """The result that a reply means which is not the one hoped for, or that ends the message.

    Before MAIL FROM the trouble is the server's or the login's, not the letter's: LATER and unreachable. From there on
    4xx is LATER and 5xx REFUSED (RFC 5321 §4.2.1); anything else is nonsense: LATER before the end of the message,
    UNKNOWN after it.
    """
    detail = describe(step, code, words)
    if step in _SESSION_STEPS or (step is Step.MAIL and code in _LOGIN_CODES):
        return Delivery(Outcome.LATER, detail, code, unreachable=True)
    if 400 <= code <= 499:
        return Delivery(Outcome.LATER, detail, code, unreachable=code == _SERVICE_CLOSING and step is Step.MAIL)
    if 500 <= code <= 599:
        return Delivery(Outcome.REFUSED, detail, code)
    if step is Step.MESSAGE:
        return Delivery(Outcome.SENT if 200 <= code <= 299 else Outcome.UNKNOWN, detail, code)
    return Delivery(Outcome.LATER, f"{detail} (no reply that belongs here)", code)


def broken(step: Step, cause: str) -> Delivery:
    """The result of a connection that broke at a step; at MESSAGE the whole message had been sent."""
    if step is Step.MESSAGE:
        return Delivery(
            Outcome.UNKNOWN, f"the connection broke after the end of the message, before its reply: {cause}"
        )
    return Delivery(Outcome.LATER, f"at {step}: {cause}", unreachable=step in _SESSION_STEPS)


_ENHANCED = re.compile(r"^[245]\.\d{1,3}\.\d{1,3}\b")


def describe(step: Step, code: int, words: bytes | str) -> str:
    """Step, code and words on one line, an enhanced status code (RFC 3463) said once though each line repeats it."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    lines = text.splitlines()
    enhanced = _ENHANCED.match(lines[0].strip()) if lines else None
    rest = [line.strip().removeprefix(enhanced.group()).strip() if enhanced else line.strip() for line in lines]
    said = " ".join([*([enhanced.group()] if enhanced else []), *rest])
    return clean(f"{step}: {code} {said}")
