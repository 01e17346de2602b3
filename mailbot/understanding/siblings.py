"""Several kinds of one shape in one call: which of them a message, a person or a file is about, told by the words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from mailbot.call import Call, Shape
from mailbot.message.model import Message, Zone
from mailbot.understanding.fold import fold, fold_word
from mailbot.understanding.intents import Intent
from mailbot.understanding.model import Report, Speaker
from mailbot.understanding.reports.documents import spoken
from mailbot.understanding.reports.model import SILENT, DocumentRole
from mailbot.understanding.rules import Rules
from mailbot.understanding.signs import Sign
from mailbot.understanding.terms import Terms

HEAD = 400  # characters of a document in which it says what it is
FILE = "file"  # signs "file.KIND": a file's name or first words speak of this kind


def named(text: str, rules: Rules, kinds: Iterable[str]) -> frozenset[str]:
    """The kinds that a folded text speaks of, by the topics of intents.toml."""
    hits = rules.file("intents").whole.hits(text)
    return frozenset(kinds) & {hit.rule.means for hit in hits if hit.rule.group == "topic"}


def file_kinds(message: Message, index: int, rules: Rules, kinds: Iterable[str]) -> frozenset[str]:
    """The kinds that a file's name speaks of; where it says nothing, its first words."""
    file = message.attachments[index]
    return named(spoken(file.name), rules, kinds) or named(fold(file.document.text[:HEAD]), rules, kinds)


def of_files(message: Message, roles: Sequence[DocumentRole], rules: Rules, terms: Terms) -> Iterator[Sign]:
    """What the files say of which of several kinds they are; nothing where no two kinds share a shape."""
    several = [kind for kind in terms.kinds if terms.siblings(kind)]
    for role in roles if several else ():
        if role.role not in SILENT:
            for kind in sorted(file_kinds(message, role.attachment, rules, several)):
                yield Sign(f"{FILE}.{kind}", Zone.FILE_NAME, message.attachments[role.attachment].name)


def meant(names: Iterable[str], terms: Terms) -> frozenset[str]:
    """The kinds that signs which name no kind may speak for: of several of one shape those that something is submitted
    for, else those that are spoken of; none where the words leave it open. names: of the signs found.
    """
    found = set(names)
    chosen: set[str] = set()
    for shape in Shape:
        kinds = terms.of(shape)
        if len(kinds) < 2:
            chosen.update(kinds)
            continue
        doing = {
            kind
            for kind in kinds
            if f"{FILE}.{kind}" in found or any(name.endswith(f".{kind}") for name in terms.lists["submits"] & found)
        }
        chosen |= doing or {kind for kind in kinds if any(name.endswith(f".{kind}") for name in found)}
    return frozenset(chosen)


def people(
    speakers: Sequence[Speaker], kinds: Sequence[str], intents: Sequence[Intent], call: Call
) -> tuple[dict[str, tuple[Speaker, ...]], bool]:
    """Who is put forward for which of several kinds of persons, and whether that is sure of everybody.

    A role that only one kind has tells it; else the sentence that names the person, or the nearest one before it that
    speaks of one kind alone. Who is told by neither goes to the first kind.
    """
    shares: dict[str, list[Speaker]] = {kind: [] for kind in kinds}
    sure = True
    for speaker in speakers:
        kind = _by_roles(speaker, kinds, call) or _by_sentence(speaker, kinds, intents)
        sure = sure and kind is not None
        shares[kind or kinds[0]].append(speaker)
    return {kind: tuple(share) for kind, share in shares.items()}, sure and all(shares.values())


def _by_roles(speaker: Speaker, kinds: Sequence[str], call: Call) -> str | None:
    fitting = [kind for kind in kinds if speaker.roles and set(speaker.roles) <= set(call.roles_of(kind))]
    return fitting[0] if len(fitting) == 1 else None


def _by_sentence(speaker: Speaker, kinds: Sequence[str], intents: Sequence[Intent]) -> str | None:
    """The kind of the sentence that names a person, or of the last one before it that speaks of one kind alone."""
    name = fold_word(speaker.name or "")
    last = None
    for intent in intents:
        spoken_of = [kind for kind in kinds if kind in intent.topics]
        if len(spoken_of) == 1 and intent.zone is not Zone.SUBJECT:
            last = spoken_of[0]
        if name and name in intent.sentence.folded.text and intent.zone is not Zone.SUBJECT:
            return last
    return None


def documents(
    message: Message, report: Report, kinds: Sequence[str], rules: Rules
) -> tuple[Mapping[str, tuple[int, ...]], bool]:
    """The files of each of several kinds of documents, and whether that is sure of every file.

    A file that speaks of no kind, or of several, goes to the first kind.
    """
    shares: dict[str, list[int]] = {kind: [] for kind in kinds}
    sure = True
    for index in report.files:
        of = file_kinds(message, index, rules, kinds)
        sure = sure and len(of) == 1
        shares[next(iter(of)) if len(of) == 1 else kinds[0]].append(index)
    return {kind: tuple(share) for kind, share in shares.items()}, sure and all(shares.values())
