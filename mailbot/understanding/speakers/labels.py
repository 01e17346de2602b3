"""Label: value lines, two-column tables and forms: the person of each block of them."""

import re
from dataclasses import dataclass, field

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations import extents, housenames
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import headings, names, posts, roles, signed_posts, sounds, values
from mailbot.understanding.speakers.labelled import pairs
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.words import name_ends
from mailbot.understanding.words.lexicon import Lexicon, label_key
from mailbot.understanding.words.tokens import ARABIC, tokens

IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)")


@dataclass(slots=True)
class Block:
    """What the labels around one name say."""

    fields: dict[str, str] = field(default_factory=dict)
    aside: bool = False
    pending_aside: bool = False
    first: int = 0
    last: int = 0
    explicit: bool = False  # the label of the name says that it is a speaker's
    guessed: bool = False  # nothing but the values around it says that the name is one
    unknown: list[tuple[str, str]] = field(default_factory=list)  # labels nobody foresaw, with their values


def blocks(text: str, lex: Lexicon) -> list[Block]:
    """The blocks of labels in a text, each around one name."""
    lines = text.split("\n")
    found: list[Block] = []
    current = Block()
    previous = -10
    for number, told, label, value in pairs(lines, lex):
        kind = "name" if told == "guess" else told
        fresh = kind != "unknown" and _fresh(current, kind, label, value, number - previous)
        if fresh:
            current.last = number
            found.append(current)
            current = Block(first=number, aside=kind == "aside" and not value)
        _take(current, kind, label, value, lex)
        current.guessed = current.guessed or told == "guess"
        if kind not in ("other", "number", "unknown"):
            previous = number
    current.last = len(lines)
    found.append(current)
    return [block for block in found if block.fields]


def _fresh(block: Block, kind: str, label: str, value: str, gap: int) -> bool:
    """Whether a label opens a new person."""
    has = block.fields
    if (kind == "aside" and not value) or kind == "heading":
        return True
    if kind == "name" and {"given", "family"} <= set(has) and not {"title", "affiliation", "role"} & set(has):
        # The same name once more, whole or in the other script.
        return False
    if kind == "name" and "name" in has and sounds.alike(has["name"], value):
        return False  # once more, in the other script
    early = not {"title", "affiliation", "both", "role"} & set(has)
    if kind == "name":
        return (
            "name" in has
            or "given" in has
            or ("family" in has and _looks_full(value) and not (early and gap <= 1))
            or (block.aside and headings.announces_speaker(label))
        )
    if kind in ("family", "given"):
        return kind in has or ("name" in has and _looks_full(has["name"]) and not (early and gap <= 1))
    if kind in ("title", "affiliation", "both"):
        return kind in has and ("name" in has or "family" in has) and (gap > 6 or not block.pending_aside)
    return (
        kind == "role"
        and kind in has
        and gap > 1
        and bool({"name", "family"} & set(has))
        and bool({"title", "affiliation"} & set(has))
    )


def _looks_full(value: str) -> bool:
    return len(value.split()) > 1


def _take(block: Block, kind: str, label: str, value: str, lex: Lexicon) -> None:
    if kind == "aside":
        block.pending_aside = True
        return
    if kind in ("other", "number", "heading"):
        return
    if kind == "unknown":
        block.unknown.append((label, value))
        return
    value = value.strip().strip("_").strip()
    if fold_word(value).strip(" .") in lex.none or not value.strip(" ._…-–*"):
        return
    if block.pending_aside and kind in ("title", "affiliation") and (kind in block.fields or not block.fields):
        return
    if (kind in block.fields and kind != "role") or (kind == "name" and {"given", "family"} <= set(block.fields)):
        return
    if kind == "role" and kind in block.fields:
        value = f"{block.fields[kind]}\n{value}"
    if kind == "name":
        block.explicit = label_key(label) not in ("name", "nom", "الاسم", "names", "from", "الاسماء", "person")
    block.fields[kind] = value


def persons(text: str, lex: Lexicon, directory: Directory, taken: frozenset[int] = frozenset()) -> list[Person]:
    """The persons whom blocks of labels describe; blocks about a contact or the one who fills in the form are left out.

    taken: numbers of lines that were read as rows of a table.
    """
    lines = ["" if number in taken else line for number, line in enumerate(text.split("\n"))]
    text = "\n".join(lines)
    found: list[Person] = []
    for block in blocks(text, lex):
        has = block.fields
        _understood(block, lex)
        name = _name(has, lex)
        if block.aside or not name:
            continue
        title, house = _post(has, lex, directory, found)
        if title is None and house is None and "both" not in has:
            below = _below_name(has, lines[block.first : block.last])
            named = [line for line in below if roles.in_value(line, lex) and values.kinds(line, lex) == {"role"}]
            post = signed_posts.post_of([line for line in below if line not in named], lex, directory, name)
            title, house = post.title, post.organisation
            if named and "role" not in has:
                has["role"] = "\n".join(named)
        if not (title or house or "role" in has or block.explicit):
            continue
        asked = _roles(has, "\n".join(lines[block.first : block.last]), lex)
        if asked and found and fold_word(has.get("role", "")).strip(" .") in lex.same:
            asked = found[-1].roles
        found.append(
            Person(
                name,
                title,
                house,
                asked,
                Origin.FORM,
                _strength(block, title, house, asked),
                " / ".join(has.values())[:160],
                rule="speakers.labels",
            )
        )
    return found


