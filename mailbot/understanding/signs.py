"""Gathers what speaks for each kind: from sentences, attachments, persons, links and the shape of the message."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mailbot.message.model import Message, Zone
from mailbot.understanding.intents import Intent
from mailbot.understanding.model import Evidence
from mailbot.understanding.reports.model import SILENT, DocumentRole
from mailbot.understanding.rules import RuleFile
from mailbot.understanding.speakers.people import Nominee

STRONG = 0.7  # strength of a nominee from which the person is surely put forward
SOME = 0.4


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for or against kinds; factor scales its weight. words: shown as evidence."""

    name: str
    zone: Zone
    words: str
    factor: float = 1.0


def of_intents(intents: Iterable[Intent], weights: RuleFile) -> Iterator[Sign]:
    """What the sentences do; a subject counts less than the text, a forwarded text as much as `forwarded` says."""
    zones = {Zone.SUBJECT: weights.weight("subject", 1.0), Zone.FORWARDED: weights.weight("forwarded", 1.0)}
    for intent in intents:
        words = " ".join(intent.sentence.text.split())
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


def of_persons(nominees: Sequence[Nominee]) -> Iterator[Sign]:
    """How sure it is that persons are put forward: the surest counts."""
    if not nominees:
        return
    best = max(nominees, key=lambda nominee: nominee.strength)
    if best.strength >= SOME:
        name = "person.strong" if best.strength >= STRONG else "person.some"
        yield Sign(name, best.zone, best.speaker.name or "", best.strength)


def of_evidence(evidence: Iterable[Evidence]) -> Iterator[Sign]:
    """What the reading of documents found out about the message as a whole; their weights are their own."""
    for found in evidence:
        yield Sign(found.rule, found.zone, found.text, found.weight)
