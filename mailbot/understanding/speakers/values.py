"""What a short text standing alone holds, told by its own words: a name, a function, a house, a role, an address."""

import re

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations import finding
from mailbot.understanding.speakers import names, roles
from mailbot.understanding.words import honorifics
from mailbot.understanding.words.lexicon import Lexicon, keeps
from mailbot.understanding.words.tokens import ARABIC, tokens

CONTACT = re.compile(
    r"\S@\S|https?://|www\.|\+?\d[\d\s().\-/]{6,}|"
    r"\b(?:tel|tél|fax|mob|gsm|phone|cell|port(?=\s*[.:])|bp|p\.?o\.? ?box|skype|whatsapp)\b\s*[.:]?|"
    r"هاتف|جوال|ص\.? ?ب|فاكس|واتساب",
    re.IGNORECASE,
)
LONGEST = 160  # characters


def kinds(text: str, lex: Lexicon) -> frozenset[str]:
    """Which of name, title, affiliation, role and contact a text can be; () where its words tell nothing."""
    return _kinds(text.strip(), lex) if len(text) <= LONGEST else frozenset()


@keeps(4096)
def _kinds(text: str, lex: Lexicon) -> frozenset[str]:
    if not text:
        return frozenset()
    if CONTACT.search(text):
        return frozenset(("contact",))
    run = tokens(text)
    found: set[str] = set()
    heads = [at for at, token in enumerate(run) if lex.is_title(token)]
    if names_role(text, lex):
        found.add("role")
    if is_person(text, lex):
        found.add("name")
    if heads and heads[0] <= 4 and "name" not in found:
        found.add("title")
    if any(lex.organisation_form(token) for token in run) and finding.find(text, lex):
        found.add("affiliation")
    return frozenset(found)


def names_role(text: str, lex: Lexicon) -> bool:
    """Whether a text names a role of the call, whatever else it holds."""
    return lex.roles.has(tokens(text)) or bool(roles.in_value(text, lex))


def is_person(text: str, lex: Lexicon) -> bool:
    """Whether a text is a person's name and nothing else: no place, label, function, house or role."""
    if _runs_on(text, lex) or not names.is_name(text, lex) or text.rstrip().endswith((":", "?", "؟", "!")):
        return False
    bare = names.clean(text, lex)
    behind = text[text.find(bare) + len(bare) :].strip(' .,;:*|"“”«»،؛') if bare in text else ""
    if (behind and behind[0] not in "([") or (len(bare.split()) < 2 and not honorifics.end(tokens(text), 0, lex)):
        return False
    if lex.is_place(bare) or fold_word(bare) in lex.labels:
        return False
    run = tokens(bare)
    if not any(token.arabic or token.capital for token in run):
        return False
    return not (any(lex.organisation_form(token) for token in run) or any(lex.roles.all(run)))


_MARK = re.compile(r"[^\w\s.'’-]|_|\s-\s")


def _runs_on(text: str, lex: Lexicon) -> bool:
    """Whether a text, up to its first mark, holds a word in small letters that stands in no name: most lines do."""
    if not text.isascii() and ARABIC.search(text):
        return False
    return any(
        word.islower() and word.isascii() and word.isalpha() and word not in lex.small_in_names
        for word in _MARK.split(text, maxsplit=1)[0].split()
    )


def starts_with_person(text: str, lex: Lexicon) -> bool:
    """Whether a text begins with a person's name, behind which a mark leads on: "Mme X, directrice"."""
    head = re.split(r"\s*[,،(|;/]\s*|\s[-–—]\s|\.\s", text.strip())[0]
    return head != text.strip() and is_person(head, lex)


_SENTENCE_END = re.compile(r"(?P<word>[^\W\d_]{3,})[.!?؟]\s")


def first_sentence(text: str, lex: Lexicon) -> str:
    """A value up to the end of its first sentence; the stop of an abbreviation ("Prof. X") ends none."""
    for match in _SENTENCE_END.finditer(text):
        if fold_word(match.group("word")) not in lex.abbreviations:
            return text[: match.end("word")]
    return text


def fits(kind: str, value: str, lex: Lexicon) -> bool:
    """Whether a value can be what a label asks for, where only some words of the label tell what it asks."""
    told = kinds(value, lex)
    if kind == "name":
        return "name" in told or (starts_with_person(value, lex) and first_sentence(value, lex) == value)
    if kind == "role":
        return "role" in told
    if kind in ("title", "affiliation", "both"):
        return kind in told or (not told and len(value.split()) <= 8 and not value.endswith((".", "!", "?")))
    return True
