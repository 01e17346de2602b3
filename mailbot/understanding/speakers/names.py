"""Where a person's name begins and ends among tokens: Latin by capitals and particles, Arabic by what may not
follow."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import sounds
from mailbot.understanding.words import arabic, grammar, honorifics, latin, name_ends
from mailbot.understanding.words.lexicon import Lexicon, keeps
from mailbot.understanding.words.tokens import Token, tokens

RETIRED = frozenset(("المتقاعد", "المتقاعده", "السابق", "السابقه", "الفخري", "الفخريه"))
POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name among tokens. first: index of its honorific or first word; start, end: the name itself (end excluded)."""

    first: int
    start: int
    end: int
    honorific: bool
    name: str


def mention_at(run: Sequence[Token], index: int, lex: Lexicon, sure: bool = False) -> Mention | None:
    """The person named at a token, or None. sure: something before says that a name follows (a cue, a label)."""
    start = honorifics.end(run, index, lex)
    honorific = start > index
    if start >= len(run) or not run[start].word:
        return None
    if run[start].arabic:
        if not (honorific or sure):
            return None
        if honorific and run[start].key in RETIRED and start + 1 < len(run):
            start += 1  # "القاضي المتقاعد صباح الربيعي"
        if honorific and lex.is_title(run[start]) and not arabic.is_name_word(run[start].key, lex):
            return None  # "السيد عميد الفرع": an office is addressed
        end = name_ends.arabic_end(run, start, lex)
        if end - start < (1 if honorific else 2):
            return None
    else:
        end = name_ends.latin_end(run, start, lex)
        if not _person(run, start, end, lex, honorific):
            return None
    return Mention(index, start, end, honorific, "")


def _person(run: Sequence[Token], start: int, end: int, lex: Lexicon, honorific: bool) -> bool:
    span = run[start:end]
    count = sum(1 for token in span if token.key not in lex.particles)
    if count < (1 if honorific else 2):
        return False
    if honorific:
        return True
    if any(lex.organisation_form(token) or lex.is_title(token) or token.key in lex.modifiers for token in span):
        return False
    if (
        end < len(run)
        and run[end].key in lex.links
        and end + 1 < len(run)
        and run[end].key in ("of", "for", "&")
        and run[end + 1].capital
        and (run[end].key != "of" or not latin.known_names(span, 0, 1, lex) or latin.is_ordinary(span[-1], lex))
    ):
        return False
    if lex.places.at(run, start):
        hit = lex.places.at(run, start)
        if hit and hit[0] >= end:
            return False
    return not all(token.shout and len(token.text) <= 5 for token in span)


def mentions(run: Sequence[Token], text: str, lex: Lexicon) -> Iterator[Mention]:
    """Every person named among tokens whom capitals or an honorific give away, left to right."""
    after = 0
    for index in _beginnings(run, lex):
        if index < after:
            continue
        found = mention_at(run, index, lex)
        if found is not None:
            yield replace(found, name=spell(run, found.start, found.end, text))
            after = found.end
        elif run[index].capital and not run[index].arabic:
            # A run of capitals that is no person (an organisation, a post) is passed as a whole up to its last head.
            after = _past_heads(run, index, lex)


def _beginnings(run: Sequence[Token], lex: Lexicon) -> list[int]:
    """Where persons may be named: at capitals, at words of address (in Arabic only these tell), at the first word."""
    addressed, words = frozenset(lex.honorifics.places(run)), lex.honorific_words
    return [
        at
        for at, token in enumerate(run)
        if (
            ((at in addressed and not _descended(run, at)) or token.key in honorifics.WRITTEN_ON)
            if token.arabic
            else token.capital or (token.word and (at == 0 or token.key in words or token.key.rstrip(".") in words))
        )
    ]


def _descended(run: Sequence[Token], at: int) -> bool:
    """Whether a word of address belongs to the name that has begun: "الشيخ" behind "son of" or "daughter of"."""
    return at > 1 and run[at - 1].key in grammar.SON_OF and run[at].key in grammar.FOREFATHERS


