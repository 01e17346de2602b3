"""Whether a message may be answered automatically: the first check that holds decides."""

from collections.abc import Iterator

from mailbot.call import Desk
from mailbot.message.model import Message
from mailbot.understanding.checks import ABSENT, CHECKS, MAY_BE_NEWSLETTER, SENT_BY_PROGRAM, Check
from mailbot.understanding.marks import keyword
from mailbot.understanding.model import Other, Screening
from mailbot.understanding.rules import Rules
from mailbot.understanding.seen import Seen

NO_SIGN = "no sign of an automatic sender"
HOLD = "hold: "


def screen(message: Message, desk: Desk, rules: Rules, authserv_id: str = "", junk: bool = False) -> Screening:
    """Whether this message may be answered automatically, and by which check not. Pure; never raises."""
    seen = Seen(message, desk, rules.file("screening"), authserv_id, junk)
    for check, proof in _holding(seen):
        reason = HOLD + check.name if check.hold else check.name
        return Screening(
            answer=False,
            reason=reason,
            proof=" ".join(proof.split())[:200],
            machine=check.machine,
            suggests=_suggestion(seen, check),
        )
    return Screening(answer=True, reason=NO_SIGN)


def _holding(seen: Seen) -> Iterator[tuple[Check, str]]:
    for check in CHECKS:
        if proof := check.proof(seen):
            yield check, proof


# Which kind of machine mail it is, by the check that held; the wording decides where the check does not.
BY_CHECK = {
    "mailing list": Other.NEWSLETTER,
    "bulk precedence": Other.NEWSLETTER,
    MAY_BE_NEWSLETTER: Other.NEWSLETTER,
    "marked as spam or malware": Other.SPAM,
    "sender not authentic": Other.SPAM,
}
# Checks that tell nothing about what a message says.
SILENT = (
    "the desk's own mail",
    "not addressed to the desk",
    "junk folder",
    "no usable sender address",
    SENT_BY_PROGRAM,
)
BOUNCE_REPORTS = ("delivery-status", "delivery status")
RETURNING = ("mailer-daemon", "mailer_daemon", "mailerdaemon", "mail-daemon", "maildaemon")  # who writes nothing else
BOUNCE_SENDERS = (
    *RETURNING,
    "postmaster",
    "mdaemon",
)


def _suggestion(seen: Seen, check: Check) -> Other | None:
    """What the message may be, from the signs of machines alone."""
    means = [hit.rule.means for hit, _ in seen.wording]
    auto = keyword(seen.headers.value("precedence")) in ("auto_reply", "auto-reply")
    if seen.message.report_type in BOUNCE_REPORTS or "message/delivery-status" in seen.message.content_types:
        return Other.BOUNCE
    bouncing = "bounce" in means or bool(seen.diagnostics) or (seen.local in RETURNING and not means)
    if bouncing and (seen.local in BOUNCE_SENDERS or seen.headers.value("x-failed-recipients")):
        return Other.BOUNCE  # also where it came back through a list
    if check.name == "bulk precedence" and any(hit.rule.name in ABSENT for hit, _ in seen.wording):
        return Other.AUTOMATIC  # as vacation programs before RFC 3834 marked their answers
    if check.name in BY_CHECK and not auto:
        return BY_CHECK[check.name]
    if check.name in SILENT and not means:
        return None
    if bouncing and "automatic" not in means:
        return Other.BOUNCE
    if seen.headers.values("list-unsubscribe") and seen.bulk:
        return Other.NEWSLETTER
    return Other.AUTOMATIC
