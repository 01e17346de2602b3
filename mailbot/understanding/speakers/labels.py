"""Label: value lines, two-column tables and forms: the person of each block of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import names, organisations, posts, roles
from mailbot.understanding.speakers.lexicon import Lexicon, label_key
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.speakers.words import ARABIC, tokens

LABEL_CAP = 60  # characters of a label
_LEADER = re.compile(r"\s*(?:\.{3,}|…+|_{3,}|={1,2}>?|->|→|⇒|\t+|\s{3,}|\s[-–—]\s)\s*")
_COLON = re.compile(r"\s*[:：]\s*")
_NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}\s*[.)\-:/]|[-*•·▪►●○◦–—]|\(?[a-zA-Z][.)]|[أ-ي]\s*[-.)])\s*")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TAIL = re.compile(r"\s+(?:n°|no\.?|nº|#)?\s*\d{1,2}$")
_QUALIFIERS = re.compile(
    r"\s+(?:of (?:the )?(?:proposed |nominated )?(?:speaker|nominee|candidate|person)s?|(?:de l'|du |de la )(?:intervenante?|orateur|oratrice|candidate?|personne)(?: proposee?)?"
    r"|المتحدثه?|المرشحه?|المقترحه?|المطلوبه?|الحاليه?|requested|proposed|souhaitee?s?|propose|demandee?s?|actuel|actuelle|current|held)$"
)
_NAME_LABEL = re.compile(
    r"(?:الاسم (?:الكامل|الثلاثي|الرباعي|الخماسي|كما|حسب|مع|و)|اسم (?:المتحدث|المرشح|المقرر|المشارك|الشخص|صاحب|الخبير)|full name |name of (?:the )?(?:proposed |nominated |suggested )?(?:speaker|nominee|candidate|person|representative)|nom (?:et|&) prenoms?\b|nom complet |noms? de (?:l'|la personne|l' )(?:intervenant|orateur|oratrice|personne|candidat)?|name and )"
)
_WHOSE = re.compile(
    r"^(?:name of (?:the )?|nom (?:de la |de l'|du |de |des )|اسم |name and (?:title|position|signature) of (?:the )?)"
)
_SPEAKER_HEADING = re.compile(
    r"^(?:(?:first|second|third|fourth|1st|2nd|3rd|premiere?|deuxieme|troisieme|quatrieme|second|seconde)\s+)?(?:proposed |nominated )?(?:speaker|nominee|candidate|candidat|candidate|orateur|oratrice|intervenant|intervenante|المتحدثه?|المرشحه?)(?:\s+(?:المقترحه?|propose|proposee|الاول|الاولي|الثاني|الثانيه|الثالث|الثالثه))?\s*(?:n°|no\.?|#|رقم)?\s*\d{0,2}$"
)


@dataclass(slots=True)
class Block:
    """What the labels around one name say."""

    fields: dict[str, str] = field(default_factory=dict)
    aside: bool = False
    pending_aside: bool = False
    first: int = 0
    last: int = 0
    explicit: bool = False  # the label of the name says that it is a speaker's
    unknown: list[tuple[str, str]] = field(default_factory=list)  # labels nobody foresaw, with their values


def field_of(label: str, lex: Lexicon) -> str | None:
    """What a label asks for (one of lexicon.FIELDS); bilingual, numbered and bracketed labels are understood."""
    if len(label) > LABEL_CAP * 2:
        return None
    key = label_key(label)
    if not key or len(key) > LABEL_CAP:
        return None
    for variant in _variants(label, key):
        if variant in lex.labels:
            return lex.labels[variant]
    whose = _WHOSE.sub("", key)
    if whose != key and lex.labels.get(whose) == "aside":
        return "aside"
    return "name" if _NAME_LABEL.match(key) and len(key.split()) <= 7 else None


def _variants(label: str, key: str) -> Iterable[str]:
    yield key
    bare = label_key(_BRACKETS.sub(" ", label))
    yield bare
    for inside in re.findall(r"[(\[]([^()\[\]]+)[)\]]", label):
        yield label_key(inside)
    unnumbered = label_key(_NUMBER.sub("", bare))
    yield unnumbered
    tailless = label_key(_TAIL.sub("", unnumbered))
    yield tailless
    yield label_key(_QUALIFIERS.sub("", tailless))
    if ARABIC.search(tailless) and re.search(r"[a-z]", tailless):
        yield label_key(" ".join(word for word in tailless.split() if not ARABIC.search(word)))
        yield label_key(" ".join(word for word in tailless.split() if ARABIC.search(word)))
    for mark in ("/", "|", " - ", " et ", " and ", " & ", " or ", " ou "):
        if mark in tailless:
            for piece in tailless.split(mark):
                yield label_key(piece)
                yield label_key(_QUALIFIERS.sub("", label_key(piece)))


def pairs(lines: list[str], lex: Lexicon) -> list[tuple[int, str, str, str]]:
    """(line number, field, label, value) of every label in a text, in order."""
    found: list[tuple[int, str, str, str]] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        heading = (
            _part(line, lex)
            if line.strip() and ":" not in line.rstrip(" :") and "\t" not in line and len(line) < LABEL_CAP
            else None
        )
        if heading and not _name_below(lines, number, lex):
            found.append((number, "aside" if heading == "aside" else "heading", line.strip(), ""))
            number += 1
            continue
        here = _of_line(line, lex)
        if here:
            if not here[-1][2] and len(here) == 1:
                value, used = _below(lines, number, lex)
                if value:
                    here = [(here[0][0], here[0][1], value)]
                found += [(number, *pair) for pair in here]
                number += 1 + used
                continue
            found += [(number, *pair) for pair in here]
        number += 1
    return found


def _name_below(lines: list[str], number: int, lex: Lexicon) -> bool:
    """Whether the next line is a bare name: then the heading is its label."""
    below = next((line for line in lines[number + 1 : number + 3] if line.strip()), "")
    return bool(below) and not _of_line(below, lex) and names.is_name(below, lex)


def _below(lines: list[str], number: int, lex: Lexicon) -> tuple[str, int]:
    """The value on the line below a label that stands alone, and how many lines were used."""
    for ahead in range(number + 1, min(number + 3, len(lines))):
        line = lines[ahead].strip()
        if not line:
            continue
        if _of_line(line, lex) or len(line) > 160:
            return "", 0
        return line, ahead - number
    return "", 0


def _of_line(line: str, lex: Lexicon) -> list[tuple[str, str, str]]:
    """(field, label, value) of one line: one label, several in a row, or cells of a table in pairs."""
    if not line.strip() or len(line) > 2000:
        return []
    if "\t" in line:
        cells = [cell.strip() for cell in line.strip().split("\t")]
        if len(cells) in (2, 4, 6):
            found = [(field_of(cells[at], lex), cells[at], cells[at + 1]) for at in range(0, len(cells), 2)]
            if found[0][0] and all(kind for kind, _, _ in found) and not field_of(cells[1], lex):
                return [(kind, label, value) for kind, label, value in found if kind]
        if len(cells) > 2:
            kept = [cell for cell in cells if cell]
            if len(kept) == 2 and (kind := field_of(kept[0], lex)) and not field_of(kept[1], lex):
                return [(kind, kept[0], kept[1])]
            return []
    several = _inline(line, lex)
    if several:
        return several
    lead = _LEADER.search(line.lstrip("-–—*•· \t"))
    if lead:
        text = line.lstrip("-–—*•· \t")
        label, value = text[: lead.start()], text[lead.end() :]
        if label and (kind := field_of(label, lex)) and (value.strip(" ._…-") or "." in lead.group()):
            return [(kind, label, value.strip())]
    if unknown := _unforeseen(line):
        return [unknown]
    if len(line) <= LABEL_CAP and not line.strip().endswith((".", "!")) and (kind := field_of(line, lex)):
        return [(kind, line.strip(), "")]
    return []


def _unforeseen(line: str) -> tuple[str, str, str] | None:
    """A short label nobody foresaw, with a colon and a value: what it holds is told by the value."""
    label, mark, value = line.strip().partition(":")
    if (
        not mark
        or not value.strip()
        or len(label.split()) > 5
        or len(label) > 40
        or len(value) > 160
        or "//" in value[:3]
    ):
        return None
    return ("unknown", label.strip(), value.strip())


def _inline(line: str, lex: Lexicon) -> list[tuple[str, str, str]]:
    marks = list(_COLON.finditer(line))[:40]
    cuts: list[tuple[int, int, str, str]] = []
    floor = 0
    for mark in marks:
        head = line[floor : mark.start()]
        start = max(
            (
                head.rfind(each) + 1
                for each in (". ", "; ", "| ", "، ", ", ", "؛ ", "\t", "• ", " - ", " – ", "* ", "/ ")
            ),
            default=0,
        )
        for begin in dict.fromkeys((0 if not cuts else start, start)):
            label = head[begin:]
            if kind := field_of(label, lex):
                cuts.append((floor + begin, mark.end(), kind, label.strip()))
                floor = mark.end()
                break
    found = []
    for number, (_, value_start, kind, label) in enumerate(cuts):
        end = cuts[number + 1][0] if number + 1 < len(cuts) else len(line)
        value = line[value_start:end].strip().strip("|;،,؛•*/–-").strip()
        if number + 1 < len(cuts):
            value = value.rstrip(".")
        found.append((kind, label, value))
    if found and cuts[0][0] > 0 and len(found) == 1 and cuts[0][2] in ("role", "other", "aside", "number"):
        # "... as agreed, for: ..." is running text.
        return []
    return found


def blocks(text: str, lex: Lexicon) -> list[Block]:
    """The blocks of labels in a text, each around one name."""
    lines = text.split("\n")
    found: list[Block] = []
    current = Block()
    previous = -10
    for number, kind, label, value in pairs(lines, lex):
        fresh = kind != "unknown" and _fresh(current, kind, label, value, number - previous, lex)
        if fresh:
            current.last = number
            found.append(current)
            current = Block(first=number, aside=kind == "aside" and not value)
        _take(current, kind, label, value, lex)
        if kind not in ("other", "number", "unknown"):
            previous = number
    current.last = len(lines)
    found.append(current)
    return [block for block in found if block.fields]


def label_lines(text: str, lex: Lexicon) -> frozenset[int]:
    """Numbers of the lines whose labels were understood: they are no sentences."""
    lines = text.split("\n")
    taken: set[int] = set()
    for number, kind, label, value in pairs(lines, lex):
        if kind in ("unknown", "heading"):
            continue
        taken.add(number)
        if value and value not in lines[number]:
            taken.update(
                ahead for ahead in (number + 1, number + 2) if ahead < len(lines) and lines[ahead].strip() == value
            )
    return frozenset(taken)


def _fresh(block: Block, kind: str, label: str, value: str, gap: int, lex: Lexicon) -> bool:
    """Whether a label opens a new person."""
    has = block.fields
    if (kind == "aside" and not value) or kind == "heading":
        return True
    if kind == "name" and {"given", "family"} <= set(has) and not {"title", "affiliation", "role"} & set(has):
        # The same name once more, whole or in the other script.
        return False
    early = not {"title", "affiliation", "both", "role"} & set(has)
    if kind == "name":
        return (
            "name" in has
            or "given" in has
            or ("family" in has and _looks_full(value) and not (early and gap <= 1))
            or (block.aside and _heading(label))
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


def _part(line: str, lex: Lexicon) -> str | None:
    """A heading that opens a block: "Part B - the proposed speaker", "Speaker 2", "Contact person"."""
    key = label_key(line)
    if len(key) > LABEL_CAP:
        return None
    run = tokens(line)
    if len(run) <= 9 and not roles.BOX.search(line) and not lex.roles.has(run):
        if lex.cues["heading_aside"].has(run):
            return "aside"
        if lex.cues["heading_speaker"].has(run):
            return "speaker"
    for piece in (key, *re.split(r"\s[-–—:]\s", key)):
        bare = re.sub(r"^(?:the|le|la|l'|les)\s*", "", label_key(piece))
        if lex.labels.get(bare) == "aside":
            return "aside"
        if _SPEAKER_HEADING.match(bare):
            return "speaker"
    return None


def _heading(label: str) -> bool:
    return bool(_SPEAKER_HEADING.match(label_key(label)))


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


def persons(
    text: str, lex: Lexicon, directory: organisations.Directory, taken: frozenset[int] = frozenset()
) -> list[Person]:
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
                0.95 if (title or house) else 0.7,
                " / ".join(has.values())[:160],
                rule="speakers.labels",
            )
        )
    return found


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
        elif "affiliation" not in has and organisations.extent(run, 0, lex):
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
    if len(value.split()) > 9 and not names.mention_at(tokens(value), 0, lex, sure=True):
        return None
    bare = names.clean(value, lex)
    words = bare.split()
    if words and fold_word(words[0]) in lex.name_ends:
        return None
    if not 1 < len(words) <= names.LONGEST + 2 and not (len(words) == 1 and bare != value):
        return (
            bare
            if len(words) == 1 and len(bare) > 2 and bare[0].isalpha() and "given" not in has and "family" in has
            else None
        )
    return bare


def _post(
    has: dict[str, str], lex: Lexicon, directory: organisations.Directory, before: list[Person]
) -> tuple[str | None, str | None]:
    title, house = has.get("title"), has.get("affiliation")
    if "both" in has:
        post = posts.split(has["both"], lex, directory)
        title, house = title or post.title, house or post.organisation
    if house and before and fold_word(house).strip(" .") in lex.same:
        house = before[-1].affiliation
    elif house:
        house = organisations.clean(house, lex)
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
    rest = re.split(r"(?<=[^\W\d_]{3})[.!?؟]\s", value[at + len(bare) :])[0] if at >= 0 else ""
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
