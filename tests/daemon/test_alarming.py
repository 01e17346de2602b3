"""Alarms: what is told, once a case and a day, in the outbox or past it; and its end."""

import shutil
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from mailbot.cli import wiring
from mailbot.cli.clock import Clock
from mailbot.daemon.alarm_moves import Move, moves
from mailbot.daemon.alarming import Watchman
from mailbot.daemon.delivery import Deliverer
from mailbot.daemon.health import REGISTRARS, Health, Trouble, cause_of
from mailbot.daemon.metrics import metrics
from mailbot.daemon.office import AlarmPolicy, Office, Outbox
from mailbot.daemon.status import Limits, needs_look, status_of
from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from mailbot.errors import OutOfReach, RegisterUnavailable
from mailbot.intake.alarm import Cause
from mailbot.register.alarms import OpenAlarm
from mailbot.register.export import rows
from mailbot.register.store import open_store
from mailbot.settings.load import load
from mailbot.transport.failures import Dropped, LoginRefused
from mailbot.transport.oauth2_answer import NoToken
from mailbot.transport.server import MailServer, Security
from tests.daemon.mail import nomination
from tests.daemon.nursery import Nursery
from tests.daemon.rig import ROOT, Rig, until
from tests.daemon.test_faults_imap import running, watched
from tests.daemon.test_faults_smtp import later
from tests.letter_text import body_of
from tests.register.samples import Letter, arrival
from tests.servers.dovecot import Account
from tests.servers.ports import free_ports
from tests.servers.proxy import Proxy

NOW = datetime(2021, 2, 4, 10, tzinfo=UTC)
HALF, HOUR, DAY = timedelta(minutes=30), timedelta(hours=1), timedelta(days=1)
AWAY = OutOfReach("imap.example.org:993: cannot connect: no answer in time")
FULL = RegisterUnavailable("the register cannot be used: database or disk is full")
MAILBOX = Trouble(Cause.MAILBOX, NOW - HALF, (str(AWAY),))
BROKEN = Trouble(Cause.BROKEN, NOW - HALF, ("17: could not be processed",))
UNTOLD = OpenAlarm(3, Cause.MAILBOX, NOW - HOUR, "", None)
TOLD = replace(UNTOLD, told=NOW - HALF)
NOTHING: frozenset[Cause] = frozenset()
WELL = frozenset({Cause.MAILBOX})
ENDED = Trouble(Cause.MAILBOX, NOW - HOUR)

MOVES: list[tuple[str, list[OpenAlarm], dict[Cause, datetime], list[Trouble], frozenset[Cause], tuple[Move, ...]]] = [
    ("nothing is wrong", [], {}, [], WELL, ()),
    ("it begins", [], {}, [MAILBOX], NOTHING, (Move(None, MAILBOX, tell=True),)),
    ("it goes on", [TOLD], {Cause.MAILBOX: NOW - HALF}, [MAILBOX], NOTHING, ()),
    ("it goes on for long", [replace(TOLD, told=NOW - DAY)], {Cause.MAILBOX: NOW - DAY}, [MAILBOX], NOTHING, ()),
    ("again on one day", [], {Cause.MAILBOX: NOW - HOUR}, [MAILBOX], NOTHING, (Move(None, MAILBOX, tell=False),)),
    ("again on one day, for long", [UNTOLD], {Cause.MAILBOX: NOW - DAY}, [MAILBOX], NOTHING,
     (Move(3, replace(MAILBOX, since=UNTOLD.since), tell=True),)),
    ("another day", [], {Cause.MAILBOX: NOW - DAY}, [MAILBOX], NOTHING, (Move(None, MAILBOX, tell=True),)),
    ("the clock was set back", [], {Cause.MAILBOX: NOW + HOUR}, [MAILBOX], NOTHING, (Move(None, MAILBOX, tell=True),)),
    ("another cause", [TOLD], {Cause.MAILBOX: NOW - HALF}, [MAILBOX, Trouble(Cause.DISK, NOW)], NOTHING,
     (Move(None, Trouble(Cause.DISK, NOW), tell=True),)),
    ("over", [TOLD], {Cause.MAILBOX: NOW - HALF}, [], WELL, (Move(3, ENDED, tell=True, until=NOW),)),
    ("over, and had not been told", [UNTOLD], {}, [], WELL, (Move(3, ENDED, tell=False, until=NOW),)),
    ("nobody knows yet whether it is over", [TOLD], {Cause.MAILBOX: NOW - HALF}, [], NOTHING, ()),
    ("what happens", [], {}, [BROKEN], NOTHING, (Move(None, BROKEN, tell=True),)),
    ("what happens again on one day", [], {Cause.BROKEN: NOW - HOUR}, [BROKEN], NOTHING, ()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "told", "present", "well", "expected"), [row[1:] for row in MOVES], ids=[row[0] for row in MOVES]
)
def test_moves(
    standing: list[OpenAlarm],
    told: dict[Cause, datetime],
    present: list[Trouble],
    well: frozenset[Cause],
    expected: tuple[Move, ...],
) -> None:
    assert moves(standing, told, present, well, NOW) == expected


