"""Days, times, sizes and lists as each language's readers expect them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from mailbot.call import Event
from mailbot.letters import dates
from mailbot.letters.templates import Templates

BEIRUT = ZoneInfo("Asia/Beirut")


@pytest.mark.parametrize(
    ("moment", "ar", "en", "fr"),
    [
        (date(2021, 2, 16), "الثلاثاء 16 شباط/فبراير 2021", "Tuesday 16 February 2021", "mardi 16 février 2021"),
        (date(2021, 2, 5), "الجمعة 5 شباط/فبراير 2021", "Friday 5 February 2021", "vendredi 5 février 2021"),
        (date(2021, 3, 1), "الاثنين 1 آذار/مارس 2021", "Monday 1 March 2021", "lundi 1er mars 2021"),
        (date(2020, 10, 31), "السبت 31 تشرين الأول/أكتوبر 2020", "Saturday 31 October 2020", "samedi 31 octobre 2020"),
    ],
)
def test_days(moment: date, ar: str, en: str, fr: str) -> None:
    assert tuple(dates.weekday(moment, language) for language in ("ar", "en", "fr")) == (ar, en, fr)


def test_the_clock_is_the_desks() -> None:
    moment = datetime(2021, 2, 4, 13, 5, tzinfo=UTC).astimezone(BEIRUT)
    assert [dates.clock(moment, language) for language in ("ar", "en", "fr")] == ["15:05", "15:05", "15\u00a0h\u00a005"]
    assert [dates.city(BEIRUT, language) for language in ("ar", "en", "fr")] == ["بيروت", "Beirut", "Beyrouth"]


@pytest.mark.parametrize(
    ("zone", "wanted"), [("Asia/Beirut", "de Beyrouth"), ("Asia/Amman", "d’Amman"), ("Africa/Cairo", "du Caire")]
)
def test_french_places_after_de(zone: str, wanted: str) -> None:
    assert dates.of_city(ZoneInfo(zone), "fr") == wanted


@pytest.mark.parametrize(
    ("octets", "ar", "en", "fr"),
    [
        (0, "1 كيلوبايت", "1 kB", "1 ko"),
        (48_211, "48 كيلوبايت", "48 kB", "48 ko"),
        (2_431_200, "2.4 ميغابايت", "2.4 MB", "2,4 Mo"),
    ],
)
def test_sizes(octets: int, ar: str, en: str, fr: str) -> None:
    plain = tuple(" ".join(dates.size(octets, language).split()) for language in ("ar", "en", "fr"))
    assert plain == (ar, en, fr)


@pytest.mark.parametrize(
    ("parts", "language", "style", "wanted"),
    [
        ([], "en", "standard", ""),
        (["a"], "en", "standard", "a"),
        (["a", "b"], "fr", "standard", "a et b"),
        (["a", "b", "c"], "en", "standard", "a, b and c"),
        (["أ", "ب", "ج"], "ar", "standard", "أ وب وج"),
        (["a", "b", "c"], "fr", "or", "a, b ou c"),
        (["{0}", "<b>"], "en", "standard", "{0} and <b>"),
    ],
)
def test_lists(parts: list[str], language: str, style: str, wanted: str) -> None:
    assert dates.listed(parts, language, style) == wanted


def test_a_list_with_html_in_it_is_escaped() -> None:
    assert dates.listed([Markup("<i>a</i>"), "<b>"], "en") == Markup("<i>a</i> and &lt;b&gt;")


PATTERNS = {"one": "of {day}", "two": "of {first} and {last}", "several": "from {first} to {last}"}


@pytest.mark.parametrize(
    ("starts", "ends", "wanted"),
    [
        (date(2021, 2, 23), date(2021, 2, 23), "of 23 February 2021"),
        (date(2021, 2, 24), date(2021, 2, 25), "of 24 and 25 February 2021"),
        (date(2021, 2, 24), date(2021, 2, 26), "from 24 to 26 February 2021"),
        (date(2021, 2, 28), date(2021, 3, 1), "from 28 February 2021 to 1 March 2021"),
        (date(2021, 2, 24), date(2021, 2, 23), "of 24 February 2021"),
    ],
)
def test_events(starts: date, ends: date, wanted: str) -> None:
    assert dates.span(Event("x", starts, ends), "en", PATTERNS) == wanted


def sitting(last: int, *hours: int) -> Event:
    """An event that begins on 23 February 2021 and is over on the last day; hours: when, in Beirut."""
    days = (23, last)
    moments = (datetime(2021, 2, day, hour, 30, tzinfo=BEIRUT) for day, hour in zip(days, hours, strict=False))
    return Event("x", date(2021, 2, 23), date(2021, 2, last), *moments)


@pytest.mark.parametrize(
    ("event", "language", "wanted"),
    [
        (sitting(24), "en", "23 and 24 February 2021"),
        (sitting(23, 10), "en", "23 February 2021, 10:30 (Beirut time)"),
        (sitting(23, 10, 13), "en", "23 February 2021, 10:30 to 13:30 (Beirut time)"),
        (sitting(23, 10, 13), "fr", "23 février 2021, de 10\u00a0h\u00a030 à 13\u00a0h\u00a030 (heure de Beyrouth)"),
        (sitting(23, 10, 13), "ar", "23 شباط/فبراير 2021 من الساعة 10:30 إلى الساعة 13:30 (بتوقيت بيروت)"),
        (sitting(24, 10, 13), "en", "23 February 2021, 10:30, to 24 February 2021, 13:30 (Beirut time)"),
    ],
)
def test_hours_of_events(event: Event, language: str, wanted: str, templates: Templates) -> None:
    assert dates.when(event, language, templates.words[language], BEIRUT) == wanted


@pytest.mark.parametrize(
    ("number", "language", "wanted"),
    [
        (1, "en", "one"),
        (2, "en", "other"),
        (0, "fr", "zero"),
        (2, "ar", "two"),
        (3, "ar", "few"),
        (11, "ar", "many"),
        (100, "ar", "other"),
    ],
)
def test_plurals(number: int, language: str, wanted: str) -> None:
    forms = {form: form for form in ("zero", "one", "two", "few", "many", "other")}
    assert dates.plural(number, language, forms) == wanted


def test_none_without_words_of_its_own_follows_the_rules_of_the_language() -> None:
    assert [dates.plural(0, language, {"one": "one", "other": "other"}) for language in ("fr", "en")] == [
        "one",
        "other",
    ]
