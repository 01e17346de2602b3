"""IMAP and SMTP servers that say what a test wrote for them, step by step: refusals, nonsense, silence, hanging up."""

import re
import socket
import time
from collections.abc import Callable, Mapping
from enum import Enum

from tests.servers.listener import Listener, reset


class Act(Enum):
    """What a server may do in place of a reply."""

    HANG_UP = "closes the connection"
    RESET = "resets it"
    SILENCE = "says nothing any more"
    DRIP = "sends a byte now and then, never a whole line"
    CHATTER = "sends whole lines that never come to an end"


Plain = bytes | str | Act | tuple[bytes | str, Act]  # the last: it says so much, and then does that
Reply = Plain | Callable[[], Plain]  # a function is asked each time
DRIP_SECONDS = 0.05


class _Scripted(Listener):
    def act(self, connection: socket.socket, reply: Reply, tag: str = "") -> bool:
        """Does it; whether the talk goes on."""
        if callable(reply):
            reply = reply()
        match reply:
            case Act.HANG_UP:
                return False
            case Act.RESET:
                reset(connection)
                return False
            case Act.SILENCE:
                self.ending.wait()
                return False
            case Act.DRIP | Act.CHATTER:
                piece = b"*" if reply is Act.DRIP else self.filler
                while not self.ending.wait(DRIP_SECONDS):
                    connection.sendall(piece)
                return False
            case (said, then):
                return self.act(connection, said, tag) and self.act(connection, then)
            case _:
                text = reply if isinstance(reply, bytes) else reply.replace("{tag}", tag).encode()
                connection.sendall(text)
                return True

    filler = b"* OK still here\r\n"


MESSAGE = b"Subject: one\r\n\r\nbody\r\n"

IMAP_REPLIES: Mapping[str, Reply] = {
    "GREETING": "* OK ready\r\n",
    "CAPABILITY": "* CAPABILITY IMAP4rev1 IDLE UIDPLUS MOVE\r\n{tag} OK done\r\n",
    "LOGIN": "{tag} OK in\r\n",
    "SELECT": (
        "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 6] n\r\n"
        "* FLAGS (\\Seen)\r\n{tag} OK [READ-WRITE] selected\r\n"
    ),
    "SEARCH": "* SEARCH 5\r\n{tag} OK done\r\n",
    "FETCH SIZE": (
        '* 1 FETCH (UID 5 RFC822.SIZE 22 FLAGS (\\Seen) INTERNALDATE "04-Feb-2021 13:00:00 +0200")\r\n{tag} OK done\r\n'
    ),
    "FETCH BODY": f"* 1 FETCH (UID 5 BODY[]<0> {{{len(MESSAGE)}}}\r\n{MESSAGE.decode()})\r\n{{tag}} OK done\r\n",
    "NOOP": "{tag} OK done\r\n",
    "IDLE": "+ idling\r\n",
    "DONE": "{tag} OK done\r\n",
    "LOGOUT": "* BYE bye\r\n{tag} OK out\r\n",
}


class ScriptedImap(_Scripted):
    """An IMAP server with one message (UID 5) that says what it is told, by command; the rest as IMAP_REPLIES.

    {tag} in a reply stands for the command's tag. commands: every command line received, without its tag.
    """

    def __init__(self, replies: Mapping[str, Reply] | None = None) -> None:
        super().__init__()
        self.replies: dict[str, Reply] = {**IMAP_REPLIES, **(replies or {})}
        self.commands: list[str] = []

    def talk(self, connection: socket.socket) -> None:
        """Greets, then answers line by line; a command that is not in the script is BAD."""
        if not self.act(connection, self.replies["GREETING"]):
            return
        tag = ""
        with connection.makefile("rb") as lines:
            for line in lines:
                words = line.decode("utf-8", "replace").rstrip("\r\n")
                if words.upper() != "DONE":
                    tag, _, words = words.partition(" ")
                self.commands.append(words)
                if not self.act(connection, self.replies.get(_key(words), "{tag} BAD unknown\r\n"), tag):
                    return


def _key(command: str) -> str:
    verb = re.sub(r"^UID ", "", command.upper()).split(" ")[0]
    if verb == "FETCH":
        return "FETCH BODY" if "BODY" in command.upper() else "FETCH SIZE"
    return verb


SMTP_REPLIES: Mapping[str, Reply] = {
    "CONNECT": "220 ready\r\n",
    "EHLO": "250-scripted\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 SIZE 1000000\r\n",
    "HELO": "250 scripted\r\n",
    "AUTH": "235 2.7.0 in\r\n",
    "MAIL": "250 2.1.0 ok\r\n",
    "RCPT": "250 2.1.5 ok\r\n",
    "DATA": "354 go on\r\n",
    "MESSAGE": "250 2.0.0 taken\r\n",
    "RSET": "250 ok\r\n",
    "QUIT": "221 bye\r\n",
}


class ScriptedSmtp(_Scripted):
    """An SMTP server that says what it is told, by step; the rest as SMTP_REPLIES.

    MIDDLE: what it does after the first line of the message, MESSAGE: after its end. commands: every line received
    outside messages; messages: the lines of each whole one, dots still stuffed.
    """

    filler = b"250-and\r\n"

    def __init__(self, replies: Mapping[str, Reply] | None = None) -> None:
        super().__init__()
        self.replies: dict[str, Reply] = {**SMTP_REPLIES, **(replies or {})}
        self.commands: list[str] = []
        self.messages: list[bytes] = []

    def talk(self, connection: socket.socket) -> None:
        """Greets, then answers line by line; a command that is not in the script gets 502."""
        if not self.act(connection, self.replies["CONNECT"]):
            return
        with connection.makefile("rb") as lines:
            for line in lines:
                words = line.decode("utf-8", "replace").rstrip("\r\n")
                self.commands.append(words)
                verb = words.upper().split(" ")[0]
                if not self.act(connection, self.replies.get(verb, "502 5.5.1 unknown\r\n")) or verb == "QUIT":
                    return
                reply = self.replies.get("DATA", "")
                if verb == "DATA" and isinstance(reply, str) and reply.startswith("354"):
                    content = bytearray()
                    for part in lines:
                        if "MIDDLE" in self.replies and not self.act(connection, self.replies["MIDDLE"]):
                            return
                        if part == b".\r\n":
                            break
                        content += part
                    else:
                        return
                    self.messages.append(bytes(content))
                    if not self.act(connection, self.replies["MESSAGE"]):
                        return


def wait_until(condition: Callable[[], object], seconds: float = 5.0) -> bool:
    """Waits until a function returns something true; whether it did in time."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True
