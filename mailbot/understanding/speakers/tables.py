"""Tables of several persons: one person a row or a column; "idem" cells take over what stands above."""

import re
from dataclasses import dataclass, replace

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations import housenames
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import columns, grid, names, posts, roles
from mailbot.understanding.speakers.columns import NAMED, VALUES
from mailbot.understanding.speakers.fields import field_of
from mailbot.understanding.speakers.grid import Row
from mailbot.understanding.speakers.labels import clean_title
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import tokens

UNTOLD = 0.7  # strength of the rows of a table without a header
LISTENS = 0.2  # ... of a row that says its person only listens


@dataclass(frozen=True, slots=True)
class Found:
    """The persons of the tables of a text, and the numbers of the lines they and their headers stand on."""

    persons: tuple[Person, ...]
    lines: frozenset[int]


@dataclass(frozen=True, slots=True)
class Reader:
    """What the rows of one text are read with. codes: of roles, as the text explains them."""

    lex: Lexicon
    directory: Directory
    codes: dict[str, str]

    def headed(self, table: list[Row]) -> list[tuple[bool, list[Person]]]:
        """(whether roles are asked, persons) below each header row of a table; a second header opens a second list."""
        headers: list[tuple[int, list[str | None]]] = []
        if _a_form(table):
            return []
        for number, row in enumerate(table):
            kinds = columns.of_header(row.cells, self.lex)
            known, filled = sum(1 for kind in kinds if kind), sum(1 for cell in row.cells if cell)
            # Below a header a row of cells such as "speaker", "round table" is no header unless nearly all of it is,
            # and some of it by the lists of labels: a house or a role asks for itself by its words as well.
            again = known * 4 >= filled * 3 and any(field_of(cell, self.lex) in NAMED for cell in row.cells)
            if columns.is_header(kinds) and filled >= 2 and (not headers or again):
                headers.append((number, kinds))
            elif not headers and number > 4:
                break
        sections: list[tuple[bool, list[Person]]] = []
        for at, (number, kinds) in enumerate(headers):
            stop = headers[at + 1][0] if at + 1 < len(headers) else len(table)
            body = table[number + 1 : stop]
            held = columns.settled(_aligned(kinds, body), body, self.lex, self.codes)
            asked = any(kind and kind.startswith("role") for kind in held)
            sections.append((asked, self.body(body, held)))
        return sections

    def turned(self, table: list[Row]) -> list[Person]:
        """A table whose first column holds the labels, with a column a person."""
        if max(len(row.cells) for row in table) < 3 or columns.is_header(columns.of_header(table[0].cells, self.lex)):
            return []
        labelled = [row for row in table if row.cells[0] and columns.of_header(row.cells[:1], self.lex)[0]]
        kinds = [columns.of_header(row.cells[:1], self.lex)[0] for row in labelled]
        sure = [kind for row in labelled if (kind := field_of(row.cells[0], self.lex)) in (*NAMED, *VALUES)]
        named = [row for row, kind in zip(labelled, kinds, strict=True) if kind in NAMED]
        if not any(sum(1 for cell in row.cells[1:] if cell) > 1 for row in named):
            return []  # labels with one value each: a form
        if len(sure) < 2 or len(labelled) * 2 < len(table):
            return []
        body = grid.turned(labelled)[1:]
        return self.body(body, columns.settled(kinds, body, self.lex, self.codes))

    def headless(self, table: list[Row]) -> list[Person]:
        """Rows whose header is missing or says nothing known: a column of names beside functions, organisations or
        roles."""
        if min(len(row.cells) for row in table) < 3:
            return []
        headed = sum(1 for kind in columns.of_header(table[0].cells, self.lex) if kind) > 1
        for top in (1,) if headed else (0, 1):
            body = table[top:]
            kinds = columns.by_cells(body, self.lex, self.codes, sure=not top) if len(body) > 1 else []
            if "name" in kinds and {"title", "affiliation"} & set(kinds):
                return [
                    replace(person, strength=min(person.strength, UNTOLD)) for person in self.body(body, list(kinds))
                ]
        return []

    def body(self, body: list[Row], kinds: list[str | None]) -> list[Person]:
        """The persons of rows whose columns are known."""
        found: list[Person] = []
        numbered: dict[int, dict[str, str]] = {}
        above: dict[str, str] = {}
        ticks = any(kind and kind.startswith("role:") for kind in kinds)
        for row in body:
            if self._left_out(row, kinds):
                continue
            has: dict[str, str] = {}
            marked: list[str] = []
            for kind, cell in zip(kinds, row.cells, strict=False):
                if kind is None or kind in ("other", "number", "aside", "wanted") or kind in has:
                    continue
                if kind.startswith("role:"):
                    if roles.is_mark(cell, self.lex):
                        marked.append(kind[5:])
                elif columns.is_same(cell, self.lex) and kind in above:
                    has[kind] = above[kind]
                elif (other := numbered.get(columns.refers_to(cell) or 0)) and kind in other:
                    has[kind] = other[kind]
                elif cell and fold_word(cell).strip(" .:") not in self.lex.none:
                    has[kind] = cell
            person = self._person(has, marked if ticks else None, row, "role" in kinds or ticks)
            if person is not None:
                above = {**above, **has}
                found.append(person)
                numbered[_number(row) or len(found)] = has
        return found

    def _left_out(self, row: Row, kinds: list[str | None]) -> bool:
        """Whether a row says that its person is withdrawn, or does not speak."""
        for at, cell in enumerate(row.cells):
            kind = kinds[at] if at < len(kinds) else None
            key = fold_word(cell).strip(" .:()")
            if key in self.lex.withdrawn or (kind == "wanted" and key in self.lex.marks["no"]):
                return True
            if kind in ("wanted", "role") and columns.speaks(cell, self.lex, self.codes) is False:
                return True
            said = re.sub(r"[^\w\s]", " ", key).split()[:2]
            if kind in (None, "other", "role") and len(key.split()) <= 6 and self.lex.withdrawn & set(said):
                return True
        return False

    def _person(self, has: dict[str, str], marked: list[str] | None, row: Row, asked: bool) -> Person | None:
        lex = self.lex
        name = _name(has, lex)
        if (
            not name
            or any(character.isdigit() for character in name)
            or fold_word(name) in lex.none
            or fold_word(name).split(" ")[0] in ("total", "totaux", "المجموع", "الاجمالي", "somme", "none")
        ):
            return None
        title, house = self._post(has, name)
        wanted: tuple[str, ...] | None = roles.ordered(marked, lex) if marked is not None else None
        if "role" in has:
            wanted = roles.ordered((*columns.asked(has["role"], lex, self.codes), *(marked or ())), lex)
        elif asked and wanted is None:
            wanted = ()
        listens = not wanted and any(lex.cues[cue].has(tokens(has.get("role", ""))) for cue in ("aside", "gone"))
        words = " | ".join(cell for cell in row.cells if cell)[:160]
        strength = LISTENS if listens else 0.95
        return Person(name, title, house, wanted, Origin.TABLE, strength, words, rule="speakers.table", row=row.number)

    def _post(self, has: dict[str, str], name: str) -> tuple[str | None, str | None]:
        title, house = has.get("title"), has.get("affiliation")
        if "both" in has:
            post = posts.split(has["both"], self.lex, self.directory)
            title, house = title or post.title, house or post.organisation
        if house:
            house = housenames.clean(house, self.lex)
            if len(house) <= 10 and house.isupper():
                house = self.directory.full(house) or house
        title = clean_title(title) if title else None
        if title is None and (rest := _behind_name(has, name)):
            post = posts.split(rest, self.lex, self.directory)
            title, house = post.title, house or post.organisation
        if title and not house:
            post = posts.split(title, self.lex, self.directory)
            if post.title and post.organisation:
                title, house = post.title, post.organisation
        return title, house


