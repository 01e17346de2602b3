"""Understands a message: screening, language, what its sentences do, its files and persons; then the verdict."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.call import Call, Desk
from mailbot.message.model import Address, Message, Zone
from mailbot.understanding import changes, confidence, intents, kinds, signs
from mailbot.understanding.context import Context
from mailbot.understanding.fold import fold
from mailbot.understanding.language import Spoken, language_of
from mailbot.understanding.model import Evidence, Other, Screening, Verdict
from mailbot.understanding.organisations.lexicon import Lexicon
from mailbot.understanding.reports.describe import describe
from mailbot.understanding.reports.documents import roles as roles_of
from mailbot.understanding.reports.evidence import report_evidence
from mailbot.understanding.reports.model import DocumentRole, Role
from mailbot.understanding.rules import Rules
from mailbot.understanding.screening import screen
from mailbot.understanding.sentences import forwarded_sentences, own_sentences
from mailbot.understanding.speakers import chosen, find
from mailbot.understanding.speakers.people import Nominee
from mailbot.understanding.wording import wording_weight

REPLY = re.compile(r"\s*(?:(?:re|rep|aw|sv|r|رد|الرد)\s*(?:\[\d+\])?\s*:\s*)+")
SILENT_OTHERS = frozenset({Other.NEWSLETTER, Other.SPAM, Other.AUTOMATIC, Other.BOUNCE})
BY_FILE = {Role.REPORT: "report", Role.FORM: "speaker", Role.NOMINATION: "speaker", Role.NOMINATION_LIST: "speaker"}
SURE_FILE = 0.8  # strength of a file's role from which it is surely that
OWN_DOING = (
    "submit.report",
    "version.report",
    "nominate.speaker",
    "offer.speaker",
    "replace.speaker",
    "withdraw.report",
    "withdraw.speaker",
)


@dataclass(frozen=True)
class Reading:
    """Everything read from a message before it is decided. rest: the signs that are not of sentences."""

    context: Context
    intents: tuple[intents.Intent, ...]
    roles: tuple[DocumentRole, ...]
    nominees: tuple[Nominee, ...]
    rest: tuple[signs.Sign, ...]
    scores: kinds.Scores


def understand(
    message: Message, rules: Rules, desk: Desk, call: Call, *, junk: bool = False, authserv_id: str = ""
) -> Verdict:
    """What a message is and holds, and whether it may be answered. Pure, deterministic, total."""
    screening = screen(message, desk, rules, authserv_id, junk)
    spoken = language_of(message, desk.languages, rules)
    reading = read(message, rules, desk, call, spoken)
    weights = rules.file("kinds")
    decision = kinds.decide(_facts(message, reading, screening, rules))
    speakers = chosen(reading.nominees) if "speaker" in decision.kinds else ()
    report = describe(message, reading.roles, rules, spoken.language) if "report" in decision.kinds else None
    case = confidence.Case(
        decision=decision,
        screening=screening,
        speakers=speakers,
        report=report,
        doubt=weights.weight("doubt", 0.8),
        language_certain=spoken.certain,
        submitters=len(
            {
                inner.sender.address.lower()
                for inner in message.forwarded
                if inner.sender and not desk.owns(inner.sender.address)
            }
        ),
    )
    review = confidence.reasons(case)
    does = frozenset(name for intent in reading.intents for name in intent.does)
    return Verdict(
        kinds=decision.kinds,
        other=decision.other,
        language=spoken.language,
        screening=settle(screening, decision),
        confidence=confidence.confidence(case),
        needs_review=bool(review),
        review=review,
        language_certain=spoken.certain,
        speakers=speakers,
        report=report,
        change=changes.change_of(does, decision.kinds, decision.other),
        submitter=submitter(message, decision, desk),
        why=_why(reading, screening, decision),
    )


def read(message: Message, rules: Rules, desk: Desk, call: Call, spoken: Spoken) -> Reading:
    """Everything the decision needs. Forwarded words count where the sender adds nothing of his own."""
    own = own_sentences(message)
    forwarded = forwarded_sentences(message)
    said = intents.read(own, rules)
    inner = intents.read(forwarded, rules) if forwarded and passes_on(said) else ()
    context = Context(rules, desk, call, spoken.language, own, forwarded, (*said, *inner))
    roles = tuple(roles_of(message, rules))
    nominees = tuple(find(message, context))
    weights = rules.file("kinds")
    told = report_evidence(message, roles, rules)
    rest = (
        *signs.of_roles(roles, message),
        *signs.of_persons(nominees, roles, answers(message)),
        *signs.of_evidence(told),
        *signs.of_links(message, Lexicon(rules), told),
    )
    found = (*signs.of_intents(context.intents, weights, answers(message)), *rest)
    return Reading(context, context.intents, roles, nominees, rest, kinds.weigh(found, weights))


def answers(message: Message) -> bool:
    """Whether the subject is that of an earlier message (RFC 5322 §3.6.5), and not this one's own."""
    return REPLY.match(fold(message.envelope.subject)) is not None


def passes_on(said: Sequence[intents.Intent]) -> bool:
    """Whether the sender's own words leave it to the forwarded ones to say what is submitted."""
    in_text = [name for intent in said if intent.zone is Zone.BODY for name in intent.does]
    return not any(name in OWN_DOING for name in in_text) or "handover" in in_text


def _facts(message: Message, reading: Reading, screening: Screening, rules: Rules) -> kinds.Facts:
    words = rules.file("screening")
    spam = wording_weight(message, words, "spam")
    newsletter = wording_weight(message, words, "newsletter")
    return kinds.Facts(
        scores=reading.scores,
        understood=bool(reading.scores.why),
        machine=screening.suggests,
        proven=screening.machine,
        spam=spam,
        newsletter=newsletter,
        spam_sure=words.weight("spam_sure", 4.0),
        newsletter_sure=words.weight("newsletter_sure", 4.0),
        spam_bulk=words.weight("spam_bulk", 2.0),
        by_file=held_in_files(reading),
    )


def held_in_files(reading: Reading) -> frozenset[str]:
    """The kinds whose submission surely stands in a file, or typed out in the message."""
    sure = {BY_FILE[role.role] for role in reading.roles if role.role in BY_FILE and role.strength >= SURE_FILE}
    typed = {"report" for sign in reading.rest if sign.name == "in_body"}
    return frozenset(sure | typed)


def settle(screening: Screening, decision: kinds.Decision) -> Screening:
    """Screening once it is known what the message says: spam, newsletters and the like are not answered."""
    if screening.answer and decision.other in SILENT_OTHERS:
        return Screening(False, f"{decision.other}, and no submission in it", decision.line, suggests=decision.other)
    return screening


def submitter(message: Message, decision: kinds.Decision, desk: Desk) -> Address | None:
    """Who submits: of a forwarded submission the innermost sender who is not the desk, else the sender."""
    if decision.kinds:
        for inner in reversed(message.forwarded):
            if inner.sender and inner.sender.address and not desk.owns(inner.sender.address):
                return inner.sender
    return message.envelope.sender


def _why(reading: Reading, screening: Screening, decision: kinds.Decision) -> tuple[Evidence, ...]:
    """The evidence, what decided first."""
    found = sorted(reading.scores.why, key=lambda evidence: -abs(evidence.weight))
    line = Evidence(f"decided: {decision.line}", Zone.HEADER, screening.proof if screening.machine else "", 0.0)
    return (line, *found)
