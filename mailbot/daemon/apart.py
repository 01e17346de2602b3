"""Reading a large message in a process of its own, so that its bytes never are in the daemon's memory.

The process keeps the attachments in the file store and answers with the message as JSON, checked field by field.
"""

import json
import os
import subprocess
import sys
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mailbot.errors import MailbotError, RegisterUnavailable
from mailbot.message.delivery_status import ORIGINAL, STATUS
from mailbot.message.documents.process import PASSED_ON
from mailbot.message.model import Attachment, Message

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SECONDS = 120
TRIES = 3
DISK, MEMORY = 75, 71  # exit codes of the process: EX_TEMPFAIL and EX_OSERR of sysexits.h
# What is asked for its bytes after reading: notifications of non-delivery, and cards of persons with pictures in them.
BEGINNING = 100_000
CARD = 2_000_000
CARDS = frozenset({"text/vcard", "text/x-vcard", "text/directory"})
SAYING = frozenset((*STATUS, *ORIGINAL))


class Died(MailbotError):
    """The process that read a message was ended TRIES times, took too long or too much memory."""


def read_apart(root: Path, sha256: str, command: Sequence[str] = (), seconds: float = SECONDS) -> Message:
    """The message of that hash in the file store below root, its attachments' contents kept there.

    command: what is started instead of the worker. Raises Died, RegisterUnavailable for faults of the disk, and
    ValueError for an answer that is no message.
    """
    for _ in range(TRIES):
        code, answer = _run([*(command or _worker()), str(root.resolve()), sha256], seconds)
        if code == DISK:
            raise RegisterUnavailable(f"the files in {root} cannot be used: reading a large message failed")
        if code == 0:
            return unpacked(answer)
        if code > 0 and code != MEMORY:
            raise ValueError(f"a large message could not be read: exit code {code}")
    raise Died(f"reading it ended a process {TRIES} times")


def beginning(attachment: Attachment) -> bytes:
    """As much of an attachment's content as is looked at after reading. Pure."""
    types = {attachment.media_type, attachment.declared_type}
    if types & CARDS or attachment.name.lower().endswith(".vcf"):
        return attachment.content[:CARD]
    return attachment.content[:BEGINNING] if types & SAYING else b""


def packed(message: Message, beginnings: Sequence[str]) -> bytes:
    """A message without contents, and the beginning of each in base64, as bytes for the pipe."""
    return _adapter().dump_json(message) + b"\n" + json.dumps(list(beginnings)).encode()


def unpacked(answer: bytes) -> Message:
    """The message of an answer. Raises ValueError for anything that is not one."""
    told, _, rest = answer.partition(b"\n")
    message = _adapter().validate_json(told, strict=True)
    beginnings = json.loads(rest)
    parts = zip(message.attachments, beginnings, strict=True)
    return replace(message, attachments=tuple(replace(part, content=b64decode(begun)) for part, begun in parts))


@cache
def _adapter() -> "TypeAdapter[Message]":
    from pydantic import TypeAdapter  # slow to import, and seldom needed

    return TypeAdapter(Message)


def _worker() -> tuple[str, ...]:
    return (sys.executable, "-P", "-m", "mailbot.daemon.apart_worker")


def _run(command: Sequence[str], seconds: float) -> tuple[int, bytes]:
    """Exit code (negative: the signal that ended it; of one that takes too long, SIGKILL's) and output of a process.

    It ends with this process: its input is a pipe that nobody writes to.
    """
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    environment |= {"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "PYTHONUTF8": "1"}
    with subprocess.Popen(  # noqa: S603 (our own program)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    ) as process:
        waiting, process.stdin = process.stdin, None  # communicate would close it
        try:
            answer, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return process.returncode, b""
        finally:
            if waiting is not None:
                waiting.close()
    return process.returncode, answer
