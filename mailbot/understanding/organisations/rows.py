"""Finds where the name of an organisation ends in running text, and the further names joined to it."""

import re
from collections.abc import Mapping
from itertools import pairwise

from mailbot.understanding.fold import Folded, fold
from mailbot.understanding.organisations import extents, unheaded
from mailbot.understanding.organisations.lexicon import ARABIC, Lexicon
from mailbot.understanding.organisations.names import MADE_BY, clean
from mailbot.understanding.organisations.pieces import PURPOSE, REPEATED, pieces
from mailbot.understanding.organisations.proper import is_proper, proper_extent
from mailbot.understanding.words.tokens import tokens

WORD = re.compile(r"(?:[lLdD]['’](?=\w))|[^\W_]+(?:[-'’ʼ.&][^\W_]+)*[\u064b-\u0652]*", re.UNICODE)
DETERMINERS = frozenset(
    (
        "the",
        "our",
        "la",
        "le",
        "les",
        "l'",
        "notre",
        "nos",
        "une",
        "un",
        "cette",
        "ce",
        "this",
        "de",
        "du",
        "des",
        "d'",
        "a",
    )
)
BREAK = re.compile(r"[.,،;؛:()\[\]«»\"“”!?؟\n]|\s[–—-]\s|https?:")
LEAD = re.compile(r"(?:(?:the|our|la|le|les|notre)\s+|[lLdD]['’])*")
TOGETHER = "(?:jointly|together|along) with|as well as|ainsi que|(?:conjointement|en commun) avec|en son nom et au nom"
JOINED = re.compile(
    rf"\s*[,،]\s*(?:(?:and|et|{TOGETHER}) |و|بالاشتراك مع )?(?:the |{REPEATED})?"
    rf"|\s+(?:and|et|&|with|avec|{TOGETHER}) (?:the |{REPEATED})?|\s+بالاشتراك مع |\s+و(?=\S)"
)
ROW = re.compile(r"\b(?:and|et|&|with|avec|ainsi que|as well as|بالاشتراك مع)\b")
ROW_GOES_ON = re.compile(r"[^.;:!?()\n]{2,90}?\s(?:and|et|&)\s")
COMMAS = re.compile(r"[^.;:؛\n]{1,80}?[,،]\s*(?!و?(?:راجين|مع|عبر|وقد|كما|هو|هي))")
# A row of single words that go on with what a name is for.
ELEMENT = r"(?:the |la |le |les |l['’])?[A-ZÀ-Þ][\w'’-]*(?: (?:des|de|du|of|à) [\w'’-]+)?"
ELEMENTS = re.compile(rf"(?:, {ELEMENT})+,? (?:et|and|&) {ELEMENT}| (?:et|and|&) {ELEMENT}(?= (?:et|and|&) |[,;.(]|$)")
ELEMENT_SPLIT = re.compile(r",| (?:et|and|&) ")
TAIL = re.compile(r" (?:of|de|des|du|d['’]|en|in|au|aux)(?: ?(?:the |la |le |les |l['’]))? ?[A-ZÀ-Þ][\w'’-]*")
FURTHER = re.compile(r"\s+(?:pour (?:la|le|les|l['’])|for [A-Z]|ل(?!كم|نا|ه|ها|هم|دى|ما)\w{3,})")
# The last of a row follows: what stands before it is one name.
AND_MORE = re.compile(r",? (?:and|et) (?:the |la |le |les |l['’])?[A-ZÀ-Þ]")
# "... and three of its members: A, B", "... et deux de ses membres, A et B", "... وثلاث من عضواتها: ..."
MEMBERS = re.compile(
    r"(?:\w+ of (?:its|our|their) (?:\w+ )?(?:members|partners)|\w+ de (?:ses|leurs|nos) (?:\w+ )?membres|"
    r"\w+ من (?:أعضائ|اعضائ|عضوات|جمعيات|منظمات)\w+(?: الأعضاء)?)\s*[:,،(–-]?\s*(?:(?:the|la|le|les) )?"
)
REACH = 220  # characters behind or before the words that name
MOST = 12  # names in a row


