"""Finds the organisations that running text names as authors of a report: behind "rapport de", before "submits"."""

import re
from collections.abc import Iterator

from mailbot.understanding.fold import Folded, fold
from mailbot.understanding.reports.names import ARABIC, EDGES, SMALL, Lexicon, clean, merged, pieces
from mailbot.understanding.sentences import paragraphs

WORD = re.compile(r"(?:[lLdD]['’](?=\w))|[^\W_]+(?:[-'’ʼ.&][^\W_]+)*[\u064b-\u0652]*", re.UNICODE)
DETERMINERS = frozenset("the our la le les l' notre nos une un cette ce this de du des d' a".split())
BREAK = re.compile(r"[.,،;؛:()\[\]«»\"“”!?؟\n]|\s[–—-]\s|https?:")
QUOTED = re.compile(r"[«“]\s*([^«»“”]{3,200}?)\s*[»”]|(?<=\s)\"([^\"]{3,200}?)\"(?=[\s.,;])")
READ = 8000  # characters of a zone that are searched
REACH = 220  # characters behind or before the words that name


def named_in(text: str, lexicon: Lexicon, known: dict[str, str]) -> tuple[str, ...]:
    """Organisations that a text says the report is of, or that it says submit, clean and in order.

    known: names met as whole lines elsewhere, by their folded form; they tell where a name ends.
    """
    found: list[str] = []
    for _, _, paragraph in paragraphs(text[:READ]):
        folded = Folded(_untitled(" ".join(paragraph.split("\n")), lexicon))
        found.extend(_behind(folded, lexicon, known))
        found.extend(_before(folded, lexicon, known))
    return merged(name for name in found if name and not lexicon.is_host(name) and not lexicon.is_place(name))


def _untitled(text: str, lexicon: Lexicon) -> str:
    """A text without what stands in quotation marks, unless that is an organisation: titles hold the words of names."""
    return QUOTED.sub(lambda match: _kept(match.group(1) or match.group(2), lexicon), text)


def _kept(quoted: str, lexicon: Lexicon) -> str:
    return quoted if len(quoted.split()) <= 2 or lexicon.like(clean(quoted, lexicon)) else ""


def _behind(folded: Folded, lexicon: Lexicon, known: dict[str, str]) -> Iterator[str]:
    for hit in lexicon.words.group("of").hits(folded.text):
        for start, end in hit.rule.spans(folded.text):
            if folded.text[end - 1 : end] == ":" and start > 2:
                continue  # a label stands at the beginning of its line
            place = folded.place(end)
            yield from names_at(folded.original[place : place + REACH], lexicon, known)


def _before(folded: Folded, lexicon: Lexicon, known: dict[str, str]) -> Iterator[str]:
    for hit in lexicon.words.group("submits").hits(folded.text):
        place = folded.place(hit.start)
        left = folded.original[max(0, place - REACH) : place].strip()
        for mark in (". ", "! ", "? ", "؟ ", ": ", "؛ "):
            left = left.rpartition(mark)[2]
        inside = [name for key, name in known.items() if key in fold(left)]
        if inside:
            yield from inside
            continue
        words = list(WORD.finditer(left))
        starts = [word.start() for word in words if word.group()[0].isupper() or lexicon.is_head(word.group())]
        for start in starts[:12]:
            names = list(names_at(left[start:], lexicon, known))
            if names and all(lexicon.like(name) for name in names) and len(" ".join(names)) > 0.5 * len(left[start:]):
                yield from names
                break


def names_at(text: str, lexicon: Lexicon, known: dict[str, str]) -> list[str]:
    """The names that a text begins with: one, or several joined by commas and "and"."""
    found: list[str] = []
    rest = text
    for _ in range(12):
        rest = re.sub(r"^[\s«\"“*_]+", "", rest)
        span = _one(rest, lexicon, known)
        if not span:
            break
        raw = rest[:span]
        found.extend(name for name in pieces(raw, lexicon) if name)
        rest = rest[span:]
        rest = re.sub(r"^[»\"”*_]*(?:\s*\([^)]{0,60}\))?", "", rest)
        more = re.match(r"\s*[,،]\s*(?:and |et |و)?(?:the |de la |de l'|de l’|du |des |d'|d’|de |la |le |les |l'|l’)?|\s+(?:and|et|&) (?:the |de la |de l'|de l’|du |des |d'|d’|de |la |le |les |l'|l’)?|\s+و(?=\S)", rest)
        if not more:
            break
        rest = rest[more.end() :]
        nothing = _one(rest, lexicon, known)
        if not nothing or not _continues(rest[:nothing], lexicon, known):
            break
    return found


