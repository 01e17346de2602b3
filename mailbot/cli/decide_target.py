"""Whom `mailbot decide` is asked about: a reference of the command line, and what belongs to it."""

from collections.abc import Iterable
from typing import TypeVar

from mailbot.errors import MailbotError
from mailbot.intake.decision import Case, Undecided, target_of
from mailbot.intake.told import Acceptance, Target

Entry = TypeVar("Entry", Case, Undecided, Acceptance)


def target_named(who: str) -> Target:
    """S-0012 or S-0012.2 as a target. Raises MailbotError for anything else."""
    target = target_of(who)
    if target is None:
        raise MailbotError(f"{who!r} is no reference; expected one such as S-0012, or S-0012.2 for its second person")
    return target


def those_about(entries: Iterable[Entry], target: Target | None) -> list[Entry]:
    """Those about one target, or all. A target without a place is about everybody in its submission. Pure."""
    return [one for one in entries if target is None or _about(target, one.target)]


def _about(asked: Target, target: Target) -> bool:
    return asked.reference == target.reference and asked.place in (None, target.place)
