"""Once a day: what has been kept long enough is erased, by the same steps as what somebody asks to be forgotten."""

from datetime import timedelta

from mailbot.daemon import journal
from mailbot.daemon.office import Office
from mailbot.register.erasing import erase
from mailbot.register.expiry import expired
from mailbot.register.pulses import RETENTION

EVERY = timedelta(days=1)
AT_ONCE = 200  # messages in one transaction: others write in between
REASON = "kept long enough ([storage])"


def erase_expired(office: Office) -> int:
    """Erases what is due, and says how many messages and letters that were. Repeatable; looks once a day.

    Raises RegisterUnavailable and OSError for faults of database and disk: what is left goes the next time.
    """
    now = office.now()
    before = office.retention.before(now, office.desk.timezone)
    if before is None:
        return 0
    with office.store.reading() as register:
        last = register.pulse(RETENTION)
    if last is not None and timedelta() <= now - last < EVERY:
        return 0
    erased = 0
    while True:
        with office.store.erasing() as register:
            scope = expired(register, before, AT_ONCE)
            if not scope:
                register.note_pulse(RETENTION, now)
                break
            files = erase(register, scope, now, office.actor, REASON, withdraw=False)
            office.store.set_aside(register, files)
        erased += len(scope.messages) or len(scope.letters)
    if erased:
        journal.expired(erased)
    return erased
