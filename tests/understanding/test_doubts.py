"""What makes it doubtful that a message was read right, what each doubt weighs, and what a person is told."""

import tomllib
from pathlib import Path

import pytest

from mailbot.understanding.doubts import doubts_of, weighed
from mailbot.understanding.doubts.weighing import OWN, REASONS
from mailbot.understanding.kinds import Decision
from mailbot.understanding.language import language_of
from mailbot.understanding.model import Other, Report, Speaker
from mailbot.understanding.reading import read
from mailbot.understanding.rules import RuleFile
from tests.understanding.mails import CALL, DESK, mail, rules

HUDA = Speaker("Huda Salem", "Director", "Cedar House", ("plenary",))
OMAR = Speaker("Omar Nasser", None, "Cedar House", ("plenary",))
SURE = Decision(("speaker",), None, "submits", 0.99)


def doubts(body: str, speakers: tuple[Speaker, ...] = (), report: Report | None = None) -> set[str]:
    message = mail(body)
    reading = read(message, rules(), DESK, CALL, language_of(message, DESK.languages, rules()))
    return set(doubts_of(message, reading, SURE, None, speakers, report))


@pytest.mark.parametrize(
    ("body", "speakers", "expected"),
    [
        ("We nominate Omar Nasser of Cedar House. A field coordinator will do him good.", (OMAR,), True),
        ("We nominate Omar Nasser of Cedar House for the plenary.", (OMAR,), False),
        ("We nominate Huda Salem, Director of Cedar House, and Omar Nasser.", (HUDA, OMAR), False),
        ("We nominate Huda Salem, Director of Cedar House.", (HUDA,), False),
        ("Nous proposons Omar Nasser. Le coordinateur est connu de tous.", (OMAR,), True),
        ("نرشح عمر ناصر من دار الأرز وهو منسق معروف.", (Speaker("عمر ناصر", None, "دار الأرز"),), True),
    ],
)
def test_a_function_that_nobody_was_given(body: str, speakers: tuple[Speaker, ...], expected: bool) -> None:
    assert ("title.untied" in doubts(body, speakers)) is expected


@pytest.mark.parametrize(
    ("affiliation", "expected"),
    [
        ("Cedar Women's Association", set()),
        ("Cedar", {"house.headless", "house.one_word"}),
        ("Field Workers Union, Registered charity", {"house.comma"}),
        ("جمعية النوبة للعدالة بأسوان", {"house.place"}),
        ("مركز الكرمل للدراسات ويتابع", {"house.and"}),
    ],
)
def test_how_an_organisation_is_written(affiliation: str, expected: set[str]) -> None:
    body = f"We nominate Huda Salem, Director, {affiliation}, for the plenary. {affiliation} thanks you."
    found = doubts(body, (Speaker("Huda Salem", "Director", affiliation, ("plenary",)),))
    written = {"house.headless", "house.one_word", "house.comma", "house.place", "house.and"}
    assert found & written == expected


def test_another_organisation_and_another_extent_of_the_same() -> None:
    body = (
        "We nominate Huda Salem of Cedar Women's Association for the plenary. "
        "The Workers Union of Tripoli knows her. Cedar Women's Association Network."
    )
    speaker = Speaker("Huda Salem", "Director", "Cedar Women's Association", ("plenary",))
    assert {"house.others", "house.other_extent"} <= doubts(body, (speaker,))


def test_a_role_that_nobody_was_given() -> None:
    body = "We nominate Huda Salem and Omar Nasser of Cedar House for the plenary and as rapporteur."
    found = doubts(body, (HUDA, Speaker("Omar Nasser", "Clerk", "Cedar House")))
    assert {"role.left_out", "role.untied"} <= found


def test_a_report_without_organisation_and_title() -> None:
    found = doubts("Please find our report attached.", report=Report(None, (), False, (0,)))
    assert {"submitter.none", "document.untitled"} <= found


def test_a_decision_in_which_patterns_and_meanings_differ() -> None:
    message = mail("Hello.")
    reading = read(message, rules(), DESK, CALL, language_of(message, DESK.languages, rules()))
    other = Decision((), Other.THANKS, "the most speaks for it", 0.6)
    found = doubts_of(message, reading, SURE, other, (), None)
    assert {name for name in found if name.startswith("kind.")} == {"kind.unsure", "kind.asked", "kind.contested"}
    assert found["kind.unsure"] < doubts_of(message, reading, other, None, (), None)["kind.unsure"]


WEIGHTS = RuleFile(
    "doubts",
    {},
    {"look": 0.5, "bias": -2.0, "house.none": 1.5, "house.others": 1.0, "title.one_word": 0.4, "role.left_out": 1.0},
    (),
    {},
)


@pytest.mark.parametrize(
    ("found", "flagged", "reasons"),
    [
        ({}, False, ()),
        ({"title.one_word": 1.0}, False, ("title_unsure",)),
        ({"house.none": 1.0, "house.others": 1.0, "title.one_word": 1.0}, True, ("organisation_missing",)),
        (
            {"house.others": 1.0, "role.left_out": 1.0, "title.one_word": 1.0},
            True,
            ("organisation_unsure", "roles_unsure"),
        ),
    ],
)
def test_what_doubts_weigh_and_what_is_told(found: dict[str, float], flagged: bool, reasons: tuple[str, ...]) -> None:
    result = weighed(found, WEIGHTS)
    assert (result.flagged, result.reasons) == (flagged, reasons)


def test_every_weight_is_of_a_field_that_can_be_told_and_none_makes_anything_surer() -> None:
    weights = {name: weight for name, weight in rules().file("doubts").weights.items() if name not in ("look", "bias")}
    assert weights
    assert all(name.partition(".")[0] in REASONS and weight >= 0 for name, weight in weights.items())


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_every_reason_has_words_for_organisers(language: str) -> None:
    file = Path(__file__).parents[2] / "templates" / "words" / f"{language}.toml"
    words = tomllib.loads(file.read_text("utf-8"))["attention"]
    assert {*REASONS.values(), *OWN.values()} <= set(words)


def test_what_is_not_given_is_asked_for_and_no_doubt() -> None:
    """Whoever names nothing but a person is told what is missing; only words that nobody could read are doubtful."""
    bare = Speaker("Huda Salem", None, "Cedar Women's Association")
    said = "We nominate Huda Salem of Cedar Women's Association as a speaker."
    assert not {"title.unread", "title.untied"} & doubts(said, (bare,))
    said = "We nominate Huda Salem, grand muzzler of Cedar Women's Association, as a speaker."
    assert "title.unread" in doubts(said, (bare,))
    form = "Name: Huda Salem\nOrganisation: Cedar Women's Association\nRole: plenary"
    assert "title.unread" not in doubts(form, (bare,))
    assert "title.unread" in doubts(form.replace("Organisation", "Function: grand muzzler\nOrganisation"), (bare,))
