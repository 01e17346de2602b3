"""Logging in with a secret, and once more with a new token where an old one was refused. The same for IMAP and SMTP."""

from collections.abc import Callable
from typing import TypeVar

from mailbot.transport.failures import LoginRefused
from mailbot.transport.server import MailServer

Session = TypeVar("Session")


def with_secret(server: MailServer, attempt: Callable[[str], Session]) -> Session:
    """What `attempt` makes of the password or token; it connects anew each time. Raises what it raises, OutOfReach.

    A token may have been revoked, or lack a permission granted since: then one fresh one is tried, once.
    """
    secret = server.secret()
    try:
        return attempt(secret)
    except LoginRefused:
        if server.token_refused is None or not server.token_refused(secret):
            raise
        return attempt(server.secret())
