"""A slip of the pen on the command line is one plain line with what is expected and where to read on; exit code 2."""

from pathlib import Path

import pytest

from tests.cli.program import inside as mailbot
from tests.cli.program import write_config

ROWS = [
    ("export nonsense", 'WHAT: found "nonsense"; expected one of messages, submissions, letters, decisions', "export"),
    ("export letters --format pdf", '--format: found "pdf"; expected one of jsonl, csv, xlsx', "export"),
    ("digest --date 04/02/2021", '--date: found "04/02/2021"; expected a day such as 2021-02-04', "digest"),
    ("list --since غداً", '--since: found "غداً"; expected a day such as 2021-02-04', "list"),
    ("list --kind x", '--kind: found "x"; expected one of report, speaker', "list"),
    ("list --standing late!", '--standing: found "late!"; expected one of on_time, grace, late', "list"),
    ("attention close abc", "ID...: found something else; expected a whole number", "attention close"),
    (
        "attention close 99999999999999999999",
        "ID...: Input should be less than or equal to 2147483648",
        "attention close",
    ),
    ("publish", "DIR: found nothing; expected a value", "publish"),
    ("merge R-0001", "OTHER: found nothing; expected a value", "merge"),
    ("schema x", "Got unexpected extra argument(s) (x)", "schema"),
    ("replay --step week", '--step: found "week"; expected one of day, hour', "replay"),
    ("list --knid x", "No such option: --knid (Possible options: --kind)", "list"),
]


@pytest.mark.parametrize(("words", "said", "command"), ROWS, ids=[row[0] for row in ROWS])
def test_one_line(words: str, said: str, command: str, tmp_path: Path) -> None:
    write_config(tmp_path)
    done = mailbot(*words.split(), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{said}; see mailbot {command} -h\n"


def test_a_command_that_is_not_there(tmp_path: Path) -> None:
    done = mailbot("lst", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "No such command 'lst'. Did you mean 'list'?; see mailbot -h\n")


@pytest.mark.parametrize("words", [(), ("letters",)])
def test_nothing_at_all_gives_the_help(words: tuple[str, ...], tmp_path: Path) -> None:
    done = mailbot(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert "Usage: mailbot" in done.stdout + done.stderr
