"""Where the name of a house in Latin letters ends: a run of capitals, or a French head with what belongs to it."""

import re
from collections.abc import Sequence

from mailbot.understanding.organisations import boundaries
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token

# Small words of other languages that join capitals into one name of a house: "Tulay ng Bayani", "Tiwizi n Saghro".
STRANGE = frozenset(["ng", "n", "wa", "na", "ya", "za", "dan", "und", "ve", "y", "do", "da"])
LONGEST = 16  # words of an organisation's name
_ADJECTIVE = re.compile(
    r"(?:ains?|aines?|iens?|iennes?|aux|ales?|al|ifs?|ives?|iques?|aires?|ees?|es|ois|oises?|ais|aises?|"
    r"els?|elles?|eurs?|euses?|ants?|antes?|ents?|iers?|ieres?|ers|eres|istes?|ables?|ibles?|eux|in|"
    r"ins|ines?|ard|ardes?|enne|een|eenne|able)$"
)
_ARTICLE = re.compile(r"(?:al|el|as|es|ash|ech|ez|az|ad|ed|an|en|ar|er|at|et)-[A-ZÀ-Þ]")  # "Chott el-Gharbi"
ADDRESS = frozenset(("mr", "mrs", "ms", "dr", "prof", "mme", "mlle", "eng", "engr", "messrs"))


def capitals_end(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index after the last capitalised word of a run that small linking words may join."""
    end = at = index
    while at < len(run) and at - index < LONGEST:
        token = run[at]
        large = token.capital or token.text[0].isdigit() or (at > index and _ARTICLE.match(token.text) is not None)
        if token.word and not token.arabic and large and "@" not in token.text:
            if (
                at > index
                and lex.honorifics.at(run, at)
                and token.key not in lex.organisation_heads
                and (token.key.rstrip(".") in ADDRESS or run[at - 1].key in ("and", "et", "for", "&"))
            ):
                break
            if at > index and (
                lex.roles.at(run, at) or token.key in ("i", "we", "he", "she", "they", "you", "i'm", "i'd", "i've")
            ):
                break
            end = at + 1
        elif (
            token.text in ("&", "'", "’", "`")
            or (token.text == "-" and token.start == run[at - 1].end and at > index)
            or (
                token.text == "."
                and at > index
                and (len(run[at - 1].text) <= 2 or run[at - 1].key in ("dr", "st", "ste", "intl", "int"))
                and run[at - 1].capital
                and at + 1 < len(run)
                and run[at + 1].capital
            )
        ):
            pass
        elif token.word and not token.arabic and token.key in lex.links and at > index and token.text not in ("a", "A"):
            if (
                boundaries.second_house(run, index, at, lex)
                or boundaries.dated(run, at)
                or (
                    token.key in ("in", "from", "to", "with", "on", "as", "dans", "sur", "par")
                    and at + 1 < len(run)
                    and lex.places.at(run, at + 1)
                    and not boundaries.in_country(run, at)
                )
            ):
                break
            if token.key in ("in", "from", "to", "with", "on", "as", "by", "par", "dans") and not any(
                lex.organisation_form(each) for each in run[index:end]
            ):
                break
            if token.key in boundaries.WITH and not boundaries.with_others(run, at):
                break
        elif not (token.key in STRANGE and at > index and at + 1 < len(run) and run[at + 1].capital):
            break
        at += 1
    # A possessive apostrophe at the end ("Growers'") belongs to the word.
    return _without_place(run, index, end, lex)


def headed_end(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index after a name that begins with its head, as in French; small adjectives may follow it."""
    end = at = index + 1
    language_french = False
    while at < len(run) and at - index < LONGEST:
        token = run[at]
        if token.line or (not token.word and token.text not in ("'", "’", "&", "-", "«", "»", '"', "“", "”", "/")):
            break
        if token.text in ("-", "/") and (
            token.start != run[at - 1].end or (at + 1 < len(run) and run[at + 1].start != token.end)
        ):
            break
        if token.text in ("«", '"', "“") and at + 1 < len(run) and not run[at + 1].capital:
            break
        if token.arabic or "@" in token.text:
            break
        if token.word and _stops(run, at, lex):
            break
        if (
            token.key in ("et", "and")
            and at + 1 < len(run)
            and run[at + 1].text[:1].islower()
            and (run[at - 1].capital or _ARTICLE.match(run[at - 1].text))
            and run[at + 1].key not in lex.links
        ):
            break
        if token.key in STRANGE and at + 1 < len(run) and run[at + 1].capital:
            at += 1
            continue
        if token.word and token.key not in lex.links:
            if token.text[0].islower() and not (language_french or _french(run, index, at)):
                break
            if (
                token.text[0].islower()
                and not _ARTICLE.match(token.text)
                and run[at - 1].key not in lex.links
                and at > index + 1
                and not _ADJECTIVE.search(token.key)
            ):
                # A small word that no link leads to and no adjective's ending marks is the verb.
                break
            language_french = language_french or token.text[0].islower()
            end = at + 1
        elif token.word and token.key in ("l'", "d'", "de", "du", "des", "pour", "aux", "la", "les"):
            language_french = True
        elif token.text in ("»", "”") or (token.text == '"' and any(each.text == '"' for each in run[index:at])):
            end = at + 1
        at += 1
    return _without_place(run, index, end, lex)


def _french(run: Sequence[Token], index: int, at: int) -> bool:
    """Small letters behind a head that is written alike in English are a name's only in French ("Réseau
    mauritanien")."""
    head = run[index].text
    if any(ord(letter) > 127 for letter in head + run[at].text):
        return True
    return (run[index].key.endswith(grammar.FRENCH_HEADS) and run[index].key not in grammar.ENGLISH_HEADS) or run[
        at
    ].key.endswith(grammar.FRENCH_ADJECTIVES)


def _stops(run: Sequence[Token], at: int, lex: Lexicon) -> bool:
    token = run[at]
    if token.text == "base":
        return False  # "Conseil de base", which is not "basé"
    if token.key in lex.house_ends and token.text.islower():
        return True
    if token.key in ("le", "la", "les", "the") and run[at - 1].word and run[at - 1].key not in lex.links:
        return token.text.islower()  # "Institut du Travail Décent le texte ci-joint"
    if token.key in boundaries.WITH and not boundaries.with_others(run, at):
        return True
    if token.key in lex.stops and token.text != "à" and not (token.key in ("ou", "a") and token.text in ("où",)):
        return True
    if (
        token.key in ("and", "et", "with", "avec", "for", "pour")
        and at + 1 < len(run)
        and ((lex.honorifics.at(run, at + 1) and run[at + 1].capital) or run[at + 1].key in lex.stops)
    ):
        return True
    if lex.roles.at(run, at) or lex.near_roles.at(run, at):
        return True
    if token.key in grammar.INTO_ROLE:
        for ahead in range(at + 1, min(at + 5, len(run))):
            if not run[ahead].word:
                break
            if lex.roles.at(run, ahead) or (
                ahead == at + 1 and token.key in ("pour", "to", "for") and run[ahead].key in grammar.SPEAKING_VERBS
            ):
                return True
    return False


def _without_place(run: Sequence[Token], index: int, end: int, lex: Lexicon) -> int:
    """Drops a place behind the name: "… à Sfax", "… in Basra"; "de Sfax" belongs to it."""
    for at in range(end - 1, index + 1, -1):
        if boundaries.seat(run, at - 1, end, lex) and not boundaries.in_country(run, at - 1):
            return at - 1
    return end
