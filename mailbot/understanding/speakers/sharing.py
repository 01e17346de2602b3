"""Which person of a sentence the roles in it are for; sentences that go on about the person last named."""

from collections.abc import Sequence
from itertools import pairwise

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations import housenames, unheaded
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import apposition, asides, grammar, posts, roles, segments
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.standing import Found
from mailbot.understanding.speakers.words import Run, Token


def give_roles(sentence: Run, here: list[Found], lex: Lexicon) -> None:
    """Shares the roles of a sentence among its prose.persons: each takes those of its own stretch."""
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


_SAME = frozenset(("same", "meme", "نفس", "ذات", "نفسه", "نفسها", "ذاته", "ذاتها"))


def same_role(sentence: Run) -> list[int]:
    """Where a sentence says "the same role", "la même séance", "الدور نفسه"."""
    if sentence.keys.isdisjoint(_SAME):
        return []
    keys = [token.key for token in sentence]
    found = []
    for at, (one, two) in enumerate(pairwise(keys)):
        if (one in ("same", "meme", "نفس", "ذات") and two in grammar.SAME_ROLE) or (
            one in ("الدور", "الجلسه", "المائده") and two in ("نفسه", "نفسها", "ذاته", "ذاتها")
        ):
            found.append(at)
    return found


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


_PRONOUNS = frozenset(("she", "he", "elle", "il"))


def go_on(
    sentence: Run,
    here: list[Found],
    found: list[Found],
    pieces: Sequence[Sequence[Token]],
    number: int,
    text: str,
    lex: Lexicon,
    directory: Directory,
) -> None:
    """A sentence that goes on about the person last named: "She is ...", "وهي ...", "Elle interviendra ..."."""
    opening = sentence[:6] if lex.cues["pronouns"].may(sentence) else ()
    pronoun = next((token.key for at, token in enumerate(opening) if lex.cues["pronouns"].at(opening, at)), "")
    if not pronoun and not sentence.keys.isdisjoint(_PRONOUNS):
        pronoun = next(
            (
                token.key
                for before, token in pairwise(sentence[:30])
                if before.text in (",", "،") and token.key in _PRONOUNS
            ),
            "",
        )
    if not pronoun and not here and sentence and sentence[0].key in grammar.ARABIC_WENT_ON:
        pronoun = "هي" if sentence[0].key[0] == "ت" or sentence[0].key.endswith("ت") else "هو"
    if number and found and not here and pieces[number - 1] and pieces[number - 1][-1].text in "?؟":
        _answer(sentence, found, text, lex, directory)
    if (
        found
        and not here
        and not pronoun
        and number - found[-1].sentence == 1
        and found[-1].title
        and not found[-1].gone
        and not found[-1].aside
        and found[-1].asked is None
        and not any(each.put_forward and each.asked is None for each in found[:-1])
        and not lex.cues["self"].has(sentence)
        and len(sentence) <= 14
        and (asked := roles.in_text(sentence, lex))
        and not sentence[0].arabic
    ):
        # "X, founder of Y. For the round table.": the role is his.
        found[-1].asked, found[-1].put_forward = asked, True
        return
    if found and not here and number - found[-1].sentence == 1 and _dismissed(sentence):
        found[-1].gone, found[-1].put_forward, found[-1].aside = True, False, True
        return
    if (
        found
        and not here
        and found[-1].put_forward
        and found[-1].organisation is None
        and sentence[0].key in ("chez", "dans", "at", "within")
        and number - found[-1].sentence <= 3
    ):
        found[-1].organisation = apposition.spoken_for(sentence, 1, len(sentence), text, lex)
    if found and not here and number - found[-1].sentence == 1 and lex.cues["gone"].has(sentence):
        found[-1].stepped_back = not lex.cues["self"].has(sentence)
    named = _named_again(sentence, found) if not pronoun else None
    if (any(each.mention.honorific or each.put_forward for each in here) and not named) or not (pronoun or named):
        return
    fitting = [
        each
        for each in reversed(found)
        if not each.aside
        and number - each.sentence <= (6 if each.put_forward else 3)
        and _agrees(each, pronoun, pieces)
    ]
    if fitting and number - fitting[0].sentence == 1 and fitting[0].title:
        # Who was presented in the sentence just before is meant.
        fitting = fitting[:1]
    last = named or next((each for each in fitting if each.put_forward), next(iter(fitting), None))
    if last is None:
        return
    if last.title is None or last.organisation is None:
        at = 0
        while at < len(sentence):
            hit = lex.cues["is_a"].at(sentence, at) or apposition.as_post(sentence, at, lex)
            while hit and hit[0] < len(sentence) and (more := lex.cues["is_a"].at(sentence, hit[0])):
                hit = more  # "currently serves as"
            if hit and last.title is None:
                end = segments.segment_end(sentence, hit[0], lex)
                piece = sentence[hit[0] : end]
                if piece and any(lex.is_title(token) for token in piece[:6]) and not lex.roles.has(piece):
                    post = posts.split_run(piece, text, lex, directory)
                    last.title = asides.own_title(post.title, last, lex) if post.title else last.title
                    last.organisation = last.organisation or post.organisation
                    if last.organisation:
                        break
            hit = lex.cues["heads_org"].at(sentence, at)
            if hit and last.organisation is None:
                end = segments.segment_end(sentence, hit[0], lex)
                last.organisation = posts.split_run(
                    sentence[hit[0] : end], text, lex, directory
                ).organisation or apposition.spoken_for(sentence, hit[0], len(sentence), text, lex)
            at += 1
    for said, asked in _by_pronoun(sentence, lex):
        meant = next((each for each in fitting if _agrees(each, said, pieces) and each.put_forward), None)
        meant = (
            meant
            or next((each for each in fitting if _agrees(each, said, pieces)), None)
            or next(
                (
                    each
                    for each in reversed(found)
                    if not each.aside and number - each.sentence <= 3 and _agrees(each, said, pieces)
                ),
                None,
            )
        )
        if meant is None:
            continue
        meant.asked = meant.asked or asked
        meant.put_forward = True
    if lex.cues["nominate"].has(sentence):
        last.put_forward = True


