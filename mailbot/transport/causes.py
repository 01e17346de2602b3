"""Why a mail server cannot be reached or refuses a login, in plain words. Pure; never contains a secret."""

import re
import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass

MAX_DETAIL = 200  # characters of a server's own words that are passed on


def clean(text: bytes | str, secrets: Iterable[str] = ()) -> str:
    """A server's words on one printable line of at most MAX_DETAIL characters, every secret replaced by ***."""
    line = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    for secret in secrets:
        if secret:
            line = line.replace(secret, "***")
    line = " ".join("".join(char if char.isprintable() else " " for char in line).split())
    return line if len(line) <= MAX_DETAIL else line[: MAX_DETAIL - 1] + "…"


def _certificate(error: BaseException) -> str | None:
    if not isinstance(error, ssl.SSLCertVerificationError):
        return None
    reason = error.verify_message or "not trusted"
    if "mismatch" in reason.lower() or "match" in reason.lower():
        return f"the certificate is for another name ({reason}): set host to the name the certificate carries"
    if "expired" in reason.lower() or "not yet valid" in reason.lower():
        return (
            f"the server's certificate is out of date ({reason}): its administrator must renew it; check the clock too"
        )
    return f"the server's certificate is not trusted ({reason}): set ca_file to the authority that signed it"


def _tls(error: BaseException) -> str | None:
    if not isinstance(error, ssl.SSLError):
        return None
    reason = getattr(error, "reason", None) or "closed while negotiating"
    if reason in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "RECORD_LAYER_FAILURE"):
        return (
            "the server speaks no TLS on this port: set security = starttls, or take the TLS port (993 IMAP, 465 SMTP)"
        )
    return f"TLS could not be agreed on ({clean(str(reason))})"


# In the order in which they are tried: subclasses before their bases.
_CAUSES: tuple[tuple[type[BaseException], str], ...] = (
    (socket.gaierror, "the name does not resolve: check host and DNS"),
    (ConnectionRefusedError, "nothing listens there: check host and port, or the server is down"),
    (TimeoutError, "no answer in time: a firewall in between, a wrong port, or the server is overloaded"),
    (ConnectionResetError, "the connection was reset: the server or a firewall closed it"),
    (BrokenPipeError, "the connection was closed by the server"),
    (EOFError, "the connection was closed by the server"),
)


def why_unreachable(error: BaseException) -> str:
    """The likely cause of a failed connection, in plain words with what to do."""
    looks: tuple[Callable[[BaseException], str | None], ...] = (_certificate, _tls)
    for look in looks:
        if cause := look(error):
            return cause
    for kind, cause in _CAUSES:
        if isinstance(error, kind):
            return cause
    return clean(str(error)) or type(error).__name__


def why_silent(error: BaseException | None, *, tls: bool) -> str:
    """What else it may mean that nothing was said while connecting; "" where it means nothing else.

    tls: TLS was spoken from the first byte. A server that waits for that says nothing to somebody who waits, too.
    """
    if tls or not isinstance(error, TimeoutError):
        return ""
    return "; or this port wants TLS from the first byte (993 IMAP, 465 SMTP): then set security = tls"


_TEMPORARY = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]|temporar|try again|too many", re.IGNORECASE)
_MICROSOFT = r"(^|\.)(office365\.com|outlook\.com|office\.com|hotmail\.com)$"
_GOOGLE = r"(^|\.)(gmail\.com|googlemail\.com|google\.com)$"

_MICROSOFT_WANTS_TOKENS = (
    "basic authentication is disabled: Microsoft 365 accepts no plain password; set up OAuth2 (docs/microsoft365.md)"
)
_GOOGLE_WANTS_MORE = "Google accepts no account password: make an app password, or set up OAuth2 (docs/google.md)"


