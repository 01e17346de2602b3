"""Reads what a token end-point answers (RFC 6749 §5): a token, or why there is none. Pure."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote_plus

from mailbot.errors import OutOfReach
from mailbot.transport.causes import clean
from mailbot.transport.oauth2_causes import why_no_token
from mailbot.transport.token_request import Answer

MARGIN = timedelta(minutes=5)  # a token is renewed so long before it expires, or in the last fifth of a short life
UNSAID = timedelta(minutes=10)  # the life of a token whose answer does not tell it (expires_in is only RECOMMENDED)
LONGEST = timedelta(days=1)
MAX_TOKEN = 8192  # characters: in base64 it must fit into one line of SMTP (RFC 4954 §4: 12288 octets)


@dataclass(frozen=True, slots=True)
class Token:
    """An access token, from when on it is renewed, when it ends, and the refresh token that came with it or ""."""

    text: str = field(repr=False)
    renew_at: datetime
    expires_at: datetime
    refresh_token: str = field(default="", repr=False)


class NoToken(OutOfReach):
    """The end-point answered, and gave no token. code: the `error` of RFC 6749 §5.2, or ""."""

    def __init__(self, line: str, code: str = "") -> None:
        super().__init__(line)
        self.code = code


def read_answer(place: str, answer: Answer, now: datetime, secrets: tuple[str, ...], *, refreshes: bool) -> Token:
    """The token of an answer. Raises NoToken: one line with the place and the likely cause, never with a secret.

    secrets: what was sent and must not be repeated. refreshes: the flow is refresh_token.
    """
    told = _object(answer)
    text = told.get("access_token")
    if answer.status != 200 or text is None:
        raise _refusal(place, answer, told, secrets, refreshes)
    if not isinstance(text, str) or not 0 < len(text) <= MAX_TOKEN or not all("!" <= sign <= "~" for sign in text):
        raise NoToken(f"no OAuth2 token from {place}: what it gave cannot be an access token: check token_url")
    if str(told.get("token_type", "bearer")).lower() != "bearer":
        raise NoToken(f"no OAuth2 token from {place}: its token is no bearer token, which mail servers want")
    life = _life(told.get("expires_in"))
    rotated = told.get("refresh_token")
    return Token(
        text, now + life - min(MARGIN, life / 5), now + life, rotated.strip() if isinstance(rotated, str) else ""
    )


def _object(answer: Answer) -> dict[str, Any]:
    """The JSON object of an answer, empty where it is none (an HTML page of a proxy or a wrong address)."""
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _life(expires_in: object) -> timedelta:
    """How long a token lives; some end-points give the seconds as text. Strange values count as unsaid."""
    seconds = str(expires_in).strip()
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 12) or int(seconds) == 0:
        return UNSAID
    return min(timedelta(seconds=int(seconds)), LONGEST)


def _refusal(place: str, answer: Answer, told: dict[str, Any], secrets: tuple[str, ...], refreshes: bool) -> NoToken:
    code, description = _said(told)
    if code or description:
        hidden = [form for secret in secrets if secret for form in (secret, quote_plus(secret))]
        said = clean(f"{code}: {description}".strip(": "), hidden)
    else:  # nothing of an unknown page is passed on: it may repeat what was sent
        said = f"HTTP {answer.status} with {clean(answer.media_type)}"
    cause = why_no_token(answer.status, code, description, refreshes=refreshes)
    return NoToken(f"no OAuth2 token from {place} ({said}). {cause}", code)


def _said(told: dict[str, Any]) -> tuple[str, str]:
    """Error and description: as RFC 6749 §5.2 has them, or as Google's other interfaces do ({"error": {...}})."""
    error = told.get("error")
    if isinstance(error, dict):
        return str(error.get("status") or error.get("code") or ""), str(error.get("message") or "")
    return str(error or ""), str(told.get("error_description") or "")
