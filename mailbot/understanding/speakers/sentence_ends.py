"""Cuts the tokens of a text into sentences, in linear time."""

import re
from collections.abc import Mapping, Sequence

from mailbot.understanding.words.tokens import Run, Token

_LABEL = re.compile(
    r"[^\W\d_a-z][^\W\d_]{1,15}(?: [^\W\d_]{1,12}){0,2} ?: "
)  # "Slot: plenary" begins a line of its own
_ITEM = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z])[.)\-]\s")
ENDS = frozenset(".!?؟…")
LONGEST_SENTENCE = 300  # tokens; nobody writes longer ones, and what is done with a sentence may cost its square
NARROW = 64  # characters; no program wraps narrower than that


def sentences(run: Sequence[Token], text: str, abbreviations: Mapping[str, object] | frozenset[str]) -> list[Run]:
    """Token runs of one sentence each. A wrapped line is no end; a blank line, a list item or a short line is one."""
    found: list[Run] = []
    width = max(NARROW, *map(len, text.split("\n")))
    marks = [index for index, token in enumerate(run) if token.line or token.text in ENDS]
    current: list[Token] = []
    begin = line_start = 0  # of the tokens that follow those held; of the line
    for index in (*marks, len(run)):
        current += run[begin:index]
        begin = index + 1
        while len(current) >= LONGEST_SENTENCE:
            found.append(Run(current[:LONGEST_SENTENCE]))
            current = current[LONGEST_SENTENCE:]
        if index == len(run):
            break
        token, following = run[index], run[index + 1] if begin < len(run) else None
        if token.line:
            line, line_start = text[line_start : token.start], token.end
            ended = (
                following is None or following.line or _breaks(line, text[token.end : token.end + 40], following, width)
            )
        else:
            current.append(token)
            ended = len(current) == LONGEST_SENTENCE or _ends(token, current, following, abbreviations)
        if ended and current:
            found.append(Run(current))
            current = []
    if current:
        found.append(Run(current))
    return found


# Words that begin a sentence with its subject.
SUBJECTS = frozenset(
    (
        *("i", "i'm", "i'd", "i've", "we", "we're", "he", "she", "they", "my", "je"),
        *("j'", "nous", "il", "elle", "ils", "elles", "mon", "notre", "moi"),
    )
)


def _breaks(line: str, rest: str, following: Token, width: int) -> bool:
    """Whether a line break was meant: the next word would still have fitted on the line, or a list item begins."""
    if not following.word and following.text in "-*•·–—☐☒☑✓▪►●○◦[(":
        return True
    if _ITEM.match(rest) or _LABEL.match(rest):
        return True
    word = rest.split(None, 1)[0] if rest.strip() else ""
    return "\t" in line or len(line.rstrip()) + 1 + len(word) <= width or line.rstrip().endswith((":", ";", "؛"))


def _ends(token: Token, current: list[Token], following: Token | None, abbreviations: object) -> bool:
    if token.text != ".":
        return True
    if following is None or following.line:
        return True
    before = current[-2] if len(current) > 1 else None
    if len(current) == 2 and before is not None and (before.text.isdigit() or len(before.text) == 1):
        return False
    if (
        before is not None
        and before.end == token.start
        and (
            before.key in abbreviations or (before.arabic and before.key[1:] in abbreviations)  # type: ignore[operator]
        )
    ):
        return False
    if following.word and following.start == token.end:
        return False
    if following.word and not following.arabic and following.text[0].islower():
        # Who writes without capitals ends sentences all the same; only a longer word before the stop is surely no
        # abbreviation, a name only where a new subject follows ("... a Sousse. je voudrais ...").
        if before is None or len(before.text) <= 4 or before.end != token.start:
            return False
        return before.text.islower() or following.key in SUBJECTS
    return True
