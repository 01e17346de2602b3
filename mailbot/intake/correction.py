"""What a letter tells of something an organiser changed by hand: values that orders carry."""

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What an organiser did."""

    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    MERGED = "merged"
    REFILED = "refiled"  # a message was understood wrongly, and filed anew


@dataclass(frozen=True, slots=True)
class Changed:
    """One value before and after. what: name, title, affiliation, roles, heading, organisations, links, standing.

    person: whose value it is, where there are several; "" else. Lists keep their parts; roles and standing are keys.
    """

    what: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    person: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What an organiser did to submissions. gone: references that hold no more; into: the one they became part of."""

    act: Act
    changed: tuple[Changed, ...] = ()
    gone: tuple[str, ...] = ()
    into: str = ""
