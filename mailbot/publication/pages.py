"""The pages and index.json: the same documents in each language, the same bytes for the same documents."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mailbot.call import Desk
from mailbot.letters import dates
from mailbot.letters.sent import FIRST_STRONG_ISOLATE, POP_ISOLATE
from mailbot.letters.templates import Templates
from mailbot.letters.view import direction_of
from mailbot.letters.words import Words, word
from mailbot.publication.formats import FORMATS
from mailbot.publication.model import Index, PublishedFile, PublishedReport

VERSION = 1  # of index.json's form
INDEX = "index.json"


@dataclass(frozen=True, slots=True)
class Language:
    """A language a page is written in, as it is chosen."""

    key: str
    name: str
    direction: str
    page: str


@dataclass(frozen=True, slots=True)
class FileLink:
    """A link to a file. of: the document, for who hears the link alone."""

    path: str
    told: str
    of: str


@dataclass(frozen=True, slots=True)
class Row:
    """A document on a page. language: its code, for how its title is read aloud."""

    title: str
    language: str
    language_name: str
    organisations: tuple[str, ...]
    collective: bool
    unnamed: bool
    files: tuple[FileLink, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The documents of one kind."""

    key: str
    name: str
    count: str
    rows: tuple[Row, ...]


def page_of(language: str) -> str:
    """The name of a language's page."""
    return f"index.{language}.html"


def pages(
    reports: Sequence[PublishedReport], kinds: Sequence[str], languages: Sequence[str], desk: Desk, templates: Templates
) -> dict[str, bytes]:
    """Every page and index.json, by name. languages: of the pages; kinds: in the order of their sections."""
    choices = tuple(
        Language(key, words_of(templates, key)["name"], direction_of(key), page_of(key)) for key in languages
    )
    written = {INDEX: index(reports, languages, desk), "index.html": _choice(choices, desk, templates)}
    for choice in choices:
        written[choice.page] = _page(choice, choices, reports, kinds, desk, templates)
    return written


def words_of(templates: Templates, language: str) -> Mapping[str, str]:
    """The words of the page in a language."""
    found: Mapping[str, str] = templates.words[language]["publication"]
    return found


def index(reports: Sequence[PublishedReport], languages: Sequence[str], desk: Desk) -> bytes:
    """index.json: the documents as values, for other programs (docs/publication.md)."""
    told = Index(VERSION, desk.name, {language: page_of(language) for language in languages}, tuple(reports))
    return (json.dumps(asdict(told), ensure_ascii=False, indent=2) + "\n").encode()


def _choice(choices: Sequence[Language], desk: Desk, templates: Templates) -> bytes:
    values: dict[str, Any] = {
        "desk": desk.name,
        "choices": choices,
        "texts": {choice.key: words_of(templates, choice.key) for choice in choices},
    }
    return _rendered("choice", values, templates)


def _page(
    choice: Language,
    choices: Sequence[Language],
    reports: Sequence[PublishedReport],
    kinds: Sequence[str],
    desk: Desk,
    templates: Templates,
) -> bytes:
    words = templates.words[choice.key]
    parts = []
    for kind in kinds:
        of_kind = [report for report in reports if report.kind == kind]
        if of_kind or len(kinds) == 1:
            rows = tuple(_row(report, choice.key, words) for report in of_kind)
            count = dates.plural(len(of_kind), choice.key, words["plural"]["reports"])
            parts.append(Part(kind, word(words, "kinds", kind), count, rows))
    values: dict[str, Any] = {
        "desk": desk.name,
        "choice": choice,
        "choices": choices,
        "texts": words["publication"],
        "colon": words["colon"],
        "parts": parts,
    }
    return _rendered("page", values, templates)


def _row(report: PublishedReport, language: str, words: Words) -> Row:
    texts = words["publication"]
    title = report.title or texts["untitled"].format(reference=report.reference)
    several = len(report.files) > 1
    return Row(
        title=title,
        language=report.language if report.title else language,
        language_name=word(words, "languages", report.language),
        organisations=report.organisations,
        collective=report.collective,
        unnamed=report.unnamed,
        files=tuple(
            FileLink(
                file.path,
                f"{texts['number'].format(number=number)} {_told(file, language, texts)}"
                if several
                else _told(file, language, texts),
                texts["of"].format(title=title),
            )
            for number, file in enumerate(report.files, 1)
        ),
    )


def _told(file: PublishedFile, language: str, texts: Mapping[str, str]) -> str:
    name = FORMATS[file.media_type].name
    if direction_of(language) == "rtl":  # else its letters would take the size along to their other side
        name = f"{FIRST_STRONG_ISOLATE}{name}{POP_ISOLATE}"
    return texts["file"].format(format=name, size=dates.size(file.size, language))


def _rendered(name: str, values: Mapping[str, Any], templates: Templates) -> bytes:
    template = templates.environments["html"].get_template(f"layout/publication.{name}.html.j2")
    lines = (line.rstrip() for line in template.render(values).splitlines())
    return ("\n".join(line for line in lines if line) + "\n").encode()
