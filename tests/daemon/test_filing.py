"""Filing several messages together: which ones, and that one which fails, or whose file is away, stops no other."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.daemon.arriving import arrival_of
from mailbot.daemon.filing import Begun, file_stored, groups
from mailbot.demo.play import Stage
from mailbot.letters.templates import load_templates
from mailbot.register.export import rows
from mailbot.register.schema import State
from mailbot.register.values import Kept
from tests.daemon.desk import Desk, desk_in
from tests.daemon.rig import ROOT

WHEN = datetime(2021, 1, 25, 8, tzinfo=UTC)
CONFIG = """
[letters]
max_age_hours = 1000
"""
ENGLISH = """Dear colleagues,

We would like to nominate Ms. Rima Saad as a speaker in the plenary session.

Name: Rima Saad
Title: Director of Programmes
Organisation: Cedar Workers Union
Role: plenary

Kind regards,
Amal Haddad
"""
FRENCH = "Madame, Monsieur,\n\nPourriez-vous me dire comment transmettre un rapport ?\n\nCordialement,\nAmal"


def begun(number: int, size: int = 1000, attempts: int = 1, *, partial: bool = False) -> Begun:
    kept = Kept(number, "", State.STORED, attempts, WHEN, WHEN, size, partial, True, False, False)
    return Begun(kept, attempts)


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ([], []),
        ([begun(1), begun(2), begun(3)], [[1, 2, 3]]),
        ([begun(1), begun(2, 9_000_000), begun(3)], [[1], [2], [3]]),
        ([begun(1), begun(2, partial=True), begun(3)], [[1], [2], [3]]),
        ([begun(1, attempts=2), begun(2, attempts=2), begun(3), begun(4)], [[1], [2], [3, 4]]),
    ],
    ids=["nothing", "small", "large", "a header", "begun before"],
)
def test_filed_together(messages: list[Begun], expected: list[list[int]]) -> None:
    assert [[one.kept.id for one in group] for group in groups(messages)] == expected


@pytest.fixture
def desk(tmp_path: Path, servers: Stage) -> Iterator[Desk]:
    with desk_in(tmp_path, servers, CONFIG, "2021-02-04T10:00+02:00") as made:
        yield made


def keep(desk: Desk, *bodies: str) -> list[str]:
    """Keeps messages from different people, files none; their hashes."""
    files = desk.office.store.files
    mails = [desk.mail(body, f"person{number}@org.example") for number, body in enumerate(bodies, 1)]
    with desk.office.store.writing() as register:
        for raw in mails:
            register.keep(arrival_of(raw, files.keep(raw), desk.moment, desk.moment), desk.moment)
    return [files.keep(raw) for raw in mails]


def states(desk: Desk) -> list[tuple[object, object]]:
    with desk.office.store.reading() as register:
        return [(row["id"], row["state"]) for row in rows(register, "messages")]


def test_a_letter_that_cannot_be_written_stops_no_other(desk: Desk, tmp_path: Path) -> None:
    """A fault in a template shows when the transaction is under way; the messages beside it are filed all the same."""
    shutil.copytree(ROOT / "templates", tmp_path / "broken")
    for letter in ("answer", "receipt"):
        (tmp_path / "broken" / letter / "fr.j2").write_text("{% set subject = '' %}{{ nobody_knows_this }}")
    templates = load_templates(tmp_path / "broken", ("ar", "en", "fr"))
    keep(desk, ENGLISH, FRENCH, ENGLISH.replace("Rima Saad", "Mona Khoury"))
    filed = file_stored(replace(desk.office, templates=templates))
    assert (filed.count, filed.postponed) == (3, ())
    assert states(desk) == [(1, "filed"), (2, "failed"), (3, "filed")]
    assert desk.letters("to", "kind") == [
        ("person1@org.example", "acknowledgement"),
        ("person3@org.example", "acknowledgement"),
    ]
    assert list(desk.standings()) == ["S-0001", "S-0002"]


def test_a_message_whose_file_is_away_stops_no_other(desk: Desk) -> None:
    hashes = keep(desk, ENGLISH, FRENCH, ENGLISH.replace("Rima Saad", "Mona Khoury"))
    desk.office.store.files.path(hashes[1]).unlink()
    filed = file_stored(desk.office)
    assert (filed.count, [reason[: len("message 2:")] for reason in filed.postponed]) == (2, ["message 2:"])
    assert states(desk) == [(1, "filed"), (2, "stored"), (3, "filed")]


def test_what_was_read_before_the_end_was_asked_for_is_filed(desk: Desk) -> None:
    keep(desk, ENGLISH, FRENCH, FRENCH)
    asked = iter([False, False, True])
    told: list[None] = []
    assert file_stored(desk.office, lambda: next(asked), lambda: told.append(None)).count == 2
    assert (len(told), states(desk)) == (2, [(1, "filed"), (2, "filed"), (3, "stored")])
