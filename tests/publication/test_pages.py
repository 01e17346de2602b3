"""The pages themselves: what stands on them, that they need nothing from elsewhere, and that everybody can use them.

axe-core found nothing on them either (docs/publication.md); it needs a browser, so what it looks at is looked at here.
"""

import json
import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pydantic import TypeAdapter

from mailbot.letters.templates import Templates, load_templates
from mailbot.publication.model import Index, PublishedFile, PublishedReport
from mailbot.publication.pages import pages
from tests.intake.samples import DESK

TEMPLATES = Path(__file__).parents[2] / "templates"
SCHEMA = TEMPLATES.parent / "docs" / "publication.schema.json"
LANGUAGES = ("ar", "en", "fr")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def published(reference: str, title: str | None, *organisations: str, **values: Any) -> PublishedReport:
    files = (PublishedFile(f"files/{reference}.pdf", "application/pdf", 1_234_567, "0" * 64),)
    base: dict[str, Any] = {
        "unnamed": False,
        "collective": len(organisations) > 1,
        "language": "en",
        "files": files,
        "kind": "report",
    }
    return PublishedReport(reference=reference, title=title, organisations=organisations, **base | values)


TWO_FILES = (
    PublishedFile("files/R-0002-1.pdf", "application/pdf", 2_400_000, "0" * 64),
    PublishedFile("files/R-0002-2.docx", DOCX, 48_211, "1" * 64),
)
REPORTS = (
    published("R-0001", "Roads & <b>rails</b>", "Cedar Union"),
    published("R-0002", "تقرير طوعي", "شبكة الأرز", "Coast League", language="ar", files=TWO_FILES),
    published("R-0003", None, unnamed=True, language="fr"),
    published("R-0004", "Anonyme ?", language="fr"),
)


@pytest.fixture(scope="module")
def templates() -> Templates:
    return load_templates(TEMPLATES, LANGUAGES)


@pytest.fixture(scope="module")
def written(templates: Templates) -> dict[str, bytes]:
    return pages(REPORTS, ("report",), LANGUAGES, DESK, templates)


def parsed(content: bytes) -> html.HtmlElement:
    return html.document_fromstring(content.decode())


def said(element: html.HtmlElement | None) -> str:
    assert element is not None, "it is not on the page"
    return " ".join(" ".join(element.itertext()).split())


