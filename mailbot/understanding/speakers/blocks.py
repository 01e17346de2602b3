"""Visiting cards in running text: a name alone on a line, function, organisation and role on the lines below it."""

import re

from mailbot.understanding.speakers import names, organisations, roles, signatures
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.speakers.words import ARABIC, tokens

MAX_LINES = 600
BELOW = 5  # lines that may belong to a name
_NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}\s*[.)\-:/]+|[-*•·▪►●○◦–—])\s*")


def persons(text: str, lex: Lexicon, directory: organisations.Directory) -> list[Person]:
    """Every such block of a text. The line below the name must be a function known as one, or stand with a role."""
    lines = [_NUMBER.sub("", line).strip() for line in text.split("\n")][:MAX_LINES]
    found: list[Person] = []
    number = 0
    while number < len(lines) - 1:
        name = _name(lines[number], number, lex)
        below = _below(lines, number, lex) if name else []
        person = _person(name, below, lex, directory) if name and below else None
        if person is None:
            number += 1
            continue
        found.append(person)
        number += 1 + len(below)
    return found


def _name(line: str, number: int, lex: Lexicon) -> str | None:
    """The name that is all there is on a line; greetings at the head of a letter address people like this too."""
    if not line or len(line) > 70 or line.endswith((",", "،", ":", "!", "?")) or (ARABIC.search(line) and number < 2):
        return None
    if not names.is_name(line, lex):
        return None
    bare = names.clean(line, lex)
    return bare if line.rstrip(" .)").endswith(bare) and not lex.is_place(bare) else None


def _below(lines: list[str], number: int, lex: Lexicon) -> list[str]:
    found: list[str] = []
    for line in lines[number + 1 : number + 1 + BELOW]:
        if not line or len(line) > 110 or line.endswith((".", "!", "?", ":")) or (_name(line, 9, lex) and found):
            break
        found.append(line)
    return found


def _person(name: str, below: list[str], lex: Lexicon, directory: organisations.Directory) -> Person | None:
    asked: list[str] = []
    rest = []
    for line in below:
        named = roles.in_value(line, lex)
        if named and not any(lex.is_title(token) for token in tokens(line)[:2]):
            asked += named
        else:
            rest.append(line)
    post = signatures.post_of(rest, lex, directory, name)
    title, house = post.title, post.organisation
    known = bool(title and any(lex.is_title(token) for token in tokens(title)))
    if not known and asked and len(rest) >= 2:
        # Nothing but the order tells: function first, then the house.
        title, house = rest[0], organisations.clean(rest[1], lex)
        known = True
    if not known:
        return None
    words = " / ".join((name, *below))[:160]
    return Person(
        name,
        title,
        house,
        roles.ordered(asked, lex) if asked else None,
        Origin.LIST,
        0.8 if asked else 0.6,
        words,
        rule="speakers.block",
    )
