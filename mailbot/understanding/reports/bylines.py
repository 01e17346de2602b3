"""Reads the bylines of a cover: the names behind "submitted by", "إعداد:" and the like, without those who helped."""

import re

from mailbot.understanding.fold import Folded, fold
from mailbot.understanding.organisations.lexicon import ARABIC, TOKEN, Lexicon
from mailbot.understanding.organisations.pieces import pieces
from mailbot.understanding.reports.about import joint, remainder


def byline(line: str, key: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The names behind "submitted by", "إعداد:" and the like; ("",): they stand in the lines below; (): no byline."""
    for word in lexicon.bylines.openings(key):
        rest = line[Folded(line).place(len(word)) :]
        rest = unhelped(rest.lstrip(" :\u00a0-–/").strip(), lexicon)
        if not rest or _only_announces(rest, lexicon):
            return ("",)
        named = pieces(rest, lexicon, sure=True, several=joint(key, lexicon))
        found = tuple(name for name in named if lexicon.like(name))
        if len(found) * 2 >= len(named) and found:
            return tuple(named)
        if found:
            return found
        person = word in lexicon.words.folded("persons") and not all(_institution(name) for name in named)
        if len(named) > 1 and any(_institution(name) for name in named) and not any(map(lexicon.is_person, named)):
            return tuple(named)
        if named and not person and all(capitals(name) for name in named):
            return tuple(named)  # "Report submitted by SOS Exil": whatever its words are
        if person:
            return ()
    below = lexicon.bylines.closing(key.rstrip(" :")) if key.endswith(":") else lexicon.bylines.closing(key)
    return ("",) if below or _announces(key, lexicon) else ()


def _only_announces(rest: str, lexicon: Lexicon) -> bool:
    """Whether what stands behind a byline only leads on to names below: "أعدته المنظمات الآتية:"."""
    words = TOKEN.findall(fold(rest)) if rest.endswith(":") else []
    houses, follows = lexicon.words.folded("houses"), lexicon.words.folded("follows")
    return bool(set(words) & houses) and all(word in houses | follows for word in words)


def _announces(key: str, lexicon: Lexicon) -> bool:
    """Whether a line ends with "by four associations:", or is the heading "Organisations submitting the report"."""
    houses, follows = lexicon.words.folded("houses"), lexicon.words.folded("follows")
    words = TOKEN.findall(key)
    if key.endswith(":"):
        last = next((word for word in reversed(words) if word not in follows), "")
        return last in houses and bool(set(words[-6:]) & houses)
    rest = " ".join(word for word in words if word not in houses | follows)
    return len(words) > 1 and bool(set(words[:2]) & houses) and not remainder(rest, lexicon)


def unlabelled(line: str, lexicon: Lexicon) -> str:
    """A line without the byline it begins with ("إعداد مركز X" is "مركز X"); as it is where nothing else is left."""
    folded = Folded(line)
    word = lexicon.bylines.opening(folded.text)
    return line[folded.place(len(word)) :].strip(" :") or line


def author(line: str, key: str, lexicon: Lexicon) -> str:
    """What stands behind a byline that names somebody of whom no word tells whether it is a person or a house."""
    for word in lexicon.persons.openings(key):
        if word and (word != "from" or ":" in line):  # "From Transit to Neighbourhood" is a title
            label = word in lexicon.words.folded("authors")
            rest = line[Folded(line).place(len(word)) :].strip(" :\u00a0-–")
            return "—" if label else rest.partition(",")[0].strip()
    return ""


def _institution(name: str) -> bool:
    """What tells a house without a word for it from a person: small words, a genitive, the Arabic article."""
    words = [fold(word) for word in name.replace("’", "'").split()]
    small = {"of", "for", "and", "des", "du", "pour", "et", "sans", "without", "&", "in", "on"}
    return (
        bool(set(words) & small)
        or any(word.endswith("'s") for word in words)
        or words[0].startswith("ال")
        or (bool(ARABIC.match(words[0])) and (len(words) == 1 or words[1].startswith(("لل", "بلا", "من", "في"))))
    )


def capitals(name: str) -> bool:
    """Whether most words of a short line are written large, or are Arabic."""
    words = TOKEN.findall(name)
    return 1 < len(words) <= 8 and (
        bool(ARABIC.match(words[0])) or sum(1 for word in words if word[0].isupper()) * 2 > len(words)
    )


def unhelped(text: str, lexicon: Lexicon) -> str:
    """A byline without the helpers and the occasion that stand behind the names ("with the support of ...")."""
    key = fold(text)
    if len(key) != len(text):
        return text
    places = [key.find(f" {word} ") for word in lexicon.words.folded("helpers") if len(word) > 6]
    cut = min((place for place in places if place > 3), default=len(text))
    text = text[:cut].rstrip(" ,،(")
    about = lexicon.words.folded("report") | {"compact", "pacte", "الاتفاق", "للاتفاق"}
    for link in re.finditer(r"\s+(?=(?:for|to|on|pour|a|à|au|aux|dans|sur|إلى|الى|في|ضمن|للاستعراض|للمراجعة)\b)", text):
        tail = fold(re.split(r"[,،;؛.]", text[link.end() :])[0])
        if link.start() > 6 and set(TOKEN.findall(tail)) & about and not set(remainder(tail, lexicon)) - about:
            return text[: link.start()].rstrip(" ,،")
    return text
