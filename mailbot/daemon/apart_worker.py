"""A process that reads one large message: started by apart.py only, with the file store's folder and the hash.

It keeps the attachments in the file store and writes the message, without their contents, to its output as JSON.
"""

import os
import sys
import threading
from base64 import b64encode
from dataclasses import replace
from pathlib import Path

from mailbot.daemon import apart
from mailbot.errors import RegisterUnavailable
from mailbot.message.documents import sandbox
from mailbot.message.model import Attachment
from mailbot.message.parse import parse
from mailbot.register.files import Files

# Bytes of address space: of one that does nothing, and a byte of message; one of 50 MB takes about half of its share.
MEMORY, EACH = 300 * 2**20, 8


def read(files: Files, sha256: str) -> bytes:
    """The message of that hash, its attachments durable in the store, as apart.unpacked takes it."""
    message = parse(files.read(sha256), dated=False)
    beginnings = []
    parts = []
    for attachment in message.attachments:
        files.keep(attachment.content)
        beginnings.append(b64encode(apart.beginning(attachment)).decode())
        parts.append(_emptied(attachment))
    return apart.packed(replace(message, attachments=tuple(parts)), beginnings)


def _emptied(attachment: Attachment) -> Attachment:
    return replace(attachment, content=b"", length=len(attachment.content))


def main() -> int:
    """Arguments: the folder of the file store, the message's hash."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get into the answer
    files, sha256 = Files(Path(sys.argv[1])), sys.argv[2]
    try:
        size = files.path(sha256).stat().st_size
        sandbox.confine(MEMORY + EACH * size, written=max(sandbox.WRITTEN, 2 * size))
        threading.Thread(target=sandbox.end_with_parent, args=(0,), daemon=True).start()
        answer.write(read(files, sha256))
        answer.close()
    except (RegisterUnavailable, OSError):
        return apart.DISK
    except MemoryError:
        return apart.MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main())
