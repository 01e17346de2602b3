"""What a follow-up gives for people put forward earlier: a title, an organisation, a role, another spelling of a name.

Only the sender's own new words count: what he quotes below is not new. Values that are turned away ("Deputy Director,
not Director") are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mailbot.call import MESSAGE_ID_MARK, Call
from mailbot.message.model import Envelope, Message, Zone
from mailbot.understanding.fold import Folded, fold
from mailbot.understanding.model import Speaker
from mailbot.understanding.organisations import housenames
from mailbot.understanding.reading import Reading
from mailbot.understanding.rules import RuleFile
from mailbot.understanding.sentences import Sentence, sentences
from mailbot.understanding.signs import Sign
from mailbot.understanding.speakers import names, posts, roles
from mailbot.understanding.speakers.labelled import pairs
from mailbot.understanding.value_ends import EDGE, ended, without_turned_away
from mailbot.understanding.words import arabic
from mailbot.understanding.words.compiling import lexicon
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token, tokens

READ = 4000  # characters of a message's own text; a longer one is no short reply
LONGEST = 14  # words of a value
SHORT = 4  # words of a piece before the first value, such as "Sorry about that"
SEVERAL = 1.5  # how much more two values say than one
FIRST = 5  # words of a title among which one must be of a function
ENDS = re.compile(r"[.;؛\n(]|,? (?:and|et) (?:the|her|his|sa|son|la|le) ")  # where a value ends
REFERENCE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,8})\s?[-‐‑–]\s?[0-9]{4,9}(?![0-9])")
PIECES = re.compile(r"[,،;؛/]|\s[-–—]\s")  # between the things that a short answer lists
LABEL = re.compile(r"^[^:：,،]{1,40}[:：]\s*")


def answers_desk(envelope: Envelope, call: Call) -> bool:
    """Whether a message answers a letter of the desk: by In-Reply-To, or by a reference of the call in its subject."""
    if any(identifier.lower().startswith(f"<{MESSAGE_ID_MARK}") for identifier in envelope.in_reply_to):
        return True
    prefixes = {kind.prefix.casefold() for kind in call.kinds.values()}
    return any(found[1].casefold() in prefixes for found in REFERENCE.finditer(envelope.subject))


def of_values(given: Sequence[Speaker]) -> Iterator[Sign]:
    """The sign that a reply to the desk gives values for people put forward earlier; several weigh more than one."""
    for speaker in given[:1]:
        values = (speaker.name, speaker.title, speaker.affiliation, *speaker.roles)
        told = sum(bool(value) for value in (speaker.title, speaker.affiliation, speaker.roles))
        yield Sign("amends", Zone.BODY, ", ".join(value for value in values if value), 1.0 if told < 2 else SEVERAL)


@dataclass
class Values:
    """What was found of one person."""

    name: str | None = None
    found: dict[str, str] = field(default_factory=dict)
    roles: tuple[str, ...] = ()

    def speaker(self) -> Speaker:
        """As a verdict tells it."""
        return Speaker(self.name, self.found.get("title"), self.found.get("affiliation"), self.roles)

    @property
    def empty(self) -> bool:
        """Nothing is said of this person."""
        return not (self.found or self.roles)


def amends(message: Message, reading: Reading) -> tuple[Speaker, ...]:
    """The values that a message gives for people put forward earlier; name None where it names nobody. Pure."""
    words = reading.context.rules.file("followups")
    body = "\n".join([message.zones.body, *_values_below(message.zones.signature, words)])
    if not body.strip() or len(body) > READ:
        return ()
    lex = lexicon(reading.context.rules)
    return Amending(reading, lex, _writer(message, lex)).read(body)


def _writer(message: Message, lex: Lexicon) -> str:
    """Who writes: the name, or the address where no name is known, which is nobody's in the register."""
    sender = message.envelope.sender
    if sender is None:
        return ""
    return names.clean(sender.name, lex) if names.is_name(sender.name, lex) else sender.address


def _values_below(signature: str, words: RuleFile) -> Iterator[str]:
    """Lines of what was taken for the signature of a short reply that give a value in so many words."""
    for line in signature.split("\n"):
        folded = fold(line)
        if ":" not in line and any(words.group(name).hits(folded) for name in ("title", "affiliation")):
            yield line


