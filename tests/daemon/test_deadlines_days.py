"""A call lived through day by day: whatever comes in which order, nobody is reminded wrongly, or twice."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbot.call import Call
from mailbot.cli import wiring
from mailbot.cli.clock import Clock
from mailbot.daemon.deadlines import bring_deadlines
from mailbot.daemon.office import Office
from mailbot.daemon.replaying import Hands, hand_over
from mailbot.intake.plan import Action, Submission
from mailbot.message.model import Address
from mailbot.register.export import rows
from mailbot.register.register import Register
from mailbot.register.store import open_store
from mailbot.settings.load import load
from mailbot.understanding.model import Speaker
from tests.register.samples import Letter, arrival, message, nomination, plan, verdict

CONFIG = """
desk = {name = "Desk", address = "desk@example.com", organisers = ["o@example.com"], timezone = "Asia/Beirut"}
mailbox = {host = "127.0.0.1", username = "x"}
smtp = {host = "127.0.0.1"}
letters = {warn_days_before = []}
[call.speaker]
closes = 2021-03-29
"""
FIRST = date(2021, 3, 18)  # clocks go forward on the 28th
DAYS = 22
PEOPLE = ("a", "b", "c")
UNTITLED = Speaker("Nadia Ben Salah", None, "Cedar Forum", ("plenary",))

# What happens on a day: (day, hour, what, who).
EVENTS = st.lists(
    st.tuples(
        st.integers(0, DAYS - 1),
        st.integers(0, 23),
        st.sampled_from(["arrive", "complete", "withdraw", "announce", "decline", "extend", "crash"]),
        st.sampled_from(PEOPLE),
    ),
    max_size=14,
)
# Hours of the whole time in which the daemon is down.
DOWN = st.lists(st.tuples(st.integers(0, DAYS * 24), st.integers(1, 60)), max_size=2)


class Crash(Exception):
    """The process dies before its commit."""


@dataclass
class Life:
    """The call as it goes on, with what must hold kept beside the register."""

    office: Office
    clock: Hands
    number: int = 0
    open: dict[str, str] = field(default_factory=dict)  # who has an incomplete submission: its reference
    awaited: set[str] = field(default_factory=set)
    filed: set[str] = field(default_factory=set)
    reminded: Counter[tuple[str, datetime, str]] = field(default_factory=Counter)
    last: dict[str, datetime] = field(default_factory=dict)
    seen: int = 0

    @property
    def call(self) -> Call:
        return self.office.call

    def happens(self, what: str, who: str) -> None:
        """One event, now."""
        if what == "extend":
            kind = self.call.kinds["speaker"]
            later = replace(kind, closes=kind.closes + timedelta(days=3), last_day=kind.last_day + timedelta(days=3))
            self.office = replace(self.office, call=replace(self.call, kinds={"speaker": later}))
        elif what == "arrive" and who not in self.filed:
            self.open[who] = self._files(who, nomination(UNTITLED, **self._by(who)))
            self.filed.add(who)
        elif what in ("complete", "withdraw") and who in self.open:
            action = Action.ADDITION if what == "complete" else Action.WITHDRAWAL
            status = "active" if what == "complete" else "withdrawn"
            self._files(who, nomination(reference=self.open.pop(who), status=status, **self._by(who)), action)
        elif what == "announce" and who not in self.filed:
            self._files(who, coming=("speaker",))
            self.awaited.add(who)
        elif what == "decline":
            self._files(who, declined=("speaker",))
            self.awaited.discard(who)
            self.open.pop(who, None)
        elif what == "crash":
            self._dies()
        if what == "arrive":
            self.awaited.discard(who)

    def _by(self, who: str) -> dict[str, Any]:
        return {"submitter": Address("", f"{who}@example.org"), "received": self.clock.at, "language": "en"}

    def _files(self, who: str, submission: Submission | None = None, action: Action = Action.NEW, **said: Any) -> str:
        self.number += 1
        now, name, sender = self.clock.at, f"m{self.number}", Address("", f"{who}@example.org")
        with self.office.store.writing() as register:
            kept, _ = register.keep(arrival(name, sender=sender, received=now), now)
            what = plan(submission, action=action) if submission is not None else plan()
            read = verdict(*(("speaker",) if submission is not None else ()), **said)
            done = register.carry_out(
                kept, what, read, message(name, sender=sender), now, "m", self.call, self.office.desk
            )
            assert done is not None
            if submission is not None:
                letter = Letter(f"message:{kept}:answer", to=sender.address)
                register.queue(letter, now, message=kept, references=done)
        hand_over(self.office)
        return done[0] if done else ""

    def _dies(self) -> None:
        """The clock's work is undone with the transaction it was done in."""
        writing = self.office.store.writing
        try:
            with writing() as register:
                _work_within(self.office, register)
                raise Crash
        except Crash:
            pass

    def ticks(self) -> None:
        """The daemon looks at its clock, and what is due goes out."""
        bring_deadlines(self.office, at_once=True)
        hand_over(self.office)
        with self.office.store.reading() as register:
            letters = list(rows(register, "letters"))[self.seen :]
            self.seen += len(letters)
        for letter in letters:
            key = str(letter["key"])
            if key.startswith(("reminder:", "closing:")) and letter["state"] == "sent":
                self._check(key, str(letter["to"]).partition("@")[0])

    def _check(self, key: str, who: str) -> None:
        now, closes = self.clock.at, self.call.kinds["speaker"].closes
        sort, days = key.split(":")[0], key.rpartition(":")[2]
        if sort == "reminder":
            assert now < closes, f"{key} after the closing"
            assert who in self.open or who in self.awaited, f"{key} to somebody who has nothing open"
        else:
            assert now >= closes, f"{key} before the closing"
            assert who in self.open, f"{key} to somebody who has nothing open"
        self.reminded[who, closes, days] += 1
        assert self.reminded[who, closes, days] == 1, f"{key} twice"
        assert now - self.last.get(who, now - timedelta(days=9)) >= timedelta(hours=24), (
            f"{key} a short while after another"
        )
        self.last[who] = now


