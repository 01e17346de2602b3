"""Of whom a message speaks that takes somebody back: the clauses in which people go, and those in which they stay."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mailbot.message.model import Zone
from mailbot.understanding.model import Clause
from mailbot.understanding.reading import Reading
from mailbot.understanding.rules import Rules
from mailbot.understanding.sentences import Sentence
from mailbot.understanding.words import honorifics
from mailbot.understanding.words.compiling import lexicon
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import tokens

FILE = "followups"
GONE = "withdraw"  # the act of intents.toml
TURN_MARKS = re.compile(r"[;؛]")
JOINT_MARKS = re.compile(r"[,،:()]")
ARABIC = re.compile(r"[\u0621-\u064a]")
SHORT = 3  # letters of a capitalised word that need not be a name where it begins a sentence
Span = tuple[int, int]  # of the sentence's folded text


def clauses(reading: Reading) -> tuple[Clause, ...]:
    """The clauses of the sender's new words with what each says of those whom it names. Pure.

    "Mr Odeh cannot come, but Ms Deeb's nomination stands", "نسحب ترشيح رنا ونبقي على ترشيح مازن".
    """
    rules = reading.context.rules
    return tuple(
        clause
        for sentence in reading.context.own
        if sentence.zone is Zone.BODY
        for part in _cut(sentence, (0, len(sentence.folded.text)), TURN_MARKS, ("turns",), rules)
        for clause in _said(sentence, part, rules)
    )


def _said(sentence: Sentence, part: Span, rules: Rules) -> Iterator[Clause]:
    """The clauses of a part of a sentence. One that says nothing itself says what all the others say."""
    # In Arabic the verb comes first: each begins a clause.
    verbs = ("stays", "goes") if ARABIC.search(sentence.text) else ()
    found = [
        (span, _goes(sentence.folded.text[slice(*span)], rules))
        for span in _cut(sentence, part, JOINT_MARKS, ("joins", *verbs), rules)
    ]
    told = {goes for _, goes in found if goes is not None}
    common = next(iter(told)) if len(told) == 1 else None
    lex = lexicon(rules)
    asks = sentence.folded.text.rstrip().endswith("?")
    doubtful = asks or bool(rules.group(FILE, "doubtful").hits(sentence.folded.text))
    for span, goes in found:
        written, folded = sentence.folded.source(*span), sentence.folded.text[slice(*span)]
        yield Clause(
            text=written,
            goes=common if goes is None else goes,
            unclear=goes is None and len(told) > 1,
            plain=bool(rules.group(FILE, "plain").hits(folded)),
            doubtful=doubtful,
            whole=bool(rules.group(FILE, "whole").hits(folded)),
            called=_called(written, span[0] == 0, lex),
        )


def _goes(folded: str, rules: Rules) -> bool | None:
    """Whether a clause says that somebody goes (True) or stays (False); None where it says neither."""
    if rules.group(FILE, "stays").hits(folded):
        return False
    acts = rules.group("intents", "act").hits(folded)
    if rules.group(FILE, "goes").hits(folded) or any(hit.rule.means == GONE for hit in acts):
        return True
    return None


def _cut(sentence: Sentence, part: Span, marks: re.Pattern[str], groups: Sequence[str], rules: Rules) -> Iterator[Span]:
    """A part of a sentence cut behind these marks and before what these groups of rules hit."""
    folded, (first, last) = sentence.folded.text, part
    places = {first, last, *(mark.end() for mark in marks.finditer(folded, first, last))}
    for group in groups:
        for hit in rules.group(FILE, group).hits(folded):
            places |= {start for start, _ in hit.rule.spans(folded) if first <= start < last}
    for start, end in pairwise(sorted(places)):
        if folded[start:end].strip():
            yield start, end


def _called(written: str, begins: bool, lex: Lexicon) -> tuple[str, ...]:
    """The words that may be a part of somebody's name: what an honorific stands before, and what has a capital."""
    run = tokens(written)
    found: list[str] = []
    for place, token in enumerate(run):
        behind = honorifics.end(run, place, lex)
        if behind > place:
            found += [word.text for word in run[behind : behind + 2]]
        elif token.text[:1].isupper() and (place or not begins or len(token.text) > SHORT):
            found.append(token.text)
    return tuple(dict.fromkeys(found))
