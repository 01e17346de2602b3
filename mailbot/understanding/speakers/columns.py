"""What the columns of a table hold: the header's words weighed against the cells', the rest by what is left over."""

import re
from collections.abc import Callable, Sequence

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import asks, names, roles, values
from mailbot.understanding.speakers.fields import field_of
from mailbot.understanding.speakers.grid import Row
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import ARABIC, tokens

NAMED = ("name", "family", "given")
VALUES = ("title", "affiliation", "both", "role")
_DITTO = re.compile(r"^[\s\"'“”″〃,/\\|↑⬆⇑^´`=-]+$")
_REFERS = re.compile(
    r"^(?:(?:same|idem|id|meme|identique|نفس)\s+)?(?:as|like|see|cf|voir|comme|que|كما|مثل|انظر|in|au|a|في|ل)?\s*"
    r"(?:in|above|for|pour)?\s*(?:no|n°|nº|n|row|line|person|ligne|numero|number|رقم|سطر|#)?\s*[.°:]?\s*(\d{1,2})$"
)
_LEGEND = re.compile(r"(?<![^\W_])([A-Za-z]{1,4}\d?)\s*[=:–-]\s*([^\n,;()=]{4,60})")


def legend(text: str, lex: Lexicon) -> dict[str, str]:
    """Codes that a text explains: "P = plenary, T = round table"."""
    found = {}
    for match in _LEGEND.finditer(text[:20_000]):
        asked = roles.in_value(match.group(2), lex)
        if len(asked) == 1:
            found[match.group(1).casefold()] = asked[0]
    return found


def of_header(cells: Sequence[str], lex: Lexicon) -> list[str | None]:
    """What each cell of a header asks for: a field, "role:ROLE" for a role's own column, None where it does not say."""
    return [_asked_by(cell, lex) for cell in cells]


def is_header(kinds: Sequence[str | None]) -> bool:
    """Whether a row asks for persons: for a name and for something else about them."""
    known = [kind for kind in kinds if kind]
    named = any(kind in NAMED for kind in known)
    return named and len(known) >= 2 and any(kind in VALUES or kind.startswith("role:") for kind in known)


def _asked_by(cell: str, lex: Lexicon) -> str | None:
    if not cell or len(cell) > 80:
        return None
    if kind := field_of(cell, lex):
        return kind
    asked = {role for _, _, role in lex.roles.all(tokens(cell))} or set(roles.in_value(cell, lex))
    if len(asked) == 1:
        return f"role:{next(iter(asked))}"
    if len(cell.split()) <= 3 and fold_word(cell).startswith(grammar.SPEAKS):
        return "role"
    told = asks.field(cell, lex) if len(cell.split()) <= 8 else None
    return None if told == "name" and values.is_person(cell, lex) else told


def is_same(cell: str, lex: Lexicon) -> bool:
    """Whether a cell repeats the value above: "idem", "- do -", "(same)", "″", "=", "نفس الجهة"."""
    bare = cell.strip()
    if not bare:
        return False
    if _DITTO.match(bare):
        return bare not in ("-", "--", "—", "–", "/")
    key = re.sub(r"[^\w\s]", " ", fold_word(bare)).split()
    if " ".join(key) in lex.same:
        return True
    return 0 < len(key) <= 4 and key[0] in grammar.REPEATS and not any(word[:1].isupper() for word in bare.split()[1:])


def refers_to(cell: str) -> int | None:
    """The number of the person whose value a cell takes over: "as no. 1", "comme 2", "مثل رقم 1"."""
    key = re.sub(r"[()\[\]]", " ", fold_word(cell)).strip(" .")
    if not key or len(key) > 24 or key.isdigit():
        return None
    match = _REFERS.match(" ".join(key.split()))
    return int(match.group(1)) if match else None


def asked(cell: str, lex: Lexicon, codes: dict[str, str]) -> tuple[str, ...]:
    """The roles in a cell, in words or in codes (`legend`)."""
    if said := roles.in_value(cell, lex):
        return said
    if roles.ticked(cell, lex) is not None:
        return ()
    written = [code.casefold() for code in re.split(r"[\s,;/+&.]+", cell) if code]
    if len(written) > 6:
        return ()
    return roles.ordered((codes.get(code) or lex.role_codes.get(code, "") for code in written), lex)


def settled(kinds: Sequence[str | None], body: list[Row], lex: Lexicon, codes: dict[str, str]) -> list[str | None]:
    """What the columns hold, the header's word weighed against the cells': "Title" over "Ms.", "Role" over
    functions."""
    columns = [_filled([row.cells[at] for row in body if at < len(row.cells)], lex) for at in range(len(kinds))]
    found = list(kinds)
    for at, cells in enumerate(columns):
        if cells and all(_address(cell, lex) for cell in cells):
            found[at] = "other"
        elif (
            kinds[at] in ("name", "role", "aside", None)
            and (filled := [fold_word(row.cells[at]).strip(" .:()") for row in body if at < len(row.cells)])
            and all(each in lex.marks["yes"] | lex.marks["no"] for each in filled)
            and any(each in ("yes", "oui", "نعم") for each in filled)
        ):
            # "Speaker (yes/no)": who has "no" only comes along.
            found[at] = "wanted" if kinds[at] else "other"
        elif kinds[at] != "name" and _parts_taken(cells, lex, codes):
            # "Capacity: speaker, participant": who only comes is no nominee.
            found[at] = "role" if any(asked(cell, lex, codes) for cell in cells) else "wanted"
    shares = [_share(cells, lambda cell: bool(asked(cell, lex, codes))) for cells in columns]
    if not any(kind == "role" and shares[at] > 0 for at, kind in enumerate(found)):
        best = max(
            (at for at, kind in enumerate(found) if kind in ("title", "role", "other", None)),
            key=lambda at: shares[at],
            default=None,
        )
        if best is not None and shares[best] >= 0.5:
            found[best] = "role"
    for at, kind in enumerate(found):
        if kind == "role" and columns[at] and not shares[at]:
            found[at] = _meaning(columns[at], found, lex) or kind
        elif kind is None and columns[at]:
            found[at] = _meaning(columns[at], found, lex)
    for at, kind in enumerate(found):
        # Of two columns of functions one may hold the roles.
        if kind == "title" and shares[at] >= 0.5 and found.count("title") > 1:
            found[at] = "role"
    return _left_over(found, columns, lex)