def names_at(
    text: str,
    lexicon: Lexicon,
    known: Mapping[str, str],
    *,
    bold: bool = False,
    several: bool = False,
    plain: bool = False,
) -> list[str]:
    """The names that a text begins with: one, or several joined by commas and "and".

    bold: the words before leave no doubt that a name follows, so that an Arabic one needs no head. plain: nor does a
    Latin one, nor one of a single word (see proper.py). several: see pieces.
    """
    found: list[str] = []
    rest = MADE_BY.sub("", text)
    apart = several and not COMMAS.match(text)
    plain_row = plain or several
    for _ in range(MOST):
        rest = re.sub(r"^[\s*_(:,،–—-]+", "", rest)
        quoted = re.sub(r"^[«\"“]+\s*", "", rest)
        span = extent(quoted, lexicon, known)
        if bold and not found and (shift := _later_head(quoted, lexicon)):
            quoted = quoted[shift:]
            span = extent(quoted, lexicon, known)
        headless = plain_row if found else plain or bold
        if not span and (alone := proper_extent(rest, lexicon, apart) if headless else 0):
            raw = clean(rest[:alone], lexicon)
            found.extend(pieces(raw, lexicon, several=several) if several and not ARABIC.match(raw) else [raw])
            span = alone
        elif span:
            rest = quoted
            further = several and not AND_MORE.match(rest[span:])
            named = [name for name in pieces(rest[:span], lexicon, several=further) if name]
            named = [name for name in named if lexicon.like(name) or fold(name) in known or is_proper(name, lexicon)]
            span = span if named else 0
            found.extend(named)
        if not span:
            break
        rest = rest[span:]
        rest = re.sub(r"^[»\"”*_]*(?:\s*\([^)]{0,60}\))?", "", rest)
        more = JOINED.match(rest)
        if not more:
            break
        rest = rest[more.end() :]
        if members := MEMBERS.match(rest):
            rest = rest[members.end() :]
        nothing = extent(rest, lexicon, known)
        sure = nothing and _continues(rest[:nothing], lexicon, known)
        row = several or (not ARABIC.match(rest) and (ROW.search(more.group()) or ROW_GOES_ON.match(rest)))
        if not sure and not (plain_row and row and proper_extent(rest, lexicon, apart)):
            break
        several = True  # a row has begun: "A, B and the C"
    return found


def _continues(raw: str, lexicon: Lexicon, known: Mapping[str, str]) -> bool:
    """A further name of a list must be sure: a head, or known."""
    name = clean(raw, lexicon)
    capitals = sum(1 for word in name.split() if word[0].isupper())
    return lexicon.like(name) or fold(name) in known or (capitals >= 2 and not lexicon.is_place(name))


def extent(text: str, lexicon: Lexicon, known: Mapping[str, str]) -> int:
    """How many characters at the beginning of a text are one name (0: none)."""
    text = text[:REACH]
    lead = LEAD.match(text)
    skip = lead.end() if lead else 0
    folded = Folded(text)
    starts = {0, len(fold(text[:skip]))} | ({1, 2} if ARABIC.match(text) else set())
    walked = _walked(text, lexicon)
    for start in sorted(starts):
        rest = folded.text[start:]
        met = [
            name for name in known if len(name) > 4 and rest.startswith(name) and not rest[len(name) :][:1].isalpha()
        ]
        if met:
            end = folded.place(start + len(max(met, key=len)) - 1) + 1
            # The short form of a name may be known, and its full form stand here: "X" and "X pour la Mobilité".
            return walked if walked > end and FURTHER.match(text[end:]) else end
    return walked


def _walked(text: str, lexicon: Lexicon) -> int:
    """How many characters at the beginning of a text are one name by its words alone."""
    run, lex = tokens(text), lexicon.vocabulary
    at = 0
    while at < len(run) and run[at].word and not run[at].capital and run[at].key in DETERMINERS:
        at += 1
    if at == len(run) or not run[at].word:
        return 0
    if run[at].arabic:
        end = extents.extent(run, at, lex)
        return run[end - 1].end if end - at > 1 else 0
    end = extents.extent(run, at, lex) or unheaded.house_end(run, at, lex, before_and=1)
    words = [token for token in run[at:end] if token.word and token.key not in lex.links]
    if len(words) < 2 or (sum(token.capital for token in words) < 2 and not lex.organisation_form(run[at])):
        return 0
    return _enumerated(text, run[end - 1].end, lexicon) if end and not lex.honorifics.at(run, at) else 0


def _enumerated(text: str, end: int, lexicon: Lexicon) -> int:
    """Where a name ends whose purposes are a row ("for Truth, Memory and Return"), none of them a name itself."""
    row = ELEMENTS.match(text, end)
    if not row or not PURPOSE.search(text[:end]):
        return end
    parts = [part for part in ELEMENT_SPLIT.split(text[end : row.end()]) if part and part.strip(" ,")]
    if any(lexicon.is_head(WORD.findall(part)[-1 if len(part.split()) < 3 else 0], weak=False) for part in parts):
        return end
    if any(lexicon.is_place(part.strip(" ,")) for part in parts):
        return end
    rest = row.end()
    further = TAIL.match(text, rest)
    return further.end() if further else rest


def _later_head(text: str, lexicon: Lexicon) -> int:
    """Where an Arabic name begins behind a word or two of lead-in ("ثمرة جهد اتحاد ..."); 0 where it begins at once."""
    words = list(WORD.finditer(text[:60]))[:4]
    if not words or not ARABIC.match(text) or lexicon.is_head(words[0].group()):
        return 0
    for previous, word in pairwise(words):
        if BREAK.search(text[previous.end() : word.start()]):
            return 0
        if fold(word.group()) in lexicon.heads and lexicon.is_head(word.group(), weak=False):
            return word.start()
    return 0
