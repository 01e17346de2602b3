"""What kind of house a name is of, as far as its words tell: a host, a part of a house, a desk, a university."""

import re

from mailbot.understanding.fold import fold_word
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import tokens

UNITS_LAST = frozenset(("unit", "office", "department", "team", "section", "desk", "division", "faculty", "programme"))


_OF_A_DESK = frozenset(("of", "et", "and")) | grammar.LINKS | grammar.SENDERS


def is_host(name: str, lex: Lexicon) -> bool:
    """Whether a name is of one of those that invite, of a part of the event, or of an office that only sends."""
    key = f" {fold_word(name)} "
    return any(map(key.__contains__, lex.spaced_hosts)) or is_desk(name)


def is_part(name: str, lex: Lexicon) -> bool:
    """Whether a name is of a part of a house, as far as its words tell: "Migrant Workers Committee", "لجنة المرأة"."""
    words = fold_word(name).split()
    run = tokens(name)
    if not run:
        return False
    if run[0].arabic:
        return lex.organisation_form(run[0]) in grammar.ARABIC_PARTS
    return words[0] in grammar.FRENCH_PARTS or (words[-1] in grammar.ENGLISH_PARTS and "of" not in words)


def is_field(name: str, lex: Lexicon) -> bool:
    """Whether a name may only say what a function is about: no word in it heads a house by itself ("Domestic Workers",
    "Legal Aid", "وحدة الحماية")."""
    heads = [form for form in (lex.organisation_form(token) for token in tokens(name)) if form]
    return bool(heads) and all(form in lex.parts or form in lex.units for form in heads)


def is_unit(name: str, lex: Lexicon) -> bool:
    """Whether a name is only of a unit of a house: "Protocol Department", "Pôle Accueil", "قسم الحماية"."""
    words = fold_word(name).split()
    return bool(words) and (words[0] in lex.units or (words[-1] in UNITS_LAST and "of" not in words))


def is_desk(name: str) -> bool:
    """Whether a name is of an office inside a house: an office word, and nothing but whose or what for."""
    words = [
        word.removeprefix("l'").removeprefix("d'").removesuffix("'s").removesuffix("s'")
        for word in fold_word(name).replace("’", "'").split()
    ]
    return not grammar.SENDERS.isdisjoint(words) and grammar.DESKS.issuperset(set(words) - _OF_A_DESK)


def is_university(piece: str) -> bool:
    """Whether a name is a university's."""
    return bool(re.search(r"universit|جامعه", fold_word(piece)))
