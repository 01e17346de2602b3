"""Finds the title of a report in what the message says of it: labels, quotation marks, "entitled"."""

import re
from collections.abc import Iterator

from mailbot.understanding.fold import Folded
from mailbot.understanding.organisations.lexicon import ARABIC, Lexicon
from mailbot.understanding.organisations.names import clean
from mailbot.understanding.sentences import paragraphs

QUOTED = re.compile(
    r"«\s*([^«»]{3,250}?)\s*»|“\s*([^“”]{3,250}?)\s*”|„\s*([^„“”]{3,250}?)\s*[“”]|\"\s*([^\"]{3,250}?)\s*\"|<<\s*([^<>]{3,250}?)\s*>>"
    r"|(?<![\w*])\*([^*\n]{5,200})\*(?![\w*])|(?<!\w)_([^_\n]{8,200})_(?!\w)"
    r"|(?<!\w)['‘]((?:[^'‘’]|['’](?=\w)){3,200}?)['’](?!\w)"
)
OPEN = re.compile(r"^(?:\s*بـ?\s*(?=[:：«\"“(]))?[\s:：*_\-–(]*")
# "Waves of Return, the voluntary report by ..."
APPOSED = re.compile(
    r"(?<![\w.])([A-Z][\w'’-]*(?: (?:[A-Z0-9][\w'’-]*|of|the|and|in|for|on|to|at|from|with|without|a)){1,11}), "
    r"(?:the|our|its|a) (?:\w+ ){0,2}(?:report|study|contribution)\b"
)
# Where a title without quotation marks ends: with its sentence, or before words that go on about the report.
END = re.compile(
    r"[.!؟?](?=\s+[A-ZÉÈÀÂÎ\u0621-\u064a]|\s*$)|[;؛()]|https?:"
    r"|,\s(?=(?:is|has|was|which|and|et|qui|est|from|of|by|du|de la|il|it|dont|que)\b)"
    r"|،\s?(?=(?:و?هو|و?هي|من|وعدد|وقد|مرفق|الصادر|صادر|اعداد|إعداد|و?ال?ملف)\b)"
)
FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|odt|zip|rtf|html?)$", re.IGNORECASE)
# Words that say something of a title only before a colon or quotation marks.
COLON_ONLY = frozenset({"titre", "title", "named", "عنوان", "اسمه", "نام"})
LONGEST = 32  # words


def title_in(text: str, lexicon: Lexicon) -> str | None:
    """The title a message gives its report; None where it names none. Linear."""
    joined = [" ".join(paragraph.split("\n")) for _, _, paragraph in paragraphs(text[:12_000])]
    for found in (*_told(joined, lexicon), *_quoted(joined, lexicon), *_apposed(joined, lexicon)):
        return found
    return None


def title_quoted_alone(text: str, lexicon: Lexicon) -> str | None:
    """The one title-like text in quotation marks in a message, whatever is said around it; None for none or several."""
    joined = [" ".join(paragraph.split("\n")) for _, _, paragraph in paragraphs(text[:12_000])]
    found = {_tidy(text) for paragraph in joined for text in _in_marks(paragraph, lexicon) if len(text.split()) > 2}
    return found.pop() if len(found) == 1 else None


def title_in_subject(subject: str, lexicon: Lexicon) -> str | None:
    """The title behind "Rapport :" in a subject; None where what stands there is an organisation or little."""
    match = re.search(
        r"(?i)(?:rapport(?: volontaire)?|report|تقرير|التقرير(?: الطوعي)?)\s*[:：]\s*(.{12,200})$", subject
    )
    if not match:
        return None
    found = match.group(1).strip()
    return None if lexicon.like(clean(found, lexicon)) or len(found.split()) < 4 else _tidy(found)


def _told(joined: list[str], lexicon: Lexicon) -> Iterator[str]:
    """Behind "intitulé", "entitled", "بعنوان", "Title:": in quotation marks, or to the end of the sentence."""
    for paragraph in joined:
        folded = Folded(paragraph)
        for hit in lexicon.words.group("title").hits(folded.text):
            rest = paragraph[folded.place(hit.end) :]
            colon = paragraph[folded.place(hit.start) : folded.place(hit.end)].rstrip().endswith(":") or rest.lstrip()[
                :1
            ] in (":", "-", "–")
            rest = OPEN.sub("", rest)
            quoted = QUOTED.match(rest)
            if hit.rule.means == "quote" and not quoted:
                continue
            if quoted:
                yield _tidy(next(group for group in quoted.groups() if group))
                continue
            if not colon and folded.text[hit.start : hit.end].strip(" :") in COLON_ONLY:
                continue
            end = END.search(rest)
            plain = rest[: end.start() + (1 if end.group() in "?؟!" else 0)] if end else rest
            if (
                2 <= len(plain.split()) <= LONGEST
                and (plain[0].isupper() or ARABIC.match(plain))
                and not _post(plain, lexicon)
            ):
                yield _tidy(plain)


def _apposed(joined: list[str], lexicon: Lexicon) -> Iterator[str]:
    """Capitalised words that "the report" stands beside, unless they are an organisation's name."""
    for paragraph in joined:
        for match in APPOSED.finditer(paragraph[:3000]):
            if not lexicon.like(clean(match.group(1), lexicon), weak=False) and len(match.group(1).split()) > 2:
                yield _tidy(match.group(1))


def _post(text: str, lexicon: Lexicon) -> bool:
    """A person's function: "Title: Head of Research" is no report's title."""
    return lexicon.is_post(text)


def _quoted(joined: list[str], lexicon: Lexicon) -> Iterator[str]:
    """Quotation marks in a paragraph (or right below one) that speaks of the report."""
    near = False
    for paragraph in joined:
        folded = Folded(paragraph)
        speaks = bool(lexicon.words.group("spoken").hits(folded.text))
        good = _in_marks(paragraph, lexicon) if speaks or near else []
        if good:
            yield _tidy(max(good, key=len))
        near = speaks and len(paragraph) < 120


def _in_marks(paragraph: str, lexicon: Lexicon) -> list[str]:
    found = [
        next(group for group in match.groups() if group)
        for match in QUOTED.finditer(paragraph)
        if not _named_before(paragraph[: match.start()], lexicon)
    ]
    return [text for text in found if _title_like(text, lexicon)]


def _named_before(left: str, lexicon: Lexicon) -> bool:
    """Whether quotation marks follow a word such as "association": then they hold its name."""
    words = left.split()
    return bool(words) and lexicon.is_head(words[-1].strip("(:,"), weak=False)


def _title_like(text: str, lexicon: Lexicon) -> bool:
    words = text.split()
    if not 2 <= len(words) <= LONGEST or FILE.search(text) or text[-1] in ",;" or (text[-1] == "." and len(words) > 8):
        return False
    return (text[0].isupper() or bool(ARABIC.match(text))) and not lexicon.like(clean(text, lexicon), weak=False)


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(' \t.,;،*_\u200f\u200e«»"“”')