PDF, WORD = "\u2068PDF\u2069", "\u2068Word\u2069"  # isolated, so that the size stays where it belongs
EXPECTED = {
    "en": [
        ["Roads & <b>rails</b>", "Cedar Union", "Individual", "English", "PDF, 1.2 MB of “Roads & <b>rails</b>”"],
        ["تقرير طوعي", "شبكة الأرز Coast League", "Collective", "Arabic",
         "File 1: PDF, 2.4 MB of “تقرير طوعي” File 2: Word, 48 kB of “تقرير طوعي”"],
        ["Report R-0003", "Name withheld on request", "Individual", "French", "PDF, 1.2 MB of “Report R-0003”"],
        ["Anonyme ?", "Not stated", "Individual", "French", "PDF, 1.2 MB of “Anonyme ?”"],
    ],
    "fr": [
        ["Roads & <b>rails</b>", "Cedar Union", "Individuel", "anglais", "PDF, 1,2 Mo de « Roads & <b>rails</b> »"],
        ["تقرير طوعي", "شبكة الأرز Coast League", "Collectif", "arabe",
         "Fichier 1 : PDF, 2,4 Mo de « تقرير طوعي » Fichier 2 : Word, 48 ko de « تقرير طوعي »"],
        ["Rapport R-0003", "Nom non communiqué, à la demande des auteurs", "Individuel", "français",
         "PDF, 1,2 Mo de « Rapport R-0003 »"],
        ["Anonyme ?", "Non précisé", "Individuel", "français", "PDF, 1,2 Mo de « Anonyme ? »"],
    ],
    "ar": [
        ["Roads & <b>rails</b>", "Cedar Union", "فردي", "الإنجليزية", f"{PDF}، 1.2 ميغابايت من «Roads & <b>rails</b>»"],
        ["تقرير طوعي", "شبكة الأرز Coast League", "جماعي", "العربية",
         f"الملف 1: {PDF}، 2.4 ميغابايت من «تقرير طوعي» الملف 2: {WORD}، 48 كيلوبايت من «تقرير طوعي»"],
        ["التقرير R-0003", "حُجب الاسم بناءً على الطلب", "فردي", "الفرنسية",
         f"{PDF}، 1.2 ميغابايت من «التقرير R-0003»"],
        ["Anonyme ?", "غير مذكور", "فردي", "الفرنسية", f"{PDF}، 1.2 ميغابايت من «Anonyme ?»"],
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_on_a_page(written: dict[str, bytes], language: str) -> None:
    rows = parsed(written[f"index.{language}.html"]).xpath("//tbody/tr")
    assert [[said(cell) for cell in row.xpath("th|td")] for row in rows] == EXPECTED[language]


@pytest.mark.parametrize("page", ["index.html", *(f"index.{language}.html" for language in LANGUAGES)])
def test_everybody_can_use_it(written: dict[str, bytes], page: str) -> None:
    """Language, direction, landmarks, headings, tables, links, zoom: WCAG 2.1 as far as it can be counted."""
    root = parsed(written[page])
    language = page.split(".")[1] if page.count(".") > 1 else "ar"
    assert (root.get("lang"), root.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    assert said(root.find(".//title"))
    assert [len(root.xpath(f"//{mark}")) for mark in ("header", "main", "h1", "nav[@aria-label]")] == [1, 1, 1, 1]
    levels = [int(str(heading.tag)[1]) for heading in root.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    viewport = root.xpath("//meta[@name='viewport']/@content")[0]
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport
    names = root.xpath("//@id")
    assert len(names) == len(set(names))
    targets: dict[str, str] = {}
    for link in root.iter("a"):
        assert said(link), html.tostring(link)
        target = link.get("href")
        assert target is not None, html.tostring(link)
        assert targets.setdefault(said(link), target) == target  # one text, one target
        if target.startswith("#"):
            assert target[1:] in names
    for table in root.iter("table"):
        assert said(table.find("caption"))
        assert all(head.get("scope") for head in table.iter("th"))
        columns = len(table.xpath("thead/tr/th"))
        assert [len(row.xpath("th|td")) for row in table.xpath("tbody/tr")] == [columns] * len(REPORTS)
    for choice in root.xpath("//*[@hreflang]"):
        assert choice.get("lang", choice.getparent().get("lang")) == choice.get("hreflang")


@pytest.mark.parametrize("page", ["index.html", *(f"index.{language}.html" for language in LANGUAGES)])
def test_it_needs_nothing_from_elsewhere(written: dict[str, bytes], page: str) -> None:
    text = written[page].decode()
    root = parsed(written[page])
    there = {*written, *(file.path for report in REPORTS for file in report.files)}
    assert {target for target in root.xpath("//@href") if not target.startswith("#")} <= there
    assert root.xpath("//script|//img|//link|//iframe|//object|//@src|//@style|//@*[starts-with(name(), 'on')]") == []
    assert re.findall(r"https?:|//[a-z]|url\(|@import|@font-face", text) == []


def luminance(colour: str) -> float:
    """WCAG 2.1, relative luminance."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colour(css: str, selector: str, name: str) -> str:
    """The first colour that the page's CSS gives a selector."""
    found = re.search(rf"(?m)^{re.escape(selector)}\{{[^}}]*?(?<![\w-]){name}:(#[0-9a-f]{{3,6}})", css)
    assert found, (selector, name)
    return found[1]


ON_WHITE = ("body", "a", "h1", "h2", ".count", ".quiet", "td::before")


def test_contrast(written: dict[str, bytes]) -> None:
    """At least 4.5 to 1, whatever the size of the letters (WCAG 2.1, 1.4.3)."""
    css = said(parsed(written["index.en.html"]).find(".//style")).replace("} ", "}\n").replace("{ ", "{\n")
    paper, bar = colour(css, "body", "background"), colour(css, "header", "background")
    pairs = {(selector, contrast(colour(css, selector, "color"), paper)) for selector in ON_WHITE}
    pairs |= {(each, contrast(colour(css, each, "color"), bar)) for each in ("header", "header a")}
    pairs.add(("thead th", contrast(colour(css, "body", "color"), colour(css, "thead th", "background"))))
    assert {(selector, ratio) for selector, ratio in pairs if ratio < 4.5} == set()


def test_the_same_twice_and_no_reports(templates: Templates, written: dict[str, bytes]) -> None:
    assert pages(REPORTS, ("report",), LANGUAGES, DESK, templates) == written
    empty = pages((), ("report",), LANGUAGES, DESK, templates)
    assert "No report has been published yet." in said(parsed(empty["index.en.html"]))


def test_index_json_is_as_documented(written: dict[str, bytes]) -> None:
    """MAILBOT_GOLDEN=write writes docs/publication.schema.json anew."""
    form = TypeAdapter(Index)
    schema = json.dumps(form.json_schema(), indent=2) + "\n"
    if os.environ.get("MAILBOT_GOLDEN") == "write":
        SCHEMA.write_text(schema)
    assert SCHEMA.read_text() == schema
    told = form.validate_json(written["index.json"])
    assert told == Index(1, "Desk", {language: f"index.{language}.html" for language in LANGUAGES}, REPORTS)


def test_several_kinds_of_documents(templates: Templates) -> None:
    """Each under a heading of its own, and only those that there is something of."""
    reports = (*REPORTS, published("P-0001", "A paper", "Cedar Union", kind="paper"))
    root = parsed(pages(reports, ("report", "paper", "film"), LANGUAGES, DESK, templates)["index.en.html"])
    assert [said(heading) for heading in root.iter("h2")] == ["Voluntary report", "paper"]
    assert [said(count) for count in root.xpath("//p[@class='count']")] == ["4 reports", "1 report"]
