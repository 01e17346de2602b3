"""The daemon: three workers (mailbox, filing, delivery) and a scheduler that rings for what the clock brings."""

import signal
import time
from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler

from mailbot import __version__
from mailbot.daemon import journal
from mailbot.daemon.delivery import deliver_due, recover
from mailbot.daemon.digesting import make_digest
from mailbot.daemon.fetch import fetch_folder
from mailbot.daemon.filing import file_stored
from mailbot.daemon.marking import mark_filed
from mailbot.daemon.office import Office
from mailbot.daemon.signals import Bell
from mailbot.daemon.worker import Worker
from mailbot.transport.imap import MAX_IDLE, Mailbox

CLOCK_SECONDS = 5  # how often the clock is looked at for retries and the digest
# SIGTERM ends within 10 s; a letter in flight gets almost all of it.
STOP_SECONDS = 9.0


class Daemon:
    """Everything that runs. start() returns at once; stop() ends it cleanly."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self.mail = Worker("mailbox", self._watch)
        self.filing = Worker("filing", self._file, every=30)
        self.delivery = Worker("delivery", self._deliver, every=30)
        self.clock = Worker("clock", self._tick, every=3600)
        # Ticks that were missed (sleep, a slow machine) are made up for by one; the register knows what is due.
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    def start(self) -> None:
        """Begins to work."""
        office = self._office
        recover(office)
        journal.started(__version__, office.inbox.account, office.store.place)
        for worker in (self.filing, self.delivery, self.mail, self.clock):
            worker.start()
        self._scheduler.add_job(self.clock.bell.ring, "interval", seconds=CLOCK_SECONDS, id="clock")
        self._scheduler.add_job(self.mail.bell.ring, "interval", seconds=office.inbox.poll_seconds, id="poll")
        self._scheduler.start()

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """Ends everything; False where something did not end in time (a server that keeps a letter's reply back)."""
        deadline = time.monotonic() + seconds
        self._scheduler.shutdown(wait=False)
        workers = (self.delivery, self.mail, self.filing, self.clock)
        for worker in workers:
            worker.stop()
        ended = [worker.join(deadline - time.monotonic()) for worker in workers]
        journal.stopped()
        return all(ended)

    def _watch(self) -> None:
        """One connection's life: fetch what is new, mark what was filed, wait for more; ends by Dropped or stop."""
        office = self._office
        inbox = office.inbox
        with Mailbox(inbox.server, inbox.folder) as mailbox:
            journal.connected(inbox.folder, mailbox.has_idle and inbox.idle)
            while not self.mail.stopping():
                for folder, junk in inbox.folders:
                    if fetch_folder(office, mailbox, folder, junk):
                        self.filing.bell.ring()
                mark_filed(office, mailbox)
                self._wait_for_mail(mailbox)

    def _wait_for_mail(self, mailbox: Mailbox) -> None:
        """IDLE in the watched folder, or the polling interval; the bell ends both."""
        inbox, bell = self._office.inbox, self.mail.bell
        if not inbox.idle or not mailbox.has_idle:
            bell.wait(inbox.poll_seconds)
            return
        mailbox.folder = inbox.folder
        mailbox.select()
        mailbox.idle(min(inbox.poll_seconds, MAX_IDLE), bell.fd)
        bell.silence()

    def _file(self) -> None:
        while not self.filing.stopping() and file_stored(self._office, limit=20):
            self.delivery.bell.ring()
            if self._office.inbox.after_filing != "nothing":
                self.mail.bell.ring()

    def _deliver(self) -> None:
        deliver_due(self._office, self.delivery.stopping)

    def _tick(self) -> None:
        if make_digest(self._office):
            self.delivery.bell.ring()
        with self._office.store.reading() as register:
            due = register.next_due()
        if due is not None and due <= self._office.now():
            self.delivery.bell.ring()


def run(office: Office, on_ready: Callable[[], None] = lambda: None) -> bool:
    """Runs until SIGTERM or SIGINT; False where a worker had to be left behind (its letter is then in doubt)."""
    leaving = Bell()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: leaving.ring())
    daemon = Daemon(office)
    daemon.start()
    on_ready()
    while not leaving.wait(3600):
        pass
    return daemon.stop()
