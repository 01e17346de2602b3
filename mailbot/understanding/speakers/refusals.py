"""Words beside a name by which a person declines, or is set aside: "cannot come", "for logistics contact Y"."""

from collections.abc import Sequence

from mailbot.understanding.speakers.found import Found
from mailbot.understanding.words.tokens import Token

Hit = tuple[int, int, str]  # start and end of a cue's words in the sentence, and the cue


def declines(
    sentence: Sequence[Token],
    each: Found,
    here: list[Found],
    back: int,
    on: int,
    gone: Sequence[Hit],
    asked_at: Sequence[int],
) -> bool:
    """Whether a person does not come: words of refusal stand beside the name, and the roles asked are not the person's.

    back, on: the stretch between the persons named before and behind; gone: where such words stand; asked_at: where
    roles do.
    """
    first, end = each.mention.first, each.mention.end
    near = [
        at
        for at, stop, _ in gone
        if (back <= at < first and first - stop <= 4) or (end <= at < on and not _turned(sentence, end, at))
    ]
    if not near or not asked_at:
        return bool(near)
    # "اعتذر X عن المشاركة، وتنوب عنه في المائدة Y": the role is the other's.
    right_behind = any(0 <= first - at <= 2 for at in near) and len(here) > 1
    # "X cannot come; Y, secretary, takes the round table": no role stands in X's own stretch.
    own_roles = [at for at in asked_at if back <= at < on]
    elsewhere = len(here) > 1 and not own_roles
    # "عرضنا دور المقرر على X، فاعتذرت": nothing is asked behind the word of refusal.
    refused = any(
        end <= at <= max(end, each.after) + 3 and sentence[at].arabic and all(hit < at for hit in asked_at)
        for at in near
    )
    # "X is on leave, so at the round table Y will speak": the role behind the comma is the other's.
    others_role = on < len(sentence) and any(
        all(hit > at for hit in own_roles)
        and own_roles
        and any(token.text in ",،;" for token in sentence[at : own_roles[0]])
        for at in near
        if at >= end
    )
    return right_behind or elsewhere or refused or others_role


def set_aside(sentence: Sequence[Token], each: Found, back: int, on: int, aside: Sequence[Hit]) -> bool:
    """Whether words that put nobody forward ("for logistics contact Y", "signed by") are said of a person.

    back, on: the stretch between the persons named before and behind; aside: where such words stand.
    """
    first, end = each.mention.first, each.mention.end
    reach = 4 + len((each.title or "").split()) + len((each.organisation or "").split()) * bool(each.title)
    # "X speaks at the round table, and for logistics contact Y": said of the next.
    ours = [
        (at, stop)
        for at, stop, _ in aside
        if not (
            end < at < on < len(sentence) and on - stop <= 3 and any(token.text in ",،;" for token in sentence[end:at])
        )
    ]
    said = max(end, min(each.after, on))  # what is said right behind the post is said of the person
    return any(
        (back <= at < first and first - stop <= reach)
        or (end <= at < on and (0 <= at - said <= 1 or not _turned(sentence, end, at)))
        for at, stop in ours
    )


def _turned(sentence: Sequence[Token], start: int, end: int) -> bool:
    """Whether the sentence turns to something else between two places (a full clause lies between)."""
    return sum(1 for token in sentence[start:end] if token.text in ",;،؛(") >= 2 or end - start > 14
