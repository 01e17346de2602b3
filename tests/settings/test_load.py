"""What a configuration means: defaults, closings, paths, secrets, the environment, the schema."""

import json
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailbot.call import Event, Kind, Shape
from mailbot.errors import ConfigurationError
from mailbot.settings.load import Configuration, load, sample
from mailbot.settings.model import Settings
from mailbot.settings.paths import defaults_folder
from mailbot.settings.schema import settings_schema
from tests.settings.sample import SAMPLE

BEIRUT = ZoneInfo("Asia/Beirut")
ROOT = Path(__file__).parents[2]


def loaded(folder: Path, *more: str, base: str = SAMPLE) -> Configuration:
    (folder / "config.toml").write_text("\n".join((base, *more)), "utf-8")
    return load(folder / "config.toml")


def test_defaults_are_the_documented_ones(tmp_path: Path) -> None:
    settings = loaded(tmp_path).settings.model_dump()
    assert settings["mailbox"] | {"password": "", "host": "", "username": ""} == {
        "host": "", "port": 993, "security": "tls", "username": "", "password": "", "password_file": "", "ca_file": "",
        "insecure": False, "oauth2": None, "folder": "INBOX", "junk": "", "poll_seconds": 60, "idle": True,
        "max_message_mb": 50, "authserv_id": "", "sent_folder": "", "after_filing": "nothing", "keyword": "$Mailbot",
        "move_to": {},
    }  # fmt: skip
    assert (settings["smtp"]["port"], settings["smtp"]["security"]) == (587, "starttls")
    assert settings["storage"] == {
        "database": "sqlite:///mailbot.db", "files": "files", "keep_days": 0, "keep_until": None,
    }  # fmt: skip
    assert settings["digest"] == {"at": "07:00", "language": "en", "languages": {}}
    assert settings["letters"] == {
        "mode": "send", "max_age_hours": 72, "per_sender_per_day": 5, "per_hour": 500, "bounce_address": "",
        "when_unsure": "receipt", "remind_days_before": (7, 2), "remind_at": "09:00", "remind_quiet_hours": 24,
        "closing_notice": True, "warn_days_before": (5, 1), "data_protection": {},
    }  # fmt: skip
    assert settings["virus"] == {"socket": "", "max_mb": 100}
    assert settings["alarms"] == {"to": (), "after_minutes": 30, "disk_free_mb": 500}
    assert settings["monitoring"] == {"listen": ""}
    assert (settings["desk"]["timezone"], settings["desk"]["languages"]) == ("Asia/Beirut", ("ar", "en", "fr"))


def test_the_call_is_the_default(tmp_path: Path) -> None:
    call = loaded(tmp_path).call()
    assert dict(call.kinds) == {
        "report": Kind("report", "R", datetime(2021, 2, 17, tzinfo=BEIRUT), date(2021, 2, 16), shape=Shape.DOCUMENT),
        "speaker": Kind("speaker", "S", datetime(2021, 2, 6, tzinfo=BEIRUT), date(2021, 2, 5)),
    }
    assert dict(call.events) == {
        "consultation": Event("consultation", date(2021, 2, 23), date(2021, 2, 23)),
        "conference": Event("conference", date(2021, 2, 24), date(2021, 2, 25)),
    }
    assert call.roles == ("open_discussion", "rapporteur", "plenary", "roundtable")


CLOSINGS = [
    ("2021-02-16", "2021-02-16T22:00:00+00:00", False),
    ("2021-02-16T18:00:00", "2021-02-16T16:00:00+00:00", True),
    ("2021-02-16T18:00:00+01:00", "2021-02-16T17:00:00+00:00", True),
    ("2021-02-16T23:30:00Z", "2021-02-16T23:30:00+00:00", True),
]


@pytest.mark.parametrize(("written", "closes", "exact"), CLOSINGS)
def test_closings(tmp_path: Path, written: str, closes: str, exact: bool) -> None:
    kind = loaded(tmp_path, f"[call.report]\ncloses = {written}\ngrace_hours = 1.5").call().kind("report")
    assert (kind.closes.astimezone(UTC).isoformat(), kind.exact, kind.grace) == (closes, exact, timedelta(hours=1.5))


