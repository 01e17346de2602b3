"""Backup, restore, verify, forget and retention, with a real mailbox, a relay, and the program as people run it."""

import os
import shutil
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from imapclient import IMAPClient

from tests.daemon.mail import nomination, question
from tests.daemon.rig import Rig, stop, until
from tests.servers.postgresql import empty

FOLDER = 'poll_seconds = 1\nfolder = "Desk"\n'


def append(person: IMAPClient, *messages: bytes) -> None:
    for message in messages:
        person.append("Desk", message, (), datetime.now(UTC))


def client(rig: Rig) -> IMAPClient:
    """A person's mail program."""
    context = ssl.create_default_context(cafile=str(rig.account.dovecot.certificates.ca))
    person = IMAPClient("localhost", rig.account.dovecot.tls_port, ssl_context=context)
    person.login(rig.account.user, rig.account.password)
    return person


def lose_register(rig: Rig) -> None:
    """The disk is gone, the configuration is not."""
    for file in rig.folder.glob("mailbot.db*"):
        file.unlink()
    shutil.rmtree(rig.folder / "files")
    if not rig.database.startswith("sqlite"):
        empty("register")


def answered(rig: Rig) -> list[str]:
    return sorted(message.recipients[0] for message in rig.smtp.taken)


def test_verify_finds_what_is_missing_and_says_what_to_do(rig: Rig) -> None:
    rig.account.deliver(nomination(0))
    rig.run("once")
    assert rig.run("verify").stdout == "ok: 1 message, every file whole, and all the mailbox holds is known\n"
    (raw,) = (row["sha256"] for row in rig.export("messages"))
    file = rig.folder / "files" / "sha256" / raw[:2] / raw
    content = file.read_bytes()
    file.write_bytes(content[:-1])
    found = rig.run("verify", "--offline", expect=1)
    assert found.stdout == f"message 1: {file}: the content has changed; restore it from a backup\n"
    assert found.stderr == "1 finding\n"
    file.unlink()
    assert "message 1: " in rig.run("verify", "--offline", expect=1).stdout
    file.write_bytes(content)
    assert rig.run("verify", "--offline").stdout == "ok: 1 message, every file whole\n"


def test_verify_compares_the_mailbox(rig: Rig) -> None:
    """What came in while nobody fetched it; what just came does not count yet."""
    rig.run("once")
    with client(rig) as person:
        person.append("INBOX", nomination(0), (), datetime.now(UTC) - timedelta(hours=1))
    rig.account.deliver(nomination(1))
    found = rig.run("verify", expect=1)
    assert found.stdout.startswith("INBOX was not read yet: `mailbot once`")
    rig.run("once")
    rig.run("verify")
    with client(rig) as person:
        person.append("INBOX", nomination(2), (), datetime.now(UTC) - timedelta(hours=1))
    rig.account.deliver(nomination(3))
    (line,) = rig.run("verify", expect=1).stdout.splitlines()
    assert line.startswith("INBOX: the register does not know message UID 3, which arrived 20")
    assert line.endswith("`mailbot once` or `mailbot run` fetches it")
    rig.account.dovecot.stop()
    try:
        assert "the mailbox was not compared" in rig.run("verify", expect=1).stdout
    finally:
        rig.account.dovecot.start()


def test_files_that_nobody_names_are_told_and_cleaned(rig: Rig) -> None:
    rig.account.deliver(nomination(0))
    rig.run("once")
    stray = rig.folder / "files" / "sha256" / "ab" / ("ab" * 32)
    stray.write_bytes(b"left by a process that died")
    os.utime(stray, (0, 0))
    (note, _) = rig.run("verify", "--offline").stdout.splitlines()
    assert note == f"note: no row names {stray}; `mailbot verify --clean` removes it"
    assert rig.run("verify", "--offline", "--clean").stdout.splitlines() == [
        "1 file removed that no row names", "ok: 1 message, every file whole",
    ]  # fmt: skip
    assert not stray.exists()


def test_a_restored_register_goes_on_without_a_second_letter(rig: Rig, tmp_path: Path) -> None:
    """Answered before the backup, after it, after the restore: a letter each, or none by itself."""
    archive = tmp_path / "backup.tar.gz"
    rig.account.deliver(nomination(0))
    rig.run("once")
    daemon = rig.start()
    rig.account.deliver(nomination(1))
    until(lambda: len(rig.smtp.taken) == 2)
    assert "2 messages, 2 submissions, 2 letters, 2 files" in rig.run("backup", str(archive)).stdout
    rig.account.deliver(nomination(2))
    until(lambda: len(rig.smtp.taken) == 3)
    assert rig.run("restore", str(archive), expect=4).stderr.startswith("another mailbot")
    stop(daemon)
    assert (
        "holds 1 files that are not in the backup. Nothing was restored"
        in rig.run("restore", str(archive), expect=1).stderr
    )
    lose_register(rig)
    assert "is back: 2 messages, 2 submissions" in rig.run("restore", str(archive)).stdout
    restored = datetime.now(UTC)
    until(lambda: datetime.now(UTC).replace(microsecond=0) > restored)  # the mailbox tells whole seconds
    rig.account.deliver(nomination(3))
    rig.run("once")
    assert answered(rig) == [f"amal{number}@org{number}.example" for number in (0, 1, 2, 3)]
    assert [(row["state"], row["reply"], row["reply_reason"].partition(":")[0]) for row in rig.export("messages")] == [
        ("filed", True, "no sign of an automatic sender"),
        ("filed", True, "no sign of an automatic sender"),
        ("filed", False, "hold"),
        ("filed", True, "no sign of an automatic sender"),
    ]
    assert [row["reference"] for row in rig.export("submissions")] == ["S-0001", "S-0002", "S-0003", "S-0004"]
    rig.run("verify")


