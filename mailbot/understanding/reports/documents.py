"""Says what each attachment of a message is: report, form, letter, CV, list, logo and so on, with the evidence."""

import re
from collections import defaultdict
from dataclasses import replace

from mailbot.message.model import Attachment, Message, TextState
from mailbot.understanding.fold import fold
from mailbot.understanding.reports.features import features, is_letter, is_sheet
from mailbot.understanding.reports.members import members
from mailbot.understanding.reports.model import REPORTS, Clue, DocumentRole, Role
from mailbot.understanding.reports.shape import LABEL, Shape
from mailbot.understanding.rules import RuleFile, Rules

# Types that say by themselves what a part is (media_type without parameters).
BY_TYPE = {
    "application/pkcs7-signature": Role.SIGNATURE,
    "application/x-pkcs7-signature": Role.SIGNATURE,
    "application/pkcs7-mime": Role.SIGNATURE,
    "application/x-pkcs7-mime": Role.SIGNATURE,
    "application/pgp-signature": Role.SIGNATURE,
    "application/pgp-keys": Role.SIGNATURE,
    "text/vcard": Role.CARD,
    "text/x-vcard": Role.CARD,
    "text/directory": Role.CARD,
    "text/calendar": Role.CALENDAR,
    "application/ics": Role.CALENDAR,
    "message/rfc822": Role.MESSAGE,
    "application/vnd.ms-outlook": Role.MESSAGE,
    "message/delivery-status": Role.OTHER,
    "text/rfc822-headers": Role.OTHER,
}
ARCHIVES = ("application/zip", "application/x-zip-compressed", "application/vnd.rar", "application/x-7z-compressed")
SMALL_PICTURE = 40_000  # bytes; a larger picture that is not inline was sent to be looked at
PAPERS = (
    "pdf",
    "word",
    "opendocument.text",
    "rtf",
    "zip",
    "presentation",
    "powerpoint",
    "text/plain",
    "text/html",
    "rar",
)
WORD_BREAK = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=[0-9])|(?<=[0-9])(?=[^\W\d_])|[_\-–.+()\[\],]+")
# A document whose shape is a letter carries what the letter says; these are what it may say.
LETTERS = (Role.NOMINATION, Role.COVER_LETTER)


def roles(message: Message, rules: Rules) -> tuple[DocumentRole, ...]:
    """One role per attachment, in their order. Never raises; linear in the documents' text."""
    if not message.attachments:
        return ()
    words = rules.file("documents")
    said = _said(message, words)
    found = [_role(index, part, words, said) for index, part in enumerate(message.attachments)]
    return _versions(_unread(message, found, said))


def spoken(name: str) -> str:
    """A file name as words for matching: folded, without extension, cut at marks, digits and inner capitals."""
    stem = name.rpartition(".")[0] if 1 <= len(name) - name.rfind(".") - 1 <= 5 and "." in name else name
    return " ".join(fold(WORD_BREAK.sub(" ", stem[:200])).split())


def _said(message: Message, words: RuleFile) -> frozenset[Role]:
    """What the message itself says that it brings."""
    texts = (message.envelope.subject, message.zones.body, *(inner.zones.body for inner in message.forwarded))
    return frozenset(clue.role for text in texts for clue in _clues(words, "said", fold(text[:6000])))


def _clues(words: RuleFile, group: str, folded: str) -> list[Clue]:
    return [
        Clue(hit.rule.name, Role(hit.rule.means), hit.rule.weight, group != "name")
        for hit in words.group(group).hits(folded)
    ]


def _role(index: int, part: Attachment, words: RuleFile, said: frozenset[Role]) -> DocumentRole:
    """The role of one attachment by its type, else by its words."""
    kind = part.media_type.partition(";")[0].strip().lower()
    if role := BY_TYPE.get(kind):
        return DocumentRole(index, role)
    if kind.startswith("image/"):
        return _picture(index, part, words, said)
    if not part.document.text.strip():
        return _by_name(index, part, words)
    if kind in ARCHIVES:
        return _archive(index, part, words)
    return _by_text(index, part, kind, words)


def _archive(index: int, part: Attachment, words: RuleFile) -> DocumentRole:
    """An archive is what its weightiest member is, a report before all else; the others are what it holds as well."""
    inner = [
        _by_text(index, replace(part, name=name or part.name, document=replace(part.document, text=text)), "", words)
        for name, text in members(part.document.text)[:40]
        if text.strip()
    ]
    if not inner:
        return _by_name(index, part, words)
    main = max(inner, key=lambda role: (role.role in REPORTS, role.role is not Role.OTHER, role.strength))
    others = {role.role for role in inner if role.role not in (main.role, Role.OTHER)}
    return replace(main, also=main.also | others)


def report_text(part: Attachment, rules: Rules) -> str:
    """The text of a report file; of an archive that of the member that is the report."""
    kind = part.media_type.partition(";")[0].strip().lower()
    if kind not in ARCHIVES:
        return part.document.text
    words = rules.file("documents")
    for name, text in members(part.document.text)[:40]:
        single = replace(part, name=name or part.name, document=replace(part.document, text=text))
        if text.strip() and _by_text(0, single, "", words).role in REPORTS:
            return text
    return part.document.text


