"""IDLE (RFC 2177) without the traps of imapclient: an ended connection, early data and refusals are all noticed."""

import select
import time

from mailbot.transport.imap_client import Client

RENEW_SECONDS = 20.0  # one IDLE; ends far below the 10 minutes of Office 365, and shows a half-open connection soon
ANSWER_SECONDS = 10.0  # a living server answers DONE at once
NEWS = ("EXISTS", "EXPUNGE", "VANISHED")


class IdleRefused(Exception):
    """The server advertises IDLE and will not do it: poll."""


def heard_news(client: Client) -> bool:
    """Whether messages came or went, by what the server said since its replies were last forgotten."""
    return any(name in client.connection.untagged_responses for name in NEWS)


def is_awake(wake: int | None) -> bool:
    """Whether the file descriptor that ends waiting early is readable."""
    if wake is None:
        return False
    poll = select.poll()
    poll.register(wake, select.POLLIN)
    return bool(poll.poll(0))


def idle(client: Client, seconds: float, wake: int | None = None) -> bool:
    """Waits until a message comes or goes (True), or until the time is over or `wake` is readable (False).

    IDLE is renewed every RENEW_SECONDS. Raises IdleRefused, imaplib errors, OSError; the connection is spent after any
    but the first.
    """
    until = time.monotonic() + seconds
    while not is_awake(wake) and (left := until - time.monotonic()) > 0:
        if _one_idle(client, min(left, RENEW_SECONDS), wake):
            return True
    return False


def _one_idle(client: Client, seconds: float, wake: int | None) -> bool:
    connection = client.connection
    tag = connection._command("IDLE")
    while connection._get_response() is not None:  # None is the "+"; news may come before it
        if connection.tagged_commands.get(tag):
            connection.tagged_commands.pop(tag)
            raise IdleRefused
    _listen(client, tag, seconds, wake)
    if connection.tagged_commands.get(tag):  # it ends IDLE by itself, perhaps each time at once
        connection.tagged_commands.pop(tag)
        raise IdleRefused
    patience, connection.seconds = connection.seconds, min(ANSWER_SECONDS, connection.seconds)
    try:
        connection.send(b"DONE\r\n")
        typ, data = connection._command_complete("IDLE", tag)
    finally:
        connection.seconds = patience
    if typ != "OK":
        raise client.Error(f"IDLE failed: {data!r}")
    return heard_news(client)


def _listen(client: Client, tag: bytes, seconds: float, wake: int | None) -> None:
    """Reads on through everything that is no news ("OK Still here"), until there is some or the time is over."""
    connection = client.connection
    until = time.monotonic() + seconds
    while not heard_news(client) and connection.tagged_commands.get(tag) is None:
        if not connection.wire.wait(until - time.monotonic(), wake):
            return
        connection.wire.expect(connection.seconds)
        connection._get_response()


def pause(client: Client, seconds: float, wake: int | None = None) -> bool:
    """The same by polling, for servers without IDLE: one NOOP after the time is over."""
    client.connection.wire.wait(seconds, wake)
    client.noop()
    return heard_news(client)