def test_what_waited_at_the_backup_is_held(rig: Rig, tmp_path: Path) -> None:
    rig.configure('mode = "send"', 'mode = "hold"')
    rig.account.deliver(nomination(0))
    rig.run("once")
    assert rig.states("letters") == ["queued"]
    rig.run("backup", str(tmp_path / "b.tar"))
    lose_register(rig)
    rig.configure('mode = "hold"', 'mode = "send"')
    assert "1 letters that waited then are held" in rig.run("restore", str(tmp_path / "b.tar")).stdout
    rig.run("once")
    assert (rig.states("letters"), answered(rig)) == (["held"], [])


def test_forgotten_stays_forgotten_when_the_mailbox_is_read_anew(rig: Rig, tmp_path: Path) -> None:
    rig.configure("poll_seconds = 1\n", FOLDER)
    with client(rig) as person:
        person.create_folder("Desk")
        append(person, nomination(0), nomination(1))
        rig.run("once")
        refused = rig.run("forget", "amal0@org0.example", expect=1)
        assert "messages erased: 1\nsubmission erased, and withdrawn: S-0001 (speaker, Salma Khoury)" in refused.stdout
        assert "give --yes to go ahead; nothing was changed" in refused.stderr
        done = rig.run("forget", "amal0@org0.example", "--yes", "--by", "Rana", "--reason", "asked by mail")
        assert "the mailbox keeps its mail: delete it there" in done.stdout
        rig.run("verify")
        person.delete_folder("Desk")
        person.create_folder("Desk")
        append(person, nomination(1), nomination(0))
        assert "was numbered anew by the server (UIDVALIDITY)" in rig.run("verify", expect=1).stdout
        rig.run("once")
    (tmp_path / "again.eml").write_bytes(nomination(0))
    rig.run("import", str(tmp_path / "again.eml"))
    rig.run("verify")
    assert [row["from"] for row in rig.export("messages")] == ["", "amal1@org1.example"]
    assert answered(rig) == ["amal0@org0.example", "amal1@org1.example"]
    kept = b"".join(file.read_bytes() for file in rig.folder.rglob("*") if file.is_file() and "mailbot.db" in file.name)
    kept += b"".join(file.read_bytes() for file in (rig.folder / "files").rglob("*") if file.is_file())
    for word in (b"amal0", b"Salma", b"org0.example"):
        assert word not in kept, word
    assert b"amal1@org1.example" in kept


def test_forget_while_the_daemon_runs(rig: Rig) -> None:
    daemon = rig.start()
    for number in range(3):
        rig.account.deliver(nomination(number))
    until(lambda: len(rig.smtp.taken) == 3)
    rig.run("forget", "amal1@org1.example", "--yes")
    rig.account.deliver(question(1))  # who asked to be forgotten may write again
    until(lambda: len(rig.smtp.taken) == 4)
    stop(daemon)
    assert [row["from"] for row in rig.export("messages")] == [
        "amal0@org0.example", "", "amal2@org2.example", "amal1@org1.example",
    ]  # fmt: skip
    rig.run("verify")


def test_what_forget_refuses(rig: Rig) -> None:
    rig.run("once")
    for words, said in (
        (("forget",), "name one: an address"),
        (("forget", "a@b.example", "--name", "Somebody"), "name one: an address"),
        (("forget", "review@example.org", "--yes"), "belongs to the desk"),
        (("forget", "organiser@example.org", "--yes"), "belongs to the desk"),
        (("forget", "Salma", "--yes"), "expected an e-mail address"),
        (("forget", "--name", "Salma Khoury", "--yes"), "nothing of that is in the register"),
    ):
        done = rig.run(*words, expect=1)
        assert said in done.stderr, words
        assert "nothing was erased" in done.stderr.lower(), words


def test_what_was_kept_long_enough_is_erased_once_a_day(rig: Rig) -> None:
    rig.account.deliver(nomination(0))
    rig.run("once")
    rig.run("once", MAILBOT__STORAGE__KEEP_DAYS="30")
    assert [row["from"] for row in rig.export("messages")] == ["amal0@org0.example"]
    kept = {file.name for file in (rig.folder / "files" / "sha256").rglob("*") if file.is_file()}
    later = (datetime.now(UTC) + timedelta(days=31)).isoformat(timespec="seconds")
    rig.account.deliver(nomination(1))
    rig.run("--as-of", later, "once", MAILBOT__STORAGE__KEEP_DAYS="30")
    assert [row["from"] for row in rig.export("messages")] == ["", "amal1@org1.example"]
    assert [(row["reference"], row["status"], row["sender"]) for row in rig.export("submissions")] == [
        ("S-0001", "active", ""),
        ("S-0002", "active", "amal1@org1.example"),
    ]
    left = [file for file in (rig.folder / "files").rglob("*") if file.is_file()]
    assert kept
    assert kept.isdisjoint(file.name for file in left), "files of what was erased stay"
    assert not any(b"amal0" in file.read_bytes() for file in left)
    rig.run("verify")
