"""Mail from files: what cannot be read keeps no other message back, and is named."""

import os
from pathlib import Path

import pytest

from mailbot.daemon.importing import messages_in
from mailbot.errors import MailbotError
from tests.daemon.mail import nomination
from tests.daemon.rig import Rig


@pytest.fixture
def incoming(tmp_path: Path) -> Path:
    """Two messages; beside them, named like messages, a dangling link, a pipe that nobody writes to, and a folder."""
    folder = tmp_path / "incoming"
    (folder / "below.eml").mkdir(parents=True)
    (folder / "a.eml").write_bytes(nomination(0))
    (folder / "below.eml" / "z.eml").write_bytes(nomination(1))
    (folder / "link.eml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "pipe.eml")
    return folder


def test_what_cannot_be_read_keeps_no_message_back(rig: Rig, incoming: Path) -> None:
    done = rig.run("import", str(incoming), expect=1)
    assert done.stderr.splitlines() == [
        f"{incoming}/link.eml: cannot be read: No such file or directory",
        f"{incoming}/pipe.eml: cannot be read: no file, but a pipe or a device",
        "2 new, 0 known already",
    ]
    assert rig.states("messages") == ["filed", "filed"]


def test_folders_in_a_maildir_are_no_messages(tmp_path: Path) -> None:
    for part in ("cur", "new", "tmp", "cur/below"):
        (tmp_path / part).mkdir()
    (tmp_path / "new" / "1.M1.host").write_bytes(nomination(0))
    assert [source.read() for _, source in messages_in(tmp_path)] == [nomination(0)]


def test_nothing_is_left_out_unasked(incoming: Path) -> None:
    with pytest.raises(MailbotError, match=r"link\.eml: cannot be read"):
        list(messages_in(incoming))
