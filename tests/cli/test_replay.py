"""`replay`: the same mail gives the same register and letters every time, and a changed rule or letter shows."""

import filecmp
import json
import mailbox
import os
import re
import shutil
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import CORPUS, ROOT, write_config
from tests.cli.program import inside as mailbot
from tests.daemon.mail import nomination, question

NAMES = ("fr-d01", "ar-d02", "en-d03", "fr-d05", "ar-d06", "en-d07")
MADE = ("messages.jsonl", "submissions.jsonl", "letters.jsonl")
# The whole labelled mail takes minutes: `make nightly` replays it.
WHOLE = (
    [CORPUS, CORPUS / "development", CORPUS / "held_out"] if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else []
)
SAMPLE = CORPUS  # of it, NAMES
BEIRUT = timezone(timedelta(hours=2))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration, some mail, and a replay of it."""
    folder = tmp_path_factory.mktemp("place")
    write_config(folder)
    (folder / "mail").mkdir()
    for name in NAMES:
        shutil.copy(CORPUS / f"{name}.eml", folder / "mail")
    done = mailbot("replay", "mail", "--out", "first", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("6 messages from 2021-02-")
    return folder


def rows(folder: Path, what: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{what}.jsonl").read_text("utf-8").splitlines()]


def differing(one: Path, other: Path) -> list[str]:
    """Lists and letters that differ by a byte."""
    letters = sorted({path.name for folder in (one, other) for path in (folder / "letters").iterdir()})
    names = [*MADE, *(f"letters/{name}" for name in letters)]
    return [name for name in names if not filecmp.cmp(one / name, other / name, shallow=False)]


def test_it_lives_through_the_days_and_sends_nothing(place: Path) -> None:
    messages, letters = rows(place / "first", "messages"), rows(place / "first", "letters")
    received = [row["received"] for row in messages]
    assert received == sorted(received), "mail was not filed in the order of its arrival"
    assert {row["state"] for row in messages} == {"filed"}
    assert {row["state"] for row in letters} == {"sent"}
    days = [row["key"] for row in letters if row["kind"] == "digest"]
    assert len(days) == len(set(days)) > 3, "there is no digest a day"
    assert len(list((place / "first" / "letters").iterdir())) == len(letters)
    assert not (place / "mailbot.db").exists(), "the real register was touched"


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("mail", [SAMPLE, *WHOLE], ids=lambda mail: "-".join(mail.parts[-2:]))
def test_twice_gives_the_same_bytes_whatever_the_order_of_the_files(mail: Path, tmp_path: Path) -> None:
    write_config(tmp_path)
    files = sorted(mail.glob("*.eml"), reverse=True)
    files = [file for file in files if mail in WHOLE or file.stem in NAMES]
    box = mailbox.mbox(tmp_path / "mail.mbox")
    for file in files:
        box.add(file.read_bytes())
    box.flush()
    (tmp_path / "mail").mkdir()
    for key in box.keys():  # noqa: SIM118 (a Mailbox iterates over messages)
        (tmp_path / "mail" / f"{len(files) - int(key):04}.eml").write_bytes(box.get_bytes(key))
    box.close()
    for source, out in (("mail.mbox", "one"), ("mail", "two")):
        assert mailbot("replay", source, "--out", out, cwd=tmp_path).returncode == 0
    assert differing(tmp_path / "one", tmp_path / "two") == []
    done = mailbot("replay", "--out", "two", "--compare", "one", cwd=tmp_path)
    letters = len(rows(tmp_path / "two", "letters"))
    assert done.stdout == (
        f"0 of {len(files)} messages are understood differently, and 0 of {letters} letters differ.\n"
    )


def test_only_the_days_asked_for(place: Path) -> None:
    day = str(rows(place / "first", "messages")[0]["received"])[:10]
    done = mailbot("replay", "mail", "--out", "day", "--from", day, "--to", day, "--step", "hour", cwd=place)
    assert (done.returncode, done.stdout) == (0, "")
    assert "left out: " in done.stderr
    assert {str(row["received"])[:10] for row in rows(place / "day", "messages")} <= {day}


def test_what_a_changed_letter_changes(place: Path) -> None:
    shutil.copytree(ROOT / "templates", place / "letters")
    for file in (place / "letters" / "acknowledgement").glob("*.j2"):
        file.write_text(file.read_text("utf-8").replace("Dear Sir or Madam", "Dear friends"), "utf-8")
    words = ("replay", "mail", "--templates", "letters", "--out", "other", "--compare", "first")
    done = mailbot(*words, cwd=place, COLUMNS="160")
    english = [
        row for row in rows(place / "first", "letters") if (row["kind"], row["language"]) == ("acknowledgement", "en")
    ]
    assert english, "there is no such letter in the sample"
    letters = len(rows(place / "first", "letters"))
    said = f"0 of 6 messages are understood differently, and {len(english)} of {letters} letters differ: "
    assert done.stdout.startswith(f"{said}{len(english)} with other words.\n")
    assert re.search(rf"^acknowledgement +en +{len(english)} *$", done.stdout, re.M)
    assert "OTHER LETTERS" not in done.stdout
    assert "- Dear Sir or Madam," in done.stdout
    assert "+ Dear friends," in done.stdout


def test_what_a_changed_rule_changes(place: Path) -> None:
    shutil.copytree(ROOT / "rules", place / "rules-new")
    screening = place / "rules-new" / "screening.toml"
    text = screening.read_text("utf-8")
    sender = str(rows(place / "first", "messages")[0]["from"]).partition("@")[0]
    assert "unread_locals = [" in text
    screening.write_text(text.replace("unread_locals = [", f'unread_locals = [\n  "{sender}",', 1), "utf-8")
    words = ("replay", "mail", "--rules", "rules-new", "--out", "ruled", "--compare", "first", "--json")
    done = mailbot(*words, cwd=place)
    found = {
        (row["field"], row["after"]) for row in map(json.loads, done.stdout.splitlines()) if row["field"] != "letter"
    }
    assert ("reply", False) in found
    assert ("reply_reason", "sender that nobody reads") in found
    assert [
        row for row in map(json.loads, done.stdout.splitlines()) if row["field"] == "letter" and row["after"] is None
    ]
    told = mailbot("replay", "--out", "ruled", "--compare", "first", cwd=place, COLUMNS="200").stdout
    assert told.startswith("1 of 6 messages are understood differently, and ")
    assert "1 not written any more" in told.splitlines()[0]
    assert re.search(rf"^{re.escape(sender)}@\S+ .* acknowledgement, sent +none *$", told, re.M)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name the mail to replay"),
        (("none",), "none: no such file or folder"),
        (("mail", "--out", "mail"), "mail is not empty; choose another folder with --out"),
        (("mail", "--out", "x", "--compare", "mail"), "mail holds no replay"),
        (("--out", "nowhere", "--compare", "first"), "nowhere holds no replay"),
        (("--out", "broken", "--compare", "first"), "broken holds no replay"),
        (("mail", "--out", "first", "--compare", "first"), "--out and --compare are the same folder"),
        (("mail", "--out", "x", "--rules", "none"), "--rules: none is no folder"),
        (("mail", "--out", "x", "--from", "2021-03-02", "--to", "2021-03-01"), "--from 2021-03-02 comes after"),
    ],
)
def test_what_it_cannot_do_it_says(place: Path, words: tuple[str, ...], said: str) -> None:
    (place / "broken" / "letters").mkdir(parents=True, exist_ok=True)
    (place / "broken" / ".mailbot-replay").touch()  # one that did not come to its end
    done = mailbot("replay", *words, cwd=place)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(said)
    assert (place / "first" / "register.db").exists()


def test_a_conversation_over_days(tmp_path: Path) -> None:
    """A message of the second day knows what the first day's letter said; each digest tells its own day."""
    write_config(tmp_path, letters={"max_age_hours": 72})
    (tmp_path / "mail").mkdir()
    for number, (day, raw) in enumerate(((1, nomination(0)), (2, nomination(0) + b"\nAgain.\n"), (3, question(4)))):
        at = format_datetime(datetime(2021, 2, day, 12, 0, tzinfo=BEIRUT)).encode()
        raw = raw.replace(b"Thu, 04 Feb 2021 10:00:00 +0200", at).replace(
            b"review@example.org", b"gcmrrarabstates@iom.int"
        )
        (tmp_path / "mail" / f"{number}.eml").write_bytes(raw.replace(b"<0@", f"<{number}@".encode()))
    assert mailbot("replay", "mail", "--out", "out", cwd=tmp_path).returncode == 0
    assert [row["submissions"] for row in rows(tmp_path / "out", "messages")] == [["S-0001"], ["S-0001"], []]
    assert [(row["kind"], str(row["key"])[:17]) for row in rows(tmp_path / "out", "letters")] == [
        ("acknowledgement", "message:1:answer"),
        ("digest", "digest:2021-02-02"),
        ("followup", "message:2:answer"),
        ("digest", "digest:2021-02-03"),
        ("answer", "message:3:answer"),
        ("digest", "digest:2021-02-04"),
    ]
