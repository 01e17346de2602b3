"""What organisers see and do by hand: `list`, `show`, `correct`, `withdraw`, `merge`, `note`, `attention`, `retry`."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mailbot.daemon.arriving import arrival_of
from mailbot.reasons import reason
from tests.cli.program import inside as mailbot
from tests.cli.registers import AS_OF, fill, letter, register, send_all, text
from tests.daemon.mail import nomination

LATER = ("--as-of", "2021-02-04T15:00+02:00")
BY = ("--by", "Amal", "--reason", "she telephoned")
REPORT = """From: {name} <{name}@{house}.example>
To: gcmrrarabstates@iom.int
Subject: Our voluntary report
Message-ID: <{name}@{house}.example>
Date: Thu, 04 Feb 2021 10:00:00 +0200
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Dear colleagues,

Please find attached the voluntary review report of {organisation}.

Kind regards,
{name}
--b
Content-Type: text/plain; name="{name}-report.txt"
Content-Disposition: attachment; filename="{name}-report.txt"

{topic}: voluntary report on the Global Compact for Migration

Submitted by {organisation}

1. Introduction

{name} describes the implementation of the objectives of the Global Compact in this voluntary report.
--b--
"""

TOPICS = {"salma": "Labour inspection in the fields", "rania": "Rescue at sea and after"}


def report(name: str, organisation: str) -> bytes:
    house = organisation.split()[0].lower()
    return REPORT.format(name=name, house=house, organisation=organisation, topic=TOPICS[name]).encode()


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two nominations and two reports, filed and answered."""
    folder = fill(
        tmp_path_factory.mktemp("filed"),
        nomination(0, "gcmrrarabstates@iom.int"),
        nomination(1, "gcmrrarabstates@iom.int"),
        report("salma", "Cedar Workers Union"),
        report("rania", "Coast Fishers League"),
    )
    send_all(folder)
    return folder


def listed(desk: Path, *options: str) -> list[dict[str, Any]]:
    done = mailbot("list", "--json", *options, cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def shown(desk: Path, named: str) -> dict[str, Any]:
    done = mailbot("show", named, "--json", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    return dict(json.loads(done.stdout))


def letters(desk: Path) -> list[str]:
    rows = [json.loads(line) for line in mailbot("export", "letters", cwd=desk).stdout.splitlines()]
    return [row["key"] for row in rows if row["state"] == "queued"]


def text_of(desk: Path, key: str) -> str:
    message = letter(desk, key)
    assert message["Auto-Submitted"] == "auto-generated"
    return text(message)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ["S-0001", "S-0002", "R-0001", "R-0002"]),
        (("--kind", "report"), ["R-0001", "R-0002"]),
        (("--standing", "late"), []),
        (("--status", "active", "--search", "cedar"), ["S-0001", "S-0002", "R-0001"]),
        (("--search", "rania coast"), ["R-0002"]),
        (("--search", "RANIA-REPORT.txt"), ["R-0002"]),
        (("--incomplete",), []),
        (("--since", "2021-02-04"), ["S-0001", "S-0002", "R-0001", "R-0002"]),
        (("--since", "2021-02-05"), []),
    ],
)
def test_list(filed: Path, options: tuple[str, ...], expected: list[str]) -> None:
    assert [row["reference"] for row in listed(filed, *options)] == expected


def test_list_refuses_what_it_does_not_know(filed: Path) -> None:
    for option in ("--kind", "--status", "--standing"):
        done = mailbot("list", option, "odd", cwd=filed)
        assert done.returncode == 2
        assert "expected one of" in done.stderr


def test_list_and_show_are_pages_for_people(filed: Path) -> None:
    page = mailbot("list", cwd=filed, COLUMNS="140").stdout
    assert "Salma Khoury, Cedar Workers Union" in page
    assert page.endswith("4 submissions\n")
    page = mailbot("show", "s-0001", cwd=filed, COLUMNS="140").stdout
    for words in ("speakers.1", "Salma Khoury | Director of Programmes", "message:1:answer", "a new expression"):
        assert words in page
    page = mailbot("show", "3", cwd=filed, COLUMNS="180").stdout
    for words in ("salma-report.txt", "Dear colleagues,", "R-0001", "may be answered", str(filed / "files")):
        assert words in page
    assert "message 3" in mailbot("show", "message:3:answer", cwd=filed).stdout


