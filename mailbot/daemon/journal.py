"""The log: one function a business event, one event a line. Addresses at most, never a body or a secret."""

import logging
import sys
from typing import Any

import structlog

log: Any = structlog.get_logger()


def set_up(verbose: bool, *, quiet: bool = False) -> None:
    """Sends the log to stderr: readable at a terminal, else one JSON object a line. verbose: details as well.

    quiet: errors only.
    """
    renderer: Any = (
        structlog.dev.ConsoleRenderer()
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    level = logging.DEBUG if verbose else logging.ERROR if quiet else logging.INFO
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # imapclient logs whole commands, pdfminer and the parsers whole documents: none of that may reach a log.
    for name in ("imapclient", "pdfminer", "mailparser"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def started(version: str, account: str, register: str) -> None:
    """The daemon works from here on."""
    log.info("started", version=version, account=account, register=register)


def stopped() -> None:
    """The daemon has ended cleanly."""
    log.info("stopped")


def connected(folder: str, idle: bool) -> None:
    """The mailbox is watched."""
    log.info("mailbox watched", folder=folder, idle=idle)


def out_of_reach(what: str, error: str, again_in: float) -> None:
    """A server, the database or the disk is away; tried again by itself."""
    log.warning("out of reach", what=what, error=error, again_in_seconds=round(again_in, 1))


def not_fetched(uid: int, error: str) -> None:
    """The server would not give a message; asked for again at the next poll."""
    log.warning("message not given by the server", uid=uid, error=error)


def kept(message: int, uid: int | None, place: str, size: int, new: bool) -> None:
    """A message is durable on disk and in the register."""
    log.debug("kept", message=message, uid=uid, place=place, size=size, new=new)


def filed(
    message: int, sender: str, kinds: tuple[str, ...], other: str | None, references: tuple[str, ...], letter: str
) -> None:
    """A message is decided and every consequence committed."""
    log.info(
        "filed",
        message=message,
        sender=sender,
        kinds=list(kinds),
        other=other,
        references=list(references),
        letter=letter,
    )


def failed(message: int, error: str) -> None:
    """A message cannot be processed; the organisers are shown it."""
    log.error("failed", message=message, error=error)


def quarantined(message: int, reason: str) -> None:
    """A message is set apart."""
    log.error("quarantined", message=message, reason=reason)


def delivered(key: str, to: str, outcome: str, detail: str, attempts: int) -> None:
    """One attempt at one letter, and what became of it."""
    log.info("letter", key=key, to=to, outcome=outcome, detail=detail, attempts=attempts)


def held_interrupted(count: int) -> None:
    """Letters that were in flight when the last process died are held for a person."""
    log.warning("interrupted letters held", count=count)


def over_cap(per_hour: int) -> None:
    """letters.per_hour is reached: letters wait."""
    log.warning("letters wait: letters.per_hour is reached", per_hour=per_hour)


def digest_made(day: str, organisers: int) -> None:
    """The day's digest is in the outbox."""
    log.info("digest", day=day, organisers=organisers)


def not_marked(uid: int, folder: str, error: str) -> None:
    """Keyword or move in the mailbox did not work; the filing itself stands."""
    log.warning("not marked in the mailbox", uid=uid, folder=folder, error=error)


def crashed(what: str, error: str) -> None:
    """Something nobody foresaw; the work goes on."""
    log.error("unforeseen", what=what, error=error)
