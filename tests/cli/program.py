"""Runs the real program, as a user does; or in this process, where starting one for each row would take too long."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest import mock

import structlog

from mailbot.cli.main import main

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
COMMAND = [sys.executable, "-m", "mailbot"]


def environment(**changes: str) -> dict[str, str]:
    """This environment without anything of mailbot's, with the checkout on the path."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("MAILBOT__")}
    return {**kept, "PYTHONPATH": str(ROOT), **changes}


def mailbot(
    *arguments: object, cwd: Path = ROOT, seconds: float = 60, **variables: str
) -> subprocess.CompletedProcess[str]:
    """One call of the program; its exit code, stdout and stderr."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=environment(**variables),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    )


def inside(*arguments: object, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    """The same call in this process: same exit code, stdout and stderr, without the seconds of a start."""
    words = [str(argument) for argument in arguments]
    contents = (io.BytesIO(), io.BytesIO())
    out, err = (io.TextIOWrapper(content, "utf-8", newline="") for content in contents)
    code: object = 0
    with (
        mock.patch.dict(os.environ, environment(**variables), clear=True),
        mock.patch.object(sys, "argv", ["mailbot", *words]),
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code
        finally:
            structlog.reset_defaults()
        for stream in (out, err):
            stream.flush()
    said = [content.getvalue().decode("utf-8") for content in contents]
    return subprocess.CompletedProcess(words, code if isinstance(code, int) else int(code is not None), *said)


def write_config(
    folder: Path,
    imap: Mapping[str, object] | None = None,
    smtp: Mapping[str, object] | None = None,
    letters: Mapping[str, object] | None = None,
) -> Path:
    """A configuration in a folder; the servers are nowhere unless given."""
    nowhere = {"host": "127.0.0.1", "port": 9, "security": "none", "username": "desk@example.org", "password": "geheim"}
    sections: dict[str, dict[str, object]] = {
        "desk": {"name": "Desk", "address": "gcmrrarabstates@iom.int", "organisers": ["one@example.org"]},
        "mailbox": {**nowhere, **(imap or {})},
        "smtp": {**nowhere, **(smtp or {})},
        "letters": {"max_age_hours": 1_000_000, **(letters or {})},
    }
    file = folder / "config.toml"
    file.write_text(
        "\n".join(
            f"[{name}]\n" + "".join(f"{key} = {_toml(value)}\n" for key, value in section.items())
            for name, section in sections.items()
        ),
        "utf-8",
    )
    return file


def _toml(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_toml(one) for one in value)}]"
    return f'"{value}"' if isinstance(value, str) else str(value)