def test_show_finds_by_any_name_and_says_what_it_expects(filed: Path) -> None:
    assert shown(filed, "<0@org0.example>")["id"] == shown(filed, "1")["id"] == 1
    assert shown(filed, "message:1:answer")["references"] == ["S-0001"]
    assert [event["action"] for event in shown(filed, "S-0001")["events"]] == ["new"]
    done = mailbot("show", "S-0099", cwd=filed)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("S-0099: the register has nothing of that name; expected a reference")


def test_correct_changes_values_and_writes_the_log(desk: Path) -> None:
    words = ("speakers.1.title=Secretary General", "speakers.1.roles=roundtable, plenary", "speakers.2.name=Huda Azar")
    done = mailbot(*LATER, "correct", "S-0001", *words, *BY, cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    row = shown(desk, "S-0001")
    assert [(one["name"], one["title"], one["roles"]) for one in row["speakers"]] == [
        ("Salma Khoury", "Secretary General", ["plenary", "roundtable"]),
        ("Huda Azar", None, []),
    ]
    assert row["missing"] == [{"of": "speakers.2", "what": what} for what in ("title", "affiliation", "role")]
    event = row["events"][-1]
    assert (event["by"], event["action"], event["reason"]) == ("Amal", "corrected", "she telephoned")
    assert event["detail"]["speakers"][0][0]["title"] == "Director of Programmes"
    mailbot(*LATER, "correct", "S-0001", "speakers.2=", *BY, cwd=desk)
    assert len(shown(desk, "S-0001")["speakers"]) == 1
    assert letters(desk) == [], "a letter was written that nobody asked for"


def test_correct_a_report(desk: Path) -> None:
    mailbot(
        "correct", "R-0001", "title=Two years on", "organisations=Cedar Workers Union; Coast  League", *BY, cwd=desk
    )
    row = shown(desk, "R-0001")["report"]
    assert (row["title"], row["organisations"], row["collective"]) == (
        "Two years on",
        ["Cedar Workers Union", "Coast League"],
        True,
    )
    assert [file["name"] for file in row["files"]] == ["salma-report.txt"]
    mailbot("correct", "R-0001", "standing=late", "submitter.address=new@cedar.example", "language=fr", *BY, cwd=desk)
    changed = shown(desk, "R-0001")
    assert (changed["standing"], changed["sender"], changed["language"]) == ("late", "new@cedar.example", "fr")


TWO_FILES = report("salma", "Cedar Workers Union").replace(
    b"--b--",
    b"""--b
Content-Type: text/plain; name="annex.txt"
Content-Disposition: attachment; filename="annex.txt"

Tables of the annex.
--b--""",
)


def test_correct_chooses_which_files_are_the_report(tmp_path: Path) -> None:
    desk = fill(tmp_path / "desk", TWO_FILES)
    send_all(desk)

    def names() -> list[str]:
        return [file["name"] for file in json.loads(mailbot("export", "submissions", cwd=desk).stdout)["files"]]

    def correct(value: str, *options: str) -> tuple[int, str]:
        done = mailbot(*LATER, "correct", "R-0001", f"report.files={value}", *BY, *options, cwd=desk)
        return done.returncode, done.stdout + done.stderr

    assert names() == ["salma-report.txt"]
    assert correct("nothing.pdf") == (
        1,
        "report.files: found 'nothing.pdf'; expected some of salma-report.txt; annex.txt\n",
    )
    code, said = correct("salma-report.txt; 1/annex.txt", "--letter", "--yes")
    assert (code, "files: salma-report.txt → salma-report.txt; annex.txt" in said) == (0, True), said
    assert names() == ["salma-report.txt", "annex.txt"]
    (key,) = letters(desk)
    told = text_of(desk, key)
    assert "Files: salma-report.txt and annex.txt\nPreviously: salma-report.txt" in told
    assert correct("annex.txt")[0] == 0
    assert names() == ["annex.txt"]
    assert correct("")[0] == 0
    assert names() == []


def test_correct_says_what_does_not_fit(desk: Path) -> None:
    done = mailbot("correct", "S-0001", "speakers.1.title=x", "speakers.1.titel=x", cwd=desk)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("speakers.1.titel: a speaker has no such value; expected one of speakers.N.name")
    same = mailbot("correct", "S-0001", "speakers.1.title=Director of Programmes", cwd=desk)
    assert same.stderr == "S-0001: it says so already; nothing was changed\n"
    assert len(shown(desk, "S-0001")["events"]) == 1


def test_the_letter_of_a_correction_is_shown_first_and_sent_once(desk: Path) -> None:
    words = ("correct", "S-0001", "speakers.1.title=Secretary General", *BY, "--letter")
    asked = mailbot(*LATER, *words, cwd=desk)
    assert asked.returncode == 1
    assert "Secretary General\nPreviously: Director of Programmes" in asked.stdout.replace("\r", "")
    assert "give --yes to go ahead; nothing was changed" in asked.stderr
    assert (letters(desk), len(shown(desk, "S-0001")["events"])) == ([], 1), "the rehearsal left something behind"
    done = mailbot(*LATER, *words, "--yes", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    (key,) = letters(desk)
    assert key.startswith("correction:")
    assert "Previously: Director of Programmes" in text_of(desk, key)
    row = shown(desk, "S-0001")["letters"][-1]
    assert (row["kind"], row["to"], row["references"]) == ("correction", "amal0@org0.example", ["S-0001"])
    again = mailbot(*LATER, *words, "--yes", cwd=desk)
    assert (again.returncode, len(letters(desk))) == (1, 1)


def test_no_letter_for_what_nobody_is_told_or_may_be_written_to(desk: Path) -> None:
    done = mailbot("correct", "S-0001", "submitter.name=X", "--letter", "--yes", cwd=desk)
    assert (done.returncode, done.stderr) == (1, "nothing of this is told to senders: give no --letter\n")
    raw = nomination(2).replace(b"review@example.org", b"gcmrrarabstates@iom.int")
    (desk / "silent.eml").write_bytes(raw)
    mailbot(*AS_OF, "import", "silent.eml", "--no-letters", cwd=desk)
    done = mailbot("withdraw", "S-0003", "--letter", "--yes", cwd=desk)
    assert done.returncode == 1
    assert "must not be answered (filed without letters on request)" in done.stderr
    assert shown(desk, "S-0003")["status"] == "active"


def test_withdraw_and_reinstate(desk: Path) -> None:
    done = mailbot(*LATER, "withdraw", "S-0001", *BY, "--letter", "--yes", cwd=desk)
    assert done.returncode == 0
    assert "will not be considered any further" in text_of(desk, letters(desk)[0])
    row = shown(desk, "S-0001")
    assert (row["status"], row["missing"]) == ("withdrawn", [])
    refused = mailbot("correct", "S-0001", "speakers.1.title=x", cwd=desk)
    assert refused.stderr == "S-0001 is withdrawn; only an active submission can be changed\n"
    mailbot(*LATER, "reinstate", "S-0001", *BY, "--letter", "--yes", cwd=desk)
    assert shown(desk, "S-0001")["status"] == "active"
    assert "it is being considered again" in text_of(desk, letters(desk)[1])
    assert mailbot("reinstate", "S-0001", cwd=desk).stderr == "S-0001 is active; nothing was changed\n"


def test_merge_takes_messages_and_files_along(desk: Path) -> None:
    assert "never one" in mailbot("merge", "S-0001", "R-0001", cwd=desk).stderr
    done = mailbot(*LATER, "merge", "R-0001", "R-0002", *BY, "--letter", "--yes", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    row, gone = shown(desk, "R-0001"), shown(desk, "R-0002")
    assert [message["message"] for message in row["messages"]] == [3, 4]
    assert [file["name"] for file in row["report"]["files"]] == ["salma-report.txt", "rania-report.txt"]
    assert (gone["status"], gone["merged_into"], gone["messages"], gone["files"]) == ("merged", "R-0001", [], [])
    (key,) = letters(desk)
    assert "R-0002 and R-0001 concern one and the same contribution" in text_of(desk, key)
    assert shown(desk, key)["to"] == "rania@coast.example"
    assert "Cedar" not in text_of(desk, key), "another sender's submission was shown"
    assert mailbot("reinstate", "R-0002", cwd=desk).stderr == "R-0002 became part of R-0001; nothing was changed\n"
    assert mailbot("merge", "S-0001", "R-0002", cwd=desk).stderr.startswith(
        "R-0002 became part of R-0001; only an active"
    )


def test_who_sent_the_second_is_told_in_his_or_her_own_language(desk: Path) -> None:
    assert mailbot("correct", "R-0001", "language=fr", *BY, cwd=desk).returncode == 0
    assert mailbot(*LATER, "merge", "R-0001", "R-0002", *BY, "--letter", "--yes", cwd=desk).returncode == 0
    (key,) = letters(desk)
    assert (shown(desk, key)["to"], shown(desk, key)["language"]) == ("rania@coast.example", "en")


def test_note_attention_and_retry(desk: Path) -> None:
    assert mailbot("note", "S-0001", "knows the minister", "--by", "Amal", cwd=desk).stdout == "Noted at S-0001.\n"
    event = shown(desk, "S-0001")["events"][-1]
    assert (event["action"], event["reason"], event["by"]) == ("note", "knows the minister", "Amal")
    with register(desk) as store, store.writing() as unit:
        answer = unit.letter_entry("message:1:answer")
        assert answer is not None
        at = answer.created
        unit.open_attention(["asks_question"], at, message=1)
        unit.open_attention(["scan_unread"], at, message=2)
    page = mailbot("attention", cwd=desk, COLUMNS="140").stdout
    assert "the message asks a question" in page
    (first, second) = (
        json.loads(line) for line in mailbot("attention", "list", "--json", cwd=desk).stdout.splitlines()
    )
    assert [row["reference"] for row in listed(desk, "--attention")] == ["S-0001", "S-0002"]
    done = mailbot("attention", "close", str(first["id"]), *BY, cwd=desk)
    assert (done.returncode, done.stdout) == (0, "1 closed.\n")
    assert mailbot("attention", "close", str(first["id"]), cwd=desk).returncode == 1
    assert [row["reference"] for row in listed(desk, "--attention")] == ["S-0002"]
    refused = mailbot("retry", "1", cwd=desk)
    assert refused.stderr == "message 1 is filed; only failed and quarantined ones can be retried\n"
    assert second["about"] == "message 2"


def test_a_failed_message_is_taken_again(desk: Path) -> None:
    failed, more = (nomination(number).replace(b"review@example.org", b"gcmrrarabstates@iom.int") for number in (3, 4))
    with register(desk) as store:
        sha256 = store.files.keep(failed)
        at = datetime(2021, 2, 4, 11, tzinfo=UTC)
        with store.writing() as unit:
            number, _ = unit.keep(arrival_of(failed, sha256, None, at), at)
            unit.fail(number, "could not be processed", at, "mailbot")
            unit.open_attention([reason("failed", fault="KeyError")], at, message=number)
    assert "could not be processed (KeyError)" in mailbot("attention", cwd=desk, COLUMNS="140").stdout
    done = mailbot("retry", "5", *BY, cwd=desk)
    assert done.stdout == "Message 5 is taken again at the next run.\n"
    assert shown(desk, "5")["attention"] == []
    (desk / "more.eml").write_bytes(more)
    mailbot(*LATER, "import", "more.eml", cwd=desk)
    row = shown(desk, "5")
    assert (row["state"], [event["action"] for event in row["events"]]) == ("filed", ["failed", "retry", "filed"])
