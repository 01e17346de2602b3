"""Tables of several persons: a header row (or the cells themselves) says what the columns hold; "idem" cells inherit."""

import re
from dataclasses import dataclass, replace

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import names, organisations, posts, roles
from mailbot.understanding.speakers.labels import clean_title, field_of
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.speakers.words import tokens

MAX_ROWS = 400
_GAP = re.compile(r"\s{2,}|\t")
_RULE = re.compile(r"^[\s|+\-–—_=:]*$")


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
        elif len(cells) > 1:
            if len(current) < MAX_ROWS:
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
        return tuple(cell.strip() for cell in line.strip("\n").split("\t"))
    if line.count("|") >= 1:
        bare = line.strip()
        bare = bare[1:] if bare.startswith("|") else bare
        bare = bare[:-1] if bare.endswith("|") else bare
        cells = tuple(cell.strip() for cell in bare.split("|"))
        return cells if len(cells) > 1 else None
    if len(line) < 300:
        cells = tuple(cell for cell in _GAP.split(line.strip()))
        if len(cells) > 2:
            return cells
    return None


def persons(text: str, lex: Lexicon, directory: organisations.Directory) -> list[Person]:
    """Every person in the tables of a text, in order."""
    found: list[Person] = []
    for table in rows(text):
        found += _turned(table, lex, directory) or _headed(table, lex, directory) or _headless(table, lex, directory)
    return found


def _fields(cells: tuple[str, ...], lex: Lexicon) -> list[str | None]:
    return [_column(cell, lex) for cell in cells]


def _column(cell: str, lex: Lexicon) -> str | None:
    if not cell or len(cell) > 80:
        return None
    if kind := field_of(cell, lex):
        return kind
    asked = {role for _, _, role in lex.roles.all(tokens(cell))}
    return f"role:{next(iter(asked))}" if len(asked) == 1 else None


def _is_header(kinds: list[str | None]) -> bool:
    known = [kind for kind in kinds if kind]
    named = any(kind in ("name", "family", "given") for kind in known)
    return named and len(known) >= 2 and any(kind in ("title", "affiliation", "both") or kind.startswith("role") for kind in known)


def _headed(table: list[Row], lex: Lexicon, directory: organisations.Directory) -> list[Person]:
    for top in range(min(4, len(table) - 1)):
        kinds = _fields(table[top].cells, lex)
        if not _is_header(kinds):
            continue
        return _body(table[top + 1 :], _aligned(kinds, table[top + 1 :]), lex, directory)
    return []


def _aligned(kinds: list[str | None], body: list[Row]) -> list[str | None]:
    """A header whose numbering column has no title stands one cell off from its rows."""
    if body and all(len(row.cells) == len(kinds) + 1 and re.match(r"^\W*\d{1,3}\W*$", row.cells[0]) for row in body):
        return [None, *kinds]
    return kinds


def _body(body: list[Row], kinds: list[str | None], lex: Lexicon, directory: organisations.Directory) -> list[Person]:
    found: list[Person] = []
    above: dict[str, str] = {}
    for row in body:
        has: dict[str, str] = {}
        marked: list[str] = []
        if any(fold_word(cell).strip(" .:()") in lex.withdrawn for cell in row.cells):
            continue
        for kind, cell in zip(kinds, row.cells, strict=False):
            if kind is None or kind in ("other", "number", "aside"):
                continue
            if kind.startswith("role:"):
                if roles.is_mark(cell, lex):
                    marked.append(kind[5:])
                continue
            key = fold_word(cell).strip(" .:")
            if kind in has:
                continue
            if (key in lex.same or cell.strip() in ("″", '"', "''", "〃", "-do-", "-//-", "//", "-\"-")) and kind in above:
                has[kind] = above[kind]
            elif key not in lex.none and cell:
                has[kind] = cell
        columns = any(kind and kind.startswith("role:") for kind in kinds)
        person = _person(has, marked if columns else None, row, lex, directory, "role" in kinds or columns)
        if person is None:
            continue
        above = {**above, **has}
        found.append(person)
    return found


def _person(
    has: dict[str, str], marked: list[str] | None, row: Row, lex: Lexicon, directory: organisations.Directory, asked: bool
) -> Person | None:
    given, family, whole = has.get("given"), has.get("family"), has.get("name")
    if given and family:
        name = f"{names.clean(given, lex)} {names.clean(family, lex)}"
    elif whole and family:
        name = f"{names.clean(whole, lex)} {names.clean(family, lex)}"
    else:
        value = whole or family or given
        if not value:
            return None
        name = names.clean(value, lex)
    if not name or any(character.isdigit() for character in name) or fold_word(name).split(" ")[0] in ("total", "totaux", "المجموع", "الاجمالي", "somme"):
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
    if title and not house:
        post = posts.split(title, lex, directory)
        if post.title and post.organisation:
            title, house = post.title, post.organisation
    wanted: tuple[str, ...] | None = roles.ordered(marked, lex) if marked is not None else None
    if "role" in has:
        wanted = roles.ordered((*roles.in_value(has["role"], lex), *(marked or ())), lex)
    elif asked and wanted is None:
        wanted = ()
    words = " | ".join(cell for cell in row.cells if cell)[:160]
    return Person(name, title, house, wanted, Origin.TABLE, 0.95, words, rule="speakers.table", row=row.number)


def _turned(table: list[Row], lex: Lexicon, directory: organisations.Directory) -> list[Person]:
    """A table whose first column holds the labels, with a column a person."""
    width = max(len(row.cells) for row in table)
    if width < 3 or len(table) < 2:
        return []
    kinds = [field_of(row.cells[0], lex) for row in table]
    if sum(1 for kind in kinds if kind in ("name", "title", "affiliation", "role", "family", "given")) < 2 or "name" not in kinds and "family" not in kinds:
        return []
    if _is_header(_fields(table[0].cells, lex)):
        return []
    columns = [
        Row(table[0].number, tuple(row.cells[at] if at < len(row.cells) else "" for row in table)) for at in range(1, width)
    ]
    return [replace(person, row=table[0].number) for person in _body(columns, kinds, lex, directory)]


def _headless(table: list[Row], lex: Lexicon, directory: organisations.Directory) -> list[Person]:
    """Rows without a header: a column of names beside a column of functions or organisations."""
    width = min(len(row.cells) for row in table)
    if width < 3:
        return []
    columns = [[row.cells[at] for row in table] for at in range(width)]
    kinds: list[str | None] = []
    for column in columns:
        filled = [cell for cell in column if cell and fold_word(cell).strip(" .") not in lex.same]
        kinds.append(_guess(filled, kinds, lex))
    if "name" not in kinds or not {"title", "affiliation"} & set(kinds):
        return []
    return [replace(person, strength=0.7) for person in _body(table, kinds, lex, directory)]


def _guess(cells: list[str], before: list[str | None], lex: Lexicon) -> str | None:
    if not cells:
        return None
    tests = (
        ("role", lambda cell: bool(roles.in_value(cell, lex))),
        ("title", lambda cell: any(lex.is_title(token) for token in tokens(cell)[:4])),
        ("affiliation", lambda cell: any(lex.organisation_form(token) for token in tokens(cell))),
        ("name", lambda cell: names.is_name(cell, lex)),
    )
    for kind, test in tests:
        if kind not in before and sum(1 for cell in cells if test(cell)) * 2 > len(cells):
            return kind
    return None
