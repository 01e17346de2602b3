"""The daemon: three workers (mailbox, filing, delivery) and a scheduler that rings for what the clock brings."""

import signal
import time
from collections.abc import Callable
from dataclasses import replace

from apscheduler.schedulers.background import BackgroundScheduler

from mailbot import __version__
from mailbot.daemon import journal
from mailbot.daemon.alarming import Watchman
from mailbot.daemon.clockwork import what_the_clock_brings
from mailbot.daemon.copying import copy_sent
from mailbot.daemon.delivery import Deliverer
from mailbot.daemon.fetch import Watch, fetch_all
from mailbot.daemon.filing import file_stored
from mailbot.daemon.health import Health
from mailbot.daemon.marking import mark_filed
from mailbot.daemon.monitoring import serve
from mailbot.daemon.notify import notify, watchdog_seconds
from mailbot.daemon.office import Office
from mailbot.daemon.rechecking import recheck
from mailbot.daemon.retention import erase_expired
from mailbot.daemon.scans import read_scans
from mailbot.daemon.signals import Signals
from mailbot.daemon.troubles import Troubles
from mailbot.daemon.worker import Worker
from mailbot.errors import MailbotError
from mailbot.register.pulses import POLL, is_stale
from mailbot.transport.imap import MAX_IDLE, Mailbox

ALARM_SECONDS = 5  # how often everything that alarms tell of is looked at
CLOCK_SECONDS = 5  # how often the clock is looked at for retries and the digest
# SIGTERM ends within 10 s; a letter in flight gets almost all of it, a mailbox that says nothing very little.
STOP_SECONDS = 8.5
SILENCE_SECONDS = 1.5
# A reply from the mailbox is awaited so long, and 60 s after a connection that failed: a link that died while a command
# was under way is noticed soon, and a slow server is not given up for ever.
IMPATIENT_SECONDS = 15.0
SLICE_SECONDS = 2.0  # a new configuration waits for a letter in flight, in slices of so long


