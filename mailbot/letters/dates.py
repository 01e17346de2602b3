"""Days, times, sizes and lists as a native reader of each language expects them. The zone is always the desk's.

Arabic months stand in both forms, as in the call's own letter: 16 شباط/فبراير 2021. Digits are Western in all three.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_timezone_location
from babel.numbers import format_decimal
from markupsafe import Markup

from mailbot.call import Event

LOCALES = {"ar": "ar", "en": "en_GB", "fr": "fr"}
LEVANT = "ar_LB"
KILOBYTE, MEGABYTE = 1000, 1000 * 1000
# Own words: CLDR has no Arabic kilobyte, and its megabyte is an abbreviation nobody writes.
UNITS = {"ar": ("كيلوبايت", "ميغابايت"), "en": ("kB", "MB"), "fr": ("ko", "Mo")}
CLOCK = {"fr": "H 'h' mm"}


@lru_cache
def locale_of(language: str) -> Locale:
    """Babel's locale of a language; one that is not in LOCALES is taken by its own name."""
    return Locale.parse(LOCALES.get(language, language))


def day(moment: date, language: str) -> str:
    """16 February 2021; 1er février 2021; 16 شباط/فبراير 2021; in other languages as Babel has it."""
    if language not in LOCALES:
        return format_date(moment, "long", locale=locale_of(language))
    return f"{number_of_day(moment, language)} {month(moment, language)} {moment.year}"


@lru_cache
def weekday(moment: date, language: str) -> str:
    """The day with its weekday: Friday 5 February 2021; الجمعة 5 شباط/فبراير 2021."""
    return f"{format_date(moment, 'EEEE', locale=locale_of(language))} {day(moment, language)}"


def number_of_day(moment: date, language: str) -> str:
    """The day of the month; the first is "1er" in French."""
    return "1er" if language == "fr" and moment.day == 1 else str(moment.day)


@lru_cache
def month(moment: date, language: str) -> str:
    """The month's name, in Arabic in both forms where they differ."""
    name = format_date(moment, "MMMM", locale=locale_of(language))
    if language != "ar":
        return name
    levantine = format_date(moment, "MMMM", locale=locale_of(LEVANT))
    return name if levantine == name else f"{levantine}/{name}"


@lru_cache
def clock(moment: datetime, language: str) -> str:
    """15:12; 15 h 12 (with no-break spaces). The moment is taken as it stands: localise it first."""
    return format_time(moment, CLOCK.get(language, "HH:mm"), locale=locale_of(language)).replace(" ", "\u00a0")


@lru_cache
def city(zone: ZoneInfo, language: str) -> str:
    """The place whose clock is meant: Beirut, Beyrouth, بيروت."""
    return get_timezone_location(zone, locale=locale_of(language), return_city=True)


def of_city(zone: ZoneInfo, language: str) -> str:
    """The place as it follows "the time of": in French with its preposition (de Beyrouth, d’Amman, du Caire)."""
    name = city(zone, language)
    if language != "fr":
        return name
    if name.startswith("Le "):
        return f"du {name[3:]}"
    return f"d’{name}" if name[0] in "AEIOUYÂÉÈÊÎÔ" else f"de {name}"


def size(octets: int, language: str) -> str:
    """A file's size, rounded as people read it: 48 kB, 2.4 MB; never 0."""
    kilobytes, megabytes = UNITS.get(language, UNITS["en"])
    if octets >= MEGABYTE:
        return f"{format_decimal(round(octets / MEGABYTE, 1), locale=locale_of(language))}\u00a0{megabytes}"
    return f"{max(1, round(octets / KILOBYTE))}\u00a0{kilobytes}"


def listed(parts: Sequence[str], language: str, style: str = "standard") -> str:
    """a, b and c (style "or": a, b or c). Parts that are Markup stay what they are, and the whole is Markup then."""
    patterns = locale_of(language).list_patterns[style]
    kind = Markup if any(isinstance(part, Markup) for part in parts) else str
    if len(parts) < 2:
        return kind(parts[0]) if parts else ""
    if len(parts) == 2:
        return kind(patterns["2"]).format(*parts)
    whole = kind(patterns["start"]).format(parts[0], parts[1])
    for part in parts[2:-1]:
        whole = kind(patterns["middle"]).format(whole, part)
    return kind(patterns["end"]).format(whole, parts[-1])


def plural(number: int, language: str, forms: Mapping[str, str]) -> str:
    """A number with its noun: the form of its CLDR plural category, "other" where the words have no such form.

    A form "zero" is taken for 0 in every language.
    """
    category = locale_of(language).plural_form(number) if number else "zero"
    if category not in forms:
        category = locale_of(language).plural_form(number)
    return forms.get(category, forms["other"]).format(n=number)


def when(event: Event, language: str, words: Mapping[str, Any], zone: ZoneInfo) -> str:
    """When an event is, by itself: its days, and where they are known its hours, in the words of the language.

    words: dates (as span's patterns) and times: at (day, start), one (day, start, end), several (first, start, last,
    end), each with the city whose clock is meant.
    """
    if event.begins is None:
        return span(event, language, words["dates"])
    values = {"start": clock(event.begins.astimezone(zone), language), "city": of_city(zone, language)}
    if event.finishes is None:
        return str(words["times"]["at"]).format(day=day(event.starts, language), **values)
    values["end"] = clock(event.finishes.astimezone(zone), language)
    if event.ends == event.starts:
        return str(words["times"]["one"]).format(day=day(event.starts, language), **values)
    first, last = day(event.starts, language), day(event.ends, language)
    return str(words["times"]["several"]).format(first=first, last=last, **values)


def span(event: Event, language: str, patterns: Mapping[str, str]) -> str:
    """When an event is, with the language's preposition: "of 23 February 2021", "des 24 et 25 février 2021".

    patterns: one (day), two (first, last: consecutive days of one month), several (first, last), from the words.
    """
    if event.ends <= event.starts:
        return patterns["one"].format(day=day(event.starts, language))
    last = day(event.ends, language)
    same_month = (event.starts.year, event.starts.month) == (event.ends.year, event.ends.month)
    first = number_of_day(event.starts, language) if same_month else day(event.starts, language)
    if same_month and event.ends - event.starts == timedelta(days=1):
        return patterns["two"].format(first=first, last=last)
    return patterns["several"].format(first=first, last=last)
