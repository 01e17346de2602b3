"""A worker outlives every fault, waits longer from one to the next, and begins anew after what went well."""

import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from mailbot.daemon import worker as module
from mailbot.daemon.signals import Bell
from mailbot.daemon.worker import Worker
from mailbot.errors import OutOfReach, RegisterBusy, RegisterUnavailable
from mailbot.transport.failures import Dropped, Refused

FAULTS = [
    OutOfReach("x"),
    Dropped("x"),
    Refused("x"),
    RegisterUnavailable("x"),
    RegisterBusy("x"),
    OSError(28, "x"),
    MemoryError(),
]


def at_work(job: Callable[[], None], reached: Callable[[], bool], **more: Any) -> Worker:
    """Runs a worker until something is reached, and ends it."""
    one = Worker("test", job, **more)
    one.start()
    end = time.monotonic() + 10
    while not reached():
        assert time.monotonic() < end, "it was not reached"
        time.sleep(0.01)
    one.stop()
    assert one.join(5)
    return one


@pytest.mark.parametrize("fault", [*FAULTS, ValueError("unforeseen")], ids=lambda fault: type(fault).__name__)
def test_every_fault_is_outlived(fault: Exception) -> None:
    times: list[float] = []

    def job() -> None:
        times.append(time.monotonic())
        if len(times) < 2:
            raise fault

    at_work(job, lambda: len(times) == 2)
    assert times[1] - times[0] >= 0.9, "the first wait is a second"


def test_what_went_well_for_long_is_taken_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STEADY_SECONDS", 0.05)
    times: list[float] = []

    def job() -> None:
        times.append(time.monotonic())
        one.going_well()
        time.sleep(0.06)
        raise Dropped("x")

    one = Worker("test", job)
    one.start()
    end = time.monotonic() + 10
    while len(times) < 4:
        assert time.monotonic() < end
        time.sleep(0.01)
    one.stop()
    assert one.join(5)
    assert times[3] - times[0] < 1


def test_a_bell_ends_waiting_but_no_back_off() -> None:
    done: list[float] = []

    def job() -> None:
        done.append(time.monotonic())
        if len(done) == 1:
            one.bell.ring()
            raise OutOfReach("x")

    one = Worker("test", job)
    one.start()
    end = time.monotonic() + 10
    while len(done) < 2:
        assert time.monotonic() < end
        time.sleep(0.01)
    assert done[1] - done[0] >= 0.9, "the bell ended the back-off"
    one.bell.ring()
    while len(done) < 3:
        assert time.monotonic() < end, "the bell was not heard"
        time.sleep(0.01)
    one.stop()
    assert one.join(5)


def test_ends_at_once_during_a_back_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "delay", lambda _failures: 60.0)
    failing = threading.Event()

    def job() -> None:
        failing.set()
        raise OutOfReach("x")

    one = Worker("test", job)
    one.start()
    assert failing.wait(5)
    one.stop()
    assert one.join(30)


def test_bell() -> None:
    bell = Bell()
    assert not bell.wait(0)
    for _ in range(100_000):
        bell.ring()
    assert bell.wait(None)
    assert not bell.wait(0.001)
    threading.Timer(0.05, bell.ring).start()
    assert bell.wait(5)
    bell.close()


def test_bell_in_a_signal_handler() -> None:
    """Thousands of signals while the main thread waits and silences: none blocks it."""
    bell, heard = Bell(), 0
    before = signal.signal(signal.SIGUSR1, lambda _number, _frame: bell.ring())
    try:
        end = threading.Event()

        def send() -> None:
            for _ in range(2000):
                os.kill(os.getpid(), signal.SIGUSR1)
            end.set()

        threading.Thread(target=send).start()
        while not end.is_set():
            heard += bell.wait(1)
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert heard or bell.wait(1)
