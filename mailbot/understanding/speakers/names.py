"""Where a person's name begins and ends among tokens: Latin by capitals and particles, Arabic by what may not
follow."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import arabic, grammar, latin
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.words import Token, tokens

LONGEST = 8  # words of a name
FIRST_NAMES_TOO = frozenset(("cheikh", "cheick", "sheikh", "sidi", "hadj", "elhadj", "imam", "amir", "emir"))
ADDRESSES = grammar.MR | grammar.MRS | {"dr", "prof", "pr", "eng", "ing"}  # words that end a name before them
OPENING, CLOSING = "\"“«('‘", "\"”»)'’"  # marks around a nickname


@dataclass(frozen=True, slots=True)
class Mention:
    """A name among tokens. first: index of its honorific or first word; start, end: the name itself (end excluded)."""

    first: int
    start: int
    end: int
    honorific: bool
    name: str


def honorific_end(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index after all honorifics that begin here; `index` itself where there is none."""
    while index < len(run):
        if (
            run[index].key in ("وا", "ود", "وم")
            and index + 1 < len(run)
            and run[index + 1].text == "."
            and run[index + 1].start == run[index].end
        ):
            # "وأ. سارة": the conjunction is written to the short honorific.
            return index + 2
        hit = lex.honorifics.at(run, index)
        if (
            hit
            and index
            and run[index].key in ("cheikh", "sheikh", "hadj", "hajj")
            and hit[0] < len(run)
            and run[hit[0]].key in lex.particles
        ):
            # "M. Cheikh Ould Bah": a first name there.
            return index
        if hit is None or not _honorific(run, index, hit[0], lex):
            return index
        index = hit[0]
        while (
            index < len(run) and run[index].text in (".", "/", "،") and index + 1 < len(run) and run[index].text != "،"
        ):
            index += 1
    return index


def _honorific(run: Sequence[Token], index: int, end: int, lex: Lexicon) -> bool:
    """Whether what looks like an honorific is used as one: capital in Latin, a name behind it."""
    token = run[index]
    if token.arabic:
        if (
            token.key[:1] in "بلك"
            and token.key[1:] in ("الحاج", "الشيخ", "حاج", "شيخ", "الاب", "السيد")
            and index > 0
            and run[index - 1].arabic
            and token.key[1:] != "السيد"
        ):
            return False
        if end >= len(run) or not (run[end].arabic or run[end].capital or run[end].text in "./"):
            return False
        # "أستاذة علم الاجتماع", "باحث أول", "الأستاذ المساعد" are posts; with the article and a name behind they
        # address.
        following = run[end]
        if lex.is_title(token) and following.arabic:
            bare = not token.key.startswith("ال")
            if bare and index > 0 and (not run[index - 1].word or run[index - 1].arabic):
                return False
            return not (
                following.key in lex.adjectives
                or lex.organisation_form(following)
                or (bare and end + 1 < len(run) and run[end + 1].key.startswith("ال") and end + 2 >= len(run))
            )
        return True
    if end >= len(run):
        return False
    following = run[end]
    if following.text == "." and end + 1 < len(run):
        following = run[end + 1]
    if following.text == "/" and end + 1 < len(run):
        following = run[end + 1]
    if len(token.key) == 1 and not token.text.endswith("."):
        return token.text == "M" and following.capital
    if token.key in grammar.LOW_HONORIFICS and not token.capital:
        return False
    if token.key in lex.title_heads and token.key in grammar.POST_HONORIFICS:
        return token.capital and following.capital and following.key not in lex.title_heads
    return (
        following.capital
        or following.arabic
        or token.key.rstrip(".") in ("mr", "mrs", "ms", "dr", "mme", "eng", "prof", "miss")
    )