class Amending:
    """Reads one text from top to bottom: a value belongs to the person named last, or to nobody by name."""

    def __init__(self, reading: Reading, lex: Lexicon, writer: str = "") -> None:
        self.lex = lex
        self.words: RuleFile = reading.context.rules.file("followups")
        self.people = [Values()]
        self.renames = False
        self.writer = writer

    def read(self, body: str) -> tuple[Speaker, ...]:
        """Every person with a value, in the order of the text."""
        body = without_turned_away(body)
        lines = body.split("\n")
        labels = {number for number, kind, _, _ in pairs(lines, self.lex) if kind != "unknown"}
        for _, kind, label, value in pairs(lines, self.lex):
            self._labelled(kind, label, value)
        rest = "\n".join("" if number in labels else line for number, line in enumerate(lines))
        above: Sentence | None = None
        for sentence in sentences(rest, Zone.BODY):
            if not self._sentence(sentence):
                self._bare(sentence.text, leads=above is None or above.line == sentence.line)
            word = next(iter(sentence.text.split()), "").strip(EDGE)
            greets = above is None and fold(word) in self.words.folded("greeting")
            above = None if greets else sentence
        told = [values for values in self.people if not values.empty or (self.renames and values.name)]
        return tuple(values.speaker() for values in told)

    def _person(self, name: str) -> None:
        """What follows is said of this person."""
        known = next((each for each in self.people if each.name and names.same_person(each.name, name)), None)
        if known is not None:
            self.people.remove(known)
        fresh = known or Values(name)
        if self.people and self.people[-1].name is None and not self.people[-1].empty and known is None:
            self.people[-1].name = name  # "Title: X" above "Name: Y"
            return
        self.people.append(fresh)

    def _labelled(self, kind: str, label: str, value: str) -> None:
        kept = value.strip(EDGE)
        if not kept or not self.words.folded("former").isdisjoint(fold(label).split()):
            return
        self._named_in(label)
        if kind in ("name", "guess") and names.is_name(kept, self.lex):
            self._person(names.clean(kept, self.lex))
            self.renames = True
        elif kind == "title":
            value, rest = ended(kept, self.words, self.lex)
            self._title(value)
            self._rest(rest)
        elif kind == "affiliation":
            self._house(kept)
        elif kind == "role":
            self.people[-1].roles = roles.in_value(kept, self.lex) or self.people[-1].roles
            self._bare(kept, leads=False)  # "as requested: Deputy Chair, round table"

    def _sentence(self, sentence: Sentence) -> bool:
        """A sentence names somebody, or gives a value behind words such as "her title is", or a role.

        Whether it gives another value than a role.
        """
        folded = Folded(sentence.text)
        if folded.text.rstrip().endswith("?") or self._conditional(folded.text):
            return True  # what is asked, or would be so, is given to nobody
        run = [token for token in tokens(sentence.text) if not token.line]
        renamed = [value for value in self._behind(folded, "name") if self._is_name(value)]
        if renamed:
            self._person(names.clean(renamed[-1], self.lex))
            self.renames = True
        elif part := next((value for value in self._behind(folded, "spelling") if self._is_part(value)), None):
            self._person(part)  # "his first name is spelled Mahdi": whose name that changes, the register tells
            self.renames = True
        else:
            self._named_in(sentence.text)
        told = False
        for group in ("title", "affiliation", "post"):
            for value, lead in self._led(folded, group):
                told = True
                if self.writer and not self.words.folded("self").isdisjoint(lead.split()):
                    self._person(self.writer)  # "I am her assistant" is said of who writes, whoever that is
                if group == "affiliation":
                    self._house(value)
                else:
                    self._title(value)
        if asked := roles.in_text(run, self.lex):
            self.people[-1].roles = asked
        return told or self._of_named(sentence.text, run)

    def _conditional(self, folded: str) -> bool:
        """Whether a sentence begins with "if" and the like."""
        return next(iter(folded.split()), "").strip(EDGE) in self.words.folded("if")

    def _is_name(self, value: str) -> bool:
        """Whether what is given as a name can be one, though nobody knows its words."""
        run = [token for token in tokens(value) if not token.line]
        plain = 1 < len(run) < 5 and all(token.arabic or token.capital for token in run)
        other = any(self.lex.is_title(token) or self.lex.organisation_form(token) for token in run)
        return names.is_name(value, self.lex) or (plain and not other and not self._in_role(value))

    def _is_part(self, value: str) -> bool:
        """Whether what is given as a part of a name can be one: a single word, of no function, house or role."""
        run = [token for token in tokens(value) if not token.line]
        word = len(run) == 1 and (run[0].arabic or run[0].capital) and run[0].word
        return word and not self.lex.is_title(run[0]) and not self.lex.organisation_form(run[0])

    def _rest(self, text: str) -> None:
        """What is said behind the value on a labelled line: another name, a role."""
        for sentence in sentences(text, Zone.BODY):
            self._sentence(sentence)

    def _of_named(self, text: str, run: Sequence[Token]) -> bool:
        """Whether a function stands right behind the one person named: "Ms Hanna is our ...", "السيدة منال مديرة"."""
        found = list(names.mentions(run, text, self.lex))
        if len(found) == 1:
            end = found[0].end
        elif not found and len(run) > 1 and self._given_name(run[0]):
            end = 1
        else:
            return False
        if end >= len(run):
            return False
        folded = Folded(text[run[end].start :])
        spans = [span for hit in self.words.group("copula").hits(folded.text) for span in hit.rule.spans(folded.text)]
        begin = max((stop for start, stop in spans if start == 0), default=0)
        value = folded.original[folded.place(begin) :].strip(EDGE)
        if not self._begins_title(value) or (not found and not begin):
            return False
        if not found:
            self._person(run[0].text)
        self._title(value)
        return True

    def _given_name(self, token: Token) -> bool:
        """Whether a word alone is somebody's name: "Yasmin is the President"."""
        return arabic.is_name_word(token.key, self.lex) if token.arabic else token.key in self.lex.latin_names

    def _bare(self, text: str, *, leads: bool) -> None:
        """A function, and only other values beside it: "Treasurer.", "as requested: Deputy Chair, round table".

        leads: nothing else stands on the lines above; below, a function alone may be that of who signs.
        """
        if not leads and not self._in_role(text):
            return
        if len(text.split()) > LONGEST or self.people[-1].found.get("title"):
            return
        label = LABEL.match(text)
        if label and not any(self.lex.is_title(token) for token in tokens(label.group())):
            text = text[label.end() :]
        place = 0
        for piece in (*PIECES.finditer(text), None):
            value = text[place : piece.end() if piece else len(text)]
            if self._begins_title(value.strip(EDGE)):
                break
            if piece is None or not (self._in_role(value) or len(value.split()) <= SHORT) or self._ends_in_name(value):
                return
            place = piece.end()
        value = text[place:].strip(EDGE)
        kept, rest = ended(value, self.words, self.lex)
        if rest and not value[len(kept) : len(value) - len(rest)].strip():
            return  # "The President will attend": said of somebody, not given
        run = [token for token in tokens(kept) if not token.line]
        if not any(names.mentions(run, kept, self.lex)):  # "President Adam Weiss" is somebody
            self._title(kept)

    def _ends_in_name(self, value: str) -> bool:
        """Whether a piece ends with what may be somebody's name: what follows is said of that person."""
        run = [token for token in tokens(value) if token.word]
        return len(run) > 1 and names.is_name(" ".join(token.text for token in run[-2:]), self.lex)

    def _in_role(self, text: str) -> bool:
        """Whether a piece names a role of the call."""
        return bool(roles.in_text([token for token in tokens(text) if not token.line], self.lex))

    def _begins_title(self, value: str) -> bool:
        """Whether a text begins with a function, an adjective or an article before it at most."""
        run = [token for token in tokens(value) if not token.line]
        first = run[:1] if run[:1] and run[0].arabic else run[:2]
        return any(self.lex.is_title(token) for token in first)

    def _named_in(self, text: str) -> None:
        """Goes on with the one person whom a text names; several leave open who is meant."""
        run = [token for token in tokens(text) if not token.line]
        found = [names.spell(run, each.start, each.end, text) for each in names.mentions(run, text, self.lex)]
        if len(found) == 1:
            self._person(found[0])

    def _behind(self, folded: Folded, group: str) -> Iterator[str]:
        """The value behind the words of a group, up to where the next thing is said."""
        for value, _ in self._led(folded, group):
            yield value

    def _led(self, folded: Folded, group: str) -> Iterator[tuple[str, str]]:
        """The same, each with the folded words before it."""
        spans = [span for hit in self.words.group(group).hits(folded.text) for span in hit.rule.spans(folded.text)]
        begins = [hit.start for name in ("title", "affiliation") for hit in self.words.group(name).hits(folded.text)]
        for start, end in sorted(spans, key=lambda span: span[1]):
            limit = min((begin for begin in begins if begin > end), default=len(folded.text))
            value = ENDS.split(folded.original[folded.place(end) : folded.place(limit)])[0]
            if (kept := ended(value.strip(EDGE), self.words, self.lex)[0]) and len(kept.split()) <= LONGEST:
                yield kept, folded.text[start:end]

    def _title(self, value: str) -> None:
        """A function, with the organisation where both stand together."""
        value = next(self._behind(Folded(value), "post"), value)  # "title: she is Deputy Director"
        value, _ = ended(value, self.words, self.lex)
        if next(iter(fold(value).split()), "") in self.words.folded("not"):
            return
        if len(value.split()) > LONGEST or not any(self.lex.is_title(token) for token in tokens(value)[:FIRST]):
            return
        post = posts.split(value, self.lex)
        first = tokens(post.title or "")
        if len(first) == 1 and self.lex.organisation_form(first[0]) and post.organisation:
            self._house(value)  # "مؤسسة الجسور": a house, though its first word is a function elsewhere
            return
        if post.title:
            self.people[-1].found.setdefault("title", post.title)
        if post.organisation:
            self._house(post.organisation)

    def _house(self, value: str) -> None:
        """An organisation as it is written, without an article before it."""
        self.people[-1].found.setdefault("affiliation", housenames.clean(value, self.lex) or value)


def with_call_roles(found: tuple[Speaker, ...], known: tuple[str, ...]) -> tuple[Speaker, ...]:
    """The same with those roles only that the call has, in its order."""
    return tuple(replace(each, roles=tuple(role for role in known if role in each.roles)) for each in found)
