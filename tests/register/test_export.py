"""The contract's export: keys, order, values, and files in which nothing is a formula."""

import csv
import json
from dataclasses import replace
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from mailbot.intake.decision import Choosing
from mailbot.intake.told import Choice, Target
from mailbot.register import export
from mailbot.register.export import COLUMNS, register_xlsx, rows, write_export
from mailbot.register.store import Store
from mailbot.register.table import LONGEST_CELL, Look, csv_cell, csv_lines, guarded, jsonl_lines, shown
from tests.register.samples import (
    AT,
    SPEAKER,
    Letter,
    arrival,
    attachment,
    file_one,
    filed_report,
    message,
    nomination,
    plan,
    report_file,
    sha,
)

EVIL = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture
def filled(store: Store) -> Store:
    with store.writing() as register:
        what = plan(nomination(), filed_report(report_file("تقرير.pdf")))
        number, references = file_one(register, "one", what, message("one", attachment("CV.pdf"), subject=EVIL))
        register.queue(Letter(), AT, message=number, references=references)
        register.keep(arrival("two", sender=None, message_id=""), AT)
        register.decide(Choosing(Target("S-0001", 1), Choice.ACCEPT, "plenary", note="first choice"), AT, "Nadia")
    return store


def exported(store: Store, what: str) -> list[dict[str, Any]]:
    with store.reading() as register:
        return list(rows(register, what))


def test_messages(filled: Store) -> None:
    assert exported(filled, "messages") == [
        {
            "id": 1,
            "message_id": "<one@example.org>",
            "sha256": sha("one"),
            "received": "2021-02-04T12:00:00Z",
            "from": "amina@example.org",
            "subject": EVIL,
            "state": "filed",
            "kinds": ["speaker", "report"],
            "other": None,
            "language": "fr",
            "confidence": 0.9,
            "needs_review": False,
            "reply": True,
            "reply_reason": "no sign of an automatic sender",
            "submissions": ["S-0001", "R-0001"],
            "error": None,
        },
        {
            "id": 2,
            "message_id": "",
            "sha256": sha("two"),
            "received": "2021-02-04T12:00:00Z",
            "from": "",
            "subject": "about two",
            "state": "stored",
            "kinds": [],
            "other": None,
            "language": None,
            "confidence": None,
            "needs_review": False,
            "reply": None,
            "reply_reason": "",
            "submissions": [],
            "error": None,
        },
    ]


def test_submissions(filled: Store) -> None:
    common = {
        "standing": "on_time",
        "status": "active",
        "received": "2021-02-04T12:00:00Z",
        "sender": "amina@example.org",
        "messages": [1],
    }
    speaker = {
        "name": "Nadia Ben Salah",
        "title": "Director",
        "affiliation": "Cedar Forum",
        "roles": ["plenary"],
    }
    report = {
        "title": "Migration and Cities",
        "organisations": ["Cedar Forum", "Coast Union"],
        "collective": True,
        "links": [],
        "publication": "yes",
    }
    file = {"name": "تقرير.pdf", "media_type": "application/pdf", "size": 7, "sha256": sha("content")}
    assert exported(filled, "submissions") == [
        common
        | {
            "reference": "S-0001",
            "kind": "speaker",
            "language": "fr",
            "speakers": [speaker],
            "report": None,
            "files": [],
        },
        common
        | {
            "reference": "R-0001",
            "kind": "report",
            "language": "en",
            "speakers": [],
            "report": report,
            "files": [file],
        },
    ]


def test_letters(filled: Store) -> None:
    letter = Letter()
    assert exported(filled, "letters") == [
        {
            "key": letter.key,
            "kind": "acknowledgement",
            "to": "amina@example.org",
            "subject": letter.subject,
            "language": "fr",
            "state": "queued",
            "message_id": letter.message_id,
            "in_reply_to": "<one@example.org>",
            "references": ["S-0001", "R-0001"],
            "attempts": 0,
            "error": None,
        }
    ]


def test_decisions(filled: Store) -> None:
    assert exported(filled, "decisions") == [
        {
            "reference": "S-0001",
            "speaker": 1,
            "name": "Nadia Ben Salah",
            "decision": "accept",
            "role": "plenary",
            "note": "first choice",
            "tell": None,
            "by": "Nadia",
            "at": "2021-02-04T12:00:00Z",
            "state": "prepared",
            "send_at": None,
            "letter": None,
            "presence": "unknown",
            "heard": None,
        }
    ]


@pytest.mark.parametrize("what", list(COLUMNS))
def test_every_row_has_the_columns_in_order(filled: Store, what: str) -> None:
    assert {tuple(row) for row in exported(filled, what)} == {COLUMNS[what]}


def test_pages_join_without_a_gap(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "PAGE", 3)
    with store.writing() as register:
        for n in range(10):
            file_one(register, str(n), plan(nomination(replace(SPEAKER, name=f"Person Number{n}"))))
    assert [row["id"] for row in exported(store, "messages")] == list(range(1, 11))
    assert [row["messages"] for row in exported(store, "submissions")] == [[n] for n in range(1, 11)]


def test_jsonl(filled: Store) -> None:
    lines = list(jsonl_lines(exported(filled, "submissions")))
    assert [json.loads(line) for line in lines] == exported(filled, "submissions")
    assert "تقرير" in lines[1]
    assert all(line.count("\n") == 1 for line in lines)


