"""Tables at the terminal: what a narrow one does without, what is never folded, and columns that stay in line."""

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.panel import Panel

from mailbot.cli.pages import console, listing, plain

KEY = "reminder:S-0012:speaker:2021-02-05T0000:2"
COLUMNS = ("key", "to", "created", "subject", "why")
ARABIC = plain("دعوة إلى المؤتمر الإقليميّ لاستعراض الاتفاق العالمي للهجرة")
ROWS = (
    (KEY, "info@furat-nuzuh.example", "2021-02-04 12:00", ARABIC, ""),
    ("message:1:answer", "a@example.org", "2021-02-04 12:01", plain("提出報告 et la suite, déjà annoncée"), ""),
)


def printed(width: int, rows: tuple[tuple[str, ...], ...] = ROWS) -> list[str]:
    out = StringIO()
    Console(file=out, width=width).print(Panel(listing(COLUMNS, rows, spare=("created",))))
    return out.getvalue().splitlines()


@pytest.mark.parametrize("width", [80, 99, 104, 120])
def test_a_table_fits_and_its_frame_stays_in_line(width: int) -> None:
    lines = printed(width)
    assert {cell_len(line) for line in lines} == {width}
    assert any(KEY in line for line in lines), "a key that is folded cannot be copied"
    assert ("created" in lines[1]) == (width - 4 >= 100)
    assert "why" not in lines[1], "a column in which nothing stands"


def test_a_column_with_a_word_is_shown() -> None:
    row = ("message:2:answer", "b@example.org", "2021-02-04 12:02", "x", "held")
    assert printed(120, (*ROWS, row))[1].split()[-2] == "why"
    assert printed(120, ())[1].split()[1:-1] == list(COLUMNS)


def test_in_a_pipe_rows_are_seldom_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    assert console().width == 200
    monkeypatch.setenv("COLUMNS", "90")
    assert console().width == 90
