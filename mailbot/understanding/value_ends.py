"""Where a value ends in what somebody writes, and what is turned away in it: "Deputy Director and would prefer ..."."""

import re

from mailbot.understanding.fold import Folded
from mailbot.understanding.rules import RuleFile
from mailbot.understanding.sentences import split
from mailbot.understanding.speakers import roles
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import tokens

# Where what is turned away ends though the sentence goes on: "not Sara, and her title is ...".
NEXT_VALUE = (
    r"[,،]?\s+(?:and|et)\s+(?:her|his|the|its|she|he|sa|son|la|le|il|elle)\b|"
    r"[,،]\s*و(?:صفت|الصفة|مسم|المسم|وظيفت|الوظيفة|منصب|اسم|الاسم|دور|الدور|جهة|الجهة|منظمت|هي\b|هو\b)"
)
# "not X but Y" keeps Y; "Y, not X" and "Y instead of X" keep Y.
BUT = re.compile(
    r"(?:\bnot|\bnon pas|\bpas|وليست?|ليست?)\s[^.;؛\n]{1,80}?\s(?:but|mais|بل|و?[إا]نما)\s+", re.IGNORECASE
)
NOT = re.compile(
    r"\s*(?:[,،;(]\s*)?\b(?:(?:and |but )?not|rather than|instead of|"
    r"et non(?: pas)?|et pas|(?<=, )pas|non|au lieu d[eu']|plut[oô]t que|"
    r"وليست?|وليسا|بدلا? من|بدلاً من|عوضا عن|لا(?= ال))\b(?:(?!" + NEXT_VALUE + r")[^.;؛\n])*",
    re.IGNORECASE,
)
BEFORE_ROLE = frozenset(
    {
        *("for", "in", "the", "a", "an", "as", "at", "on", "of", "one", "to", "في", "احدى", "احدي"),
        *("pour", "en", "la", "le", "l'", "une", "un", "dans", "lors", "des", "les", "de", "du", "d'"),
    }
)
JOINED = re.compile(
    r"(?:^|[\s,،])(?:and|et|و|ف|but|mais|also|également|aussi|too|as well|أيضا|أيضاً|كذلك|كما)$", re.IGNORECASE
)
EDGE = " \t\u00a0\"'«»“”‘’.,;:،؛()[]!-–—"


def without_turned_away(text: str) -> str:
    """A text without the values that it turns away: "Deputy Director, not Director"."""
    return NOT.sub("", BUT.sub(" ", text))


def ended(value: str, words: RuleFile, lex: Lexicon) -> tuple[str, str]:
    """A value up to where the sentence ends or the next thing is said, and what stands behind it.

    words: the rules of followups.toml.
    """
    first = next(split(value), value)
    limit = len(first)
    folded = Folded(first)
    for hit in words.group("next").hits(folded.text):
        limit = min([limit, *(folded.place(start) for start, _ in hit.rule.spans(folded.text) if start > 0)])
    run = [token for token in tokens(first) if not token.line]
    for at, _ in roles.hits(run, lex):
        begin = at
        while begin > 1 and run[begin - 1].key in BEFORE_ROLE:
            begin -= 1
        if 0 < begin < len(run) and (begin < at or not run[begin - 1].word):
            limit = min(limit, run[begin].start)  # "Programme Manager for the plenary", "Deputy Chair, round table"
    kept = value[:limit].strip(EDGE)
    while joined := JOINED.search(kept):
        kept = kept[: joined.start()].strip(EDGE)
    return kept, value[limit:]