def test_csv(filled: Store) -> None:
    text = "".join(csv_lines(COLUMNS["messages"], exported(filled, "messages")))
    first, second = csv.DictReader(StringIO(text))
    assert (first["subject"], first["submissions"], first["needs_review"]) == (f"'{EVIL}", "S-0001; R-0001", "false")
    assert (second["reply"], second["language"], second["kinds"]) == ("", "", "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "\n=1"])
def test_formulas_are_guarded(text: str) -> None:
    assert guarded(text) == csv_cell(text) == csv_cell([text]) == f"'{text}"


@pytest.mark.parametrize(("value", "cell"), [(-3, "-3"), (0.5, "0.5"), (True, "true"), ("a", "a"), ([], ""), ({}, "")])
def test_csv_cell(value: object, cell: str) -> None:
    assert csv_cell(value) == cell


def test_the_register_as_a_spreadsheet(filled: Store) -> None:
    with filled.reading() as register:
        book = load_workbook(BytesIO(register_xlsx(register, AT)))
    assert book.sheetnames == ["submissions", "messages", "letters"]
    for sheet in book:
        assert tuple(cell.value for cell in sheet[1]) == COLUMNS[sheet.title]
        assert sheet.freeze_panes == "A2"
    subject = book["messages"].cell(2, COLUMNS["messages"].index("subject") + 1)
    assert (subject.value, subject.data_type, subject.hyperlink) == (EVIL, "s", None)
    cells = [cell.value for cell in book["submissions"][2]]
    assert "Nadia Ben Salah, Director, Cedar Forum (plenary)" in cells
    assert "تقرير.pdf (7 bytes)" in [cell.value for cell in book["submissions"][3]]


def test_instants_are_dates_of_the_desk_and_arabic_sheets_begin_at_the_right(filled: Store) -> None:
    zone, heads = ZoneInfo("Asia/Beirut"), {"received": "تاريخ الورود"}
    with filled.reading() as register:
        book = load_workbook(BytesIO(register_xlsx(register, AT, Look(zone, heads, right_to_left=True))))
        said = [row["received"] for row in rows(register, "messages")]
    sheet = book["messages"]
    place = COLUMNS["messages"].index("received")
    head, *cells = (row[place] for row in sheet.iter_rows())
    assert head.value == "تاريخ الورود"
    assert [cell.value for cell in cells] == [
        datetime.fromisoformat(instant).astimezone(zone).replace(tzinfo=None, second=0) for instant in said
    ]
    assert {(cell.is_date, cell.number_format) for cell in cells} == {(True, "yyyy-mm-dd hh:mm")}
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    assert sheet.auto_filter.ref == f"A1:P{len(said) + 1}"
    assert {cell.alignment.horizontal for row in sheet.iter_rows() for cell in row} == {"right"}
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_values_by_their_names(filled: Store) -> None:
    """What has no name stays as it is, and so does every text of a sender's."""
    look = Look(
        names={
            "submissions.kind": {"speaker": "مرشح"},
            "standing": {"on_time": "في الموعد"},
            "kinds": {"report": "تقرير"},
        },
        roles={"plenary": "جلسة عامة"},
    )
    with filled.reading() as register:
        book = load_workbook(BytesIO(register_xlsx(register, AT, look)))
    first, second = (
        dict(zip(COLUMNS["submissions"], row, strict=True))
        for row in book["submissions"].values
        if row[0] != "reference"
    )
    assert (first["kind"], first["standing"], second["kind"]) == ("مرشح", "في الموعد", "report")
    assert first["speakers"] == "Nadia Ben Salah, Director, Cedar Forum (جلسة عامة)"
    message = dict(zip(COLUMNS["messages"], list(book["messages"].values)[1], strict=True))
    assert (message["kinds"], message["subject"]) == ("speaker; تقرير", EVIL)


def test_a_row_is_as_high_as_its_wrapped_text(store: Store, tmp_path: Path) -> None:
    with store.writing() as register:
        for name, subject in (("a", "short"), ("b", "س" * 150), ("c", "س" * 40_000)):
            register.keep(arrival(name, subject=subject), AT)
        write_export(register, "messages", tmp_path / "m.xlsx")
    (sheet,) = load_workbook(tmp_path / "m.xlsx")
    heights = [sheet.row_dimensions[row].height for row in (2, 3, 4)]
    assert heights == [None, 45, 180], "as usual, three lines, at most twelve"


def test_one_table_as_a_spreadsheet_file_with_cells_at_excels_limit(store: Store, tmp_path: Path) -> None:
    with store.writing() as register:
        register.keep(arrival(subject="س" * 40_000), AT)
        write_export(register, "messages", tmp_path / "m.xlsx")
    (sheet,) = load_workbook(tmp_path / "m.xlsx")
    assert sheet["F2"].value == "س" * (LONGEST_CELL - 1) + "…"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (["a", "b"], "a; b"),
        (
            [{"name": "N", "title": None, "affiliation": "A", "roles": []}, {"name": "f", "size": 3}],
            "N, A\nf (3 bytes)",
        ),
        ({"title": "T", "organisations": ["A", "B"], "links": ["http://x"]}, "T\nA; B\nhttp://x"),
    ],
)
def test_shown(value: object, text: str) -> None:
    assert shown(value) == text
