"""Logging in with tokens: a real Dovecot that asks an introspection end-point about each, and SMTP with XOAUTH2."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mailbot.demo.certificates import Certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from mailbot.errors import ConfigurationError, OutOfReach
from mailbot.transport.failures import Dropped, LoginRefused
from mailbot.transport.imap import Mailbox
from mailbot.transport.oauth2 import Grant, TokenSource
from mailbot.transport.outcome import Delivery, Outcome
from mailbot.transport.server import MailServer, Security
from mailbot.transport.smtp import check, deliver
from tests.servers.dovecot import Account
from tests.servers.fields import ServerFields
from tests.servers.scripted import ScriptedImap, ScriptedSmtp
from tests.servers.token_endpoint import CLIENT, SECRET, TokenEndpoint

AT = datetime(2021, 2, 4, 12, 0, tzinfo=UTC)
USER = "review@example.org"
RAW = b"From: desk@example.org\r\nTo: a@example.com\r\nSubject: x\r\n\r\nbody\r\n"


def source_at(endpoint: TokenEndpoint, certificates: Certificates, secret: str = SECRET) -> TokenSource:
    grant = Grant("client_credentials", endpoint.url, CLIENT, lambda: secret, ca_file=str(certificates.ca), timeout=5.0)
    return TokenSource(grant, lambda: AT)


def fields(source: TokenSource) -> ServerFields:
    """The fields of MailServer that a source of tokens fills."""
    return {"token": source.token, "token_refused": source.refused, "token_expires": source.expires_at}


@pytest.fixture
def on_dovecot(dovecot: Account, certificates: Certificates) -> Iterator[TokenEndpoint]:
    """An end-point whose tokens Dovecot takes, for the account of this test."""
    with TokenEndpoint(certificates, dovecot.dovecot.tokens, dovecot.user) as endpoint:
        yield endpoint
        endpoint.revoke_all()


@pytest.fixture
def on_smtp(certificates: Certificates) -> Iterator[tuple[TokenEndpoint, EmbeddedSmtp]]:
    with EmbeddedSmtp({USER: "unused"}, certificates, "starttls", {"none": USER}) as smtp:
        smtp.tokens = {}
        with TokenEndpoint(certificates, smtp.tokens, USER) as endpoint:
            yield endpoint, smtp


def smtp_server(smtp: EmbeddedSmtp, certificates: Certificates, source: TokenSource) -> MailServer:
    server = MailServer(smtp.host, smtp.port, Security.STARTTLS, USER, ca_file=str(certificates.ca))
    return replace(server, **fields(source))


def test_reads_a_mailbox_with_a_token_and_keeps_the_token(
    dovecot: Account, on_dovecot: TokenEndpoint, certificates: Certificates
) -> None:
    source = source_at(on_dovecot, certificates)
    for _ in range(2):
        with Mailbox(dovecot.server(**fields(source))) as mailbox:
            assert mailbox.select().exists == 0
    assert len(on_dovecot.asked) == 1


def test_a_revoked_token_is_replaced_by_a_fresh_one_at_once(
    dovecot: Account, on_dovecot: TokenEndpoint, certificates: Certificates
) -> None:
    source = source_at(on_dovecot, certificates)
    server = dovecot.server(**fields(source))
    with Mailbox(server):
        pass
    on_dovecot.revoke_all()
    with Mailbox(server) as mailbox:
        mailbox.select()
    assert len(on_dovecot.asked) == 2


def test_a_fresh_token_that_is_refused_is_not_asked_for_again(
    dovecot: Account, on_dovecot: TokenEndpoint, certificates: Certificates
) -> None:
    on_dovecot.user = "somebody-else@example.org"
    source = source_at(on_dovecot, certificates)
    for asked in (1, 2):  # the next attempt, after the back-off, brings a new one: it may hold more by then
        with pytest.raises(LoginRefused, match=r"login refused for .* the OAuth2 token was not accepted") as raised:
            Mailbox(dovecot.server(**fields(source))).open()
        assert "access-" not in str(raised.value)
        assert len(on_dovecot.asked) == asked


def test_no_token_no_login(dovecot: Account, on_dovecot: TokenEndpoint, certificates: Certificates) -> None:
    with pytest.raises(OutOfReach) as raised:
        Mailbox(dovecot.server(**fields(source_at(on_dovecot, certificates, "wrong-s3cret")))).open()
    assert str(raised.value) == (
        f"no OAuth2 token from {on_dovecot.place} (invalid_client: AADSTS7000215: Invalid client secret provided.). "
        "the client secret is wrong: client_secret wants the secret's value, not its ID (docs/microsoft365.md)"
    )


def test_sends_with_a_token_and_replaces_a_revoked_one(
    on_smtp: tuple[TokenEndpoint, EmbeddedSmtp], certificates: Certificates
) -> None:
    endpoint, smtp = on_smtp
    server = smtp_server(smtp, certificates, source_at(endpoint, certificates))
    check(server)
    endpoint.revoke_all()
    assert deliver(RAW, USER, "a@example.com", server).outcome is Outcome.SENT
    assert [(taken.login, taken.secure) for taken in smtp.taken] == [(USER, True)]
    assert len(endpoint.asked) == 2


def test_a_letter_waits_where_there_is_no_token(
    on_smtp: tuple[TokenEndpoint, EmbeddedSmtp], certificates: Certificates
) -> None:
    endpoint, smtp = on_smtp
    server = smtp_server(smtp, certificates, source_at(endpoint, certificates))
    endpoint.stop()
    cause = "nothing listens there: check host and port, or the server is down"
    line = f"no OAuth2 token from {endpoint.place}: {cause}"
    assert deliver(RAW, USER, "a@example.com", server) == Delivery(Outcome.LATER, line, unreachable=True)
    assert smtp.taken == ()


@pytest.mark.parametrize(
    ("reply", "logins"),
    [("454 4.7.0 Temporary authentication failure", 1), ("535 5.7.3 Authentication unsuccessful", 2)],
    ids=["cannot check it just now", "refused"],
)
def test_only_a_refusal_costs_the_token(
    on_smtp: tuple[TokenEndpoint, EmbeddedSmtp], certificates: Certificates, reply: str, logins: int
) -> None:
    endpoint, _ = on_smtp
    source = source_at(endpoint, certificates)
    source.token()
    with ScriptedSmtp({"EHLO": "250-x\r\n250 AUTH XOAUTH2\r\n", "AUTH": f"{reply}\r\n"}) as fake:
        server = replace(MailServer(fake.host, fake.port, Security.NONE, USER), **fields(source))
        with pytest.raises(OutOfReach, match="login refused"):
            check(server)
        assert sum(line.startswith("AUTH") for line in fake.commands) == logins
    assert len(endpoint.asked) == logins


def test_microsoft_takes_the_login_and_then_knows_no_mailbox() -> None:
    """Exchange Online says so where the application lacks the permission for this mailbox."""
    said = "{tag} BAD User is authenticated but not connected.\r\n"
    with (
        ScriptedImap({"SELECT": said}) as fake,
        Mailbox(MailServer(fake.host, fake.port, Security.NONE, USER, lambda: "x")) as mailbox,
        pytest.raises(
            Dropped, match=r"the login holds, but not for this mailbox: check username, .*Add-MailboxPermission"
        ),
    ):
        mailbox.select()


def test_a_password_file_that_has_gone_since_the_start_lets_the_letter_wait(certificates: Certificates) -> None:
    def gone() -> str:
        raise ConfigurationError(["/etc/mailbot/password: found no such file; expected a secret on its first line"])

    with EmbeddedSmtp({USER: "x"}, certificates, "starttls") as smtp:
        server = MailServer(smtp.host, smtp.port, Security.STARTTLS, USER, gone, str(certificates.ca))
        line = f"{server.place}: /etc/mailbot/password: found no such file; expected a secret on its first line"
        assert deliver(RAW, USER, "a@example.com", server) == Delivery(Outcome.LATER, line, unreachable=True)
