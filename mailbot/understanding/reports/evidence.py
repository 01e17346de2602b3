"""What files, links and the shape of a text say for or against a report being submitted; kinds.toml weighs it."""

from mailbot.message.model import Message, Zone
from mailbot.understanding.fold import fold
from mailbot.understanding.model import Evidence
from mailbot.understanding.organisations.lexicon import Lexicon
from mailbot.understanding.reports.links import file_links
from mailbot.understanding.reports.model import REPORTS, DocumentRole, Role
from mailbot.understanding.reports.typed import typed_report
from mailbot.understanding.rules import Rules

# Papers that speak of a report without being one: what was announced as attached is these.
INSTEAD = frozenset({Role.ERRATUM, Role.ANNEX, Role.SURVEY, Role.COVER_LETTER})


def report_evidence(message: Message, roles: tuple[DocumentRole, ...], rules: Rules) -> tuple[Evidence, ...]:
    """Facts about the message as a whole; each weight is a share (0 to 1) of what kinds.toml gives a sign of that name.

    in_body: a report was typed into the message. link: an address under which files are kept, where a report is spoken
    of and none is attached. missing: a report said to be attached is not. returned: the desk's own papers came back.
    """
    lexicon = Lexicon.of(rules)
    found: list[Evidence] = []
    attached = any(role.role in REPORTS for role in roles)
    if not attached:
        found.extend(_without_file(message, roles, lexicon))
    for role in roles:
        if role.role is Role.INVITATION:
            name = message.attachments[role.attachment].name
            found.append(Evidence("returned", Zone.FILE_NAME, name[:120], role.strength))
    return tuple(found)


def _without_file(message: Message, roles: tuple[DocumentRole, ...], lexicon: Lexicon) -> list[Evidence]:
    """A report that is no attachment: typed, linked to, or forgotten."""
    if typed := typed_report(message, lexicon):
        return [Evidence("in_body", Zone.BODY, typed.split("\n", 1)[0][:120], 1.0)]
    said = _spoken_in(message, lexicon)
    if said is None:
        return []
    links = file_links(message.links, lexicon)
    if links:
        return [Evidence("link", Zone.BODY, links[0][:120], 1.0)]
    if any(role.role in INSTEAD for role in roles):
        return []
    announced = lexicon.words.group("announced").hits(said)
    if announced:
        words = " ".join(said[announced[0].start : announced[0].end].split())
        return [Evidence("missing", Zone.BODY, words[:120], 1.0)]
    return []


def _spoken_in(message: Message, lexicon: Lexicon) -> str | None:
    """The folded new and forwarded words where they speak of a report; None where they do not."""
    texts = [message.envelope.subject, message.zones.body, *(inner.zones.body for inner in message.forwarded)]
    said = fold("\n".join(text[:8000] for text in texts))
    return said if lexicon.words.group("spoken").hits(said) else None
