"""Reads everything from a message that the decision needs: sentences, files, persons, and the signs they give."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.call import Call, Desk, Shape
from mailbot.message.model import Message, Zone
from mailbot.understanding import intents, siblings, signs
from mailbot.understanding.context import Context
from mailbot.understanding.fold import fold
from mailbot.understanding.guard import Guard
from mailbot.understanding.language import Spoken
from mailbot.understanding.organisations.lexicon import Lexicon
from mailbot.understanding.reports.documents import roles as roles_of
from mailbot.understanding.reports.evidence import report_evidence
from mailbot.understanding.reports.model import DocumentRole, Role
from mailbot.understanding.rules import Rules
from mailbot.understanding.sentences import forwarded_sentences, own_sentences
from mailbot.understanding.speakers.find import find
from mailbot.understanding.speakers.people import Nominee
from mailbot.understanding.terms import Terms, terms_of

REPLY = re.compile(r"\s*(?:(?:re|rep|aw|sv|r|رد|الرد)\s*(?:\[\d+\])?\s*:\s*)+")
# Which shape of submission a file of a role is by itself.
BY_FILE = {
    Role.REPORT: Shape.DOCUMENT,
    Role.FORM: Shape.PERSONS,
    Role.NOMINATION: Shape.PERSONS,
    Role.NOMINATION_LIST: Shape.PERSONS,
}
SURE_FILE = 0.8  # strength of a file's role from which it is surely that


@dataclass(frozen=True)
class Reading:
    """Everything read from a message before it is decided. rest: the signs that are not of sentences."""

    context: Context
    intents: tuple[intents.Intent, ...]
    roles: tuple[DocumentRole, ...]
    nominees: tuple[Nominee, ...]
    rest: tuple[signs.Sign, ...]
    terms: Terms

    def signs(self, rules: Rules, answered: bool) -> tuple[signs.Sign, ...]:
        """All signs the patterns gave. answered: the subject is that of an earlier message."""
        said = signs.of_intents(self.intents, rules.file("kinds"), answered)
        return (*said, *self.rest, *signs.of_balance(self.intents, self.rest, self.terms))


def read(message: Message, rules: Rules, desk: Desk, call: Call, spoken: Spoken, guard: Guard | None = None) -> Reading:
    """Everything the decision needs. Forwarded words count where the sender adds nothing of his own.

    guard: takes note of parts that fail; what they would give is left out.
    """
    part = guard or Guard()
    terms = terms_of(rules, call)
    own = part("sentences", lambda: own_sentences(message), ())
    forwarded = part("forwarded", lambda: forwarded_sentences(message), ())
    said = part("intents", lambda: intents.read(own, rules, terms), ())
    inner = part("intents", lambda: intents.read(forwarded, rules, terms) if passes_on(said, terms) else (), ())
    context = Context(rules, desk, call, spoken.language, own, forwarded, (*said, *inner))
    roles = part("files", lambda: tuple(roles_of(message, rules)), ())
    nominees = part("persons", lambda: tuple(find(message, context)), ())
    told = part("report", lambda: report_evidence(message, roles, rules), ())
    rest = (
        *part("files", lambda: tuple(signs.of_roles(roles, message)), ()),
        *part("persons", lambda: tuple(signs.of_persons(nominees, roles, answers(message))), ()),
        *part("persons", lambda: tuple(signs.of_unnamed(context.intents, nominees, roles)), ()),
        *signs.of_evidence(told),
        *part("links", lambda: tuple(signs.of_links(message, Lexicon.of(rules), told)), ()),
        *part("kinds", lambda: tuple(siblings.of_files(message, roles, rules, terms)), ()),
    )
    return Reading(context, context.intents, roles, nominees, rest, terms)


def answers(message: Message) -> bool:
    """Whether the subject is that of an earlier message (RFC 5322 §3.6.5), and not this one's own."""
    return REPLY.match(fold(message.envelope.subject)) is not None


def passes_on(said: Sequence[intents.Intent], terms: Terms) -> bool:
    """Whether the sender's own words leave it to the forwarded ones to say what is submitted."""
    in_text = [name for intent in said if intent.zone is Zone.BODY for name in intent.does]
    return not terms.any("own_doing", in_text) or "handover" in in_text


def held_in_files(reading: Reading) -> frozenset[str]:
    """The kinds whose submission surely stands in a file, or typed out in the message, by their shape."""
    shapes = {BY_FILE[role.role] for role in reading.roles if role.role in BY_FILE and role.strength >= SURE_FILE}
    if any(sign.name == "in_body" for sign in reading.rest):
        shapes.add(Shape.DOCUMENT)
    return frozenset(kind for shape in shapes for kind in reading.terms.of(shape))
