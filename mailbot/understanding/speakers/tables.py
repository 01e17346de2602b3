"""Tables of several persons: the header says what the columns hold, the cells where it is silent; "idem" cells
inherit."""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import asks, grammar, names, organisations, posts, roles
from mailbot.understanding.speakers.labelled import field_of
from mailbot.understanding.speakers.labels import clean_title
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.speakers.words import tokens

MAX_ROWS = 400
_GAP = re.compile(r"\s{2,}|\t")
_RULE = re.compile(r"^[\s|+\-–—_=:]*$")
_DITTO = re.compile(r"^[\s\"'“”″〃,/\\|↑⬆⇑^´`-]+$")
_LEGEND = re.compile(r"(?<![^\W_])([A-Za-z]{1,4}\d?)\s*[=:–-]\s*([^\n,;()=]{4,60})")
NAMED = ("name", "family", "given")
VALUES = ("title", "affiliation", "both", "role")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table as cells; number: of its line."""

    number: int
    cells: tuple[str, ...]


def rows(text: str) -> list[list[Row]]:
    """The tables of a text, each a list of rows of two cells or more: tabs, pipes, or columns of spaces."""
    found: list[list[Row]] = []
    current: list[Row] = []
    for number, line in enumerate(text.split("\n")):
        cells = _cells(line)
        if cells is None:
            if current and not line.strip() and len(current) < MAX_ROWS:
                continue
            if len(current) > 1:
                found.append(current)
            current = []
        elif len(cells) > 1 and len(current) < MAX_ROWS:
            current.append(Row(number, cells))
    if len(current) > 1:
        found.append(current)
    return found


def _cells(line: str) -> tuple[str, ...] | None:
    """The cells of a line; () for a drawn rule inside a table, None where the line is no row."""
    if not line.strip():
        return None
    if _RULE.match(line) and len(line.strip()) > 2:
        return ()
    if "\t" in line:
        return tuple(cell.strip() for cell in line.split("\t"))
    if line.count("|") >= 1:
        bare = line.strip()
        bare = bare[1:] if bare.startswith("|") else bare
        bare = bare[:-1] if bare.endswith("|") else bare
        cells = tuple(cell.strip() for cell in bare.split("|"))
        return cells if len(cells) > 1 else None
    if line.count(";") >= 3 and len(line) < 600 and ". " not in line:
        return tuple(cell.strip() for cell in line.split(";"))
    if len(line) < 300:
        cells = tuple(_GAP.split(line.strip()))
        if len(cells) > 2:
            return cells
    return None


@dataclass(frozen=True, slots=True)
class Found:
    """The persons of the tables of a text, and the numbers of the lines they and their headers stand on."""

    persons: tuple[Person, ...]
    lines: frozenset[int]


def read(text: str, lex: Lexicon, directory: organisations.Directory) -> Found:
    """Every person in the tables of a text, in order."""
    persons: list[Person] = []
    lines: set[int] = set()
    legend = _legend(text, lex)
    sections: list[tuple[bool, list[Person]]] = []
    tables = rows(text) or _commas(text, lex)
    for table in tables:
        found = _headed(table, lex, directory, legend)
        if not found and (turned := _turned(table, lex, directory, legend) or _headless(table, lex, directory, legend)):
            found = [(True, turned)]
        if any(people for _, people in found):
            sections += found
            lines.update(row.number for row in table)
    lists = len(sections) > 1 and any(asked for asked, _ in sections)
    for asked, people in sections:
        # A list with roles beside one without: who is on the second only comes to listen.
        persons += people if asked or not lists else [replace(person, strength=0.2) for person in people]
    return Found(tuple(persons), frozenset(lines))


def _commas(text: str, lex: Lexicon) -> list[list[Row]]:
    """A file of comma-separated values, known by its header."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].count(",") < 2 or not _is_header([_column(cell.strip(), lex) for cell in lines[first].split(",")]):
        return []
    return [
        [
            Row(number, tuple(cell.strip() for cell in cells))
            for number, cells in enumerate(csv.reader(lines[:MAX_ROWS]))
            if cells
        ]
    ]


def _legend(text: str, lex: Lexicon) -> dict[str, str]:
    """Codes that a text explains: "P = plenary, T = round table"."""
    found = {}
    for match in _LEGEND.finditer(text[:20_000]):
        asked = roles.in_value(match.group(2), lex)
        if len(asked) == 1:
            found[match.group(1).casefold()] = asked[0]
    return found


