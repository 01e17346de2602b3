"""Puts messages into folders, which are created when they are missing. Works on a logged-in client."""

from collections.abc import Callable, Sequence
from datetime import datetime

from mailbot.transport.imap_client import Client


def move(client: Client, uid: int, folder: str) -> None:
    """Moves one message: MOVE (RFC 6851), else COPY, \\Deleted and UID EXPUNGE (RFC 4315).

    A server with neither MOVE nor UIDPLUS keeps the original, marked \\Deleted: a plain EXPUNGE would remove what other
    people marked as well. A message that is gone is no error.
    """
    if client.has_capability("MOVE"):
        _into(client, folder, lambda: client.move([uid], folder))
        return
    _into(client, folder, lambda: client.copy([uid], folder))
    client.delete_messages([uid], silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge([uid])


def append(client: Client, folder: str, raw: bytes, flags: Sequence[str], at: datetime) -> None:
    """Puts a message into a folder; `at`: aware, becomes its INTERNALDATE."""
    _into(client, folder, lambda: client.append(folder, raw, flags, at))


def _into(client: Client, folder: str, act: Callable[[], object]) -> None:
    """Does it; where the server says no and the folder is missing, creates that and does it again."""
    try:
        act()
    except client.AbortError:
        raise
    except client.Error:
        if client.folder_exists(folder):
            raise
        client.create_folder(folder)
        client.subscribe_folder(folder)
        act()
