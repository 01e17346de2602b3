"""Which of the call's roles some words ask for: wordings, ticked boxes, negations, roles of other occasions."""

import re
from collections.abc import Iterable, Sequence

from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Run, Token, tokens

REACH = 9  # words before a role in which a negation reaches it
BOX = re.compile(
    r"\[\s*(?P<square>[xX×✓✔✗✘√vV*])\s*\]|\(\s*(?P<round>[xX×✓✔✗✘√])\s*\)|(?P<empty>\[\s*\]|\[_+\]|\(\s{1,6}\)|\(_+\))"
    r"|\(\s*(?P<word>yes|no|oui|non|نعم|لا)\s*\)|(?:[?:؟–-]|\.{2,})\s*(?P<answer>yes|no|oui|non|نعم|"
    r"لا)\s*$|(?P<lined>_+\s*[xX✓]\s*_+)|(?P<line>_{2,}(?=\s*[^\W_]))|(?P<mark>[☒☑✓✔✗✘✖■◼◾⬛▣▪●◉⦿⬤⚫🔘√⊠🗹🗸✅"
    r"\uf0fe\uf052\uf0fd\uf078]|🗷)|(?P<open>[☐□○▢◻◽⬜▫◯⚪⬚🔲❏❑\uf0a8\uf06f\uf0a3\uf071])",
    re.IGNORECASE,
)
# One of these, or two stops, stands in every box.
_SIGNS = frozenset(
    "[(_?:؟–-☒☑✓✔✗✘✖■◼◾⬛▣▪●◉⦿⬤⚫🔘√⊠🗹🗸✅\uf0fe\uf052\uf0fd\uf078🗷☐□○▢◻◽⬜▫◯⚪⬚🔲❏❑\uf0a8\uf06f\uf0a3\uf071"
)
_ARROW = re.compile(r"\s*(?:-+>|=+>|→|⇒|➜|➔|:)\s*")
_CODES = re.compile(r"[\s,;/+&.]+")
_CLAUSE = frozenset(",;:،؛()–—|")
_YEAR = re.compile(r"(?:19|20)\d\d$")


def ordered(keys: Iterable[str], lex: Lexicon) -> tuple[str, ...]:
    """Roles in the call's order, each once."""
    wanted = set(keys)
    return tuple(key for key in lex.role_keys if key in wanted)


def hits(run: Sequence[Token], lex: Lexicon, near: bool = False, heard: bool = False) -> list[tuple[int, str]]:
    """(index, role) of every role that a sentence asks for, in order; negated, past and asked-about ones left out.

    near: "consultation" and its date count without a word of speaking beside them (in a place kept for roles).
    """
    named = list(lex.roles.all(run))
    told = range(0) if heard or not named else reported(run, lex)
    found = [
        (first, role)
        for first, end, role in named
        if first not in told
        and not (_negated(run, first, end, lex) or _past(run, first, end, lex) or _of_house(run, end, role, lex))
    ]
    if found and run and run[-1].text in "?؟" and run[0].key in grammar.ASKING:
        return []
    if not named and lex.near_roles.may(run) and (near or lex.role_words["speaking"].has(run)):
        loose = [(first, end, role.split("/")) for first, end, role in lex.near_roles.all(run)]
        exact = [hit for hit in loose if hit[2][1] == "near"] or loose
        found = [(first, role[0]) for first, end, role in exact if not _negated(run, first, end, lex)]
        if run and run[-1].text in "?؟" and not near:
            return []
    return found


def _of_house(run: Sequence[Token], end: int, role: str, lex: Lexicon) -> bool:
    """Whether a role is a function in a house, and no role: "مقرر لجنة السلامة" is one of its rapporteurs."""
    if role not in lex.role_functions or end >= len(run) or not run[end].arabic or lex.roles.at(run, end):
        return False
    return lex.organisation_form(run[end]) is not None and run[end].key[0] not in "بكف"


