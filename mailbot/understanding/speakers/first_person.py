"""What a letter states in the first person: the writer's name, function and organisation."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import apposition, asides, houses, names, posts, segments
from mailbot.understanding.speakers.found import Found
from mailbot.understanding.speakers.letters import Letter, Scene
from mailbot.understanding.words import grammar, latin, name_ends
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Run, Token, tokens

_BEFORE_NAME = grammar.OWN_NAME | {"name", "est"}


def stated(scene: Scene, letter: Letter) -> tuple[str | None, str | None, str | None]:
    """(name, function, organisation) that a letter states in the first person."""
    lex, body = scene.lex, letter.zones.body
    name = title = house = None
    for sentence in letter.pieces:
        if title is None and (post := _fronted_post(scene, sentence, body)):
            title, house = post.title, house or post.organisation
        says_post, says_house = lex.cues["iam"].places(sentence), lex.cues["heads_org"].places(sentence)
        says_name = not sentence.keys.isdisjoint(_BEFORE_NAME)
        for at, token in enumerate(sentence if says_post or says_house or says_name else ()):
            if says_name and _gives_name(sentence, at):
                mention = next((each for each in names.mentions(sentence[at + 1 :], body, lex)), None) or _cased(
                    sentence, at + 1, body, lex
                )
                if token.key == "name" and mention is None:
                    mention = next((each for each in names.mentions(sentence[:at], body, lex)), None)
                if mention and name is None:
                    name = mention.name
            if (
                at in says_post
                and title is None
                and (hit := lex.cues["iam"].at(sentence, at))
                and (
                    token.key not in ("as",)
                    or _after_me(sentence, at)
                    or any(each.text == "I" or each.text[:2] in ("I'", "I’") for each in sentence)
                )
            ):
                start = _past_parenthesis(sentence, hit[0])
                while start + 1 < len(sentence) and sentence[start].key in grammar.ADVERBS - {"the", "a", "an", "l'"}:
                    start += 1
                if (presented := _presented(scene, sentence, start, body)) is not None:
                    # "I'm Fatou Njie from Gambia Return Network, coordinator"
                    name, title = name or presented.mention.name, presented.title
                    house = house or presented.organisation
                    continue
                end = segments.segment_end(sentence, start, lex)
                piece = _skip_adverbs(sentence[start:end])
                if (
                    piece
                    and any(lex.is_title(each) for each in (piece[:3] if piece[0].arabic else piece))
                    and not lex.roles.has(piece)
                ):
                    post = posts.split_run(piece, body, lex, scene.directory)
                    if token.key == "as" and not post.organisation and sentence[at - 1].key not in ("there", "here"):
                        continue
                    if post.title and fold_word(_bare_title(post.title, lex)) not in grammar.NO_POSTS:
                        title = _bare_title(post.title, lex)
                        house = house or post.organisation or _short(scene, piece)
            if at in says_house and house is None and (hit := lex.cues["heads_org"].at(sentence, at)):
                end = segments.segment_end(sentence, hit[0], lex)
                piece = list(sentence[hit[0] : end])
                post = posts.split_run(piece, body, lex, scene.directory)
                told = post.organisation or apposition.spoken_for(sentence, hit[0], len(sentence), body, lex)
                people = latin.known_names(run := tokens(told or ""), 0, len(run), lex) * 2 >= len(run)
                if told and not (houses.is_host(scene, told) or (people and not post.organisation)):
                    house = told
    if title is None and (post := _chosen_for(scene, letter)):
        title, house = post.title, house or post.organisation
    return name, title, house


def _chosen_for(scene: Scene, letter: Letter) -> posts.Post | None:
    """The post that the writer was last elected or appointed to, where nothing says that it is over: "In November I was
    elected Vice Chairperson of our association", "j'ai été élue trésorière"."""
    lex, body = scene.lex, letter.zones.body
    found: posts.Post | None = None
    for sentence in letter.pieces:
        for _, start, _ in lex.cues["chosen"].all(sentence):
            end = segments.segment_end(sentence, start, lex)
            piece = _skip_adverbs(list(sentence[start:end]))
            if not any(lex.is_title(token) for token in piece[:4]) or lex.roles.has(piece):
                continue
            if not sentence.keys.isdisjoint(grammar.OVER):
                continue
            post = posts.split_run(piece, body, lex, scene.directory)
            if post.title:
                found = posts.Post(_bare_title(post.title, lex), post.organisation)
    return found


