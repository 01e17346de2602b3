"""Gives every failure of imapclient, imaplib and the socket one of the two types the daemon knows."""

import contextlib
from collections.abc import Iterator

from imapclient.exceptions import ProtocolError

from mailbot.transport.causes import clean, why_no_mailbox, why_unreachable
from mailbot.transport.failures import Dropped, Refused
from mailbot.transport.imap_client import Client


@contextlib.contextmanager
def translated(doing: str) -> Iterator[None]:
    """Raises Dropped where the connection is spent, Refused where the server said no; `doing` begins the text.

    A reply that cannot be understood counts as a spent connection: what follows it cannot be trusted either.
    """
    try:
        yield
    except Client.AbortError as error:
        raise Dropped(f"{doing}: connection lost: {clean(str(error))}") from None
    except (OSError, EOFError) as error:
        raise Dropped(f"{doing}: connection lost: {why_unreachable(error)}") from None
    except ProtocolError as error:
        raise Dropped(f"{doing}: unintelligible reply: {clean(str(error))}") from None
    except Client.Error as error:
        said = clean(str(error))
        if cause := why_no_mailbox(said):  # no other command will work either, and permissions may be granted any time
            raise Dropped(f"{doing}: the server said no: {said} {cause}") from None
        raise Refused(f"{doing}: the server said no: {said}") from None
    except (ValueError, LookupError, TypeError, AssertionError) as error:  # imapclient's parser on a strange reply
        raise Dropped(f"{doing}: unintelligible reply ({type(error).__name__})") from None
