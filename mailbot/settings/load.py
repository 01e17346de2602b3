"""Reads config.toml and the environment into Settings, with paths made absolute; every fault in one go."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr, ValidationError

from mailbot.call import Call, Desk, Event, Kind, Promise, Shape
from mailbot.errors import ConfigurationError
from mailbot.settings.call import (
    USUAL_PROMISES,
    USUAL_ROLES,
    CallSection,
    EventSection,
    KindSection,
    PromiseSection,
)
from mailbot.settings.faults import lines
from mailbot.settings.instructions import instructions
from mailbot.settings.languages import languages_without_letters, readers_of_nothing
from mailbot.settings.model import SampleSettings, Settings
from mailbot.settings.paths import defaults_folder
from mailbot.settings.secrets import KEYRING, from_file, from_keyring

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
            self.settings.storage.keep_days,
            self.settings.storage.keep_until,
            self.settings.letters.data_protection,
            self.settings.digest.language,
            {address.lower(): language for address, language in self.settings.digest.languages.items()},
            section.names,
        )

    def call(self) -> Call:
        """What people were invited to send, with closings as instants."""
        section, zone = self.settings.call, ZoneInfo(self.settings.desk.timezone)
        kinds = {key: _kind(key, kind, zone) for key, kind in section.kinds.items()}
        events = {key: _event(key, event, zone) for key, event in section.events.items()}
        return Call(
            kinds,
            _roles(section),
            events,
            section.links.model_dump(),
            _promises(section, events),
            instructions(section.instructions, events, usual=section.usual),
            section.confirm_days,
        )

    def path(self, value: str) -> Path:
        """A path of the configuration, relative to its file."""
        return (self.base / Path(value).expanduser()).resolve()

    def folder(self, name: str) -> Path:
        """The folder of `rules` or `templates`: as configured, else beside the file, else the packaged one."""
        configured = str(getattr(self.settings, name))
        if configured:
            return self.path(configured)
        beside = self.base / name
        return beside if self.file and beside.is_dir() else self.packaged(name)

    def packaged(self, name: str) -> Path:
        """The packaged folder of `rules` or `templates`."""
        return defaults_folder() / name

    def folders(self, name: str) -> tuple[Path, Path]:
        """The folder of `rules` or `templates`, and the packaged one that it lies over."""
        return self.folder(name), self.packaged(name)

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
        return from_file(self.path(file))


def _kind(key: str, section: KindSection, zone: ZoneInfo) -> Kind:
    closes, last_day = _closing(section.closes, zone)
    return Kind(
        key=key,
        prefix=section.prefix or key[0].upper(),
        closes=closes,
        last_day=last_day,
        grace=timedelta(hours=section.grace_hours),
        exact=isinstance(section.closes, datetime),
        shape=Shape(section.shape or Shape.PERSONS),
        extended_from=None if section.extended_from is None else _closing(section.extended_from, zone)[1],
        roles=section.roles,
    )


def _closing(given: date | datetime, zone: ZoneInfo) -> tuple[datetime, date]:
    """The first instant that is late, and the day people are told."""
    if isinstance(given, datetime):
        instant = given if given.tzinfo else given.replace(tzinfo=zone)
        return instant, instant.astimezone(zone).date()
    return datetime.combine(given + timedelta(days=1), time(), zone), given


def _event(key: str, section: EventSection, zone: ZoneInfo) -> Event:
    """Its days, and its hours where the file has them; midnight at its end still belongs to the day before."""
    starts, ends = section.starts, section.ends or section.starts
    if not isinstance(starts, datetime):
        return Event(key, starts, ends)
    begins = _closing(starts, zone)[0]
    finishes = None if section.ends is None else _closing(ends, zone)[0]
    last = max(begins, (finishes or begins) - timedelta(microseconds=1))
    return Event(key, begins.astimezone(zone).date(), last.astimezone(zone).date(), begins, finishes)


def _roles(section: CallSection) -> tuple[str, ...]:
    """Every role of the call, each once: those for all kinds, then those that a kind has for itself."""
    usual = USUAL_ROLES if section.usual else ()
    named = usual if section.roles is None else section.roles
    return tuple(dict.fromkeys((*named, *(role for kind in section.kinds.values() for role in kind.roles or ()))))


def _promises(section: CallSection, events: Mapping[str, Event]) -> tuple[Promise, ...]:
    """What the call promises, in the order of the file; the usual promises of the usual kinds where none are given."""
    given = section.promises
    if given is None:
        given = {
            key: PromiseSection(kind=kind, event=event, complete=complete)
            for key, (kind, event, complete) in USUAL_PROMISES.items()
            if section.usual and event in events
        }
    return tuple(
        Promise(
            key,
            promise.kind,
            promise.before or events[promise.event or ""].starts,
            promise.event or "",
            promise.complete,
        )
        for key, promise in given.items()
    )


def load(file: Path) -> Configuration:
    """Reads a configuration file and the environment. Raises ConfigurationError with one line a fault."""
    try:
        content = tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise ConfigurationError([f"{file}: found no such file; `mailbot init DIR` writes one to start from"]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError([f"{file}: found {type(error).__name__}; expected a readable UTF-8 file"]) from None
    except tomllib.TOMLDecodeError as error:
        expected = "key = value lines, text in quotes, dates such as 2021-02-16"
        raise ConfigurationError([f"{file}: found a fault in the TOML: {error}; expected {expected}"]) from None
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
    configuration = Configuration(settings, file.resolve())
    lacking = (*languages_without_letters(settings, configuration.folders("templates")), *readers_of_nothing(settings))
    faults += [f"{source_of(key)}: {said}" for key, said in lacking]
    if faults:
        raise ConfigurationError(faults)
    return configuration


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