def _presented(scene: Scene, sentence: Sequence[Token], start: int, body: str) -> Found | None:
    """The writer's own name behind "I am", with the function told behind it; None where neither stands there."""
    if start >= len(sentence) or sentence[start].arabic or not sentence[start].capital:
        return None
    mention = names.mention_at(sentence, start, scene.lex)
    if mention is None:
        return None
    mention = replace(mention, name=names.spell(sentence, mention.start, mention.end, body))
    found = apposition.around(sentence, mention, [mention], 0, body, scene.lex, scene.directory)
    return found if found.title else None


def _fronted_post(scene: Scene, sentence: Run, body: str) -> posts.Post | None:
    """The writer's post in front of "I": "Formerly a consul, now adviser at X, I would ..."."""
    lex = scene.lex
    if sentence.keys.isdisjoint(grammar.FIRST_PERSONS):
        return None
    at = next(
        (
            at
            for at, token in enumerate(sentence)
            if token.key in grammar.FIRST_PERSONS and at >= 3 and sentence[at - 1].text in ",)"
        ),
        0,
    )
    if not at:
        return None
    start = 0
    found: posts.Post | None = None
    for stop in range(at + 1):
        if sentence[stop].text != "," and not (stop == at and sentence[at - 1].text == ")"):
            continue
        piece = _skip_adverbs(list(sentence[start:stop]))
        former = any(token.key in grammar.FORMER for token in sentence[start : min(start + 3, stop)])
        if hit := lex.cues["iam"].at(sentence, start):
            piece = list(sentence[hit[0] : stop])
        if (
            piece
            and not former
            and any(lex.is_title(token) for token in piece[:4])
            and not any(cue.has(piece) for cue in (lex.cues["nominate"], lex.cues["reported"]))
        ):
            post = posts.split_run(piece, body, lex, scene.directory)
            if post.title and (post.organisation or found is None):
                found = posts.Post(_bare_title(post.title, lex), post.organisation)
        start = stop + 1
    return found


def _short(scene: Scene, piece: Sequence[Token]) -> str | None:
    for token in piece:
        form = scene.lex.organisation_form(token)
        if form and (whole := scene.directory.full(form)):
            return whole
    return None


def _cased(sentence: Sequence[Token], start: int, text: str, lex: Lexicon) -> names.Mention | None:
    """A name typed in small letters behind "my name is"."""
    while start < len(sentence) and sentence[start].key in grammar.BEFORE_OWN_NAME:
        start += 1
    if start >= len(sentence):
        return None
    if sentence[start].arabic:
        mention = names.mention_at(sentence, start, lex, sure=True)
        return replace(mention, name=names.spell(sentence, mention.start, mention.end, text)) if mention else None
    end = name_ends.latin_end(sentence, start, lex, any_case=True)
    if 2 <= end - start <= 5 or (end > start + 1):
        end = min(end, start + 4)
        return names.Mention(start, start, end, False, names.spell(sentence, start, end, text))
    return None


def _gives_name(sentence: Sequence[Token], at: int) -> bool:
    """Whether the writer's own name follows: "my name is", "je m'appelle", "moi c'est", "معكم"."""
    token, before = sentence[at], sentence[at - 1].key if at else ""
    if token.key == "name":
        return before in ("my", "full")
    if token.key == "est":
        return at > 1 and before == "c'" and any(each.key == "moi" for each in sentence[max(0, at - 3) : at])
    return token.key in grammar.OWN_NAME


def _after_me(sentence: Sequence[Token], at: int) -> bool:
    return at > 0 and sentence[at - 1].key in grammar.BEFORE_AS


def _past_parenthesis(sentence: Sequence[Token], at: int) -> int:
    """Behind words between two commas: "me voici, depuis trois ans, vice-président"."""
    if at < len(sentence) and sentence[at].text == ",":
        close = next((ahead for ahead in range(at + 1, min(at + 7, len(sentence))) if sentence[ahead].text == ","), 0)
        return close + 1 if close else at + 1
    return at


def _skip_adverbs(piece: list[Token]) -> list[Token]:
    while piece and (piece[0].key in grammar.ADVERBS or not piece[0].word):
        piece = piece[1:]
    return piece


def _bare_title(title: str, lex: Lexicon) -> str:
    title = asides.VAGUE.sub("", title)
    words = re.sub(r"\s+(?:et|and|&|و\s?)(?:\s+(?:a|an|un|une))?\s*(?:membre|member|عضو|عضوة)$", "", title).split()
    while len(words) > 1 and fold_word(words[0]) in lex.determiners | grammar.BEFORE_TITLE | grammar.OWNED:
        words = words[1:]
    return " ".join(words)
