"""mailbot that dies: `python -m tests.daemon.dying ...` is mailbot, killed by SIGKILL at a chosen step.

Steps are the places before and after every commit, every file made durable and every network call, counted over the
whole life of the process. MAILBOT_TEST_DIE_AT names the number of the step to die at; MAILBOT_TEST_STEPS a file that
gets the name of every step passed, so that a harness knows how many there are.
"""

import functools
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mailbot.register.files import Files
from mailbot.register.register import Register
from mailbot.register.store import Store
from mailbot.transport import smtp_session
from mailbot.transport.imap import Mailbox
from mailbot.transport.smtp import Relay

_lock = threading.Lock()
_passed = 0
_die_at = int(os.environ.get("MAILBOT_TEST_DIE_AT", "0"))
_names = os.environ.get("MAILBOT_TEST_STEPS", "")


def step(name: str) -> None:
    """Passes a step; at the chosen one the process ends as if the power had gone."""
    global _passed
    with _lock:
        _passed += 1
        if _names:
            with Path(_names).open("a") as file:
                file.write(f"{_passed} {name}\n")
        if _passed == _die_at:
            os.kill(os.getpid(), signal.SIGKILL)


def around(owner: Any, name: str) -> None:
    """Makes a method pass a step before and after it works."""
    original: Callable[..., Any] = getattr(owner, name)
    label = f"{owner.__name__}.{name}"

    @functools.wraps(original)
    def wrapped(*arguments: Any, **named: Any) -> Any:
        step(f"before {label}")
        result = original(*arguments, **named)
        step(f"after {label}")
        return result

    setattr(owner, name, wrapped)


@contextmanager
def _writing(store: Store, original: Callable[[Store], Any]) -> Iterator[Register]:
    with original(store) as register:
        yield register
        step("before commit")
    step("after commit")


def arm() -> None:
    """Puts the steps in."""
    writing = Store.writing
    Store.writing = lambda self: _writing(self, writing)  # type: ignore[method-assign, assignment]
    around(Files, "keep")
    for name in ("open", "select", "fetch", "mark", "move"):
        around(Mailbox, name)
    around(Relay, "deliver")
    around(smtp_session.Session, "send")
    around(smtp_session.Session, "write")


if __name__ == "__main__":
    arm()
    from mailbot.cli.main import main

    sys.argv[0] = "mailbot"
    main()
