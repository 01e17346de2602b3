"""Every fault of config.toml and the environment is one line: where, which key, what was found, what is expected."""

import os
from pathlib import Path

import pytest

from mailbot.errors import ConfigurationError
from mailbot.settings.load import load
from tests.settings.sample import SAMPLE

SMTP_KEYS = "host, security, username, password, password_file, ca_file, insecure, oauth2, port"
TOP_KEYS = "desk, mailbox, smtp, storage, digest, letters, virus, alarms, monitoring, call, rules, templates"

ROWS = [
    (
        ("[smtp]", '[call.report]\ncloses = "16/02/2021"\n[smtp]'),
        'call.report.closes: found "16/02/2021"; expected a date such as 2021-02-16, or a date-time such as '
        "2021-02-16T18:00:00+02:00",
    ),
    (
        ("[smtp]", "[call.report]\ncloses = 16\n[smtp]"),
        "call.report.closes: found 16; expected a date such as 2021-02-16, or a "
        "date-time such as 2021-02-16T18:00:00+02:00",
    ),
    (
        ("desk@example.org", "desk @example.org"),
        'desk.address: found "desk @example.org"; expected an address without spaces, such as review@example.org',
    ),
    (
        ("desk@example.org", "desk.example.org"),
        'desk.address: found "desk.example.org"; expected an e-mail address such as review@example.org',
    ),
    (('["one@example.org"]', "[]"), "desk.organisers: found []; expected at least one entry"),
    (
        ('["one@example.org"]', '["one@example.org", "two"]'),
        'desk.organisers.1: found "two"; expected an e-mail address such as review@example.org',
    ),
    (
        ('["one@example.org"]', '"one@example.org"'),
        'desk.organisers: found "one@example.org"; expected a list such as ["one", "two"]',
    ),
    (
        ('name = "Desk"', 'name = "Desk\\r\\nBcc: x@example.org"'),
        'desk.name: found "Desk\\r\\nBcc: x@example.org"; expected text on one line, without control characters',
    ),
    (('name = "Desk"', 'name = ""'), 'desk.name: found ""; expected text that is not empty'),
    (
        ("[desk]", '[desk]\ntimezone = "Beirut"'),
        'desk.timezone: found "Beirut"; expected a time zone such as Asia/Beirut',
    ),
    (("[desk]", '[desk]\nlanguages = ["de"]'), 'desk.languages.0: found "de"; expected ar, en or fr'),
    (("[mailbox]", '[mailbox]\nport = "imaps"'), 'mailbox.port: found "imaps"; expected a whole number'),
    (("[mailbox]", "[mailbox]\nport = 70000"), "mailbox.port: found 70000; expected a number of at most 65535"),
    (
        ("[mailbox]", '[mailbox]\nsecurity = "ssl"'),
        'mailbox.security: found "ssl"; expected "tls", "starttls" or "none"',
    ),
    (
        ("[mailbox]", '[mailbox]\nsecurity = "none"'),
        'mailbox.security: found "none"; expected tls or starttls (none is only for loopback, unless insecure = true)',
    ),
    (
        ("imap.example.org", "imap.example.org:993"),
        'mailbox.host: found "imap.example.org:993"; expected a name without a port (the port has a key of its own)',
    ),
    (("[mailbox]", '[mailbox]\nidle = "yes"'), 'mailbox.idle: found "yes"; expected true or false'),
    (("[mailbox]", "[mailbox]\npoll_seconds = 0"), "mailbox.poll_seconds: found 0; expected a number of at least 1"),
    (("[mailbox]", "[mailbox]\npoll_seconds = 1.5"), "mailbox.poll_seconds: found 1.5; expected a whole number"),
    (
        ('password = "geheim"', "password = 12345"),
        "mailbox.password: found a value that is not shown; expected text in quotes",
    ),
    (
        ("[smtp]", '[smtp]\npasword = "geheim"'),
        f"smtp.pasword: found an unknown key; expected password, or another of the known keys ({SMTP_KEYS})",
    ),
    (
        ('password = "geheim"', 'password = "geheim"\npassword_file = "x"'),
        'mailbox.password_file: found "x"; expected nothing here where password is set too: one of the two',
    ),
    (
        ("[smtp]", '[storage]\ndatabase = "mysql://u:geheim@h/x"\n[smtp]'),
        'storage.database: found "mysql://u:***@h/x"; expected a database URL such as sqlite:///mailbot.db or '
        "postgresql+psycopg://user@host/name",
    ),
    (
        ("[smtp]", "[storage]\nkeep_days = 30\nkeep_until = 2022-02-28\n[smtp]"),
        "storage.keep_until: found 2022-02-28; expected nothing here where keep_days is set too: one of the two",
    ),
    (
        ("[smtp]", "[storage]\nkeep_days = 999999\n[smtp]"),
        "storage.keep_days: found 999999; expected a number of at most 365000",
    ),
    (
        ("[smtp]", "[letters]\nmax_age_hours = inf\n[smtp]"),
        "letters.max_age_hours: found inf; expected a number of at most 10000000000",
    ),
    (
        ("[smtp]", "[call.report]\ncloses = 9999-12-31\n[smtp]"),
        "call.report.closes: found 9999-12-31; expected a date of the years 1971 to 2999",
    ),
    (
        ("[smtp]", "[call.report]\ncloses = 2021-02-16\ngrace_hours = 1e300\n[smtp]"),
        "call.report.grace_hours: found 1e+300; expected a number of at most 87600",
    ),
    (
        ("[smtp]", "[storage]\nkeep_until = 0001-01-01\n[smtp]"),
        "storage.keep_until: found 0001-01-01; expected a date of the years 1971 to 2999",
    ),
    (("[smtp]", '[digest]\nat = "7"\n[smtp]'), 'digest.at: found "7"; expected a time of day such as 07:00'),
    (
        ("[smtp]", '[digest]\nlanguages = { "One@example.org" = "de" }\n[smtp]'),
        'digest.languages.One@example.org: found "de"; expected ar, en or fr',
    ),
    (
        ("[smtp]", '[digest]\nlanguages = { "Two@example.org" = "fr" }\n[smtp]'),
        'digest.languages: found "Two@example.org"; expected one of desk.organisers or alarms.to (one@example.org)',
    ),
    (("[smtp]", '[letters]\nmode = "on"\n[smtp]'), 'letters.mode: found "on"; expected "send" or "hold"'),
    (
        ("[smtp]", "[letters]\nmax_age_hours = 0\n[smtp]"),
        "letters.max_age_hours: found 0; expected more than 0",
    ),
    (
        ("[smtp]", "[call.report]\ngrace_hours = -1\n[smtp]"),
        "call.report.grace_hours: found -1; expected a number of at least 0",
    ),
    (
        ("[smtp]", "[call.events.fair]\nstarts = 2021-03-02\nends = 2021-03-01\n[smtp]"),
        "call.events.fair.ends: found 2021-03-01; expected a date not before starts",
    ),
    (
        ("[smtp]", "[call.events.fair]\nstarts = 2021-03-02T10:00:00\nends = 2021-03-02\n[smtp]"),
        "call.events.fair.ends: found 2021-03-02; expected a date-time where starts is one, else a date",
    ),
    (
        ("[smtp]", "[call.events.fair]\nends = 2021-03-01\n[smtp]"),
        "call.events.fair.starts: found nothing; expected a value: this key is required",
    ),
    (
        ("[smtp]", '[call.speaker]\nprefix = "R"\n[smtp]'),
        "call.speaker: found a table; expected prefixes that differ: references of both kinds would look the same",
    ),
    (
        ("[smtp]", '[call.links]\nsurvey = "example.org"\n[smtp]'),
        'call.links.survey: found "example.org"; expected an address such as https://example.org/survey',
    ),
    *(
        (
            ("[smtp]", f'[virus]\nsocket = "{socket}"\n[smtp]'),
            f'virus.socket: found "{socket}"; '
            "expected a socket such as unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310",
        )
        for socket in ("/run/clamd", "unix:clamd", "tcp:localhost", "tcp:localhost:0", "udp:127.0.0.1:3310")
    ),
    *(
        (
            ("[smtp]", f'[monitoring]\nlisten = "{listen}"\n[smtp]'),
            f'monitoring.listen: found "{listen}"; expected an address with a port such as 127.0.0.1:9108',
        )
        for listen in ("9108", ":9108", "http://127.0.0.1:9108", "127.0.0.1:99108", "::1:9108")
    ),
    (("[smtp]", "[alarms]\nafter_minutes = 0\n[smtp]"), "alarms.after_minutes: found 0; expected more than 0"),
    (("[smtp]", "[smpt]"), f"smpt: found an unknown key; expected smtp, or another of the known keys ({TOP_KEYS})"),
    (("[desk]", "desk = 3\n[other.desk]"), "desk: found 3; expected a table of its own"),
]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.upper().startswith("MAILBOT__")]:
        monkeypatch.delenv(name)


