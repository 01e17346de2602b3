"""The role an attachment plays in a message, and the front page of a report."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an attachment is to the call."""

    REPORT = "report"
    REPORT_VERSION = "report_version"  # the same report in another language or format
    ANNEX = "annex"
    ERRATUM = "erratum"
    FORM = "form"  # filled with a nominee's data
    NOMINATION = "nomination"  # a letter that puts somebody forward
    NOMINATION_LIST = "nomination_list"
    REGISTRATION_LIST = "registration_list"
    SURVEY = "survey"
    CV = "cv"
    COVER_LETTER = "cover_letter"
    INVITATION = "invitation"  # the desk's own letter, concept note or agenda, come back
    BLANK = "blank"  # a form or a template that nobody has filled in
    LOGO = "logo"
    SIGNATURE = "signature"  # a digital one (S/MIME, PGP)
    CARD = "card"
    CALENDAR = "calendar"
    DISCLAIMER = "disclaimer"
    MESSAGE = "message"  # an attached e-mail; its parts have roles of their own
    PHOTO = "photo"
    UNREADABLE = "unreadable"  # and neither its name nor the message says what it is
    OTHER = "other"


REPORTS = frozenset({Role.REPORT, Role.REPORT_VERSION})
# Nobody reads these for what they say.
SILENT = frozenset({Role.LOGO, Role.SIGNATURE, Role.CALENDAR, Role.DISCLAIMER, Role.PHOTO, Role.MESSAGE})


@dataclass(frozen=True, slots=True)
class DocumentRole:
    """What one attachment is.

    attachment: its index in Message.attachments. strength: 0 to 1, how sure. also: further things it holds, such as a
    nominee's form on the last page of a report. readable: whether its own text was there to judge by.
    """

    attachment: int
    role: Role
    strength: float = 1.0
    also: frozenset[Role] = frozenset()
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing that speaks for a document's role. written: it stands in the document itself, not in its name."""

    rule: str
    role: Role
    weight: float
    written: bool = True


@dataclass(frozen=True, slots=True)
class Front:
    """What stands above the first section of a report, each value as written.

    title: joined over wrapped lines; None where there is none. named: organisations in the order of the page.
    submitted: those of them that the page itself calls its authors ("submitted by", "Rapport volontaire de").
    guessed: where none is named, a line that stands where names stand. joint: the page says that several write.
    """

    title: str | None = None
    named: tuple[str, ...] = ()
    submitted: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    joint: bool = False
