"""Finds names in running text that only what stands around them tells: "our house, Hirfa", "Hirfa's report"."""

import re
from collections.abc import Iterator, Mapping

from mailbot.understanding.fold import Folded, fold
from mailbot.understanding.organisations.lexicon import ARABIC, Lexicon
from mailbot.understanding.organisations.names import clean
from mailbot.understanding.organisations.proper import is_proper, proper_extent
from mailbot.understanding.organisations.rows import REACH, names_at
from mailbot.understanding.reports.mentions import READ, flowing, untitled

OWNED = re.compile(r"['’]s ((?:\w{1,30} ){0,3}\w{1,30})")
OWNER = re.compile(r"(?<![^\s(«“\"])[A-Z][\w-]*(?: [A-Z][\w-]*){0,4}$")
ADVERB = re.compile(r" (?:now|hereby|herewith|today|gladly|proudly|also|aussi|donc|alone)\s*$")
CLAUSE = re.compile(r"[.!?:;,](?:\s|$)|\s[–—-]\s|^\s*(?:the|The|L['’]|La|Le|Les)\s")
BY_TITLE = re.compile(
    r"[’”\"»]\s*,?\s*(?:by|from|par|de la part de|d['’](?=[A-Z])|من إعداد|من|إعداد)\s+(?:the |la |le |l['’])?"
)


def unheaded_in(text: str, lexicon: Lexicon, known: Mapping[str, str]) -> list[str]:
    """Names without a word for an organisation, told by what stands around them; those of the first such paragraph."""
    for paragraph in flowing(text[:READ]):
        joined = untitled(paragraph, lexicon)
        folded = Folded(joined)
        found: list[str] = []
        joint = bool(lexicon.words.group("joint").hits(folded.text))
        for group in ("list", "of", "plain", "beside", "from"):
            if found and group == "from":
                break
            for hit in lexicon.words.group(group).hits(folded.text):
                for _, end in hit.rule.spans(folded.text):
                    rest = joined[folded.place(end) :][:REACH]
                    if group == "beside" and not re.match(r"\s*\(", rest):
                        continue
                    several = joint or hit.rule.means == "several"
                    found.extend(names_at(rest, lexicon, known, bold=True, plain=True, several=several))
        found.extend(_behind_title(paragraph, lexicon, known))
        found.extend(_owners(joined, lexicon))
        found.extend(_doers(folded, lexicon))
        found = [name for name in found if not lexicon.is_host(name) and not lexicon.is_place(name)]
        if found:
            return found
    return []


def _behind_title(text: str, lexicon: Lexicon, known: Mapping[str, str]) -> Iterator[str]:
    """ "« Sold by Cousins » by Probashi Adda": who stands right behind the title."""
    for match in BY_TITLE.finditer(text):
        yield from names_at(text[match.end() :][:REACH], lexicon, known, bold=True, plain=True)


def _owners(text: str, lexicon: Lexicon) -> Iterator[str]:
    """ "Hirfa's voluntary report": who a report belongs to."""
    for match in OWNED.finditer(text):
        owner = OWNER.search(text[max(0, match.start() - 60) : match.start()])
        speaks = owner and lexicon.words.group("spoken").hits(fold(match.group(1)))
        if owner and speaks and is_proper(owner.group(), lexicon):
            yield owner.group()


def _doers(folded: Folded, lexicon: Lexicon) -> Iterator[str]:
    """ "Tidewater hands in ...": capitals that are all there is before the verb in its clause."""
    for hit in lexicon.words.group("submits").hits(folded.text):
        left = ADVERB.sub("", CLAUSE.split(folded.original[: folded.place(hit.start)])[-1]).strip()
        name = clean(left, lexicon)
        if left and not ARABIC.match(left) and proper_extent(left, lexicon) == len(left) and not lexicon.is_place(name):
            yield name