@pytest.mark.parametrize(
    ("worker", "error", "with_token", "cause"),
    [
        ("mailbox", AWAY, False, Cause.MAILBOX),
        ("mailbox", Dropped("gone"), True, Cause.MAILBOX),
        ("mailbox", LoginRefused("no"), False, Cause.MAILBOX),
        ("mailbox", LoginRefused("no"), True, Cause.TOKEN),
        ("mailbox", NoToken("expired secret", "invalid_client"), True, Cause.TOKEN),
        ("mailbox", NoToken("withdrawn", "invalid_grant"), True, Cause.TOKEN),
        ("mailbox", NoToken("HTTP 503"), True, Cause.MAILBOX),
        ("mailbox", NoToken("busy", "temporarily_unavailable"), True, Cause.MAILBOX),
        ("mailbox", FULL, False, Cause.REGISTER),
        ("clock", FULL, False, Cause.REGISTER),
        ("scans", AWAY, False, None),
        ("filing", MemoryError(), False, None),
    ],
)
def test_causes(worker: str, error: Exception, with_token: bool, cause: Cause | None) -> None:
    assert cause_of(worker, error, with_token=with_token) is cause


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


class Post:
    """An office with its watchman, at an hour of the test's choice; no mailbox."""

    def __init__(self, office: Office, hands: Hands) -> None:
        self.office, self.hands = office, hands
        self.health = Health(hands)
        self.watchman = Watchman(office, self.health)

    def all_well(self) -> None:
        for worker in ("mailbox", *REGISTRARS):
            self.health.note(worker, None)

    def after(self, span: timedelta) -> bool:
        """What a round does so much later."""
        self.hands.at += span
        return self.watchman.round()

    def keys(self) -> list[str]:
        """The alarms in the outbox: their keys without what all have in common."""
        with self.office.store.reading() as register:
            found = [row["key"] for row in rows(register, "letters") if row["kind"] == "alarm"]
        return [key.removeprefix("alarm:").removesuffix(":organiser@example.org") for key in found]

    def restarted(self) -> "Post":
        """The same installation after a restart."""
        return Post(self.office, self.hands)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Rules, templates and all that, read once."""
    folder = tmp_path_factory.mktemp("base")
    (folder / "config.toml").write_bytes((ROOT / "config.toml").read_bytes())
    with wiring.office(load(folder / "config.toml"), Clock()) as office:
        yield office


@pytest.fixture
def post(base: Office, tmp_path: Path, relay: EmbeddedSmtp, certificates: Certificates) -> Iterator[Post]:
    hands = Hands()
    server = MailServer("localhost", relay.port, Security.STARTTLS, "relay", lambda: "relay-password",
                        ca_file=str(certificates.ca))  # fmt: skip
    with open_store(f"sqlite:///{tmp_path}/mailbot.db", tmp_path / "files", lock_wait=0.3) as store:
        yield Post(replace(base, store=store, now=hands, outbox=Outbox(server), alarms=AlarmPolicy()), hands)


def subjects(relay: EmbeddedSmtp) -> list[str]:
    return [str(message_from_bytes(taken.content, policy=policy.default)["Subject"]) for taken in relay.taken]


def test_an_outage_is_told_once_and_its_end_once(post: Post, relay: EmbeddedSmtp) -> None:
    post.all_well()
    assert not post.after(HOUR)
    post.health.note("mailbox", AWAY)
    assert not post.after(timedelta(minutes=29))
    post.health.note("mailbox", AWAY)
    assert post.after(timedelta(minutes=1))
    assert not post.after(timedelta(hours=5))
    again = post.restarted()
    assert not again.after(HOUR), "after a restart nothing is known yet"
    again.health.note("mailbox", AWAY)
    assert not again.after(HOUR)
    again.health.note("mailbox", None)
    assert again.after(timedelta())
    assert post.keys() == ["mailbox:20210204T110000Z", "mailbox:20210204T110000Z:over"]
    Deliverer(post.office).round()
    assert subjects(relay) == ["mailbot: The mailbox cannot be read", "mailbot: The mailbox can be read again"]
    begun = body_of(message_from_bytes(relay.taken[0].content, policy=policy.default))
    assert "Since Thursday 4 February 2021, 13:00 (Beirut time): mailbot cannot read the desk’s mailbox." in begun
    assert str(AWAY) in begun


def test_a_relay_that_is_away_is_told_when_it_is_over(
    post: Post, relay: EmbeddedSmtp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No letter can go out meanwhile; the register knows, and with it `status` and the figures; systemd is told."""
    systemd = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    systemd.bind(str(tmp_path / "notify"))
    systemd.settimeout(5)
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    post.all_well()
    post.health.note_relay("smtp.example.org:587: cannot connect")
    assert not post.after(timedelta(minutes=29))
    post.health.note_relay("smtp.example.org:587: cannot connect")
    assert not post.after(timedelta(minutes=1))
    with post.office.store.reading() as register:
        (alarm,) = register.open_alarms()
        found = status_of(register, post.hands())
    assert (alarm.cause, alarm.detail) == (Cause.RELAY, "smtp.example.org:587: cannot connect")
    assert systemd.recv(100) == b"STATUS=alarm: relay"
    assert (
        "alarm since 30 min: relay (smtp.example.org:587: cannot connect)" in needs_look(found, Limits(HOUR)).values()
    )
    assert 'mailbot_alarm{cause="relay"} 1' in metrics(found, None, 0)
    again = post.restarted()
    again.all_well()
    assert not again.after(HOUR), "nobody has tried yet"
    again.health.note_relay("")
    assert again.after(HOUR)
    assert post.keys() == ["relay:20210204T100000Z:over"]
    assert systemd.recv(100) == b"STATUS=at work"
    systemd.close()
    Deliverer(post.office).round()
    assert subjects(relay) == ["mailbot: The mail server takes letters again"]
    again.health.note_relay("away")
    again.after(HOUR)
    again.health.note_relay("")
    again.after(HOUR)
    assert len(post.keys()) == 1, "not twice a day"


