"""--as-of starts the clock, which then runs on."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from mailbot.cli.clock import Clock, clock_from
from mailbot.errors import ConfigurationError


def test_the_clock_starts_there_and_runs_on() -> None:
    clock = clock_from("2021-02-04T12:00+02:00")
    first = clock.now()
    assert timedelta() <= first - datetime(2021, 2, 4, 10, tzinfo=UTC) < timedelta(seconds=5)
    until = time.monotonic() + 0.02
    while time.monotonic() < until:
        pass
    assert clock.now() - first >= timedelta(seconds=0.02)


def test_without_it_the_machine_s_clock_holds() -> None:
    assert abs(Clock().now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize("text", ["noon", "2021-02-04", "2021-02-04T12:00", "", "9999-12-31T23:59:59+00:00"])
def test_what_is_no_instant(text: str) -> None:
    with pytest.raises(ConfigurationError, match="expected an instant such as"):
        clock_from(text)
