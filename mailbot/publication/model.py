"""What is published, as values: index.json says exactly this (docs/publication.schema.json)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file beside the pages. path: from the pages; size in bytes, as published."""

    path: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """A document on the page. title: None where none is known or may be told. language: of the document.

    unnamed: who submitted it asked not to be named; organisations is then empty.
    """

    reference: str
    kind: str
    title: str | None
    organisations: tuple[str, ...]
    unnamed: bool
    collective: bool
    language: str
    files: tuple[PublishedFile, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """index.json. publication: the version of its form; pages: by language; desk: who publishes."""

    publication: int
    desk: str
    pages: dict[str, str]
    reports: tuple[PublishedReport, ...]
