"""The labelled mail over and over: copies with other senders, Message-IDs and attachment bytes."""

import email
import email.policy
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def copies(times: int) -> Iterator[bytes]:
    """Every message of the corpus `times` times, each different from all others."""
    for round_ in range(times):
        for file in sorted(CORPUS.glob("*.eml")):
            yield _copy(file.read_bytes(), f"{round_}-{file.stem}")


def _copy(raw: bytes, mark: str) -> bytes:
    message: Message = email.message_from_bytes(raw, policy=email.policy.compat32)
    del message["Message-ID"]
    message["Message-ID"] = f"<{mark}@bench.example>"
    sender = str(message["From"] or "")
    if "@" in sender:
        del message["From"]
        message["From"] = sender.replace("@", f".{mark}@", 1) if "<" in sender else f"{mark}.{sender}"
    for part in message.walk():
        if part.get_filename() and not part.is_multipart() and part["Content-Transfer-Encoding"] == "base64":
            payload = str(part.get_payload()).rstrip()
            # Readers of PDF and zip start from a mark they look for: bytes after the end make another file of it.
            part.set_payload(payload.rstrip("=") + "\n" if payload.endswith("=") else payload + "\nCgo=\n")
    return message.as_bytes()
