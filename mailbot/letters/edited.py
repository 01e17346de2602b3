"""A letter in a person's own words: text and HTML made anew, without the marks of automatic mail. Pure."""

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from mailbot.call import MESSAGE_ID_MARK, Desk
from mailbot.letters.compose import WIDTH, tidied
from mailbot.letters.header import encoded
from mailbot.letters.mime import Enclosure, Fields, build, date_field
from mailbot.letters.templates import Templates
from mailbot.letters.view import frame

# A person's letter is no automatic one (RFC 3834 §2), and may be answered as such. The desk's loop header stays.
AUTOMATIC = frozenset({"auto-submitted", "x-auto-response-suppress", "mime-version", "content-type"})
PARAGRAPHS = re.compile(r"\n[ \t]*\n+")
STYLE = "margin:0 0 16px 0"


@dataclass(frozen=True, slots=True)
class LetterText:
    """What a mail program shows of a letter. header: the fields people look at; enclosures: names of files."""

    subject: str
    text: str
    html: str
    header: tuple[tuple[str, str], ...]
    enclosures: tuple[str, ...]


def shown(raw: bytes) -> LetterText:
    """A finished letter as its recipient reads it."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    return LetterText(
        subject=str(message["Subject"] or ""),
        text=plain.get_content().replace("\r\n", "\n") if plain is not None else "",
        html=page.get_content() if page is not None else "",
        header=tuple((name, str(value)) for name, value in message.items()),
        enclosures=tuple(part.get_filename("") for part in message.iter_attachments()),
    )


def edited(raw: bytes, subject: str, text: str, desk: Desk, templates: Templates, at: datetime) -> bytes:
    """The letter with another subject and text. Message-ID, addressee, thread and enclosures stay.

    text: paragraphs divided by empty lines; the HTML is made from it. at: aware, becomes Date.
    """
    message = email.message_from_bytes(raw, policy=email.policy.default)
    fields: list[tuple[str, str]] = []
    for name, value in _fields(raw):
        if name.lower() not in AUTOMATIC:
            fields.append((name, value))
    renewed: Fields = tuple(
        (name, {"subject": encoded(subject), "date": date_field(at.astimezone(desk.timezone))}.get(name.lower(), value))
        for name, value in fields
    )
    language = str(message["Content-Language"] or "").partition(",")[0].strip()
    language = language if language in templates.words else templates.languages[0]
    plain = tidied(text)
    section = {**frame(language, desk, templates.words[language]), "name": "", "body": _paragraphs(plain)}
    page = templates.page("html", {"sections": [section], "title": subject, "width": WIDTH})
    token = str(message["Message-ID"]).strip("<>").partition("@")[0].removeprefix(MESSAGE_ID_MARK)
    enclosures = tuple(
        Enclosure(part.get_filename("file"), _type(part), bytes(part.get_payload(decode=True) or b""))
        for part in message.iter_attachments()
    )
    return build(renewed, plain, page, token, enclosures)


def _paragraphs(text: str) -> Markup:
    """Paragraphs as HTML; each takes its direction from its own words."""
    return Markup("\n").join(
        Markup('<p dir="auto" style="{}">{}</p>').format(
            STYLE, Markup("<br>").join(escape(line) for line in paragraph.split("\n"))
        )
        for paragraph in PARAGRAPHS.split(text.strip("\n"))
    )


def _fields(raw: bytes) -> list[tuple[str, str]]:
    """The header as names and finished values: unfolded, still encoded."""
    head = raw.partition(b"\r\n\r\n")[0].decode("utf-8").replace("\r\n ", " ")
    pairs = (line.partition(":") for line in head.split("\r\n"))
    return [(name, value.strip()) for name, _, value in pairs]


def _type(part: email.message.Message) -> str:
    """A part's type with its parameters, such as text/calendar; method=PUBLISH; its name stands elsewhere."""
    kind, _, rest = str(part["Content-Type"] or "application/octet-stream").partition(";")
    kept = [each.strip() for each in rest.split(";") if each.strip() and not each.strip().lower().startswith("name=")]
    return "; ".join([kind.strip(), *kept])