def _below_name(has: dict[str, str], lines: list[str]) -> list[str]:
    """The lines below a name that has a label, where they have none themselves."""
    at = next((number for number, line in enumerate(lines) if has.get("name") and has["name"] in line), None)
    below = []
    for line in lines[at + 1 : at + 5] if at is not None else ():
        if not line.strip() or ":" in line or line.rstrip().endswith((".", "?", "!")):
            break
        below.append(line.strip())
    return below


def _strength(block: Block, title: str | None, house: str | None, asked: tuple[str, ...] | None) -> float:
    if block.guessed:
        return 0.7 if title and house and asked else 0.45
    return 0.95 if (title or house) else 0.7


def _understood(block: Block, lex: Lexicon) -> None:
    """Gives values with unforeseen labels to the fields that are still missing beside known ones."""
    has = block.fields
    if not has or not ({"name", "family"} & set(has)):
        return
    for _, value in block.unknown:
        run = tokens(value)
        if "role" not in has and lex.roles.has(run):
            has["role"] = value
        elif "title" not in has and any(lex.is_title(token) for token in run[:3]):
            has["title"] = value
        elif "affiliation" not in has and extents.extent(run, 0, lex):
            has["affiliation"] = value


def _name(has: dict[str, str], lex: Lexicon) -> str | None:
    first = "given" if "given" in has else "name"
    if "middle" in has and first in has and len(has[first].split()) < 3:
        has = {**has, first: f"{has[first]} {has['middle']}"}
    if "family" in has and ("given" in has or "name" in has):
        given = names.clean(has.get("given") or has["name"], lex)
        family = names.clean(has["family"], lex)
        if names.parts(family) <= names.parts(given):
            return given
        return f"{given} {family}"
    if "given" in has and "name" in has:
        return f"{names.clean(has['given'], lex)} {names.clean(has['name'], lex)}"
    value = has.get("name") or has.get("family") or has.get("given")
    if not value:
        return None
    value = values.first_sentence(value, lex)
    if len(value.split()) > 9 and not names.mention_at(tokens(value), 0, lex, sure=True):
        return None
    bare = names.clean(value, lex)
    words = bare.split()
    if words and fold_word(words[0]) in lex.name_ends:
        return None
    if not 1 < len(words) <= name_ends.LONGEST + 2 and not (len(words) == 1 and bare != value):
        return (
            bare
            if len(words) == 1 and len(bare) > 2 and bare[0].isalpha() and "given" not in has and "family" in has
            else None
        )
    return bare


def _post(
    has: dict[str, str], lex: Lexicon, directory: Directory, before: list[Person]
) -> tuple[str | None, str | None]:
    title, house = has.get("title"), has.get("affiliation")
    if "both" in has:
        post = posts.split(has["both"], lex, directory)
        title, house = title or post.title, house or post.organisation
    if house and before and fold_word(house).strip(" .") in lex.same:
        house = before[-1].affiliation
    elif house:
        house = housenames.clean(house, lex)
        if len(house) <= 10 and house.isupper() and (whole := directory.full(house)):
            house = whole
    if title and before and fold_word(title).strip(" .") in lex.same:
        title = before[-1].title
    elif title:
        title = clean_title(title)
        if "name" in has and "," in has["name"] and not title:
            title = None
    if house is None and title:
        post = posts.split(title, lex, directory)
        if post.organisation and post.title:
            title, house = post.title, post.organisation
    if (title is None or house is None) and (rest := _after_name(has.get("name", ""), lex)):
        post = posts.split(rest, lex, directory)
        title = title or (post.title if post.title and len(post.title) > 2 else None)
        house = house or post.organisation
    return title, house


def _after_name(value: str, lex: Lexicon) -> str:
    """What follows the name in its own field: "Mme X, directrice de Y"."""
    bare = names.clean(value, lex)
    at = value.find(bare)
    rest = values.first_sentence(value[at + len(bare) :], lex) if at >= 0 else ""
    again = IN_BRACKETS.match(rest)
    if again and bool(ARABIC.search(again.group(1))) != bool(ARABIC.search(bare)):
        rest = rest[again.end() :]  # the name in the other script
    return rest.strip(" ,،-–—()|") if len(rest.split()) > 1 or "," in rest else ""


def clean_title(value: str) -> str:
    """A function given in a place of its own: marks around it and a bracketed acronym behind it dropped."""
    return " ".join(value.split()).strip(' .,;:*|"“”«»،؛-–—')


def _roles(has: dict[str, str], text: str, lex: Lexicon) -> tuple[str, ...] | None:
    marked = roles.ticked(text, lex)
    if marked is not None:
        return marked
    if "role" in has:
        return roles.in_value(has["role"], lex)
    return None
