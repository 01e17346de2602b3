"""Letters that the clock brings, in one place: what the daemon looks for every few seconds, and a replay every day."""

from mailbot.daemon.deadlines import bring_deadlines
from mailbot.daemon.deciding import send_due_decisions
from mailbot.daemon.digesting import make_digest
from mailbot.daemon.office import Office


def what_the_clock_brings(office: Office) -> bool:
    """Puts into the outbox what is due by now, each once; True where anything is new there. Repeatable."""
    return bool(make_digest(office)) | bool(send_due_decisions(office)) | bool(bring_deadlines(office))
