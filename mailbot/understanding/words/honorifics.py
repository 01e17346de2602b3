"""Words of address before a name, where they are used as such."""

from collections.abc import Sequence

from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token

FIRST_NAMES_TOO = frozenset(("cheikh", "cheick", "sheikh", "sidi", "hadj", "elhadj", "imam", "amir", "emir"))

MISTER = frozenset(("M", "Mr", "Monsieur"))

WRITTEN_ON = frozenset(("وا", "ود", "وم"))  # short honorifics with the conjunction written to them

RANKS = frozenset(("emeritus", "emerita", "emerite", "extraordinary", "adjunct", "associate", "assistant", "honoraire"))

GIVEN = frozenset(("سيد", "امير", "شيخ", "حاج", "شريف", "استاذ", "باشا", "بيه"))  # bare, these are first names as well


def end(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index after all honorifics that begin here; `index` itself where there is none."""
    while index < len(run):
        key = run[index].key
        if (
            key in WRITTEN_ON
            and index + 1 < len(run)
            and run[index + 1].text == "."
            and run[index + 1].start == run[index].end
        ):
            # "وأ. سارة": the conjunction is written to the short honorific.
            return index + 2
        hit = lex.honorifics.at(run, index)
        if hit is None:
            return index
        if key in FIRST_NAMES_TOO and any(token.text.rstrip(".") in MISTER for token in run[max(0, index - 2) : index]):
            return index  # "M. Cheikh Tourad": a first name there
        if (
            index
            and key in ("cheikh", "sheikh", "hadj", "hajj")
            and hit[0] < len(run)
            and run[hit[0]].key in lex.particles
        ):
            # "M. Cheikh Ould Bah": a first name there.
            return index
        if not _honorific(run, index, hit[0], lex):
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
        if token.key in GIVEN and following.arabic and index and run[index - 1].key in grammar.OWN_NAME:
            return False  # "أنا سيد عبد الباسط شلبي": nobody addresses himself so
        if lex.is_title(token) and following.arabic:
            bare = not token.key.startswith("ال")
            if bare and index > 0 and (not run[index - 1].word or run[index - 1].arabic):
                return False
            return not (
                following.key in lex.adjectives
                or following.key.removesuffix("ا") in lex.adjectives
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
        return token.capital and following.capital and following.key not in lex.title_heads | RANKS
    return (
        following.capital
        or following.arabic
        or token.key.rstrip(".") in ("mr", "mrs", "ms", "dr", "mme", "eng", "prof", "miss")
    )
