"""`mailbot init --update`: copies that nobody changed follow the program; what was changed stays its owner's."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from mailbot.cli.copies import LIST, Renewal, outdated, renew_copies, write_copies
from tests.cli.program import inside

OLD = {
    "rules/kinds.toml": b"old",
    "rules/gone.toml": b"gone",
    "templates/receipt/en.j2": b"old",
    "rules/mine.toml": b"m",
}
NEW = {
    "rules/kinds.toml": b"new",
    "templates/receipt/en.j2": b"new",
    "templates/relay/en.j2": b"r",
    "rules/mine.toml": b"m",
}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write_copies(tmp_path / "desk", OLD)
    return tmp_path / "desk"


def test_what_nobody_changed_is_renewed(desk: Path) -> None:
    assert sorted(outdated(desk, NEW)) == ["rules/gone.toml", "rules/kinds.toml", "templates/receipt/en.j2"]
    assert renew_copies(desk, NEW) == Renewal(
        ("rules/kinds.toml", "templates/receipt/en.j2", "templates/relay/en.j2"), ("rules/gone.toml",), ()
    )
    assert {str(file.relative_to(desk)): file.read_bytes() for file in desk.rglob("*.*") if file.name != LIST} == NEW
    assert outdated(desk, NEW) == []
    assert renew_copies(desk, NEW) == Renewal((), (), ())


def test_what_was_changed_or_removed_stays_so(desk: Path) -> None:
    (desk / "rules/kinds.toml").write_bytes(b"my own")
    (desk / "rules/mine.toml").write_bytes(b"my own")
    (desk / "rules/gone.toml").write_bytes(b"my own")
    (desk / "templates/receipt/en.j2").unlink()
    expected = Renewal(("templates/relay/en.j2",), (), ("rules/kinds.toml",))
    assert renew_copies(desk, NEW) == expected
    for name in ("rules/kinds.toml", "rules/mine.toml", "rules/gone.toml"):
        assert (desk / name).read_bytes() == b"my own"
    assert not (desk / "templates/receipt/en.j2").exists()
    assert renew_copies(desk, NEW) == Renewal((), (), ("rules/kinds.toml",)), "named until it is seen to"


def test_a_renewed_file_keeps_its_rights(desk: Path) -> None:
    (desk / "rules/kinds.toml").chmod(0o640)
    renew_copies(desk, NEW)
    assert (desk / "rules/kinds.toml").stat().st_mode & 0o777 == 0o640


def test_the_command(tmp_path: Path) -> None:
    assert inside("init", "desk", cwd=tmp_path).returncode == 0
    desk = tmp_path / "desk"
    again = inside("init", "desk", "--update", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (0, "0 files brought up to this version, 0 removed\n")
    file, listed = desk / "rules" / "kinds.toml", json.loads((desk / LIST).read_text())
    own = file.read_text("utf-8")
    file.write_text("# of an older version\n")
    (desk / LIST).write_text(json.dumps(listed | {"rules/kinds.toml": sha256(file.read_bytes()).hexdigest()}))
    checked = inside("--config", "desk/config.toml", "check", cwd=tmp_path).stdout
    assert (
        "copies     ok: as another version packed them: 1 file of rules/ and templates/, such as rules/kinds.toml;"
        in checked
    )
    assert inside("init", "desk", "--update", cwd=tmp_path).stdout.startswith("1 file brought up to this version")
    assert file.read_text("utf-8") == own
    refused = inside("init", "nowhere", "--update", cwd=tmp_path)
    assert (refused.returncode, refused.stderr.partition(";")[0]) == (1, "nowhere holds no config.toml")
