"""Sentences that go on about the person last named: "She is ...", "وهي ...", "Sa fonction ? Trésorier."."""

from collections.abc import Sequence

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations import housenames, unheaded
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import apposition, asides, posts, pronouns, roles, segments
from mailbot.understanding.speakers.found import Found
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Run, Token


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
    if not found:
        return
    pronoun = pronouns.leading(sentence, lex, not here)
    if number and not here and pieces[number - 1] and pieces[number - 1][-1].text in "?؟":
        _answer(sentence, found, text, lex, directory)
    if (
        not here
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
    if not here and number - found[-1].sentence == 1 and _dismissed(sentence):
        found[-1].gone, found[-1].put_forward, found[-1].aside = True, False, True
        return
    if (
        not here
        and found[-1].put_forward
        and found[-1].organisation is None
        and sentence[0].key in ("chez", "dans", "at", "within")
        and number - found[-1].sentence <= 3
    ):
        found[-1].organisation = apposition.spoken_for(sentence, 1, len(sentence), text, lex)
    if not here and number - found[-1].sentence == 1 and lex.cues["gone"].has(sentence):
        found[-1].stepped_back = not lex.cues["self"].has(sentence)
    named = _named_again(sentence, found) if not pronoun else None
    if (any(each.mention.honorific or each.put_forward for each in here) and not named) or not (pronoun or named):
        return
    fitting = [
        each
        for each in reversed(found)
        if not each.aside
        and number - each.sentence <= (6 if each.put_forward else 3)
        and pronouns.agrees(each, pronoun, pieces)
    ]
    if fitting and number - fitting[0].sentence == 1 and fitting[0].title:
        # Who was presented in the sentence just before is meant.
        fitting = fitting[:1]
    last = named or next((each for each in fitting if each.put_forward), next(iter(fitting), None))
    if last is None:
        return
    if last.title is None or last.organisation is None:
        _complete(last, sentence, text, lex, directory)
    for said, asked in pronouns.roles_by(sentence, lex):
        meant = next((each for each in fitting if pronouns.agrees(each, said, pieces) and each.put_forward), None)
        meant = (
            meant
            or next((each for each in fitting if pronouns.agrees(each, said, pieces)), None)
            or next(
                (
                    each
                    for each in reversed(found)
                    if not each.aside and number - each.sentence <= 3 and pronouns.agrees(each, said, pieces)
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


def _complete(last: Found, sentence: Run, text: str, lex: Lexicon, directory: Directory) -> None:
    """The function and the house that a sentence tells of a person: "She is HEAD OF X", "Elle dirige Y"."""
    at = 0
    while at < len(sentence):
        hit = lex.cues["is_a"].at(sentence, at) or apposition.as_post(sentence, at, lex)
        while hit and hit[0] < len(sentence) and (more := lex.cues["is_a"].at(sentence, hit[0])):
            hit = more  # "currently serves as"
        if hit and (last.title is None or fold_word(last.title) in lex.honorific_words):  # "Engineer X. He is the ..."
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
