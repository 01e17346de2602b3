"""Finds where the name of an organisation ends in running text, and the further names joined to it."""

import re
from collections.abc import Mapping
from itertools import pairwise

from mailbot.understanding.fold import Folded, fold
from mailbot.understanding.organisations.going_on import goes_on
from mailbot.understanding.organisations.lexicon import ARABIC, SMALL, Lexicon
from mailbot.understanding.organisations.names import REPEATED, clean, pieces
from mailbot.understanding.organisations.proper import is_proper, proper_extent

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
JOINED = re.compile(
    rf"\s*[,،]\s*(?:and |et |و)?(?:the |{REPEATED})?"
    rf"|\s+(?:and|et|&|with|together with|along with|as well as|avec|ainsi que) (?:the |{REPEATED})?|\s+و(?=\S)"
)
ROW = re.compile(r"\b(?:and|et|&|with|avec|ainsi que|as well as)\b")
ROW_GOES_ON = re.compile(r"[^.;:!?()\n]{2,90}?\s(?:and|et|&)\s")
COMMAS = re.compile(r"[^.;:؛\n]{1,80}?[,،]\s*(?!و?(?:راجين|مع|عبر|وقد|كما|هو|هي))")
# Endings of French adjectives, folded: they follow a head with a small letter.
ADJECTIVE = re.compile(
    r"(?:aux|ales?|al|ifs?|ives?|iques?|aires?|iens?|iennes?|ains?|aines?|ins?|ois|oises?|ais|aises?|eens?|eennes?|istes?|"
    r"ables?|euses?|eurs?|oles?|iles?|ides?|ines?|iers|ieres|[nui]els?|[nui]elles?|gees?|lees|ees)$"
)
FRENCH_LINKS = frozenset(("des", "du", "de", "pour", "d'", "d’", "l'", "l’"))
# What a name is for, and a row of single words that go on with it.
PURPOSE = re.compile(r"\b(?:pour|for|of|on|sur|against|contre) (?:the |la |le |les |l['’])?[A-ZÀ-Þ][^\s,]*$")
ELEMENT = r"(?:the |la |le |les |l['’])?[A-ZÀ-Þ][\w'’-]*(?: (?:des|de|du|of|à) [\w'’-]+)?"
ELEMENTS = re.compile(rf"(?:, {ELEMENT})+,? (?:et|and|&) {ELEMENT}")
ELEMENT_SPLIT = re.compile(r",| (?:et|and|&) ")
TAIL = re.compile(r" (?:of|de|des|du|d['’]|en|in|au|aux)(?: ?(?:the |la |le |les |l['’]))? ?[A-ZÀ-Þ][\w'’-]*")
LONGEST = 12
FURTHER = re.compile(r"\s+(?:pour (?:la|le|les|l['’])|for [A-Z]|ل(?!كم|نا|ه|ها|هم|دى|ما)\w{3,})")
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
    rest = text
    apart = several and not COMMAS.match(text)
    for _ in range(MOST):
        rest = re.sub(r"^[\s*_(:,،–—-]+", "", rest)
        quoted = re.sub(r"^[«\"“]+\s*", "", rest)
        span = extent(quoted, lexicon, known, bold and not found)
        if bold and not found and (shift := _later_head(quoted, lexicon)):
            quoted = quoted[shift:]
            span = extent(quoted, lexicon, known, bold)
        if not span and (alone := proper_extent(rest, lexicon, apart) if plain else 0):
            raw = clean(rest[:alone], lexicon)
            found.extend(pieces(raw, lexicon, several=several) if several and not ARABIC.match(raw) else [raw])
            span = alone
        elif span:
            rest = quoted
            named = [name for name in pieces(rest[:span], lexicon, several=several) if name]
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
        nothing = extent(rest, lexicon, known)
        sure = nothing and _continues(rest[:nothing], lexicon, known)
        row = several or (not ARABIC.match(rest) and (ROW.search(more.group()) or ROW_GOES_ON.match(rest)))
        if not sure and not (plain and row and proper_extent(rest, lexicon, apart)):
            break
        several = True  # a row has begun: "A, B and the C"
    return found


def _continues(raw: str, lexicon: Lexicon, known: Mapping[str, str]) -> bool:
    """A further name of a list must be sure: a head, or known."""
    name = clean(raw, lexicon)
    capitals = sum(1 for word in name.split() if word[0].isupper())
    return lexicon.like(name) or fold(name) in known or (capitals >= 2 and not lexicon.is_place(name))


