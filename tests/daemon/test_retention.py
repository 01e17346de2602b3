"""From when on something has been kept long enough."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from mailbot.daemon.office import Retention

BEIRUT = ZoneInfo("Asia/Beirut")
NOW = datetime(2021, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("retention", "before"),
    [
        (Retention(), None),
        (Retention(days=30), datetime(2021, 1, 30, 12, tzinfo=UTC)),
        (Retention(until=date(2021, 3, 1)), None),  # that day has not ended in Beirut
        (Retention(until=date(2021, 2, 28)), datetime(2021, 2, 28, 22, tzinfo=UTC)),
        (Retention(until=date(2020, 6, 1)), datetime(2020, 6, 1, 21, tzinfo=UTC)),
    ],
)
def test_before(retention: Retention, before: datetime | None) -> None:
    assert retention.before(NOW, BEIRUT) == before
