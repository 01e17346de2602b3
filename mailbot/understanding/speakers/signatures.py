"""The block below a letter: who signs, with which function, for which organisation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from mailbot.message.model import Address, Zones
from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import names, posts, signed_posts, sounds, values
from mailbot.understanding.words import arabic, honorifics, latin
from mailbot.understanding.words.lexicon import Lexicon, label_key
from mailbot.understanding.words.tokens import ARABIC, tokens

SHORT = 7  # words of a farewell that none of those known begins
TAIL = 14  # lines of a letter's end that may hold a signature
_PIECES_OR_COMMA = re.compile(rf"{signed_posts.PIECES.pattern}|\s*[,،]\s*")
_SEPARATORS = tuple(
    re.compile(pattern) for pattern in (r"\s*[|•·\t]\s*", r"\s+[-–—/]\s+", r"\s*[,،]\s*", r"\s*\(", r"\s{3,}")
)
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
    directory: Directory | None = None,
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
    words = key.split()
    if len(words) > SHORT and words[0].isalnum() and not lex.cues["closings"].begins(words[0]):
        return False  # a sentence: most lines are
    run = tokens(key)
    hit = lex.cues["closings"].at(run, 0) if run else None
    if hit is not None:
        return len(run) - hit[0] <= 6 or len(key) < 40
    short = len(run) <= SHORT and line.count(".") <= 1
    return short and lex.cues["closing_words"].has(run) and not values.kinds(line, lex) - {"name"}


def _block(lines: list[str], own: str, lex: Lexicon, directory: Directory | None, prefer: str) -> Signature:
    lines = _own_script([unlabelled(line, lex) for line in _without_footer(lines, lex)], prefer)
    at, name = _name_line(lines, own, lex)
    if name is None:
        post = signed_posts.read(lines, lex, directory, None)
        return Signature(None, post.title, post.organisation, "\n".join(lines))
    rest = signed_posts.LEADING_DEGREES.sub("", _rest_of(lines[at], name))
    post = signed_posts.read([*([rest] if rest else []), *lines[at + 1 :]], lex, directory, name)
    if post.title is None and post.organisation is None and at > 0:
        post = signed_posts.read(lines[max(0, at - 2) : at], lex, directory, name, strict=True)
    elif post.title is None and at > 0:
        above = signed_posts.read(lines[at - 1 : at], lex, directory, name, strict=True)
        post = posts.Post(above.title, post.organisation)
    if (
        post.organisation is None
        and post.title
        and at > 0
        and post.title not in lines[at - 1]
        and not _stands_for(lines[at - 1])
    ):
        above = signed_posts.read(lines[at - 1 : at], lex, directory, name, strict=True)
        post = posts.Post(post.title, above.organisation if above.title is None else None)
    if post.organisation is None and post.title and at > 0 and lines[at + 1 :] and post.title in lines[at - 1]:
        # The function stands above the name: the line below the name is the house, whatever its words.
        post = posts.Post(
            post.title, signed_posts.read([lines[at - 1], *lines[at + 1 :]], lex, directory, name).organisation
        )
    return Signature(name, post.title, post.organisation, "\n".join(lines))


def _stands_for(line: str) -> bool:
    """Whether a line says for whom is signed: "عن/ الجمعية", "For the Registry", "Pour le Président"."""
    return re.match(r"(?:عن|for|pour|p)\b\s*/?", fold_word(line)) is not None


def unlabelled(line: str, lex: Lexicon) -> str:
    """A line without its label: "Position: Head of Outreach"."""
    label, _, value = line.partition(":")
    if not value.strip():
        return line
    wanted = lex.labels.get(label_key(label)) in ("name", "title", "affiliation", "both", "role")
    return value.strip() if wanted else line


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
    strong = [line for line in wanted if not signed_posts.CONTACT.search(line)]
    return wanted if len(strong) >= 2 else lines if len(strong) == 0 else [*wanted, *other]


def _latin_piece(line: str) -> str:
    pieces = [piece for piece in signed_posts.PIECES.split(line) if piece and not ARABIC.search(piece)]
    return " | ".join(pieces) or line


def _name_line(lines: list[str], own: str, lex: Lexicon) -> tuple[int, str | None]:
    """(line, name) of who signs: the likeliest of the names that stand on the first lines; a name alone, in front of
    a bar or comma, or near the sender's display name."""
    best: tuple[float, int, str | None] = (0.0, 0, None)
    for at, line in enumerate(lines[:6]):
        if len(line) > 160 or is_closing(line, lex):
            continue
        for piece in chain((line,), _front(line)):
            if (names.is_name(piece, lex) or _sounds_like(piece, own)) and not lex.is_place(piece):
                bare = names.clean(piece, lex)
                if not lex.is_place(bare):
                    likely = _likely(piece, bare, line, own, lex) - at * 0.1
                    best = max(best, (likely, at, bare), key=lambda each: each[0])
                break
    if best[2] is None and own:
        for at, line in enumerate(lines[:4]):
            head = next(_front(line), line)
            bare = names.clean(head, lex)
            if bare and len(bare.split()) <= 2 and names.parts(bare) and names.parts(bare) <= names.parts(own):
                return at, own if names.is_name(own, lex) else None
    return best[1:]


def _sounds_like(line: str, own: str) -> bool:
    """Whether a line is the sender's shown name in the other script ("قدرة آدن" under mail of "Kadra Aden")."""
    other = bool(ARABIC.search(line)) != bool(ARABIC.search(own))
    return bool(own) and other and 1 < len(line.split()) <= 4 and sounds.alike(line, own)


def _likely(piece: str, bare: str, line: str, own: str, lex: Lexicon) -> float:
    """How likely a name among the lines of a signature is the writer's."""
    run = tokens(bare)
    likely = 1.0
    if own and names.same_person(bare, own):
        likely += 3
    elif own and names.parts(bare) & names.parts(own):
        likely += 1.5
    if honorifics.end(tokens(piece), 0, lex):
        likely += 1
    if arabic.surely(run, 0, len(run), lex) or latin.known_names(run, 0, len(run), lex) * 2 >= len(run):
        likely += 0.6
    if piece != line and any(
        signed_posts.CONTACT.search(rest) or lex.is_place(rest) for rest in _PIECES_OR_COMMA.split(line)[1:]
    ):
        likely -= 0.7  # "Pearl Tower, Abu Dhabi"
    if signed_posts.CONTACT.search(line) or re.search(r"\d", line):
        likely -= 0.5
    return max(likely, 0.05)


def _front(line: str) -> Iterator[str]:
    """What stands before the first separator of a line, in several readings."""
    for pattern in _SEPARATORS:
        mark = pattern.search(line)
        if mark and (front := line[: mark.start()].strip()):
            yield front


def _rest_of(line: str, name: str) -> str:
    at = line.find(name)
    return line[at + len(name) :].strip(" ,،|–—-•·/()\t") if at >= 0 else ""
