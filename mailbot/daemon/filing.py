"""Filing what is stored, in small groups: all of a group are read, then all understood, then carried out together.

One transaction serves them all; and work of one kind done several times in a row takes about half as long as work that
changes all the time, because the processor has it at hand.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from mailbot.daemon.apart import Died
from mailbot.daemon.carrying import Read, carry_out
from mailbot.daemon.memory import give_back
from mailbot.daemon.office import Office
from mailbot.daemon.steps import read, understood
from mailbot.daemon.trial import survives
from mailbot.daemon.unfiled import file_too_large, not_filed, quarantine
from mailbot.daemon.viruses import may_be_tried
from mailbot.errors import RegisterUnavailable
from mailbot.message.model import Message
from mailbot.register.schema import State
from mailbot.register.values import Kept

# Deaths of the process while one message was being read, after which it is first tried in a process of its own.
SUSPICIOUS = 2
# Messages begun together, in one commit. A death counts against all that were begun, so few.
BATCH = 10
# As sent. What is larger goes by itself: a group is held whole until its end, and waits for the documents in it.
SMALL_BYTES = 150_000
# Once reading has taken this long, those read so far get their answers before the rest is read.
PATIENCE = 0.5  # seconds


@dataclass(frozen=True, slots=True)
class Filed:
    """How filing went; true where any message left the state `stored`. postponed: what faults of the disk kept back."""

    count: int
    postponed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.count > 0


@dataclass(frozen=True, slots=True)
class Begun:
    """A message to be filed, and how many processes have begun it by now."""

    kept: Kept
    attempts: int


def file_stored(
    office: Office, stopping: Callable[[], bool] = lambda: False, filed: Callable[[], None] = lambda: None
) -> Filed:
    """Files all that is stored, oldest first. One message that fails, or whose file is away, stops no other.

    stopping: asked between two messages. filed: called for each. Raises RegisterUnavailable: faults of disk and
    database, after which everything is taken again.
    """
    count, begun = 0, _begin(office, 0)
    postponed: list[str] = []
    while begun:
        for group in groups(begun):
            results = _file(office, group, stopping)
            for number, error in results.items():
                if error:
                    postponed.append(f"message {number}: {error}")
                else:
                    count += 1
                    filed()
            if any(one.kept.size > office.large_bytes for one in group):
                give_back()
            if len(results) < len(group):
                return Filed(count, tuple(postponed))
        begun = _begin(office, begun[-1].kept.id)
    return Filed(count, tuple(postponed))


def _begin(office: Office, after: int) -> tuple[Begun, ...]:
    """The next stored messages; that they are begun is committed before any is read."""
    with office.store.reading() as register:
        waiting = register.stored_ids(1, after)
    if not waiting:
        return ()
    with office.store.writing() as register:
        return tuple(Begun(kept, attempts) for kept, attempts in register.begin(BATCH, office.run, after))


def groups(begun: Sequence[Begun]) -> Iterator[tuple[Begun, ...]]:
    """Groups of messages that are filed together: neighbours that are small. Pure.

    By itself goes what was begun before, for it may be what ended that process; what is not filed like others; and
    what is large, for nobody else's answer is to wait for its documents.
    """
    group: list[Begun] = []
    for one in begun:
        alone = one.kept.partial or one.attempts > 1 or one.kept.size > SMALL_BYTES
        if group and alone:
            yield tuple(group)
            group = []
        group.append(one)
        if alone:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def _file(office: Office, group: Sequence[Begun], stopping: Callable[[], bool]) -> dict[int, str]:
    """Files a group, or what was read of it until it was stopped.

    Gives by number what keeps a message for later, "" for those that need not be taken again.
    """
    results: dict[int, str] = {}
    whole: list[tuple[Kept, Message]] = []
    began = time.monotonic()
    for one in group:
        if stopping():
            break
        if whole and time.monotonic() - began > PATIENCE:
            _answer(office, whole, results)
            whole, began = [], time.monotonic()
        results[one.kept.id] = ""
        with _settled(office, one.kept.id, results):
            message = _read(office, one)
            if message is not None:
                whole.append((one.kept, message))
    _answer(office, whole, results)
    return results


def _answer(office: Office, whole: Sequence[tuple[Kept, Message]], results: dict[int, str]) -> None:
    """Understands what was read, one message after the other, and carries it out together."""
    known: list[Read] = []
    for kept, message in whole:
        with _settled(office, kept.id, results):
            known.append(Read(kept, message, understood(office, kept, message)))
    _carry_out(office, known, results)


def _read(office: Office, begun: Begun) -> Message | None:
    """The message; None for one that is filed already, or is not to be filed like others."""
    kept, files = begun.kept, office.store.files
    if kept.state is not State.STORED:
        return None
    if kept.partial:
        file_too_large(office, kept, files.read(kept.sha256))
        return None
    if begun.attempts > SUSPICIOUS:
        tried = may_be_tried(kept.sha256, kept.size, office.scanner, files)
        if not tried or not survives(files.path(kept.sha256)):
            quarantine(office, kept.id)
            return None
    try:
        return read(office, kept)
    except Died:  # a large message, and the process that read it
        quarantine(office, kept.id)
        return None


def _carry_out(office: Office, batch: Sequence[Read], results: dict[int, str]) -> None:
    """Carries out what was understood. Together it stands or falls; where it falls, each message is tried alone."""
    try:
        if batch:
            carry_out(office, batch)
    except RegisterUnavailable:
        raise
    except Exception:
        for one in batch:
            with _settled(office, one.kept.id, results):
                carry_out(office, [one])


@contextmanager
def _settled(office: Office, number: int, results: dict[int, str]) -> Iterator[None]:
    """Whatever goes wrong with one message within the block is settled, so that it keeps no other waiting."""
    try:
        yield
    except RegisterUnavailable:
        raise
    except Exception as error:
        results[number] = not_filed(office, number, error)
