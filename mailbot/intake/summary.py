"""What the organisers are told every morning, as values: filled by the register, rendered by letters.digest.

Plain facts only; no wording and no counting rules. Every datetime is aware. "New" is everything first seen in
[since, until); "open" is the state at `until`. Lists are complete and oldest first: shortening them for reading is the
digest's business.
"""

from dataclasses import dataclass
from datetime import datetime

from mailbot.call import Standing
from mailbot.message.model import Address
from mailbot.understanding.model import Speaker


@dataclass(frozen=True, slots=True)
class Count:
    """How many of one key: since the last digest, and in all."""

    key: str
    new: int
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Messages and submissions, counted. Keys that never occurred may be left out.

    messages: all messages seen (its key is not read). kinds, standings, languages and roles count submissions that are
    active: keys of the call's kinds, of Standing, of languages (ar, en, fr) and of the call's roles (one a speaker and
    role). others: messages that submit nothing, by Other. letters: letters that went out, by LetterKind.
    """

    messages: Count
    kinds: tuple[Count, ...] = ()
    standings: tuple[Count, ...] = ()
    languages: tuple[Count, ...] = ()
    others: tuple[Count, ...] = ()
    roles: tuple[Count, ...] = ()
    letters: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    """One new submission. speakers for kinds of persons; title, organisations and files for kinds of documents.

    complete: nothing of what the call asks for is missing. received: the server's time of arrival.
    """

    reference: str
    kind: str
    standing: Standing
    received: datetime
    sender: Address
    language: str
    status: str = "active"
    speakers: tuple[Speaker, ...] = ()
    title: str | None = None
    organisations: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class AttentionLine:
    """One thing a person should look at. message: its number in the register, None where only a submission is meant."""

    reason: str
    opened: datetime
    message: int | None = None
    sender: Address | None = None
    subject: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter that has not arrived. state: queued (overdue), held, failed or bounced; reason: server's or hold's."""

    key: str
    kind: str
    to: str
    subject: str
    state: str
    reason: str
    created: datetime
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message left without a letter on purpose (reason: reply_reason), or failed or quarantined (the error)."""

    message: int
    received: datetime
    sender: Address | None
    subject: str
    reason: str
    state: str = "filed"  # filed | failed | quarantined


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person put forward about whom something is open. target: S-0012.1. role and told: of a letter about it."""

    target: str
    kind: str
    speaker: Speaker
    role: str = ""
    told: datetime | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """An active submission: its kind, and when it arrived."""

    kind: str
    received: datetime


@dataclass(frozen=True, slots=True)
class FolderLine:
    """A folder of the mailbox as it was counted last. unknown: messages in it that the register does not know."""

    folder: str
    at: datetime
    holds: int
    unknown: int


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """Letters of one sort that the clock brings next. days: before the closing, 0 for the notice after it."""

    kind: str
    days: int
    at: datetime
    letters: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything a digest says.

    since: the last digest's instant, None before the first; until: the instant it is made for.
    unanswered: new messages that were left without a letter by a rule or by the letters' table, people's and machines'.
    broken: every message that is failed or quarantined now, old ones included; so with attention and undelivered.
    undecided: about whom nothing is decided; prepared: whose letter waits for `decide --send`; unconfirmed: who were
    told that they are to speak and have not said whether they come; each as it stands now.
    arrived: every active submission, by time. mailbox: every folder that is read; none before the first count.
    reminders: due within a day.
    """

    since: datetime | None
    until: datetime
    counts: Counts
    new: tuple[SubmissionLine, ...] = ()
    attention: tuple[AttentionLine, ...] = ()
    undelivered: tuple[LetterLine, ...] = ()
    unanswered: tuple[MessageLine, ...] = ()
    broken: tuple[MessageLine, ...] = ()
    undecided: tuple[PersonLine, ...] = ()
    prepared: tuple[PersonLine, ...] = ()
    unconfirmed: tuple[PersonLine, ...] = ()
    arrived: tuple[Arrived, ...] = ()
    mailbox: tuple[FolderLine, ...] = ()
    reminders: tuple[ReminderLine, ...] = ()
