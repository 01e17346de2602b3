"""The log: one function a business event, one event a line. Addresses at most, never a body or a secret."""

import contextlib
import logging
import sys
from typing import Any, TextIO, cast

import structlog

log: Any = structlog.get_logger()


class Forgiving:
    """A stream that forgets what cannot be written: a log on a full disk, or a reader that has gone, stops no work."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Writes if that is possible."""
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        """Flushes if that is possible."""
        with contextlib.suppress(OSError, ValueError):
            self._stream.flush()


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
        logger_factory=structlog.PrintLoggerFactory(file=cast(TextIO, Forgiving(sys.stderr))),
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


def not_copied(key: str, folder: str, error: str) -> None:
    """The copy of a sent letter cannot be put into its folder; the letter itself went out."""
    log.warning("letter not copied", key=key, folder=folder, error=error)


def postponed(message: int, error: str) -> None:
    """A fault of disk or memory keeps a message from being filed; it is taken again by itself."""
    log.warning("postponed", message=message, error=error)


def kept_apart(message: int, state: str) -> None:
    """The virus check found something in a file that was filed before the check was switched on."""
    log.warning("kept apart", message=message, state=state)


def reloaded() -> None:
    """The configuration was read anew and holds from here on."""
    log.info("configuration reloaded")


def reload_refused(error: str) -> None:
    """The new configuration has a fault: the old one stays."""
    log.error("configuration not reloaded, the old one stays", error=error)


def token_not_kept(file: str, error: str) -> None:
    """A new refresh token cannot be written into its file; it holds until this process ends."""
    log.warning("refresh token not kept", file=file, error=error)


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


def alarm(cause: str, *, ended: bool, told: bool) -> None:
    """Something keeps mailbot from its work, or no longer does. told: the organisers get a letter."""
    (log.info if ended else log.error)("alarm ended" if ended else "alarm", cause=cause, told=told)


def digest_made(day: str, organisers: int) -> None:
    """The day's digest is in the outbox."""
    log.info("digest", day=day, organisers=organisers)


def decisions_queued(count: int) -> None:
    """Letters about decisions that had been set for this time are in the outbox."""
    log.info("decisions", letters=count)


def clock_letters(reminders: int, notices: int, extensions: int, warnings: int) -> None:
    """Letters that the clock of the call brought are in the outbox."""
    log.info("clock", reminders=reminders, notices=notices, extensions=extensions, warnings=warnings)


def closing_moved(kind: str, before: str, after: str) -> None:
    """The closing of a kind is not the one that was gone by last."""
    log.info("closing moved", kind=kind, before=before, after=after)


def expired(count: int) -> None:
    """What was kept long enough is erased."""
    log.info("erased after its time", count=count)


def not_marked(uid: int, folder: str, error: str) -> None:
    """Keyword or move in the mailbox did not work; the filing itself stands."""
    log.warning("not marked in the mailbox", uid=uid, folder=folder, error=error)


def crashed(what: str, error: BaseException) -> None:
    """Something nobody foresaw; the work goes on. Its kind and place are told: its words may quote a message."""
    log.error("unforeseen", what=what, error=type(error).__name__, place=place_of(error))


def place_of(error: BaseException) -> str:
    """The module and line an exception comes from; "" where it was never raised."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return f"{place.tb_frame.f_globals.get('__name__')}:{place.tb_lineno}" if place else ""
