"""Text of pictures and scanned pages, by tesseract where it is installed. Slow: about two seconds a page."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mailbot.message.documents import pdf, pdfium
from mailbot.message.documents.dimensions import pixels
from mailbot.message.documents.media_types import DOCX, ODP, ODT, PDF, PPTX
from mailbot.message.documents.outcome import Refused
from mailbot.message.documents.package import member, opened
from mailbot.message.documents.sniff import sniff

DPI = 250  # measured: 200 and 300 lose more Arabic words, Latin ones are the same
MAX_PAGES = 20
MAX_PIXELS = 40_000_000  # of a picture or a rendered page; A3 at 300 dpi has 17 million
PAGE_SECONDS = 60
INSTALL = "install tesseract-ocr, tesseract-ocr-ara and tesseract-ocr-fra to read scans"
WANTED = ("ara", "fra", "eng")
SURE, NOISE = 60, 20  # confidence in per cent: counted when readings are compared; below the second left out
PACKAGES = (DOCX, PPTX, ODT, ODP)
READABLE = ("image/png", "image/jpeg", "image/tiff", "image/bmp", "image/gif", "image/webp")


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word. line: which line it stands on. confidence: 0 to 100."""

    line: str
    confidence: float
    text: str


def text_of(content: bytes, media_type: str) -> tuple[str, str]:
    """(text, error) of a picture or of the pages of a PDF that have no text of their own."""
    program = shutil.which("tesseract")
    if program is None:
        return "", INSTALL
    try:
        pictures = _pictures(content, media_type)
        texts = [recognised(program, picture) for picture in pictures]
    except Refused as refusal:
        return "", refusal.document.error
    except subprocess.TimeoutExpired:
        return "", f"a page takes longer than {PAGE_SECONDS} s to recognise"
    return "\n\n".join(text for text in texts if text.strip()), ""


def recognised(program: str, picture: bytes) -> str:
    """The text tesseract finds in one picture.

    The page is read twice, with tesseract's own division into blocks and as one block: the first loses lines of Arabic
    letters now and then, the second the columns. The reading with more letters that tesseract is sure of holds.
    """
    installed = installed_languages(program)
    languages = "+".join(language for language in WANTED if language in installed) or "eng"
    modes = ("1" if "osd" in installed else "3", "6")  # 1 also turns pages that lie on their side
    readings = [_words(_run(program, picture, languages, mode)) for mode in modes]
    best = max(readings, key=lambda words: sum(len(word.text) for word in words if word.confidence >= SURE))
    lines: dict[str, list[str]] = {}
    for word in best:
        if word.confidence >= NOISE:
            lines.setdefault(word.line, []).append(word.text)
    return "\n".join(map(" ".join, lines.values()))


def _words(table: str) -> list[Word]:
    """The words of tesseract's TSV output: level, page, block, paragraph, line, word, box (4), confidence, text."""
    words = []
    for row in table.split("\n")[1:]:
        fields = row.split("\t")
        if len(fields) == 12 and fields[0] == "5" and fields[11].strip():
            words.append(Word(":".join(fields[1:5]), float(fields[10]), fields[11].strip()))
    return words


def _run(program: str, picture: bytes, languages: str, mode: str) -> str:
    """What tesseract says about one picture, as TSV."""
    answer = subprocess.run(  # noqa: S603 - a program found on PATH, fixed arguments
        [program, "stdin", "stdout", "-l", languages, "--psm", mode, "tsv"],
        input=picture,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=PAGE_SECONDS,
        check=False,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return answer.stdout.decode("utf-8", "replace")


@lru_cache(maxsize=1)
def installed_languages(program: str) -> frozenset[str]:
    """The languages tesseract has data for."""
    answer = subprocess.run([program, "--list-langs"], capture_output=True, timeout=10, check=False)  # noqa: S603
    return frozenset(answer.stdout.decode("utf-8", "replace").split("\n")[1:])


def _pictures(content: bytes, media_type: str) -> Iterator[bytes]:
    """What there is to recognise in a document, one picture after the other."""
    if media_type == PDF:
        yield from _pages(content)
    elif media_type in PACKAGES:
        package = opened(content)
        inside = [info for info in package.infolist() if "/media/" in info.filename or "Pictures/" in info.filename]
        for info in inside[:MAX_PAGES]:
            picture = member(package, info)
            yield from _picture(picture, sniff(picture, info.filename, ""))
    else:
        yield from _picture(content, media_type)


def _picture(content: bytes, media_type: str) -> Iterator[bytes]:
    """The picture itself, where it is of a known kind and not too large to decode."""
    width, height = pixels(content)
    if media_type in READABLE and 0 < width * height <= MAX_PIXELS:
        yield content


def _pages(content: bytes) -> Iterator[bytes]:
    """The pages without text of a PDF, rendered grey as PGM (a portable graymap: one header line, then the pixels)."""
    with pdfium.opened(content) as document:
        rendered = 0
        for number in range(min(len(document), pdf.MAX_PAGES)):
            if rendered == MAX_PAGES:
                return
            if pdf.has_text(document, number):
                continue
            rendered += 1
            page = document[number]
            scale = min(DPI / 72, (MAX_PIXELS / max(1.0, page.get_width() * page.get_height())) ** 0.5)
            bitmap = page.render(scale=scale, grayscale=True)
            head = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
            stride, pixels_ = bitmap.stride, bytes(bitmap.buffer)
            rows = (pixels_[row * stride : row * stride + bitmap.width] for row in range(bitmap.height))
            yield head + b"".join(rows)
            bitmap.close()
            page.close()