def read(text: str, lex: Lexicon, directory: Directory) -> Found:
    """Every person in the tables of a text, in order."""
    tables = grid.rows(text) or _commas(text, lex)
    if not tables:
        return Found((), frozenset())
    reader = Reader(lex, directory, columns.legend(text, lex))
    persons: list[Person] = []
    lines: set[int] = set()
    sections: list[tuple[bool, list[Person]]] = []
    for table in tables:
        found = reader.headed(table)
        if not any(people for _, people in found):
            found = [(True, reader.turned(table) or reader.headless(table))]
        if any(people for _, people in found):
            sections += found
            lines.update(row.number for row in table)
    lists = len(sections) > 1 and any(asked for asked, _ in sections)
    for asked, people in sections:
        # A list with roles beside one without: who is on the second only comes to listen.
        persons += people if asked or not lists else [replace(person, strength=LISTENS) for person in people]
    return Found(tuple(persons), frozenset(lines))


def _commas(text: str, lex: Lexicon) -> list[list[Row]]:
    """A file of comma-separated values, known by its header."""
    listed = grid.with_commas(text)
    if not listed:
        return []
    alike = sum(1 for row in listed[1:] if len(row.cells) == len(listed[0].cells))
    if not alike or any(":" in cell or len(cell.split()) > 6 for cell in listed[0].cells):
        return []
    return [listed] if columns.is_header(columns.of_header(listed[0].cells, lex)) else []


def _a_form(table: list[Row]) -> bool:
    """Whether every row is a label with its mark and a value: a form, in which no row heads the others."""
    return len(table) > 1 and all(len(row.cells) == 2 and row.cells[0].endswith((":", "?", "؟")) for row in table)


def _aligned(kinds: list[str | None], body: list[Row]) -> list[str | None]:
    """A header whose numbering column has no title stands one cell off from its rows."""
    if body and all(len(row.cells) == len(kinds) + 1 and re.match(r"^\W*\d{1,3}\W*$", row.cells[0]) for row in body):
        return [None, *kinds]
    return kinds


def _number(row: Row) -> int | None:
    """The number a row begins with."""
    match = re.match(r"^\W*(\d{1,3})\W*$", row.cells[0])
    return int(match.group(1)) if match else None


def _name(has: dict[str, str], lex: Lexicon) -> str | None:
    given, family, whole = has.get("given"), has.get("family"), has.get("name")
    first = given or whole
    if first and has.get("middle"):
        first = f"{first} {has['middle']}"
    if first and family:
        return f"{names.clean(first, lex)} {names.clean(family, lex)}"
    value = first or family
    return names.clean(value, lex) if value else None


def _behind_name(has: dict[str, str], name: str) -> str:
    """What a cell holds behind the name: "Carla Daou, Outreach Lead"."""
    value = has.get("name", "")
    at = value.find(name)
    return value[at + len(name) :].strip(" ,،/|–—-()\n") if at >= 0 else ""
