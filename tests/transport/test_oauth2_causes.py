"""The wording of refusals: of token end-points, and of Microsoft's and Google's mail servers."""

import pytest

from mailbot.transport.causes import LOGIN_CAUSES, is_temporary, why_login_refused, why_no_mailbox
from mailbot.transport.oauth2_causes import CAUSES, why_no_token

TOKEN_ROWS = [
    (
        "invalid_client",
        "AADSTS7000222: The provided client secret keys for app 'x' are expired.",
        "has expired: make one",
    ),
    ("invalid_client", "AADSTS7000215: Invalid client secret provided.", "secret's value, not its ID"),
    ("invalid_client", "AADSTS7000218: The request body must contain: 'client_secret'.", "set client_secret"),
    ("unauthorized_client", "AADSTS700016: Application with identifier 'x' was not found", "no such application"),
    ("invalid_request", "AADSTS900023: Specified tenant identifier 'x' is neither valid", "no such tenant"),
    ("invalid_scope", "AADSTS1002012: The provided value for scope is not valid", "outlook.office365.com/.default"),
    (
        "invalid_grant",
        "AADSTS700082: The refresh token has expired due to inactivity.",
        "the refresh token has expired",
    ),
    (
        "invalid_grant",
        "AADSTS50173: The provided grant has expired due to it being revoked",
        "after a change of password",
    ),
    ("invalid_grant", "AADSTS65001: The user or administrator has not consented", "must grant admin consent"),
    ("invalid_grant", "AADSTS50076: Due to a configuration change, use multi-factor", "conditional access"),
    ("invalid_grant", "AADSTS50057: The user account is disabled.", "does not exist or is disabled"),
    ("deleted_client", "The OAuth client was deleted.", "deleted or disabled"),
    ("admin_policy_enforced", "", "the Workspace's administrator"),
    ("invalid_client", "Unauthorized", "check client_id and client_secret"),
    ("invalid_grant", "Token has been expired or revoked.", "after exactly seven days it is Google's limit"),
    ("unauthorized_client", "Unauthorized", "may not use this flow"),
    ("unsupported_grant_type", "", "does not know this flow"),
    ("invalid_scope", "Bad scope", "check scope"),
    ("access_denied", "", "access is denied"),
    ("temporarily_unavailable", "", "tried again"),
    ("invalid_request", "Missing required parameter", "the request lacks something"),
]


@pytest.mark.parametrize(("error", "description", "words"), TOKEN_ROWS)
def test_why_no_token(error: str, description: str, words: str) -> None:
    assert words in why_no_token(400, error, description, refreshes=True)


def test_every_cause_has_its_row() -> None:
    said = {why_no_token(400, error, description, refreshes=True) for error, description, _ in TOKEN_ROWS}
    assert {cause.words for cause in CAUSES} <= said


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (500, "tried again"),
        (429, "tried again"),
        (301, "elsewhere"),
        (405, "no token end-point"),
        (200, "check token_url"),
    ],
)
def test_why_no_token_by_status(status: int, words: str) -> None:
    assert words in why_no_token(status, "", "", refreshes=True)


OUTLOOK, OUTLOOK_SMTP, GMAIL = "outlook.office365.com", "smtp.office365.com", "smtp.gmail.com"
LOGIN_ROWS = [
    (
        "mail.example.org",
        "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
        False,
        "basic auth",
    ),
    (OUTLOOK, "AUTHENTICATE failed.", False, "Microsoft 365 accepts no plain password; set up OAuth2"),
    (OUTLOOK, "AUTHENTICATE failed.", True, "New-ServicePrincipal"),
    (OUTLOOK_SMTP, "535 5.7.139 Authentication unsuccessful, user credentials were incorrect.", True, "admin consent"),
    (
        OUTLOOK_SMTP,
        "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
        True,
        "SMTP AUTH is switched off",
    ),
    (
        OUTLOOK_SMTP,
        "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated",
        True,
        "security defaults",
    ),
    (OUTLOOK_SMTP, "504 5.7.4 Unrecognized authentication type", True, "knows no login by token"),
    (GMAIL, "534-5.7.9 Application-specific password required.", False, "make an app password"),
    (GMAIL, "535-5.7.8 Username and Password not accepted.", False, "make an app password, or set up OAuth2"),
    ("imap.gmail.com", "[ALERT] IMAP access is disabled for your domain.", True, "IMAP is switched off"),
    ("imap.gmail.com", "[AUTHENTICATIONFAILED] Invalid credentials (Failure)", True, "https://mail.google.com/"),
    ("imap.example.org", "[AUTHENTICATIONFAILED] Authentication failed.", True, "check scope, tenant"),
    ("imap.example.org", "[UNAVAILABLE] Temporary authentication failure.", True, "just now"),
    ("imap.example.org", "[PRIVACYREQUIRED] no", True, "only over TLS"),
    ("imap.example.org", "[AUTHENTICATIONFAILED] Authentication failed.", False, "wrong username or password"),
    ("notoutlook.company", "no", False, "wrong username or password"),
]


@pytest.mark.parametrize(("host", "said", "token", "words"), LOGIN_ROWS)
def test_why_login_refused(host: str, said: str, token: bool, words: str) -> None:
    assert words in why_login_refused(host, said, token)


def test_every_login_cause_has_its_row() -> None:
    said = {why_login_refused(host, words, token) for host, words, token, _ in LOGIN_ROWS}
    assert {cause.words for cause in LOGIN_CAUSES} <= said


def test_nobody_is_sent_for_a_token_who_has_shown_one() -> None:
    for host in (OUTLOOK, GMAIL, "imap.example.org"):
        for said in (
            "AUTHENTICATE failed.",
            "535 5.7.139 Authentication unsuccessful, basic authentication is disabled.",
        ):
            assert "set up OAuth2" not in why_login_refused(host, said, True)


@pytest.mark.parametrize(
    ("said", "temporary"),
    [("[UNAVAILABLE] directory down", True), ("Too many simultaneous connections", True), ("535 5.7.8 no", False)],
)
def test_is_temporary(said: str, temporary: bool) -> None:
    assert is_temporary(said) is temporary


def test_why_no_mailbox() -> None:
    assert "Add-MailboxPermission" in why_no_mailbox("BAD User is authenticated but not connected.")
    assert why_no_mailbox("NO no such folder") == ""
