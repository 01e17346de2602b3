"""Checks of single values: each returns the value or raises ValueError with what is expected instead."""

import ipaddress
import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

ADDRESS = re.compile(r"[^\s@\"<>(),:;\\\[\]]+@[^\s@\"<>(),:;\\\[\]]+")
YEARS = range(1971, 3000)
Moment = TypeVar("Moment", bound=date)
SCHEMES = ("sqlite", "postgresql")


def address(value: str) -> str:
    """A bare e-mail address. The call's letter prints its own with a space inside: that is said as such."""
    if any(character.isspace() for character in value):
        raise ValueError("an address without spaces, such as review@example.org")
    if not ADDRESS.fullmatch(value) or ".." in value:
        raise ValueError("an e-mail address such as review@example.org")
    return value


def one_line(value: str) -> str:
    """Text that can stand in a header or a command: no line breaks, no control characters."""
    if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in value):
        raise ValueError("text on one line, without control characters")
    return value


def host_name(value: str) -> str:
    """The name or address of a server, without a port."""
    if not value or any(character.isspace() or character in "/@" for character in value):
        raise ValueError("the name of a server such as imap.example.org")
    if value.count(":") == 1:
        raise ValueError("a name without a port (the port has a key of its own)")
    return value


def name_of_zone(value: str) -> str:
    """A zone of the IANA time zone database."""
    if value not in available_timezones():
        raise ValueError("a time zone such as Asia/Beirut")
    ZoneInfo(value)
    return value


def language_code(value: str) -> str:
    """The code of a language (ISO 639); whether it has letters is seen once their folder is known."""
    if not re.fullmatch(r"[a-z]{2,3}", value):
        raise ValueError("the code of a language such as en")
    return value


def name_of_kind(value: str) -> str:
    """The key of a kind, an event, a role: it stands in references, rules and words."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,29}", value):
        raise ValueError("a name of small letters, digits and _ such as side_event")
    return value


def clock_time(value: str) -> str:
    """A time of day as HH:MM."""
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise ValueError("a time of day such as 07:00")
    return value


def url(value: str) -> str:
    """An http or https address."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("an address such as https://example.org/survey")
    return value


def token_url(value: str) -> str:
    """An https address; http is for this machine only, since secrets go there."""
    try:
        parts = urlsplit(value)
        reachable = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        reachable = False
    if not reachable or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))):
        raise ValueError("an https address such as https://oauth2.googleapis.com/token")
    if any(character.isspace() or not character.isprintable() for character in value):
        raise ValueError("an address without spaces")
    return value


def socket_address(value: str) -> str:
    """Where a local service listens: unix:/path or tcp:host:port; empty for nowhere."""
    kind, _, place = value.partition(":")
    if value and not (kind == "unix" and place.startswith("/")) and not (kind == "tcp" and host_and_port(place)):
        raise ValueError("a socket such as unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310")
    return value


def listening_address(value: str) -> str:
    """host:port to listen at; empty for nowhere."""
    if value and host_and_port(value) is None:
        raise ValueError("an address with a port such as 127.0.0.1:9108")
    return value


def host_and_port(value: str) -> tuple[str, int] | None:
    """127.0.0.1:9108 or [::1]:9108 taken apart; None for anything else."""
    found = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^\s:/@\[\]]+):(\d{1,5})", value)
    if found is None or not 0 < int(found[2]) < 65536:
        return None
    return found[1].strip("[]"), int(found[2])


def database_url(value: str) -> str:
    """A SQLAlchemy URL of a database mailbot is tested with."""
    if re.fullmatch(r"sqlite:///[^?#:]+", value):
        return value  # what nearly everybody has; SQLAlchemy takes longer to import than all the rest of the settings
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        backend = make_url(value).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend not in SCHEMES:
        raise ValueError("a database URL such as sqlite:///mailbot.db or postgresql+psycopg://user@host/name")
    return value


def reference_prefix(value: str) -> str:
    """One to three capital letters; empty for the kind's own initial."""
    if value and not re.fullmatch(r"[A-Z]{1,3}", value):
        raise ValueError("one to three capital letters such as R")
    return value


def closing(value: Any) -> date | datetime:
    """A date, or a date-time (with an offset, or in the desk's zone); text is taken from the environment only."""
    if isinstance(value, (date, datetime)):
        return _within_reach(value)
    for read in (date.fromisoformat, datetime.fromisoformat):
        with suppress(TypeError, ValueError):
            found = read(value)
            break
    else:
        raise ValueError("a date such as 2021-02-16, or a date-time such as 2021-02-16T18:00:00+02:00")
    return _within_reach(found)


def day(value: Any) -> date:
    """A date without a time."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return _within_reach(value)
    try:
        found = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("a date such as 2021-02-23") from None
    return _within_reach(found)


def _within_reach(value: Moment) -> Moment:
    """A day from which days can be counted to and fro: that ends where datetime does."""
    if value.year not in YEARS:
        raise ValueError(f"a date of the years {YEARS[0]} to {YEARS[-1]}")
    return value


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    if host.lower() in ("localhost", "localhost.localdomain", "ip6-localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