def reported(run: Sequence[Token], lex: Lexicon) -> range:
    """The places of a sentence that only repeat what was read or heard: "I saw that the ministry has the
    plenary, so ..."."""
    hit = next(lex.cues["reported"].all(run), None)
    if hit is None:
        return range(0)
    that = next(
        (
            at
            for at in range(hit[1], min(hit[1] + 6, len(run)))
            if run[at].key in ("that", "que", "qu'", "ان") or not run[at].word
        ),
        None,
    )
    if that is None or not run[that].word:
        return range(0)
    stop = len(run)
    for at in range(that, len(run)):
        if (
            run[at].text in ",،;؛"
            and at + 1 < len(run)
            and (run[at + 1].key in grammar.THEREFORE or lex.role_words["turns"].at(run, at + 1))
        ):
            stop = at
            break
    return range(that, stop)


def _negated(run: Sequence[Token], first: int, end: int, lex: Lexicon) -> bool:
    at = first - 1
    while at >= 0 and first - at <= REACH:
        if run[at].text in _CLAUSE:
            return False
        if lex.role_words["turns"].at(run, at) and not _phrase_over(run, at, lex):
            return False
        hit = _negation_at(run, at, lex)
        if hit:
            behind_mark = at > 0 and run[at - 1].text in _CLAUSE
            near = range(at if behind_mark else max(0, at - 2), min(len(run), at + 5))
            if any(run[place].key in grammar.HARMLESS for place in near):
                return False
            return not _conditional(run, at, lex)
        at -= 1
    if any(token.key in grammar.AS_FOR for token in run[max(0, first - 3) : first]):
        ahead = run[end : end + 8]
        if any(_negation_at(run, end + at, lex) or token.key in grammar.NOT_THAT for at, token in enumerate(ahead)):
            return True
    if end < len(run) and run[end].key in grammar.VERB_FORMS:
        ahead = run[end : end + 4]
        if any(token.key in ("not", "pas", "isn't", "won't") for token in ahead):
            return not _conditional(run, first, lex)
    return False


def _negation_at(run: Sequence[Token], at: int, lex: Lexicon) -> bool:
    token = run[at]
    if token.key.endswith("n't"):
        return True
    if token.key == "no" and at + 1 < len(run) and run[at + 1].text in ".°º":
        return False
    if at and token.text[:1].isupper() and run[at - 1].text[:1].isupper() and not token.shout:
        return False  # "Collectif Étudiant Sans Bagages": part of a name
    return lex.role_words["negations"].at(run, at) is not None


