"""What understanding gives back: values with the evidence that led to them."""

from dataclasses import dataclass
from enum import StrEnum

from mailbot.message.model import Address, Zone


class Other(StrEnum):
    """What a message is that submits nothing (contract: `other`)."""

    QUESTION = "question"
    SURVEY = "survey"
    REGISTRATION = "registration"
    FOLLOWUP = "followup"
    THANKS = "thanks"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    NEWSLETTER = "newsletter"
    SPAM = "spam"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One hit: which rule, in which zone, on which words, and how much it weighs (negative: against)."""

    rule: str
    zone: Zone
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Screening:
    """May this message be answered automatically, by which rule, and what that rule saw.

    reason: the rule's name; begins with "hold: " where a person must decide (answer is then False).
    machine: True where a machine sign proves an automatic sender, a list or a bounce.
    suggests: AUTOMATIC, BOUNCE, NEWSLETTER or SPAM where the rule says so; classification weighs it.
    """

    answer: bool
    reason: str
    proof: str = ""
    machine: bool = False
    suggests: Other | None = None

    @property
    def held(self) -> bool:
        """A person must decide whether to answer."""
        return self.reason.startswith("hold: ")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person put forward. name without honorifics; None where the message and its files give no value."""

    name: str | None
    title: str | None = None
    affiliation: str | None = None
    roles: tuple[str, ...] = ()  # keys of the call's roles, in the call's order


@dataclass(frozen=True, slots=True)
class Report:
    """A report submitted now.

    files: indexes into Message.attachments (names alone may repeat). links: where it can be fetched instead.
    in_body: the report itself is typed in the message.
    """

    title: str | None = None
    organisations: tuple[str, ...] = ()
    collective: bool = False
    files: tuple[int, ...] = ()
    links: tuple[str, ...] = ()
    in_body: bool = False


class Change(StrEnum):
    """What a message does to an earlier submission."""

    WITHDRAWAL = "withdrawal"
    CORRECTION = "correction"
    REPLACEMENT = "replacement"  # a new person for an earlier one
    VERSION = "version"  # a newer file of an earlier report
    ADDITION = "addition"  # an annex, a missing value, a forgotten file


class Publication(StrEnum):
    """What is to become of a document: published, published without who submitted it, or not published."""

    YES = "yes"
    UNNAMED = "unnamed"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a message asks for about the publication of a document, and the words that do."""

    publication: Publication
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Held:
    """What a message holds of one kind, where it holds several kinds of that shape."""

    speakers: tuple[Speaker, ...] = ()
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person says a message is; what it holds is then looked for under these kinds."""

    kinds: tuple[str, ...] = ()
    other: Other | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that makes it doubtful whether all of a message was read right. weight: what its amount counts for."""

    name: str
    amount: float
    weight: float


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a message that takes somebody back.

    goes: whether those whom it names go (True) or stay (False), None where it says neither; unclear: others of its
    sentence say the one and the other. plain: it says plainly that they go; doubtful: its sentence speaks of something
    else besides, turns it round, or leaves a way to take part. whole: it speaks of the whole submission, or of
    everybody. called: those of its words that may be a part of a name.
    """

    text: str
    goes: bool | None
    unclear: bool = False
    plain: bool = False
    doubtful: bool = False
    whole: bool = False
    called: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a message is and holds. `kinds` empty: `other` says what it is instead.

    confidence: 0 to 1, calibrated on labelled mail; needs_review: a person should look first, for `review`'s reasons.
    language: the language to answer in; language_certain False: the letter comes in all of the desk's languages.
    amends: values a follow-up gives for speakers put forward earlier (name None where it names nobody).
    submitter: who submits (the inner sender of a forwarded message); the letter still goes to the outer sender.
    speakers, report: all that the message holds; shares: how they are shared out where several kinds of one shape are
    in it. speakers_of and report_of give a kind's own.
    wish: what it asks for about the publication of a document; None where it says nothing of it.
    adds: the roles it gives stand beside those that were given before. clauses: of a withdrawal, who goes, who stays.
    besides: it says that what it submits stands beside something earlier, and takes nothing's place.
    sums: how much spoke for each kind that was weighed; runner_up: what the message would have been next ("" if known).
    doubts: what makes it doubtful whether all of it was read right, the heaviest first; wrong: how likely (0 to 1) it
    is that something was read wrong (rules/doubts.toml).
    coming: kinds that the sender says will be submitted later; declined: kinds that he says will not be.
    """

    kinds: tuple[str, ...]
    other: Other | None
    language: str
    screening: Screening
    confidence: float = 1.0
    needs_review: bool = False
    review: tuple[str, ...] = ()
    language_certain: bool = True
    speakers: tuple[Speaker, ...] = ()
    report: Report | None = None
    change: Change | None = None
    amends: tuple[Speaker, ...] = ()
    submitter: Address | None = None
    why: tuple[Evidence, ...] = ()
    sums: tuple[tuple[str, float], ...] = ()
    runner_up: str = ""
    doubts: tuple[Doubt, ...] = ()
    wrong: float = 0.0
    shares: tuple[tuple[str, Held], ...] = ()
    coming: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    wish: Wish | None = None
    besides: bool = False
    adds: bool = False
    clauses: tuple[Clause, ...] = ()

    def speakers_of(self, kind: str) -> tuple[Speaker, ...]:
        """The people put forward for a kind of persons."""
        return next((held.speakers for shared, held in self.shares if shared == kind), self.speakers)

    def report_of(self, kind: str) -> Report | None:
        """The document submitted for a kind of documents."""
        return next((held.report for shared, held in self.shares if shared == kind), self.report)
