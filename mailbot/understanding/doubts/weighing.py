"""Weighs doubts: how likely it is that something in a message was read wrong, and what a person should look at."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from mailbot.understanding.model import Doubt
from mailbot.understanding.rules import RuleFile

FILE = "doubts"
LOOK = 0.5  # of the heaviest field's weight, from which another field is named as well
# What each field's doubts say to a person: a key of mailbot.reasons.
REASONS = {
    "kind": "unclear",
    "person": "only_mentioned",
    "name": "name_unsure",
    "title": "title_unsure",
    "house": "organisation_unsure",
    "role": "roles_unsure",
    "submitter": "submitter_unsure",
    "document": "document_unsure",
}
# Doubts that are told in words of their own.
OWN = {
    "person.others": "others_named",
    "title.untied": "title_untied",
    "title.unread": "title_missing",
    "house.none": "organisation_missing",
    "role.untied": "roles_untied",
    "submitter.none": "submitter_missing",
}


@dataclass(frozen=True, slots=True)
class Doubted:
    """How likely something was read wrong, 0 to 1, and whether a person should look; why, the heaviest reason first.

    doubts: each with its weight, the heaviest first.
    """

    chance: float = 0.0
    flagged: bool = False
    reasons: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def weighed(doubts: Mapping[str, float], weights: RuleFile) -> Doubted:
    """Adds up what the doubts weigh (rules/doubts.toml): a logarithm of odds. Pure."""
    parts = {name: weights.weight(name) * amount for name, amount in doubts.items()}
    total = weights.weight("bias") + sum(parts.values())
    chance = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
    fields: dict[str, dict[str, float]] = {}
    for name, weight in parts.items():
        if weight > 0:
            fields.setdefault(name.partition(".")[0], {})[name] = weight
    sums = {field: sum(of.values()) for field, of in fields.items()}
    heaviest = max(sums.values(), default=0.0)
    told = [field for field in sorted(sums, key=lambda field: (-sums[field], field)) if sums[field] >= LOOK * heaviest]
    reasons = tuple(dict.fromkeys(_reason(field, fields[field]) for field in told))
    listed = (Doubt(name, amount, round(parts[name], 2)) for name, amount in doubts.items())
    return Doubted(
        chance,
        chance >= weights.weight("look", 0.5),
        reasons,
        tuple(sorted(listed, key=lambda doubt: (-doubt.weight, doubt.name))),
    )


def _reason(field: str, of: Mapping[str, float]) -> str:
    """What is told of one field: the words of its heaviest doubt where that has some, else those of the field."""
    worst = max(sorted(of), key=lambda name: of[name])
    return OWN.get(worst, REASONS[field])
