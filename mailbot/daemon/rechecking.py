"""Files that were filed before the virus check was switched on are checked once, beside the daemon's other work."""

from collections.abc import Callable

from mailbot.daemon import journal
from mailbot.daemon.office import Office
from mailbot.daemon.viruses import REASONS, STATES
from mailbot.message.model import TextState
from mailbot.reasons import reason
from mailbot.register.files import FileDamaged
from mailbot.register.pulses import CHECKED
from mailbot.transport.clamd import Found

AT_ONCE = 100  # files asked for in one unit of work
KEYS = dict(REASONS)


def recheck(office: Office, stopping: Callable[[], bool] = lambda: False) -> int:
    """Gives every filed attachment to clamd, once after the check was switched on; how many are kept apart now.

    stopping: asked between two files; what is not done then is begun anew. Raises ScannerAway, RegisterUnavailable.
    """
    with office.store.reading() as register:
        done = register.pulse(CHECKED) is not None
    if office.scanner is None:
        if done:  # what is filed from here on is not checked
            with office.store.writing() as register:
                register.end_pulse(CHECKED)
        return 0
    if done:
        return 0
    apart, after = 0, ""
    while True:
        with office.store.reading() as register:
            waiting = register.files_to_check(after, AT_ONCE)
        for sha256, size in waiting:
            if stopping():
                return apart
            apart += _checked(office, sha256, size)
            after = sha256
        if not waiting:
            break
    with office.store.writing() as register:
        register.note_pulse(CHECKED, office.now())
    return apart


def _checked(office: Office, sha256: str, size: int) -> bool:
    """Checks one file, and keeps it apart where something is found."""
    assert office.scanner is not None
    try:
        with office.store.files.opened(sha256) as file:
            scan = office.scanner.scan(file, size, sha256)
    except FileDamaged:  # `verify` tells of it
        return False
    if scan.found is Found.NOTHING:
        return False
    state: TextState = STATES[scan.found]
    now = office.now()
    with office.store.writing() as register:
        named = register.keep_apart(sha256, state, scan.says, now, office.actor)
        for number, name in named.items():
            register.open_attention([reason(KEYS[state], files=name, found=scan.says)], now, message=number)
    for number in named:
        journal.kept_apart(number, state.value)
    return True
