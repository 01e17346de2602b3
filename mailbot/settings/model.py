"""Every key of config.toml with its type, default and meaning; the JSON schema follows from it.

Nothing is read here and no clock is asked: load.py reads, faults.py explains what does not fit.
"""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from mailbot.settings.call import CallSection
from mailbot.settings.environment import Environment
from mailbot.settings.section import Day, Flag, Key, Line, Number, Section, Whole
from mailbot.settings.values import (
    address,
    clock_time,
    database_url,
    host_name,
    is_loopback,
    language_code,
    listening_address,
    name_of_zone,
    socket_address,
    token_url,
)

Address = Annotated[str, AfterValidator(address)]
Language = Annotated[str, AfterValidator(language_code)]
DaysBefore = Annotated[int, Field(strict=True, ge=1, le=366)]
Said = Annotated[Line, Field(pattern=r"\S")]
Port = Annotated[int, Field(strict=True, ge=1, le=65535)]
TokenUrl = Annotated[str, AfterValidator(token_url)]
Secret = Annotated[SecretStr, Field(json_schema_extra={"writeOnly": True})]


class DeskSection(Section):
    """[desk]: who answers."""

    name: Annotated[Line, Field(min_length=1)] = Field(description="name shown as sender of every letter")
    names: dict[Key, Said] = Field(
        default_factory=dict, description="the name by language, with which letters in it are signed"
    )
    address: Address = Field(description="From of every letter")
    aliases: tuple[Address, ...] = Field((), description="further addresses that reach the same mailbox")
    organisers: Annotated[tuple[Address, ...], Field(min_length=1)] = Field(description="receive the digest")
    timezone: Annotated[str, AfterValidator(name_of_zone)] = Field(
        "Asia/Beirut", description="zone of deadlines, digests and dates in letters"
    )
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = Field(
        ("ar", "en", "fr"), description="languages letters are written in"
    )


class OAuth2Section(Section):
    """[mailbox.oauth2] and [smtp.oauth2]: how an access token is obtained (docs/configuration.md)."""

    flow: Literal["client_credentials", "refresh_token"]
    token_url: TokenUrl = Field(description="the token end-point")
    client_id: Annotated[Line, Field(min_length=1)]
    client_secret: Secret = SecretStr("")
    client_secret_file: str = Field("", description="a file that holds the client's secret on its first line")
    refresh_token: Secret = SecretStr("")
    refresh_token_file: str = Field(
        "", description="a file that holds the refresh token; one that replaces it is written into it"
    )
    scope: Line = Field("", description="permissions that are asked for, separated by spaces")

    @model_validator(mode="after")
    def _each_secret_once(self) -> Self:
        needed = "client_secret" if self.flow == "client_credentials" else "refresh_token"
        for key in ("client_secret", "refresh_token"):
            value, file = getattr(self, key).get_secret_value(), getattr(self, f"{key}_file")
            if value and file:
                raise ValueError(f"{key}_file|nothing here where {key} is set too: one of the two")
            if key == needed and not (value or file):
                raise ValueError(f"{key}|a value, or {key}_file: flow {self.flow} needs it")
        return self


class ServerSection(Section):
    """What [mailbox] and [smtp] have in common: a mail server and how to log in."""

    host: Annotated[str, AfterValidator(host_name)] = Field(description="name of the mail server")
    security: Literal["tls", "starttls", "none"]
    username: Line = ""
    password: Secret = SecretStr("")
    password_file: str = Field("", description="a file that holds the password on its first line")
    ca_file: str = Field("", description="certificate of a private CA (PEM)")
    insecure: Flag = Field(False, description="allow security = none towards other machines")
    oauth2: OAuth2Section | None = None

    @model_validator(mode="after")
    def _no_plain_text_abroad(self) -> Self:
        if self.security == "none" and not self.insecure and not is_loopback(self.host):
            raise ValueError("security|tls or starttls (none is only for loopback, unless insecure = true)")
        return self

    @model_validator(mode="after")
    def _one_secret(self) -> Self:
        if self.password_file and self.password.get_secret_value():
            raise ValueError("password_file|nothing here where password is set too: one of the two")
        return self

    @model_validator(mode="after")
    def _token_for_somebody(self) -> Self:
        if self.oauth2 is not None and not self.username:
            raise ValueError("username|the mailbox's address: a token logs in as somebody")
        return self


class MailboxSection(ServerSection):
    """[mailbox]: where mail is read."""

    port: Port = 993
    security: Literal["tls", "starttls", "none"] = "tls"
    username: Annotated[Line, Field(min_length=1)] = Field(description="login name")
    folder: Annotated[Line, Field(min_length=1)] = "INBOX"
    junk: Line = Field("", description="a folder that is read too, but never answered")
    poll_seconds: Annotated[Whole, Field(ge=1, le=86400)] = 60
    idle: Flag = Field(True, description="let the server announce new mail (IDLE), with polling behind it")
    max_message_mb: Annotated[Whole, Field(ge=1, le=500)] = Field(50, description="as sent; larger mail is quarantined")
    authserv_id: str = Field("", description="whose Authentication-Results are believed")
    sent_folder: Line = Field("", description="copies of the letters go into this folder")
    after_filing: Literal["nothing", "keyword", "move"] = Field(
        "nothing", description="what happens to a filed message in the mailbox"
    )
    keyword: Annotated[str, Field(pattern=r"^[A-Za-z0-9$_.-]{1,64}$")] = Field("$Mailbot", description="IMAP keyword")
    move_to: dict[str, Line] = Field(
        default_factory=dict,
        description="folder for each kind: report, speaker, both, and the other kinds; other: rest",
    )