@dataclass(frozen=True, slots=True)
class LoginCause:
    """One likely cause of a refused login.

    said, host: patterns, any case, looked for in the server's words and its name. token: with a token (True), with a
    password (False), with either (None).
    """

    words: str
    said: str = ""
    host: str = ""
    token: bool | None = None

    def holds(self, host: str, said: str, token: bool) -> bool:
        """Whether all of it fits."""
        return (
            self.token in (None, token)
            and re.search(self.said, said, re.IGNORECASE) is not None
            and re.search(self.host, host, re.IGNORECASE) is not None
        )


# The first that holds is said: what the server said before what kind of server it is.
LOGIN_CAUSES: tuple[LoginCause, ...] = (
    LoginCause(
        "the server takes logins only over TLS: set security = tls or starttls",
        r"\[PRIVACYREQUIRED\]|must issue a starttls|encryption required|plaintext auth",
    ),
    LoginCause(
        "SMTP AUTH is switched off for this mailbox or the whole tenant: an administrator must allow it "
        "(docs/microsoft365.md)",
        r"smtpclientauthentication is disabled",
    ),
    LoginCause(
        "security defaults or a conditional access rule of the tenant stop this login: an administrator must allow it",
        r"did not meet the criteria to be authenticated|security defaults policy",
    ),
    LoginCause(
        "IMAP is switched off for this account: switch it on in Gmail's settings or the Admin console (docs/google.md)",
        r"imap access is disabled|not enabled for imap",
    ),
    LoginCause(
        _GOOGLE_WANTS_MORE,
        r"application-specific password|app password|web login required|log in via your web browser|less secure",
        token=False,
    ),
    LoginCause(
        _MICROSOFT_WANTS_TOKENS,
        r"basic auth\w* is disabled|basicauthblocked|5\.7\.139",
        token=False,
    ),
    LoginCause(
        "the server knows no login by token (XOAUTH2) here: check host and port; Microsoft 365 also says so where SMTP "
        "AUTH is switched off",
        r"\b504\b|unrecogni[sz]ed authentication type|unsupported authentication mechanism|mechanism not supported",
        token=True,
    ),
    LoginCause("the server cannot check logins just now; it is tried again", _TEMPORARY.pattern),
    LoginCause(_MICROSOFT_WANTS_TOKENS, host=_MICROSOFT, token=False),
    LoginCause(_GOOGLE_WANTS_MORE, host=_GOOGLE, token=False),
    LoginCause(
        "the OAuth2 token was not accepted: check username, scope, admin consent, and that the application is known to "
        "Exchange and has this mailbox (New-ServicePrincipal with the enterprise application's object ID, "
        "Add-MailboxPermission; docs/microsoft365.md)",
        host=_MICROSOFT,
        token=True,
    ),
    LoginCause(
        "the OAuth2 token was not accepted: the refresh token must be of the account in username and the scope "
        "https://mail.google.com/ (docs/google.md)",
        host=_GOOGLE,
        token=True,
    ),
    LoginCause(
        "the OAuth2 token was not accepted: check scope, tenant, and that the account may use this protocol", token=True
    ),
)


def is_temporary(said: str) -> bool:
    """Whether a server only says that it cannot check logins just now (RFC 5530 §3)."""
    return _TEMPORARY.search(said) is not None


def why_login_refused(host: str, said: str, token: bool) -> str:
    """The likely cause of a refused login, from what the server said and which server it is.

    token: an OAuth2 token was offered, not a password. Codes: RFC 5530 (IMAP), RFC 4954 §6 (SMTP).
    """
    return next((cause.words for cause in LOGIN_CAUSES if cause.holds(host, said, token)), "wrong username or password")


def why_no_mailbox(said: str) -> str:
    """The cause where a login was taken and then nothing works, as Microsoft 365 does it; "" where it is not that."""
    if "authenticated but not connected" not in said.lower():
        return ""
    return (
        "the login holds, but not for this mailbox: check username, and that the application or account may use it "
        "(Add-MailboxPermission; docs/microsoft365.md)"
    )
