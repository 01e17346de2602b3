"""How the reader and its worker talk: frames of four bytes of length (big-endian) and so many bytes.

A request is two frames: the task as JSON, the document's bytes. An answer is one frame: a Document as JSON. Plain JSON,
checked field by field, because the worker has touched hostile bytes and must not be able to make the reader run code.
"""

import json
import struct
from typing import BinaryIO

from mailbot.message.model import Document, TextState

HEAD = struct.Struct(">I")
MAX_ANSWER = 16 * 2**20  # bytes


def framed(payload: bytes) -> bytes:
    """One frame."""
    return HEAD.pack(len(payload)) + payload


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame of a blocking stream; None where it ends."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    length: int = HEAD.unpack(head)[0]
    payload = stream.read(length)
    return payload if len(payload) == length else None


def packed_task(media_type: str, ocr: bool) -> bytes:
    """A task's frame."""
    return framed(json.dumps({"media_type": media_type, "ocr": ocr}).encode())


def unpacked_task(payload: bytes) -> tuple[str, bool]:
    """Media type and whether OCR is wanted."""
    task = json.loads(payload)
    return task["media_type"], task["ocr"]


def packed_answer(document: Document) -> bytes:
    """An answer's frame."""
    answer = {"state": document.state, "text": document.text, "scan": document.scan, "error": document.error}
    return framed(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def unpacked_answer(payload: bytes) -> Document:
    """The document of an answer. Raises ValueError for anything that is not one."""
    answer = json.loads(payload)
    match answer:
        case {"state": str(state), "text": str(text), "scan": bool(scan), "error": str(error)}:
            return Document(TextState(state), text, scan, error[:300])
    raise ValueError("not a document")
