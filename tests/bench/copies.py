"""The labelled mail over and over: copies with other senders, Message-IDs and attachment bytes."""

import email
import email.policy
from collections.abc import Iterator
from email import encoders
from email.message import Message
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
END_OF_ARCHIVE = b"PK\x05\x06"  # zip's last record; its last two octets are the length of the comment that follows
END_LENGTH = 22


def copies(times: int) -> Iterator[bytes]:
    """Every message of the corpus `times` times, each different from all others, and each attachment too."""
    for round_ in range(times):
        for file in sorted(CORPUS.glob("*.eml")):
            yield copy(file.read_bytes(), f"{round_}-{file.stem}")


def copy(raw: bytes, mark: str) -> bytes:
    """One message from another sender, with another Message-ID, and other bytes in every file that goes with it."""
    message: Message = email.message_from_bytes(raw, policy=email.policy.compat32)
    del message["Message-ID"]
    message["Message-ID"] = f"<{mark}@bench.example>"
    sender = str(message["From"] or "")
    if "@" in sender:
        del message["From"]
        message["From"] = sender.replace("@", f".{mark}@", 1) if "<" in sender else f"{mark}.{sender}"
    for part in message.walk():
        content = part.get_payload(decode=True)
        if part.get_filename() and isinstance(content, bytes):
            del part["Content-Transfer-Encoding"]
            part.set_payload(marked(content, part.get_content_maintype(), mark))
            encoders.encode_base64(part)
    return message.as_bytes()


def marked(content: bytes, main_type: str, mark: str) -> bytes:
    """A file of other bytes that says the same: every format has a place behind its end that readers pass over."""
    comment = f"\n%{mark}\n".encode()
    end = content.rfind(END_OF_ARCHIVE)
    if end >= 0 and end + END_LENGTH == len(content):
        return content[:-2] + len(comment).to_bytes(2, "little") + comment
    if main_type == "text":  # its words count: a number of empty lines of its own
        return content + b"\n" * (1 + int(mark.partition("-")[0]))
    return content + comment