def _continues(raw: str, lexicon: Lexicon, known: dict[str, str]) -> bool:
    """A further name of a list must be sure: a head, or known."""
    name = clean(raw, lexicon)
    return lexicon.like(name) or fold(name) in known


def _one(text: str, lexicon: Lexicon, known: dict[str, str]) -> int:
    """How many characters at the beginning of a text are one name (0: none)."""
    if not text:
        return 0
    lead = re.match(r"(?:(?:the|our|la|le|les|notre)\s+|[lLdD]['’])*", text)
    skip = lead.end() if lead else 0
    key = fold(text)
    for name in known:
        for prefix in (0, 1, 2):
            if len(name) > 4 and key[prefix:].startswith(name) and (prefix == 0 or ARABIC.match(key)) and not key[prefix + len(name) : prefix + len(name) + 1].isalpha():
                return min(len(text), len(name) + prefix)
        if len(name) > 4 and fold(text[skip:]).startswith(name) and not fold(text[skip:])[len(name) : len(name) + 1].isalpha():
            return skip + len(name)
    if ARABIC.match(text[skip:]):
        return _arabic(text, lexicon)
    return _latin(text, skip, lexicon)


def _arabic(text: str, lexicon: Lexicon) -> int:
    words = list(WORD.finditer(text[:REACH]))
    if not words or not lexicon.is_head(words[0].group()):
        return 0
    end = words[0].end()
    count = 1
    for previous, word in zip(words, words[1:], strict=False):
        if BREAK.search(text[previous.end() : word.start()]):
            break
        key = fold(word.group())
        if key in lexicon.ends or key == "في":
            break
        if key.startswith("و") and lexicon.is_head(key[1:], weak=False) and count > 1:
            break
        end, count = word.end(), count + 1
    return end if count > 1 else 0


def _latin(text: str, skip: int, lexicon: Lexicon) -> int:
    words = [word for word in WORD.finditer(text[:REACH]) if word.start() >= skip]
    while words and fold(words[0].group()) in DETERMINERS and not words[0].group()[0].isupper():
        words.pop(0)
    if not words or not words[0].group()[0].isupper():
        return 0
    if fold(words[0].group()) in lexicon.rules.file("names").folded("honorifics"):
        return 0
    headed = lexicon.is_head(words[0].group())
    end, lower, count = words[0].end(), 0, 1
    previous, small = words[0].end(), ""
    for place, word in enumerate(words[1:], 1):
        if BREAK.search(text[previous : word.start()]):
            break
        previous = word.end()
        token = word.group()
        key = fold(token)
        if token[0].isupper() or token[0].isdigit():
            end, count, lower, small = word.end(), count + 1, 0, ""
        elif key.strip("'") in SMALL:
            small = key.strip("'")
        elif key in lexicon.ends or not headed or lower >= 2:
            break
        else:
            lower += 1
            after = text[word.end() : word.end() + 2].strip()
            last = place + 1 == len(words) or bool(after and BREAK.match(after))
            if small in ("", "de", "d") and (last or fold(words[place + 1].group()) in lexicon.ends):
                end = word.end()  # "Réseau euro-africain des Marocains médecins," "Promotion des Migrants de retour dépose"
    return end if count > 1 or headed else 0


def spoken_of(text: str, lexicon: Lexicon) -> str | None:
    """The organisation that a text names most often (the first of equals); None where it names none."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for _, _, paragraph in paragraphs(text[:READ]):
        joined = " ".join(paragraph.split("\n"))
        place = 0
        for word in WORD.finditer(joined):
            if word.start() < place or not (word.group()[0].isupper() or ARABIC.match(word.group())):
                continue
            if ARABIC.match(word.group()) and not lexicon.is_head(word.group(), weak=False):
                continue
            span = _one(joined[word.start() : word.start() + REACH], lexicon, {})
            name = clean(joined[word.start() : word.start() + span], lexicon) if span else ""
            if name and lexicon.like(name) and not lexicon.is_host(name) and len(name.split()) > 1:
                key = fold(name)
                counts[key] = counts.get(key, 0) + 1
                names.setdefault(key, name)
                place = word.start() + span
    return names[max(counts, key=lambda key: counts[key])] if counts else None


def segments(line: str) -> list[str]:
    """The pieces of a signature line: "Directrice, Institut X | Annaba" names three things."""
    return [piece.strip(EDGES) for piece in re.split(r"\s*(?:[|,،/•·\t]|\s[–—-]\s)\s*", line) if piece.strip(EDGES)]
