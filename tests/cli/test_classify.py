"""`mailbot classify`: the contract's JSON over the whole corpus, order, faults; without --json a page for people."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.cli.program import COMMAND, CORPUS, environment, inside, mailbot

KEYS = [
    "file", "received", "language", "kinds", "other", "confidence", "needs_review", "reply", "reply_reason", "speakers",
    "report", "attachments", "why",
]  # fmt: skip
OTHERS = {"question", "survey", "registration", "followup", "thanks", "automatic", "bounce", "newsletter", "spam"}
ROLES = {"open_discussion", "rapporteur", "plenary", "roundtable"}
STATES = {"read", "none", "encrypted", "too_large", "failed"}
FILES = sorted(CORPUS.glob("*.eml"))


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The verdicts on the corpus in reverse order, from a folder without a configuration."""
    done = mailbot("classify", "--json", *reversed(FILES), cwd=tmp_path_factory.mktemp("empty"), seconds=110)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_line_a_file_in_the_order_of_the_arguments(verdicts: list[dict[str, Any]]) -> None:
    assert [verdict["file"] for verdict in verdicts] == [str(file) for file in reversed(FILES)]


def test_every_line_is_as_the_contract_says(verdicts: list[dict[str, Any]]) -> None:
    for verdict in verdicts:
        name = verdict["file"]
        assert list(verdict) == KEYS, name
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", verdict["received"]), name
        assert verdict["language"] in ("ar", "en", "fr"), name
        assert set(verdict["kinds"]) <= {"report", "speaker"}, name
        assert (verdict["other"] in OTHERS) if not verdict["kinds"] else verdict["other"] is None, name
        assert 0 <= verdict["confidence"] <= 1, name
        assert (type(verdict["needs_review"]), type(verdict["reply"])) == (bool, bool), name
        assert verdict["reply_reason"], name
        assert not (verdict["reply"] and verdict["reply_reason"].startswith("hold:")), name
        for speaker in verdict["speakers"]:
            assert list(speaker) == ["name", "title", "affiliation", "roles"], name
            assert set(speaker["roles"]) <= ROLES, name
        names = [attachment["name"] for attachment in verdict["attachments"]]
        if verdict["report"] is not None:
            assert list(verdict["report"]) == ["title", "organisations", "collective", "files"], name
            assert set(verdict["report"]["files"]) <= set(names), name
        assert (verdict["report"] is not None) == ("report" in verdict["kinds"]), name
        for attachment in verdict["attachments"]:
            assert list(attachment) == ["name", "media_type", "size", "sha256", "text"], name
            assert attachment["text"] in STATES, name
            assert re.fullmatch(r"[0-9a-f]{64}", attachment["sha256"]), name
        for hit in verdict["why"]:
            assert list(hit) == ["rule", "zone", "text", "weight"], name


def test_received_is_the_topmost_received_field(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text(
        "Received: from b by c; Thu, 4 Feb 2021 15:12:00 +0200\nReceived: from a by b; Thu, 4 Feb 2021 15:11:00 +0200\n"
        "Date: Thu, 4 Feb 2021 10:00:00 +0000\nFrom: a@example.org\n\nHello\n"
    )
    (tmp_path / "b.eml").write_text("Date: Thu, 4 Feb 2021 10:00:00 +0100\nFrom: a@example.org\n\nHello\n")
    (tmp_path / "c.eml").write_text("From: a@example.org\n\nHello\n")
    done = inside("classify", "--json", "a.eml", "b.eml", "c.eml", cwd=tmp_path)
    received = [json.loads(line)["received"] for line in done.stdout.splitlines()]
    assert received == ["2021-02-04T13:12:00Z", "2021-02-04T09:00:00Z", None]


def test_what_cannot_be_read_gives_a_line_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "folder.eml").mkdir()
    shutil.copy(FILES[0], tmp_path / "good.eml")
    done = inside("classify", "--json", "missing.eml", "folder.eml", "good.eml", cwd=tmp_path)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert lines[:2] == [
        {"file": "missing.eml", "error": "No such file or directory"},
        {"file": "folder.eml", "error": "Is a directory"},
    ]
    assert lines[2]["file"] == "good.eml"
    assert "kinds" in lines[2]


@pytest.mark.parametrize("content", [b"", b"\0" * 1000, b"\xff\xfe", b"\n\n\n", b"Subject: =?x?q?=ff?=\n\n\xff"])
def test_strange_files_give_a_verdict(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "strange.eml").write_bytes(content)
    done = inside("classify", "--json", "strange.eml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(json.loads(done.stdout)) == KEYS


def test_file_names_that_are_no_utf_8_are_still_json(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.eml")
    shutil.copy(FILES[0], tmp_path / name)
    done = mailbot("classify", "--json", name, cwd=tmp_path, PYTHONIOENCODING="latin-1")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["file"] == name


def test_a_reader_that_leaves_is_no_error_to_speak_of() -> None:
    command = [*COMMAND, "classify", "--json", *map(str, FILES[:20])]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b'{"file": ')  # known long before the last one
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        (
            "fr-d07",
            ["SPEAKER", "answer in French", "Joumana Abi Rached", "taken", "came next", "THE MESSAGE", "more lines"],
        ),
        ("en-d24", ["FOLLOW-UP", "answer in English", "changes an earlier submission: withdrawal", "not taken"]),
        ("ar-d01", ["answer in Arabic", "to begin with", "signature"]),
    ],
)
def test_a_page_for_people(file: str, shown: list[str]) -> None:
    done = inside("classify", CORPUS / f"{file}.eml", COLUMNS="120")
    assert (done.returncode, done.stderr) == (0, "")
    assert [words for words in shown if words not in done.stdout] == []
    assert max(map(cell_len, done.stdout.splitlines())) <= 120


def test_the_page_obeys_nothing_that_a_message_holds(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"From: a@b.example\nSubject: \x1b[2Jboo\n\n\x1b]0;x\x07[red]We[/red] nominate\n")
    done = inside("classify", "a.eml", cwd=tmp_path)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert "[red]We[/red] nominate" in done.stdout


def test_faulty_rules_are_told_before_anything_else(tmp_path: Path) -> None:
    inside("init", tmp_path / "desk")
    (tmp_path / "desk" / "rules" / "roles.toml").write_text("[[rule]]\nname = 3\n")
    done = inside("--config", tmp_path / "desk" / "config.toml", "classify", "--json", FILES[0])
    assert (done.returncode, done.stdout) == (2, "")
    assert "roles.toml: rule 1: name: expected a name in quotes" in done.stderr


def test_a_configuration_that_was_named_must_be_there(tmp_path: Path) -> None:
    done = inside("--config", tmp_path / "none.toml", "classify", "--json", FILES[0])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path / 'none.toml'}: found no such file; `mailbot init DIR` writes one to start from\n"
