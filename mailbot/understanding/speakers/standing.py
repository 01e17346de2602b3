"""Which of the persons a sentence names are put forward, which are only and which are out."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mailbot.understanding.speakers import grammar, latin, roles
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.names import Mention
from mailbot.understanding.speakers.words import Run, Token


@dataclass(slots=True)
class Found:
    """One mention and what its sentence says of it. place: index of the mention's first token in its sentence."""

    mention: Mention
    sentence: int
    title: str | None = None
    organisation: str | None = None
    house: bool = False
    asked: tuple[str, ...] | None = None
    put_forward: bool = False
    aside: bool = False
    gone: bool = False
    after: int = 0  # index after everything read behind the name
    item: bool = False
    stepped_back: bool = False  # the sentence behind says so; it counts where somebody else comes instead


def share_posts(sentence: Sequence[Token], here: list[Found]) -> None:
    """Two names joined by "and" with one post behind them: "Awa Sarr et Moustapha Kane, coprésidents du Comité"."""
    for one, two in pairwise(here):
        between = sentence[one.mention.end : two.mention.first]
        if (
            one.title is None
            and one.organisation is None
            and 1 <= len(between) <= 2
            and all(token.key in ("et", "and", "&", "و", ",", "،") for token in between)
        ):
            one.title, one.organisation = two.title, two.organisation
        if (
            two.organisation is None
            and one.organisation
            and any(
                token.key in ("collegue", "colleague", "confrere", "consoeur", "camarade") for token in between[-4:]
            )
        ):
            two.organisation = one.organisation


def judge(sentence: Run, here: list[Found], lex: Lexicon, lead: str) -> None:
    """Which of the prose.persons of a sentence are put forward, and which expressly are not."""
    nominate = list(lex.cues["nominate"].all(sentence))
    # A capital inside a sentence is a name's: "Hands and Signs Lebanon" signs nothing; "the one to invite" is meant.
    aside = [
        hit
        for hit in lex.cues["aside"].all(sentence)
        if not ((hit[0] and sentence[hit[0]].capital) or any(at <= hit[0] < stop for at, stop, _ in nominate))
    ]
    gone = list(lex.cues["gone"].all(sentence))
    role_hits = roles.hits(sentence, lex)
    asked = bool(role_hits)
    listed = lead == "forward"
    told = roles.reported(sentence, lex)
    swap = _swapped(sentence, lex)
    for each in here:
        first, end = each.mention.first, each.mention.end
        if _replaced(sentence, each) or (
            swap >= 0 and end <= swap and any(swap <= other.mention.first for other in here)
        ):
            each.aside = each.gone = True
            continue
        if lead == "aside" and not asked:
            each.aside = True
            continue
        reach_back = max((other.mention.end for other in here if other.mention.end <= first), default=0)
        reach_on = min((other.mention.first for other in here if other.mention.first >= end), default=len(sentence))
        reach = 4 + len((each.title or "").split()) + len((each.organisation or "").split()) * bool(each.title)
        # "X speaks at the round table, and for logistics contact Y": said of the next.
        ours = [
            (at, stop)
            for at, stop, _ in aside
            if not (
                end < at < reach_on < len(sentence)
                and reach_on - stop <= 3
                and any(token.text in ",،;" for token in sentence[end:at])
            )
        ]
        said = max(end, min(each.after, reach_on))  # what is said right behind the post is said of the person
        near_aside = [
            at
            for at, stop in ours
            if (reach_back <= at < first and first - stop <= reach)
            or (end <= at < reach_on and (0 <= at - said <= 1 or not _turned(sentence, end, at)))
        ]
        near_gone = [
            at
            for at, stop, _ in gone
            if (reach_back <= at < first and first - stop <= 4)
            or (end <= at < reach_on and not _turned(sentence, end, at))
        ]
        # "اعتذر X عن المشاركة، وتنوب عنه في المائدة Y": the role is the other's.
        right_behind = any(0 <= first - at <= 2 for at in near_gone) and len(here) > 1
        # "X cannot come; Y, secretary, takes the round table": no role stands in X's own stretch.
        elsewhere = len(here) > 1 and not any(reach_back <= at < reach_on for at, _ in role_hits)
        # "عرضنا دور المقرر على X، فاعتذرت": nothing is asked behind the word of refusal.
        refused = any(
            end <= at <= max(end, each.after) + 3 and sentence[at].arabic and all(hit < at for hit, _ in role_hits)
            for at in near_gone
        )
        # "X is on leave, so at the round table Y will speak": the role behind the comma is the other's.
        own_roles = [at for at, _ in role_hits if reach_back <= at < reach_on]
        others_role = reach_on < len(sentence) and any(
            all(hit > at for hit in own_roles)
            and own_roles
            and any(token.text in ",،;" for token in sentence[at : own_roles[0]])
            for at in near_gone
            if at >= end
        )
        each.gone = bool(near_gone) and (not asked or right_behind or elsewhere or refused or others_role)
        each.gone = each.gone or (len(here) == 1 and lex.cues["taken_back"].has(sentence))
        each.aside = (
            each.aside
            or each.gone
            or _example(sentence, first, lex)
            or (bool(near_aside) and not _cue_between(nominate, reach_back, first))
        )
        if _apart(sentence, reach_back, first, reach_on, [at for at, _, _ in nominate] + [at for at, _ in role_hits]):
            each.aside = True
        if (
            _before_verb(sentence, each, here, lex)
            or first in told
            or _agent(sentence, first)
            or _possessor(sentence, end)
            or _others_named(each, here, [(at, stop) for at, stop, _ in nominate], [at for at, _ in role_hits])
        ):
            each.aside = True
        if not each.gone and _with_me(sentence, first, end) and lex.cues["self"].has(sentence):
            each.put_forward, each.aside = True, False
            continue
        each.put_forward = (
            (bool(nominate) or listed or asked) and not each.aside and _firm(sentence, each, nominate, listed, lex)
        )


