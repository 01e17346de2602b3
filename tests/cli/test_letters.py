"""`mailbot letters`: every letter is listed, and pages show each in a phone's and a desktop's width."""

import html
import re
from pathlib import Path

from tests.cli.program import inside as mailbot
from tests.cli.program import write_config

EVERY = {
    "acknowledgement", "answer", "closing", "confirmation", "correction", "decision", "digest", "extension", "followup",
    "receipt", "reminder", "too_large", "warning",
}  # fmt: skip


def test_the_list_names_every_letter_and_its_languages() -> None:
    done = mailbot("letters", "list")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert {letter for letter, *_ in lines} == EVERY
    assert ["followup", "followup-withdrawal", "ar", "en", "fr"] in lines
    assert ["receipt", "receipt-not-sure", "ar+en+fr", "en+ar+fr", "fr+ar+en"] in lines


def test_a_page_shows_phone_desktop_and_plain_text(tmp_path: Path) -> None:
    out = tmp_path / "pages"
    done = mailbot("letters", "preview", "acknowledgement-both", "--language", "ar", "-o", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"2 letters: {out / 'index.html'}\n"
    assert sorted(file.name for file in out.iterdir()) == [
        "acknowledgement-both-ar.html", "acknowledgement-both-fr-ar-en.html", "index.html",
    ]  # fmt: skip
    page = (out / "acknowledgement-both-ar.html").read_text("utf-8")
    assert re.findall(r'<iframe title="(\w+)" width="(\d+)"', page) == [("Phone", "360"), ("Desktop", "1000")]
    frames = [html.unescape(frame) for frame in re.findall(r'srcdoc="([^"]*)"', page)]
    assert all(frame.startswith("<!DOCTYPE html>") and 'dir="rtl"' in frame for frame in frames)
    assert '<pre dir="rtl">تحية طيبة' in page
    links = re.findall(r'href="([^"]+)"', (out / "index.html").read_text("utf-8"))
    assert links == ["acknowledgement-both-ar.html", "acknowledgement-both-fr-ar-en.html"]


def test_it_shows_the_desks_own_templates_and_words(tmp_path: Path) -> None:
    write_config(tmp_path)
    (tmp_path / "templates" / "receipt").mkdir(parents=True)
    text = "{% from form import paragraph, signature with context %}{% set subject = 'Ours' %}"
    own = tmp_path / "templates" / "receipt" / "en.j2"
    own.write_text(text + "{% call paragraph() %}Hello.{% endcall %}{% call signature() %}Bye{% endcall %}")
    protected = {"MAILBOT__LETTERS__DATA_PROTECTION": '{"en": "Kept {kept}, says {address}."}'}
    done = mailbot("letters", "preview", "receipt", "--language", "en", "-o", "out", cwd=tmp_path, **protected)
    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "out" / "receipt-en.html").read_text("utf-8")
    plain = page.partition("<pre")[2]
    assert "Hello." in plain
    assert "Kept and no longer than it needs them, says gcmrrarabstates@iom.int." in plain
    own.write_text(text + "{{ nobody_knows }}")
    done = mailbot("letters", "preview", "receipt", "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "'nobody_knows' is undefined; `mailbot check` names the letter\n"


def test_what_there_is_not() -> None:
    done = mailbot("letters", "preview", "invoice", "--language", "fr")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "there is no letter invoice in fr; `mailbot letters list` shows what there is\n"


def test_words_on_data_protection_must_say_something(tmp_path: Path) -> None:
    write_config(tmp_path)
    for given, said in (
        ('{"en": " "}', "letters.data_protection.en"),
        ('{"xx": "Kept."}', 'letters.data_protection.xx: found "xx"; expected ar, en or fr'),
    ):
        done = mailbot("check", cwd=tmp_path, MAILBOT__LETTERS__DATA_PROTECTION=given)
        assert done.returncode == 2
        assert said in done.stderr
