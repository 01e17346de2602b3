"""The writer of a letter as a speaker: the name, the post in the first person, the offer."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import (
    apposition,
    asides,
    grammar,
    houses,
    latin,
    name_ends,
    names,
    posts,
    roles,
    segments,
)
from mailbot.understanding.speakers.letters import Letter, Scene
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.merge import Reading
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.speakers.standing import Found
from mailbot.understanding.speakers.words import ARABIC, Run, Token, tokens

if TYPE_CHECKING:
    pass


OFFERS, STATED, SIGNS = 0.8, 0.35, 0.3  # strength of a writer who offers, who states the own name, who only signs


def _display(name: str) -> tuple[str, str, str]:
    """A display name cut at its first comma, bar, dash or bracket."""
    match = re.search(r"\s*[,،|(]\s*|\s[-–—/]\s", name)
    return (name[: match.start()].strip(), match.group(), name[match.end() :].strip(" )")) if match else (name, "", "")


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


_BEFORE_NAME = grammar.OWN_NAME | {"name", "est"}


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
    while len(words) > 1 and fold_word(words[0]) in lex.determiners:
        words = words[1:]
    return " ".join(words)


def _for_another(sentence: Sequence[Token], at: int, end: int) -> bool:
    """Whether words of wishing introduce something else than speaking oneself: "I would like to nominate ..."."""
    ahead = sentence[at : end + 6]
    if _of_somebody(sentence, at):
        return True
    if any(token.key in grammar.MYSELF for token in sentence[at : end + 8]):
        return False
    if any(token.key in grammar.OTHER_DOINGS for token in ahead):
        return not any(
            token.key in ("parole", "experience", "interest", "interet") for token in sentence[end : end + 8]
        )
    before = sentence[max(0, at - 4) : at]
    return any(token.key in grammar.NOT_ME for token in before)


def _of_somebody(sentence: Sequence[Token], at: int) -> bool:
    """Whether readiness is said of somebody named before: "Coumba est partante", "السيدة X مستعدة لإلقاء كلمة"."""
    if sentence[at].arabic:
        ready = sentence[at].key in grammar.READY
        before = sentence[:at]
        return ready and any(
            token.key.endswith(("السيده", "السيد", "الدكتوره", "الدكتور", "زميلتنا", "زميلنا")) for token in before
        )
    back = at if sentence[at].key in ("est", "is", "sera") else at - 1
    return back > 0 and sentence[back].key in ("est", "is", "sera") and sentence[back - 1].capital


def writer(scene: Scene, letter: Letter) -> Reading | None:
    """The writer of a letter as a possible speaker."""
    signature = letter.signature
    named = signature.name
    sender = letter.sender.name if letter.sender else ""
    stated, title, house = _first_person(scene, letter)
    named_post = posts.Post(None, None)
    front, _, rest = _display(sender)
    if rest and names.is_name(front, scene.lex):
        # "Lina Shami, Programme Director"
        sender, named_post = front, posts.split(rest, scene.lex, scene.directory)
        if not any(scene.lex.is_title(token) for token in tokens(named_post.title or "")):
            named_post = posts.Post(None, named_post.organisation)
    if sender and names.is_name(sender, scene.lex):
        bare = names.clean(sender, scene.lex)
        if named is None or (names.same_person(named, bare) and len(names.parts(bare)) > len(names.parts(named))):
            named = bare
    if stated and (named is None or names.parts(named) & names.parts(stated)):
        named = max((stated, named or ""), key=lambda name: len(names.parts(name)))
    elif stated and named and (signature.name is None or bool(ARABIC.search(stated)) != bool(ARABIC.search(named))):
        # One person in two scripts: the main text's counts. Nor does a display name such as "أبو يزن" say more.
        named = stated
    if named is None:
        return None
    offered = offers(scene, letter)
    person = Person(
        named,
        signature.title or title or named_post.title,
        signature.organisation or house or named_post.organisation,
        _own_roles(scene, letter) if offered else None,
        Origin.SELF,
        OFFERS if offered else STATED if stated else SIGNS,
        letter.signature.text.replace("\n", " / ")[:160] or named,
        house=True,
        rule="speakers.writer",
        full=False,
    )
    if person.affiliation is None:
        person = replace(person, affiliation=letter.house)
    elif len(person.affiliation.split()) == 1 and (whole := scene.directory.full(person.affiliation)):
        person = replace(person, affiliation=whole)
    return Reading(person, letter.zone, letter.attachment, letter.within)


def _first_person(scene: Scene, letter: Letter) -> tuple[str | None, str | None, str | None]:
    """(name, function, organisation) that a letter states in the first person."""
    lex, body = scene.lex, letter.zones.body
    name = title = house = None
    for sentence in letter.pieces:
        if title is None and (post := _fronted_post(scene, sentence, body)):
            title, house = post.title, house or post.organisation
        says_post, says_house = lex.cues["iam"].may(sentence), lex.cues["heads_org"].may(sentence)
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
                says_post
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
            if says_house and house is None and (hit := lex.cues["heads_org"].at(sentence, at)):
                end = segments.segment_end(sentence, hit[0], lex)
                piece = list(sentence[hit[0] : end])
                post = posts.split_run(piece, body, lex, scene.directory)
                told = post.organisation or apposition.spoken_for(sentence, hit[0], len(sentence), body, lex)
                people = latin.known_names(run := tokens(told or ""), 0, len(run), lex) * 2 >= len(run)
                if told and not (houses.is_host(scene, told) or (people and not post.organisation)):
                    house = told
    return name, title, house


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


def offers(scene: Scene, letter: Letter) -> bool:
    """Whether the writer offers himself or herself."""
    lex = scene.lex
    for sentence in letter.pieces:
        for at, end, _ in lex.cues["self"].all(sentence):
            if not _for_another(sentence, at, end):
                return True
        if _as_i(sentence) and (lex.roles.has(sentence) or lex.near_roles.has(sentence)):
            return True
    return False


def _as_i(sentence: Run) -> bool:
    """Whether a sentence goes on from "I" to the writer's own name: "In his place I, Layal Sfeir, am ready"."""
    return not sentence.keys.isdisjoint(("i", "moi")) and any(
        token.text in ("I", "Moi", "moi") and two.text in ",(" and three.capital
        for token, two, three in zip(sentence, sentence[1:], sentence[2:], strict=False)
    )


