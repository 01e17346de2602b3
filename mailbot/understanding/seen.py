"""What the checks of screening look at: header, sender, and the words by which machines give themselves away."""

import re
from dataclasses import dataclass
from functools import cached_property

from mailbot.call import Desk
from mailbot.message.model import Message, Zone
from mailbot.understanding.fold import fold
from mailbot.understanding.group import Hit
from mailbot.understanding.marks import Headers
from mailbot.understanding.rules import RuleFile

FIRST_LINES = 12  # of the new text; bounce and absence notices say what they are at once
LAST_LINES = 8  # where notifying systems say that nobody reads what is answered
DIAGNOSED = 6000  # characters in which words of mail servers are looked for
# A subject that belongs to an earlier message, folded (RFC 5322 §3.6.5; the marks of mail programs).
EARLIER = re.compile(
    r"\s*(?:(?:re|rep|ref|aw|sv|antw|r|tr|fwd?|i|wg|rv|رد|الرد|اعاده توجيه|تحويل)\s*(?:\[\d+\])?\s*:\s*)+"
)


@dataclass(frozen=True)
class Seen:
    """What the checks look at. Headers by any case; wording in the subject, the first and the last lines only."""

    message: Message
    desk: Desk
    rules: RuleFile
    authserv_id: str = ""
    junk: bool = False

    @cached_property
    def headers(self) -> Headers:
        """The header fields, for looking names and values up."""
        return Headers(self.message.envelope.headers)

    @cached_property
    def local(self) -> str:
        """The local part of From."""
        sender = self.message.envelope.sender
        return sender.local if sender else ""

    @cached_property
    def _lines(self) -> list[str]:
        """The new text with what was taken for its signature: a notice of two lines may look like one."""
        zones = self.message.zones
        return [line for text in (zones.body, zones.signature) for line in text.split("\n") if line.strip()]

    @cached_property
    def _passes_on(self) -> bool:
        """Whether the subject is that of an earlier message which stands below or is cited."""
        envelope, message = self.message.envelope, self.message
        cites = envelope.in_reply_to or envelope.references or message.zones.quoted or message.forwarded
        return bool(cites) and EARLIER.match(fold(envelope.subject)) is not None

    @cached_property
    def wording(self) -> tuple[tuple[Hit, Zone], ...]:
        """What subject, first and last lines say of being a bounce, an absence notice or another automatic message."""
        group = self.rules.group("wording")
        first = fold("\n".join(self._lines[:FIRST_LINES]))
        last = fold("\n".join(self._lines[-LAST_LINES:]))
        found = [(hit, Zone.SUBJECT) for hit in self._subject_hits()]
        found += [(hit, Zone.BODY) for hit in group.hits(first, Zone.BODY)]
        return tuple(found + [(hit, Zone.BODY) for hit in self.rules.group("footer").hits(last, Zone.BODY)])

    def _subject_hits(self) -> list[Hit]:
        """What the subject says; words that an answered or forwarded message began with are not this one's."""
        group, subject = self.rules.group("wording"), fold(self.message.envelope.subject)
        if not self._passes_on:
            return group.hits(subject, Zone.SUBJECT)
        earlier = EARLIER.match(subject)
        own = subject[earlier.end() :] if earlier else subject
        return [hit for hit in group.hits(own, Zone.SUBJECT) if hit.start > 0]

    @cached_property
    def diagnostics(self) -> str:
        """Words of a mail server about a message it could not deliver; "" where there are none.

        Below the words of somebody who answers or passes on they are not looked for.
        """
        group, zones = self.rules.group("diagnostics"), self.message.zones
        for text in (zones.body, zones.signature, *(() if self._passes_on and zones.body.strip() else (zones.quoted,))):
            folded = fold(text[:DIAGNOSED])
            for hit in group.hits(folded):
                return folded[hit.start : hit.end]
        return ""

    @cached_property
    def personal_feedback(self) -> bool:
        """Whether the Feedback-ID is one that a mailbox provider sets on whatever people write."""
        values = [value.strip().lower() for value in self.headers.values("feedback-id")]
        ends, starts = self.rules.listed("personal_feedback"), self.rules.listed("personal_feedback_starts")
        return bool(values) and all(value.endswith(ends) or value.startswith(starts) for value in values)

    @cached_property
    def bulk(self) -> str:
        """The first sign of a bulk service, "" where there is none."""
        names = self.rules.listed("bulk_headers")
        if self.personal_feedback:
            # Proton's own field has the name of one of Postmark's.
            names = tuple(name for name in names if name not in ("Feedback-ID", "X-PM-*"))
        return self.headers.first_of(names)
