"""Which person of a sentence the roles in it are for."""

from collections.abc import Sequence
from itertools import pairwise

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import roles
from mailbot.understanding.speakers.found import Found
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Run, Token


def give_roles(sentence: Run, here: list[Found], lex: Lexicon) -> None:
    """Shares the roles of a sentence among its persons: each takes those of its own stretch."""
    hits = roles.hits(sentence, lex)
    people = [each for each in here if each.put_forward] or [each for each in here if not each.aside]
    if not hits or not people:
        return
    starts = [each.mention.first for each in people]
    hits += [(at, role) for at in same_role(sentence) for role in [hit[1] for hit in hits if hit[0] < at][-1:]]
    hits.sort()
    mine = [at for at, _, _ in lex.cues["self"].all(sentence)]
    hits = [
        hit
        for hit in hits
        if not (hit[0] < starts[0] and any(at < hit[0] for at in mine) and any(at >= starts[0] for at, _ in hits))
    ]
    ahead = [role for at, role in hits if at < starts[0]]
    own: list[list[str]] = [[] for _ in people]
    for at, role in hits:
        if at < starts[0]:
            continue
        own[max(number for number, start in enumerate(starts) if start <= at)].append(role)
    for number in range(1, len(people)):
        # "X for the round table, and the same role for Y": the last role before Y is Y's.
        before = [at for at, _ in hits if starts[number - 1] <= at < starts[number]]
        if not own[number] and len(before) > 1 and starts[number] - before[-1] <= 5:
            own[number] = [own[number - 1].pop()]
    filled = [bool(each) for each in own]
    if len(hits) == len(people) and any(token.key in grammar.RESPECTIVELY for token in sentence):
        own = [[role] for _, role in hits]
    elif ahead and not any(filled):
        own = [list(ahead) for _ in people]
    elif ahead and not filled[-1] and len(people) > 1:
        # "for the plenary X, for the round table Y": every role stands before its person.
        shifted = [ahead, *own[:-1]]
        own = [list(each) for each in shifted]
    elif ahead and len(people) == 1:
        own[0] = [*ahead, *own[0]]
    elif any(filled) and not all(filled):
        for number in range(len(own) - 2, -1, -1):
            if not own[number]:
                own[number] = list(own[number + 1])
    for each, wanted in zip(people, own, strict=True):
        if wanted:
            each.asked = roles.ordered(wanted, lex)


_SAME_BEFORE = frozenset(("same", "meme", "نفس", "ذات"))
_SAME_BEHIND = frozenset(("نفسه", "نفسها", "ذاته", "ذاتها"))
_SAME = _SAME_BEFORE | _SAME_BEHIND


def same_role(sentence: Run) -> list[int]:
    """Where a sentence says "the same role", "la même séance", "الدور نفسه"."""
    if sentence.keys.isdisjoint(_SAME):
        return []
    keys = [token.key for token in sentence]
    found = []
    for at, (one, two) in enumerate(pairwise(keys)):
        behind = one in ("الدور", "الجلسه", "المائده") and two in _SAME_BEHIND
        behind = behind or (one in grammar.SAME_ROLE and keys[at + 2 : at + 3] in (["نفسه"], ["نفسها"]))
        if behind or (one in _SAME_BEFORE and two in grammar.SAME_ROLE):
            found.append(at)
    return found


def as_named(sentence: Run, here: list[Found], found: Sequence[Found]) -> bool:
    """Gives "the same role as Salwa" and "نفس دور سلوى" the role of the person meant; whether somebody is named so."""
    places = same_role(sentence)
    mine = [each for each in here if places and each.mention.end <= places[-1]]
    if not mine:
        return False
    said = {token.key for token in sentence[places[-1] + 1 : places[-1] + 8]}
    words = [(said & {word for word in fold_word(each.mention.name).split() if len(word) > 2}, each) for each in found]
    meant = [each for shared, each in words if shared]
    if len(meant) == 1:
        mine[-1].asked = mine[-1].asked or meant[0].asked
    return bool(meant)


def as_before(sentence: Run, here: list[Found], earlier: Sequence[Sequence[Token]], lex: Lexicon) -> None:
    """ "X had been named for the plenary. Y takes her place in the same session.": the role stands before."""
    if not same_role(sentence) or any(each.asked for each in here):
        return
    for before in reversed(earlier):
        if named := [role for _, _, role in lex.roles.all(before)]:
            for each in here:
                if each.put_forward or not each.aside:
                    each.asked = roles.ordered(named[-1:], lex)
            return
