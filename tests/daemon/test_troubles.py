"""A message on which the connection breaks again and again is left aside for a while."""

from datetime import UTC, datetime, timedelta

from mailbot.daemon.troubles import ASIDE, TOO_OFTEN, Troubles

NOW = datetime(2021, 2, 4, 10, tzinfo=UTC)


def test_aside_after_too_many_breaks_and_only_for_a_while() -> None:
    troubles, place = Troubles(), ("INBOX", 7)
    avoided = []
    for _ in range(TOO_OFTEN):
        avoided.append(troubles.avoided(place, NOW))
        troubles.broke(place, NOW)
    assert avoided == [False] * TOO_OFTEN
    later = NOW + ASIDE
    assert [troubles.avoided(place, at) for at in (NOW, later - timedelta(seconds=1), later)] == [True, True, False]
    assert not troubles.avoided(("INBOX", 8), NOW)
    assert not troubles.avoided(place, NOW - ASIDE), "a clock that was set back keeps nothing aside"
