"""What an organiser decides about the publication of a document, and the note that it was published."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from mailbot.call import Call
from mailbot.daemon.correcting import Deed, Done, Hand, entry_of
from mailbot.errors import MailbotError
from mailbot.register.closings import PUBLISHED
from mailbot.register.events import Event
from mailbot.register.register import Register
from mailbot.understanding.model import Publication

ACT = "publication"
TOLD = {
    Publication.YES: "is published",
    Publication.UNNAMED: "is published without who submitted it",
    Publication.NO: "is not published",
}


def settled(reference: str, publication: Publication, hand: Hand, call: Call) -> Deed:
    """What becomes of a document from now on; what stood open about its sender's wish is closed."""

    def deed(register: Register) -> Done:
        entry = entry_of(register, reference)
        submission = entry.submission
        if submission.report is None or entry.forgotten:
            what = "was erased" if entry.forgotten else f"is a {submission.kind}"
            raise MailbotError(f"{submission.reference} {what}; only documents are published")
        before = submission.report.publication
        said = "" if publication is Publication.YES else submission.report.publication_said
        after = replace(submission, report=replace(submission.report, publication=publication, publication_said=said))
        register.bring(entry.number, after, ACT, hand.at, hand.actor, hand.reason, call)
        for item in entry.attention:
            if item.reason.startswith("wish_"):
                register.close_attention(item.id, hand.at, hand.actor, hand.reason)
        again = " already" if before is publication else ""
        status = "" if submission.status == "active" else f" (while it is {submission.status}, it is not published)"
        return Done((f"{submission.reference} {TOLD[publication]}{again}{status}.",))

    return deed


def note_published(
    register: Register, files: Mapping[int, Iterable[str]], at: datetime, actor: str, reason: str
) -> None:
    """Notes of each document that it was published, once for the same files.

    files: hashes of what was published, by the numbers of the documents' rows.
    """
    for number, hashes in files.items():
        detail = {"files": sorted(hashes)}
        earlier = [event for event in register.events("submissions", number) if event.action == PUBLISHED]
        if earlier and earlier[-1].detail == detail:
            continue
        register.record(Event(at, actor, PUBLISHED, "submissions", number, reason, detail))
