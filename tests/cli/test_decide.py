"""`mailbot decide`: one by one, from a table (all of it or nothing), the lists, and what cannot be meant."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from tests.cli.program import CORPUS, write_config
from tests.cli.program import inside as mailbot

AS_OF = ("--as-of", "2021-02-05T09:00+02:00")
MAIL = ("fr-d01", "ar-d02", "en-d03")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register of three messages."""
    folder = tmp_path_factory.mktemp("filled")
    write_config(folder)
    (folder / "mail").mkdir()
    for name in MAIL:
        shutil.copy(CORPUS / f"{name}.eml", folder / "mail")
    assert mailbot(*AS_OF, "import", "mail", "--no-letters", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    for name in ("config.toml", "mailbot.db"):
        shutil.copy(filled / name, tmp_path)
    shutil.copytree(filled / "files", tmp_path / "files")
    return tmp_path


def decide(desk: Path, *words: object) -> tuple[int, str, str]:
    done = mailbot(*AS_OF, "decide", *words, cwd=desk)
    return done.returncode, done.stdout, done.stderr


def undecided(desk: Path) -> list[dict[str, str]]:
    _, table, _ = decide(desk, "--template")
    return list(csv.DictReader(io.StringIO(table, newline="")))


def write(desk: Path, rows: list[dict[str, str]], delimiter: str = ",") -> Path:
    file = desk / "decisions.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys(), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return file


def test_a_table_there_and_back(desk: Path) -> None:
    rows = undecided(desk)
    assert len(rows) >= 3
    assert {row["decision"] for row in rows} == {""}
    rows[0] |= {"decision": "Accept", "role": "plenary", "note": "a; b, c"}
    rows[1] |= {"decision": "waitlist", "tell": "نص"}
    code, out, errors = decide(desk, "--csv", write(desk, rows, ";"), "--by", "Nadia")
    assert (code, errors) == (0, "")
    assert out.startswith("2 prepared.")
    assert [row["reference"] for row in undecided(desk)] == [row["reference"] for row in rows[2:]]
    _, page, _ = decide(desk)
    assert "PREPARED (2;" in page
    assert f"UNDECIDED ({len(rows) - 2})" in page


def test_all_lines_or_none(desk: Path) -> None:
    rows = undecided(desk)
    first, second, third = rows[0], rows[1], dict(rows[0])
    first |= {"decision": "accept", "role": "plenary"}
    second |= {"decision": "perhaps"}
    third |= {"decision": "decline"}
    file = write(desk, [first, second, third, {**rows[2], "reference": "S-0099", "decision": "decline"}])
    code, out, errors = decide(desk, "--csv", file)
    assert (code, out) == (1, "")
    assert errors.splitlines() == [
        f"{file}: line 3: decision: found 'perhaps'; expected accept, decline, waitlist",
        f"{file}: line 4: {first['reference']}.1 stands in line 2 already",
        f"{file}: line 5: S-0099: the register has no such submission",
        "Nothing was changed.",
    ]
    assert len(undecided(desk)) == len(rows)


NO_TABLES = [
    ("", "line 1: found no column reference, speaker, decision"),
    ("reference,speaker\nS-0001,1\n", "line 1: found no column decision"),
    ("reference,speaker,decision\nS-0001,1,\n", "no line has anything in the column decision"),
    ("reference,speaker,decision\nS-0001,one,decline\n", "line 2: speaker: found 'one'"),
    ("reference,speaker,decision\nbook,1,decline\n", "line 2: reference: found 'book'"),
]


@pytest.mark.parametrize(("content", "said"), NO_TABLES)
def test_what_is_no_table(desk: Path, content: str, said: str) -> None:
    (desk / "t.csv").write_text(content)
    code, _, errors = decide(desk, "--csv", "t.csv")
    assert code == 1
    assert said in errors


SENSELESS = [
    (("S-0001", "accept", "--role", "plenary", "--send"), "one thing at a time"),
    (("", "accept"), "whom is it about?"),
    (("book", "accept"), "'book' is no reference"),
    (("--at", "2021-02-20T09:00"), "--at goes with --send"),
    (("--send", "--at", "tomorrow"), "--at: found 'tomorrow'"),
    (("S-0001", "confirmed", "--role", "plenary"), "only with accept, decline or waitlist"),
    (("S-0001", "confirmed"), "told that they are to speak: nobody"),
    (("S-0001", "undecided"), "nothing is prepared"),
    (("S-0001", "--template"), "leave the reference out"),
]


@pytest.mark.parametrize(("words", "said"), SENSELESS)
def test_what_cannot_be_meant(desk: Path, words: tuple[str, ...], said: str) -> None:
    code, _, errors = decide(desk, *words)
    assert code == 1
    assert said in errors


def test_what_was_set_for_a_time_keeps_it(desk: Path) -> None:
    references = [f"{row['reference']}.{row['speaker']}" for row in undecided(desk)][:2]
    decide(desk, references[0], "decline")
    assert "1 set for 2021-02-20 09:00" in decide(desk, "--send", "--at", "2021-02-20T09:00", "--yes")[1]
    decide(desk, references[1], "decline")
    _, out, _ = decide(desk, "--send", "--yes")
    assert (references[0] in out, references[1] in out, "1 queued" in out) == (False, True, True)
    assert "1 queued" in decide(desk, references[0], "--send", "--yes")[1]


def test_nothing_is_sent_unasked(desk: Path) -> None:
    row = undecided(desk)[0]
    reference = f"{row['reference']}.{row['speaker']}"
    assert decide(desk, reference.lower(), "accept", "--role", "plenary", "--by", "Nadia")[0] == 0
    code, out, errors = decide(desk, "--send")
    assert code == 1
    assert reference in out
    assert "Send 1 letter now?" in errors
    assert decide(desk, "--send", "--yes")[1].endswith("1 queued.\n")
    letters = mailbot("export", "letters", cwd=desk).stdout
    assert letters.count('"kind": "decision"') == 1
    assert decide(desk, "--send", "--yes")[1] == "No decision is prepared.\n"
    assert "ACCEPTED AND TOLD (1, of whom 1 have not confirmed)" in decide(desk)[1]