def _own_roles(scene: Scene, letter: Letter) -> tuple[str, ...] | None:
    lex = scene.lex
    asked: list[str] = []
    for sentence in letter.pieces:
        own = [at for at, end, _ in lex.cues["self"].all(sentence) if not _for_another(sentence, at, end)]
        if not own:
            continue
        other = next(
            (mention.first for mention in names.mentions(sentence, letter.zones.body, lex) if mention.honorific),
            len(sentence),
        )
        asked += [
            role
            for at, role in roles.hits(sentence, lex)
            if own[0] < at < other or other == len(sentence) or own[0] > other
        ]
    return roles.ordered(asked, lex) or None


def offers_beside(scene: Scene, writer: Reading, tabled: bool) -> bool:
    """Whether the writer, who puts others forward, clearly adds himself or herself."""
    lex = scene.lex
    letter = scene.letters[0 if writer.within is None else writer.within + 1]
    for sentence in letter.pieces:
        keys = [token.key for token in sentence]
        if _as_i(sentence) and any(one in ("and", "et") and two in ("i", "moi") for one, two in pairwise(keys)):
            return True  # "Our director X and I (Y, assistant) would both like to speak"
        for at, end, _ in lex.cues["self"].all(sentence):
            if _for_another(sentence, at, end):
                continue
            if (
                any(token.key in grammar.MYSELF for token in sentence[max(0, at - 3) : end + 8])
                and lex.role_words["speaking"].has(sentence)
            ) or any(token.key in ("myself", "نفسي", "moi-meme") for token in sentence):
                return True
            named = [mention.first for mention in names.mentions(sentence, letter.zones.body, lex)]
            first = next((there for there in named if there > at), len(sentence))
            if any(there < at for there in named) and any(token.key in grammar.FOR_OTHERS for token in sentence[at:]):
                continue  # "السيد X، وده دايرين ليه فرصة في الجلسة العامة"
            if not tabled and any(at < hit < first for hit, _ in roles.hits(sentence, lex)):
                return True
    return False
