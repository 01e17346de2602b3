"""`mailbot text`: the text on stdout; else nothing, the reason on stderr, and exit 1."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.program import inside as mailbot


def test_the_text_of_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Rapport volontaire</p><p>تقرير</p>", "utf-8")
    done = mailbot("text", "a.html", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if line] == ["Rapport volontaire", "تقرير"]


ROWS = [
    ("missing.pdf", None, "missing.pdf: No such file or directory"),
    ("empty.txt", b"", "empty.txt: there is no text in it"),
    ("broken.pdf", b"%PDF-1.7\nnothing", "broken.pdf: "),
    ("data.bin", bytes(range(256)) * 10, "data.bin: "),
]


@pytest.mark.parametrize(("name", "content", "words"), ROWS, ids=[row[0] for row in ROWS])
def test_the_reason_where_there_is_none(tmp_path: Path, name: str, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done: subprocess.CompletedProcess[str] = mailbot("text", name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(words)
    assert done.stderr.count("\n") == 1
