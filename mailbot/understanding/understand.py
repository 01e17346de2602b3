"""Understands a message: screening, language, what its sentences do, its files and persons; then the verdict."""

from dataclasses import replace

from mailbot.call import Call, Desk, Shape
from mailbot.message.model import Address, Message, Zone
from mailbot.understanding import announcing, changes, confidence, doubts, kinds, leaving, publishing, siblings
from mailbot.understanding.amending import amends, answers_desk, of_values, with_call_roles
from mailbot.understanding.arriving import chases
from mailbot.understanding.checks import GIVING_WAY, MAY_BE_NEWSLETTER
from mailbot.understanding.guard import Guard
from mailbot.understanding.in_passing import adds, in_passing
from mailbot.understanding.language import Spoken, language_of
from mailbot.understanding.meaning import of_meanings
from mailbot.understanding.model import Change, Evidence, Held, Other, Report, Ruling, Screening, Speaker, Verdict, Wish
from mailbot.understanding.reading import Reading, answers, held_in_files, read
from mailbot.understanding.reports.describe import describe, with_house
from mailbot.understanding.rules import Rules
from mailbot.understanding.screening import HOLD, NO_SIGN, screen
from mailbot.understanding.speakers.merge import chosen
from mailbot.understanding.wording import wording_weight

SILENT_OTHERS = frozenset({Other.NEWSLETTER, Other.SPAM, Other.AUTOMATIC, Other.BOUNCE})
SUBMITS_SURELY = 0.9  # likelihood from which a submission outweighs that its writer says to be absent
UNWEIGHED = doubts.Doubted()
UNSCREENED = Screening(False, "hold: a part of understanding failed", "screening")


def understand(
    message: Message,
    rules: Rules,
    desk: Desk,
    call: Call,
    *,
    junk: bool = False,
    authserv_id: str = "",
    ruling: Ruling | None = None,
) -> Verdict:
    """What a message is and holds, and whether it may be answered. Pure, deterministic, and never raises.

    ruling: what a person says it is; then nobody needs to look again.
    Where a part fails on a strange message the rest is told, with needs_review and the part's name in `review`.
    """
    part = Guard()
    screening = part("screening", lambda: screen(message, desk, rules, authserv_id, junk), UNSCREENED)
    unheard = Spoken(desk.languages[0], certain=False)
    spoken = part("language", lambda: language_of(message, desk.languages, rules), unheard)
    reading = read(message, rules, desk, call, spoken, part)
    given = part("amends", lambda: amends(message, reading), ()) if answers_desk(message.envelope, call) else ()
    facts, decision, heard = _decided(message, reading, given, screening, rules, part)
    if ruling is not None:
        decision, heard = replace(decision, kinds=ruling.kinds, other=ruling.other, likely=1.0), None
    persons, papers = (
        tuple(kind for kind in decision.kinds if reading.terms.kinds[kind] is shape)
        for shape in (Shape.PERSONS, Shape.DOCUMENT)
    )
    speakers = part("speakers", lambda: _called(chosen(reading.nominees), call), ()) if persons else ()
    report = part("report", lambda: describe(message, reading.roles, rules, spoken.language), None) if papers else None
    report = with_house(report, speakers) if report is not None else None
    wish = part("publication", lambda: _wish(message, reading, decision, report, rules), None)
    if ruling is None and decision.other is Other.THANKS and publishing.asks(wish):
        decision = replace(decision, other=Other.FOLLOWUP, line="asks about publication", runner_up=Other.THANKS.value)
    if ruling is None:
        decision = in_passing(decision, reading, answers=answers_desk(message.envelope, call))
    shares, shared = part("shares", lambda: _shares(message, reading, speakers, report, persons, papers), ((), False))
    doubted = part("doubts", lambda: _doubted(message, reading, decision, heard, speakers, report), UNWEIGHED)
    case = confidence.Case(
        decision=decision,
        screening=screening,
        speakers=speakers,
        doubt=rules.file("kinds").weight("doubt", 0.5),
        doubted=doubted,
        submitters=_submitters(message, desk),
        persons=bool(persons),
        unshared=not shared,
        failed=tuple(dict.fromkeys(part.failed)),
    )
    review = () if ruling is not None else confidence.reasons(case)
    amended = given
    if decision.other is Other.FOLLOWUP and not amended and decision.line != kinds.CHASES:
        amended = part("amends", lambda: amends(message, reading), ())
    elif decision.other is not Other.FOLLOWUP:
        amended = ()
    meant = part("publication", lambda: publishing.meaning_more(reading.intents, rules), reading.intents)
    does = frozenset(name for intent in meant for name in intent.does)
    said = part(
        "announced",
        lambda: announcing.announced(reading.intents, decision.kinds, decision.other, reading.terms),
        announcing.Announced(),
    )
    change = changes.change_of(does, decision.kinds, decision.other, reading.terms)
    taken_back = change is Change.WITHDRAWAL
    return Verdict(
        kinds=decision.kinds,
        other=decision.other,
        language=spoken.language,
        screening=settle(screening, decision, newsletter=_looks_sent_to_many(message, facts)),
        confidence=confidence.confidence(case),
        needs_review=bool(review),
        review=review,
        doubts=doubted.doubts,
        wrong=doubted.chance,
        language_certain=spoken.certain,
        speakers=speakers,
        report=report,
        amends=with_call_roles(amended, call.roles),
        change=change,
        besides=changes.besides(does, decision.kinds),
        adds=amended != () and part("adds", lambda: adds(reading), False),
        clauses=part("clauses", lambda: leaving.clauses(reading), ()) if taken_back else (),
        submitter=submitter(message, decision, desk),
        why=_why(facts.scores, screening, decision),
        sums=tuple(facts.scores.of.items()),
        runner_up=decision.runner_up,
        shares=shares,
        coming=said.coming,
        declined=said.declined,
        wish=wish,
    )