def faults(folder: Path, content: str) -> list[str]:
    file = folder / "config.toml"
    file.write_text(content, "utf-8")
    with pytest.raises(ConfigurationError) as raised:
        load(file)
    return raised.value.faults


@pytest.mark.parametrize(("change", "line"), ROWS, ids=[row[1].partition(":")[0] for row in ROWS])
def test_a_fault_is_one_line(tmp_path: Path, change: tuple[str, str], line: str) -> None:
    assert change[0] in SAMPLE
    assert f"config.toml: {line}" in (found := faults(tmp_path, SAMPLE.replace(*change, 1)))
    assert "geheim" not in "\n".join(found)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    content = SAMPLE.replace("[desk]", '[desk]\ntimezone = "x"').replace("[smtp]", "[smtp]\nport = 0")
    assert faults(tmp_path, content) == [
        'config.toml: desk.timezone: found "x"; expected a time zone such as Asia/Beirut',
        "config.toml: smtp.port: found 0; expected a number of at least 1",
    ]


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    content = SAMPLE[: SAMPLE.index("[smtp]")]
    assert faults(tmp_path, content) == ["config.toml: smtp: found nothing; expected a table [smtp]"]


ENVIRONMENT = [
    ({"MAILBOT__MAILBOX__PORT": "imaps"}, 'mailbox.port: found "imaps"; expected a whole number'),
    ({"MAILBOT__MAILBOX__IDLE": "perhaps"}, 'mailbox.idle: found "perhaps"; expected true or false'),
    (
        {"MAILBOT__DESK__ORGANISERS": "one@example.org"},
        'desk.organisers: found "one@example.org"; expected a list such as ["one", "two"]',
    ),
    ({"MAILBOT__SMTP": "here"}, 'smtp: found "here"; expected a table of its own'),
    (
        {"MAILBOT__SMTP__PASWORD": "geheim"},
        f"smtp.pasword: found an unknown key; expected password, or another of the known keys ({SMTP_KEYS})",
    ),
    (
        {"MAILBOT__CALL__EVENTS__CONSULTATION__STARTS": "2021-02-30"},
        'call.events.consultation.starts: found "2021-02-30"; expected a date such as 2021-02-16, '
        "or a date-time such as 2021-02-16T18:00:00+02:00",
    ),
]


@pytest.mark.parametrize(("variables", "line"), ENVIRONMENT, ids=[next(iter(row[0])) for row in ENVIRONMENT])
def test_a_fault_of_the_environment_names_its_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], line: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert faults(tmp_path, SAMPLE) == [f"environment {next(iter(variables))}: {line}"]


def test_an_unknown_section_in_the_environment_is_told_beside_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILBOT__MAIL__PORT", "1")
    first, second = faults(tmp_path, SAMPLE.replace("[desk]", '[desk]\ntimezone = "x"'))
    assert first.startswith("config.toml: desk.timezone: ")
    assert second.startswith("environment MAILBOT__MAIL__PORT: found an unknown section; expected ")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="found no such file; `mailbot init DIR` writes one"):
        load(tmp_path / "config.toml")


def test_a_file_that_is_no_toml_names_the_line(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, SAMPLE.replace('name = "Desk"', "name = Desk"))
    assert "found a fault in the TOML: Invalid value (at line 2, column 8)" in fault


def test_a_file_in_another_charset(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(SAMPLE.replace("Desk", "Bureau régional").encode("latin-1"))
    with pytest.raises(ConfigurationError, match="expected a readable UTF-8 file"):
        load(tmp_path / "config.toml")
