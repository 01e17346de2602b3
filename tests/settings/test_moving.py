"""Another closing in the text of a configuration: one value changes, all else stays as it was written."""

from datetime import date, datetime, timedelta, timezone

import pytest

from mailbot.errors import ConfigurationError
from mailbot.settings.moving import with_closing

NEW, OLD = date(2021, 2, 20), date(2021, 2, 16)
EXACT = datetime(2021, 2, 20, 18, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("text", "closes", "was", "changed"),
    [
        (
            "[call.report]\ncloses = 2021-02-16  # the end\ngrace_hours = 0\n",
            NEW,
            OLD,
            "[call.report]\nextended_from = 2021-02-16\ncloses = 2021-02-20  # the end\ngrace_hours = 0\n",
        ),
        (
            "[call.report] # reports\n  closes=2021-02-16\n[call.speaker]\ncloses = 2021-02-05\n",
            EXACT,
            None,
            "[call.report] # reports\n  closes=2021-02-20T18:00:00+02:00\n[call.speaker]\ncloses = 2021-02-05\n",
        ),
        (
            "[call.speaker]\ncloses = 2021-02-05\n\n[call.report]\nextended_from = 2021-02-01\ncloses = 2021-02-16",
            NEW,
            OLD,
            "[call.speaker]\ncloses = 2021-02-05\n\n[call.report]\nextended_from = 2021-02-16\ncloses = 2021-02-20\n",
        ),
        (
            "[call.report]\nextended_from = 2021-02-01\ncloses = 2021-02-16\n",
            NEW,
            None,
            "[call.report]\ncloses = 2021-02-20\n",
        ),
        ("[desk]\n", NEW, None, "[desk]\n\n[call.report]\ncloses = 2021-02-20\n"),
        ("[call.report]\ngrace_hours = 4\n", NEW, None, "[call.report]\ncloses = 2021-02-20\ngrace_hours = 4\n"),
    ],
)
def test_one_value_changes(text: str, closes: date, was: date | None, changed: str) -> None:
    assert with_closing(text, "report", closes, was) == changed


@pytest.mark.parametrize(
    "text",
    [
        "call.report.closes = 2021-02-16\n",
        "[call]\nreport = {closes = 2021-02-16}\n",
        "[call]\nreport.closes = 2021-02-16\n",
    ],
)
def test_other_ways_to_write_it_are_left_to_people(text: str) -> None:
    with pytest.raises(ConfigurationError, match="by hand"):
        with_closing(text, "report", NEW, OLD)
