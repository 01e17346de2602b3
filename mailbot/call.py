"""The call and the desk that answers for it: what people were invited to send, by when, in which roles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from mailbot.errors import UnknownKind

# What every letter of the desk carries, and by which screening knows the desk's own mail again.
LOOP_HEADER = "X-Mailbot-Loop"  # its value is the desk's address
MESSAGE_ID_MARK = "mailbot."  # how the local part of the desk's own Message-IDs begins


class Shape(StrEnum):
    """What a kind's submissions are made of; it decides how they are read, filed and told."""

    DOCUMENT = "document"  # with a title, organisations and files
    PERSONS = "persons"  # people with names, titles, affiliations and roles


class Standing(StrEnum):
    """Where a submission stands against its closing."""

    ON_TIME = "on_time"
    GRACE = "grace"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing the call asks for.

    closes: the first instant that is late (aware); a closing given as a date is the following midnight in the desk's
    zone: the generous reading of "before" and "until" in the call's annex. last_day: the day people are told.
    extended_from: the last day people were told before the closing was moved. roles: of persons, what they may be
    put forward as; None: the call's roles, () : none are asked for.
    """

    key: str
    prefix: str  # of references: R-0007
    closes: datetime
    last_day: date
    grace: timedelta = timedelta()
    exact: bool = False  # the closing was given as a date-time and is told with its time
    shape: Shape = Shape.PERSONS
    extended_from: date | None = None
    roles: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event of the call; ends is the last day (equal to starts for one day).

    begins, finishes: its hours (aware), None where only its days are known.
    """

    key: str
    starts: date
    ends: date
    begins: datetime | None = None
    finishes: datetime | None = None


@dataclass(frozen=True, slots=True)
class Instruction:
    """What accepted people are told about a role, or a kind.

    event: where the role is played, "" for none known. texts: further instructions, by language.
    """

    event: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Promise:
    """Something the call says will be done for a kind's submissions before a day; untrue to say from that day on.

    event: of which it is said, "" for a bare date. complete: said only of submissions that lack nothing.
    """

    key: str
    kind: str
    before: date
    event: str = ""
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """What people were invited to send. Names of kinds, roles and events for people stand in templates/words.

    instructions: for accepted people, by role, or by kind for every role that has none of its own. confirm_days: so
    many days before their event they are asked to have confirmed.
    """

    kinds: Mapping[str, Kind]
    roles: tuple[str, ...]
    events: Mapping[str, Event]
    links: Mapping[str, str]  # survey, registration, website: address, "" where unknown
    promises: tuple[Promise, ...] = ()
    instructions: Mapping[str, Instruction] = field(default_factory=dict)
    confirm_days: int = 3

    def kind(self, key: str) -> Kind:
        """The kind by its key. Raises UnknownKind for a kind the call does not ask for."""
        try:
            return self.kinds[key]
        except KeyError:
            raise UnknownKind(key, tuple(self.kinds)) from None

    def of(self, shape: Shape) -> tuple[str, ...]:
        """The kinds of a shape, in the call's order."""
        return tuple(key for key, kind in self.kinds.items() if kind.shape is shape)

    def roles_of(self, key: str) -> tuple[str, ...]:
        """What people may be put forward as under a kind; () for documents. Raises UnknownKind."""
        kind = self.kind(key)
        if kind.shape is not Shape.PERSONS:
            return ()
        return self.roles if kind.roles is None else kind.roles


@dataclass(frozen=True, slots=True)
class Desk:
    """Who answers: the address letters come from, and everything that is the desk's own.

    keep_days, keep_until: how long mail is kept, 0 and None for no end. data_protection: what letters say of it at
    their end, by language, where it is not what the words have. names: the desk's name in other languages.
    organisers_language: what organisers read; readers: by
    address in lower case, those who read another one.
    """

    name: str
    address: str
    aliases: tuple[str, ...]
    organisers: tuple[str, ...]
    timezone: ZoneInfo
    languages: tuple[str, ...]
    keep_days: int = 0
    keep_until: date | None = None
    data_protection: Mapping[str, str] = field(default_factory=dict)
    organisers_language: str = "en"
    readers: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def name_in(self, language: str) -> str:
        """The desk's name as letters in a language are signed with it."""
        return self.names.get(language, self.name)

    def language_of(self, organiser: str) -> str:
        """The language an organiser reads."""
        return self.readers.get(organiser.lower(), self.organisers_language)

    def owns(self, address: str) -> bool:
        """Whether an address is one of the desk's own (case does not matter)."""
        return address.lower() in {self.address.lower(), *(alias.lower() for alias in self.aliases)}


def standing(kind: str, received: datetime, call: Call) -> Standing:
    """On time, in grace or late.

    received: aware, the server's time of arrival (INTERNALDATE), not the sender's Date.
    Raises UnknownKind for a kind the call does not ask for.
    """
    asked = call.kind(kind)
    if received < asked.closes:
        return Standing.ON_TIME
    return Standing.GRACE if received < asked.closes + asked.grace else Standing.LATE
