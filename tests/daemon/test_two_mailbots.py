"""Two mailbots that write to each other stop after one letter each, also where a server takes the marks off."""

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from tests.daemon.mail import nomination
from tests.daemon.nursery import Nursery
from tests.daemon.rig import Rig, stop, until
from tests.servers.dovecot import Dovecot

QUIET_SECONDS = 5.0  # of both, after which nothing more is expected
MARKS = re.compile(rb"^(Auto-Submitted|X-Auto-Response-Suppress|X-Loop|Precedence|X-Mailbot[^:]*):.*\r?\n", re.M)


@pytest.fixture
def desks(
    tmp_path: Path, running_dovecot: Dovecot, certificates: Certificates, nursery: Nursery
) -> Iterator[dict[str, Rig]]:
    """Two installations, each with an address, a mailbox and a relay of its own."""
    with ExitStack() as stack:
        made = {}
        for name in ("east", "west"):
            folder = tmp_path / name
            folder.mkdir()
            relay = stack.enter_context(EmbeddedSmtp({"relay": "relay-password"}, certificates, "starttls"))
            account = running_dovecot.account(f"{name}-{tmp_path.name}@{name}.example")
            desk = f"desk@{name}.example"
            made[desk] = Rig(folder, account.server(), relay, certificates, nursery, account=account, desk=desk)
        yield made


@pytest.mark.parametrize("stripped", [False, True], ids=["as sent", "marks taken off on the way"])
def test_they_stop(desks: dict[str, Rig], stripped: bool) -> None:
    east, west = desks
    first = nomination(0).replace(b"amal0@org0.example", west.encode()).replace(b"review@example.org", east.encode())
    second = nomination(1).replace(b"amal1@org1.example", east.encode()).replace(b"review@example.org", west.encode())
    desks[east].account.deliver(first, sender=west)
    desks[west].account.deliver(second, sender=east)
    carried = dict.fromkeys(desks, 0)
    quiet_since = time.monotonic()
    daemons = [rig.start() for rig in desks.values()]
    try:
        until(lambda: all(rig.states("messages") for rig in desks.values()), 40, "they did not begin")
        while time.monotonic() - quiet_since < QUIET_SECONDS:
            for rig in desks.values():
                for letter in rig.smtp.taken[carried[_name(desks, rig)] :]:
                    carried[_name(desks, rig)] += 1
                    quiet_since = time.monotonic()
                    content = MARKS.sub(b"", letter.content) if stripped else letter.content
                    (to,) = letter.recipients
                    desks[to].account.deliver(content, sender=letter.sender)
            assert max(carried.values()) < 5, "they write to each other without end"
            time.sleep(0.1)
        assert [stop(daemon) for daemon in daemons] == [0, 0]
    finally:
        for daemon in daemons:
            daemon.kill()
    assert carried == {east: 1, west: 1}, "not one letter each"
    for rig in desks.values():
        assert rig.states("messages") == ["filed", "filed"]
        assert [row["reply"] for row in rig.export("messages")] == [True, False]


def _name(desks: dict[str, Rig], rig: Rig) -> str:
    return next(name for name, other in desks.items() if other is rig)
