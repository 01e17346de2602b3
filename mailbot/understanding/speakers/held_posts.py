"""Where in a piece the post stands that somebody holds: not what one was before, or does besides."""

from mailbot.understanding.organisations import boundaries
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Run, Token

_FORMERLY = frozenset(("formerly", "previously", "anciennement", "auparavant", "سابقا", "سابقة"))
_AND = frozenset(("and", "et"))
_LEAVING = _FORMERLY | _AND | grammar.SINCE
_SELF = frozenset(("lui", "elle", "celui", "celle"))
_CAPACITIES = grammar.WORKING | grammar.CAPACITY | _SELF
_PRESENT = grammar.PRESENT | grammar.SINCE


def end(run: Run, lex: Lexicon) -> int:
    """Where a piece leaves the post for something else: what somebody was before, does besides, or where and since
    when: "researcher formerly with X", "officer and lived nine years in Doha", "officer in Aden since 2016"."""
    leaves = run.arabic or not run.keys.isdisjoint(_LEAVING)
    if not leaves or not any(lex.is_title(token) for token in run):
        return len(run)
    for at in range(1, len(run)):
        key = run[at].key
        if key in _FORMERLY and at + 1 < len(run):
            return at
        if key in _AND and at + 1 < len(run) and (run[at + 1].key in grammar.LIVES or _past(run[at + 1], lex)):
            return at
        if key in grammar.SINCE and at + 1 < len(run) and run[at + 1].text.isdigit():
            return at
        if run[at].arabic and at > 1 and key[0] == "و" and boundaries.goes_on(run, at):
            return at
    return len(run)


def _past(token: Token, lex: Lexicon) -> bool:
    return token.key.endswith("ed") and token.text.islower() and len(token.key) > 4 and not lex.is_title(token)


def behind_capacity(run: Run) -> int:
    """The index behind "in her capacity as", "ès qualités de", "c'est lui le" inside a piece; 0 where none stands."""
    if run.keys.isdisjoint(_CAPACITIES):
        return 0
    for at, token in enumerate(run):
        if token.key in grammar.WORKING and at + 1 < len(run) and run[at + 1].key in ("as", "comme"):
            return at + 2
        if token.key in grammar.CAPACITY and at + 1 < len(run):
            if run[at + 1].key in ("as", "of", "de", "d'"):
                return at + 2
        elif token.key in _SELF and at <= 3 and at + 2 < len(run) and run[at + 1].key in ("le", "la", "l'", "notre"):
            return at + 2
    return 0


def second(run: Run, lex: Lexicon) -> int:
    """Where a second post begins behind another: "a lawyer and the Legal Director of X"; 0 elsewhere."""
    for at in range(1, len(run) - 2) if not run.keys.isdisjoint(_AND) else ():
        if run[at].key in _AND and run[at + 1].key in ("the", "la", "le", "l'"):
            head = any(lex.is_title(token) for token in run[at + 2 : at + 5])
            return at + 2 if head and not any(lex.organisation_form(token) for token in run[:at]) else 0
    return 0


def behind_past(run: Run, lex: Lexicon) -> int:
    """The index behind what somebody was or learned: "infirmière de métier et aujourd'hui responsable de X"."""
    if run.keys.isdisjoint(_PRESENT):
        return 0
    for at in range(len(run) - 2, -1, -1):
        if run[at].key in grammar.SINCE and run[at + 1].text.isdigit() and (not at or run[at - 1].key in _AND):
            return at + 2 if any(lex.is_title(token) for token in run[at + 2 : at + 6]) else 0
        if at and run[at].key in grammar.PRESENT and any(lex.is_title(token) for token in run[at + 1 : at + 4]):
            before = run[at - 1]
            return at + 1 if before.key in ("et", "and", "mais", "but") or before.text in ",;،" else 0
    return 0
