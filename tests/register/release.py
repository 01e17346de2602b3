"""`python -m tests.register.release`: keeps the schema as it is released, with data in every table, as SQL of SQLite.

To be run once when a version is released; what it wrote is never changed again, and every later mailbot must be able to
take it on (test_released.py).
"""

import sqlite3
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from mailbot.intake.plan import Action, FiledReport
from mailbot.register.migrate import HEAD
from mailbot.register.register import Register
from mailbot.register.store import open_store
from mailbot.register.values import Cursor
from tests.register.samples import (
    AT,
    HOUR,
    KARIM,
    MINUTE,
    Letter,
    arrival,
    attachment,
    file_one,
    filed_report,
    message,
    nomination,
    plan,
    report_file,
    verdict,
)

FOLDER = Path(__file__).with_name("released")


def fill(register: Register) -> None:
    """Something in every table, and every state a message or a letter can be in."""
    _, (reference,) = file_one(
        register,
        "nomination",
        plan(nomination(), attention=("a person should look",)),
        message("nomination", attachment("CV.pdf", b"a life")),
        uid=3,
    )
    title = "Migration and Cities"
    report = filed_report(report_file("report.pdf", b"first"), title=title, submitter=KARIM)
    first = message("report", attachment("report.pdf", b"first"), sender=KARIM)
    _, (kept,) = file_one(register, "report", plan(report), first, uid=4)
    version = replace(
        report, reference=kept, report=FiledReport(title, ("Cedar Forum",), False, (report_file("v2.pdf", b"second"),))
    )
    second = message("version", attachment("v2.pdf", b"second"), sender=KARIM, replies=("<report@example.org>",))
    file_one(register, "version", plan(version, action=Action.VERSION), second, uid=5)
    file_one(register, "thanks", plan(), message("thanks"), verdict(confidence=0.625))
    waiting, _ = register.keep(arrival("waiting", uid=9, letters=False, partial=True), AT)
    broken, _ = register.keep(arrival("broken", uid=10, sender=None), AT)
    register.fail(broken, "could not be processed", AT, "mailbot")
    apart, _ = register.keep(arrival("apart", uid=11), AT)
    register.quarantine(apart, "too large", AT, "mailbot")
    register.begin(1, "process", 0)
    for number, key in enumerate(("sent", "later", "flying", "refused", "waits")):
        register.queue(Letter(key=f"message:{number}:answer"), AT, message=1, references=[reference])
        letter = register.due(AT)
        assert letter is not None, key
        if key != "waits":
            register.claim(letter.id, AT + MINUTE)
        if key == "sent":
            register.sent(letter.id, "250 taken", AT + MINUTE)
            register.copied(letter.id, AT + MINUTE)
        elif key == "later":
            register.later(letter.id, "451 not now", AT + MINUTE)
        elif key == "refused":
            register.refused(letter.id, "550 no", AT + MINUTE)
    register.queue(Letter(key="digest:2021-02-05:organiser@example.org", kind="digest", in_reply_to=""), AT)
    register.queue(Letter(key=f"message:{waiting}:hold", hold="a person must look"), AT, message=broken)
    register.begin_digest("2021-02-05", AT + HOUR)
    register.set_cursor("account", "INBOX", Cursor(7, 11))
    register.note_pulse("poll", AT)
    register.close_attention(1, AT + HOUR, "somebody", "seen")


def main() -> None:
    """Writes released/HEAD.sql, where it is not there yet."""
    target = FOLDER / f"{HEAD}.sql"
    if target.exists():
        sys.exit(f"{target.name} is released already, and is never changed")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "register.db"
        with open_store(f"sqlite:///{place}", Path(folder) / "files") as store, store.writing() as register:
            fill(register)
        database = sqlite3.connect(place)
        empty = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                 if not database.execute(f"SELECT EXISTS (SELECT 1 FROM {name})").fetchone()[0]]  # fmt: skip
        if empty:
            sys.exit(f"nothing in {', '.join(empty)}: let fill() put something there")
        target.write_text("\n".join(database.iterdump()) + "\n", "utf-8")
        database.close()
    print(target)


if __name__ == "__main__":
    main()
