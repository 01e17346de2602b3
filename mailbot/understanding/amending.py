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
from mailbot.understanding.words.compiling import lexicon
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import tokens

READ = 4000  # characters of a message's own text; a longer one is no short reply
LONGEST = 14  # words of a value
FIRST = 5  # words of a title among which one must be of a function
ENDS = re.compile(r"[.;؛\n(]|,? (?:and|et) (?:the|her|his|sa|son|la|le) ")  # where a value ends
# "not X but Y" keeps Y; "Y, not X" and "Y instead of X" keep Y.
BUT = re.compile(r"(?:\bnot|\bnon pas|\bpas|وليست?|ليست?)\s[^.;؛\n]{1,80}?\s(?:but|mais|بل)\s+", re.IGNORECASE)
NOT = re.compile(
    r"\s*(?:[,،;(]\s*)?\b(?:(?:and |but )?not|rather than|instead of|"
    r"et non(?: pas)?|et pas|non|au lieu d[eu']|plut[oô]t que|"
    r"وليست?|وليسا|بدلا? من|بدلاً من|عوضا عن|لا(?= ال))\b[^.;؛\n]*",
    re.IGNORECASE,
)
REFERENCE = re.compile(r"(?<![A-Za-z0-9])([A-Za-z]{1,8})\s?[-‐‑–]\s?[0-9]{4,9}(?![0-9])")
EDGE = " \t\u00a0\"'«»“”‘’.,;:،؛()[]!-–—"


def answers_desk(envelope: Envelope, call: Call) -> bool:
    """Whether a message answers a letter of the desk: by In-Reply-To, or by a reference of the call in its subject."""
    if any(identifier.lower().startswith(f"<{MESSAGE_ID_MARK}") for identifier in envelope.in_reply_to):
        return True
    prefixes = {kind.prefix.casefold() for kind in call.kinds.values()}
    return any(found[1].casefold() in prefixes for found in REFERENCE.finditer(envelope.subject))


def of_values(given: Sequence[Speaker]) -> Iterator[Sign]:
    """The sign that a reply to the desk gives values for people put forward earlier."""
    for speaker in given[:1]:
        values = (speaker.name, speaker.title, speaker.affiliation, *speaker.roles)
        yield Sign("amends", Zone.BODY, ", ".join(value for value in values if value))


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
    return Amending(reading, lexicon(reading.context.rules)).read(body)


def _values_below(signature: str, words: RuleFile) -> Iterator[str]:
    """Lines of what was taken for the signature of a short reply that give a value in so many words."""
    for line in signature.split("\n"):
        folded = fold(line)
        if ":" not in line and any(words.group(name).hits(folded) for name in ("title", "affiliation")):
            yield line


class Amending:
    """Reads one text from top to bottom: a value belongs to the person named last, or to nobody by name."""

    def __init__(self, reading: Reading, lex: Lexicon) -> None:
        self.lex = lex
        self.words: RuleFile = reading.context.rules.file("followups")
        self.people = [Values()]
        self.renames = False

    def read(self, body: str) -> tuple[Speaker, ...]:
        """Every person with a value, in the order of the text."""
        body = NOT.sub("", BUT.sub(" ", body))
        lines = body.split("\n")
        labels = {number for number, kind, _, _ in pairs(lines, self.lex) if kind != "unknown"}
        for _, kind, label, value in pairs(lines, self.lex):
            self._labelled(kind, label, value)
        rest = "\n".join("" if number in labels else line for number, line in enumerate(lines))
        for sentence in sentences(rest, Zone.BODY):
            self._sentence(sentence)
        if all(values.empty for values in self.people) and len(body.split()) <= LONGEST:
            bare = body.strip(EDGE)  # "Director of Programmes", and nothing else
            if any(self.lex.is_title(token) for token in tokens(bare)[:2]):
                self._title(bare)
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
            self._title(kept)
        elif kind == "affiliation":
            self._house(kept)
        elif kind == "role":
            self.people[-1].roles = roles.in_value(kept, self.lex) or self.people[-1].roles

    def _sentence(self, sentence: Sentence) -> None:
        """A sentence names somebody, or gives a value behind words such as "her title is", or a role."""
        folded = Folded(sentence.text)
        run = [token for token in tokens(sentence.text) if not token.line]
        renamed = [value for value in self._behind(folded, "name") if names.is_name(value, self.lex)]
        if renamed:
            self._person(names.clean(renamed[-1], self.lex))
            self.renames = True
        else:
            self._named_in(sentence.text)
        for group in ("title", "affiliation", "post"):
            for value in self._behind(folded, group):
                if group == "affiliation":
                    self._house(value)
                else:
                    self._title(value)
        if asked := roles.in_text(run, self.lex):
            self.people[-1].roles = asked

    def _named_in(self, text: str) -> None:
        """Goes on with the one person whom a text names; several leave open who is meant."""
        run = [token for token in tokens(text) if not token.line]
        found = [names.spell(run, each.start, each.end, text) for each in names.mentions(run, text, self.lex)]
        if len(found) == 1:
            self._person(found[0])

    def _behind(self, folded: Folded, group: str) -> Iterator[str]:
        """The value behind the words of a group, up to where the next thing is said."""
        ends = [end for hit in self.words.group(group).hits(folded.text) for _, end in hit.rule.spans(folded.text)]
        begins = [hit.start for name in ("title", "affiliation") for hit in self.words.group(name).hits(folded.text)]
        for end in sorted(ends):
            limit = min((begin for begin in begins if begin > end), default=len(folded.text))
            value = ENDS.split(folded.original[folded.place(end) : folded.place(limit)])[0]
            if (kept := value.strip(EDGE)) and len(kept.split()) <= LONGEST:
                yield kept

    def _title(self, value: str) -> None:
        """A function, with the organisation where both stand together."""
        value = next(self._behind(Folded(value), "post"), value)  # "title: she is Deputy Director"
        if len(value.split()) > LONGEST or not any(self.lex.is_title(token) for token in tokens(value)[:FIRST]):
            return
        post = posts.split(value, self.lex)
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