class SmtpSection(ServerSection):
    """[smtp]: where letters are handed in. An empty username: no AUTH."""

    port: Port = 587
    security: Literal["tls", "starttls", "none"] = "starttls"


class StorageSection(Section):
    """[storage]: where the register and the files are."""

    database: Annotated[str, AfterValidator(database_url)] = "sqlite:///mailbot.db"
    files: Annotated[str, Field(min_length=1)] = "files"
    keep_days: Annotated[Whole, Field(ge=0, le=365_000)] = Field(
        0, description="conversations that ended longer ago are erased, once a day; 0: kept for ever"
    )
    keep_until: Day | None = Field(
        None, description="after this day, conversations that ended by then are erased, in place of keep_days"
    )

    @model_validator(mode="after")
    def _kept_one_way(self) -> Self:
        if self.keep_days and self.keep_until is not None:
            raise ValueError("keep_until|nothing here where keep_days is set too: one of the two")
        return self


class DigestSection(Section):
    """[digest]: when the organisers get their digest."""

    at: Annotated[str, AfterValidator(clock_time)] = "07:00"
    language: Language = Field("en", description="language of what organisers get")
    languages: dict[Address, Language] = Field(
        default_factory=dict, description="by address, those who get it in another language"
    )


class LettersSection(Section):
    """[letters]: what goes out, and how much."""

    mode: Literal["send", "hold"] = Field("send", description="hold: everything is prepared, nothing goes out")
    max_age_hours: Annotated[Number, Field(gt=0, le=10_000_000_000)] = 72
    per_sender_per_day: Annotated[Whole, Field(ge=1)] = 5
    per_hour: Annotated[Whole, Field(ge=1)] = 500
    bounce_address: Annotated[str, AfterValidator(lambda value: address(value) if value else value)] = ""
    when_unsure: Literal["receipt", "hold"] = "receipt"
    remind_days_before: tuple[DaysBefore, ...] = Field(
        (7, 2), description="so many days before a closing those with something open are reminded; []: nobody"
    )
    remind_at: Annotated[str, AfterValidator(clock_time)] = Field(
        "09:00", description="time of day of reminders, notices and warnings, in the desk's zone"
    )
    remind_quiet_hours: Annotated[Number, Field(ge=0, le=87_600)] = Field(
        24, description="nobody is reminded who was written to within so many hours"
    )
    closing_notice: Flag = Field(True, description="after a closing, those still incomplete are told how they stand")
    warn_days_before: tuple[DaysBefore, ...] = Field(
        (5, 1), description="so many days before a promised day organisers are told what is not done; []: never"
    )
    data_protection: dict[Key, Said] = Field(
        default_factory=dict,
        description="last line of letters by language, in place of templates/words'; {kept}, {address} are filled in",
    )


class VirusSection(Section):
    """[virus]: the check of attachments."""

    socket: Annotated[str, AfterValidator(socket_address)] = Field(
        "", description="where clamd listens: unix:/path or tcp:host:port; empty: no virus check"
    )
    max_mb: Annotated[Whole, Field(ge=1, le=500)] = Field(
        100, description="a larger attachment is not given to clamd, and kept apart"
    )


class AlarmsSection(Section):
    """[alarms]: letters about what keeps mailbot from its work."""

    to: tuple[Address, ...] = Field((), description="receive the alarms; empty: the organisers")
    after_minutes: Annotated[Number, Field(gt=0, le=5_256_000)] = Field(
        30, description="what passes by itself sooner is told to nobody"
    )
    disk_free_mb: Annotated[Whole, Field(ge=0)] = Field(500, description="less free space than this is told")


class MonitoringSection(Section):
    """[monitoring]: figures for Prometheus."""

    listen: Annotated[str, AfterValidator(listening_address)] = Field(
        "", description="host:port where /metrics is served, such as 127.0.0.1:9108; empty: nowhere"
    )


class Settings(BaseSettings):
    """config.toml as a whole. The environment (MAILBOT__SECTION__KEY) comes before the file."""

    model_config = SettingsConfigDict(
        env_prefix="MAILBOT__",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        validate_default=True,
        env_ignore_empty=False,
    )

    desk: DeskSection
    mailbox: MailboxSection
    smtp: SmtpSection
    storage: StorageSection = StorageSection()
    digest: DigestSection = DigestSection()
    letters: LettersSection = LettersSection()
    virus: VirusSection = VirusSection()
    alarms: AlarmsSection = AlarmsSection()
    monitoring: MonitoringSection = MonitoringSection()
    call: CallSection = CallSection()
    rules: str = Field("", description="folder of rules; default: beside config.toml, then the packaged ones")
    templates: str = Field("", description="folder of templates; default: beside config.toml, then the packaged ones")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the signature is the library's)
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then what load.py read from the file."""
        return Environment(settings_cls), init_settings


class SampleSettings(Settings):
    """The packaged sample, whatever the environment says."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What the sample's file says, and nothing else."""
        return (init_settings,)