def latin_end(run: Sequence[Token], index: int, lex: Lexicon, any_case: bool = False) -> int:
    """The index after the Latin name that begins here; `index` where none does."""
    end = words = at = 0
    at = index
    while at < len(run) and words < LONGEST:
        token = run[at]
        if not token.word or token.arabic or "@" in token.text or token.text[0].isdigit():
            break
        key = token.key
        low = token.text[0].islower()
        if key in lex.particles and (words or low or token.capital) and at + 1 < len(run):
            following = run[at + 1]
            if (
                following.word
                and not following.arabic
                and (following.capital or any_case)
                and following.key not in lex.never
            ):
                at += 1
                words += not low
                if not low:
                    end = at
                continue
            if token.capital and words and key not in ("la", "le", "de", "du"):
                at += 1
                end = at
                continue
            break
        if words and low and key in grammar.INSIDE_NAMES and at + 1 < len(run) and run[at + 1].capital:
            at += 1
            continue
        if words and (married := _married(run, at)):
            at = end = married
            words += 1
            continue
        initial = len(token.text) == 2 and token.text[1] == "." and not low
        ngo = words > 0 and token.text == "Ngo"  # part of names in Cameroon, as NGO is not
        never = key.rstrip(".") in lex.never and not initial and not ngo
        if never or (low and not any_case) or key.endswith("'"):
            break
        if words and not initial and key in lex.honorific_words and key.rstrip(".") in ADDRESSES:
            break
        if words >= 2 and (key in lex.title_heads or (key in lex.modifiers and token.capital and not token.shout)):
            break
        at += 1
        words += 1
        end = at
        if words < 3 and (close := _nickname(run, at)):
            at = close
    return end if end > index else index


def _married(run: Sequence[Token], at: int) -> int:
    """The index after a married or maiden name that its word leads to ("Ep. Chebbi", "née Barka"); 0 without one."""
    after = at + 2 if at + 1 < len(run) and run[at + 1].text == "." else at + 1
    if run[at].key.rstrip(".") not in grammar.MARRIED or after >= len(run) or not run[after].capital:
        return 0
    return after + 1


def _nickname(run: Sequence[Token], at: int) -> int:
    """The index after a nickname in quotes or brackets inside a name ('Kidist "Kiki" Abera'); 0 where there is none."""
    if at + 3 >= len(run) or run[at].text not in OPENING or not run[at + 1].capital or run[at + 2].text not in CLOSING:
        return 0
    return at + 3 if run[at + 3].capital and not run[at + 3].arabic else 0


