"""`import`, `export`, `digest`, `init`, `schema`, `evaluate`: what they print and write."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from mailbot.register.export import COLUMNS
from tests.cli.program import CORPUS, ROOT, write_config
from tests.cli.program import inside as mailbot

MAIL = ("fr-d01", "ar-d02", "en-d03")
AS_OF = ("--as-of", "2021-02-05T09:00+02:00")
LATER = ("--as-of", "2021-02-05T10:00+02:00")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register of three messages."""
    folder = tmp_path_factory.mktemp("desk")
    write_config(folder)
    (folder / "mail").mkdir()
    for name in MAIL:
        shutil.copy(CORPUS / f"{name}.eml", folder / "mail")
    done = mailbot(*AS_OF, "import", "mail", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "3 new, 0 known already\n"
    return folder


def test_import_again_adds_nothing(desk: Path) -> None:
    before = mailbot("export", "letters", cwd=desk).stdout
    done = mailbot(*AS_OF, "import", "mail", cwd=desk)
    assert done.stderr.splitlines()[-1] == "0 new, 3 known already"
    assert mailbot("export", "letters", cwd=desk).stdout == before


def test_import_of_nothing_says_so(desk: Path, tmp_path: Path) -> None:
    done = mailbot(*AS_OF, "import", tmp_path, cwd=desk)
    said = f"{tmp_path} holds no mail: no .eml file, no mbox, no Maildir\n0 new, 0 known already\n"
    assert (done.returncode, done.stderr) == (0, said)


@pytest.mark.parametrize("what", ["messages", "submissions", "letters"])
def test_export(desk: Path, tmp_path: Path, what: str) -> None:
    lines = mailbot("export", what, "--format", "jsonl", cwd=desk)
    assert (lines.returncode, lines.stderr) == (0, "")
    rows = [json.loads(line) for line in lines.stdout.splitlines()]
    assert len(rows) >= 3
    assert {tuple(row) for row in rows} == {COLUMNS[what]}
    table = mailbot("export", what, "--format", "csv", "-o", tmp_path / "out.csv", cwd=desk)
    assert (table.returncode, table.stdout, table.stderr) == (0, "", "")
    read = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_bytes().decode("utf-8"), newline="")))
    assert tuple(read[0]) == COLUMNS[what]
    assert len(read) == len(rows) + 1
    assert mailbot("export", what, "--format", "xlsx", "-o", tmp_path / "out.xlsx", cwd=desk).returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")[what]
    assert (sheet.max_row, sheet.max_column) == (len(rows) + 1, len(COLUMNS[what]))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "out.xlsx"]


def test_export_without_a_register_says_so_and_makes_none(tmp_path: Path) -> None:
    write_config(tmp_path)
    done = mailbot("export", "messages", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "holds no register yet" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]


def test_export_to_a_place_that_cannot_be_written(desk: Path) -> None:
    done = mailbot("export", "messages", "-o", "no/such/folder.jsonl", cwd=desk)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "no/such/folder.jsonl: cannot be written: No such file or directory\n"


def test_digest_is_shown_and_not_sent(desk: Path, tmp_path: Path) -> None:
    letters = mailbot("export", "letters", cwd=desk).stdout
    shown = mailbot(*LATER, "digest", cwd=desk)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "3 new messages" in shown.stdout
    written = mailbot(*LATER, "digest", "-o", tmp_path / "d.html", cwd=desk)
    assert (written.returncode, written.stdout) == (0, "")
    assert "3 new messages" in re.sub(r"<[^>]+>", "", (tmp_path / "d.html").read_text("utf-8"))
    assert mailbot("export", "letters", cwd=desk).stdout == letters


def test_digest_of_a_morning(desk: Path) -> None:
    """What came at 09:00 on the fifth is not in the digest of that morning, but in the next one."""
    fifth, sixth = (mailbot("digest", "--date", day, cwd=desk).stdout for day in ("2021-02-05", "2021-02-06"))
    assert "3 new messages" not in fifth
    assert "3 new messages" in sixth
    assert mailbot("digest", "--date", "yesterday", cwd=desk).returncode == 2
    for day in ("0001-01-01", "9999-12-31"):
        done = mailbot("digest", "--date", day, cwd=desk)
        said = f'--date: found "{day}"; expected a day such as 2021-02-04\n'
        assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_init_writes_a_folder_that_works(tmp_path: Path) -> None:
    done = mailbot("init", tmp_path / "desk")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in (tmp_path / "desk").iterdir()) == [
        ".as-written.json", "config.schema.json", "config.toml", "rules", "templates",
    ]  # fmt: skip
    for folder in ("rules", "templates"):
        written = {path.relative_to(tmp_path / "desk") for path in (tmp_path / "desk" / folder).rglob("*.*")}
        assert written == {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*.*")}
    assert (tmp_path / "desk" / "config.toml").read_text("utf-8").startswith("#:schema config.schema.json\n")
    again = mailbot("init", tmp_path / "desk")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == f"{tmp_path / 'desk'} is not empty; name a new folder\n"


def test_schema_is_the_one_in_docs() -> None:
    done = mailbot("schema")
    assert (done.returncode, done.stdout) == (0, (ROOT / "docs" / "config.schema.json").read_text("utf-8"))


def labelled(folder: Path) -> Path:
    wanted = {f'"{name}"' for name in MAIL}
    labels = (CORPUS / "labels.jsonl").read_text("utf-8").splitlines()
    (folder / "labels.jsonl").write_text("\n".join(line for line in labels if any(name in line for name in wanted)))
    for name in MAIL:
        shutil.copy(CORPUS / f"{name}.eml", folder)
    return folder


def test_evaluate_prints_figures_and_holds_them_against_bounds(tmp_path: Path) -> None:
    folder = labelled(tmp_path)
    done = mailbot("evaluate", folder, "--errors", "--min", "answered=1", "--max", "unsafe=0")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("SUMMARY kinds ")
    missed = mailbot("evaluate", folder, "--max", "kinds=0.1")
    assert missed.returncode == 1
    assert re.fullmatch(r"kinds is \d\.\d{3}, above 0\.1\n", missed.stderr)


def test_evaluate_names_what_it_cannot_use(tmp_path: Path) -> None:
    folder = labelled(tmp_path)
    assert mailbot("evaluate", folder, "--min", "beauty=1").returncode == 2
    (folder / "fr-d01.eml").unlink()
    done = mailbot("evaluate", folder)
    assert done.returncode == 1
    assert "fr-d01.eml: No such file or directory" in done.stderr
    assert mailbot("evaluate", tmp_path / "none").stderr.endswith("expected one label a line\n")
