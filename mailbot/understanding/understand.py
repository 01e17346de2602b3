"""Understands a message: screening, language, what its sentences do, its files and persons; then the verdict."""

from dataclasses import replace

from mailbot.call import Call, Desk
from mailbot.message.model import Address, Message, Zone
from mailbot.understanding import changes, confidence, kinds
from mailbot.understanding.guard import Guard
from mailbot.understanding.language import Spoken, language_of
from mailbot.understanding.meaning import of_meanings
from mailbot.understanding.model import Evidence, Other, Screening, Speaker, Verdict
from mailbot.understanding.reading import Reading, answers, held_in_files, read
from mailbot.understanding.reports.describe import describe
from mailbot.understanding.rules import Rules
from mailbot.understanding.screening import screen
from mailbot.understanding.speakers import chosen
from mailbot.understanding.speakers.people import Origin
from mailbot.understanding.wording import wording_weight

SILENT_OTHERS = frozenset({Other.NEWSLETTER, Other.SPAM, Other.AUTOMATIC, Other.BOUNCE})
FAINT = 0.5  # strength of a person below which it is uncertain that he or she is put forward
UNSCREENED = Screening(False, "hold: a part of understanding failed", "screening")


def understand(
    message: Message, rules: Rules, desk: Desk, call: Call, *, junk: bool = False, authserv_id: str = ""
) -> Verdict:
    """What a message is and holds, and whether it may be answered. Pure, deterministic, and never raises.

    Where a part fails on a strange message the rest is told, with needs_review and the part's name in `review`.
    """
    part = Guard()
    screening = part("screening", lambda: screen(message, desk, rules, authserv_id, junk), UNSCREENED)
    unheard = Spoken(desk.languages[0], certain=False)
    spoken = part("language", lambda: language_of(message, desk.languages, rules), unheard)
    reading = read(message, rules, desk, call, spoken, part)
    facts, decision, heard = _decided(message, reading, screening, rules, part)
    speakers = part("speakers", lambda: chosen(reading.nominees), ()) if "speaker" in decision.kinds else ()
    report = (
        part("report", lambda: describe(message, reading.roles, rules, spoken.language), None)
        if "report" in decision.kinds
        else None
    )
    case = confidence.Case(
        decision=decision,
        screening=screening,
        speakers=speakers,
        report=report,
        doubt=rules.file("kinds").weight("doubt", 0.7),
        language_certain=spoken.certain,
        submitters=_submitters(message, desk),
        faint=_faint(reading, speakers),
        heard=heard,
        failed=tuple(dict.fromkeys(part.failed)),
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
        why=_why(facts.scores, screening, decision),
    )


def _decided(
    message: Message, reading: Reading, screening: Screening, rules: Rules, part: Guard
) -> tuple[kinds.Facts, kinds.Decision, kinds.Decision | None]:
    """What was weighed, what the message is, and what it would be by patterns alone where meanings were asked for.

    A machine's sign, or patterns that leave no doubt, need no meanings: most messages cost nothing more.
    """
    weights, by_meaning = rules.file("kinds"), rules.file("kinds_by_meaning")
    answered = answers(message)
    found = reading.signs(rules, answered)
    facts = part(
        "facts", lambda: _facts(message, reading, screening, rules), kinds.Facts(kinds.Scores({}), understood=False)
    )
    facts = replace(facts, scores=kinds.weigh(found, weights))
    facts = replace(facts, understood=bool(facts.scores.why))
    decision = kinds.decide(facts)
    if decision.likely >= by_meaning.weight("ask", 0.9) or decision.other in SILENT_OTHERS:
        return facts, decision, None
    meant = part("meaning", lambda: of_meanings(reading.intents, rules, weights, answered), ())
    if not meant:
        return facts, decision, None
    heard = replace(facts, scores=kinds.weigh((*found, *meant), by_meaning))
    return heard, kinds.decide(heard), decision


def _facts(message: Message, reading: Reading, screening: Screening, rules: Rules) -> kinds.Facts:
    words = rules.file("screening")
    return kinds.Facts(
        scores=kinds.Scores({}),
        machine=screening.suggests,
        proven=screening.machine,
        spam=wording_weight(message, words, "spam"),
        newsletter=wording_weight(message, words, "newsletter"),
        spam_sure=words.weight("spam_sure", 4.0),
        newsletter_sure=words.weight("newsletter_sure", 4.0),
        spam_bulk=words.weight("spam_bulk", 2.0),
        by_file=held_in_files(reading),
    )


def _faint(reading: Reading, speakers: tuple[Speaker, ...]) -> bool:
    """Whether somebody is told of whom the message hardly says that he or she is to speak."""
    told = {speaker.name for speaker in speakers if speaker.name}
    best: dict[str, float] = {}
    for nominee in reading.nominees:
        if nominee.speaker.name in told:
            strength = 0.0 if nominee.origin is Origin.MENTION else nominee.strength
            best[nominee.speaker.name] = max(strength, best.get(nominee.speaker.name, 0.0))
    return any(strength < FAINT for strength in best.values())


def _submitters(message: Message, desk: Desk) -> int:
    """How many different persons wrote the messages that are forwarded."""
    senders = {inner.sender.address.lower() for inner in message.forwarded if inner.sender}
    return len({address for address in senders if not desk.owns(address)})


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


def _why(scores: kinds.Scores, screening: Screening, decision: kinds.Decision) -> tuple[Evidence, ...]:
    """The evidence, what decided first."""
    found = sorted(scores.why, key=lambda evidence: -abs(evidence.weight))
    line = Evidence(f"decided: {decision.line}", Zone.HEADER, screening.proof if screening.machine else "", 0.0)
    return (line, *found)