def _is_header(kinds: Sequence[str | None]) -> bool:
    known = [kind for kind in kinds if kind]
    named = any(kind in NAMED for kind in known)
    return named and len(known) >= 2 and any(kind in VALUES or kind.startswith("role:") for kind in known)


def _column(cell: str, lex: Lexicon) -> str | None:
    if not cell or len(cell) > 80:
        return None
    if kind := field_of(cell, lex):
        return kind
    asked = {role for _, _, role in lex.roles.all(tokens(cell))} or set(roles.in_value(cell, lex))
    if len(asked) == 1:
        return f"role:{next(iter(asked))}"
    return asks.field(cell, lex) if len(cell.split()) <= 8 else None


def _headed(
    table: list[Row], lex: Lexicon, directory: organisations.Directory, legend: dict[str, str]
) -> list[tuple[bool, list[Person]]]:
    """(whether roles are asked, persons) below each header row of a table; a second header opens a second list."""
    headers = []
    for number, row in enumerate(table):
        kinds = [_column(cell, lex) for cell in row.cells]
        if _is_header(kinds) and sum(1 for cell in row.cells if cell) >= 2:
            headers.append((number, kinds))
        elif not headers and number > 4:
            break
    if not headers:
        return []
    sections: list[tuple[bool, list[Person]]] = []
    for at, (number, kinds) in enumerate(headers):
        stop = headers[at + 1][0] if at + 1 < len(headers) else len(table)
        body = table[number + 1 : stop]
        settled = _settled(_aligned(kinds, body), body, lex, legend)
        asked = any(kind and kind.startswith("role") for kind in settled)
        sections.append((asked, _body(body, settled, lex, directory, legend)))
    return sections


def _aligned(kinds: list[str | None], body: list[Row]) -> list[str | None]:
    """A header whose numbering column has no title stands one cell off from its rows."""
    if body and all(len(row.cells) == len(kinds) + 1 and re.match(r"^\W*\d{1,3}\W*$", row.cells[0]) for row in body):
        return [None, *kinds]
    return kinds


def _settled(kinds: Sequence[str | None], body: list[Row], lex: Lexicon, legend: dict[str, str]) -> list[str | None]:
    """What the columns hold, the header's word weighed against the cells': "Title" over "Ms.", "Role" over
    functions."""
    columns = [_filled([row.cells[at] for row in body if at < len(row.cells)], lex) for at in range(len(kinds))]
    settled = list(kinds)
    for at, cells in enumerate(columns):
        if cells and all(_address(cell, lex) for cell in cells):
            settled[at] = None
        elif (
            kinds[at] in ("name", "role", "aside", None)
            and (filled := [fold_word(row.cells[at]).strip(" .:()") for row in body if at < len(row.cells)])
            and all(each in lex.marks["yes"] | lex.marks["no"] for each in filled)
            and any(each in ("yes", "oui", "نعم") for each in filled)
        ):
            # "Speaker (yes/no)": who has "no" only comes along.
            settled[at] = "wanted" if kinds[at] else None
    asks = [_share(cells, lambda cell: bool(_asked(cell, lex, legend))) for cells in columns]
    if not any(kind == "role" and asks[at] > 0 for at, kind in enumerate(settled)):
        best = max(
            (at for at, kind in enumerate(settled) if kind in ("title", "role", "other", None)),
            key=lambda at: asks[at],
            default=None,
        )
        if best is not None and asks[best] >= 0.5:
            settled[best] = "role"
    for at, kind in enumerate(settled):
        if kind == "role" and columns[at] and not asks[at]:
            settled[at] = _meaning(columns[at], settled, lex) or kind
        elif kind is None and columns[at] and not all(_address(cell, lex) for cell in columns[at]):
            settled[at] = _meaning(columns[at], settled, lex)
    for at, kind in enumerate(settled):
        # Of two columns of functions one may hold the roles.
        if kind == "title" and asks[at] >= 0.5 and settled.count("title") > 1:
            settled[at] = "role"
    return settled


