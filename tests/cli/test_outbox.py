"""`outbox`: what organisers see of letters that wait, and what they may do with them."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from mailbot.register.letter_states import UNKNOWN_REASON
from tests.cli.program import CORPUS
from tests.cli.program import inside as mailbot
from tests.cli.registers import fill, letter, register
from tests.letter_text import body_of

AS_OF = ("--as-of", "2021-02-05T09:00+02:00")
LATER = ("--as-of", "2021-02-05T10:00+02:00")
Editor = Callable[[str], dict[str, str]]


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register of three messages whose letters wait, because letters.mode is hold."""
    mails = ((CORPUS / f"{name}.eml").read_bytes() for name in ("ar-d02", "en-d03", "fr-d01"))
    return fill(tmp_path_factory.mktemp("filed"), *mails, as_of=AS_OF, letters={"mode": "hold"})


def waiting(desk: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in mailbot("outbox", "list", "--json", cwd=desk).stdout.splitlines()]


def hold(desk: Path, key: str, error: str) -> None:
    """The letter as it is after the connection ended at the wrong moment."""
    with register(desk) as store, store.writing() as unit:
        found = unit.letter_entry(key)
        assert found is not None
        unit.claim(found.id, found.created)
        unit.unknown(found.id, error, found.created)


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    """Makes an $EDITOR that runs a line of sed over the letter."""

    def make(sed: str) -> dict[str, str]:
        program = tmp_path / "editor"
        program.write_text(f"#!/bin/sh\nsed -i -e '{sed}' \"$1\"\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return {"EDITOR": str(program)}

    return make


def test_the_list_tells_every_letter_that_waits(filed: Path) -> None:
    rows = waiting(filed)
    assert [(row["key"], row["state"], row["released"]) for row in rows] == [
        (f"message:{number}:answer", "queued", False) for number in (1, 2, 3)
    ]
    page = mailbot("outbox", cwd=filed, COLUMNS="200").stdout
    assert all(str(row["key"]) in page for row in rows)
    assert "letters.mode is hold" in page


def test_show_tells_headers_and_text_and_writes_the_page(desk: Path) -> None:
    shown = mailbot("outbox", "show", "message:1:answer", cwd=desk, COLUMNS="200").stdout
    sent = letter(desk, "message:1:answer")
    for line in (f"{sent['Message-ID']}", "auto-replied", *body_of(sent).split("\n")[:4]):
        assert line.strip() in shown
    done = mailbot("outbox", "show", "message:1:answer", "-o", "page.html", cwd=desk)
    assert (done.returncode, done.stdout) == (0, "")
    assert (desk / "page.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    unknown = mailbot("outbox", "show", "message:9:answer", cwd=desk)
    assert unknown.stderr.startswith("message:9:answer: there is no such letter")


def test_release_makes_single_letters_go_out_in_hold_mode(desk: Path) -> None:
    done = mailbot(*LATER, "outbox", "release", "message:2:answer", "--by", "Amal", "--reason", "read it", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("1 released; the next delivery sends them.\n")
    with register(desk) as store, store.reading() as unit:
        letter = unit.letter_entry("message:2:answer")
        assert letter is not None
        due = unit.due(letter.created.replace(year=2022), only_released=True)
        assert due is not None
        assert due.key == "message:2:answer"
        (event,) = unit.events("letters", letter.id)
    assert (event.actor, event.action, event.reason) == ("Amal", "released", "read it")


def test_release_all_asks_first_and_leaves_what_may_have_arrived(desk: Path) -> None:
    hold(desk, "message:3:answer", "connection lost")
    asked = mailbot("outbox", "release", "--all", cwd=desk)
    assert asked.returncode == 1
    assert "Release 2 letters? Nobody is there to be asked" in asked.stderr
    done = mailbot("outbox", "release", "--all", "--yes", cwd=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 released" in done.stdout
    assert "may have arrived already" in done.stdout
    assert [row["released"] for row in waiting(desk)] == [True, True, False]
    again = mailbot("outbox", "release", "--all", "--yes", cwd=desk)
    assert again.stdout == "No letter waits to be released.\n"


def test_a_letter_in_doubt_goes_out_again_only_by_its_key_and_after_a_warning(desk: Path) -> None:
    hold(desk, "message:3:answer", "connection lost")
    shown = mailbot("outbox", "show", "message:3:answer", cwd=desk, COLUMNS="200").stdout
    assert UNKNOWN_REASON in shown
    assert mailbot("outbox", "release", "message:3:answer", cwd=desk).returncode == 1
    done = mailbot("outbox", "release", "message:3:answer", "--yes", cwd=desk)
    assert "careful: message:3:answer may have arrived already" in done.stdout
    with register(desk) as store, store.reading() as unit:
        open_now = unit.summary(None, unit.letter_entries()[0].created.replace(year=2022)).attention
    assert "letter_in_doubt" not in [line.reason for line in open_now]


def test_a_letter_in_doubt_that_was_dropped_is_released_only_after_the_same_warning(desk: Path) -> None:
    hold(desk, "message:3:answer", "connection lost")
    assert mailbot("outbox", "drop", "message:3:answer", "--reason", "told by phone", cwd=desk).returncode == 0
    assert mailbot("outbox", "release", "message:3:answer", cwd=desk).returncode == 1
    done = mailbot("outbox", "release", "message:3:answer", "--yes", cwd=desk)
    assert "careful: message:3:answer may have arrived already" in done.stdout


def test_drop_needs_a_reason_and_is_final_until_it_is_released(desk: Path) -> None:
    assert mailbot("outbox", "drop", "message:1:answer", cwd=desk).stderr.startswith("--reason: found nothing")
    done = mailbot("outbox", "drop", "message:1:answer", "--reason", "called her", "--by", "Amal", cwd=desk)
    assert (done.returncode, done.stdout) == (0, "message:1:answer is dropped.\n")
    assert [row["key"] for row in waiting(desk)] == ["message:2:answer", "message:3:answer"]
    rows = [json.loads(line) for line in mailbot("export", "letters", cwd=desk).stdout.splitlines()]
    assert (rows[0]["state"], rows[0]["error"]) == ("failed", "dropped by Amal: called her")
    with register(desk) as store, store.reading() as unit:
        at = unit.letter_entries()[0].created.replace(year=2022)
        assert "message:1:answer" not in [line.key for line in unit.summary(None, at).undelivered]
    twice = mailbot("outbox", "drop", "message:1:answer", "--reason", "x", cwd=desk)
    assert (twice.returncode, twice.stderr) == (1, "message:1:answer cannot be dropped: it was dropped\n")
    mailbot("outbox", "release", "message:1:answer", cwd=desk)
    assert waiting(desk)[0]["state"] == "queued"


def test_what_has_gone_out_can_neither_be_released_nor_dropped_nor_edited(desk: Path) -> None:
    with register(desk) as store, store.writing() as unit:
        letter = unit.letter_entry("message:1:answer")
        assert letter is not None
        unit.claim(letter.id, letter.created)
        unit.sent(letter.id, "250", letter.created)
    for words in (("release",), ("drop", "--reason", "x"), ("edit",)):
        done = mailbot("outbox", words[0], "message:1:answer", *words[1:], cwd=desk)
        assert done.returncode == 1, words
        assert "sent" in done.stderr, words


def test_edit_puts_a_persons_words_in_both_forms_without_automatic_marks(desk: Path, editor: Editor) -> None:
    before = letter(desk, "message:3:answer")
    environment = editor("1s/.*/Subject: Für <Sie> مرحبا/; $a Called <you> & all.\\n\\nمع التحية")
    done = mailbot(*LATER, "outbox", "edit", "message:3:answer", "--by", "Amal", cwd=desk, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    after = letter(desk, "message:3:answer")
    kept = ("From", "To", "Message-ID", "In-Reply-To", "References", "X-Mailbot-Loop", "Content-Language")
    assert [str(after[name]) for name in kept] == [str(before[name]) for name in kept]
    assert (after["Auto-Submitted"], after["X-Auto-Response-Suppress"]) == (None, None)
    assert after["Subject"] == "Für <Sie> مرحبا"
    page = body_of(after, "html")
    assert body_of(after).endswith("Called <you> & all.\n\nمع التحية\n")
    assert "Called &lt;you&gt; &amp; all.</p>" in page
    assert '<p dir="auto" style="margin:0 0 16px 0">مع التحية</p>' in page
    (row,) = (row for row in waiting(desk) if row["key"] == "message:3:answer")
    assert (row["state"], row["subject"]) == ("held", "Für <Sie> مرحبا")


@pytest.mark.parametrize(("sed", "said"), [("s/x/x/", "Nothing was changed."), ("1d", "the first line must be")])
def test_an_edit_that_comes_to_nothing_leaves_the_letter_waiting(
    desk: Path, editor: Editor, sed: str, said: str
) -> None:
    done = mailbot("outbox", "edit", "message:3:answer", cwd=desk, **editor(sed))
    assert said in done.stdout + done.stderr
    assert [row["state"] for row in waiting(desk)] == ["queued"] * 3
