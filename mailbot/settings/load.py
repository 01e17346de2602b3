"""Reads config.toml and the environment into Settings, with paths made absolute; every fault in one go."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr, ValidationError

from mailbot.call import Call, Desk, Event, Kind
from mailbot.errors import ConfigurationError
from mailbot.settings.faults import lines
from mailbot.settings.model import KindSection, SampleSettings, Settings
from mailbot.settings.paths import defaults_folder
from mailbot.settings.secrets import KEYRING, from_keyring

ROLES = ("open_discussion", "rapporteur", "plenary", "roundtable")
PREFIX = "MAILBOT__"


@dataclass(frozen=True)
class Configuration:
    """Settings and where they came from; hands out what the other parts take."""

    settings: Settings
    file: Path | None

    @property
    def base(self) -> Path:
        """The folder relative paths start from."""
        return self.file.parent if self.file else Path.cwd()

    def desk(self) -> Desk:
        """The desk that answers."""
        section = self.settings.desk
        return Desk(
            section.name,
            section.address,
            section.aliases,
            section.organisers,
            ZoneInfo(section.timezone),
            section.languages,
        )

    def call(self) -> Call:
        """What people were invited to send, with closings as instants."""
        section, zone = self.settings.call, ZoneInfo(self.settings.desk.timezone)
        kinds = {
            key: _kind(key, kind, zone) for key, kind in (("report", section.report), ("speaker", section.speaker))
        }
        events = {key: Event(key, event.starts, event.ends or event.starts) for key, event in section.events.items()}
        return Call(kinds, ROLES, events, section.links.model_dump())

    def path(self, value: str) -> Path:
        """A path of the configuration, relative to its file."""
        return (self.base / Path(value).expanduser()).resolve()

    def folder(self, name: str) -> Path:
        """The folder of `rules` or `templates`: as configured, else beside the file, else the packaged one."""
        configured = str(getattr(self.settings, name))
        if configured:
            return self.path(configured)
        beside = self.base / name
        return beside if self.file and beside.is_dir() else defaults_folder() / name

    def database(self) -> str:
        """The database's URL; a relative SQLite file lies beside the configuration."""
        from sqlalchemy.engine import make_url

        url = make_url(self.settings.storage.database)
        if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
            url = url.set(database=str(self.path(url.database)))
        return url.render_as_string(hide_password=False)

    def secret(self, value: SecretStr, file: str) -> str:
        """A secret given directly, by file (its first line), or as keyring:SERVICE/NAME.

        Raises ConfigurationError where it cannot be read.
        """
        if not file:
            given = value.get_secret_value()
            return from_keyring(given) if given.startswith(KEYRING) else given
        try:
            return self.path(file).read_text("utf-8").splitlines()[0].strip()
        except (OSError, UnicodeDecodeError, IndexError) as error:
            reason = "an empty file" if isinstance(error, IndexError) else type(error).__name__
            raise ConfigurationError(
                [f"{self.path(file)}: found {reason}; expected a secret on its first line"]
            ) from None


def _kind(key: str, section: KindSection, zone: ZoneInfo) -> Kind:
    closes = section.closes
    prefix = section.prefix or key[0].upper()
    grace = timedelta(hours=section.grace_hours)
    if isinstance(closes, datetime):
        instant = closes if closes.tzinfo else closes.replace(tzinfo=zone)
        return Kind(key, prefix, instant, instant.astimezone(zone).date(), grace, exact=True)
    assert isinstance(closes, date)
    return Kind(key, prefix, datetime.combine(closes + timedelta(days=1), time(), zone), closes, grace)


def load(file: Path) -> Configuration:
    """Reads a configuration file and the environment. Raises ConfigurationError with one line a fault."""
    try:
        content = tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise ConfigurationError([f"{file}: found no such file; `mailbot init DIR` writes one to start from"]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError([f"{file}: found {type(error).__name__}; expected a readable UTF-8 file"]) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError([f"{file}: found a fault in the TOML: {error}; expected key = value lines"]) from None
    variables = {name.upper(): name for name in os.environ if name.upper().startswith(PREFIX)}
    faults = _unknown_sections(variables)

    def source_of(key: tuple[str, ...]) -> str:
        for length in range(len(key), 0, -1):
            name = PREFIX + "__".join(part.upper() for part in key[:length])
            if name in variables:
                return f"environment {variables[name]}"
        return file.name

    try:
        settings = Settings(**content)
    except ValidationError as error:
        raise ConfigurationError([*lines(error, source_of, Settings), *faults]) from None
    if faults:
        raise ConfigurationError(faults)
    return Configuration(settings, file.resolve())


def _unknown_sections(variables: Mapping[str, str]) -> list[str]:
    """One fault for each variable of mailbot's that names no section. variables: as written, by their capitals."""
    sections = ", ".join(f"{PREFIX}{name.upper()}" for name in Settings.model_fields)
    return [
        f"environment {name}: found an unknown section; expected one that begins with one of {sections}"
        for key, name in variables.items()
        if key.split("__")[1].lower() not in Settings.model_fields
    ]


def sample(**storage: str) -> Configuration:
    """The packaged sample's desk and call, for commands that work without a configuration; no environment.

    storage: values for [storage] other than the sample's.
    """
    content = tomllib.loads((defaults_folder() / "config.toml").read_text("utf-8"))
    content["storage"] |= storage
    return Configuration(SampleSettings(**content), None)
