"""The values of this folder: what was read of one person, where, and how surely it puts that person forward."""

from dataclasses import dataclass
from enum import StrEnum

from mailbot.message.model import Zone
from mailbot.understanding.model import Evidence, Speaker


class Origin(StrEnum):
    """The shape in which a person stands in a message, surest first."""

    TABLE = "table"  # a row of a table with a header
    FORM = "form"  # label: value lines, or a two-column table
    LIST = "list"  # an item of a list
    PROSE = "prose"  # "je propose M. X, directeur de Y"
    SELF = "self"  # the writer, by signature and first person
    CARD = "card"  # a vCard
    CV = "cv"
    MENTION = "mention"  # named, but nothing says that the person is to speak


@dataclass(frozen=True, slots=True)
class Nominee:
    """A person who may be put forward.

    speaker: what is known of the person; roles as named for this person alone. strength: 0 to 1, how sure it is that
    the person is put forward. attachment: index in Message.attachments, within: index in Message.forwarded. shared:
    roles
    were taken from words about all nominees. borrowed: nothing names an affiliation beside the person; it is that of
    the house that writes.
    """

    speaker: Speaker
    origin: Origin
    zone: Zone
    strength: float
    attachment: int | None = None
    within: int | None = None
    row: int | None = None
    evidence: tuple[Evidence, ...] = ()
    shared: bool = False
    borrowed: bool = False

    @property
    def complete(self) -> bool:
        """Name, title and affiliation are all known, as the call's annex asks."""
        return bool(self.speaker.name and self.speaker.title and self.speaker.affiliation)


@dataclass(frozen=True, slots=True)
class Person:
    """What one reader found of a person. roles None: nothing was said about roles; () : said, and none is meant.

    full: the affiliation was given in a place of its own and needs no completion.
    """

    name: str
    title: str | None = None
    affiliation: str | None = None
    roles: tuple[str, ...] | None = None
    origin: Origin = Origin.PROSE
    strength: float = 0.5
    words: str = ""  # the words that show it
    house: bool = False  # "our director": belongs to the organisation that writes
    rule: str = ""
    row: int | None = None
    full: bool = True
    partial: bool = False  # only a part of the name ("our Dr. Sahra")
