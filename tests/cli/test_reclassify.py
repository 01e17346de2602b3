"""`reclassify`: a message filed anew under a person's verdict, and what becomes of its letters."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import inside as mailbot
from tests.cli.registers import fill, letter, send_all, text
from tests.cli.test_correcting import report
from tests.daemon.mail import nomination, question

LATER = ("--as-of", "2021-02-04T15:00+02:00")
BY = ("--by", "Amal", "--reason", "read it myself")


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A nomination, a report and a question, filed; their letters wait."""
    return fill(
        tmp_path_factory.mktemp("filed"),
        nomination(0, "gcmrrarabstates@iom.int"),
        report("salma", "Cedar Workers Union"),
        question(2, "gcmrrarabstates@iom.int"),
    )


def shown(desk: Path, named: str) -> dict[str, Any]:
    return dict(json.loads(mailbot("show", named, "--json", cwd=desk).stdout))


def letters(desk: Path) -> list[tuple[str, str, str]]:
    rows = [json.loads(line) for line in mailbot("export", "letters", cwd=desk).stdout.splitlines()]
    return [(row["key"].partition(":")[0], row["kind"], row["state"]) for row in rows]


def last_text(desk: Path) -> str:
    key = json.loads(mailbot("export", "letters", cwd=desk).stdout.splitlines()[-1])["key"]
    return text(letter(desk, key))


def test_a_wrong_submission_is_withdrawn_and_its_unsent_letter_dropped(desk: Path) -> None:
    done = mailbot(*LATER, "reclassify", "1", "--other", "question", *BY, cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "Message 1 is now question.",
        "S-0001 is withdrawn.",
        "The letter message:1:answer, which had not gone out, is dropped.",
    ]
    row = shown(desk, "1")
    assert (row["kinds"], row["other"], row["confidence"], row["needs_review"]) == ([], "question", 0.99, False)
    event = row["events"][-1]
    assert (event["by"], event["action"], event["reason"]) == ("Amal", "reclassified", "read it myself")
    assert event["detail"]["kinds"] == [["speaker"], []]
    withdrawn = shown(desk, "S-0001")
    assert withdrawn["status"] == "withdrawn"
    assert withdrawn["events"][-1]["reason"] == "message 1 was filed anew: read it myself"
    assert letters(desk)[0] == ("message", "acknowledgement", "failed")
    assert len(letters(desk)) == 3, "a second letter was written that nobody asked for"


def test_what_was_missed_is_filed_with_its_values(desk: Path) -> None:
    done = mailbot(*LATER, "reclassify", "2", "--kinds", "speaker,report", *BY, cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert "S-0002 is new." in done.stdout.splitlines()
    assert shown(desk, "2")["submissions"] == ["R-0001", "S-0002"]
    assert shown(desk, "R-0001")["status"] == "active", "what was right was touched"
    again = mailbot(*LATER, "reclassify", "2", "--kinds", "report", *BY, cwd=desk)
    assert "S-0002 is withdrawn." in again.stdout
    third = mailbot(*LATER, "reclassify", "1", "--kinds", "report", *BY, cwd=desk)
    assert "S-0001 is withdrawn." in third.stdout
    assert shown(desk, "R-0002")["missing"] == [{"of": "report", "what": "file"}]


def test_the_letter_to_somebody_who_was_told_nothing_yet_is_the_ordinary_one(desk: Path) -> None:
    words = ("reclassify", "3", "--kinds", "speaker", *BY, "--letter")
    asked = mailbot(*LATER, *words, cwd=desk)
    assert asked.returncode == 1
    assert shown(desk, "3")["other"] == "question", "the rehearsal left something behind"
    done = mailbot(*LATER, *words, "--yes", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert letters(desk)[-1] == ("message", "acknowledgement", "queued")
    assert "wrongly" not in last_text(desk)
    assert "S-0002" in shown(desk, "3")["submissions"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--other", "thanks"), "It is no longer registered as a submission."),
        (("--kinds", "report"), "This is how it is registered now:"),
    ],
)
def test_the_letter_to_somebody_who_was_told_otherwise_says_what_changed(
    desk: Path, words: tuple[str, ...], said: str
) -> None:
    send_all(desk)
    done = mailbot(*LATER, "reclassify", "1", *words, *BY, "--letter", "--yes", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert letters(desk)[0] == ("message", "acknowledgement", "sent")
    assert letters(desk)[-1] == ("correction", "correction", "queued")
    assert said in last_text(desk)
    assert "No longer registered: S-0001." in last_text(desk)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "say what the message is: --kinds or --other, one of the two"),
        (("--kinds", "report", "--other", "thanks"), "say what the message is"),
        (("--kinds", "speech"), "--kinds: found speech; expected some of report, speaker"),
        (("--other", "odd"), "--other: found 'odd'; expected one of question, survey"),
    ],
)
def test_what_does_not_fit(desk: Path, words: tuple[str, ...], said: str) -> None:
    done = mailbot("reclassify", "1", *words, cwd=desk)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(said)
