"""Alarms in the register: open until they end, each cause's last letter known, failed messages told once."""

from mailbot.intake.alarm import Cause
from mailbot.register.alarms import OpenAlarm
from mailbot.register.store import Store
from tests.register.samples import AT, HOUR, arrival


def test_open_until_ended(store: Store) -> None:
    with store.writing() as register:
        first = register.begin_alarm(Cause.MAILBOX, AT, "no answer in time")
        second = register.begin_alarm(Cause.DISK, AT - HOUR, "12 MB")
        register.alarm_told(first, AT + HOUR)
        assert register.open_alarms() == (
            OpenAlarm(second, Cause.DISK, AT - HOUR, "12 MB", None),
            OpenAlarm(first, Cause.MAILBOX, AT, "no answer in time", AT + HOUR),
        )
        assert register.alarms_told() == {Cause.MAILBOX: AT + HOUR}
        register.end_alarm(first, AT + 2 * HOUR)
        assert [alarm.cause for alarm in register.open_alarms()] == [Cause.DISK]
        assert register.alarms_told() == {Cause.MAILBOX: AT + HOUR}
        assert (register.told_up_to(Cause.MAILBOX), register.told_up_to(Cause.DISK)) == (AT + 2 * HOUR, None)


def test_messages_that_failed_since(store: Store) -> None:
    with store.writing() as register:
        numbers = [register.keep(arrival(name), AT)[0] for name in ("one", "two", "three", "four")]
        for hours, number in enumerate(numbers[:3]):
            register.fail(number, f"error {number}", AT + hours * HOUR, "mailbot")
        register.retry(numbers[0], AT, "somebody")
        register.quarantine(numbers[2], "ends the process", AT + 3 * HOUR, "mailbot")
        told = [(AT + HOUR, numbers[1], f"error {numbers[1]}"), (AT + 3 * HOUR, numbers[2], "ends the process")]
        assert list(register.set_apart_since(None)) == told
        assert list(register.set_apart_since(AT + HOUR)) == told[1:]
        assert register.set_apart_since(AT + 3 * HOUR) == ()
