"""Reading the scans of filed messages, after their first answer: slow work that keeps nobody waiting. Repeatable."""

from collections.abc import Callable

from mailbot.daemon import journal
from mailbot.daemon.office import Office
from mailbot.daemon.steps import arrival_of_kept, queue_letter, read, understood
from mailbot.errors import RegisterUnavailable
from mailbot.intake.again import decide_again
from mailbot.register.values import Kept
from mailbot.transport.clamd import ScannerAway


def read_scans(office: Office, stopping: Callable[[], bool] = lambda: False) -> int:
    """Reads what waits, where tesseract is installed, and says how many messages were completed or found complete.

    stopping: asked between two messages. Raises RegisterUnavailable, ScannerAway and OSError: all is taken again.
    """
    if not office.policy.reads_scans:
        return 0
    done = 0
    while not stopping():
        with office.store.reading() as register:
            waiting = [register.message(number) for number in register.scans_waiting()]
        if not waiting:
            break
        for kept in waiting:
            if stopping():
                return done
            try:
                _read(office, kept)
            except (RegisterUnavailable, ScannerAway, OSError, MemoryError):
                raise
            except Exception as error:  # the message is filed; what its scan says a person must read
                journal.crashed("scans", error)
                with office.store.writing() as register:
                    register.give_up_scans(kept.id, office.now())
            done += 1
    return done


def _read(office: Office, kept: Kept) -> None:
    message = read(office, kept, ocr=True)
    verdict = understood(office, kept, message)
    now = office.now()
    with office.store.writing() as register:
        reply, reason = register.answer_of(kept.id)
        plan = decide_again(
            arrival_of_kept(kept),
            message,
            verdict,
            register.belonging(kept.id),
            register.history_of(kept.id, message, verdict, now, office.desk),
            office.call,
            office.desk,
            reply=reply,
            reason=reason,
        )
        references = register.carry_out_again(kept.id, plan, verdict, message, now, office.actor, office.call)
        if references is not None:
            queue_letter(office, register, kept.id, plan, references)
