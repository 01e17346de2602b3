"""[call]: any kinds, their shapes and roles, closings that were moved, and what is promised before a day."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.call import Call, Event, Promise, Shape
from mailbot.errors import ConfigurationError
from mailbot.settings.load import load
from tests.settings.sample import SAMPLE

OTHER = """
[call.film]
shape = "document"
closes = 2022-05-20
extended_from = 2022-05-06
[call.guest]
shape = "persons"
closes = 2022-05-31T18:00:00
grace_hours = 24
roles = ["host", "judge"]
[call.helper]
shape = "persons"
closes = 2022-05-31
roles = []
[call.events.gala]
starts = 2022-06-20
[call.promises.list]
kind = "guest"
event = "gala"
[call.promises.catalogue]
kind = "film"
before = 2022-06-15
complete = true
[call.links]
website = "https://gala.example"
hotel = "https://gala.example/hotel"
"""


def call_of(tmp_path: Path, text: str) -> Call:
    """The call of a configuration with these tables, on a desk whose clock is UTC."""
    file = tmp_path / "config.toml"
    file.write_text(SAMPLE.replace("[desk]", '[desk]\ntimezone = "UTC"', 1) + text, "utf-8")
    return load(file).call()


def test_the_usual_call_where_nothing_is_said(tmp_path: Path) -> None:
    call = call_of(tmp_path, "")
    assert {key: (kind.shape, kind.last_day) for key, kind in call.kinds.items()} == {
        "report": (Shape.DOCUMENT, date(2021, 2, 16)),
        "speaker": (Shape.PERSONS, date(2021, 2, 5)),
    }
    assert call.roles_of("speaker") == ("open_discussion", "rapporteur", "plenary", "roundtable")
    assert call.roles_of("report") == ()
    assert call.promises == (
        Promise("decisions", "speaker", date(2021, 2, 23), "consultation"),
        Promise("publication", "report", date(2021, 2, 24), "conference", complete=True),
    )


def test_another_call_has_its_own_kinds_alone(tmp_path: Path) -> None:
    call = call_of(tmp_path, OTHER)
    assert list(call.kinds) == ["film", "guest", "helper"]
    film, guest = call.kind("film"), call.kind("guest")
    assert (film.shape, film.last_day, film.extended_from) == (Shape.DOCUMENT, date(2022, 5, 20), date(2022, 5, 6))
    assert (guest.closes, guest.exact) == (datetime(2022, 5, 31, 18, tzinfo=UTC), True)
    assert (guest.grace, guest.prefix) == (timedelta(hours=24), "G")
    assert (call.of(Shape.PERSONS), call.of(Shape.DOCUMENT)) == (("guest", "helper"), ("film",))
    assert (call.roles, call.roles_of("guest"), call.roles_of("helper")) == (("host", "judge"), ("host", "judge"), ())
    assert call.links["hotel"] == "https://gala.example/hotel"
    assert call.promises == (
        Promise("list", "guest", date(2022, 6, 20), "gala"),
        Promise("catalogue", "film", date(2022, 6, 15), complete=True),
    )


def test_events_may_have_their_hours(tmp_path: Path) -> None:
    call = call_of(
        tmp_path,
        "[call.events.sitting]\nstarts = 2021-02-23T10:00:00\nends = 2021-02-24T00:00:00\n"
        "[call.events.reception]\nstarts = 2021-02-23T23:30:00-02:00\n"
        "[call.events.fair]\nstarts = 2021-02-23\nends = 2021-02-25",
    )
    ten, late = datetime(2021, 2, 23, 10, tzinfo=UTC), datetime(2021, 2, 24, 1, 30, tzinfo=UTC)
    assert call.events == {
        "sitting": Event("sitting", date(2021, 2, 23), date(2021, 2, 23), ten, datetime(2021, 2, 24, tzinfo=UTC)),
        "reception": Event("reception", late.date(), late.date(), late),
        "fair": Event("fair", date(2021, 2, 23), date(2021, 2, 25)),
    }


def test_a_usual_kind_beside_another_needs_no_shape(tmp_path: Path) -> None:
    call = call_of(
        tmp_path, '[call.film]\nshape = "document"\ncloses = 2022-05-20\n[call.speaker]\ncloses = 2022-05-01'
    )
    assert {key: kind.shape for key, kind in call.kinds.items()} == {"film": Shape.DOCUMENT, "speaker": Shape.PERSONS}


def test_the_usual_promises_need_their_events(tmp_path: Path) -> None:
    call = call_of(tmp_path, "[call.events.conference]\nstarts = 2021-03-01")
    assert [promise.key for promise in call.promises] == ["publication"]


def test_the_environment_sets_any_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILBOT__CALL__FILM__CLOSES", "2022-07-01")
    monkeypatch.setenv("MAILBOT__CALL__FILM__GRACE_HOURS", "12")
    monkeypatch.setenv("MAILBOT__CALL__GUEST__ROLES", '["juror"]')
    call = call_of(tmp_path, OTHER)
    assert (call.kind("film").last_day, call.kind("film").grace) == (date(2022, 7, 1), timedelta(hours=12))
    assert call.roles_of("guest") == ("juror",)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[call.film]\ncloses = 2022-05-20", 'call.film.shape: found nothing; expected "document" or "persons"'),
        ('[call.film]\nshape = "document"', "call.film.closes: found nothing; expected a value: this key is required"),
        (
            '[call.film]\nshape = "round"\ncloses = 2022-05-20',
            'call.film.shape: found "round"; expected "document" or "persons"',
        ),
        (
            "[call.report]\ncloses = 2022-05-20\nextended_from = 2022-05-21",
            "call.report.extended_from: found 2022-05-21; expected an earlier closing than closes",
        ),
        (
            '[call.report]\nroles = ["plenary"]',
            'call.report.roles: found ["plenary"]; expected nothing here: documents have no roles',
        ),
        (
            '[call.survey]\nshape = "document"\ncloses = 2022-05-20',
            "call.survey: found a table; expected a kind of another name: this one means something else",
        ),
        (
            '[call.Film]\nshape = "document"\ncloses = 2022-05-20',
            "call.Film: found a table; expected a name of small letters, digits and _ such as side_event",
        ),
        ("[call]\nfilm = 3", "call.film: found 3; expected a table of its own"),
        (
            '[call.promises.x]\nkind = "film"\nbefore = 2022-05-20',
            'call.promises.x.kind: found "film"; expected one of report, speaker',
        ),
        (
            '[call.promises.x]\nkind = "report"\nevent = "gala"',
            'call.promises.x.event: found "gala"; expected one of consultation, conference',
        ),
        (
            '[call.promises.x]\nkind = "report"',
            "call.promises.x.before: found nothing; expected a date, or an event: one of the two",
        ),
        (
            "[call.report]\ncolour = 1",
            "call.report.colour: found an unknown key; expected one of the known keys (closes, grace_hours, "
            "extended_from, shape, prefix, roles)",
        ),
    ],
)
def test_faults(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        call_of(tmp_path, text)
    assert f"config.toml: {line}" in raised.value.faults


def test_a_language_needs_letters(tmp_path: Path) -> None:
    (tmp_path / "templates" / "words").mkdir(parents=True)
    (tmp_path / "templates" / "words" / "es.toml").write_text("")
    file = tmp_path / "config.toml"
    file.write_text(SAMPLE.replace("[desk]", '[desk]\nlanguages = ["es", "fr", "de"]'), "utf-8")
    with pytest.raises(ConfigurationError) as raised:
        load(file)
    assert raised.value.faults == ['config.toml: desk.languages.2: found "de"; expected ar, en, es or fr']
