"""A month of mail: the labelled messages, as if they had come in one after the other from 20 January to 26 February."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

from tests.cli.program import CORPUS

FIRST, LAST = date(2021, 1, 20), date(2021, 2, 26)
OPENS = 8  # o'clock, UTC; messages of one day come in 50 minutes apart


def month(folder: Path, names: Sequence[str] = ()) -> dict[date, list[Path]]:
    """Writes the messages (all of the corpus unless named) as DAY/NUMBER.eml, and says which came on which day.

    The server's time of arrival is what tells when a message came in, so that each gets a Received field on top.
    """
    chosen = [CORPUS / f"{name}.eml" for name in names] or sorted(CORPUS.glob("*.eml"))
    days = (LAST - FIRST).days + 1
    found: dict[date, list[Path]] = {}
    for number, file in enumerate(chosen):
        day = FIRST + timedelta(days=number * days // len(chosen))
        came = found.setdefault(day, [])
        at = datetime(day.year, day.month, day.day, OPENS, tzinfo=UTC) + timedelta(minutes=50 * len(came))
        place = folder / day.isoformat() / f"{number:03}.eml"
        place.parent.mkdir(parents=True, exist_ok=True)
        trace = f"Received: from mx.example by mail.example.org; {format_datetime(at)}\r\n"
        place.write_bytes(trace.encode() + file.read_bytes())
        came.append(place)
    return found
