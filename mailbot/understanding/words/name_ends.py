"""Where a name ends that begins at a word, in Latin and in Arabic letters."""

from collections.abc import Sequence

from mailbot.understanding.words import arabic, grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token

LONGEST = 8  # words of a name
ADDRESSES = grammar.MR | grammar.MRS | {"dr", "prof", "pr", "eng", "ing"}  # words that end a name before them
OPENING, CLOSING = "\"“«('‘", "\"”»)'’"  # marks around a nickname


def latin_end(run: Sequence[Token], index: int, lex: Lexicon, any_case: bool = False) -> int:
    """The index after the Latin name that begins here; `index` where none does."""
    end = words = at = 0
    at = index
    short = index + 2 < len(run) and run[index].capital and run[index].key in grammar.SHORT_GIVEN
    if short and run[index + 1].text == "." and run[index + 2].capital:
        at, words = index + 2, 1  # "Ma. Teresa Dimayuga", "Md. Rafiq"
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
                and not (words and lex.organisation_form(following) not in (None, *lex.parts))
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
        never = (key.rstrip(".") in lex.never or key in grammar.FIRST_PERSONS) and not initial and not ngo
        if key in grammar.NAME_ELISIONS and not low and at + 1 < len(run) and _joined(run, at):
            at += 1  # "Priyanka D'Cruz", "N'Guessan"
            continue
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


def _joined(run: Sequence[Token], at: int) -> bool:
    """Whether the next word is a capital that stands right behind this one."""
    return run[at + 1].capital and run[at + 1].start == run[at].end


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
        # "نور", "بلقاسم" join a word to themselves, or stand alone before what ends a name.
        free = not bound or (run[at - 1].key in lex.given_names and (key in lex.name_ends or lex.is_title(token)))
        if free and at > index and _ends_arabic(run, at, lex):
            break
        if not bound and words >= 2 and _ordinary(key, lex) and not key.startswith("ال"):
            break
        if not bound and words == 1 and key in lex.common_words and not arabic.is_name_word(key, lex):
            break  # "الدكتور غسان منصب رئيس القسم"
        ends = key in lex.name_ends and not (arabic.is_ali(run, at) or arabic.is_mother_of(run, at))
        if at == index and (ends or lex.organisation_form(token)):
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
    ordinary = sum(1 for at, token in enumerate(span) if _ordinary(token.key, lex) and not arabic.is_ali(span, at))
    return not ordinary or arabic.outweighs(span, ordinary, lex)


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
        if (
            key.startswith("ال")
            and (key in lex.family_names or key in grammar.TRADE_NAMES)
            and at > 1
            and not _goes_on(run, at + 1)
        ):
            return False  # "الدكتور غسان إبراهيم المعلم."
        if key in ("امين", "الامين"):
            return at + 1 < len(run) and run[at + 1].key in lex.keeper
        return True
    return lex.organisation_form(token) is not None


def _goes_on(run: Sequence[Token], at: int) -> bool:
    """Whether an Arabic adjective or genitive stands at a place."""
    return at < len(run) and run[at].arabic and run[at].key.startswith(("ال", "لل", "ب", "في"))
