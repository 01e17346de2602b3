"""Finds the organisations that running text names as authors of a report: behind "rapport de", before "submits"."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from mailbot.understanding.fold import Folded, fold
from mailbot.understanding.organisations.lexicon import ARABIC, Lexicon
from mailbot.understanding.organisations.names import EDGES, clean, merged
from mailbot.understanding.organisations.rows import REACH, WORD, extent, names_at
from mailbot.understanding.reports.listed import listed
from mailbot.understanding.sentences import paragraphs

QUOTED = re.compile(r"[«“]\s*([^«»“”]{3,200}?)\s*[»”]|(?<=\s)\"([^\"]{3,200}?)\"(?=[\s.,;])")
# People who act for others, no house: "ممثلو الجاليات", "the representatives of the communities", "les membres".
PEOPLE = re.compile(
    r"(?:ال|و)?(?:ممثل(?:و|ي|ون|ين|ات)|اعضاء|افراد|مندوب(?:و|ي|ون|ين)|روساء)\b"
    r"|(?:ال|و)?(?:صاحب|صاحبه|اصحاب|رب|ارباب) (?:ال)?(?:عمل|اعمال|منزل|بيت|شركه|قرار)\b"
    r"|(?:the |les |des |nos |our )?(?:representatives|representant(?:e)?s|members|membres|"
    r"delegates|delegues|participants)\b"
)
READ = 8000  # characters of a zone that are searched
HELPED = 90  # characters before a name in which words of help may stand
NARROWEST = 50  # letters: no page is narrower, so that a line of a list or a cover ends where it was meant to


def named_in(text: str, lexicon: Lexicon, known: Mapping[str, str]) -> tuple[str, ...]:
    """Organisations that a text says the report is of, or that it says submit, clean and in order.

    known: names met as whole lines elsewhere, by their folded form; they tell where a name ends.
    """
    found: list[str] = []
    texts = flowing(text[:READ])
    for index, paragraph in enumerate(texts):
        folded = Folded(untitled(paragraph, lexicon))
        if below := listed(folded, texts[index + 1 : index + 16], lexicon):
            found.extend(below)
            continue
        found.extend(_behind(folded, "list", lexicon, known))
        found.extend(_behind(folded, "of", lexicon, known))
        found.extend(_before(folded, lexicon, known))
        found.extend(_row(folded, lexicon, known))
    if found and len(row := _fullest_row(texts, lexicon, known)) > len(merged(found)) and set(found) <= set(row):
        found = row  # names only some of which hold a word for an organisation
    for group in ("label", "from"):
        if found:
            break
        for paragraph in texts:
            found.extend(_behind(Folded(untitled(paragraph, lexicon)), group, lexicon, known))
    return merged(
        name
        for name in found
        if name and not lexicon.is_host(name) and not lexicon.is_place(name) and not PEOPLE.match(fold(name))
    )


def flowing(text: str) -> list[str]:
    """The paragraphs of a text with the lines joined that only its width broke: had the next word found room in its
    line, it would stand there. The other line ends stay, for no name goes over them.
    """
    longest = max(NARROWEST, *map(len, text.split("\n")))
    return [_joined(paragraph.split("\n"), longest) for _, _, paragraph in paragraphs(text)]


def _joined(lines: list[str], longest: int) -> str:
    joined = lines[0]
    for line, below in pairwise(lines):
        word = below.split(maxsplit=1)[0] if below.strip() else ""
        joined += (" " if len(line.rstrip()) + 1 + len(word) > longest else "\n") + below
    return joined


def untitled(text: str, lexicon: Lexicon) -> str:
    """A text without what stands in quotation marks, unless that is a name: titles hold the words of names."""
    return QUOTED.sub(lambda match: _kept(match, lexicon), text)


def _kept(match: re.Match[str], lexicon: Lexicon) -> str:
    quoted = match.group(1) or match.group(2)
    if lexicon.like(clean(quoted, lexicon)):
        return quoted
    if len(quoted.split()) > 2:
        return ""
    before = match.string[: match.start()].split()[-1:]
    return quoted if before and lexicon.is_head(before[0].strip("(,:"), weak=False) else match.group()


def _behind(folded: Folded, group: str, lexicon: Lexicon, known: Mapping[str, str]) -> Iterator[str]:
    """The names behind the words of a group of rules."""
    several = bool(lexicon.words.group("joint").hits(folded.text))
    titles = [span for hit in lexicon.words.group("title").hits(folded.text) for span in hit.rule.spans(folded.text)]
    for hit in lexicon.words.group(group).hits(folded.text):
        for start, end in hit.rule.spans(folded.text):
            if folded.text[end - 1 : end] == ":" and start > 2:
                continue  # a label stands at the beginning of its line
            if any(begin <= start < close for begin, close in titles) and folded.text[end:].lstrip().startswith(":"):
                continue  # "title of the report: ..."
            if _helped(folded.text[:start], lexicon):
                continue  # "made possible by a contribution of X"
            place = folded.place(end)
            names = names_at(
                folded.original[place : place + REACH], lexicon, known, bold=hit.rule.means == "bold", several=several
            )
            if (
                group == "of"
                or len(names) > 1
                or all(lexicon.like(name) or group in ("from", "label") for name in names)
            ):
                yield from names


def _helped(before: str, lexicon: Lexicon) -> bool:
    """Whether the clause that a folded text ends with tells who helped rather than who wrote."""
    clause = re.split(r"[.;:!?]", before[-HELPED:].replace("\n", " "))[-1]
    return any(word in clause for word in lexicon.words.folded("helpers") if " " in word)


def _fullest_row(texts: list[str], lexicon: Lexicon, known: Mapping[str, str]) -> list[str]:
    """The longest row of names behind one cue that holds a word for an organisation."""
    longest: list[str] = []
    for text in texts:
        folded = Folded(untitled(text, lexicon))
        several = bool(lexicon.words.group("joint").hits(folded.text))
        for hit in lexicon.words.group("of").hits(folded.text):
            for _, end in hit.rule.spans(folded.text):
                rest = folded.original[folded.place(end) :][:REACH]
                row = list(merged(names_at(rest, lexicon, known, bold=True, plain=True, several=several)))
                if len(row) > len(longest) and len(row) > 1 and any(lexicon.like(name) for name in row):
                    longest = row
    return longest


def _known_in(text: str, lexicon: Lexicon, known: Mapping[str, str]) -> list[str]:
    """The known names in a text, each in the form in which it stands there."""
    folded = Folded(text)
    found: list[str] = []
    for key, name in known.items():
        place = folded.text.find(key)
        if place >= 0:
            here = names_at(text[folded.place(place) :], lexicon, {key: name})
            found.append(here[0] if here and fold(here[0]).startswith(key) else name)
    return found


def _row(folded: Folded, lexicon: Lexicon, known: Mapping[str, str]) -> list[str]:
    """The names behind a colon, where the words before it say that several write together."""
    for colon in list(re.finditer(r":\s", folded.original))[:6]:
        if not lexicon.words.group("joint").hits(fold(folded.original[: colon.start()])):
            continue
        names = names_at(folded.original[colon.end() : colon.end() + 2 * REACH], lexicon, known, several=True)
        if len(names) > 1:
            return names
    return []


def _before(folded: Folded, lexicon: Lexicon, known: Mapping[str, str]) -> Iterator[str]:
    several = bool(lexicon.words.group("joint").hits(folded.text))
    hits = lexicon.words.group("submits").hits(folded.text)
    for verb in sorted({start for hit in hits for start, _ in hit.rule.spans(folded.text)}):
        place = folded.place(verb)
        left = folded.original[max(0, place - REACH) : place].strip()
        for mark in (". ", "! ", "? ", "؟ ", ": ", "؛ "):
            left = left.rpartition(mark)[2]
        if inside := _known_in(left, lexicon, known):
            yield from inside
            continue
        words = list(WORD.finditer(left))
        starts = [word.start() for word in words if word.group()[0].isupper() or lexicon.is_head(word.group())]
        for start in starts[:12]:
            names = list(names_at(left[start:], lexicon, known, several=several))
            if several and not left[:start].strip(EDGES):
                # "Mains Libres et le Cercle X déposent ensemble": the first of several subjects needs no word for a
                # house; a single word may be the first of a name: "The Peace and Mobility Forum".
                row = names_at(left[start:], lexicon, known, bold=True, several=True)
                names = row if len(row) > len(names) and all(" " in name for name in row) else names
            article = re.search(r"(?:^|\s)(?:[Tt]he|[Ll]a|[Ll]e|[Ll]es)\s+$|[Ll]['’]$", left[:start]) is not None
            alike = sum(1 for name in names if lexicon.like(name))
            enough = article or alike == len(names) or (len(names) > 1 and 2 * alike >= len(names))
            if names and enough and len(" ".join(names)) > 0.5 * len(left[start:]):
                yield from names
                break


def spoken_of(text: str, lexicon: Lexicon) -> str | None:
    """The organisation that a text names most often (the first of equals); None where it names none."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for joined in flowing(text[:READ]):
        place = 0
        for word in WORD.finditer(joined):
            if word.start() < place or not (word.group()[0].isupper() or ARABIC.match(word.group())):
                continue
            if ARABIC.match(word.group()) and not lexicon.is_head(word.group(), weak=False):
                continue
            span = extent(joined[word.start() : word.start() + REACH], lexicon, {})
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
