"""The names of houses as they are told: without articles, brackets, places and the parts of a house around them."""

import re
from collections.abc import Sequence

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations import housekinds
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token, arabic_forms, stripped, tokens

_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_ARTICLE = re.compile(
    r"^(?:(?:the|la|le|les|notre|our|at|of|chez|for|pour|au nom de|on behalf of)\s+|l['’]|d['’]|(?:de|"
    r"du|des)\s+(?:la\s+|l['’])?)",
    re.IGNORECASE,
)
_QUOTES = "\"'“”«»„‘’ .,;:،؛*|·•"


def value(run: Sequence[Token], start: int, end: int, text: str, lex: Lexicon) -> str:
    """The organisation's name as written, without brackets, quotes around it and an attached Arabic preposition."""
    first = run[start]
    raw = text[first.start : run[end - 1].end]
    if end < len(run) and run[end].text in "'’" and raw[-1:] in "sS" and run[end].start == run[end - 1].end:
        raw += run[end].text
    if first.arabic:
        raw = _bare_first(first, raw, lex)
    elif first.key.endswith("-based") and end > start + 1:
        raw = raw[run[start + 1].start - first.start :]  # "the Amman-based Platform for Y"
    elif first.text[0].islower() and end > start + 1 and run[start + 1].capital and not run[start + 1].shout:
        raw = raw[run[start + 1].start - first.start :]  # "l'association Ponts et Rives": the word only says what it is
    name = " ".join(raw.split())
    # Quotes around a part of the name stay: حملة "صوت العاملات".
    inner = name[0] not in '"“«' and name[-1] in '"”»' and any(mark in name[:-1] for mark in '"“«')
    return name.strip(" ,;:-–،" if inner else ' "“”«»,;:-–،')


def _bare_first(first: Token, raw: str, lex: Lexicon) -> str:
    form = lex.organisation_form(first)
    if form is None:
        return raw
    if (
        form in (first.key[2:], first.key[3:])
        and ("ال" + form) in arabic_forms(first.key)
        and not first.key.startswith(("لل", "ولل", "فلل"))
    ):
        # The article belongs to the name ("الجمعية التونسية"); only what stands before it goes.
        form = "ال" + form
    return stripped(first.text, form) + raw[len(first.text) :]


def clean(text: str, lex: Lexicon) -> str:
    """An organisation given in a place of its own: no brackets, no place behind a comma or dash, the house not
    the unit."""
    bare = " ".join(_BRACKETS.sub(" ", text).split()).strip(_QUOTES + "-–—")
    bare = re.sub(r"\s+([,،;])", r"\1", bare)
    pieces = [
        piece.strip(_QUOTES) for piece in re.split(r"\s+[-–—|/]\s+|\s*[,،;|]\s+|\s*\t\s*", bare) if piece.strip(_QUOTES)
    ]
    if len(pieces) > 1:
        bare = _best_piece(bare, pieces, lex)
    run = tokens(bare)
    if len(run) > 2 and run[0].key in BEFORE_HOUSE and lex.organisation_form(run[1]):
        bare = bare[run[1].start :]
        run = tokens(bare)
    if (inside := _university_inside(run, lex)) and not run[inside].arabic:
        bare = bare[run[inside].start :]
    elif inside:
        bare = _bare_first(run[inside], bare[run[inside].start :], lex)
    run = tokens(bare)
    if run and run[0].arabic and lex.organisation_form(run[0]) and run[0].key[:1] in "لب":
        bare = _bare_first(run[0], bare, lex)
    if run and not run[0].arabic:
        bare = _ARTICLE.sub("", bare) if not bare[:1].isupper() or bare[:2] in ("L'", "L’") else bare
    stripped_bare = bare.strip(_QUOTES)
    if any(stripped_bare.count(one) != stripped_bare.count(two) for one, two in ("«»", "“”")):
        # Quotes around a part of the name stay: ONG « Passerelle ».
        stripped_bare = bare.strip()
    return stripped_bare or text.strip()


# Words before a house in a place of its own that are no part of its name.
BEFORE_HOUSE = frozenset(("لدي", "في", "من", "عن", "ضمن", "لدى"))