def _doubted(
    message: Message,
    reading: Reading,
    decision: kinds.Decision,
    heard: kinds.Decision | None,
    speakers: tuple[Speaker, ...],
    report: Report | None,
) -> doubts.Doubted:
    """How likely something of it was read wrong; of a machine's mail nothing is asked further."""
    if decision.other in SILENT_OTHERS:
        return UNWEIGHED
    found = doubts.doubts_of(message, reading, decision, heard, speakers, report)
    return doubts.weighed(found, reading.context.rules.file(doubts.FILE))


def _wish(
    message: Message, reading: Reading, decision: kinds.Decision, report: Report | None, rules: Rules
) -> Wish | None:
    """What the message asks for about publishing a document; of people nothing is published."""
    if report is None and decision.other not in publishing.ASKING:
        return None
    return publishing.wish_of(message, (*reading.context.own, *reading.context.forwarded), report, rules)


def _called(speakers: tuple[Speaker, ...], call: Call) -> tuple[Speaker, ...]:
    """People with those of their roles that the call has: rules may know the roles of other calls as well."""
    return tuple(
        replace(speaker, roles=tuple(role for role in call.roles if role in speaker.roles)) for speaker in speakers
    )


def _shares(
    message: Message,
    reading: Reading,
    speakers: tuple[Speaker, ...],
    report: Report | None,
    persons: tuple[str, ...],
    papers: tuple[str, ...],
) -> tuple[tuple[tuple[str, Held], ...], bool]:
    """What each of several kinds of one shape gets, and whether the message says so surely; () for one of each."""
    found: list[tuple[str, Held]] = []
    sure = True
    rules, call = reading.context.rules, reading.context.call
    if len(persons) > 1:
        people, sure = siblings.people(speakers, persons, reading.intents, call)
        found += [(kind, Held(speakers=of)) for kind, of in people.items()]
    if len(papers) > 1 and report is not None:
        files, told = siblings.documents(message, report, papers, rules)
        sure = sure and told
        for kind, of in files.items():
            roles = tuple(role for role in reading.roles if role.attachment in of)
            found.append((kind, Held(report=describe(message, roles, rules, reading.context.language))))
    return tuple(found), sure


def _decided(
    message: Message, reading: Reading, given: tuple[Speaker, ...], screening: Screening, rules: Rules, part: Guard
) -> tuple[kinds.Facts, kinds.Decision, kinds.Decision | None]:
    """What was weighed, what the message is, and what it would be by patterns alone where meanings were asked for.

    given: values that a reply to a letter of the desk gives for people put forward earlier.
    A machine's sign, or patterns that leave no doubt, need no meanings: most messages cost nothing more.
    """
    weights, by_meaning = rules.file("kinds"), rules.file("kinds_by_meaning")
    answered = answers(message)
    found = (*reading.signs(rules, answered), *of_values(given))
    scores = kinds.weigh(found, weights, reading.terms)
    unseen = kinds.Facts(scores, understood=bool(scores.why))
    facts = part("facts", lambda: _facts(scores, message, reading, screening, rules), unseen)
    decision = kinds.decide(facts)
    if decision.likely >= by_meaning.weight("ask", 0.9) or decision.other in SILENT_OTHERS:
        return facts, decision, None
    meant = part("meaning", lambda: of_meanings(reading.intents, rules, weights, answered), ())
    if not meant:
        return facts, decision, None
    heard = replace(facts, scores=kinds.weigh((*found, *meant), by_meaning, reading.terms))
    return heard, kinds.decide(heard), decision


def _facts(scores: kinds.Scores, message: Message, reading: Reading, screening: Screening, rules: Rules) -> kinds.Facts:
    words = rules.file("screening")
    return kinds.Facts(
        scores,
        understood=bool(scores.why),
        machine=screening.suggests,
        proven=screening.machine,
        spam=wording_weight(message, words, "spam"),
        newsletter=wording_weight(message, words, "newsletter"),
        spam_sure=words.weight("spam_sure", 4.0),
        newsletter_sure=words.weight("newsletter_sure", 4.0),
        spam_bulk=words.weight("spam_bulk", 2.0),
        by_file=held_in_files(reading),
        chases=chases(reading),
    )


def _submitters(message: Message, desk: Desk) -> int:
    """How many different persons wrote the messages that are forwarded."""
    senders = {inner.sender.address.lower() for inner in message.forwarded if inner.sender}
    return len({address for address in senders if not desk.owns(address)})


def _looks_sent_to_many(message: Message, facts: kinds.Facts) -> bool:
    """A newsletter by its words, with no file of its own: what looks like a submission in it may be an article."""
    return facts.newsletter >= facts.newsletter_sure and not message.attachments


def settle(screening: Screening, decision: kinds.Decision, *, newsletter: bool = False) -> Screening:
    """Screening once it is known what the message says: spam, newsletters and the like are not answered.

    Somebody who says that he is absent, or whose words a program sent (the form of a web site), and surely submits or
    changes something, is no machine. newsletter: its words are those of one, whatever else it may be.
    """
    does = decision.kinds or decision.other is Other.FOLLOWUP
    if screening.reason.removeprefix(HOLD) in GIVING_WAY and does and decision.likely >= SUBMITS_SURELY:
        return Screening(True, NO_SIGN)
    if screening.answer and decision.other in SILENT_OTHERS:
        return Screening(False, f"{decision.other}, and no submission in it", decision.line, suggests=decision.other)
    if screening.answer and newsletter:
        return Screening(False, HOLD + MAY_BE_NEWSLETTER, "newsletter by what it says")
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
