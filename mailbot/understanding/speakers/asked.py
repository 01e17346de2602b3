"""Roles asked for everybody at once, or for the only nominee, anywhere in the sender's own words."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from mailbot.understanding.speakers import letters, roles
from mailbot.understanding.speakers.letters import Scene
from mailbot.understanding.speakers.merge import with_roles
from mailbot.understanding.speakers.people import Nominee, Origin
from mailbot.understanding.speakers.sentence_ends import sentences
from mailbot.understanding.words import grammar
from mailbot.understanding.words.tokens import Run, Token, tokens

if TYPE_CHECKING:
    pass


_SAME = frozenset(("same", "meme", "memes", "نفس", "ذات"))
_SAME_BEHIND = frozenset(("نفسه", "نفسها", "ذاته", "ذاتها"))


def _same_slot(run: Run) -> bool:
    if run.keys.isdisjoint(_SAME | _SAME_BEHIND):
        return False
    return any(
        (one in _SAME and two in grammar.SLOT) or (two in _SAME_BEHIND and one in ("الدور", "الجلسه", "المشاركه"))
        for one, two in pairwise([token.key for token in run])
    )


def with_shared_roles(scene: Scene, found: tuple[Nominee, ...]) -> tuple[Nominee, ...]:
    """The nominees, those without roles of their own given the roles that are said of all.

    The only nominee of a message gets every role its own words ask for: they can be meant for nobody else.
    """
    sure = [each for each in found if each.strength >= 0.5] or sorted(found, key=lambda each: -each.strength)[:1]
    if len(sure) == 1 and not (sure[0].origin in (Origin.TABLE, Origin.FORM) and sure[0].speaker.roles):
        common = _common_roles(scene, sure)
        said = roles.ordered((*sure[0].speaker.roles, *common), scene.lex)
        return tuple(with_roles(each, said) if each is sure[0] else each for each in found)
    if not any(each.shared for each in sure):
        return found
    some = any(each.speaker.roles for each in sure)
    common = _common_roles(scene, sure) if not some or all(each.shared for each in sure) else ()
    if some and not common and len(sure) > 1:
        common = _roles_of_all(scene)
    return tuple(
        with_roles(each, common) if each.shared and any(each is one for one in sure) and common else each
        for each in found
    )


def _common_roles(scene: Scene, sure: Sequence[Nominee]) -> tuple[str, ...]:
    """Roles named anywhere in the sender's own words, for nominees of whom none is said by name."""
    lex = scene.lex
    asked: list[str] = []
    for letter in scene.letters:
        if marked := roles.ticked(letter.zones.body, lex):
            asked += marked
        loose: list[str] = []
        for sentence in letter.pieces:
            if said := roles.in_text(sentence, lex):
                (asked if _of_nominee(scene, sentence) else loose).extend(said)
        if not asked and not any(each.speaker.roles for each in sure):
            asked += loose
    if not asked:
        for letter in scene.letters:
            asked += roles.in_text(tokens(letter.subject), lex)
    if not asked:
        for index in {each.attachment for each in sure if each.attachment is not None}:
            text = scene.message.attachments[index].document.text[: letters.LETTER_CAP]
            if not letters.is_report(text):
                asked += roles.ticked(text, lex) or ()
                for sentence in sentences(tokens(text), text, lex.abbreviations) if not asked else ():
                    asked += roles.in_text(sentence, lex)
    if not asked:
        for letter in scene.letters:
            for sentence in letter.pieces:
                asked += [role for _, role in roles.hits(sentence, lex, heard=True)]
    if not asked and _same_slot(scene.letters[0].run):
        for sentence in sentences(
            tokens(scene.message.zones.quoted[:4000]), scene.message.zones.quoted, lex.abbreviations
        ):
            asked += roles.in_text(sentence, lex)
    return roles.ordered(asked, lex)


def _of_nominee(scene: Scene, sentence: Sequence[Token]) -> bool:
    """Whether a sentence that names a role speaks of who is put forward, not of the programme."""
    cues = scene.lex.cues
    words = sum(1 for token in sentence if token.word)
    return (
        words <= 7
        or any(cues[name].has(sentence) for name in ("nominate", "self", "pronouns", "all", "ours"))
        or scene.lex.role_words["speaking"].has(sentence)
    )


def _roles_of_all(scene: Scene) -> tuple[str, ...]:
    """Roles of a sentence that speaks of all nominees at once ("both for the round tables")."""
    lex = scene.lex
    for letter in scene.letters:
        for sentence in letter.pieces:
            if lex.cues["all"].has(sentence) and (asked := roles.in_text(sentence, lex)):
                return asked
    return ()
