"""Values that may be missing only because they could not be tied to anybody: the message speaks of them."""

from collections.abc import Iterator, Sequence

from mailbot.message.model import Message
from mailbot.understanding.fold import fold_word
from mailbot.understanding.model import Speaker
from mailbot.understanding.reading import Reading
from mailbot.understanding.speakers import arabic, grammar, latin
from mailbot.understanding.speakers.lexicon import Lexicon, lexicon
from mailbot.understanding.speakers.people import Nominee, Origin
from mailbot.understanding.speakers.words import tokens

READ = 4000  # characters of each text that are looked at
RUNNING = (Origin.PROSE, Origin.LIST, Origin.MENTION, Origin.SELF)  # shapes in which only words tell a name
LONGEST_TITLE = 8  # words; a longer one has mostly run into the rest of its sentence
NAMED_TOO = 0.3  # strength of somebody of whom nothing says whether he or she is put forward


def only_mentioned(reading: Reading, speakers: Sequence[Speaker]) -> bool:
    """Whether somebody is told of whom nothing says that he or she is to speak."""
    surest: dict[str, bool] = {}
    for nominee in reading.nominees:
        if name := nominee.speaker.name:
            surest[name] = surest.get(name, False) or nominee.origin is not Origin.MENTION
    return any(not surest.get(speaker.name, True) for speaker in speakers if speaker.name)


def title_untied(message: Message, reading: Reading, speakers: Sequence[Speaker]) -> bool:
    """Whether somebody has no function though the words by or about the speakers name one that nobody was given."""
    if all(speaker.title for speaker in speakers if speaker.name):
        return False
    lex = lexicon(reading.context.rules)
    told = {
        token.key
        for speaker in speakers
        for value in (speaker.name, speaker.title, speaker.affiliation)
        for token in tokens(value or "")
    }
    return any(
        lex.is_title(token) and token.key not in told
        for text in _texts(message, reading)
        for token in tokens(text[:READ])
    )


def roles_untied(speakers: Sequence[Speaker]) -> bool:
    """Whether some of those put forward have a role and others have none: rarely does a sender mean that."""
    having = {bool(speaker.roles) for speaker in speakers if speaker.name}
    return len(having) > 1


def name_unsure(reading: Reading, speakers: Sequence[Speaker]) -> bool:
    """Whether running text gave a name of which no list of names knows a word."""
    lex = lexicon(reading.context.rules)
    told = {speaker.name for speaker in speakers}
    return any(_strange(nominee, lex) for nominee in reading.nominees if nominee.speaker.name in told)


def _strange(nominee: Nominee, lex: Lexicon) -> bool:
    run = [token for token in tokens(nominee.speaker.name or "") if token.word]
    if nominee.origin not in RUNNING or not run:
        return False
    if run[0].arabic:
        return not any(arabic.is_name_word(token.key, lex) for token in run)
    return not latin.known_names(run, 0, len(run), lex)


def title_unsure(speakers: Sequence[Speaker]) -> bool:
    """Whether a function begins or ends with a small word, or is longer than functions are."""
    for words in (fold_word(speaker.title or "").split() for speaker in speakers):
        if words and (len(words) > LONGEST_TITLE or words[-1] in grammar.LINKS | grammar.JOINS):
            return True
    return False


def others_named(reading: Reading, speakers: Sequence[Speaker]) -> bool:
    """Whether somebody else is named with a function, of whom nothing says that he or she is not meant."""
    told = {speaker.name for speaker in speakers if speaker.name}
    return bool(told) and any(
        nominee.speaker.name not in told
        and nominee.strength >= NAMED_TOO
        and nominee.speaker.title
        and nominee.origin is not Origin.SELF
        for nominee in reading.nominees
    )


def _texts(message: Message, reading: Reading) -> Iterator[str]:
    """Where a function may stand that belongs to a speaker."""
    yield message.envelope.subject
    yield message.zones.body
    yield message.zones.signature
    for inner in message.forwarded:
        yield inner.zones.body
        yield inner.zones.signature
    for index in sorted({each.attachment for each in reading.nominees if each.attachment is not None}):
        yield message.attachments[index].document.text
