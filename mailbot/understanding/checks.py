"""The reasons not to answer a message automatically: an ordered table of checks, each with its source."""

from collections.abc import Callable
from dataclasses import dataclass

from mailbot.call import LOOP_HEADER, MESSAGE_ID_MARK
from mailbot.message.addresses import valid
from mailbot.message.model import Zone
from mailbot.understanding.machine_senders import (
    list_recipient,
    list_sender,
    perhaps_machine,
    perhaps_program,
    unread_sender,
)
from mailbot.understanding.marks import addresses_in, keyword
from mailbot.understanding.seen import Seen

MAY_BE_NEWSLETTER = "may be a newsletter"
SENT_BY_PROGRAM = "may be sent by a program"
SAYS_ABSENT = "the writer is absent"
GIVING_WAY = (SENT_BY_PROGRAM, SAYS_ABSENT)  # to a sure submission
ABSENT = (
    "absence wording",
    "absence sentence",
    "promised answer",
)  # rules of which a person's own words may be the hit
SPAM_LEVEL = 5  # SCL of Exchange from which a message is taken for spam (MS-OXCSPAM 2.2.1.3)


@dataclass(frozen=True, slots=True)
class Check:
    """One reason not to answer, in the order in which reasons are looked for.

    holds: the words that prove it, or None. hold: a person decides. machine: it proves an automatic sender.
    """

    name: str
    source: str
    proof: Callable[[Seen], str | None]
    hold: bool = False
    machine: bool = True


def _null_path(seen: Seen) -> str | None:
    return "Return-Path: <>" if seen.message.envelope.return_path == "" else None


def _no_sender(seen: Seen) -> str | None:
    sender = seen.message.envelope.sender
    if sender is None or not valid(sender.address):
        return "From: " + (seen.headers.value("from")[:80] or "(empty)")
    return None


def _own(seen: Seen) -> str | None:
    envelope = seen.message.envelope
    if loop := seen.headers.first_of((LOOP_HEADER,)):
        return loop
    if envelope.sender and seen.desk.owns(envelope.sender.address):
        return f"From: {envelope.sender.address}"
    if envelope.message_id.lower().startswith("<" + MESSAGE_ID_MARK.lower()):
        return f"Message-ID: {envelope.message_id}"
    return None


def _auto_submitted(seen: Seen) -> str | None:
    for value in seen.headers.values("auto-submitted"):
        if keyword(value) not in ("", "no"):
            return f"Auto-Submitted: {value}"
    return None


def _list(seen: Seen) -> str | None:
    if found := seen.headers.first_of(seen.rules.listed("list_headers")):
        return found
    if (leave := seen.headers.first_of(("List-Unsubscribe",))) and seen.bulk:
        return f"{leave}; {seen.bulk}"
    return seen.headers.first_pair(seen.rules.listed("list_values")) or list_sender(seen) or list_recipient(seen)


def _precedence(seen: Seen) -> str | None:
    for value in seen.headers.values("precedence"):
        if keyword(value) in seen.rules.listed("precedences"):
            return f"Precedence: {value}"
    return None


def _suppress(seen: Seen) -> str | None:
    for value in seen.headers.values("x-auto-response-suppress"):
        if {keyword(part) for part in value.split(",")} & set(seen.rules.listed("suppressing")):
            return f"X-Auto-Response-Suppress: {value}"
    return None


def _automatic_header(seen: Seen) -> str | None:
    if found := seen.headers.first_of(seen.rules.listed("automatic_headers")):
        return found
    if found := seen.headers.first_pair(seen.rules.listed("automatic_values")):
        return found
    feedback = "" if seen.personal_feedback else seen.headers.first_of(("Feedback-ID",))
    # Amazon SES sets both on whatever it carries, people's mail included.
    others = [name for name in seen.rules.listed("bulk_headers") if name not in ("Feedback-ID", "X-SES-*")]
    if feedback and (other := seen.headers.first_of(others)):
        return f"{feedback}; {other}"
    return None


def _system_header(seen: Seen) -> str | None:
    """A field, or a Message-ID, of a system that writes by itself."""
    identifier = seen.message.envelope.message_id
    low = identifier.lower()
    if low.startswith(seen.rules.listed("system_id_starts")) or low.endswith(seen.rules.listed("system_id_ends")):
        return f"Message-ID: {identifier}"
    return seen.headers.first_of(seen.rules.listed("system_headers")) or None


def _report(seen: Seen) -> str | None:
    message = seen.message
    if message.report_type:
        return f"multipart/report; report-type={message.report_type}"
    for found in message.content_types:
        if found in (
            "multipart/report",
            "message/delivery-status",
            "message/disposition-notification",
            "message/feedback-report",
        ):
            return found
    if message.calendar_method in ("REPLY", "COUNTER", "REFRESH", "CANCEL"):
        return f"text/calendar; method={message.calendar_method}"
    return _calendar_answer(seen)


def _calendar_answer(seen: Seen) -> str | None:
    """An answer to an invitation that lost its calendar: such a subject over no words and no file of the writer's."""
    message = seen.message
    if message.attachments or message.forwarded or message.zones.body.strip():
        return None
    subject = " ".join(message.envelope.subject.lower().split())
    begins = subject.startswith(seen.rules.listed("calendar_answers"))
    return f"Subject: {subject[:80]}" if begins else None


