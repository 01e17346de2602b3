"""Exit codes and what stands beside them, by running the program against real servers."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.cli.commands import MODULES
from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from mailbot.register.store import open_store
from tests.cli.program import COMMAND, CORPUS, environment, inside, mailbot, write_config
from tests.servers.dovecot import Account


@pytest.fixture
def relay(certificates: Certificates) -> Iterator[EmbeddedSmtp]:
    with EmbeddedSmtp({"desk@example.org": "geheim"}, certificates) as server:
        yield server


def smtp(relay: EmbeddedSmtp, certificates: Certificates) -> dict[str, object]:
    return {"port": relay.port, "security": "starttls", "ca_file": str(certificates.ca)}


def imap(account: Account) -> dict[str, object]:
    return {
        "port": account.dovecot.tls_port,
        "security": "tls",
        "username": account.user,
        "password": account.password,
        "ca_file": str(account.dovecot.certificates.ca),
    }


def test_0_when_all_is_done(tmp_path: Path, dovecot: Account, relay: EmbeddedSmtp, certificates: Certificates) -> None:
    write_config(tmp_path, imap(dovecot), smtp(relay, certificates))
    dovecot.deliver((CORPUS / "en-d01.eml").read_bytes())
    checked = inside("check", cwd=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    steps = [line.split()[:2] for line in checked.stdout.splitlines()]
    names = ("config", "call", "rules", "templates", "reading", "database", "files", "mailbox", "smtp")
    assert steps == [[name, "ok:"] for name in names], checked.stdout
    assert not (tmp_path / "mailbot.db").exists(), "check makes nothing"
    done = mailbot("once", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert len(relay.taken) == 1
    assert "geheim" not in checked.stdout + done.stderr


def test_2_for_a_fault_in_the_configuration(tmp_path: Path) -> None:
    write_config(tmp_path, {"port": "imaps"}, {"security": "ssl"})
    for command in (
        ["once"],
        ["run"],
        ["check"],
        ["export", "messages"],
        ["digest"],
        ["import", "x"],
        ["classify", "x"],
    ):
        done = inside(*command, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, ""), command
        assert done.stderr.splitlines() == [
            'config.toml: mailbox.port: found "imaps"; expected a whole number',
            'config.toml: smtp.security: found "ssl"; expected "tls", "starttls" or "none"',
        ], command


def test_2_for_arguments_that_make_no_sense(tmp_path: Path) -> None:
    write_config(tmp_path)
    for arguments in (["nonsense"], ["export", "people"], ["once", "--frob"], ["--as-of", "noon", "once"]):
        done = inside(*arguments, cwd=tmp_path)
        assert done.returncode == 2, arguments
        assert done.stderr, arguments
    assert inside("--as-of", "2021-02-04T12:00", "once", cwd=tmp_path).stderr == (
        '--as-of: found "2021-02-04T12:00"; expected an instant such as 2021-02-04T12:00+02:00\n'
    )


def test_3_when_the_mailbox_is_away(tmp_path: Path, relay: EmbeddedSmtp, certificates: Certificates) -> None:
    write_config(tmp_path, None, smtp(relay, certificates))
    done = mailbot("once", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (3, "")
    last = done.stderr.splitlines()[-1]
    assert re.match(r"mailbox: 127\.0\.0\.1:9: cannot connect: .*check host and port", last), done.stderr
    assert "Traceback" not in done.stderr


def test_3_when_the_password_is_wrong(
    tmp_path: Path, dovecot: Account, relay: EmbeddedSmtp, certificates: Certificates
) -> None:
    write_config(tmp_path, {**imap(dovecot), "password": "verkehrt"}, smtp(relay, certificates))
    for command in ("once", "check"):
        done = inside(command, cwd=tmp_path)
        assert done.returncode == 3, command
        said = done.stdout + done.stderr
        assert f"login refused for {dovecot.user}" in said, said
        assert "verkehrt" not in said
        assert "geheim" not in said


def test_3_when_smtp_is_away_but_the_mail_is_filed(tmp_path: Path, dovecot: Account) -> None:
    write_config(tmp_path, imap(dovecot))
    dovecot.deliver((CORPUS / "en-d01.eml").read_bytes())
    done = inside("once", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1].startswith("smtp: ")
    exported = inside("export", "messages", "--format", "csv", cwd=tmp_path).stdout
    assert ",filed," in exported


def test_4_when_another_mailbot_holds_the_register(tmp_path: Path) -> None:
    write_config(tmp_path)
    with (
        open_store(f"sqlite:///{tmp_path / 'mailbot.db'}", tmp_path / "files") as store,
        store.exclusive(),
    ):
        done = mailbot("once", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (4, "")
        assert "Traceback" not in done.stderr
        assert inside("export", "messages", cwd=tmp_path).returncode == 0, "export works beside it"


def test_a_secret_file_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    write_config(tmp_path, {"password": "", "password_file": "secret"})
    done = inside("once", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == f"{tmp_path / 'secret'}: found no such file; expected a secret on its first line\n"


def test_the_version_and_the_help() -> None:
    assert re.fullmatch(r"mailbot \d+\.\d+\.\d+\n", inside("--version").stdout)
    shown = inside("--help").stdout
    for command in MODULES:
        assert re.search(rf"\b{command}\b", shown), command


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
@pytest.mark.parametrize("command", [["classify", "--json", str(CORPUS / "en-d01.eml")], ["rules", "list"], ["schema"]])
def test_1_and_a_line_where_standard_output_is_full(command: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, *command], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False)
    assert (done.returncode, done.stderr) == (1, b"standard output: cannot be written: No space left on device\n")
