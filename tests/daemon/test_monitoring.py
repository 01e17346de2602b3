"""The figures for Prometheus: the page itself, and GET /metrics of the running daemon."""

import socket
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import timedelta

import pytest

from mailbot.daemon.metrics import metrics
from mailbot.intake.alarm import Cause
from mailbot.register.alarms import OpenAlarm
from mailbot.register.schema import LetterState, State
from tests.daemon.mail import nomination
from tests.daemon.rig import Rig, until
from tests.daemon.test_faults_imap import filed, running, watched
from tests.daemon.test_status import NOW, WELL
from tests.servers.ports import free_ports

BUSY = replace(
    WELL,
    messages=WELL.messages | {State.STORED: 2, State.FILED: 5},
    letters=WELL.letters | {LetterState.SENT: 4, LetterState.HELD: 1},
    oldest_stored=NOW - timedelta(seconds=90),
    tokens={"mailbox": NOW + timedelta(hours=1)},
    alarms=(OpenAlarm(1, Cause.VIRUS, NOW, "", None),),
)
PAGE = """\
mailbot_register_up 1
mailbot_last_poll_timestamp_seconds 1612432800
mailbot_documents_killed_total 3
mailbot_backlog 2
mailbot_oldest_unfiled_seconds 90
mailbot_messages{state="stored"} 2
mailbot_messages{state="filed"} 5
mailbot_messages{state="failed"} 0
mailbot_messages{state="quarantined"} 0
mailbot_letters{state="queued"} 0
mailbot_letters{state="sending"} 0
mailbot_letters{state="sent"} 4
mailbot_letters{state="held"} 1
mailbot_letters{state="failed"} 0
mailbot_letters{state="bounced"} 0
mailbot_token_expiry_timestamp_seconds{server="mailbox"} 1612436400
mailbot_alarm{cause="mailbox"} 0
mailbot_alarm{cause="token"} 0
mailbot_alarm{cause="relay"} 0
mailbot_alarm{cause="register"} 0
mailbot_alarm{cause="disk"} 0
mailbot_alarm{cause="virus"} 1
mailbot_alarm{cause="unfiled"} 0
mailbot_alarm{cause="cap"} 0
mailbot_alarm{cause="broken"} 0
"""


def values(page: str) -> str:
    return "".join(f"{line}\n" for line in page.splitlines() if not line.startswith("#"))


def test_the_page() -> None:
    page = metrics(BUSY, None, 3)
    assert values(page) == PAGE
    assert page.count("# TYPE mailbot_") == page.count("# HELP mailbot_") == 9
    assert "# TYPE mailbot_documents_killed_total counter\n" in page


def test_without_a_register() -> None:
    assert values(metrics(None, NOW, 0)) == (
        "mailbot_register_up 0\nmailbot_last_poll_timestamp_seconds 1612432800\nmailbot_documents_killed_total 0\n"
    )


def listens(port: int) -> bool:
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0


def asked(port: int, path: str = "/metrics") -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        return str(answer.read().decode())


@pytest.mark.parametrize("register_at", ["sqlite"], indirect=True)
def test_the_daemon_answers(rig: Rig) -> None:
    (port,) = free_ports(1)
    with (rig.folder / "config.toml").open("a") as config:
        config.write(f'\n[monitoring]\nlisten = "127.0.0.1:{port}"\n')
    with socket.create_server(("127.0.0.1", port)):  # somebody else has it first
        daemon = running(rig)
        daemon.__enter__()
        watched(rig)
        until(lambda: "Address already in use" in rig.log(), 20, rig.log)
    try:
        rig.account.deliver(nomination(0))
        until(filed(rig, 1), 30, rig.log)
        until(lambda: rig.states("letters") == ["sent"], 30, rig.log)
        until(lambda: listens(port), 20, rig.log)
        with socket.create_connection(("127.0.0.1", port)):  # who says nothing keeps nobody waiting
            page = asked(port)
        assert 'mailbot_messages{state="filed"} 1\n' in page
        assert 'mailbot_letters{state="sent"} 1\n' in page
        assert "mailbot_backlog 0\n" in page
        assert "Salma" not in page
        with pytest.raises(urllib.error.HTTPError, match="404"):
            asked(port, "/")
    finally:
        daemon.__exit__(None, None, None)