def _number(text: str) -> int:
    """A small number in a field, 0 where there is none."""
    plain = text.strip()[:3]
    return int(plain) if plain.isascii() and plain.isdecimal() else 0


def _spam_flag(seen: Seen) -> str | None:
    if found := seen.headers.first_pair(seen.rules.listed("spam_values")):
        return found
    for value in seen.headers.values("x-ms-exchange-organization-scl"):
        if _number(value) >= SPAM_LEVEL:
            return f"SCL: {value.strip()[:3]}"
    for value in seen.headers.values("x-forefront-antispam-report"):
        for part in value.split(";"):
            name, _, level = part.partition(":")
            if name.strip().upper() == "SCL" and _number(level) >= SPAM_LEVEL:
                return f"X-Forefront-Antispam-Report: {part.strip()}"
    return None


def _dmarc(seen: Seen) -> str | None:
    """RFC 8601: only the results of the server that the desk trusts count; anybody can write the field."""
    if not seen.authserv_id:
        return None
    for value in seen.headers.values("authentication-results"):
        server, _, results = value.partition(";")
        if server.split()[:1] == [seen.authserv_id] or server.strip().lower().split()[:1] == [seen.authserv_id.lower()]:
            for result in results.lower().split(";"):
                if "".join(result.split("(")[0].split()).startswith("dmarc=fail"):
                    return "Authentication-Results: dmarc=fail"
    return None


def _junk(seen: Seen) -> str | None:
    return "junk folder" if seen.junk else None


def _wording_and_sign(seen: Seen) -> str | None:
    if seen.diagnostics and any(hit.rule.means == "bounce" for hit, _ in seen.wording):
        return seen.diagnostics
    return None


def _wording(seen: Seen) -> str | None:
    for hit, zone in seen.wording:
        if zone is Zone.SUBJECT or hit.rule.name not in ABSENT:
            return f"{zone}: {hit.rule.name}"
    return seen.diagnostics or None


def _absent(seen: Seen) -> str | None:
    return next((f"{zone}: {hit.folded[hit.start : hit.end]}" for hit, zone in seen.wording), None)


def _unsubscribe_alone(seen: Seen) -> str | None:
    return seen.headers.first_of(("List-Unsubscribe", *seen.rules.listed("campaign_headers"))) or None


def _blind_copy(seen: Seen) -> str | None:
    for name in seen.rules.listed("recipient_headers"):
        for value in seen.headers.values(name.lower()):
            if any(seen.desk.owns(address) for address in addresses_in(value)):
                return None
    envelope = seen.message.envelope
    if any(seen.desk.owns(address.address) for address in (*envelope.to, *envelope.cc)):
        return None
    return "the desk's address is in no recipient field"


CHECKS: tuple[Check, ...] = (
    Check("no usable sender address", "RFC 3834 §4", _no_sender),
    Check("null return path", "RFC 3834 §2, RFC 5321 §4.5.5", _null_path),
    Check("the desk's own mail", "RFC 3834 §2", _own),
    Check("marked automatic", "RFC 3834 §5", _auto_submitted),
    Check("report or receipt of a mail system", "RFC 6522, RFC 3464, RFC 8098, RFC 5546 §3.2.3", _report),
    Check("mailing list", "RFC 2919, RFC 2369, RFC 5230 §4.6", _list),
    Check("bulk precedence", "RFC 3834 §2, RFC 5230 §4.6", _precedence),
    Check("asks for no automatic answer", "MS-OXCMAIL 2.2.3.2.14", _suppress),
    Check("header of an automatic sender", "practice of vacation programs and ticket systems", _automatic_header),
    Check("header of a notifying system", "practice of ticket, build and network systems", _system_header),
    Check("sender that nobody reads", "RFC 3834 §2, RFC 5230 §4.6, RFC 2142", unread_sender),
    Check("marked as spam or malware", "the receiving server; no backscatter", _spam_flag),
    Check("sender not authentic", "RFC 7489 §10.5, RFC 8601 §5", _dmarc),
    Check("junk folder", "the mailbox", _junk, machine=False),
    Check("bounce or absence wording with a machine sign", "RFC 3834 §2", _wording_and_sign),
    Check("bounce or absence wording", "RFC 3834 §2; a person may write so too", _wording, hold=True, machine=False),
    Check(
        "sender that may be a machine",
        "devices and services; a person may share the address",
        perhaps_machine,
        hold=True,
        machine=False,
    ),
    Check(
        MAY_BE_NEWSLETTER,
        "RFC 2369 §3.2; gateways of ordinary senders set it too",
        _unsubscribe_alone,
        hold=True,
        machine=False,
    ),
    Check("not addressed to the desk", "RFC 5230 §4.5", _blind_copy, hold=True, machine=False),
    # The last two give way to what the message says (understand.settle): no other may be passed over with them.
    Check(SENT_BY_PROGRAM, "RFC 5321 §4.4, RFC 5230 §4.6; web forms", perhaps_program, hold=True, machine=False),
    Check(SAYS_ABSENT, "RFC 3834 §2; an absent person may submit something", _absent, hold=True, machine=False),
)
