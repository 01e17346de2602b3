"""Why a mail server cannot be reached or refuses a login, in plain words. Pure; never contains a secret."""

import re
import socket
import ssl
from collections.abc import Callable, Iterable

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


_NO_BASIC = re.compile(
    r"basic auth\w* is disabled|basicauthblocked|smtpclientauthentication is disabled|5\.7\.139|"
    r"application-specific password|app password|web login required|less secure",
    re.IGNORECASE,
)
_NO_PASSWORD_HOSTS = re.compile(
    r"(^|\.)(office365\.com|outlook\.com|office\.com|gmail\.com|googlemail\.com|google\.com)$", re.IGNORECASE
)
_TEMPORARY = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]|temporar|try again|too many", re.IGNORECASE)
_NEEDS_TLS = re.compile(r"\[PRIVACYREQUIRED\]|must issue a starttls|encryption required|plaintext auth", re.IGNORECASE)


def why_login_refused(host: str, said: str, token: bool) -> str:
    """The likely cause of a refused login, from what the server said and which server it is.

    token: an OAuth2 token was offered, not a password. Codes: RFC 5530 (IMAP), RFC 4954 §6 (SMTP).
    """
    if _NEEDS_TLS.search(said):
        return "the server takes logins only over TLS: set security = tls or starttls"
    if _NO_BASIC.search(said) or (not token and _NO_PASSWORD_HOSTS.search(host)):
        return "Microsoft 365 and Google accept no plain password: set up OAuth2 (docs/microsoft365.md, docs/google.md)"
    if _TEMPORARY.search(said):
        return "the server cannot check logins just now; it is tried again"
    if token:
        return "the OAuth2 token was not accepted: check scope, tenant, and that the account may use this protocol"
    return "wrong username or password"
