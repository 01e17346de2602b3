"""Gathers the doubts about a message: about what it is, about the people put forward, about the document."""

import math
from collections.abc import Iterator

from mailbot.message.model import Message
from mailbot.understanding.doubts.people import of_people
from mailbot.understanding.doubts.reports import of_report
from mailbot.understanding.doubts.words import Words
from mailbot.understanding.kinds import Decision
from mailbot.understanding.model import Report, Speaker
from mailbot.understanding.reading import Reading
from mailbot.understanding.words.compiling import lexicon

SUREST, LEAST = 0.995, 0.05  # likelihoods beyond which a decision is no surer or less sure
ODDS = math.log(SUREST / (1.0 - SUREST))


def doubts_of(
    message: Message,
    reading: Reading,
    decision: Decision,
    heard: Decision | None,
    speakers: tuple[Speaker, ...],
    report: Report | None,
) -> dict[str, float]:
    """How much of each doubt there is, 0 and more; a doubt that does not arise is left out. Pure.

    heard: what the message is by patterns alone, where meanings were asked for. speakers: of a message that puts
    people forward; report: of one that submits a document.
    """
    found = dict(_of_kind(decision, heard))
    words = Words(message, lexicon(reading.context.rules))
    told = (
        *(of_people(speakers, reading.nominees, words) if speakers else ()),
        *(of_report(report, reading, words) if report else ()),
    )
    for name, amount in told:
        found[name] = max(amount, found.get(name, 0.0))
    return found


def _of_kind(decision: Decision, heard: Decision | None) -> Iterator[tuple[str, float]]:
    likely = min(SUREST, max(LEAST, decision.likely))
    yield "kind.unsure", (ODDS - math.log(likely / (1.0 - likely))) / ODDS
    if heard is None:
        return
    yield "kind.asked", 1.0
    if (heard.kinds, heard.other) != (decision.kinds, decision.other):
        yield "kind.contested", 1.0