def _dismissed(sentence: Sequence[Token]) -> bool:
    """Whether a sentence takes back the person just named: "Oubliez-la", "Forget her", "Please remove him"."""
    return any(
        token.key in grammar.DISMISSING
        or (token.key.split("-")[0] in grammar.DISMISSING and token.key.endswith(("-le", "-la", "-les")))
        for token in sentence[:4]
    )


def _answer(sentence: Sequence[Token], found: list[Found], text: str, lex: Lexicon, directory: Directory) -> None:
    """The answer to a question of the writer's own: "Sa fonction ? Trésorier.", "Which house? The X Union."."""
    end = segments.segment_end(sentence, 0, lex)
    piece = sentence[:end]
    last = found[-1]
    if asked := roles.in_text(sentence, lex):
        last.asked = last.asked or asked
        return
    if not piece:
        return
    post = posts.split_run(piece, text, lex, directory)
    if last.title is None and post.title and any(lex.is_title(token) for token in piece[:4]):
        last.title = asides.own_title(post.title, last, lex)
    if last.organisation is None:
        last.organisation = post.organisation or (
            housenames.value(piece, 0, len(piece), text, lex)
            if unheaded.house_end(piece, 0, lex) == len(piece)
            else None
        )


def _named_again(sentence: Sequence[Token], found: list[Found]) -> Found | None:
    """The person whose first or family name a sentence begins with: "Khaled is policy officer here"."""
    for token in sentence[:3]:
        if not token.capital or len(token.key) < 3:
            continue
        for each in reversed(found[-4:]):
            if each.mention.end - each.mention.start > 1 and token.key in fold_word(each.mention.name).split():
                return each
    return None


def _by_pronoun(sentence: Sequence[Token], lex: Lexicon) -> list[tuple[str, tuple[str, ...]]]:
    """The roles of a sentence by the pronoun they follow: "He wants plenary, she prefers the open discussion"."""
    places = [(at, token.key) for at, token in enumerate(sentence) if token.key in _SHE | _HE] or [(0, "")]
    hits = roles.hits(sentence, lex)
    found = []
    for number, (at, key) in enumerate(places):
        stop = places[number + 1][0] if number + 1 < len(places) else len(sentence)
        mine = roles.ordered((role for hit, role in hits if (at <= hit or number == 0) and hit < stop), lex)
        if mine:
            found.append((key, mine))
    return found


_SHE = frozenset(("she", "she's", "she'll", "she'd", "her", "elle", "هي", "وهي", "celle-ci"))


_HE = frozenset(("he", "he's", "he'll", "he'd", "his", "him", "il", "هو", "وهو", "celui-ci"))


def _agrees(each: Found, pronoun: str, pieces: Sequence[Sequence[Token]]) -> bool:
    """Whether a pronoun may stand for a person, as far as the words of address tell."""
    words = {
        token.key.rstrip(".") if token.key != "m." else "m."
        for token in pieces[each.sentence][each.mention.first : each.mention.start]
    }
    if pronoun in _SHE:
        return not words & grammar.MR
    if pronoun in _HE:
        return not words & grammar.MRS
    return True