def _past_heads(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index after the last title word of a run of capitals: a name may follow it ("Programme Editor Hadia
    Tahir")."""
    at, last, house = index, index, -1
    while at < len(run) and run[at].word and not run[at].arabic and (run[at].capital or run[at].key in lex.links):
        if lex.is_title(run[at]):
            last = at + 1
        elif at > index and lex.honorifics.at(run, at):
            break
        elif run[at].key in lex.organisation_heads:
            house = at
        elif run[at].capital and (run[at].key in lex.never or run[at].key in lex.never_first):
            last = max(last, at + 1)
        at += 1
    return at if house >= last else last


def spell(run: Sequence[Token], start: int, end: int, text: str) -> str:
    """The name as written, spaces tidied; an attached Arabic conjunction or preposition before it is left to the
    caller."""
    return POSSESSIVE.sub("", " ".join(text[run[start].start : run[end - 1].end].split()))


@keeps(256)
def clean(value: str, lex: Lexicon) -> str:
    """A name given in a place of its own (a label, a cell): without honorifics, brackets and what follows a
    comma or dash."""
    value = " ".join(value.split()).strip(' .,;:*|"“”«»،؛')
    run = tokens(value)
    start = 0
    while (after := honorifics.end(run, start, lex)) > start or (start < len(run) and not run[start].word):
        start = after if after > start else start + 1
    if start >= len(run):
        return value
    if (
        start
        and run[start - 1].key in honorifics.FIRST_NAMES_TOO
        and sum(1 for token in run[start:] if token.word) == 1
    ):
        # "Cheikh Faye": without another given name it is one.
        start -= 1
    end = start
    while end < len(run) and (run[end].word or run[end].text in (".", "'", "-", "’", "`", "ـ", "‑", "&")):
        if run[end].text in "-&" and (run[end].start > run[end - 1].end):
            break
        end += 1
        if end + 2 < len(run) and run[end].text in "\"“”«»'" and run[end + 1].word and run[end + 2].text in "\"“”«»'":
            # A nickname in quotes inside the name.
            end += 3
    name = value[run[start].start : run[max(start, end - 1)].end].strip(" -–")
    name = POSSESSIVE.sub("", name)
    if end < len(run) and run[end].text in (",", "،") and end - start == 1 and not run[start].arabic:
        # "BACAR, Saïd": family name first.
        rest = clean(value[run[end].end :], lex)
        if rest and len(rest.split()) <= 3 and not any(lex.is_title(token) for token in tokens(rest)):
            return f"{rest} {name}"
    return name or value


@keeps(256)
def is_name(value: str, lex: Lexicon) -> bool:
    """Whether a text standing alone (a line, a cell) can be a person's name and nothing else."""
    if "@" in value or "://" in value:
        return False
    bare = clean(value, lex)
    run = tokens(bare)
    words = [token for token in run if token.word]
    if not 1 <= len(words) <= name_ends.LONGEST or any(map(str.isdigit, bare)):
        return False
    if words[0].arabic:
        end = name_ends.arabic_end(run, 0, lex)
        if value.strip(" .،,") == bare and not name_ends.plausible(run, 0, len(run), lex):
            return False
        if len(words) == 1 and not (value != bare and arabic.is_name_word(words[0].key, lex)):
            return False
        if lex.is_title(words[0]):
            return False
        return end == len(run) or (len(words) == len(run) and arabic.outweighs(run, 1, lex) and _nothing_else(run, lex))
    end = name_ends.latin_end(run, 0, lex, any_case=not any(token.capital for token in words))
    if len(bare.strip(".")) < 2 or not latin.plausible(run, 0, len(run), lex):
        return False
    return end == len(run) and _person(run, 0, end, lex, value != bare) and (len(words) > 1 or value != bare)


def _nothing_else(run: Sequence[Token], lex: Lexicon) -> bool:
    """Whether no word of an Arabic run heads a house, a role or another person; one may be a post as well ("مساعد")."""
    posts = 0
    for at, token in enumerate(run):
        if token.key in lex.name_ends and not arabic.is_ali(run, at) and not arabic.is_name_word(token.key, lex):
            return False
        if lex.organisation_form(token) or lex.roles.at(run, at):
            return False
        posts += lex.is_title(token)
    return posts < 2


@lru_cache(maxsize=4096)
def parts(name: str) -> frozenset[str]:
    """The folded words of a name that tell persons apart (no particles of one or two letters, no initials)."""
    words = fold_word(name).replace("-", " ").replace("'", "").replace(".", " ").split()
    return frozenset(_article(word) for word in words if len(word) > 1)


def _article(word: str) -> str:
    if word.startswith("ال") and len(word) > 4:
        return word[2:]
    return word


def same_person(one: str, other: str) -> bool:
    """Whether two spellings name one person: the words of the shorter all stand in the longer (initials count)."""
    first, second = parts(one), parts(other)
    if not first or not second:
        return False
    small, large = (first, second) if len(first) <= len(second) else (second, first)
    if small <= large:
        return True
    if sounds.alike(one, other):
        return True
    missing = small - large
    return len(small) > 2 and len(missing) == 1 and any(_typo(next(iter(missing)), word) for word in large - small)


def _typo(one: str, other: str) -> bool:
    return (
        abs(len(one) - len(other)) <= 1
        and len(one) > 3
        and one[:2] == other[:2]
        and sorted(one)[1:-1] == sorted(other)[1:-1]
    )