class Daemon:
    """Everything that runs. start() returns at once; stop() ends it cleanly."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._deliverer = Deliverer(office)
        self._troubles = Troubles()
        self._mailbox: Mailbox | None = None
        self._patient = False
        self.health = Health(office.now, with_token=office.inbox.server.token is not None)
        self._watchman = Watchman(office, self.health)
        self.mail = Worker("mailbox", self._watch, report=self.health.note)
        self.filing = Worker("filing", self._file, every=10, report=self.health.note)
        self.delivery = Worker("delivery", self._deliver, every=30, report=self.health.note)
        self.scans = Worker("scans", self._read_scans, every=60, report=self.health.note)
        self.clock = Worker("clock", self._tick, every=60, report=self.health.note)
        self.alarms = Worker("alarms", self._look, every=ALARM_SECONDS, report=self.health.note)
        self.metrics = Worker("metrics", self._serve_metrics)
        # Ticks that were missed (sleep, a slow machine) are made up for by one; the register knows what is due.
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    @property
    def workers(self) -> tuple[Worker, ...]:
        """All of them, those first whose end may take longest."""
        every = (self.delivery, self.mail, self.filing, self.scans, self.clock, self.alarms)
        return every if self._office.metrics_at is None else (*every, self.metrics)

    def start(self) -> None:
        """Begins to work. What servers, disk and database do is the workers' matter: this does not wait for them."""
        office = self._office
        journal.started(__version__, office.inbox.account, office.store.place)
        for worker in self.workers:
            worker.start()
        self._scheduler.add_job(self.clock.bell.ring, "interval", seconds=CLOCK_SECONDS, id="clock")
        self._scheduler.add_job(self.mail.bell.ring, "interval", seconds=office.inbox.poll_seconds, id="poll")
        self._scheduler.start()

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """Ends everything; False where something did not end in time (a server that keeps a letter's reply back)."""
        deadline = time.monotonic() + seconds
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        for worker in self.workers:
            worker.stop()
        if not self.mail.join(SILENCE_SECONDS) and (mailbox := self._mailbox) is not None:
            mailbox.interrupt()
        leave_mail = min(deadline, time.monotonic() + SILENCE_SECONDS)  # still connecting: nothing is lost with it
        ended = [
            worker.join((leave_mail if worker is self.mail else deadline) - time.monotonic()) for worker in self.workers
        ]
        if not all(ended):
            return False
        for worker in self.workers:
            worker.close()
        return True

    def alive(self) -> bool:
        """Whether every worker's thread runs."""
        return all(worker.alive() for worker in self.workers)

    def _watch(self) -> None:
        """One connection's life: fetch what is new, mark what was filed, wait for more; ends by Dropped or stop."""
        inbox = self._office.inbox
        seconds = inbox.server.timeout if self._patient else min(IMPATIENT_SECONDS, inbox.server.timeout)
        self._patient = True
        watch = Watch(self.filing.bell.ring, self.mail.stopping, self._troubles)
        with Mailbox(replace(inbox.server, timeout=seconds), inbox.folder) as mailbox:
            self._mailbox = mailbox
            try:
                journal.connected(inbox.folder, mailbox.has_idle and inbox.idle)
                while not self.mail.stopping():
                    self.mail.bell.silence()
                    fetch_all(self._office, mailbox, watch)
                    self._patient = False
                    self.mail.going_well()
                    self._note_poll()
                    # Marking and copying open other folders: then the watched one is looked at again before waiting.
                    if not mark_filed(self._office, mailbox) + copy_sent(self._office, mailbox):
                        self._wait_for_mail(mailbox)
            finally:
                self._mailbox = None

    def _note_poll(self) -> None:
        now = self._office.now()
        with self._office.store.reading() as register:
            noted = register.pulse(POLL)
        if is_stale(noted, now):
            with self._office.store.writing() as register:
                register.note_pulse(POLL, now)

    def _wait_for_mail(self, mailbox: Mailbox) -> None:
        """IDLE in the watched folder, or the polling interval; the bell ends both."""
        inbox, bell = self._office.inbox, self.mail.bell
        if inbox.idle and mailbox.has_idle:
            mailbox.idle(min(inbox.poll_seconds, MAX_IDLE), bell.fd)
        else:
            bell.wait(inbox.poll_seconds)

    def _file(self) -> None:
        file_stored(self._office, self.filing.stopping, self._filed)

    def _filed(self) -> None:
        self.delivery.bell.ring()
        self.scans.bell.ring()
        if self._office.inbox.after_filing != "nothing":
            self.mail.bell.ring()

    def _read_scans(self) -> None:
        recheck(self._office, self.scans.stopping)
        if read_scans(self._office, self.scans.stopping):
            self.delivery.bell.ring()

    def _deliver(self) -> None:
        delivered = self._deliverer.round(self.delivery.stopping)
        self.health.note_round(delivered.capped, self._office.outbox.per_hour)
        if delivered.tried:
            self.health.note_relay(delivered.unreachable)
        if delivered.sent and self._office.inbox.sent_folder:
            self.mail.bell.ring()

    def _look(self) -> None:
        scanner = self._office.scanner
        was_away = scanner is not None and scanner.away_since is not None
        if self._watchman.round():
            self.delivery.bell.ring()
        if was_away and scanner is not None and scanner.away_since is None:
            self.filing.bell.ring()  # messages wait for it

    def _serve_metrics(self) -> None:
        if self._office.metrics_at is not None:
            serve(self._office, self.health, self._office.metrics_at, self.metrics)

    def _tick(self) -> None:
        if what_the_clock_brings(self._office):
            self.delivery.bell.ring()
        erase_expired(self._office)
        with self._office.store.reading() as register:
            due = register.next_due()
        if due is not None and due <= self._office.now():
            self.delivery.bell.ring()


def run(office: Office, reload: Callable[[Office], Office] | None = None) -> bool:
    """Runs until SIGTERM or SIGINT; False where a worker had to be left behind (its letter is then in doubt).

    reload: makes the office anew from the configuration, for SIGHUP; one with a fault changes nothing.
    """
    signals, watchdog = Signals(), watchdog_seconds()
    daemon = Daemon(office)
    daemon.start()
    notify("READY=1")
    while (asked := signals.next(watchdog)) not in (signal.SIGTERM, signal.SIGINT):
        if asked == signal.SIGHUP and reload is not None:
            daemon, office = _reloaded(daemon, office, reload, signals)
        if watchdog is not None and daemon.alive():
            notify("WATCHDOG=1")
    notify("STOPPING=1")
    ended = daemon.stop()
    journal.stopped()
    return ended


def _reloaded(
    daemon: Daemon, office: Office, reload: Callable[[Office], Office], signals: Signals
) -> tuple[Daemon, Office]:
    """The daemon with the new configuration; the old one, untouched, where that has a fault."""
    try:
        new = reload(office)
    except MailbotError as error:
        journal.reload_refused(str(error))
        return daemon, office
    while not daemon.stop(SLICE_SECONDS):  # of two deliverers each would think itself the only one
        if signals.waiting():
            return daemon, office
    daemon = Daemon(new)
    daemon.start()
    journal.reloaded()
    return daemon, new
