"""The function and the organisation on the lines around a name: of a signature, of a visiting card."""

import re
from collections.abc import Iterator

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations import housenames
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import names, posts
from mailbot.understanding.words import honorifics
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import ARABIC, tokens

CONTACT = re.compile(
    r"\S@\S|https?://|www\.|\+?\d[\d\s().\-/]{6,}|\b(?:tel|tél|fax|mob|gsm|phone|cell|port(?=\s*[.:])|bp|p\.?o\.? ?box|"
    r"skype|whatsapp)\b\s*[.:]?|هاتف|جوال|ص\.? ?ب|فاكس",
    re.IGNORECASE,
)
_SUPERIORS = frozenset(("direction", "service", "division", "sous-direction"))  # units where a house follows
PIECES = re.compile(r"\s*(?:\s[|–—•·./@~]\s|\s-\s|\||•|·|\t|\s{3,})\s*")
_ADDRESS = re.compile(
    r"\b(?:tower|floor|level|street|road|avenue|building|block|suite|room|flat|villa|rue|immeuble|etage|étage|bâtiment|"
    r"appt|quartier|lot|route)\b.*\d|\d.*\b(?:tower|floor|level|street|road|avenue|building|block|rue|immeuble|étage)\b|"
    r"(?:شارع|طابق|الطابق|برج|بناية|عمارة|مبنى|حي)\s.*\d",
    re.IGNORECASE,
)


def read(
    lines: list[str], lex: Lexicon, directory: Directory | None, name: str | None, strict: bool = False
) -> posts.Post:
    """Function and organisation among the lines below a name; addresses, numbers and places are passed over."""
    title: str | None = None
    house: str | None = None
    weak: list[str] = []  # what no word explains
    for line in lines[:8]:
        for piece, post in _pieces(line, name, lex, directory):
            if post.title and post.organisation and title is None:
                title = post.title
                house = house or post.organisation
            elif post.organisation and (house is None or (_unit(house, lex) and not _unit(post.organisation, lex))):
                house = post.organisation
            elif post.title and title is None and (_titled(piece, lex)):
                title = post.title
            elif not strict and _may_tell(piece):
                weak.append(piece)
    return _guessed(title, house, weak, lines, name, lex, directory)


def _pieces(line: str, name: str | None, lex: Lexicon, directory: Directory | None) -> Iterator[tuple[str, posts.Post]]:
    """The pieces of a line that may hold a function or a house, each with what it reads as: whole where it reads as
    both, else cut at its bars."""
    whole = _reading(line, lex, directory) if not CONTACT.search(line) else posts.Post(None, None)
    if whole.title and whole.organisation:
        pieces = [line]
    else:
        pieces = _joined([piece for piece in PIECES.split(line) if piece], line, lex)
    for piece in pieces:
        if not (
            _DEGREES.match(piece.strip())
            or CONTACT.search(piece)
            or _ADDRESS.search(piece)
            or re.match(r"^\d", piece)
            or lex.is_place(piece)
            or _branch(piece, lex)
            or len(piece) > 140
            or names_same(piece, name, lex)
        ):
            yield piece, whole if piece == line else _reading(piece, lex, directory)


def _branch(piece: str, lex: Lexicon) -> bool:
    """Whether a piece only says which office of the house it is: "Bureau de Tunis", "Amman Office", "مكتب الأردن"."""
    words = [word for word in fold_word(piece).split() if word not in lex.links]
    if len(words) < 2 or len(words) > 4:
        return False
    offices = {"bureau", "office", "antenne", "branch", "مكتب", "فرع", "section"}
    rest = [word for word in words if word not in offices]
    return len(rest) < len(words) and bool(rest) and lex.is_place(" ".join(rest))


def _may_tell(piece: str) -> bool:
    """Whether a piece that no word explains may be a function or a house by its looks."""
    return (
        piece[:1].isalpha()
        and ":" not in piece
        and not piece.endswith((".", "!", "?"))
        and len(piece.split()) <= 8
        and (piece[0].isupper() or bool(ARABIC.search(piece)))
    )


def _guessed(
    title: str | None,
    house: str | None,
    weak: list[str],
    lines: list[str],
    name: str | None,
    lex: Lexicon,
    directory: Directory | None,
) -> posts.Post:
    """What is still missing, from the pieces that no word explains: the function stands before the house."""
    if house is None and title is not None and (cut := posts.comma_house(title, lex)):
        title, house = cut
    if (
        house is None
        and title is None
        and name
        and len(weak) == 2
        and not any(names.is_name(each, lex) for each in weak)
    ):
        title, house = weak[0], housenames.clean(weak[1], lex)
    elif house is None and weak and title is not None:
        house = housenames.clean(weak[0], lex)
    elif title is None and weak and house is not None and not _seen_after(lines, weak[0], house):
        title = weak[0] if name and len(weak[0].split()) <= 6 and not re.search(r"\d", weak[0]) else None
    if house is not None and len(house.split()) == 1 and any(lex.organisation_form(token) for token in tokens(house)):
        # "Le Secrétariat", "The Board": a part of a house that has a name elsewhere.
        house = directory.full(house) if directory is not None else None
    return posts.Post(title, house)


