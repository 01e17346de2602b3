"""What a received e-mail is once it has been read: values only, no behaviour that touches anything.

Text everywhere is str with "\\n" line ends; cells of a table row are separated by one tab, so that a table
from HTML, docx, xlsx or plain text reads the same to every rule.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Zone(StrEnum):
    """Where in a message some words stand; evidence counts by zone (docs/architecture.md)."""

    SUBJECT = "subject"
    BODY = "body"  # the sender's own new words
    SIGNATURE = "signature"
    QUOTED = "quoted"  # earlier mail below or between the new words
    FORWARDED = "forwarded"  # an inner message passed on, inline or attached
    FILE_NAME = "file_name"
    FILE_TEXT = "file_text"
    HEADER = "header"  # evidence of screening only


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox (RFC 5322 §3.4): the display name, decoded ("" where none), and the bare addr-spec."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """The part after the last @, lower case; "" where there is none."""
        return self.address.rpartition("@")[2].lower()

    @property
    def local(self) -> str:
        """The part before the last @, lower case."""
        return self.address.rpartition("@")[0].lower()


@dataclass(frozen=True, slots=True)
class Envelope:
    """The header of a message, decoded and capped, as screening and letters need it.

    headers: (name as sent, decoded value) in order, unfolded, control characters removed.
    return_path: None where the field is missing, "" for the null path (<>).
    sender: From (the first address), None where there is no usable one.
    message_id, in_reply_to, references: with their angle brackets; "" or () where missing.
    """

    headers: tuple[tuple[str, str], ...] = ()
    return_path: str | None = None
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    date: datetime | None = None  # aware, the sender's Date
    received: datetime | None = None  # aware, the topmost Received field's date

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a header field, by its name in any case."""
        wanted = name.lower()
        return tuple(value for key, value in self.headers if key.lower() == wanted)

    def first(self, name: str) -> str:
        """The first value of a header field; "" where it is missing."""
        return next(iter(self.all(name)), "")


@dataclass(frozen=True, slots=True)
class Zones:
    """The text of one message cut into what is new, who signs it, and what is only quoted."""

    body: str = ""
    signature: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """An inner message passed on: inline below a forward line, or attached as message/rfc822."""

    sender: Address | None
    subject: str
    zones: Zones
    attached: bool  # True: message/rfc822; False: inline in the body
    date: datetime | None = None


class TextState(StrEnum):
    """What became of a document's text (contract: attachments[].text)."""

    READ = "read"
    NONE = "none"  # nothing to read: a picture, an unknown format, an empty or image-only document
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    FAILED = "failed"
    INFECTED = "infected"  # the virus check found something: kept apart
    UNCHECKED = "unchecked"  # the virus check could not look into it: kept apart as well


# Of these nothing is read, exported or published.
APART = frozenset({TextState.INFECTED, TextState.UNCHECKED})


@dataclass(frozen=True, slots=True)
class Document:
    """The text of an attachment as its reader gave it."""

    state: TextState = TextState.NONE
    text: str = ""
    scan: bool = False  # pages are pictures: text may come from OCR later, or came from it
    error: str = ""  # for the log and the attention list; no content of the document


@dataclass(frozen=True, slots=True)
class Attachment:
    """A leaf part that is not the message's own text (inline pictures and parts of attached messages included).

    length: decoded size in bytes of a part of a large message, whose whole content lies in the file store only;
    `content` is then empty, or its beginning where that may say something (apart.py). None: `content` is all of it.
    """

    name: str  # decoded, not yet made safe; "" where none is given
    media_type: str  # found from the content, else as declared
    declared_type: str
    content: bytes = field(repr=False)
    sha256: str
    inline: bool = False  # referenced by cid: or Content-Disposition: inline with a picture
    within: int | None = None  # index in Message.attachments of the attached message it stands in
    document: Document = Document()
    length: int | None = None

    @property
    def size(self) -> int:
        """Decoded size in bytes."""
        return len(self.content) if self.length is None else self.length


@dataclass(frozen=True, slots=True)
class Message:
    """One received e-mail, read. Nothing in it is judged yet."""

    envelope: Envelope
    zones: Zones
    forwarded: tuple[Forwarded, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    links: tuple[str, ...] = ()  # http(s) addresses in the new text and in forwarded text, in order
    content_types: tuple[str, ...] = ()  # every MIME type met, lower case, outermost first, for screening
    report_type: str = ""  # of multipart/report (RFC 6522), lower case
    calendar_method: str = ""  # METHOD of a text/calendar part, upper case
    size: int = 0  # raw bytes
    defects: tuple[str, ...] = ()  # what was wrong with it, for people; never content

    @property
    def has_unread_scans(self) -> bool:
        """Whether a document's pages are pictures that were not read yet; pictures shown in the text do not count."""
        return any(
            attachment.document.scan and attachment.document.state is TextState.NONE and not attachment.inline
            for attachment in self.attachments
        )
