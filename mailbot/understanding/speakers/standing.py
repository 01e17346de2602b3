"""Which of the persons a sentence names are put forward, which are only mentioned and which are out."""

from collections.abc import Sequence
from itertools import pairwise

from mailbot.understanding.speakers import bystanders, instead, refusals, roles
from mailbot.understanding.speakers.found import Found
from mailbot.understanding.words import grammar, latin
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Run, Token


def judge(sentence: Run, here: list[Found], lex: Lexicon, lead: str) -> None:
    """Which of the persons of a sentence are put forward, and which expressly are not.

    lead: what the words that introduce a list say of its items ("forward", "aside"); empty outside lists.
    """
    nominate = list(lex.cues["nominate"].all(sentence))
    # A capital inside a sentence is a name's: "Hands and Signs Lebanon" signs nothing; "the one to invite" is meant.
    aside = [
        hit
        for hit in lex.cues["aside"].all(sentence)
        if not ((hit[0] and sentence[hit[0]].capital) or any(at <= hit[0] < stop for at, stop, _ in nominate))
    ]
    gone = list(lex.cues["gone"].all(sentence))
    asked_at = [at for at, _ in roles.hits(sentence, lex)]
    proposed = [(at, stop) for at, stop, _ in nominate]
    listed = lead == "forward"
    told = roles.reported(sentence, lex)
    swap = instead.swapped(sentence, lex)
    for each in here:
        first, end = each.mention.first, each.mention.end
        if instead.replaced(sentence, each) or (
            swap >= 0 and end <= swap and any(swap <= other.mention.first for other in here)
        ):
            each.aside = each.gone = True
            continue
        if lead == "aside" and not asked_at:
            each.aside = True
            continue
        reach_back = max((other.mention.end for other in here if other.mention.end <= first), default=0)
        reach_on = min((other.mention.first for other in here if other.mention.first >= end), default=len(sentence))
        each.gone = refusals.declines(sentence, each, here, reach_back, reach_on, gone, asked_at)
        each.gone = each.gone or (len(here) == 1 and lex.cues["taken_back"].has(sentence))
        each.aside = (
            each.aside
            or each.gone
            or bystanders.example(sentence, first, lex)
            or (
                refusals.set_aside(sentence, each, reach_back, reach_on, aside)
                and not _cue_between(nominate, reach_back, first)
            )
        )
        if bystanders.apart(sentence, reach_back, first, reach_on, [at for at, _ in proposed] + asked_at):
            each.aside = True
        if (
            bystanders.before_verb(sentence, each, here, lex)
            or first in told
            or bystanders.agent(sentence, first)
            or bystanders.possessor(sentence, end)
            or bystanders.contrasted(sentence, first, reach_back, reach_on, asked_at)
            or bystanders.others_named(each, here, proposed, asked_at)
        ):
            each.aside = True
        if not each.gone and _with_me(sentence, first, end) and lex.cues["self"].has(sentence):
            each.put_forward, each.aside = True, False
            continue
        each.put_forward = (
            (bool(nominate) or listed or bool(asked_at))
            and not each.aside
            and _firm(sentence, each, nominate, listed, lex)
        )


def _with_me(sentence: Sequence[Token], first: int, end: int) -> bool:
    """Whether the writer joins a person to himself or herself: "X (finance officer) and I would like to speak",
    "moi-même (X, directrice)"."""
    if first > 1 and sentence[first - 1].text in "(," and sentence[first - 2].key in grammar.OWN_SELF:
        return True
    behind = [token.key for token in sentence[end : end + 14]]
    return any(one in ("and", "et", "&") and two in grammar.OWN_SELF | {"i"} for one, two in pairwise(behind))


def _firm(
    sentence: Sequence[Token], each: Found, nominate: list[tuple[int, int, str]], listed: bool, lex: Lexicon
) -> bool:
    """Whether a run of capitals without a word of address is surely a person: with a post, or right beside a
    word of proposing."""
    first, end = each.mention.first, each.mention.end
    if each.mention.honorific or each.title:
        return True
    if sentence[each.mention.start].arabic:
        # In a list nothing but its place calls it a name: then something must be said of the person.
        return not listed or bool(each.organisation) or any(sentence[at].word for at in range(end, len(sentence)))
    if any(stop == first for _, stop, _ in nominate) or (first and sentence[first - 1].text == ":"):
        # "give it to X", "the one I mean: X".
        return True
    if first and sentence[first - 1].key in grammar.COPULAS and end - each.mention.start > 1:
        # "The man I recommend is X", "c'est X qui parlera".
        return True
    if latin.known_names(sentence, each.mention.start, end, lex) >= 2 and sentence[first - 1].key in (
        "to",
        "a",
        "by",
        "par",
    ):
        return True
    if first and sentence[first - 1].key in grammar.LINKS and sentence[first - 1].key not in ("a", "with"):
        return False
    if listed and all(not token.word or len(token.key) <= 2 for token in sentence[:first]):
        return True
    if latin.known_names(sentence, each.mention.start, end, lex) >= 2:
        return any(first - stop <= 12 and at - end <= 12 for at, stop, _ in nominate)
    return any(0 <= first - stop <= 4 or 0 <= at - end <= 5 for at, stop, _ in nominate)


def _cue_between(cues: list[tuple[int, int, str]], start: int, end: int) -> bool:
    return any(start <= at < end and end - stop <= 3 for at, stop, _ in cues)
