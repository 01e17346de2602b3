"""mailbot that dies: killed by SIGKILL at a chosen step, as if the power had gone.

Steps are the places before and after every commit, every file made durable and every network call (each IMAP command,
each SMTP line or reply, each connection), counted over the whole life of the process; where MAILBOT_TEST_FILE_STEPS is
set, also before and after every change of a name on the disk and every sync. MAILBOT_TEST_DIE_AT names the number of
the step to die at; MAILBOT_TEST_STEPS a file that gets the name of every step passed, so that a harness knows how many
there are.
"""

import functools
import os
import re
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from mailbot.register.files import Files
from mailbot.register.register import Register
from mailbot.register.store import Store
from mailbot.transport import smtp_session
from mailbot.transport.imap import Mailbox
from mailbot.transport.smtp import Relay


class Steps:
    """Counts the steps of this process and dies at one."""

    def __init__(self, die_at: int, names: Path | None) -> None:
        self.die_at, self.names, self.passed, self.lock = die_at, names, 0, threading.Lock()
        self.process = os.getpid()

    def step(self, name: str) -> None:
        """Passes a step; at the chosen one the process ends. Readers that it forks have no steps."""
        if os.getpid() != self.process:
            return
        with self.lock:
            self.passed += 1
            if self.names:
                with self.names.open("a") as file:
                    file.write(f"{self.passed} {name}\n")
            if self.passed == self.die_at:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, owner: Any, name: str) -> None:
        """Makes a method pass a step before and after it works."""
        original: Callable[..., Any] = getattr(owner, name)
        label = f"{owner.__name__}.{name}"

        @functools.wraps(original)
        def wrapped(*arguments: Any, **named: Any) -> Any:
            self.step(f"before {label}")
            result = original(*arguments, **named)
            self.step(f"after {label}")
            return result

        setattr(owner, name, wrapped)

    @contextmanager
    def talking(self, mailbox: Mailbox, doing: str, original: Callable[[Mailbox, str], Any]) -> Iterator[Any]:
        """One command to the IMAP server with a step before and after it."""
        name = re.sub(r"\d+", "N", doing)
        self.step(f"before IMAP: {name}")
        with original(mailbox, doing) as client:
            yield client
        self.step(f"after IMAP: {name}")

    @contextmanager
    def writing(self, store: Store, original: Callable[[Store], Any]) -> Iterator[Register]:
        """A unit of work with a step before and after its commit."""
        with original(store) as register:
            yield register
            self.step("before commit")
        self.step("after commit")


def arm(environment: Mapping[str, str]) -> None:
    """Puts the steps in where the environment asks for them."""
    die_at, names = int(environment.get("MAILBOT_TEST_DIE_AT", "0")), environment.get("MAILBOT_TEST_STEPS", "")
    if not die_at and not names:
        return
    steps = Steps(die_at, Path(names) if names else None)
    writing = Store.writing
    Store.writing = lambda self: steps.writing(self, writing)  # type: ignore[method-assign]
    talking = Mailbox._talk
    Mailbox._talk = lambda self, doing: steps.talking(self, doing, talking)  # type: ignore[method-assign]
    steps.around(Mailbox, "open")
    for name in ("keep", "finish"):
        steps.around(Files, name)
    for name in ("dial", "secure", "log_in", "write", "getreply"):
        steps.around(smtp_session.Session, name)
    steps.around(Relay, "deliver")
    if environment.get("MAILBOT_TEST_FILE_STEPS"):
        for name in ("replace", "rename", "unlink", "mkdir", "rmdir", "fsync"):
            steps.around(os, name)
        event.listen(Engine, "commit", lambda _connection: steps.step("before a commit of the engine"))
