"""Copies of letters in the folder of sent mail: one of each, whoever put it there."""

from datetime import UTC, datetime

from mailbot.demo.smtp_server import Taken
from tests.daemon.mail import nomination
from tests.daemon.rig import Rig, until
from tests.daemon.test_faults_imap import client, running

FOLDER = "Sent/مرسل"


def copies(rig: Rig) -> list[bytes]:
    """The raw messages in the folder of sent mail."""
    with client(rig.account) as person:
        if not person.folder_exists(FOLDER):
            return []
        person.select_folder(FOLDER, readonly=True)
        found = person.fetch(person.search("SEEN"), ["BODY.PEEK[]"])
        return [found[number][b"BODY[]"] for number in sorted(found)]


def with_sent_folder(rig: Rig) -> Rig:
    rig.configure("poll_seconds = 1\n", f'poll_seconds = 1\nsent_folder = "{FOLDER}"\n')
    return rig


def test_a_copy_of_each_is_made_once(rig: Rig) -> None:
    with_sent_folder(rig)
    for number in range(2):
        rig.account.deliver(nomination(number))
    rig.run("once")
    taken: tuple[Taken, ...] = rig.smtp.taken
    assert sorted(copies(rig)) == sorted(letter.content for letter in taken)
    rig.run("once")
    assert len(copies(rig)) == 2


def test_the_daemon_copies_soon(rig: Rig) -> None:
    with_sent_folder(rig)
    with running(rig):
        rig.account.deliver(nomination(0))
        until(lambda: len(copies(rig)) == 1, 30, rig.log)


def test_what_the_server_kept_by_itself_is_not_copied_again(rig: Rig) -> None:
    rig.account.deliver(nomination(0))
    rig.run("once")
    with client(rig.account) as person:
        person.create_folder(FOLDER)
        person.append(FOLDER, rig.smtp.taken[0].content, ("\\Seen",), datetime.now(UTC))
    with_sent_folder(rig)
    rig.account.deliver(nomination(1))
    rig.run("once")
    assert len(copies(rig)) == 2
