"""No letter to any machine of machines/*.txt, as they write and with their plainest marks lost; one to all of people/*.

The tables are written after the habits of real systems from the 1990s on; their words and addresses are made up. Those
of bare_*.txt hold what gateways leave of such mail: sender, subject and words.
"""

from collections.abc import Iterator

import pytest

from mailbot.message.parse import parse
from mailbot.understanding.model import Verdict
from mailbot.understanding.screening import NO_SIGN
from mailbot.understanding.understand import understand
from tests.understanding.mails import CALL, DESK, rules
from tests.understanding.tables import blocks

MACHINES, PEOPLE = dict(blocks("machines")), dict(blocks("people"))
# Archives and gateways take these off; whoever is known by nothing else cannot be known without them.
LOST = ((b"return-path",), (b"auto-submitted",), (b"return-path", b"auto-submitted"))
KNOWN_BY_THEM_ALONE = frozenset(
    {"absences: RFC 3834 with a comment", "lists: apache list through an archive, path kept"}
)


def verdict(raw: bytes) -> Verdict:
    return understand(parse(raw), rules(), DESK, CALL)


def without(raw: bytes, fields: tuple[bytes, ...]) -> bytes:
    """A message without some fields of its header."""
    head, _, body = raw.partition(b"\n\n")
    kept = [line for line in head.split(b"\n") if line.partition(b":")[0].lower() not in fields]
    return b"\n".join(kept) + b"\n\n" + body


def reduced() -> Iterator[tuple[str, bytes]]:
    """Every machine's message without some of its marks, where it has them."""
    for name, raw in MACHINES.items():
        for fields in LOST:
            left = without(raw, fields)
            if left != raw and name not in KNOWN_BY_THEM_ALONE:
                yield f"{name}, without {b' and '.join(fields).decode()}", left


REDUCED = dict(reduced())


def test_the_tables_are_as_long_as_they_are_said_to_be() -> None:
    assert (len(MACHINES) >= 500, len(REDUCED) >= 150, len(PEOPLE) >= 170) == (True, True, True)


@pytest.mark.parametrize("name", MACHINES)
def test_no_machine_is_answered(name: str) -> None:
    found = verdict(MACHINES[name])
    assert not found.screening.answer, found.why


@pytest.mark.parametrize("name", REDUCED)
def test_no_machine_is_answered_that_lost_its_plainest_marks(name: str) -> None:
    found = verdict(REDUCED[name])
    assert not found.screening.answer, found.why


@pytest.mark.parametrize("name", PEOPLE)
def test_all_people_are_answered(name: str) -> None:
    found = verdict(PEOPLE[name])
    assert (found.screening.answer, found.screening.reason) == (True, NO_SIGN), found.screening.proof
