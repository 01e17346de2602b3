"""A month of mail, lived through twice: the same register, the same letters, byte for byte."""

import re
from datetime import date
from pathlib import Path

import pytest

from mailbot.register.store import open_store
from tests.cli.month import FIRST, month
from tests.cli.program import CORPUS, write_config
from tests.cli.program import inside as mailbot
from tests.cli.test_replay import differing, rows

LOCKED = "ar-d12"  # a report that nobody can open: its sender is reminded
NAMES = tuple(sorted({LOCKED, *(file.stem for file in sorted(CORPUS.glob("*.eml"))[::8])}))
FEW = NAMES[::2]
EXPORTS = ("messages", "submissions", "letters")
DATE = re.compile(rb"^Date: [^\r\n]*\r?\n", re.M)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a configuration that tells two organisers in their languages, and the month's mail by day."""
    folder = tmp_path_factory.mktemp("month")
    config = write_config(folder, letters={"max_age_hours": 72, "remind_days_before": [3]})
    text = config.read_text("utf-8").replace('["one@example.org"]', '["one@example.org", "two@example.org"]')
    config.write_text(f'{text}\n[digest]\nlanguages = {{ "two@example.org" = "ar" }}\n', "utf-8")
    month(folder / "mail", NAMES)
    month(folder / "few", FEW)
    return folder


def test_imported_day_by_day(place: Path, tmp_path: Path) -> None:
    """`import` with --as-of moving on. The clock runs on from there, so a letter's Date may be a second later."""
    found = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "config.toml").write_text((place / "config.toml").read_text("utf-8"), "utf-8")
        for day in sorted((place / "few").iterdir()):
            done = mailbot("--as-of", f"{day.name}T20:00+02:00", "import", day, cwd=folder)
            assert (done.returncode, done.stdout) == (0, ""), done.stderr
        exports = [mailbot("export", what, cwd=folder).stdout for what in EXPORTS]
        found.append((exports, raw_letters(folder)))
    (lists, letters), (again, once_more) = found
    for what, one, other in zip(EXPORTS, lists, again, strict=True):
        assert one == other, what
    assert letters == once_more
    assert len(lists[0].splitlines()) == len(FEW)
    assert len(letters) > len(FEW) / 2


def test_replayed(place: Path) -> None:
    """With everything the clock brings: digests in each organiser's language, reminders as configured, warnings."""
    for out in ("one", "two"):
        assert mailbot("replay", "mail", "--out", out, cwd=place).returncode == 0
    assert differing(place / "one", place / "two") == []
    letters = rows(place / "one", "letters")
    digests = [(str(row["key"]), row["language"]) for row in letters if row["kind"] == "digest"]
    # The first is that of the morning after the first message, the last that of the morning after the last one.
    days = (date.fromisoformat(max(path.name for path in (place / "mail").iterdir())) - FIRST).days + 1
    assert len(digests) == len(set(digests)) == 2 * days
    assert {(key.rpartition(":")[2], language) for key, language in digests} == {
        ("one@example.org", "en"),
        ("two@example.org", "ar"),
    }
    reminded = {str(row["key"]).split(":")[4] for row in letters if row["kind"] == "reminder"}
    assert reminded == {"3", "0"}, "a reminder so many days before as configured, and a notice after the closing"
    warned = {(row["to"], row["language"]) for row in letters if row["kind"] == "alarm"}
    assert warned == {("one@example.org", "en"), ("two@example.org", "ar")}, "they are warned before what was promised"


def raw_letters(folder: Path) -> list[bytes]:
    """Every letter in the outbox without its Date."""
    with open_store(f"sqlite:///{folder / 'mailbot.db'}", folder / "files") as store, store.reading() as register:
        entries = [register.letter_entry(letter.key) for letter in register.letter_entries()]
    return [DATE.sub(b"", entry.raw) for entry in entries if entry is not None]
