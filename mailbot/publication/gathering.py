"""From the chosen documents to what is published: files read, checked, stripped and named, titles masked."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from mailbot.message.documents.reader import DocumentReader
from mailbot.message.model import TextState
from mailbot.publication.formats import FORMATS
from mailbot.publication.masking import masked, named_in, slug
from mailbot.publication.model import PublishedFile, PublishedReport
from mailbot.publication.selecting import Chosen, LeftOut
from mailbot.publication.stripping import NotStripped, stripped
from mailbot.register.files import FileDamaged, Files
from mailbot.understanding.language import spoken
from mailbot.understanding.rules import Rules

FOLDER = "files"
FEW = 4  # letters of a name that tell somebody; shorter ones stand in every text
READ = 6000  # characters of a text that tell its language
MACROS = b"vbaProject.bin"  # the part of an office document (a zip, which tells names plainly) that holds programs
COMMON = frozenset({"gmail", "yahoo", "hotmail", "outlook", "live", "icloud", "proton", "protonmail", "mail", "info"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is published with the contents of its files by their paths; what is not; what a person should look at."""

    reports: tuple[PublishedReport, ...]
    contents: dict[str, bytes]
    left_out: tuple[LeftOut, ...]
    look_at: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    media_type: str


class _Reason(Exception):
    """Why one file is not published."""


class Gathering:
    """One run. strip: metadata is taken out of every file that can be; of those by the unnamed always."""

    def __init__(
        self, files: Files, reader: DocumentReader, rules: Rules, languages: tuple[str, ...], *, strip: bool
    ) -> None:
        self._files, self._reader, self._rules = files, reader, rules
        self._languages, self._strip = languages, strip
        self._left: list[LeftOut] = []
        self._look: list[LeftOut] = []

    def gather(self, documents: Iterable[Chosen]) -> Gathered:
        """Everything that is published. Raises RegisterUnavailable where the files cannot be read now."""
        reports: list[PublishedReport] = []
        contents: dict[str, bytes] = {}
        for document in documents:
            if (found := self._report(document)) is None:
                self._left.append(LeftOut(document.reference, "none of its files can be published"))
                continue
            report, of_it = found
            reports.append(report)
            contents |= of_it
            if document.entry.attention:
                self._look.append(LeftOut(document.reference, "it is published, and stands on the attention list"))
        return Gathered(tuple(reports), contents, tuple(self._left), tuple(self._look))

    def _report(self, document: Chosen) -> tuple[PublishedReport, dict[str, bytes]] | None:
        submission, report = document.entry.submission, document.report
        organisations = tuple(shown for name in report.organisations if (shown := masked(name)))
        sender = submission.submitter.name
        hidden = (sender,) if sender and not named_in(" ".join(organisations), (sender,)) else ()
        title = masked(report.title, hidden) if report.title else None
        if document.unnamed and title and named_in(title, telling(document)):
            title = None
        files: list[_File] = []
        language = ""
        for place in document.places:
            file = report.files[place]
            try:
                text, kept = self._file(document, place)
            except _Reason as reason:
                self._left.append(LeftOut(document.reference, str(reason), file.name))
                continue
            language = language or self._language(text)
            files.append(kept)
        if not files:
            return None
        heading = "" if document.unnamed else slug(title or "")
        stem = f"{document.reference}-{heading}" if heading else document.reference
        published: list[PublishedFile] = []
        contents: dict[str, bytes] = {}
        for number, kept in enumerate(files, 1):
            extension = FORMATS[kept.media_type].extension
            path = f"{FOLDER}/{stem}{f'-{number}' if len(files) > 1 else ''}.{extension}"
            contents[path] = kept.content
            digest = sha256(kept.content).hexdigest()
            published.append(PublishedFile(path, kept.media_type, len(kept.content), digest))
        if not document.unnamed and sender and sender in report.organisations:
            self._look.append(LeftOut(document.reference, "the organisation bears its sender's name: is it a person?"))
        return PublishedReport(
            reference=document.reference,
            kind=submission.kind,
            title=title,
            organisations=() if document.unnamed else organisations,
            unnamed=document.unnamed,
            collective=report.collective,
            language=language or submission.language,
            files=tuple(published),
        ), contents

    def _file(self, document: Chosen, place: int) -> tuple[str, _File]:
        """A file's text, and the file as it is published. Raises _Reason."""
        file = document.report.files[place]
        try:
            content = self._files.read(file.sha256)
        except FileDamaged:
            raise _Reason("its file is missing or damaged; restore it from a backup") from None
        if MACROS in content:
            raise _Reason("it holds macros")
        found = self._reader.read(content, file.name, file.media_type)
        if document.unnamed:
            _check_unnamed(document, found.state, found.text)
        if self._strip or document.unnamed:
            try:
                content = stripped(content, file.media_type)
            except NotStripped as fault:
                if document.unnamed:
                    raise _Reason(f"nobody is to be named, and {fault}") from None
                self._look.append(LeftOut(document.reference, f"published with its metadata: {fault}", file.name))
        return found.text, _File(content, file.media_type)

    def _language(self, text: str) -> str:
        """The language a document is written in; "" where that is not certain."""
        if not text.strip():
            return ""
        found = spoken(((1.0, text[:READ]),), self._languages, self._rules)
        return found.language if found.certain else ""


def telling(document: Chosen) -> tuple[str, ...]:
    """The names by which the submitter of a document would be known: organisations, short forms, sender, address."""
    submitter = document.entry.submission.submitter
    found: list[str] = []
    for name in document.report.organisations:
        outside, _, inside = name.partition("(")
        found += [name, outside, inside.rstrip(") ")]
    words = [submitter.name, submitter.address]
    words += [part for part in submitter.domain.split(".")[:-1] if part not in COMMON]
    return tuple(name.strip() for name in (*found, *words) if len(name.strip()) >= FEW or name.strip().isupper())


def _check_unnamed(document: Chosen, state: TextState, text: str) -> None:
    """Raises _Reason where a file names who submitted it, or that cannot be known."""
    if not document.report.organisations:
        raise _Reason("nobody is to be named, and whose it is was not understood: `mailbot correct` the organisations")
    if state is not TextState.READ:
        raise _Reason("nobody is to be named, and whether the file names somebody cannot be read")
    if name := named_in(text, telling(document)):
        raise _Reason(f"nobody is to be named, and the file names “{name}”: ask for one without it")
