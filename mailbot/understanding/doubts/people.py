"""What makes people put forward doubtful: how they were found, their names, functions, organisations and roles."""

from collections.abc import Iterator, Sequence

from mailbot.understanding.doubts.houses import of_house
from mailbot.understanding.doubts.words import READ, Words
from mailbot.understanding.model import Speaker
from mailbot.understanding.speakers import roles
from mailbot.understanding.speakers.people import Nominee, Origin
from mailbot.understanding.words import arabic, grammar, latin
from mailbot.understanding.words.tokens import tokens

RUNNING = frozenset((Origin.PROSE, Origin.LIST, Origin.MENTION, Origin.SELF))  # shapes where only words tell a name
NAMED_TOO = 0.3  # strength of somebody of whom nothing says whether he or she is put forward
LONG_NAME = 4  # words
LONG_TITLE, LONGER_TITLE = 5, 8  # words; longer ones have mostly run into the rest of the sentence
APART = 250  # characters between a person and his or her organisation
Doubts = Iterator[tuple[str, float]]


def of_people(speakers: Sequence[Speaker], nominees: Sequence[Nominee], words: Words) -> Doubts:
    """The doubts about everybody who is put forward."""
    named = [speaker for speaker in speakers if speaker.name]
    yield from _found(named, nominees, words)
    for speaker in named:
        yield from _name(speaker.name or "")
        yield from _title(speaker, words)
        yield from _house(speaker, words)
    yield from _roles(named, words)
    if any(not speaker.title for speaker in named):
        values = (value for each in named for value in (each.name, each.title, each.affiliation))
        told = frozenset(token.key for value in values for token in tokens(value or ""))
        if words.names_function(told):
            yield "title.untied", 1.0


def _found(named: Sequence[Speaker], nominees: Sequence[Nominee], words: Words) -> Doubts:
    told = {speaker.name for speaker in named}
    for nominee in nominees:
        if nominee.speaker.name in told:
            yield f"person.{nominee.origin}", 1.0
            if nominee.origin in RUNNING and _strange(nominee.speaker.name or "", words):
                yield "name.strange", 1.0
        elif nominee.origin is not Origin.SELF:
            yield "person.left_out", 1.0
            if nominee.strength >= NAMED_TOO and nominee.speaker.title:
                yield "person.others", 1.0


def _strange(name: str, words: Words) -> bool:
    """Whether no list of names knows a word of a name."""
    run = [token for token in tokens(name) if token.word]
    if not run:
        return False
    if run[0].arabic:
        return not any(arabic.is_name_word(token.key, words.lex) for token in run)
    return not latin.known_names(run, 0, len(run), words.lex)


def _name(name: str) -> Doubts:
    parts = name.split()
    if len(parts) == 1:
        yield "name.one_word", 1.0
    if len(parts) > LONG_NAME:
        yield "name.long", 1.0
    if any(len(part.strip(".")) == 1 for part in parts):
        yield "name.initial", 1.0
    if parts[0][0].islower():
        yield "name.small_letters", 1.0


def _title(speaker: Speaker, words: Words) -> Doubts:
    """A function that is not given is asked for; doubtful is only what may be one in words that no list knows."""
    title = speaker.title or ""
    run = [token for token in tokens(title) if token.word]
    if not run:
        if words.beside(speaker.name or "", speaker.affiliation or ""):
            yield "title.unread", 1.0
        return
    if len(run) == 1:
        yield "title.one_word", 1.0
    if len(run) > LONGER_TITLE:
        yield "title.longer", 1.0
    elif len(run) > LONG_TITLE:
        yield "title.long", 1.0
    if run[-1].key in grammar.LINKS | grammar.JOINS:
        yield "title.cut", 1.0
    if any(mark in title for mark in ",،;/("):
        yield "title.comma", 1.0


def _house(speaker: Speaker, words: Words) -> Doubts:
    if not speaker.affiliation:
        yield "house.none", 1.0
        return
    yield from of_house(speaker.affiliation, words, "house")
    if words.distance(speaker.name or "", speaker.affiliation) > APART:
        yield "house.apart", 1.0


def _roles(named: Sequence[Speaker], words: Words) -> Doubts:
    having = {bool(speaker.roles) for speaker in named}
    if len(having) > 1:
        yield "role.untied", 1.0
    runs = [tokens(text[:READ]) for text in words.own]
    spoken_of = {role for run in runs for role in roles.in_text(run, words.lex)}
    if spoken_of - {role for speaker in named for role in speaker.roles}:
        yield "role.left_out", 1.0
    if len(spoken_of) > 1 and any(words.lex.role_words["conditions"].has(run) for run in runs):
        yield "role.condition", 1.0
    if len(spoken_of) > 1 and any(words.lex.role_words["negations"].has(run) for run in runs):
        yield "role.negation", 1.0
