"""`mailbot decide --send`: the letters of what is prepared are shown, asked about, and queued or set for a time."""

from collections.abc import Iterable
from datetime import datetime

from mailbot.cli import wiring
from mailbot.cli.decide_page import print_prepared
from mailbot.cli.decide_target import those_about
from mailbot.cli.person import confirmed
from mailbot.daemon.deciding import queue_decisions
from mailbot.errors import MailbotError
from mailbot.intake.decision import Case
from mailbot.intake.told import Target
from mailbot.register.store import Store
from mailbot.settings.load import Configuration


def send_prepared(
    store: Store,
    configuration: Configuration,
    target: Target | None,
    when: datetime | None,
    now: datetime,
    person: str,
    reason: str,
    yes: bool,
) -> None:
    """Shows what goes out, asks, and queues it, or sets it for `when`. Raises MailbotError where nothing can go out."""
    desk = configuration.desk()
    with store.reading() as register:
        cases = _waiting(register.prepared(desk), target)
    if not cases:
        print("No decision is prepared.")
        return
    print_prepared(cases, desk.timezone)
    good = [case for case in cases if not case.fault]
    if not good:
        raise MailbotError("none of these letters can go out")
    letters = f"{len(good)} letter{'s' if len(good) > 1 else ''}"
    question = f"Send {letters} now?" if when is None else f"Send {letters} at {when:%Y-%m-%d %H:%M %Z}?"
    if not confirmed(question, yes):
        print("Nothing was changed.")
        return
    press = wiring.press(configuration)
    shown = {case.decision.id for case in good}
    with store.writing() as register:
        # What was changed while the question stood is not what was shown.
        still = [case for case in register.prepared(desk) if case.decision.id in shown and not case.fault]
        if when is None:
            done = len(queue_decisions(register, still, press, now, person, reason))
        else:
            register.schedule(still, when, now, person, reason)
            done = len(still)
    held = "; letters.mode is hold: they wait in the outbox" if configuration.settings.letters.mode != "send" else ""
    print(f"{done} queued{held}." if when is None else f"{done} set for {when:%Y-%m-%d %H:%M %Z}{held}.")
    if done < len(shown):
        print(f"{len(shown) - done} were changed meanwhile and wait: mailbot decide")


def _waiting(cases: Iterable[Case], target: Target | None) -> list[Case]:
    """Those that --send is about: what was set for a time keeps its time, unless it is named."""
    return [case for case in those_about(cases, target) if target is not None or case.decision.send_at is None]
