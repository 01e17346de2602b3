"""What a label asks for by the lists of labels: bilingual, numbered and bracketed ones are understood."""

import re
from collections.abc import Iterable

from mailbot.understanding.words.lexicon import LABEL_WORD, Lexicon, label_key
from mailbot.understanding.words.tokens import ARABIC

LABEL_CAP = 60  # characters of a label
_BRACKETED = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_LATIN = re.compile(r"[a-z]")
NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}\s*[.)\-–—:/]|[-*•·▪►●○◦–—]|\(?[a-zA-Z][.)]|[أ-ي]\s*[-.)])\s*")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TAIL = re.compile(r"\s+(?:n°|no\.?|nº|#)?\s*\d{1,2}$")
_QUALIFIERS = re.compile(
    r"\s+(?:of (?:the )?(?:proposed |nominated )?(?:speaker|nominee|candidate|person)s?|(?:de l'|du |"
    r"de la )(?:intervenante?|orateur|oratrice|candidate?|personne)(?: proposee?)?"
    r"|المتحدثه?|المرشحه?|المقترحه?|المطلوبه?|الحاليه?|requested|proposed|souhaitee?s?|propose|demandee?s?|"
    r"actuel|actuelle|current|held)$"
)
_NAME_LABEL = re.compile(
    r"(?:الاسم (?:الكامل|الثلاثي|الرباعي|الخماسي|كما|حسب|مع|و)|اسم (?:المتحدث|المرشح|المقرر|المشارك|"
    r"الشخص|صاحب|الخبير)|full name |name of (?:the )?(?:proposed |nominated |suggested )?(?:speaker|"
    r"nominee|candidate|person|representative)|nom (?:et|&) prenoms?\b|nom complet |noms? de (?:l'|"
    r"la personne|l' )(?:intervenant|orateur|oratrice|personne|candidat)?|name and )"
)
_GIVEN = re.compile(
    r"\b(?:prenoms?|first names?|given names?|forenames?)\b|اسم\w* (?:الاول|الشخصي)|الاسم (?:الاول|الشخصي)"
)
_FAMILY = re.compile(
    r"\b(?:noms? de famille|noms? patronymiques?|family names?|surnames?|last names?)\b|"
    r"(?:اسم |ال)(?:العائله|عائله|كنيه|لقب)"
)
_NAMES = ("name", "nom", "اسم", "عائله", "كنيه", "لقب")  # one of these stands in all that follows
_WHOSE = re.compile(
    r"^(?:name of (?:the )?|nom (?:de la |de l'|du |de |des )|اسم |name and (?:title|position|signature) of (?:the )?)"
)


def field_of(label: str, lex: Lexicon) -> str | None:
    """What a label asks for (one of lexicon.FIELDS); bilingual, numbered and bracketed labels are understood."""
    if len(label) > LABEL_CAP * 2:
        return None
    key = label_key(label)
    if not key or len(key) > LABEL_CAP:
        return None
    if not lex.label_words.isdisjoint(LABEL_WORD.findall(key)):
        for variant in _variants(label, key):
            if variant in lex.labels:
                return lex.labels[variant]
    if not any(word in key for word in _NAMES):
        return None
    whose = _WHOSE.sub("", key)
    if whose != key and lex.labels.get(whose) == "aside":
        return "aside"
    if len(key.split()) <= 5 and bool(_GIVEN.search(key)) != bool(_FAMILY.search(key)):
        return "given" if _GIVEN.search(key) else "family"
    return "name" if _NAME_LABEL.match(key) and len(key.split()) <= 7 else None


def _variants(label: str, key: str) -> Iterable[str]:
    yield key
    bare = key
    if "(" in label or "[" in label:
        bare = label_key(BRACKETS.sub(" ", label))
        yield bare
        for inside in _BRACKETED.findall(label):
            yield label_key(inside)
    unnumbered = label_key(NUMBER.sub("", bare))
    yield unnumbered
    tailless = label_key(_TAIL.sub("", unnumbered))
    yield tailless
    yield label_key(_QUALIFIERS.sub("", tailless))
    if ARABIC.search(tailless) and _LATIN.search(tailless):
        yield label_key(" ".join(word for word in tailless.split() if not ARABIC.search(word)))
        yield label_key(" ".join(word for word in tailless.split() if ARABIC.search(word)))
    for mark in ("/", "|", " - ", " et ", " and ", " & ", " or ", " ou "):
        if mark in tailless:
            for piece in tailless.split(mark):
                yield label_key(piece)
                yield label_key(_QUALIFIERS.sub("", label_key(piece)))
