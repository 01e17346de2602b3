"""Scans: words found again by tesseract, where it is installed."""

import re
import shutil
from collections import Counter

import pytest

from mailbot.message.documents import media_types as types
from mailbot.message.documents.formats import Budget, read_document
from mailbot.message.model import Document, TextState
from tests.documents import samples
from tests.documents.reading import read

installed = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")


def recall(truth: str, text: str) -> float:
    """Share of the words of a text that were found."""
    wanted, got = (Counter(re.findall(r"[^\W_]+", words)) for words in (truth, text))
    return (wanted & got).total() / wanted.total()


@installed
@pytest.mark.parametrize(("language", "least"), [("ar", 0.8), ("fr", 0.9)])
def test_words_of_a_scan(language: str, least: float) -> None:
    content = samples.pdf_of_picture(samples.scan(samples.TEXTS[language]))
    document = read_document(content, types.PDF, Budget(ocr=True))
    assert (document.state, document.scan) == (TextState.READ, True)
    assert recall(samples.TEXTS[language], document.text) >= least, document.text


@installed
def test_words_of_a_picture() -> None:
    document = read(samples.scan(samples.TEXTS["en"]), ocr=True)
    assert recall(samples.TEXTS["en"], document.text) >= 0.9


@installed
def test_words_of_a_picture_in_a_letter() -> None:
    picture = samples.scan("Expression of interest")
    content = samples.zipped({"word/document.xml": b"<w/>", "word/media/image1.png": picture})
    assert read(content, ocr=True) == Document(TextState.READ, "Expression of interest", scan=True)


def test_without_ocr_a_page_sized_picture_is_a_scan_and_a_logo_is_not() -> None:
    assert read(samples.scan("x")) == Document(scan=True)
    assert read(samples.giant_png(200, 100)) == Document()


def test_without_tesseract_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    document = read(samples.scan("x"), ocr=True)
    assert (document.state, document.scan) == (TextState.NONE, True)
    assert document.error.startswith("install tesseract-ocr")