def test_a_line_that_comes_and_goes_is_told_once_a_day(post: Post) -> None:
    for _ in range(20):
        post.health.note("mailbox", AWAY)
        post.after(HOUR)
        post.health.note("mailbox", None)
        post.after(HOUR)
    keys = post.keys()
    assert keys == [
        "mailbox:20210204T100000Z", "mailbox:20210204T100000Z:over",
        "mailbox:20210205T100000Z", "mailbox:20210205T100000Z:over",
    ]  # fmt: skip


def test_others_may_be_told_in_their_language(post: Post) -> None:
    desk = replace(post.office.desk, organisers_language="fr", readers={"chief@example.org": "ar"})
    alarms = AlarmPolicy(("it@example.org", "Chief@example.org"))
    post.office = replace(post.office, desk=desk, alarms=alarms)
    post = post.restarted()
    post.health.note("mailbox", NoToken("no OAuth2 token", "invalid_grant"))
    assert post.after(HALF)
    with post.office.store.reading() as register:
        told = [(row["to"], row["subject"], row["language"]) for row in rows(register, "letters")]
    french = "mailbot\N{NO-BREAK SPACE}: Le fournisseur de messagerie refuse l’accès à la boîte de réception"
    assert [(to, language) for to, _, language in told] == [("it@example.org", "fr"), ("Chief@example.org", "ar")]
    assert told[0][1] == french
    assert told[1][1] != french


