"""The block below a letter: who signs, with which function, for which organisation."""

import re
from dataclasses import dataclass

from mailbot.message.model import Address, Zones
from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import names, organisations, posts, values
from mailbot.understanding.speakers.lexicon import Lexicon, label_key
from mailbot.understanding.speakers.words import ARABIC, Phrases, tokens

TAIL = 14  # lines of a letter's end that may hold a signature
_CONTACT = re.compile(
    r"\S@\S|https?://|www\.|\+?\d[\d\s().\-/]{6,}|\b(?:tel|tél|fax|mob|gsm|phone|cell|port|bp|p\.?o\.? ?box|"
    r"skype|whatsapp)\b\s*[.:]?|هاتف|جوال|ص\.? ?ب|فاكس",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\s*(?:\s[|–—•·/@~]\s|\s-\s|\||•|·|\t|\s{3,})\s*")
_DASHES = re.compile(r"^\s*(?:--\s*|[-_=*~]{3,})\s*$")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs a letter; each None where the block does not say."""

    name: str | None = None
    title: str | None = None
    organisation: str | None = None
    text: str = ""


def read(
    zones: Zones,
    sender: Address | None,
    lex: Lexicon,
    directory: organisations.Directory | None = None,
    prefer: str = "",
) -> Signature:
    """The signature of a letter, in its own zone or at the end of its text; the sender's display name helps to find it.

    prefer: the language of the letter; of a block in two scripts the lines in its script are read.
    """
    text = zones.signature
    lines = [line.strip() for line in text.split("\n") if line.strip() and not _DASHES.match(line)]
    own = _sender_name(sender, lex)
    signed = _block(lines, own, lex, directory, prefer)
    if signed.name is None or not (signed.title or signed.organisation):
        tail = _tail(zones.body, own, lex)
        if tail:
            below = _block(tail, own, lex, directory, prefer)
            if signed.name is None and below.name:
                signed = Signature(
                    below.name, below.title or signed.title, below.organisation or signed.organisation, below.text
                )
            elif signed.name and below.name and names.same_person(signed.name, below.name):
                signed = Signature(
                    max(signed.name, below.name, key=len),
                    signed.title or below.title,
                    signed.organisation or below.organisation,
                    signed.text,
                )
    if signed.name and bool(ARABIC.search(signed.name)) != (prefer == "ar"):
        # The block in the letter's own script stands above the one that was cut off.
        above = _block(_last_paragraph(zones.body), own, lex, directory, prefer)
        if above.name and above.title and bool(ARABIC.search(above.name)) == (prefer == "ar"):
            signed = above
    return signed


def _last_paragraph(body: str) -> list[str]:
    lines = body.rstrip().split("\n")[-6:]
    start = max((number for number, line in enumerate(lines) if not line.strip()), default=-1) + 1
    short = all(len(line) < 80 and not line.rstrip().endswith((".", "!", "?", "؟")) for line in lines[start:])
    return [line.strip() for line in lines[start:]] if short and start else []


def _sender_name(sender: Address | None, lex: Lexicon) -> str:
    if sender is None or not sender.name:
        return ""
    return names.clean(sender.name, lex) if names.is_name(sender.name, lex) else sender.name


def _tail(body: str, own: str, lex: Lexicon) -> list[str]:
    """The last lines of a text, from behind the last words of farewell."""
    lines = [line.strip() for line in body.rstrip().split("\n")][-TAIL:]
    start = None
    for number, line in enumerate(lines):
        if is_closing(line, lex):
            start = number + 1
    if start is None:
        last = max((number for number, line in enumerate(lines) if not line), default=-1)
        rest = lines[last + 1 :]
        if not rest or not (names.parts(rest[0]) & names.parts(own) or names.is_name(rest[0], lex)):
            return []
        return (
            rest
            if rest
            and len(rest) <= 5
            and all(len(line) < 70 and not line.endswith((".", "!", "?")) for line in rest)
            and last >= 0
            else []
        )
    return [line for line in lines[start:] if line]


def is_closing(line: str, lex: Lexicon) -> bool:
    """Whether a line is a farewell: one of those known, or a short one with a word of respect and nothing else."""
    key = fold_word(line).strip(" .,!:;-…")
    if not key or len(key) > 90:
        return False
    run = tokens(key)
    cue: Phrases = lex.cues["closings"]
    hit = cue.at(run, 0) if run else None
    if hit is not None:
        return len(run) - hit[0] <= 6 or len(key) < 40
    short = len(run) <= 7 and line.count(".") <= 1
    return short and lex.cues["closing_words"].has(run) and not values.kinds(line, lex) - {"name"}


def _block(
    lines: list[str], own: str, lex: Lexicon, directory: organisations.Directory | None, prefer: str
) -> Signature:
    lines = _own_script([unlabelled(line, lex) for line in _without_footer(lines, lex)], prefer)
    at, name = _name_line(lines, own, lex)
    if name is None:
        post = _post(lines, lex, directory, None)
        return Signature(None, post.title, post.organisation, "\n".join(lines))
    rest = _LEADING_DEGREES.sub("", _rest_of(lines[at], name))
    post = _post([*([rest] if rest else []), *lines[at + 1 :]], lex, directory, name)
    if post.title is None and post.organisation is None and at > 0:
        post = _post(lines[max(0, at - 2) : at], lex, directory, name, strict=True)
    elif post.title is None and at > 0:
        above = _post(lines[at - 1 : at], lex, directory, name, strict=True)
        post = posts.Post(above.title, post.organisation)
    if post.organisation is None and post.title and at > 0 and lines[at + 1 :] and post.title in lines[at - 1]:
        # The function stands above the name: the line below the name is the house, whatever its words.
        post = posts.Post(post.title, _post([lines[at - 1], *lines[at + 1 :]], lex, directory, name).organisation)
    return Signature(name, post.title, post.organisation, "\n".join(lines))


def unlabelled(line: str, lex: Lexicon) -> str:
    """A line without its label: "Position: Head of Outreach"."""
    label, colon, value = line.partition(":")
    wanted = lex.labels.get(label_key(label)) in ("name", "title", "affiliation", "both", "role")
    return value.strip() if colon and wanted and value.strip() else line


def _without_footer(lines: list[str], lex: Lexicon) -> list[str]:
    """The lines before a disclaimer or a program's own line."""
    kept: list[str] = []
    for line in lines:
        if lex.cues["ending"].has(tokens(line)):
            if kept:
                break
            continue
        kept.append(line)
    return kept[:TAIL]


def _own_script(lines: list[str], prefer: str) -> list[str]:
    """Of a block in two scripts, the lines in the script of the letter, where these hold more than a name."""
    arabic = [line for line in lines if ARABIC.search(line)]
    latin = [line for line in lines if not ARABIC.search(line) and re.search(r"[A-Za-zÀ-ÿ]", line)]
    if not arabic or not latin:
        return lines
    wanted, other = (arabic, latin) if prefer == "ar" else (latin, arabic)
    mixed = [line for line in arabic if re.search(r"[A-Za-zÀ-ÿ]{3}", line)]
    if prefer != "ar" and mixed:
        return [_latin_piece(line) if line in mixed else line for line in lines if line in mixed or line in latin]
    strong = [line for line in wanted if not _CONTACT.search(line)]
    return wanted if len(strong) >= 2 else lines if len(strong) == 0 else [*wanted, *other]


def _latin_piece(line: str) -> str:
    pieces = [piece for piece in _PIECES.split(line) if piece and not ARABIC.search(piece)]
    return " | ".join(pieces) or line


def _name_line(lines: list[str], own: str, lex: Lexicon) -> tuple[int, str | None]:
    best: tuple[int, str | None] = (0, None)
    for at, line in enumerate(lines[:6]):
        if len(line) > 160:
            continue
        for piece in (line, *_front(line)):
            if names.is_name(piece, lex) and not lex.is_place(piece):
                bare = names.clean(piece, lex)
                if own and names.same_person(bare, own):
                    return at, bare
                if best[1] is None and not lex.is_place(bare) and not is_closing(line, lex):
                    best = (at, bare)
                break
    if best[1] is None and own:
        for at, line in enumerate(lines[:4]):
            head = _front(line)[0] if _front(line) else line
            bare = names.clean(head, lex)
            if bare and len(bare.split()) <= 2 and names.parts(bare) and names.parts(bare) <= names.parts(own):
                return at, own if names.is_name(own, lex) else None
    return best


def _front(line: str) -> list[str]:
    """What stands before the first separator of a line, in several readings."""
    found = []
    for pattern in (r"\s*[|•·\t]\s*", r"\s+[-–—/]\s+", r"\s*[,،]\s*", r"\s*\(", r"\s{3,}"):
        pieces = re.split(pattern, line, maxsplit=1)
        if len(pieces) > 1 and pieces[0].strip():
            found.append(pieces[0].strip())
    return found


def _rest_of(line: str, name: str) -> str:
    at = line.find(name)
    return line[at + len(name) :].strip(" ,،|–—-•·/()\t") if at >= 0 else ""


def _post(
    lines: list[str], lex: Lexicon, directory: organisations.Directory | None, name: str | None, strict: bool = False
) -> posts.Post:
    """Function and organisation among the lines below a name; addresses, numbers and places are passed over."""
    title: str | None = None
    house: str | None = None
    weak: str | None = None
    for line in lines[:8]:
        whole = _reading(line, lex, directory) if not _CONTACT.search(line) else posts.Post(None, None)
        pieces = (
            [line]
            if whole.title and whole.organisation
            else _joined([piece for piece in _PIECES.split(line) if piece], line, lex)
        )
        for piece in pieces:
            if _DEGREES.match(piece.strip()):
                continue
            if (
                _CONTACT.search(piece)
                or re.match(r"^\d", piece)
                or lex.is_place(piece)
                or len(piece) > 140
                or names_same(piece, name, lex)
            ):
                continue
            post = _reading(piece, lex, directory)
            if post.title and post.organisation and title is None:
                title = post.title
                house = house or post.organisation
            elif post.organisation and (house is None or (_unit(house, lex) and not _unit(post.organisation, lex))):
                house = post.organisation
            elif post.title and title is None and (_titled(piece, lex)):
                title = post.title
            elif (
                not strict
                and weak is None
                and piece[:1].isalpha()
                and not piece.endswith((".", "!", "?"))
                and len(piece.split()) <= 8
                and (piece[0].isupper() or ARABIC.search(piece))
            ):
                weak = piece if title or house is None else weak
                if title is None and house is None:
                    weak = piece
    if house is None and weak is None and title is not None and (cut := _comma_house(title, lex)):
        title, house = cut
    if (house is None and weak is not None and not names.is_name(weak, lex) and title is not None) or (
        house is None and weak is not None and title is not None
    ):
        house = organisations.clean(weak, lex)
    elif title is None and weak is not None and house is not None and not _seen_after(lines, weak, house):
        title = weak if name and len(weak.split()) <= 6 and not re.search(r"\d", weak) else None
    if house is not None and len(house.split()) == 1 and any(lex.organisation_form(token) for token in tokens(house)):
        # "Le Secrétariat", "The Board": a part of a house that has a name elsewhere.
        house = directory.full(house) if directory is not None else None
    return posts.Post(title, house)


def _comma_house(title: str, lex: Lexicon) -> tuple[str, str] | None:
    """ "Chairman, Galkayo Peace Line": where nothing else names a house, what follows the function's comma is it."""
    left, comma, right = title.rpartition(",") if "," in title else title.rpartition("،")
    left, right = left.strip(), right.strip()
    if (
        not comma
        or not left
        or len(right.split()) < 2
        or _titled(right, lex)
        or not _titled(left.split()[-1] if not ARABIC.search(left) else left.split()[0], lex)
    ):
        return None
    return (left, right) if right[0].isupper() or ARABIC.search(right) else None


def post_of(lines: list[str], lex: Lexicon, directory: organisations.Directory | None, name: str) -> posts.Post:
    """The function and the organisation on the lines below a name, wherever in a text they stand."""
    return _post(lines, lex, directory, name)


_DEGREES = re.compile(
    r"^(?:ph\.?\s?d\.?|m\.?sc\.?|m\.?a\.?|b\.?a\.?|ll\.?m\.?|mba|esq\.?|md|jd|dphil|cpa|dr|\(?(?:ms|"
    r"mr|mrs|miss|mx|mlle|mme|m)\.?\)?)$",
    re.IGNORECASE,
)
_LEADING_DEGREES = re.compile(
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
    return fold_word(house).split(" ")[0] in lex.units


def _reading(piece: str, lex: Lexicon, directory: organisations.Directory | None) -> posts.Post:
    """One piece as a post; a whole piece with an organisation's word and no function's is that organisation."""
    post = posts.split(piece, lex, directory)
    if names.honorific_end(tokens(piece), 0, lex) and names.mention_at(tokens(piece), 0, lex):
        return posts.Post(None, None)
    if post.organisation and not post.title and not _titled(piece, lex):
        return posts.Post(None, organisations.clean(piece, lex))
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
