"""Word 97-2003 documents (doc) and PowerPoint's (ppt) to lines, by catdoc and catppt where they are installed."""

import os
import shutil
import subprocess

from mailbot.message.charset import believable
from mailbot.message.documents.blocks import paragraph, with_signs
from mailbot.message.documents.outcome import encrypted, failed, found
from mailbot.message.model import Document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECONDS = 5  # it takes some milliseconds, or never ends
CODE_PAGES = ("cp1252", "cp1256")  # of 8-bit text in Word 6 and 95 documents; later ones say


def read(content: bytes) -> Document:
    """The text of a doc. 8-bit text is read as the more believable of Latin and Arabic."""
    if not content.startswith(OLE):
        raise failed("it is not a Word document")
    program = shutil.which("catdoc")
    if program is None:
        raise failed("install catdoc to read Word 97-2003 documents")
    latin, arabic = ([program, "-w", "-d", "utf-8", "-s", page] for page in CODE_PAGES)
    text = _run(latin, content)
    if any("\x80" <= character <= "\xff" for character in text):
        text = max(text, _run(arabic, content), key=lambda reading: believable(reading[:20_000]))
    if "[File is encrypted" in text[:200]:
        raise encrypted("the document needs a password")
    return found("\n".join(line for raw in text.split("\n") for line in paragraph(with_signs(raw))))


def _run(command: list[str], content: bytes) -> str:
    """What a program says about some bytes, which it gets as a file in memory: nothing is written to a disk."""
    descriptor = os.memfd_create("document")
    try:
        with os.fdopen(os.dup(descriptor), "wb") as stream:
            stream.write(content)
        answer = subprocess.run(  # noqa: S603 - a program found on PATH, fixed arguments
            [*command, f"/proc/self/fd/{descriptor}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=(descriptor,),
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise failed("the document keeps its reader too long") from error
    finally:
        os.close(descriptor)
    return answer.stdout.decode("utf-8", "replace")
