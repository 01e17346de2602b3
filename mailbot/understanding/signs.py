"""Gathers what speaks for each kind: from sentences, attachments, persons, links and the shape of the message."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mailbot.message.model import Message, Zone
from mailbot.message.signatures import is_closing
from mailbot.understanding.intents import Intent
from mailbot.understanding.model import Evidence
from mailbot.understanding.organisations.lexicon import Lexicon
from mailbot.understanding.reports.links import file_links
from mailbot.understanding.reports.model import SILENT, DocumentRole, Role
from mailbot.understanding.rules import RuleFile
from mailbot.understanding.speakers.people import Nominee, Origin
from mailbot.understanding.terms import Terms

STRONG = 0.7  # strength of a nominee from which the person is surely put forward
SOME = 0.4
CIVIL = frozenset({"thank"})  # what a closing formula does
ELSEWHERE = frozenset(
    {Role.REGISTRATION_LIST, Role.SURVEY, Role.ANNEX, Role.INVITATION}
)  # persons there are no nominees
BESIDE_A_REPORT = frozenset({"role.erratum", "role.annex"})


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for or against kinds; factor scales its weight. words: shown as evidence."""

    name: str
    zone: Zone
    words: str
    factor: float = 1.0


def of_intents(intents: Iterable[Intent], weights: RuleFile, answers: bool = False) -> Iterator[Sign]:
    """What the sentences do. A subject counts less than the text, that of an answered message hardly at all; a
    forwarded text as much as `forwarded` says. "With thanks," above the name thanks for nothing where more is said.
    """
    subject = weights.weight("subject_of_reply" if answers else "subject", 1.0)
    zones = {Zone.SUBJECT: subject, Zone.FORWARDED: weights.weight("forwarded", 1.0)}
    read = tuple(intents)
    more = any(does not in CIVIL for intent in read if intent.zone is not Zone.SUBJECT for does in intent.does)
    for intent in read:
        words = " ".join(intent.sentence.text.split())
        if more and CIVIL.issuperset(intent.does) and is_closing(words):
            continue
        for does in intent.does:
            yield Sign(does, intent.zone, words[:160], zones.get(intent.zone, 1.0))


def of_roles(roles: Iterable[DocumentRole], message: Message) -> Iterator[Sign]:
    """What the attachments are; each role once for each attachment, further things it holds as well."""
    for role in roles:
        if role.role in SILENT:
            continue
        name = message.attachments[role.attachment].name
        yield Sign(f"role.{role.role}", Zone.FILE_NAME, name, role.strength)
        for also in sorted(role.also):
            yield Sign(f"role.{also}", Zone.FILE_TEXT, name, role.strength)


def of_persons(nominees: Sequence[Nominee], roles: Sequence[DocumentRole], answers: bool = False) -> Iterator[Sign]:
    """How sure it is that persons are put forward: the surest counts; people on lists of participants do not,
    nor those whom only the subject of an answered message names.

    person.role: a role is named for this person; person.file: stands in a file; person.self: the sender, by signature;
    person.none: nobody but a sender of whom too little is told.
    """
    listed = {role.attachment for role in roles if role.role in ELSEWHERE and role.strength >= STRONG}
    meant = [
        nominee
        for nominee in nominees
        if (nominee.attachment is None or nominee.attachment not in listed)
        and not (answers and nominee.zone is Zone.SUBJECT)
    ]
    if all(nominee.origin is Origin.SELF and not nominee.complete for nominee in meant):
        yield Sign("person.none", Zone.BODY, "")
    if not meant:
        return
    best = max(meant, key=lambda nominee: nominee.strength)
    name = best.speaker.name or ""
    if best.strength < SOME:
        own = [nominee for nominee in meant if nominee.origin is Origin.SELF]
        if own and own[0].complete:
            yield Sign("person.self", own[0].zone, own[0].speaker.name or "", 1.0)
        return
    yield Sign("person.strong" if best.strength >= STRONG else "person.some", best.zone, name, best.strength)
    if best.speaker.roles:
        yield Sign("person.role", best.zone, name, best.strength)
    if best.attachment is not None:
        yield Sign("person.file", best.zone, name, best.strength)


def of_unnamed(intents: Iterable[Intent], nominees: Iterable[Nominee], roles: Iterable[DocumentRole]) -> Iterator[Sign]:
    """Somebody meant by a pronoun alone, in a message that names nobody but its sender and brings no file that could:
    who that is was said before.
    """
    if any(nominee.origin is not Origin.SELF for nominee in nominees) or any(r.role not in SILENT for r in roles):
        return
    for intent in intents:
        if "somebody" in intent.acts and intent.zone is not Zone.SUBJECT:
            yield Sign("somebody.unnamed", intent.zone, " ".join(intent.sentence.text.split())[:160])
            return


def of_links(message: Message, lexicon: Lexicon, found: Iterable[Evidence]) -> Iterator[Sign]:
    """An address under which a file lies, though no report is spoken of beside it."""
    if any(evidence.rule == "link" for evidence in found):
        return
    for link in file_links(message.links, lexicon)[:1]:
        yield Sign("file_link", Zone.BODY, link)


def of_evidence(evidence: Iterable[Evidence]) -> Iterator[Sign]:
    """What the reading of documents found out about the message as a whole; their weights are their own."""
    for found in evidence:
        yield Sign(found.rule, found.zone, found.text, found.weight)


def of_balance(intents: Sequence[Intent], rest: Sequence[Sign], terms: Terms) -> Iterator[Sign]:
    """What the signs say together: a person in a text that only takes back, declines or corrects, that puts nobody
    forward at all, or that puts somebody in another's place or in that of one who is taken back; a file spoken of and
    put off; corrections or an annex without their report.
    """
    body = [intent for intent in intents if intent.zone is not Zone.SUBJECT]
    forward = any(terms.any("puts_forward", each.does) and "already" not in each.acts for each in body)
    done = {does for each in body for does in each.does}
    signs = {sign.name: sign for sign in rest}
    person = signs.get("person.strong") or signs.get("person.some")
    if person and not forward:
        back = terms.any("takes_back", done)
        yield Sign("person.taken_back" if back else "person.unspoken", person.zone, person.words)
    if person and terms.any("replaces", (name for each in body for name in each.does if "." in name)):
        yield Sign("person.replacing", person.zone, person.words)
    if person and terms.any("replaces", done) and terms.any("withdraws", done):
        yield Sign("person.instead", person.zone, person.words)
    missing = signs.get("missing")
    if missing and terms.any("puts_off", done):
        yield Sign("missing.put_off", missing.zone, missing.words)
    beside = next((signs[name] for name in sorted(BESIDE_A_REPORT) if name in signs), None)
    if beside and "role.report" not in signs:
        yield Sign("beside.report", beside.zone, beside.words)
