"""Where a text's own words end and its signature begins: marks, closings, footers, the look of lines. Pure."""

import re
from functools import lru_cache

from mailbot.message import wording

MAX_SIGNATURE = 30  # lines below "-- "; more than that is text
MAX_BLOCK = 10  # lines below a closing, or of a signature without any mark
SHORT = 90  # characters of a line in a signature
BULLET = re.compile(r"^\s*(?:[-*•·▪◦–]|\d{1,2}\s?[.)\-]|[a-z][.)])\s")
SENTENCE_END = re.compile(r"[.!?؟:…]$")
INITIAL = re.compile(
    r"(?:^|\s)(?:\w|dr|pr|me|mr|mrs|ms|mme|st|jr|sr|inc|ltd|corp|co|esq|ph\.?d|m\.a|b\.?p|د|أ|م)\.$", re.IGNORECASE
)
SPLIT = re.compile(r"(?<!\.)[,،.!]\s+|\s[-–—/]\s")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def cut(texts: list[str], unmarked: bool) -> list[bool]:
    """Which lines of a run of new text are signature.

    texts: the lines as written. unmarked: also take a closing block of short lines that no word or mark introduces;
    right for the end of a message, wrong for answers between quoted lines.
    """
    folded = [wording.fold(text) for text in texts]
    signed = [False] * len(texts)
    end = _footers(texts, folded, signed)
    above = _above_postscript(folded, end)
    begin = _delimiter(texts, folded, end)
    for stop in dict.fromkeys((end, above)):
        if begin is None:
            begin = _below_closing(texts, folded, stop)
        if begin is None and unmarked:
            begin = _closing_block(texts, folded, stop)
    if begin is not None:
        _sign(texts, folded, signed, begin, end)
    _fill(folded, signed)
    return signed


def _fill(folded: list[str], signed: list[bool]) -> None:
    """Empty lines between two lines of a signature are part of it."""
    last = None
    for place, line in enumerate(folded):
        if signed[place]:
            if last is not None and not any(folded[last + 1 : place]):
                signed[last:place] = [True] * (place - last)
            last = place
        elif line:
            last = None


def is_closing(text: str) -> bool:
    """Whether a line is nothing but the formula above a signature: "With thanks,", "Bien à vous", "مع التقدير"."""
    return len(text) <= SHORT and _closes(wording.fold(text))


def split_closing(text: str) -> tuple[str, str]:
    """(closing, name) of a line such as "Bien à vous, Marc Salem"; (text, "") for any other line."""
    if len(text) > SHORT:
        return text, ""
    for found in SPLIT.finditer(text):
        head, tail = text[: found.end()].rstrip(), text[found.end() :].strip()
        if _closes(wording.fold(head)) and _name_like(tail) and not _closes(wording.fold(tail)):
            return head, tail
    return text, ""


def _footers(texts: list[str], folded: list[str], signed: list[bool]) -> int:
    """Marks the footers of phones and lawyers; gives the end of what stands above them.

    What lawyers write goes to the end of the text, but above all text (a banner) only to the end of its paragraph.
    """
    end = len(texts)
    own_text = False
    for place, line in enumerate(folded):
        if not line or signed[place]:
            continue
        special = wording.special(line)
        if special and wording.MOBILE.fullmatch(line):
            signed[place] = True
            continue
        if not (special and _begins_footer(folded, place)):
            own_text = True
            continue
        below = place
        while below < len(texts) and (own_text or folded[below]):
            signed[below] = True
            below += 1
        if own_text:
            end = place
            break
    while end and (signed[end - 1] or not folded[end - 1]):
        end -= 1
    return end


def _begins_footer(folded: list[str], place: int) -> bool:
    """Whether a disclaimer begins at a line: by its sentence, or by its heading with such words below."""
    line = folded[place]
    if (
        place
        and folded[place - 1]
        and not (len(folded[place - 1]) < SHORT or wording.UNDERSCORES.match(folded[place - 1]))
    ):
        return False  # a sentence within running text
    if wording.CONFIDENTIAL.match(line):
        return True
    heading = wording.DISCLAIMER.match(line)
    if not heading:
        return False
    below = " ".join([line[heading.end() :], *folded[place + 1 : place + 4]])
    return bool(wording.CONFIDENTIAL_WORDS.search(below))


def _above_postscript(folded: list[str], end: int) -> int:
    """Where the text above a postscript ends; the end where there is none among the last lines."""
    for place in range(max(0, end - 15), end):
        if _postscript(folded[place]) and place and not folded[place - 1]:
            return next((above + 1 for above in range(place - 1, -1, -1) if folded[above]), 0)
    return end


def _delimiter(texts: list[str], folded: list[str], end: int) -> int | None:
    """The line of the last "-- " (RFC 3676 §4.3) or rule below which a signature's number of lines stands."""
    for place in range(end - 1, max(-1, end - MAX_SIGNATURE - 10), -1):
        text = texts[place].rstrip("\r\n")
        if wording.DASHES.match(text) or (wording.UNDERSCORES.match(folded[place]) and len(folded[place]) < 60):
            below = [line for line in texts[place + 1 : end] if line.strip()]
            rule = not wording.DASHES.match(text)
            most = MAX_BLOCK if rule else MAX_SIGNATURE
            if not below or len(below) > most or not any(line.strip() for line in texts[:place]):
                continue
            if any("\t" in line for line in below) or (rule and not all(_signature_line(line) for line in below)):
                continue
            if sum(bool(wording.FORM_LABEL.match(wording.fold(line))) for line in below) > 1:
                continue
            return place
    return None