def speaks(cell: str, lex: Lexicon, codes: dict[str, str]) -> bool | None:
    """Whether a cell says that its person speaks (True) or only comes (False); None where it says neither."""
    if asked(cell, lex, codes):
        return True
    words = [word for word in re.sub(r"[^\w\s]", " ", fold_word(cell)).split() if word not in grammar.ONLY]
    if any(word in grammar.SPEAKERS for word in words):
        return True
    return False if words and all(word in grammar.ATTENDING for word in words) else None


def _parts_taken(cells: list[str], lex: Lexicon, codes: dict[str, str]) -> bool:
    """Whether the cells of a column say who speaks and who only comes."""
    said = [speaks(cell, lex, codes) for cell in cells]
    return bool(said) and None not in said and False in said and True in said


def by_cells(body: list[Row], lex: Lexicon, codes: dict[str, str], sure: bool) -> list[str | None]:
    """What the columns hold by their cells alone. sure: every cell of the names must be one."""
    width = min(len(row.cells) for row in body)
    columns = [_filled([row.cells[at] for row in body], lex) for at in range(width)]
    kinds: list[str | None] = [None] * width
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("role", lambda cell: bool(asked(cell, lex, codes))),
        ("name", lambda cell: names.is_name(cell, lex)),
        ("title", lambda cell: _heads_title(cell, lex)),
        ("affiliation", lambda cell: _heads_house(cell, lex)),
    )
    for kind, test in tests:
        shares = [(_share(cells, test) if kinds[at] is None else 0.0, -at) for at, cells in enumerate(columns)]
        share, at = max(shares)
        if share > (0.99 if kind == "name" and sure else 0.5):
            kinds[-at] = kind
    return _left_over(kinds, columns, lex)


def _left_over(kinds: list[str | None], columns: list[list[str]], lex: Lexicon) -> list[str | None]:
    """The columns nobody could tell: where only the function or only the house is missing, and one column of words
    is left, it holds that; of two left the first holds the function."""
    if not any(kind in NAMED for kind in kinds) or "both" in kinds:
        return kinds
    missing = [kind for kind in ("title", "affiliation") if kind not in kinds]
    free = [at for at, kind in enumerate(kinds) if kind is None and _wordy(columns[at], lex)]
    if missing and len(free) == len(missing):
        for at, kind in zip(free, missing, strict=True):
            kinds[at] = kind
    return kinds


def _wordy(cells: list[str], lex: Lexicon) -> bool:
    """Whether cells hold words that may be functions or houses: no numbers, contacts, places, marks."""
    return bool(cells) and all(
        len(cell) > 2
        and len(cell.split()) <= 12
        and (cell[0].isupper() or ARABIC.match(cell) or len(cell.split()) > 1 or len(cells) == 1)
        and not re.search(r"\d{3}", cell)
        and "contact" not in values.kinds(cell, lex)
        and not lex.is_place(cell)
        and fold_word(cell).strip(" .:()") not in lex.withdrawn
        for cell in cells
    )


def _meaning(cells: list[str], known: Sequence[str | None], lex: Lexicon) -> str | None:
    """What a column of cells may hold that is not known yet: a function or an organisation."""
    if "both" in known:
        return None
    titles = _share(cells, lambda cell: _heads_title(cell, lex))
    houses = _share(cells, lambda cell: _heads_house(cell, lex))
    if "title" not in known and titles >= 0.5 and titles >= houses:
        return "title"
    if "affiliation" not in known and houses >= 0.5:
        return "affiliation"
    return None


def _heads_title(cell: str, lex: Lexicon) -> bool:
    return any(lex.is_title(token) for token in tokens(cell)[:4])


def _heads_house(cell: str, lex: Lexicon) -> bool:
    return any(lex.organisation_form(token) for token in tokens(cell))


def _filled(cells: list[str], lex: Lexicon) -> list[str]:
    return [
        cell
        for cell in cells
        if cell and not is_same(cell, lex) and refers_to(cell) is None and fold_word(cell).strip(" .") not in lex.none
    ]


def _share(cells: list[str], test: Callable[[str], bool]) -> float:
    return sum(1 for cell in cells if test(cell)) / len(cells) if cells else 0.0


def _address(cell: str, lex: Lexicon) -> bool:
    """Whether a cell holds a word of address and nothing else: "Ms.", "د."."""
    key = fold_word(cell)
    return key in lex.honorific_words or key.strip(".") in lex.honorific_words or f"{key}." in lex.honorific_words
