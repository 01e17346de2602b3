"""Where running text leaves the name of a house: one notion for every reader, in three languages."""

import re
from collections.abc import Sequence

from mailbot.understanding.organisations import going_on
from mailbot.understanding.words import arabic, grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token

_YEAR = re.compile(r"(?:19|20)\d\d$")
WITH = ("with", "avec", "مع")
# What is done "with" somebody, inside a name.
WITH_OTHERS = (
    *("تضامن", "تعاون", "صداقه", "حوار", "شراكه"),
    *("solidarity", "cooperation", "friendship", "dialogue", "partnership", "solidarite", "amitie", "partenariat"),
)
PEOPLE = ("workers", "seafarers", "migrants", "women", "employees", "nurses", "teachers", "students", "refugees")


def dated(run: Sequence[Token], at: int) -> bool:
    """Whether a link only leads to a year or a month: "joined the Collective in 2017"."""
    if at + 1 >= len(run) or run[at].key not in ("in", "since", "until", "from", "en", "depuis", "by"):
        return False
    return bool(_YEAR.match(run[at + 1].text)) or run[at + 1].key in grammar.MONTHS


def second_house(run: Sequence[Token], index: int, at: int, lex: Lexicon) -> bool:
    """Whether "and" joins a further house: "X Deckhands and the Tea Guild", "Bakers' Union and Millers' Guild",
    "(rapport de) X Santé et du Mouvement Y"."""
    if run[at].key not in ("and", "et") or at + 2 >= len(run):
        return False
    if run[at + 1].key in ("the", "la", "le", "les", "l'"):
        inside = index > 0 and run[index - 1].capital  # "Soninkara | Santé et le Mouvement X"
        return run[at + 2].capital and (at - index > 1 or inside or run[index].key not in lex.latin_ordinary)
    if run[at + 1].key in ("du", "de"):
        head = next((token for token in run[at + 2 : at + 4] if token.key not in ("la", "l'")), run[at + 1])
        form = lex.organisation_form(head) if head.capital and not head.key.endswith("s") else None
        return form is not None and form not in lex.parts | lex.weak_heads
    after = [token for token in run[at + 1 : at + 6] if token.word]
    stop = next((place for place, token in enumerate(after) if not token.capital), len(after))
    last = lex.organisation_form(after[stop - 1]) if stop > 1 else None
    whole = lex.parts | lex.weak_heads
    heads = {lex.organisation_form(token) for token in run[index:at]} - whole - {None}
    return bool(heads) and last is not None and last not in whole


def seat(run: Sequence[Token], at: int, end: int, lex: Lexicon) -> bool:
    """Whether a link leads to the town where a house is, up to its end: "Maison de Jeunes Tafsut à Béjaïa".

    "à" before capitals that are no ordinary words leads to a place; other links only to one that is known.
    """
    if at + 1 >= end or not run[at + 1].capital:
        return False
    hit = lex.places.at(run, at + 1)
    whole = hit is not None and hit[0] >= end
    if run[at].text in ("à", "À"):
        strange = all(
            (token.capital and token.key not in lex.latin_ordinary) or not token.word for token in run[at + 1 : end]
        )
        return whole or (strange and end - at <= 3)
    return whole and run[at].text.lower() in ("in", "au", "en")


def with_others(run: Sequence[Token], at: int) -> bool:
    """Whether "with" goes on inside a name: "Solidarity with Migrants", "جمعية الأوراس للتضامن مع المهاجرين"."""
    return run[at - 1].key.endswith(WITH_OTHERS) and at + 1 < len(run) and run[at + 1].word


def goes_on(run: Sequence[Token], at: int) -> bool:
    """Whether an Arabic word goes on with the sentence rather than with a name: "ويتابع", "أطيب تحياتها"."""
    following = run[at + 1].key if at + 1 < len(run) and run[at + 1].arabic else ""
    return going_on.goes_on(run[at].key, following)


def in_country(run: Sequence[Token], at: int) -> bool:
    """Whether "in" and a place belong to a name: behind the people a house is of ("Service Workers in Lebanon")."""
    if at < 2 or run[at].key != "in" or not run[at - 1].capital:
        return False
    country = at + 1 < len(run) and run[at + 1].key in grammar.COUNTRIES
    before = run[max(0, at - 5) : at] if country else run[at - 1 : at]
    return any(token.capital and token.key.rstrip("'") in PEOPLE for token in before)


def is_person_behind(run: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Whether a person's name begins behind a word that joins: "Racines et Awa Diallo"."""
    if at >= len(run):
        return False
    if lex.honorifics.at(run, at):
        return True
    return run[at].key in lex.latin_names if not run[at].arabic else arabic.is_name_word(run[at].key, lex)