def _below_closing(texts: list[str], folded: list[str], end: int) -> int | None:
    """The first line below a closing ("Cordialement,") that only a signature follows."""
    lines = 0
    best = None
    for place in range(end - 1, -1, -1):
        if not folded[place]:
            continue
        if _closes(folded[place]) or (best is None and lines and _ends_letter(texts, place, end)):
            best = place + 1
        lines += 1
        if lines > MAX_BLOCK or not (_signature_line(texts[place]) or _closes(folded[place])):
            break
        if _postscript(folded[place]):
            break
    return best


def _ends_letter(texts: list[str], place: int, end: int) -> bool:
    """Whether a short line ends in a comma and only a name and its titles follow: a closing in unusual words."""
    if not texts[place].rstrip().endswith((",", "،")) or len(texts[place]) > SHORT:
        return False
    below = [text for text in texts[place + 1 : end] if text.strip()]
    return bool(below) and len(below) <= 5 and _name_like(below[0]) and any(text.strip() for text in texts[:place])


@lru_cache(maxsize=wording.REMEMBERED)
def _closes(line: str) -> bool:
    """Whether a folded line is a closing and nothing else."""
    if len(line) > 160:
        return False
    bare = line.strip(" ,.!;:…()\"'*_-")
    return bool(bare and wording.CLOSING.fullmatch(bare))


def _closing_block(texts: list[str], folded: list[str], end: int, contacts: int = 2) -> int | None:
    """A block of short lines at the end, below an empty line, that reads like name, function and organisation."""
    begin = end
    while begin > 0 and folded[begin - 1] and end - begin <= MAX_BLOCK:
        begin -= 1
    block = range(begin, end)
    if not begin or not block or len(block) > MAX_BLOCK or not any(folded[:begin]):
        return None
    if not all(_signature_line(texts[place]) for place in block):
        return None
    if _announced(texts, folded, begin) or wording.HONORIFIC.match(folded[begin]):
        return None  # whom the text puts forward, not who signs it
    if all(wording.CONTACT.search(folded[place]) for place in block):  # contacts below the name's own block
        above = begin
        while above > 0 and not folded[above - 1]:
            above -= 1
        upper = _closing_block(texts, folded, above, contacts - 1) if contacts else None
        return begin if upper is None else upper
    if split_closing(texts[begin])[1]:
        return begin + 1
    return begin if _name_like(texts[begin]) or any(wording.CONTACT.search(folded[place]) for place in block) else None


def _announced(texts: list[str], folded: list[str], begin: int) -> bool:
    """Whether a block at the end, or the blocks of short lines right above it, stand below a line that ends in ":"."""
    for place in range(begin - 1, max(-1, begin - 60), -1):
        if folded[place].endswith(":"):
            return True
        if folded[place] and not _signature_line(texts[place]):
            return False
    return False


@lru_cache(maxsize=wording.REMEMBERED)
def _signature_line(text: str) -> bool:
    """Whether a line may stand in a signature: short, no sentence, no table, no filled-in form."""
    stripped = text.strip()
    if not stripped:
        return True
    folded = wording.fold(stripped)
    if _postscript(folded):
        return False
    if wording.CONTACT.search(folded) and len(stripped) <= 2 * SHORT and "\t" not in stripped:
        return not wording.FORM_LABEL.match(folded)
    if len(stripped) > SHORT or "\t" in stripped or stripped.count("|") > 4 or wording.FORM_LABEL.match(folded):
        return False
    if BULLET.match(text) or re.search(r"[?؟]", stripped):
        return False
    return not SENTENCE_END.search(stripped) or bool(INITIAL.search(stripped)) or len(WORD.findall(stripped)) <= 3


def _name_like(text: str) -> bool:
    """Whether a line may be who signs: up to nine words that begin in capitals, or Arabic ones; no running text."""
    stripped = text.strip(" *_-–—/")
    words = WORD.findall(stripped)
    if not 1 <= len(words) <= 12 or BULLET.match(text) or "\t" in text:
        return False
    if SENTENCE_END.search(stripped) and not INITIAL.search(stripped):
        return False
    arabic: int = sum("\u0600" <= word[0] <= "\u06ff" for word in words)
    if arabic * 2 > len(words):
        return len(words) <= 9 and not _closes(wording.fold(stripped))
    capital: int = sum(word[0].isupper() for word in words if len(word) > 3 or word[0].isupper())
    weighty: int = sum(len(word) > 3 or word[0].isupper() for word in words)
    return words[0][0].isupper() and capital * 2 >= weighty


def _postscript(line: str) -> bool:
    return wording.special(line) and bool(wording.POSTSCRIPT.match(line))


def _sign(texts: list[str], folded: list[str], signed: list[bool], begin: int, end: int) -> None:
    """Marks the signature's lines; a postscript, a form or running text below it is the sender's text again."""
    paragraph_open = False
    for place in range(begin, end):
        if not folded[place]:
            paragraph_open = False
            continue
        if (
            not paragraph_open
            and place > begin
            and (_postscript(folded[place]) or wording.FORM_LABEL.match(folded[place]) or len(texts[place]) > 2 * SHORT)
        ):
            return
        if _postscript(folded[place]):
            return
        paragraph_open = True
        signed[place] = True