def test_a_full_disk(post: Post) -> None:
    root = post.office.store.files.root
    free = shutil.disk_usage(root.parent).free
    post.office = replace(post.office, alarms=AlarmPolicy(disk_free=free * 2))
    full = post.restarted()
    assert not full.after(timedelta())
    assert full.after(HALF)
    post.office = replace(post.office, alarms=AlarmPolicy(disk_free=free // 2))
    assert post.restarted().after(timedelta())
    assert post.keys() == ["disk:20210204T100000Z", "disk:20210204T100000Z:over"]


def test_messages_that_wait_and_messages_that_fail(post: Post) -> None:
    with post.office.store.writing() as register:
        first, _ = register.keep(arrival("first"), NOW)
        second, _ = register.keep(arrival("second"), NOW)
        register.fail(second, "could not be processed: ValueError", NOW, "mailbot")
    assert post.after(HALF)
    assert post.keys() == ["unfiled:20210204T100000Z", "broken:20210204T100000Z"]
    with post.office.store.writing() as register:
        register.quarantine(first, "reading it ends the process", post.hands(), "mailbot")
    assert post.after(HALF)
    assert post.keys()[2:] == ["unfiled:20210204T100000Z:over"], "failed messages are told once a day"
    assert post.after(DAY)
    assert post.keys()[3:] == ["broken:20210204T103000Z"]
    assert not post.after(2 * DAY)


def test_no_cap_keeps_back_the_alarm_about_it(post: Post, relay: EmbeddedSmtp) -> None:
    office = replace(post.office, outbox=replace(post.office.outbox, per_hour=1))
    deliverer = Deliverer(office)
    with office.store.writing() as register:
        for name in ("one", "two"):
            register.queue(Letter(key=f"message:{name}:answer"), NOW)
    post.health.note_round(deliverer.round().capped, 1)
    post.hands.at += HALF
    post.health.note_round(deliverer.round().capped, 1)
    assert post.after(timedelta())
    assert deliverer.round().capped
    assert len(relay.taken) == 2
    assert subjects(relay)[1] == "mailbot: Letters wait: the limit for an hour is reached"
    post.hands.at += HOUR
    assert not deliverer.round().capped
    assert len(relay.taken) == 3


def test_a_register_that_is_away_is_told_past_it(post: Post, relay: EmbeddedSmtp, tmp_path: Path) -> None:
    post.all_well()
    post.after(timedelta())
    database = tmp_path / "mailbot.db"
    with writing_elsewhere(database):
        post.health.note("filing", FULL)
        post.health.note("mailbox", AWAY)
        assert not post.after(timedelta(minutes=29))
        for span in (timedelta(minutes=1), timedelta(minutes=1), HOUR):
            with pytest.raises(RegisterUnavailable):
                post.after(span)
    assert subjects(relay) == ["mailbot: The register cannot be used"]
    post.all_well()
    post.after(timedelta())
    post.after(timedelta())
    assert post.keys() == ["register:20210204T100000Z:over"]
    Deliverer(post.office).round()
    assert subjects(relay)[1:] == ["mailbot: The register can be used again"]


def test_a_relay_that_is_away_is_asked_again(post: Post, relay: EmbeddedSmtp, tmp_path: Path) -> None:
    relay.refuse["MAIL"] = "451 not now"
    with writing_elsewhere(tmp_path / "mailbot.db"):
        post.health.note("filing", FULL)
        post.health.note("mailbox", AWAY)
        for span, count in ((HALF, 0), (timedelta(seconds=30), 0), (timedelta(seconds=31), 1), (HOUR, 1)):
            if span == timedelta(seconds=30):
                relay.refuse.clear()
            with pytest.raises(RegisterUnavailable):
                post.after(span)
            assert len(relay.taken) == count


@contextmanager
def writing_elsewhere(database: Path) -> Iterator[None]:
    """Another program writes into the database and does not come to an end."""
    other = sqlite3.connect(database, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
    finally:
        other.close()


@pytest.fixture
def register_at() -> str:
    """SQLite alone: what is tested here lies before the database."""
    return ""


def test_the_daemon_tells_of_its_mailbox(
    tmp_path: Path, dovecot: Account, relay: EmbeddedSmtp, certificates: Certificates, nursery: Nursery
) -> None:
    with Proxy(dovecot.server().port) as proxy:
        rig = Rig(tmp_path, dovecot.server(port=proxy.port), relay, certificates, nursery, account=dovecot)
        with (tmp_path / "config.toml").open("a") as config:
            config.write("\n[alarms]\nafter_minutes = 0.02\n")
        with running(rig):
            watched(rig)
            proxy.cut_down_after = 0
            proxy.cut()
            until(lambda: len(relay.taken) == 1, 30, rig.log)
            status = rig.run("status", expect=1).stdout
            assert "look: alarm since" in status
            proxy.cut_down_after = None
            until(lambda: len(relay.taken) == 2, 30, rig.log)
        assert subjects(relay) == ["mailbot: The mailbox cannot be read", "mailbot: The mailbox can be read again"]
        assert "alarm" not in rig.run("status").stdout


def test_the_daemon_knows_of_its_relay(
    tmp_path: Path, dovecot: Account, certificates: Certificates, nursery: Nursery
) -> None:
    (port,) = free_ports(1)
    relay = EmbeddedSmtp({"relay": "relay-password"}, certificates, "starttls", port=port)
    rig = Rig(tmp_path, dovecot.server(), relay, certificates, nursery, account=dovecot)
    with (tmp_path / "config.toml").open("a") as config:
        config.write("\n[alarms]\nafter_minutes = 0.02\n")
    dovecot.deliver(nomination(0))
    with running(rig):
        until(lambda: '"cause": "relay"' in rig.log(), 30, rig.log)
        assert f"relay (localhost:{port}: " in rig.run("status", expect=1).stdout
    with relay, running(rig, "--as-of", later(65)):
        until(lambda: len(relay.taken) == 2, 30, rig.log)
    assert subjects(relay)[1] == "mailbot: The mail server takes letters again"
    assert "alarm" not in rig.run("status").stdout