def test_a_closing_in_the_hour_the_clocks_change(tmp_path: Path) -> None:
    """Beirut's summer time of 2021 began on 28 March at midnight: that day begins at 01:00."""
    kind = loaded(tmp_path, "[call.report]\ncloses = 2021-03-27").call().kind("report")
    assert kind.closes.astimezone(UTC) == datetime(2021, 3, 27, 22, tzinfo=UTC)


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "MAILBOT__MAILBOX__PASSWORD": "12345",
        "mailbot__mailbox__port": "1993",
        "MAILBOT__MAILBOX__IDLE": "false",
        "MAILBOT__DESK__ORGANISERS": '["two@example.org"]',
        "MAILBOT__CALL__REPORT__CLOSES": "2021-03-01",
        "MAILBOT__CALL__REPORT__GRACE_HOURS": "2.5",
        "MAILBOT__RULES": "elsewhere",
    }.items():
        monkeypatch.setenv(name, value)
    configuration = loaded(tmp_path)
    settings = configuration.settings
    assert settings.mailbox.password.get_secret_value() == "12345"
    assert (settings.mailbox.port, settings.mailbox.idle) == (1993, False)
    assert settings.desk.organisers == ("two@example.org",)
    assert (settings.call.kinds["report"].closes, settings.call.kinds["report"].grace_hours) == (date(2021, 3, 1), 2.5)
    assert configuration.folder("rules") == tmp_path / "elsewhere"


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    configuration = loaded(tmp_path / "desk", '[storage]\nfiles = "../mail"')
    assert configuration.path(configuration.settings.storage.files) == tmp_path / "mail"
    assert configuration.database() == f"sqlite:///{tmp_path / 'desk' / 'mailbot.db'}"


def test_an_absolute_database_and_one_with_a_password(tmp_path: Path) -> None:
    assert loaded(tmp_path, '[storage]\ndatabase = "sqlite:////var/x.db"').database() == "sqlite:////var/x.db"
    url = "postgresql+psycopg://u:p%40w@db.example.org/mailbot"
    assert loaded(tmp_path, f'[storage]\ndatabase = "{url}"').database() == url


def test_rules_beside_the_file_come_before_the_packaged_ones(tmp_path: Path) -> None:
    configuration = loaded(tmp_path)
    assert configuration.folder("rules") == defaults_folder() / "rules"
    (tmp_path / "rules").mkdir()
    assert configuration.folder("rules") == tmp_path / "rules"


def test_a_secret_from_a_file_is_read_each_time(tmp_path: Path) -> None:
    base = SAMPLE.replace('password = "geheim"', 'password_file = "secret"')
    configuration = loaded(tmp_path, base=base)
    section = configuration.settings.mailbox
    (tmp_path / "secret").write_text("one\nsecond line\n")
    assert configuration.secret(section.password, section.password_file) == "one"
    (tmp_path / "secret").write_text("two")
    assert configuration.secret(section.password, section.password_file) == "two"
    (tmp_path / "secret").write_text("")
    with pytest.raises(ConfigurationError, match="found an empty file; expected a secret on its first line"):
        configuration.secret(section.password, section.password_file)
    (tmp_path / "secret").unlink()
    with pytest.raises(ConfigurationError, match="found no such file"):
        configuration.secret(section.password, section.password_file)


def test_secrets_are_never_shown(tmp_path: Path) -> None:
    configuration = loaded(tmp_path)
    for shown in (repr(configuration), str(configuration.settings), configuration.settings.model_dump_json()):
        assert "geheim" not in shown


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_plain_text_is_for_loopback(tmp_path: Path, host: str) -> None:
    base = SAMPLE.replace("imap.example.org", host).replace("[mailbox]", '[mailbox]\nsecurity = "none"')
    assert loaded(tmp_path, base=base).settings.mailbox.security == "none"


def test_plain_text_abroad_must_be_wished_for(tmp_path: Path) -> None:
    base = SAMPLE.replace("[mailbox]", '[mailbox]\nsecurity = "none"\ninsecure = true')
    assert loaded(tmp_path, base=base).settings.mailbox.security == "none"


def test_the_sample_is_a_good_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILBOT__DESK__ADDRESS", "no address")  # the sample asks no environment
    assert sample().desk().address == "gcmrrarabstates@iom.int"
    monkeypatch.delenv("MAILBOT__DESK__ADDRESS")
    assert load(ROOT / "config.toml").settings.model_dump() == sample().settings.model_dump()


def test_the_schema_in_docs_is_that_of_the_settings() -> None:
    written = json.loads((ROOT / "docs" / "config.schema.json").read_text("utf-8"))
    assert written == settings_schema(), "run `make schema`"


def test_every_key_is_explained_in_docs() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    sections = ("desk", "mailbox", "smtp", "storage", "digest", "letters", "virus", "alarms", "monitoring")
    tables = [Settings.model_fields[name].annotation for name in sections]
    keys = {key for table in tables for key in table.model_fields}  # type: ignore[union-attr]
    assert [key for key in sorted(keys) if key not in page] == []


def test_every_key_of_the_sample_is_known_to_the_schema() -> None:
    content = tomllib.loads((ROOT / "config.toml").read_text("utf-8"))
    definitions = settings_schema()["$defs"]
    known = {"desk": "DeskSection", "mailbox": "MailboxSection", "smtp": "SmtpSection", "letters": "LettersSection"}
    for section, name in known.items():
        assert set(content[section]) <= set(definitions[name]["properties"]), section
