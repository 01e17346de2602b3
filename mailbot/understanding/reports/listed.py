"""Finds the organisations that stand one a line: below "prepared jointly by:", below a heading for those who sign."""

import re

from mailbot.understanding.fold import Folded, fold
from mailbot.understanding.organisations.lexicon import Lexicon
from mailbot.understanding.organisations.names import clean, merged
from mailbot.understanding.organisations.pieces import pieces
from mailbot.understanding.sentences import BULLET


def listed(folded: Folded, below: list[str], lexicon: Lexicon) -> list[str]:
    """The names in the lines below words such as "prepared jointly by:"; nothing where those lines are no names."""
    if not folded.text.rstrip().endswith(":") or not (
        lexicon.words.group("list").hits(folded.text) or lexicon.words.group("of").hits(folded.text)
    ):
        return []
    found: list[str] = []
    for line in below:
        bullet = BULLET.match(line)
        name = clean(line[bullet.end() :] if bullet else line, lexicon)
        if (
            not name
            or len(name.split()) > 12
            or not (bullet or lexicon.like(name))
            or re.search(r"[?!؟:]|[.؛;]\s", name)
        ):
            break
        found.append(name)
    bulleted = len(found) > 1 and all(BULLET.match(line) for line in below[: len(found)])
    return found if bulleted or any(lexicon.like(name) for name in found) else []


def signatories(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The organisations below a heading such as "Organisations signataires" anywhere in a document; () for none."""
    lines = [line.strip() for line in text[:60_000].split("\n") if line.strip()]
    for index, line in enumerate(lines):
        if len(line) > 90 or not lexicon.words.group("signatories").hits(fold(line.strip(" -–•*:0123456789."))):
            continue
        rest = line.partition(":")[2]
        found = pieces(rest, lexicon, sure=True) if rest.strip() else []
        for below in lines[index + 1 : index + 20]:
            bullet = BULLET.match(below + " ")
            name = clean(below[bullet.end() :] if bullet else below.partition("\t")[0], lexicon)
            if not name or len(name.split()) > 12 or not (bullet or lexicon.like(name)):
                break
            found.extend(pieces(name, lexicon, sure=True))
        if len(found) > 1:
            return merged(found)
    return ()
