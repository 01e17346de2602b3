"""Connects and logs in to an IMAP server; every failure is OutOfReach with its place and likely cause."""

from collections.abc import Callable

from mailbot.errors import OutOfReach
from mailbot.transport.causes import clean, is_temporary, why_login_refused, why_silent, why_unreachable
from mailbot.transport.failures import LoginRefused
from mailbot.transport.imap_client import Client
from mailbot.transport.login import with_secret
from mailbot.transport.server import MailServer, Security


def open_client(server: MailServer) -> Client:
    """A client logged in and with the capabilities it has after login. Raises OutOfReach."""
    return with_secret(server, lambda secret: _opened(server, secret))


def _opened(server: MailServer, secret: str) -> Client:
    client = _connect(server)
    try:
        client.connection.seconds = min(server.connect_timeout, server.timeout)  # silence is noticed as soon as before
        _login(client, server, secret)
        client.connection.seconds = server.timeout
    except BaseException:
        client.shutdown()
        raise
    return client


def _connect(server: MailServer) -> Client:
    try:
        return Client(server)
    except (OSError, EOFError) as error:
        cause = why_unreachable(error) + why_silent(error, tls=server.security is Security.TLS)
        raise OutOfReach(f"{server.place}: cannot connect: {cause}") from None
    except Client.Error as error:
        said = clean(str(error))
        if server.security is Security.STARTTLS and "STARTTLS" in said.upper():
            said = f"it offers no STARTTLS ({said}); set security = tls, usually on port 993"
        raise OutOfReach(f"{server.place}: cannot connect: the server does not greet as IMAP does: {said}") from None
    except ValueError as error:
        raise OutOfReach(
            f"{server.place}: cannot connect: no IMAP server speaks like this: {clean(str(error))}"
        ) from None


def _login(client: Client, server: MailServer, secret: str) -> None:
    try:
        _offer(client, server, secret)
        client.capabilities()  # those after login count, and IDLE must not ask for them
    except Client.AbortError as error:
        raise OutOfReach(f"{server.place}: connection lost during login: {clean(str(error), [secret])}") from None
    except Client.Error as error:
        if isinstance(error.__context__, Client.AbortError):  # imapclient makes a LoginError of a lost connection, too
            raise OutOfReach(f"{server.place}: connection lost during login: {clean(str(error), [secret])}") from None
        said = clean(_words(error), [secret])
        cause = why_login_refused(server.host, said, server.token is not None)
        kind = OutOfReach if is_temporary(said) else LoginRefused
        raise kind(f"login refused for {server.username} at {server.place} ({said}). {cause}") from None
    except (OSError, EOFError) as error:
        raise OutOfReach(f"{server.place}: connection lost during login: {why_unreachable(error)}") from None
    except ValueError as error:
        raise OutOfReach(f"{server.place}: login: unintelligible reply: {clean(str(error), [secret])}") from None


def _offer(client: Client, server: MailServer, secret: str) -> None:
    """XOAUTH2 with a token; LOGIN with a password, or AUTHENTICATE PLAIN where LOGIN is off or cannot say it."""
    if server.token:
        client.sasl_login("XOAUTH2", _once(f"user={server.username}\1auth=Bearer {secret}\1\1"))
    elif (server.username + secret).isascii() and not client.has_capability("LOGINDISABLED"):
        client.login(_quoted(server.username), secret)  # imaplib quotes the password only
    elif client.has_capability("LOGINDISABLED") and not client.has_capability("AUTH=PLAIN"):
        raise Client.Error("[PRIVACYREQUIRED] LOGINDISABLED")
    else:
        client.plain_login(server.username, secret)


def _once(response: str) -> Callable[[bytes], str]:
    """Answers the first challenge; any further one is an error report and gets an empty line (XOAUTH2)."""
    answers = iter([response])
    return lambda _challenge: next(answers, "")


def _quoted(text: str) -> str:
    """An IMAP quoted string (RFC 3501 §4.3)."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _words(error: BaseException) -> str:
    """The server's words in an imaplib error, whose text may be the repr of bytes."""
    text = str(error)
    return text[2:-1] if text.startswith(("b'", 'b"')) else text
