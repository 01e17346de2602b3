"""Puts the parts together from the configuration; nothing else knows all of them."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mailbot.cli.clock import Clock
from mailbot.cli.registers import store as store  # for those who take everything from here
from mailbot.cli.tokens import token_source
from mailbot.daemon.deciding import Press
from mailbot.daemon.memory import share_one_heap, spare_what_is_loaded
from mailbot.daemon.office import AlarmPolicy, Inbox, Office, Outbox, Retention
from mailbot.intake.arrival import LetterPolicy
from mailbot.intake.deadlines import Calendar
from mailbot.letters.templates import Templates, load_templates
from mailbot.message.documents.reader import DocumentReader
from mailbot.settings.load import Configuration
from mailbot.settings.model import ServerSection
from mailbot.settings.values import host_and_port
from mailbot.transport.clamd import Clamd
from mailbot.transport.server import MailServer, Security
from mailbot.understanding.rules import load_rules


def server(
    configuration: Configuration, section: ServerSection, port: int, now: Callable[[], datetime] = Clock().now
) -> MailServer:
    """A mail server as the transport takes it; the password is looked up at every login, a token when it is needed.

    Raises ConfigurationError for a secret that cannot be read, now rather than at the first login.
    """
    ca_file = str(configuration.path(section.ca_file)) if section.ca_file else ""
    tokens = token_source(configuration, section.oauth2, ca_file, now) if section.oauth2 else None
    if tokens is None:
        configuration.secret(section.password, section.password_file)
    return MailServer(
        host=section.host,
        port=port,
        security=Security(section.security),
        username=section.username,
        password=lambda: configuration.secret(section.password, section.password_file),
        ca_file=ca_file,
        token=tokens.token if tokens else None,
        token_refused=tokens.refused if tokens else None,
        token_expires=tokens.expires_at if tokens else None,
    )


def inbox(configuration: Configuration, clock: Clock = Clock()) -> Inbox:
    """`[mailbox]` as the jobs take it. clock: tokens expire by it."""
    section = configuration.settings.mailbox
    return Inbox(
        server=server(configuration, section, section.port, clock.now),
        folder=section.folder,
        junk=section.junk,
        poll_seconds=section.poll_seconds,
        idle=section.idle,
        max_bytes=section.max_message_mb * 1_000_000,
        authserv_id=section.authserv_id,
        sent_folder=section.sent_folder,
        after_filing=section.after_filing,
        keyword=section.keyword,
        move_to=tuple(section.move_to.items()),
    )


def outbox(configuration: Configuration, clock: Clock = Clock()) -> Outbox:
    """`[smtp]` and the sending part of `[letters]`. clock: tokens expire by it."""
    smtp, letters = configuration.settings.smtp, configuration.settings.letters
    return Outbox(
        server(configuration, smtp, smtp.port, clock.now),
        letters.mode == "send",
        letters.per_hour,
        letters.bounce_address,
    )


def scanner(configuration: Configuration, clock: Clock = Clock()) -> Clamd | None:
    """`[virus]`; None where no check is wanted."""
    section = configuration.settings.virus
    return Clamd(section.socket, section.max_mb * 1_000_000, clock.now) if section.socket else None


def policy(configuration: Configuration) -> LetterPolicy:
    """The deciding part of `[letters]`."""
    letters = configuration.settings.letters
    return LetterPolicy(
        timedelta(hours=letters.max_age_hours),
        letters.per_sender_per_day,
        letters.when_unsure == "hold",
        reads_scans=shutil.which("tesseract") is not None,
    )


def calendar(configuration: Configuration) -> Calendar:
    """What of `[letters]` the clock goes by."""
    letters = configuration.settings.letters
    return Calendar(
        before=tuple(sorted(set(letters.remind_days_before), reverse=True)),
        at=letters.remind_at,
        quiet=timedelta(hours=letters.remind_quiet_hours),
        after=letters.closing_notice,
        warn=tuple(sorted(set(letters.warn_days_before), reverse=True)),
        per_sender_per_day=letters.per_sender_per_day,
    )


def letter_languages(configuration: Configuration) -> tuple[str, ...]:
    """The languages templates are needed in: the desk's, and those that organisers read."""
    settings = configuration.settings
    read = (settings.digest.language, *settings.digest.languages.values())
    return tuple(dict.fromkeys((*settings.desk.languages, *read)))


def templates(configuration: Configuration) -> Templates:
    """Every letter in every language it is needed in. Raises ConfigurationError with every fault."""
    folders = configuration.folders("templates")
    return load_templates(folders[0], letter_languages(configuration), folders[1])


def press(configuration: Configuration) -> Press:
    """What writing letters by hand needs. Raises ConfigurationError."""
    letters = configuration.settings.letters
    return Press(
        configuration.desk(),
        configuration.call(),
        templates(configuration),
        letters.bounce_address,
        letters.per_sender_per_day,
    )


def renewed(old: Office, configuration: Configuration, clock: Clock) -> Office:
    """The office after a change of the configuration, on the same register. Raises ConfigurationError.

    [storage] is not among what may change while mailbot runs.
    """
    new = replace(old, **_changeable(configuration, clock))
    spare_what_is_loaded()
    return new


@contextmanager
def office(configuration: Configuration, clock: Clock) -> Iterator[Office]:
    """Everything the jobs work with, closed again afterwards. Rules and templates are checked before anything opens."""
    changeable = _changeable(configuration, clock)
    with store(configuration) as register, DocumentReader(workers=2) as reader:
        run = f"{os.getpid()}-{uuid.uuid4().hex[:12]}"
        share_one_heap()
        spare_what_is_loaded()
        yield Office(store=register, reader=reader, now=clock.now, run=run, **changeable)


def without_servers(configuration: Configuration) -> dict[str, Any]:
    """The parts of an office that need no password and no server. Raises ConfigurationError."""
    settings = configuration.settings
    return {
        "rules": load_rules(*configuration.folders("rules")),
        "templates": templates(configuration),
        "desk": configuration.desk(),
        "call": configuration.call(),
        "policy": policy(configuration),
        "calendar": calendar(configuration),
        "retention": Retention(settings.storage.keep_days, settings.storage.keep_until),
        "digest_at": settings.digest.at,
    }


def _changeable(configuration: Configuration, clock: Clock) -> dict[str, Any]:
    """The parts of an office that a new configuration may change while mailbot runs. Raises ConfigurationError."""
    settings = configuration.settings
    return {
        **without_servers(configuration),
        "inbox": inbox(configuration, clock),
        "outbox": outbox(configuration, clock),
        "scanner": scanner(configuration, clock),
        "alarms": AlarmPolicy(
            settings.alarms.to,
            timedelta(minutes=settings.alarms.after_minutes),
            settings.alarms.disk_free_mb * 1_000_000,
        ),
        "metrics_at": host_and_port(settings.monitoring.listen),
    }
