"""The plan of a message: all that follows from it, as a value. Made by intake.decide, carried out by the register."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mailbot.call import Standing
from mailbot.intake.correction import Changed, Correction
from mailbot.intake.notice import Notice
from mailbot.intake.told import Acceptance, Heard, Told
from mailbot.message.model import Address, TextState
from mailbot.understanding.model import Change, Other, Publication, Speaker


class Action(StrEnum):
    """What a message does to one submission."""

    NEW = "new"
    DUPLICATE = "duplicate"  # the same again: only the message is added
    ADDITION = "addition"  # missing values or files filled in
    CORRECTION = "correction"
    VERSION = "version"  # a newer file of a report
    REPLACEMENT = "replacement"
    WITHDRAWAL = "withdrawal"


# What brings something new to an earlier submission; another spelling or title of what is there does not.
BRINGING = frozenset({Action.ADDITION, Action.VERSION, Action.REPLACEMENT})


class Missing(StrEnum):
    """What a submission still lacks of what the call asks for (annex of the call)."""

    NAME = "name"
    TITLE = "title"
    AFFILIATION = "affiliation"
    ROLE = "role"
    FILE = "file"  # nothing attached and no link
    READABLE_FILE = "readable_file"  # encrypted, damaged or too large


class LetterKind(StrEnum):
    """Kinds of letters (contract: export letters, `kind`)."""

    ACKNOWLEDGEMENT = "acknowledgement"
    RECEIPT = "receipt"
    ANSWER = "answer"
    FOLLOWUP = "followup"
    REMINDER = "reminder"
    EXTENSION = "extension"
    DECISION = "decision"
    CORRECTION = "correction"
    TOO_LARGE = "too_large"
    DIGEST = "digest"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file of a report as it is told to people and kept. name: as sent, not made safe."""

    name: str
    media_type: str
    size: int
    sha256: str
    state: TextState


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A report as filed. links: addresses given instead of (or besides) files.

    publication: what is to become of it; publication_said: the sender's words that ask for it, "" for none.
    """

    title: str | None
    organisations: tuple[str, ...]
    collective: bool
    files: tuple[ReportFile, ...] = ()
    links: tuple[str, ...] = ()
    publication: Publication = Publication.YES
    publication_said: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission's whole state, as it stands in the register or is to stand there.

    reference: None until the register has given one. speakers: for kinds of persons; report: for kinds of documents.
    """

    kind: str
    standing: Standing
    submitter: Address
    language: str
    received: datetime
    reference: str | None = None
    status: str = "active"  # active | withdrawn | superseded | merged
    speakers: tuple[Speaker, ...] = ()
    report: FiledReport | None = None


@dataclass(frozen=True, slots=True)
class Filing:
    """One change to the register: a new submission, or the resulting whole state of an existing one."""

    action: Action
    submission: Submission
    reason: str  # for the event log: how the message was tied to it
    by_hand: bool = False  # nothing was changed: a person must carry out what the message asks


@dataclass(frozen=True, slots=True)
class Item:
    """One submission as a letter tells it. missing_of: per speaker, in the submission's order.

    files_received: the report files that came with this very message. closes/last_day/exact as in call.Kind.
    changed: what the message changed of it, before and after. came: where what the message brings to an earlier
    submission stands itself; None where it brings nothing to one. decided: everybody in it was told a decision.
    """

    action: Action
    submission: Submission
    missing: tuple[Missing, ...]  # of a report
    missing_of: tuple[tuple[Missing, ...], ...]  # of each speaker
    files_received: tuple[ReportFile, ...]
    closes: datetime
    last_day: date
    exact: bool
    changed: tuple[Changed, ...] = ()
    came: Standing | None = None
    decided: bool = False


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """A letter to be written: who gets which letter about what. Compose turns it into an e-mail.

    key: unique for what the letter is about ("message:17:answer"); the Message-ID is derived from it.
    template: folder in templates/. languages: one, or several with the likeliest first where it is not certain.
    hold: "" to send, else the reason why a person must release it.
    scan_pending: a scan is still being read; another letter may follow if something is missing then.
    topic: for answers to messages that submit nothing. received: when the message arrived (aware).
    asks: it is not sure what the message is, and the letter asks. decision: for letters that tell one.
    heard: what the message answered settles about accepted people.
    correction: what an organiser changed by hand. notice: what the clock of the call brings up.
    """

    key: str
    kind: LetterKind
    template: str
    languages: tuple[str, ...]
    recipient: Address
    subject: str = ""  # of the message answered, decoded
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    topic: Other | None = None
    change: Change | None = None
    received: datetime | None = None
    hold: str = ""
    scan_pending: bool = False
    asks: bool = False
    decision: Told | None = None
    heard: tuple[Heard, ...] = ()
    correction: Correction | None = None
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that follows from one message. attention: reasons why a person should look, plain words.

    heard: what it settles about people who were accepted.
    """

    filings: tuple[Filing, ...]
    letter: LetterOrder | None
    reply: bool
    reply_reason: str
    attention: tuple[str, ...] = ()
    heard: tuple[Heard, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """How a message is tied to an earlier submission.

    how: file (the same report file, by hash), thread (answers our letter or an earlier mail of the submission),
    subject (names the reference), same (the same nominee or report title), sender (the same sender or submitter).
    """

    how: str
    submission: Submission


@dataclass(frozen=True, slots=True)
class History:
    """What the register knows that matters for one message.

    ties: earlier submissions it may belong to, surest first. letters_to_sender: in the 24 hours before.
    answered: a letter of the desk (or a person: \\Answered) already answers this conversation later than the message.
    known_files: sha256 of report files already filed -> reference.
    restored: what arrived until then may have been answered by a register that was lost; None where none was.
    accepted: people of these submissions who were told that they are to speak.
    began_as: the subject of the conversation's first mail, where the message answers a letter of the clock under that
    letter's own subject; "" elsewhere.
    """

    ties: tuple[Tie, ...] = ()
    letters_to_sender: int = 0
    letters_in_conversation: int = 0
    answered: bool = False
    known_files: tuple[tuple[str, str], ...] = ()
    restored: datetime | None = None
    accepted: tuple[Acceptance, ...] = ()
    began_as: str = ""
