"""The worker process: reads one document after another from a pipe until the pipe ends. Started by process.py only.

It never writes a document's content anywhere but into its answer.
"""

import os
import sys
import threading
from typing import BinaryIO

from mailbot.message.documents import frames, sandbox
from mailbot.message.documents.formats import Budget, read_document
from mailbot.message.model import Document, TextState


def serve(requests: BinaryIO, answers: BinaryIO, cpu_seconds: float) -> None:
    """Answers every request until the stream ends; gives up after one that used up the memory."""
    while (head := frames.read_frame(requests)) is not None:
        content = frames.read_frame(requests)
        if content is None:
            return
        media_type, ocr = frames.unpacked_task(head)
        sandbox.allow_cpu(cpu_seconds)
        exhausted = False
        try:
            document = read_document(content, media_type, Budget(ocr=ocr))
        except MemoryError:
            document = Document(TextState.TOO_LARGE, error="reading it takes more memory than is allowed")
            exhausted = True
        del content
        answers.write(frames.packed_answer(document))
        answers.flush()
        if exhausted:
            return


def main() -> None:
    """Arguments: CPU seconds per document, bytes of memory. Requests on stdin, answers on stdout."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    sandbox.confine(int(sys.argv[2]))
    threading.Thread(target=sandbox.end_with_parent, args=(0,), daemon=True).start()
    serve(sys.stdin.buffer, answers, float(sys.argv[1]))


if __name__ == "__main__":
    main()