def _apart(sentence: Sequence[Token], back: int, first: int, on: int, told: Sequence[int]) -> bool:
    """Whether a semicolon parts a person from the nominee before, and nothing of proposing stands on this side."""
    mark = next((at for at in range(first - 1, back - 1, -1) if sentence[at].text in ";؛"), -1)
    return mark > 0 and back > 0 and not any(mark < at < on for at in told) and any(at < mark for at in told)


def _with_me(sentence: Sequence[Token], first: int, end: int) -> bool:
    """Whether the writer joins a person to himself or herself: "X (finance officer) and I would like to speak",
    "moi-même (X, directrice)"."""
    if first > 1 and sentence[first - 1].text in "(," and sentence[first - 2].key in grammar.OWN_SELF:
        return True
    behind = [token.key for token in sentence[end : end + 14]]
    return any(one in ("and", "et", "&") and two in grammar.OWN_SELF | {"i"} for one, two in pairwise(behind))


def _possessor(sentence: Sequence[Token], end: int) -> bool:
    """Whether a person only owns something: "Mr. Yusuf's team"; whose candidacy it is, is meant."""
    return sentence[end - 1].key.endswith("'s") and not any(
        token.key in grammar.NAMED_BY for token in sentence[end : end + 3]
    )


def _others_named(each: Found, here: list[Found], cues: list[tuple[int, int]], asked: list[int]) -> bool:
    """Whether a person stands before the words that put somebody else forward: "Present: X, Y. It was decided to
    nominate Y", "حضر س و ص وتقرر ترشيح ص"."""
    first_cue, stop = min(cues, default=(0, 0))
    if not stop or each.mention.end > first_cue:
        return False
    named = any(0 <= other.mention.first - stop <= 3 for other in here)
    return named and not any(at < first_cue for at in asked)


def _agent(sentence: Sequence[Token], first: int) -> bool:
    """Whether a person only did something: "chaired by X", "rédigé par X"; who represents or replaces is meant."""
    if not first or sentence[first - 1].key not in ("by", "par"):
        return False
    before = [token.key for token in sentence[max(0, first - 18) : first - 1]]
    return any(key.endswith(grammar.PARTICIPLES) for key in before[-5:]) and not any(
        key.startswith(grammar.CARRIED) for key in before
    )


def _example(sentence: Sequence[Token], first: int, lex: Lexicon) -> bool:
    """Whether a person is only an example: "كالأستاذة X", "مثل السيد Y"."""
    before = sentence[first - 1].key if first else ""
    return before == "مثل" or any(
        key.startswith("كال") and key[1:] in lex.honorific_words for key in (before, sentence[first].key)
    )


def _before_verb(sentence: Sequence[Token], each: Found, here: list[Found], lex: Lexicon) -> bool:
    """Whether a person stands before a verb of proposing whose object is somebody else: the one who proposes, or
    a third."""
    for at, end, _ in lex.cues["active"].all(sentence):
        if at >= each.mention.end and any(other.mention.first >= end for other in here):
            passive = {token.key for token in sentence[max(0, at - 4) : at]} & grammar.PASSIVE
            return not passive
    return False


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


def _turned(sentence: Sequence[Token], start: int, end: int) -> bool:
    """Whether the sentence turns to something else between two places (a full clause lies between)."""
    return sum(1 for token in sentence[start:end] if token.text in ",;،؛(") >= 2 or end - start > 14


def _cue_between(cues: list[tuple[int, int, str]], start: int, end: int) -> bool:
    return any(start <= at < end and end - stop <= 3 for at, stop, _ in cues)


_INSTEAD = (
    ("instead", "of"),
    ("in", "place", "of"),
    ("a", "la", "place", "de"),
    ("en", "remplacement", "de"),
    ("au", "lieu", "de"),
    ("replaces",),
    ("replace",),
    ("replacing",),
    ("remplace",),
    ("remplacer",),
    ("remplacera",),
    ("remplacement", "de"),
    ("place", "de"),
    ("بدلا", "من"),
    ("بدل",),
    ("بدلا", "عن"),
    ("عوضا", "عن"),
    ("مكان",),
    ("محل",),
)


_REPLACING = frozenset(words[0] for words in _INSTEAD) | {"remplacee", "replaced"}


def _swapped(sentence: Sequence[Token], lex: Lexicon) -> int:
    """Where the new person stands in "we replace X with Y", "remplacer X par Y", "نستبدله بالسيدة ص"; -1 elsewhere."""
    verb = next((at for at, token in enumerate(sentence) if token.key.startswith(grammar.REPLACING)), -1)
    if verb < 0:
        return -1
    for at in range(verb + 1, min(len(sentence), verb + 16)):
        token = sentence[at]
        if token.key in ("with", "by", "par"):
            return at + 1
        if token.arabic and token.key[:1] == "ب" and (token.key[1:] in lex.honorific_words or token.key == "ب"):
            return at
    return -1


def _replaced(sentence: Run, each: Found) -> bool:
    """Whether somebody else comes in this person's place."""
    if sentence.keys.isdisjoint(_REPLACING):
        return False
    first = each.mention.first
    for words in _INSTEAD:
        start = first - len(words)
        for slack in (0, 1):
            at = start - slack
            if at >= 0 and tuple(token.key for token in sentence[at : at + len(words)]) == words:
                return not (slack and sentence[first - 1].key in ("par", "by", "من"))
    behind = [token.key for token in sentence[each.mention.end : each.mention.end + 8]]
    return any(
        word in ("remplace", "remplacee", "replaced") and following in ("par", "by")
        for word, following in pairwise(behind)
    )
