"""[mailbox.oauth2] and [smtp.oauth2]: what is taken, and each fault on its line."""

from pathlib import Path

import pytest

from mailbot.cli.wiring import server
from mailbot.errors import ConfigurationError
from mailbot.settings.load import Configuration, load
from tests.settings.sample import SAMPLE

GOOD = """
[mailbox.oauth2]
flow = "client_credentials"
token_url = "https://login.microsoftonline.com/tenant/oauth2/v2.0/token"
client_id = "app"
client_secret = "geheim-2"
scope = "https://outlook.office365.com/.default"
"""
HTTPS = "an https address such as https://oauth2.googleapis.com/token"
ROWS = [
    (
        ('"client_credentials"', '"password"'),
        'flow: found "password"; expected "client_credentials" or "refresh_token"',
    ),
    (('client_id = "app"', ""), "client_id: found nothing; expected a value: this key is required"),
    (
        ('client_secret = "geheim-2"', ""),
        "client_secret: found nothing; expected a value, or client_secret_file: flow client_credentials needs it",
    ),
    (
        ('client_secret = "geheim-2"', 'client_secret = "geheim-2"\nclient_secret_file = "x"'),
        'client_secret_file: found "x"; expected nothing here where client_secret is set too: one of the two',
    ),
    (
        ('"client_credentials"', '"refresh_token"'),
        "refresh_token: found nothing; expected a value, or refresh_token_file: flow refresh_token needs it",
    ),
    (
        ('client_secret = "geheim-2"', "client_secret = 7"),
        "client_secret: found a value that is not shown; expected text in quotes",
    ),
    (
        ("https://login.microsoftonline.com/", "http://login.microsoftonline.com/"),
        f'token_url: found "http://login.microsoftonline.com/tenant/oauth2/v2.0/token"; expected {HTTPS}',
    ),
    (
        ("https://login.microsoftonline.com/", "https://login.microsoftonline.com:port/"),
        f'token_url: found "https://login.microsoftonline.com:port/tenant/oauth2/v2.0/token"; expected {HTTPS}',
    ),
    (
        ("tenant/oauth2", "my tenant/oauth2"),
        'token_url: found "https://login.microsoftonline.com/my '
        'tenant/oauth2/v2.0/token"; expected an address without spaces',
    ),
    (
        ("scope =", "scopes ="),
        "scopes: found an unknown key; expected scope, or another of the known keys (flow, token_url, client_id, "
        "client_secret, client_secret_file, refresh_token, refresh_token_file, scope)",
    ),
]


def load_text(folder: Path, text: str) -> Configuration:
    file = folder / "config.toml"
    file.write_text(text)
    return load(file)


@pytest.mark.parametrize(("change", "line"), ROWS)
def test_faults(tmp_path: Path, change: tuple[str, str], line: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(ConfigurationError) as raised:
        load_text(tmp_path, SAMPLE + GOOD.replace(*change))
    assert raised.value.faults == [f"config.toml: mailbox.oauth2.{line}"]


def test_a_token_logs_in_as_somebody(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load_text(tmp_path, SAMPLE + GOOD.replace("[mailbox.", "[smtp."))
    assert raised.value.faults == [
        "config.toml: smtp.username: found nothing; expected the mailbox's address: a token logs in as somebody"
    ]


def test_secrets_by_value_by_file_and_by_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_value = load_text(tmp_path, SAMPLE + GOOD)
    section = by_value.settings.mailbox.oauth2
    assert section is not None
    assert by_value.secret(section.client_secret, section.client_secret_file) == "geheim-2"
    assert "geheim-2" not in repr(by_value)

    (tmp_path / "secret").write_text("geheim-3\nthe second line is a note\n")
    by_file = load_text(tmp_path, SAMPLE + GOOD.replace('secret = "geheim-2"', 'secret_file = "secret"'))
    section = by_file.settings.mailbox.oauth2
    assert section is not None
    assert by_file.secret(section.client_secret, section.client_secret_file) == "geheim-3"

    monkeypatch.setenv("MAILBOT__MAILBOX__OAUTH2__CLIENT_SECRET", "geheim-4")
    by_environment = load_text(tmp_path, SAMPLE + GOOD.replace('client_secret = "geheim-2"', ""))
    section = by_environment.settings.mailbox.oauth2
    assert section is not None
    assert section.client_secret.get_secret_value() == "geheim-4"


def test_a_secret_that_cannot_be_read_is_a_fault_before_the_first_login(tmp_path: Path) -> None:
    text = SAMPLE + GOOD.replace('secret = "geheim-2"', 'secret_file = "gone"')
    configuration = load_text(tmp_path, text)
    with pytest.raises(ConfigurationError, match="gone: found no such file; expected a secret on its first line"):
        server(configuration, configuration.settings.mailbox, 993)


def test_a_server_with_tokens_asks_nobody_until_it_logs_in(tmp_path: Path) -> None:
    configuration = load_text(tmp_path, SAMPLE + GOOD)
    made = server(configuration, configuration.settings.mailbox, 993)
    assert made.token is not None
    assert made.token_refused is not None
    assert made.token_expires is not None
    assert made.token_expires() is None
    without = server(configuration, configuration.settings.smtp, 587)
    assert (without.token, without.token_refused, without.token_expires) == (None, None, None)
