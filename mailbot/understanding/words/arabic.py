"""Arabic names that nothing addresses: known given names begin them, common words and verbs end them."""

import re
from collections.abc import Sequence

from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token

MOST_WORDS = 6  # of a name
ATTACHED = "وفبلك"
ALI = "علي"  # folded, the name and the preposition "على" are one word
GREETINGS = frozenset(
    (
        ("صباح", "الخير"),
        ("صباح", "النور"),
        ("رحمه", "الله"),
        ("سلام", "المسيح"),
        ("سلام", "الله"),
        ("سلام", "الاخوان"),
        ("سلام", "عليكم"),
        ("سلام", "الجميع"),
    )
)
# Future and purpose before a verb: "سيتحدث", "ستمثلنا", "ليكون", "هتتكلم".
_VERB = re.compile(r"^(?:[وف]?[سلحه]?[يت][اتن]?\w{3,}(?:ون|ين|نا|ها|هم|كم)|[وف]?[سلحه][يتن]\w{3,})$")
_PAST = re.compile(r"^\w{3,5}(?:ت|نا|وا|ته|تها|ناه|ناها)$")


def name_at(run: Sequence[Token], index: int, lex: Lexicon) -> tuple[int, int, int] | None:
    """(index of its first word, letters attached before that, index after it) of a name; None where none begins.

    Known given names begin it, or stand second behind one strange word; at least a second word must be a name or be
    nothing else that is known.
    """
    token = run[index]
    if not token.arabic or (token.key not in lex.begins_names and not is_mother_of(run, index)):
        return None
    skip = 0 if _begins(token.key, lex) else 1
    if index and run[index - 1].arabic and (_named_after(run[index - 1], lex) or token.key == ALI):
        return None
    following = run[index + 1].key if index + 1 < len(run) else ""
    if (token.key[skip:], following) in GREETINGS or (lex.is_title(token) and following in lex.keeper):
        return None
    at, words, sure = index, 0, 0
    while at < len(run) and words < MOST_WORDS:
        step = _word(run, at, lex, run[at].key[skip:] if at == index else run[at].key, words)
        if step is None:
            break
        at, strength = step
        words += 1
        sure += strength
    first = index - 1 if not skip and words > 1 and _strange_before(run, index, lex) else index
    words, sure = words + index - first, sure + index - first
    if words < 2 or sure < 2 or (run[first].key.startswith("ال") and sure < 3):
        return None
    return first, skip, at


def name_before(run: Sequence[Token], end: int, lex: Lexicon) -> int | None:
    """Where a name begins that ends before a mark and is known by nothing but its place: strange words alone."""
    at = end
    while at > 0 and end - at < MOST_WORDS and run[at - 1].arabic:
        key = run[at - 1].key
        known = is_name_word(key, lex) or is_ali(run, at - 1)
        if not known and (not _plain(key, lex, verbs=False) or _other(run, at - 1, lex)):
            break
        at -= 1
    return at if end - at >= 2 and not run[at].key.startswith("ال") and run[at].key[0] not in "وفل" else None


def _strange_before(run: Sequence[Token], index: int, lex: Lexicon) -> bool:
    """Whether a single strange word stands before a known name: a given name that no list holds."""

    def strange(at: int) -> bool:
        return run[at].arabic and _plain(run[at].key, lex) and not _other(run, at, lex) and len(run[at].key) > 3

    return (
        index > 0
        and strange(index - 1)
        and not run[index - 1].key.startswith("ال")
        and (index == 1 or not run[index - 2].arabic or not strange(index - 2))
    )


def surely(run: Sequence[Token], start: int, end: int, lex: Lexicon) -> bool:
    """Whether most words of a run are names."""
    keys = [token.key for token in run[start:end] if token.word]
    return bool(keys) and sum(1 for key in keys if is_name_word(key, lex)) * 2 > len(keys)


def outweighs(run: Sequence[Token], ordinary: int, lex: Lexicon) -> bool:
    """Whether a run begins with a given name and holds more names than the ordinary words counted in it."""
    known = sum(1 for token in run if is_name_word(token.key, lex))
    return bool(run) and _begins(run[0].key, lex) and known > ordinary


def is_ali(run: Sequence[Token], at: int) -> bool:
    """Whether a word is the name "علي" rather than the preposition "على"."""
    return run[at].key == ALI and run[at].text.endswith("ي")