def _work_within(office: Office, register: Register) -> None:
    from mailbot.daemon.deadlines import _remind
    from mailbot.intake.deadlines import occasions

    held = occasions(office.call, office.now(), office.calendar, office.desk.timezone)
    _remind(register, office, list(held), office.now())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Everything but the register, which every life has for itself."""
    config = tmp_path_factory.mktemp("desk") / "config.toml"
    config.write_text(CONFIG, "utf-8")
    with wiring.office(load(config), Clock()) as made:
        yield made


def live(office: Office, events: list[tuple[int, int, str, str]], down: list[tuple[int, int]]) -> Life:
    """The whole time, hour by hour."""
    zone = office.desk.timezone
    clock = Hands(datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=zone))
    begin = clock.at.timestamp()
    planned = sorted(events, key=lambda event: event[:2])
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"sqlite:///{folder}/mailbot.db", f"{folder}/files") as store,
    ):
        life = Life(replace(office, store=store, now=clock.now), clock)
        for hour in range(DAYS * 24):
            clock.at = datetime.fromtimestamp(begin + hour * 3600, zone)
            while planned and planned[0][0] * 24 + planned[0][1] <= hour:
                _, _, what, who = planned.pop(0)
                life.happens(what, who)
            asleep = any(start <= hour < start + length for start, length in down)
            if not asleep and hour % 24 in (8, 9, 10):
                life.ticks()
        return life


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(EVENTS, DOWN)
def test_nobody_is_reminded_wrongly_or_twice(
    office: Office, events: list[tuple[int, int, str, str]], down: list[tuple[int, int]]
) -> None:
    live(office, events, down)


def test_everybody_with_something_open_is_reminded(office: Office) -> None:
    life = live(
        office, [(0, 8, "arrive", "a"), (1, 8, "announce", "b"), (1, 9, "arrive", "c"), (3, 8, "complete", "c")], []
    )
    closes = life.call.kinds["speaker"].closes
    assert life.reminded == {("a", closes, days): 1 for days in "720"} | {("b", closes, days): 1 for days in "72"}
