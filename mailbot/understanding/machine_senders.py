"""Addresses behind which no person reads: of programs that write, and of lists that pass mail on."""

import re

from mailbot.understanding.marks import addresses_in, whole_word
from mailbot.understanding.rules import RuleFile
from mailbot.understanding.seen import Seen

# Return paths of Mailman, ezmlm, Google and Yahoo groups with the receiver's number or address in them.
RETURN_PATH = re.compile(r"-bounces?\+|-return-\d|\+bnc|^sentto-\d")
SIGNED_PATH = re.compile(r"^(?:prvs|btv1)=+[0-9a-z]+=+")  # what BATV puts before the local part of a return path
REWRITTEN_PATH = re.compile(r"(?:^|[+._-])srs\d?[=+-]")  # of a mail passed on by SRS; its writer is another
LIST_TAG = re.compile(r"\[([^\[\]:]{2,40})\]")


def unread_sender(seen: Seen) -> str | None:
    """An address of a program in From; one that announces that nobody reads it in Sender or Reply-To too."""
    sender = seen.message.envelope.sender
    if sender and (_is_unread(sender.local, seen.rules) or _within(sender.domain, seen.rules.listed("unread_domains"))):
        return f"From: {sender.address}"
    for address in _addresses(seen, "Return-Path"):  # how mailboxes write down a null return path
        if address.rpartition("@")[0] in seen.rules.listed("returning_locals"):
            return f"Return-Path: {address}"
    for field in ("Sender", "Reply-To"):
        for address in _addresses(seen, field):
            local, _, domain = address.rpartition("@")
            if _announces(local, seen.rules) or _within(domain, seen.rules.listed("unread_domains")):
                return f"{field}: {address}"
    return None


def list_sender(seen: Seen) -> str | None:
    """A list's own address where a list puts it: in Sender, Errors-To or the return path, beside another From.

    Lists of the 1990s and archives tell by nothing else (RFC 5230 §4.6; the conventions of majordomo, Mailman, ezmlm).
    """
    own = seen.message.envelope.sender
    if own and _within(own.domain, seen.rules.listed("list_domains")):
        return f"From: {own.address}"
    for field in ("Sender", "Errors-To", "Resent-Sender", "Return-Path"):
        for address in _addresses(seen, field):
            if own and address == own.address.lower():
                continue
            if _is_list(address, field, seen.rules):
                return f"{field}: {address}"
    return None


def list_recipient(seen: Seen) -> str | None:
    """A list's address in To or Cc of a message that reached the desk by another way: a list whose fields are lost.

    Known by the host, or by its name in brackets in the subject (subject_prefix of Mailman, custom_subject of Sympa).
    Somebody who writes to the desk and to a list is no list.
    """
    envelope = seen.message.envelope
    written_to = (*envelope.to, *envelope.cc)
    if any(seen.desk.owns(address.address) for address in written_to):
        return None
    tags = {tag.strip().lower() for tag in LIST_TAG.findall(envelope.subject[:200])}
    for address in written_to:
        if (
            address.local.lower() in tags
            or address.domain.startswith(seen.rules.listed("list_hosts"))
            or _within(address.domain, seen.rules.listed("list_domains"))
        ):
            return f"To: {address.address}"
    return None


def perhaps_machine(seen: Seen) -> str | None:
    """An address that programs and devices use more than people do, or a name in which one writes for a person.

    "Rima Azar via NGO Network", "'Rima' via Drive": Mailman, Google Groups and services that share files write so.
    """
    rules = seen.rules
    plain = seen.local.split("+", 1)[0].rstrip("0123456789")
    if plain in rules.listed("perhaps_locals") or any(
        word in plain and whole_word(word, plain) for word in rules.listed("perhaps_words")
    ):
        return f"From: {seen.local}@"
    sender = seen.message.envelope.sender
    words = sender.name.lower().split() if sender else []
    named = words[1:] if words and words[0] in rules.listed("articles") else words  # La Via Campesina is nobody's robot
    if any(word in rules.listed("writing_for") for word in named[1:-1]):
        return f"From: {' '.join(words)[:80]}"
    return None


def perhaps_program(seen: Seen) -> str | None:
    """Traces of a program that sends, whoever stands in From: forms of web sites carry people's words as well.

    An account of a server's programs (web server, cron) or one for bounces alone in Return-Path, Sender, Reply-To: who
    sends for others numbers return paths (VERP), but so does SRS for what a person's server passes on. By webmail
    people write.
    """
    found = _program_path(seen) or _web_program(seen)
    told = " ".join((found or "", seen.headers.value("user-agent"), seen.headers.value("x-mailer"))).lower()
    return None if any(name in told for name in seen.rules.listed("webmail")) else found


def _program_path(seen: Seen) -> str | None:
    for field in ("Return-Path", "Sender", "Reply-To"):
        for address in _addresses(seen, field):
            local = SIGNED_PATH.sub("", address.rpartition("@")[0])
            if local.split("+", 1)[0] in seen.rules.listed("program_accounts"):
                return f"{field}: {address}"
            if field == "Return-Path" and REWRITTEN_PATH.search(local) is None and _returns(local, seen.rules):
                return f"{field}: {address}"
    return None


def _returns(local: str, rules: RuleFile) -> bool:
    return any(whole_word(word, local) for word in rules.listed("returning_words")) or _announces(local, rules)


def _web_program(seen: Seen) -> str | None:
    """A form or program of a web site, by the field that PHP adds or the name of a library."""
    headers, rules = seen.headers, seen.rules
    return (
        headers.first_of(rules.listed("program_headers")) or headers.first_pair(rules.listed("program_mailers")) or None
    )


def _addresses(seen: Seen, field: str) -> tuple[str, ...]:
    if field == "Return-Path":
        return addresses_in(seen.message.envelope.return_path or "")
    return tuple(address for value in seen.headers.values(field.lower()) for address in addresses_in(value))


def _announces(local: str, rules: RuleFile) -> bool:
    """Whether a local part says that nobody reads it, in whole words."""
    return any(word in local and whole_word(word, local) for word in rules.listed("unread_words"))


def _is_unread(local: str, rules: RuleFile) -> bool:
    plain = local.split("+", 1)[0].rstrip("0123456789")
    return (
        local in rules.listed("unread_locals")
        or plain in rules.listed("unread_locals")
        or local.startswith(rules.listed("unread_starts"))
        or plain.endswith(rules.listed("unread_ends"))
        or local.endswith(rules.listed("unread_ends"))
        or _announces(local, rules)
    )


def _is_list(address: str, field: str, rules: RuleFile) -> bool:
    local, _, domain = address.rpartition("@")
    return (
        local.startswith(rules.listed("list_starts"))
        or local.endswith(rules.listed("list_ends"))
        or local in rules.listed("list_locals")
        or RETURN_PATH.search(local) is not None
        or (field != "Sender" and local.endswith("-admin"))
        or (field == "Errors-To" and local.startswith(rules.listed("unread_starts")))
        or _within(domain, rules.listed("list_domains"))
        or (field == "Sender" and domain.startswith(rules.listed("list_hosts")))
    )


def _within(domain: str, domains: tuple[str, ...]) -> bool:
    """Whether a domain is one of these or below one of them."""
    return any(domain == one or domain.endswith("." + one) for one in domains)
