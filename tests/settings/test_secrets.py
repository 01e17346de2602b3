"""Secrets in the keyring and in files that are written anew."""

import errno
import os
import sys
import threading
from pathlib import Path

import pytest
from pydantic import SecretStr

from mailbot.errors import ConfigurationError
from mailbot.settings.load import sample
from mailbot.settings.secrets import write_secret

# A keyring as the package keyring gives it: get_password(service, name) -> str | None.
KEYRING = """
def get_password(service, name):
    if service == "locked":
        raise RuntimeError("s3cret words of a backend")
    return {("mailbot/imap", "review@example.org"): "geheim"}.get((service, name))
"""
NOT_THERE = "found no such secret; expected keyring:SERVICE/NAME, set with `keyring set SERVICE NAME`"


def secret(value: str) -> str:
    return sample().secret(SecretStr(value), "")


def test_a_secret_from_the_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "keyring.py").write_text(KEYRING)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "keyring", raising=False)
    try:
        assert secret("keyring:mailbot/imap/review@example.org") == "geheim"
        for reference, line in {
            "keyring:mailbot/nobody": NOT_THERE,
            "keyring:mailbot": NOT_THERE,
            "keyring:locked/x": "found a keyring that fails (RuntimeError); expected one that is unlocked",
        }.items():
            with pytest.raises(ConfigurationError) as raised:
                secret(reference)
            assert raised.value.faults == [f"{reference}: {line}"]
    finally:
        sys.modules.pop("keyring", None)


def test_no_package_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)  # as if it were not installed
    with pytest.raises(ConfigurationError, match="found no package keyring; expected it: pip install keyring"):
        secret("keyring:mailbot/x")


def test_anything_else_is_the_secret_itself() -> None:
    assert secret("key ring:/&ü") == "key ring:/&ü"


def test_a_file_is_replaced_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    real, link = tmp_path / "store" / "token", tmp_path / "token"
    real.parent.mkdir()
    real.write_text("old\n")
    real.chmod(0o644)
    link.symlink_to(real)
    write_secret(link, "new")
    assert (link.is_symlink(), real.read_text(), real.stat().st_mode & 0o777) == (True, "new\n", 0o600)
    assert [path.name for path in real.parent.iterdir()] == ["token"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may write for others")
def test_root_writes_for_the_owner_there_was(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("old\n")
    os.chown(file, 65534, 65534)
    write_secret(file, "new")
    state = file.stat()
    assert (file.read_text(), state.st_uid, state.st_gid, state.st_mode & 0o777) == ("new\n", 65534, 65534, 0o600)


def test_a_reader_never_sees_half_a_secret(tmp_path: Path) -> None:
    file = tmp_path / "token"
    write_secret(file, "0" * 5000)
    done = threading.Event()
    seen: set[str] = set()

    def read() -> None:
        while not done.is_set():
            seen.add(file.read_text())

    reader = threading.Thread(target=read)
    reader.start()
    for digit in "123456789":
        write_secret(file, digit * 5000)
    done.set()
    reader.join()
    assert seen <= {f"{digit * 5000}\n" for digit in "0123456789"}


def test_what_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "file-not-folder"
    folder.write_text("old")
    with pytest.raises(OSError, match=os.strerror(errno.ENOTDIR)):
        write_secret(folder / "token", "new")
    assert folder.read_text() == "old"