def _phrase_over(run: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Whether a turning word is part of a longer negation ("plutôt que", "rather than")."""
    turn, negation = lex.role_words["turns"].at(run, at), lex.role_words["negations"].at(run, at)
    return bool(turn and negation and negation[0] > turn[0])


def _conditional(run: Sequence[Token], at: int, lex: Lexicon) -> bool:
    back = at
    while back >= 0 and at - back <= 8:
        if run[back].text in _CLAUSE and back != at:
            return False
        if lex.role_words["conditions"].at(run, back) and back != at:
            return True
        back -= 1
    return at + 1 < len(run) and run[at + 1].key in ("only", "seulement")


def _past(run: Sequence[Token], first: int, end: int, lex: Lexicon) -> bool:
    at = first - 1
    while at >= 0 and first - at <= 7:
        if run[at].text in _CLAUSE:
            break
        if lex.role_words["past"].at(run, at):
            return not any(token.key in grammar.HOPING for token in run[at:first])
        at -= 1
    for offset, token in enumerate(run[end : end + 6]):
        if token.text != "(" and token.text in _CLAUSE:
            break
        before = run[end + offset - 1].key
        if _YEAR.match(token.key) and int(token.key) <= 2020 and before not in ("since", "depuis", "منذ", "من"):
            return True
    return False


def in_value(value: str, lex: Lexicon) -> tuple[str, ...]:
    """The roles in a place kept for roles: the value of a label, a cell."""
    marked = ticked(value, lex)
    if marked is not None:
        return marked
    if (answer := _ARROW.split(value)[-1]) != value and (chosen := in_value(answer, lex)):
        return chosen  # "plenary / round table -> round table"
    codes = [code for code in _CODES.split(value) if code]
    if 0 < len(codes) <= 4 and codes[0].casefold() in lex.role_codes:
        return ordered((lex.role_codes.get(code.casefold(), "") for code in codes), lex)
    run = tokens(value)
    if "\n" in value:
        run = Run(token for token in run if not token.line)
    return ordered((role for _, role in hits(run, lex, near=True)), lex)


def in_text(run: Sequence[Token], lex: Lexicon) -> tuple[str, ...]:
    """The roles a sentence asks for."""
    return ordered((role for _, role in hits(run, lex)), lex)


def ticked(text: str, lex: Lexicon) -> tuple[str, ...] | None:
    """The roles behind (or before) ticked boxes; None where a text holds no boxes beside roles."""
    found: set[str] = set()
    boxes = False
    for line in text.split("\n"):
        marks = list(BOX.finditer(line)) if not _SIGNS.isdisjoint(line) or ".." in line else []
        if not marks:
            continue
        for role, checked in _boxes(line, marks, lex):
            boxes = True
            if checked:
                found.add(role)
    return ordered(found, lex) if boxes else _bare_marks(text, lex)


_BARE = re.compile(r"^\s*(?:(?P<yes>[xX✓v*+])|(?P<no>[-–—oO0.]|_+))\s+(?P<rest>\S.*)$")


def _bare_marks(text: str, lex: Lexicon) -> tuple[str, ...] | None:
    """Roles behind marks without boxes, one a line: "X plenary" over "_ round table"; None without such a list."""
    marked = [
        (match, named)
        for line in text.split("\n")
        if len(line) < 80 and (match := _BARE.match(line)) and len(named := _roles(match.group("rest"), lex)) == 1
    ]
    if not marked:
        return None
    chosen = {role for match, named in marked if match.group("yes") for role in named}
    left = any(match.group("no") for match, _ in marked)
    return ordered(chosen, lex) if chosen and left else None


def _boxes(line: str, marks: list[re.Match[str]], lex: Lexicon) -> list[tuple[str, bool]]:
    """(role, ticked) of each box of a line; a line that begins with a role has its boxes behind the roles."""
    before = line[: marks[0].start()]
    behind = bool(_roles(before, lex)) and not before.rstrip().endswith(":")
    pairs = []
    for number, mark in enumerate(marks):
        if behind:
            piece = line[marks[number - 1].end() if number else 0 : mark.start()]
        else:
            piece = line[mark.end() : marks[number + 1].start() if number + 1 < len(marks) else len(line)]
        pairs += [(role, _checked(mark)) for role in _roles(piece, lex)]
    return pairs


def _roles(piece: str, lex: Lexicon) -> set[str]:
    run = tokens(piece)
    named = {role for _, _, role in lex.roles.all(run)}
    return named or {role.split("/")[0] for _, _, role in lex.near_roles.all(run)}


def _checked(mark: re.Match[str]) -> bool:
    if word := mark.group("word") or mark.group("answer"):
        return word.lower() in ("yes", "oui", "نعم")
    return not (mark.group("empty") or mark.group("open") or mark.group("line"))


def is_mark(cell: str, lex: Lexicon) -> bool:
    """Whether a cell of a role's own column is ticked: by any short mark that does not say no ("X", "✓", "oui")."""
    bare = cell.strip().strip("[]().").strip()
    folded = bare.casefold()
    if not bare or bare in lex.marks["unticked"] or folded in lex.marks["no"] or set(bare) <= set("-–—_./0 "):
        return False
    return len(bare) <= 2 or bare in lex.marks["ticked"] or folded in lex.marks["yes"]
