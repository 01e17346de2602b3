"""`mailbot demo`: everything it names is there, and the next steps it names work as they are written."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from mailbot.cli.program import program

PLACE = Path(sys.executable).parent


def run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command line in a folder, as a person would start it there."""
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, timeout=90, check=False
    )


def test_the_demonstration_and_its_next_steps(tmp_path: Path) -> None:
    done = run([str(PLACE / "mailbot"), "demo"], tmp_path, COLUMNS="80", LINES="24")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("What came in, what was understood") == 1, "the table is printed once"
    assert max(map(len, done.stdout.partition("Next:")[0].splitlines())) <= 80
    assert re.search(r"^│ 24 │", done.stdout, re.M), "every message has its line"

    out = tmp_path / "demo-out"
    parts = re.findall(r"^(demo-out/\S+)  ", done.stdout, re.M)
    assert [Path(part).name for part in parts] == ["index.html", "register.xlsx", "register.db", "letters", "mail"]
    assert all((tmp_path / part).exists() for part in parts)
    links = re.findall(r'href="([^"]+)"', (out / "index.html").read_text("utf-8"))
    assert len(links) > 20
    assert [link for link in links if not (out / link).exists()] == []

    steps = re.findall(r"^  (\S.*)$", done.stdout.partition("Next:")[2], re.M)
    assert len(steps) == 3
    for step in steps:
        ended = run(shlex.split(step), tmp_path)
        assert (ended.returncode, ended.stderr) == (0, ""), step
        assert ended.stdout, step


@pytest.mark.parametrize(
    ("started", "path", "called"),
    [
        ("{there}/.venv/bin/mailbot", "/usr/bin", ".venv/bin/mailbot"),
        ("{there}/.venv/bin/mailbot", "{there}/.venv/bin", "mailbot"),
        ("{elsewhere}/bin/mailbot", "{there}/.venv/bin", "{elsewhere}/bin/mailbot"),
        ("{there}/mailbot/__main__.py", "{there}/.venv/bin", f"{sys.executable} -m mailbot"),
    ],
)
def test_how_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: str, path: str, called: str
) -> None:
    there, elsewhere = tmp_path / "there", tmp_path / "elsewhere"
    for place in (there / ".venv" / "bin", elsewhere / "bin"):
        place.mkdir(parents=True)
        (place / "mailbot").touch(mode=0o755)

    def placed(text: str) -> str:
        return text.format(there=there, elsewhere=elsewhere)

    monkeypatch.chdir(there)
    monkeypatch.setenv("PATH", placed(path))
    monkeypatch.setattr(sys, "argv", [placed(started), "demo"])
    assert program() == placed(called)