def _picture(index: int, part: Attachment, words: RuleFile, said: frozenset[Role]) -> DocumentRole:
    """A logo, a photo, or a photographed page."""
    name = spoken(part.name)
    named = {clue.role for clue in _clues(words, "name", name)}
    if part.document.text.strip() and Shape(part.document.text).words >= 40:
        return _by_text(index, part, "image", words)
    if part.inline or Role.LOGO in named or (part.size < SMALL_PICTURE and not named):
        role = Role.PHOTO if not part.inline and Role.LOGO not in named and Role.PHOTO in said else Role.LOGO
        return DocumentRole(index, role, readable=False)
    page = next((role for role in (Role.REPORT, Role.FORM, Role.NOMINATION, Role.CV) if role in named), None)
    if page and Role.PHOTO not in said:
        return DocumentRole(index, page, 0.6, readable=False)
    return DocumentRole(index, Role.PHOTO, readable=False)


def _by_name(index: int, part: Attachment, words: RuleFile) -> DocumentRole:
    """A document that cannot be read: by its name alone, for the time being."""
    role, _ = _best(_clues(words, "name", spoken(part.name)), words)
    if role is None:
        return DocumentRole(index, Role.UNREADABLE, 0.0, readable=False)
    return DocumentRole(index, role, 0.5, readable=False)


def _by_text(index: int, part: Attachment, kind: str, words: RuleFile) -> DocumentRole:
    """A document that was read: by its opening, its text, its shape, then its name."""
    shape = Shape(part.document.text)
    if shape.blank:
        return DocumentRole(index, Role.BLANK)
    clues = _clues(words, "name", spoken(part.name))
    clues += _clues(words, "opening", shape.opening)
    clues += _clues(words, "text", shape.whole)
    clues += features(shape, kind, words)
    # A letter speaks of the report it brings; running text that names somebody is no letter.
    strange = {Role.REPORT} if is_letter(shape) else set(LETTERS)
    clues = [clue for clue in clues if clue.role not in strange or clue.rule.startswith("document.name")]
    role, total = _best(clues, words)
    if role is None:
        return DocumentRole(index, Role.OTHER, 0.3)
    if role is Role.NOMINATION and not is_letter(shape) and (shape.is_table or is_sheet(kind)):
        role = Role.NOMINATION_LIST
    scores = _totals(clues)
    rest = max((score for other, score in scores.items() if other is not role), default=0.0)
    also = frozenset(_holds(role, shape))
    return DocumentRole(index, role, _strength(total, rest), also)


def _totals(clues: list[Clue]) -> dict[Role, float]:
    totals: dict[Role, float] = defaultdict(float)
    for clue in clues:
        totals[clue.role] += clue.weight
    return dict(totals)


def _best(clues: list[Clue], words: RuleFile) -> tuple[Role | None, float]:
    """The role with the highest sum (the first met among equals), and its sum; None below the least."""
    totals = _totals(clues)
    if not totals:
        return None, 0.0
    role = max(totals, key=lambda candidate: totals[candidate])
    least = words.weight("least", 2.0) if any(clue.written for clue in clues) else 1.0
    return (role, totals[role]) if totals[role] >= least else (None, 0.0)


def _strength(total: float, rest: float) -> float:
    """0 to 1 by the lead over the next role."""
    return round(min(1.0, 0.35 + 0.12 * total, 0.5 + 0.25 * max(0.0, total - rest)), 2)


def _holds(role: Role, shape: Shape) -> list[Role]:
    """What else stands in a document: the speaker's form on a report's last page."""
    if role not in REPORTS:
        return []
    tail = Shape("\n".join(shape.lines[-14:]))
    return [Role.FORM] if tail.count(LABEL) >= 2 else []


def _unread(message: Message, found: list[DocumentRole], said: frozenset[Role]) -> list[DocumentRole]:
    """Gives papers nobody could read, or whose text says little, the role that the message announces and none has."""
    taken = [entry.role for entry in found if entry.readable or entry.strength >= 0.5]
    free = [role for role in (Role.REPORT, Role.FORM, Role.NOMINATION, Role.CV, Role.COVER_LETTER) if role in said]
    free = [role for role in free if role not in taken]
    out = []
    for entry in found:
        part = message.attachments[entry.attachment]
        paper = any(mark in part.media_type for mark in PAPERS) or part.document.state is not TextState.NONE
        if entry.role is Role.UNREADABLE and free and paper:
            role = free.pop(0)
            out.append(replace(entry, role=role, strength=0.4))
        elif entry.role is Role.OTHER and entry.readable and paper and free[:1] == [Role.REPORT]:
            free.pop(0)
            out.append(replace(entry, role=Role.REPORT, strength=0.4))
        else:
            out.append(entry)
    return out


def _versions(found: list[DocumentRole]) -> tuple[DocumentRole, ...]:
    """Of several reports the strongest stays the report, the others are its versions."""
    reports = [role for role in found if role.role is Role.REPORT]
    if len(reports) < 2:
        return tuple(found)
    first = min(reports, key=lambda role: (-role.readable, role.attachment))
    return tuple(
        replace(role, role=Role.REPORT_VERSION) if role.role is Role.REPORT and role is not first else role
        for role in found
    )
