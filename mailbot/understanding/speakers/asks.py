"""What a label, a heading or a question asks for, told by its words where no list of labels holds it whole."""

from mailbot.understanding.fold import fold_word
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Run, Token, tokens

LONGEST = 12  # words of a label
# Which field is meant where words of several stand in one label, surest first: "name of the organisation",
# "role in the organisation", "name of the rapporteur".
_TOGETHER: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset(("aside",)), "aside"),
    (frozenset(("contact",)), "other"),
    (frozenset(("role", "affiliation")), "title"),
    (frozenset(("title", "role")), "role"),
    (frozenset(("name", "title")), "name"),
    (frozenset(("name", "role")), "name"),
    (frozenset(("name", "affiliation")), "affiliation"),
    (frozenset(("title", "affiliation")), "title"),
)


def field(label: str, lex: Lexicon) -> str | None:
    """The field (one of lexicon.FIELDS) that a label asks for by its words; None where they do not tell."""
    run = Run(token for token in tokens(label) if token.word)
    if not 0 < len(run) <= LONGEST:
        return None
    asked = _asked(run, lex)
    if not asked:
        return None
    if {"title", "affiliation"} <= asked and _joined(run):
        return "both"
    for together, meant in _TOGETHER:
        if together <= asked:
            return meant
    return next(iter(asked)) if len(asked) == 1 else None


def is_question(line: str) -> bool:
    """Whether a line asks something: what stands below it is the answer."""
    return line.rstrip(" *_\"'»)").endswith(("?", "؟")) and len(line) < 140


def _asked(run: Run, lex: Lexicon) -> set[str]:
    found = set()
    at = 0
    asks = [(kind, words) for kind, words in lex.asks.items() if words.may(run)]
    while asks and at < len(run):
        longest = max(((hit[0], kind) for kind, words in asks if (hit := words.at(run, at))), default=None)
        if longest:
            found.add(longest[1])
        at = longest[0] if longest else at + 1
    if not found and any(lex.roles.all(run)):
        found.add("role")
    return found


def _joined(run: list[Token]) -> bool:
    return any(token.key in ("and", "et", "&", "و") or (token.arabic and token.key.startswith("وال")) for token in run)


def is_prompt(line: str, lex: Lexicon) -> bool:
    """Whether a line only asks for what follows it: a question, a label with its colon."""
    bare = line.strip()
    return is_question(bare) or (bare.endswith((":", "：")) and len(bare) < 90) or fold_word(bare) in lex.labels