def _university_inside(run: Sequence[Token], lex: Lexicon) -> int:
    """The index of the university behind its faculty ("Faculté de droit de l'Université de X"); 0 where none is."""
    if not run or not (run[0].key in lex.units or set(arabic_forms(run[0].key)) & lex.units):
        return 0
    return next((at for at in range(1, len(run)) if housekinds.is_university(run[at].text)), 0)


def _listed(pieces: list[str], lex: Lexicon) -> bool:
    """Whether commas only part the words of one name: "Women, Work & Welfare Association"."""
    last = tokens(pieces[-1])
    joined = any(token.text == "&" or token.key in ("and", "et") for token in last[1:-1])
    if not joined or _unit_last(pieces[0], lex):
        return False
    if any(lex.is_place(piece) or _unit(piece, lex) or re.search(r"\d", piece) for piece in pieces[1:]):
        return False
    heads = [any(lex.organisation_form(token) for token in tokens(piece)) for piece in pieces]
    return (sum(heads) == 1 and heads[0]) or (heads[-1] and not any(heads[1:-1]) and len(pieces[0].split()) <= 2)


def _twofold(whole: str, pieces: list[str], lex: Lexicon) -> bool:
    """Whether a dash only joins a house's short name to what it is: "La Halte - Maison des Travailleurs"."""
    if len(pieces) != 2 or not re.search(r"\w\s+[-–—]\s+\w", whole):
        return False
    first, second = tokens(pieces[0]), tokens(pieces[1])
    return (
        len(first) <= 3
        and len(second) > 1
        and not any(token.arabic or token.shout or lex.is_title(token) for token in first)
        and not lex.is_place(pieces[0])
        and not _unit(pieces[1], lex)
        and lex.organisation_form(first[0]) is None
        and lex.organisation_form(second[0]) not in (None, *lex.parts)
    )


def _unit_last(piece: str, lex: Lexicon) -> bool:
    """Whether a piece is a part of a house: "Legal Unit", "notre association"."""
    words = fold_word(piece).split()
    if len(words) > 1 and words[0] in ("direction", "sous-direction", "service", "division"):
        return True
    if len(words) == 2 and words[0] in lex.determiners:
        return not piece.istitle()  # "La Halte" is a name, "La section", "notre association" are none
    return len(words) > 1 and words[-1] in housekinds.UNITS_LAST


def _best_piece(whole: str, pieces: list[str], lex: Lexicon) -> str:
    while len(pieces) > 2 and lex.is_place(pieces[-1]):
        pieces = pieces[:-1]
        whole = whole[: whole.rfind(pieces[-1]) + len(pieces[-1])]
    if _listed(pieces, lex) or _twofold(whole, pieces, lex):
        return whole
    if _unit_last(pieces[0], lex) and any(lex.organisation_form(token) for token in tokens(pieces[1])):
        return _best_piece(whole, pieces[1:], lex) if len(pieces) > 2 else pieces[1]
    universities = [piece for piece in pieces if housekinds.is_university(piece)]
    if universities and not housekinds.is_university(pieces[0]):
        return universities[0]
    kept = pieces[:1]
    for piece in pieces[1:]:
        if (
            lex.is_place(piece)
            or re.search(r"\d", piece)
            or _unit(piece, lex)
            or (len(kept[0].split()) > 1 and len(piece.split()) == 1)
        ):
            continue
        if any(lex.organisation_form(token) for token in tokens(pieces[0])) or (len(piece.split()) > 4):
            # The first piece stands for itself; what follows is an address or an explanation.
            if re.search(r"(?:and|et|&|و)$", kept[-1]) or piece[:3] in (
                "and",
                "et ",
                "of ",
                "de ",
                "du ",
                "des",
                "for",
            ):
                kept.append(piece)
            continue
        kept.append(piece)
    if len(kept) == 1:
        return kept[0]
    start, end = whole.find(kept[0]), whole.find(kept[-1]) + len(kept[-1])
    return whole[start:end] if start >= 0 and end > start else kept[0]


def _unit(piece: str, lex: Lexicon) -> bool:
    first = fold_word(piece).split(" ")[0]
    return first in lex.units