def is_mother_of(run: Sequence[Token], at: int) -> bool:
    """Whether "أم" begins a name rather than a choice: behind the word after it the father is told."""
    named = run[at].key == "ام" and at + 2 < len(run) and run[at + 1].arabic
    return named and run[at + 2].key in grammar.SON_OF


def is_definite(key: str) -> bool:
    """Whether a word bears the article, so that no name can be its genitive."""
    return key.startswith(("ال", "لل", "بال", "وال", "كال"))


def is_name_word(key: str, lex: Lexicon) -> bool:
    """Whether a word is a given or a family name, or joins names."""
    return key in lex.first_names or key in lex.family_names or key in lex.joiners or _joined(key, lex)


def _named_after(before: Token, lex: Lexicon) -> bool:
    if before.key in grammar.NAMED_AFTER or before.key[1:] in grammar.NAMED_AFTER:
        return True
    form = lex.organisation_form(before)
    return form is not None and form == before.key.lstrip("وبل") and not before.key.startswith("ال")


def _begins(key: str, lex: Lexicon) -> bool:
    return key in lex.first_names or key in lex.compounds or _joined(key, lex)


def _joined(key: str, lex: Lexicon) -> bool:
    """ "عبدالكريم", "ولدماريام", "بوعلام": a compound name written as one word."""
    if key.startswith("بال") and (key[1:] in lex.first_names or key[1:] in lex.family_names):
        return True
    for first in ("عبد", "ابو", "ولد", "بن", "بو", "با", "ام", "ال"):
        if key.startswith(first) and len(key) > len(first) + 2:
            rest = key[len(first) :]
            if first == "عبد" and (rest in lex.abd or rest.startswith("ال")):
                return True
            if rest in lex.first_names and rest not in lex.common_words:
                return True
    return False


def _word(run: Sequence[Token], at: int, lex: Lexicon, key: str, words: int) -> tuple[int, int] | None:
    """(index after it, how surely it is a name: 0 to 2) of one part of a name; None where the name is over."""
    token = run[at]
    if not token.word or not token.arabic:
        return None
    if key == ALI:
        return (at + 1, 1) if is_ali(run, at) else None
    if words and key in lex.name_ends and key not in lex.family_names:
        return None
    if words and key[0] == "و" and key not in lex.first_names and key[1:] in lex.first_names:
        return None
    following = run[at + 1] if at + 1 < len(run) and run[at + 1].arabic else None
    if words and following is not None and lex.is_title(token) and following.key in lex.keeper:
        return None  # "شلبي أمين صندوق النقابة"
    if following is not None and (key in lex.joiners or key == "عبد"):
        after = following.key
        if after in lex.first_names or after in lex.family_names or after in lex.abd or after not in lex.common_words:
            return at + 2, 2
        if key in grammar.SON_OF and after in grammar.FOREFATHERS:
            return at + 2, 1
        return None
    if key in lex.first_names and key not in lex.both_words:
        return at + 1, 2 if words == 0 and key not in lex.common_words else 1
    if key in lex.family_names or _joined(key, lex):
        return at + 1, 1
    if key in lex.both_words:
        return at + 1, 1
    if words == 0:
        return None
    if len(key) == 1 and at + 1 < len(run) and run[at + 1].word and run[at + 1].arabic:
        return at + 1, 0
    if not _plain(key, lex) or _other(run, at, lex):
        return None
    return at + 1, 1 if key.startswith("ال") and key.endswith("ي") else 0


def _other(run: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Whether a word that is no known name begins something else: a function, a house, a role, a place."""
    token = run[at]
    return bool(
        lex.is_title(token)
        or lex.organisation_form(token)
        or lex.roles.at(run, at)
        or lex.near_roles.at(run, at)
        or lex.places.at(run, at)
        or token.key in lex.honorific_words
    )


def _plain(key: str, lex: Lexicon, verbs: bool = True) -> bool:
    """Whether a word that no list holds can be part of a name: no ordinary word, also not behind attached letters,
    no verb (verbs: a word that looks like a past tense is taken for one)."""
    if key in lex.common_words or key in lex.ordinary or key in lex.name_ends or key in lex.arabic_stops:
        return False
    if len(key) < 3 or key[:2] == "لل" or key[:3] in ("وال", "بال", "كال", "فال"):
        return False
    bare = key[1:]
    if key[0] in ATTACHED and (bare in lex.common_words or bare in lex.ordinary or bare in lex.name_ends):
        return False
    if key.startswith("ال") and key[2:] in lex.common_words:
        return False
    return not _VERB.match(key) and not (verbs and _PAST.match(key))