def _meaning(cells: list[str], known: Sequence[str | None], lex: Lexicon) -> str | None:
    """What a column of cells may hold that is not known yet: a function or an organisation."""
    if "both" in known:
        return None
    titles = _share(cells, lambda cell: any(lex.is_title(token) for token in tokens(cell)[:4]))
    houses = _share(cells, lambda cell: any(lex.organisation_form(token) for token in tokens(cell)))
    if "title" not in known and titles >= 0.5 and titles >= houses:
        return "title"
    if "affiliation" not in known and houses >= 0.5:
        return "affiliation"
    return None


def _filled(cells: list[str], lex: Lexicon) -> list[str]:
    return [cell for cell in cells if cell and not is_same(cell, lex) and fold_word(cell).strip(" .") not in lex.none]


def _share(cells: list[str], test: Callable[[str], bool]) -> float:
    return sum(1 for cell in cells if test(cell)) / len(cells) if cells else 0.0


def _address(cell: str, lex: Lexicon) -> bool:
    """Whether a cell holds a word of address and nothing else: "Ms.", "د."."""
    key = fold_word(cell)
    return key in lex.honorific_words or key.strip(".") in lex.honorific_words or f"{key}." in lex.honorific_words


def is_same(cell: str, lex: Lexicon) -> bool:
    """Whether a cell repeats the value above: "idem", "- do -", "(same)", "″", "نفس الجهة"."""
    bare = cell.strip()
    if not bare:
        return False
    if _DITTO.match(bare):
        return bare not in ("-", "--", "—", "–", "/")
    key = re.sub(r"[^\w\s]", " ", fold_word(bare)).split()
    if " ".join(key) in lex.same:
        return True
    return 0 < len(key) <= 4 and key[0] in grammar.REPEATS and not any(word[:1].isupper() for word in bare.split()[1:])


def _asked(cell: str, lex: Lexicon, legend: dict[str, str]) -> tuple[str, ...]:
    """The roles in a cell, in words or in codes."""
    if asked := roles.in_value(cell, lex):
        return asked
    if roles.ticked(cell, lex) is not None:
        return ()
    codes = [code.casefold() for code in re.split(r"[\s,;/+&.]+", cell) if code]
    if len(codes) > 6:
        return ()
    return roles.ordered((legend.get(code) or lex.role_codes.get(code, "") for code in codes), lex)


def _body(
    body: list[Row], kinds: list[str | None], lex: Lexicon, directory: organisations.Directory, legend: dict[str, str]
) -> list[Person]:
    found: list[Person] = []
    above: dict[str, str] = {}
    ticks = any(kind and kind.startswith("role:") for kind in kinds)
    for row in body:
        has: dict[str, str] = {}
        marked: list[str] = []
        if any(fold_word(cell).strip(" .:()") in lex.withdrawn for cell in row.cells):
            continue
        if any(
            kind == "wanted" and fold_word(cell).strip(" .:()") in lex.marks["no"]
            for kind, cell in zip(kinds, row.cells, strict=False)
        ):
            continue
        for kind, cell in zip(kinds, row.cells, strict=False):
            if kind is None or kind in ("other", "number", "aside", "wanted") or kind in has:
                continue
            if kind.startswith("role:"):
                if roles.is_mark(cell, lex):
                    marked.append(kind[5:])
            elif is_same(cell, lex) and kind in above:
                has[kind] = above[kind]
            elif cell and fold_word(cell).strip(" .:") not in lex.none:
                has[kind] = cell
        person = _person(has, marked if ticks else None, row, lex, directory, legend, "role" in kinds or ticks)
        if person is not None:
            above = {**above, **has}
            found.append(person)
    return found


def _name(has: dict[str, str], lex: Lexicon) -> str | None:
    given, family, whole = has.get("given"), has.get("family"), has.get("name")
    first = given or whole
    if first and has.get("middle"):
        first = f"{first} {has['middle']}"
    if first and family:
        return f"{names.clean(first, lex)} {names.clean(family, lex)}"
    value = first or family
    return names.clean(value, lex) if value else None