def post_of(lines: list[str], lex: Lexicon, directory: Directory | None, name: str) -> posts.Post:
    """The function and the organisation on the lines below a name, wherever in a text they stand."""
    return read(lines, lex, directory, name)


_DEGREES = re.compile(
    r"^(?:ph\.?\s?d\.?|m\.?sc\.?|m\.?a\.?|b\.?a\.?|ll\.?m\.?|mba|esq\.?|md|jd|dphil|cpa|dr|\(?(?:ms|"
    r"mr|mrs|miss|mx|mlle|mme|m)\.?\)?)$",
    re.IGNORECASE,
)
LEADING_DEGREES = re.compile(
    r"^(?:(?:ph\.?\s?d\.?|m\.?\s?sc\.?|b\.?\s?sc\.?|m\.?a\.?|b\.?a\.?|ll\.?[mb]\.?|mba|mph|mpa|m\.?ed\.?|esq\.?|"
    r"md|jd|dphil|cpa|hdr|"
    r"d\.?e\.?a\.?|\((?:hons|hon|mrs|mr|ms|miss|mx|mlle|mme|m)\.?\))\s*(?:\((?:hons?\.?)\))?\s*(?:[,،|/·–—-]\s*|$))+",
    re.IGNORECASE,
)


def _seen_after(lines: list[str], weak: str, house: str) -> bool:
    """Whether the unexplained line stands below the organisation (then it is an address or a motto)."""
    text = "\n".join(lines)
    return text.find(weak) > text.find(house)


def _joined(pieces: list[str], line: str, lex: Lexicon) -> list[str]:
    """Pieces of a line; "VP - Crew Welfare" stays whole: behind a function that needs its field."""
    if len(pieces) == 2 and _titled(pieces[0], lex) and len(pieces[0].split()) <= 2:
        other = pieces[1]
        if (
            not (
                _titled(other, lex)
                or any(lex.organisation_form(token) for token in tokens(other))
                or lex.is_place(other)
                or re.search(r"\d|@", other)
            )
            and re.search(r"\s-\s|\s–\s", line)
            and len(other.split()) > 1
        ):
            return [line]
    return pieces


def names_same(piece: str, name: str | None, lex: Lexicon) -> bool:
    """Whether a piece of a signature only says the name again."""
    return bool(name) and names.is_name(piece, lex) and names.same_person(names.clean(piece, lex), name or "")


def _titled(piece: str, lex: Lexicon) -> bool:
    return any(lex.is_title(token) for token in tokens(piece))


def _unit(house: str, lex: Lexicon) -> bool:
    first = fold_word(house).split(" ")[0]
    return first in lex.units or first in _SUPERIORS


def _capitals(piece: str, lex: Lexicon) -> bool:
    """Whether a line of its own is two capitals or more that begin with a word for houses."""
    words = [token for token in tokens(piece) if token.word]
    return (
        2 <= len(words) <= 6
        and all(token.capital and not token.arabic for token in words)
        and lex.organisation_form(words[0]) is not None
        and not (words[0].key in lex.units or words[0].key in lex.inner_words)
        and not lex.is_place(" ".join(token.text for token in words[1:]))
    )


def _reading(piece: str, lex: Lexicon, directory: Directory | None) -> posts.Post:
    """One piece as a post; a whole piece with an organisation's word and no function's is that organisation."""
    post = posts.split(piece, lex, directory)
    if honorifics.end(tokens(piece), 0, lex) and names.mention_at(tokens(piece), 0, lex):
        return posts.Post(None, None)
    if not post.organisation and not _titled(piece, lex) and _capitals(piece, lex):
        return posts.Post(None, housenames.clean(piece, lex))  # "Ateliers Soleil Levant"
    if post.organisation and not post.title and not _titled(piece, lex):
        return posts.Post(None, housenames.clean(piece, lex))
    if post.organisation and post.title and not _titled(post.title, lex):
        if (
            re.search(r"[,،]\s*$|^\s*$", piece.split(post.organisation)[0])
            and len(post.title.split()) > 0
            and not fold_word(post.title).startswith(("pour", "for", "عن", "on behalf"))
        ):
            if fold_word(post.title).split(" ")[0] in lex.units:
                return posts.Post(None, post.organisation)
            return posts.Post(post.title, post.organisation)
        return posts.Post(None, post.organisation)
    return post