def arabic_end(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index after the Arabic name that begins here; `index` where none does."""
    at = words = 0
    at = index
    bound = False
    while at < len(run) and words < LONGEST:
        token = run[at]
        if not token.word or not token.arabic:
            break
        key = token.key
        if not bound and at > index and _ends_arabic(run, at, lex):
            break
        if not bound and words >= 2 and _ordinary(key, lex) and not key.startswith("ال"):
            break
        if at == index and ((key in lex.name_ends and not arabic.is_ali(run, at)) or lex.organisation_form(token)):
            break
        bound = key in lex.joiners or (key[:1] == "و" and key[1:] in lex.joiners)
        at += 1
        words += not bound
    return at


def plausible(run: Sequence[Token], start: int, end: int, lex: Lexicon) -> bool:
    """Whether an Arabic run that nothing but its place calls a name can be one: no ordinary word of the subject
    in it."""
    span = run[start:end]
    if not 2 <= len(span) <= 6:
        return False
    first = span[0].key
    if first.startswith("ال") and first not in lex.given_names and first not in lex.joiners:
        return False
    return not any(_ordinary(token.key, lex) and not arabic.is_ali(span, at) for at, token in enumerate(span))


def _ordinary(key: str, lex: Lexicon) -> bool:
    if key in lex.given_names:
        return False
    return (
        key in lex.ordinary
        or (key[0] in "وبلكف" and len(key) > 4 and key[1:] in lex.ordinary)
        or key[:3] in ("وال", "كال", "فال")
    )


def _ends_arabic(run: Sequence[Token], at: int, lex: Lexicon) -> bool:
    token = run[at]
    key = token.key
    bare = key[1:] if key[0] in "وف" and len(key) > 3 else key
    if key in lex.name_ends or bare in lex.name_ends:
        return not arabic.is_ali(run, at)
    if key != bare and (bare in lex.honorific_words or bare in lex.joiners):
        return True
    if lex.roles.at(run, at):
        return True
    if key.startswith("لل") and len(key) > 5:
        return True
    if lex.is_title(token):
        if key in ("امين", "الامين"):
            return at + 1 < len(run) and run[at + 1].key in lex.keeper
        return True
    return lex.organisation_form(token) is not None


def mention_at(run: Sequence[Token], index: int, lex: Lexicon, sure: bool = False) -> Mention | None:
    """The person named at a token, or None. sure: something before says that a name follows (a cue, a label)."""
    start = honorific_end(run, index, lex)
    honorific = start > index
    if start >= len(run) or not run[start].word:
        return None
    if run[start].arabic:
        if not (honorific or sure):
            return None
        end = arabic_end(run, start, lex)
        if end - start < (1 if honorific else 2):
            return None
    else:
        end = latin_end(run, start, lex)
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
    ):
        return False
    if lex.places.at(run, start):
        hit = lex.places.at(run, start)
        if hit and hit[0] >= end:
            return False
    return not all(token.shout and len(token.text) <= 5 for token in span)


def mentions(run: Sequence[Token], text: str, lex: Lexicon) -> Iterator[Mention]:
    """Every person named among tokens whom capitals or an honorific give away, left to right."""
    index = 0
    while index < len(run):
        token = run[index]
        found = (
            mention_at(run, index, lex)
            if token.word
            and (
                token.arabic
                or token.text[0].isupper()
                or index == 0
                or token.key.rstrip(".") in lex.honorific_words
                or token.key in lex.honorific_words
            )
            else None
        )
        if found is None:
            if token.word and not token.arabic and token.text[0].isupper():
                # A run of capitals that is no person (an organisation, a post) is passed as a whole up to its last
                # head.
                index = max(index + 1, _past_heads(run, index, lex))
            else:
                index += 1
            continue
        yield Mention(found.first, found.start, found.end, found.honorific, spell(run, found.start, found.end, text))
        index = found.end


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
        elif run[at].key in lex.never or run[at].key in lex.never_first:
            last = max(last, at + 1)
        at += 1
    return at if house >= last else last


def spell(run: Sequence[Token], start: int, end: int, text: str) -> str:
    """The name as written, spaces tidied; an attached Arabic conjunction or preposition before it is left to the
    caller."""
    return re.sub(r"['’]s$", "", " ".join(text[run[start].start : run[end - 1].end].split()))


def clean(value: str, lex: Lexicon) -> str:
    """A name given in a place of its own (a label, a cell): without honorifics, brackets and what follows a
    comma or dash."""
    value = " ".join(value.split()).strip(' .,;:*|"“”«»،؛')
    run = tokens(value)
    start = 0
    while (after := honorific_end(run, start, lex)) > start or (start < len(run) and not run[start].word):
        start = after if after > start else start + 1
    if start >= len(run):
        return value
    if start and run[start - 1].key in FIRST_NAMES_TOO and sum(1 for token in run[start:] if token.word) == 1:
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
    name = re.sub(r"['’]s$", "", name)
    if end < len(run) and run[end].text in (",", "،") and end - start == 1 and not run[start].arabic:
        # "BACAR, Saïd": family name first.
        rest = clean(value[run[end].end :], lex)
        if rest and len(rest.split()) <= 3 and not any(lex.is_title(token) for token in tokens(rest)):
            return f"{rest} {name}"
    return name or value


def is_name(value: str, lex: Lexicon) -> bool:
    """Whether a text standing alone (a line, a cell) can be a person's name and nothing else."""
    bare = clean(value, lex)
    run = tokens(bare)
    words = [token for token in run if token.word]
    if (
        not 1 <= len(words) <= LONGEST
        or any(character.isdigit() for character in bare)
        or "@" in value
        or "://" in value
    ):
        return False
    if words[0].arabic:
        end = arabic_end(run, 0, lex)
        if value.strip(" .،,") == bare and not plausible(run, 0, len(run), lex):
            return False
        if len(words) == 1 and not (value != bare and arabic.is_name_word(words[0].key, lex)):
            return False
        return end == len(run) and not lex.is_title(words[0])
    end = latin_end(run, 0, lex, any_case=not any(token.capital for token in words))
    if len(bare.strip(".")) < 2 or not latin.plausible(run, 0, len(run), lex):
        return False
    return end == len(run) and _person(run, 0, end, lex, value != bare) and (len(words) > 1 or value != bare)


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
    missing = small - large
    return len(small) > 2 and len(missing) == 1 and any(_typo(next(iter(missing)), word) for word in large - small)


def _typo(one: str, other: str) -> bool:
    return (
        abs(len(one) - len(other)) <= 1
        and len(one) > 3
        and one[:2] == other[:2]
        and sorted(one)[1:-1] == sorted(other)[1:-1]
    )