def _person(
    has: dict[str, str],
    marked: list[str] | None,
    row: Row,
    lex: Lexicon,
    directory: organisations.Directory,
    legend: dict[str, str],
    asked: bool,
) -> Person | None:
    name = _name(has, lex)
    if (
        not name
        or any(character.isdigit() for character in name)
        or fold_word(name).split(" ")[0] in ("total", "totaux", "المجموع", "الاجمالي", "somme", "none")
    ):
        return None
    title, house = has.get("title"), has.get("affiliation")
    if "both" in has:
        post = posts.split(has["both"], lex, directory)
        title, house = title or post.title, house or post.organisation
    if house:
        house = organisations.clean(house, lex)
        if len(house) <= 10 and house.isupper():
            house = directory.full(house) or house
    title = clean_title(title) if title else None
    if title is None and (rest := _behind_name(has, name)):
        post = posts.split(rest, lex, directory)
        title, house = post.title, house or post.organisation
    if title and not house:
        post = posts.split(title, lex, directory)
        if post.title and post.organisation:
            title, house = post.title, post.organisation
    wanted: tuple[str, ...] | None = roles.ordered(marked, lex) if marked is not None else None
    if "role" in has:
        wanted = roles.ordered((*_asked(has["role"], lex, legend), *(marked or ())), lex)
    elif asked and wanted is None:
        wanted = ()
    listens = not wanted and any(lex.cues[cue].has(tokens(has.get("role", ""))) for cue in ("aside", "gone"))
    words = " | ".join(cell for cell in row.cells if cell)[:160]
    return Person(
        name, title, house, wanted, Origin.TABLE, 0.2 if listens else 0.95, words, rule="speakers.table", row=row.number
    )


def _behind_name(has: dict[str, str], name: str) -> str:
    """What a cell holds behind the name: "Carla Daou, Outreach Lead"."""
    value = has.get("name", "")
    at = value.find(name)
    return value[at + len(name) :].strip(" ,،/|–—-()\n") if at >= 0 else ""


def _turned(table: list[Row], lex: Lexicon, directory: organisations.Directory, legend: dict[str, str]) -> list[Person]:
    """A table whose first column holds the labels, with a column a person."""
    width = max(len(row.cells) for row in table)
    if width < 3 or len(table) < 2 or _is_header([_column(cell, lex) for cell in table[0].cells]):
        return []
    labelled = [row for row in table if field_of(row.cells[0], lex)]
    kinds = [field_of(row.cells[0], lex) for row in labelled]
    known = [kind for kind in kinds if kind in (*NAMED, *VALUES)]
    named = [row for row, kind in zip(labelled, kinds, strict=True) if kind in NAMED]
    if not any(sum(1 for cell in row.cells[1:] if cell) > 1 for row in named):
        return []  # labels with one value each: a form
    if len(known) < 2 or not set(NAMED) & set(known) or len(labelled) * 2 < len(table):
        return []
    columns = [
        Row(table[0].number, tuple(row.cells[at] if at < len(row.cells) else "" for row in labelled))
        for at in range(1, width)
    ]
    return _body(columns, list(kinds), lex, directory, legend)


def _headless(
    table: list[Row], lex: Lexicon, directory: organisations.Directory, legend: dict[str, str]
) -> list[Person]:
    """Rows whose header is missing or says nothing known: a column of names beside functions, organisations or
    roles."""
    width = min(len(row.cells) for row in table)
    if width < 3:
        return []
    body = table
    headed = sum(1 for cell in table[0].cells if asks.field(cell, lex)) > 1
    for top in (1,) if headed else (0, 1):
        body = table[top:]
        columns = [_filled([row.cells[at] for row in body], lex) for at in range(width)]
        kinds: list[str | None] = [None] * width
        tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
            ("role", lambda cell: bool(_asked(cell, lex, legend))),
            ("name", lambda cell: names.is_name(cell, lex)),
            ("title", lambda cell: any(lex.is_title(token) for token in tokens(cell)[:4])),
            ("affiliation", lambda cell: any(lex.organisation_form(token) for token in tokens(cell))),
        )
        for kind, test in tests:
            shares = [(_share(cells, test) if kinds[at] is None else 0.0, -at) for at, cells in enumerate(columns)]
            share, at = max(shares)
            if share > (0.99 if kind == "name" and top == 0 else 0.5):
                kinds[-at] = kind
        if "name" in kinds and {"title", "affiliation"} & set(kinds) and len(body) > 1:
            return [
                replace(person, strength=min(person.strength, 0.7))
                for person in _body(body, kinds, lex, directory, legend)
            ]
    return []
