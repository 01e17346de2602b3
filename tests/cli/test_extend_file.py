"""`mailbot extend` puts a date into config.toml, and leaves it to whom it was."""

import os
from pathlib import Path

import pytest

from tests.cli.program import inside, write_config

NOBODY = 65534


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files to somebody else")
def test_a_configuration_changed_by_root_stays_readable_for_its_user(tmp_path: Path) -> None:
    file = write_config(tmp_path)
    file.chmod(0o640)
    os.chown(file, 0, NOBODY)
    before = os.umask(0o077)
    try:
        done = inside("extend", "report", "2121-02-20", "--yes", cwd=tmp_path)
    finally:
        os.umask(before)
    assert (done.returncode, done.stderr) == (0, "")
    assert "closes = 2121-02-20" in file.read_text("utf-8")
    (copy,) = tmp_path.glob("config.toml.*Z")
    for written in (file, copy):
        state = written.stat()
        assert (state.st_uid, state.st_gid, state.st_mode & 0o777) == (0, NOBODY, 0o640), written