def extent(text: str, lexicon: Lexicon, known: Mapping[str, str], bold: bool = False) -> int:
    """How many characters at the beginning of a text are one name (0: none)."""
    text = text[:REACH]
    lead = LEAD.match(text)
    skip = lead.end() if lead else 0
    folded = Folded(text)
    starts = {0, len(fold(text[:skip]))} | ({1, 2} if ARABIC.match(text) else set())
    if ARABIC.match(text[skip:]):
        walked = _arabic(text, lexicon, bold)
    elif walked := _latin(text, skip, lexicon):
        walked = _enumerated(text, walked, lexicon)
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


def _arabic(text: str, lexicon: Lexicon, bold: bool) -> int:
    words = list(WORD.finditer(text))
    headed = bool(words) and lexicon.is_head(words[0].group())
    if not words or not (headed or (bold and _proper(words[0].group(), lexicon))):
        return 0
    end = words[0].end()
    count, within = 1, 0
    for place, (previous, word) in enumerate(pairwise(words), 2):
        if BREAK.search(text[previous.end() : word.start()]):
            break
        key = fold(word.group())
        if goes_on(key, fold(words[place].group()) if place < len(words) else ""):
            break
        if "a" <= key[0] <= "z" and word.group().islower():
            break
        if key in lexicon.ends or (not headed and (key in lexicon.small or key.isdigit())):
            break
        if key == "في":
            within = 3  # "in" and the place belong to the name; what follows them does not
        within -= 1
        if within == 0:
            break
        clause = count > 2 and key[1:3] != "ال"
        if key.startswith("و") and count > 1 and (clause or lexicon.is_head(key[1:], weak=False)):
            break  # a further name, or a further clause
        if key != "في":  # what it leads to may not belong to the name
            end = word.end()
        count += 1
    return end if count > 1 else 0


def _french(words: list[re.Match[str]], lexicon: Lexicon) -> bool:
    """Whether the word behind a head is French: small words belong to the name ("Fédération nationale des gens")."""
    if len(words) < 3:
        return False
    second = words[1].group()
    if second in FRENCH_LINKS:
        return True
    return second[0].islower() and fold(second) not in lexicon.ends and ADJECTIVE.search(fold(second)) is not None


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


def _proper(word: str, lexicon: Lexicon) -> bool:
    """Whether an Arabic word may begin a name that has no head: no person's honorific, nobody's "my" or "our"."""
    key = fold(word)
    if lexicon.says_nothing(word) or key in lexicon.honorifics or key in lexicon.ends:
        return False
    return len(key) > 2 and not key.endswith(("نا", "ءي", "يي", "تي", "هم", "كم"))


def _latin(text: str, skip: int, lexicon: Lexicon) -> int:
    words = [word for word in WORD.finditer(text) if word.start() >= skip]
    while words and fold(words[0].group()) in DETERMINERS and not words[0].group()[0].isupper():
        words.pop(0)
    if (
        not words
        or BREAK.search(text[: words[0].start()])
        or not (words[0].group()[0].isupper() or lexicon.is_head(words[0].group(), weak=False))
    ):
        return 0
    if fold(words[0].group()) in lexicon.rules.file("names").folded("honorifics"):
        return 0
    headed = lexicon.is_head(words[0].group())
    french = words[0].group()[0].isupper() and lexicon.is_head(words[0].group(), weak=False) and _french(words, lexicon)
    end, lower, count = words[0].end(), 0, 1
    previous, small = words[0].end(), ""
    for place, word in enumerate(words[1:], 1):
        if BREAK.search(text[previous : word.start()]):
            break
        previous = word.end()
        written = word.group()
        key = fold(written)
        if written == "I" or (key in lexicon.ends and written[0].islower() and key not in SMALL):
            break
        if written.isupper() and key in ("in", "on", "at", "to", "is", "with") and text.isupper():
            break
        if written[0].isupper() or written[0].isdigit():
            end, count, lower, small = word.end(), count + 1, 0, ""
        elif key.strip("'") in SMALL:
            small = key.strip("'")
        elif french and small not in ("et", "and") and count < LONGEST and (small or ADJECTIVE.search(key)):
            end, count, lower, small = word.end(), count + 1, 0, ""  # "Réseau tunisien de soutien aux travailleuses"
        elif not headed or lower >= 2 or small in ("et", "and"):
            break
        else:
            lower += 1
            after = text[word.end() : word.end() + 2].strip()
            last = place + 1 == len(words) or bool(after and BREAK.match(after))
            if small in ("", "de", "d") and (last or fold(words[place + 1].group()) in lexicon.ends):
                end = word.end()  # "Réseau des Marocains médecins," "Promotion des Migrants de retour dépose"
    return end if count > 1 else 0
