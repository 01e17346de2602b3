"""Fits the weights of kinds.toml to labelled mail: logistic regression that stays near the weights written by hand.

Every message is also fitted with some of its acts and topics left out at random: the next sender will use words that no
rule knows yet, and a decision must not hang on one phrase. Plain arithmetic in a fixed order: fitting twice gives the
same figures.
"""

import math
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mailbot.understanding.intents import Intent
from mailbot.understanding.kinds import OTHERS, SUBMITTED, values
from mailbot.understanding.readings import Said, readings
from mailbot.understanding.rules import RuleFile
from mailbot.understanding.signs import Sign, of_intents

COPIES = 8  # of each message, thinned
ACT_LOST, TOPIC_LOST, PERSON_LOST = 0.45, 0.15, 0.15  # shares of what is left out of a copy
WHOLE = 2.0  # weight of a message as it is, a copy having 1
NEAR = 0.001  # how strongly the weights are drawn to those written by hand
ROUNDS, STEP, MOMENTUM = 700, 0.2, 0.9
LEAST = 0.05  # smaller weights are left out of the file
BIAS = "bias"


@dataclass(frozen=True, slots=True)
class Example:
    """How much of each sign one message (or a thinned copy) shows, and what it is."""

    amounts: Mapping[str, float]
    kinds: tuple[str, ...]
    other: str | None
    weight: float


def examples(
    ident: str,
    intents: Sequence[Intent],
    rest: Sequence[Sign],
    answers: bool,
    kinds: tuple[str, ...],
    other: str | None,
    weights: RuleFile,
) -> list[Example]:
    """A message and its thinned copies. ident: seeds what is left out. rest: signs that are not of sentences."""
    chance = random.Random(ident)  # noqa: S311 - no secret: the same copies every time
    again = weights.weight("again", 0.25)
    whole = values((*of_intents(intents, weights, answers), *rest), again)
    found = [Example(whole, kinds, other, WHOLE)]
    for _ in range(COPIES):
        thin = [_thinned(intent, chance) for intent in intents]
        left = [sign for sign in rest if not (sign.name.startswith("person") and chance.random() < PERSON_LOST)]
        found.append(Example(values((*of_intents(thin, weights, answers), *left), again), kinds, other, 1.0))
    return found


def _thinned(intent: Intent, chance: random.Random) -> Intent:
    acts = frozenset(act for act in sorted(intent.acts) if chance.random() > ACT_LOST)
    topics = frozenset(topic for topic in sorted(intent.topics) if chance.random() > TOPIC_LOST)
    return replace(intent, acts=acts, topics=topics, does=readings(Said(acts, topics)))


def fit(found: Sequence[Example], hand: Mapping[str, float]) -> dict[str, float]:
    """Weights by "kind.sign" for every kind. hand: weights to stay near, 0 where none is given.

    Report and speaker are fitted each by itself on all examples; the other kinds against each other on theirs.
    """
    names = sorted({name for example in found for name in example.amounts})
    place = {name: index for index, name in enumerate([*names, BIAS])}
    fitted: dict[str, float] = {}
    for kind in SUBMITTED:
        start = [[hand.get(f"{kind}.{name}", 0.0) for name in place]]
        rows = [_row(example, place, (float(kind in example.kinds),)) for example in found]
        _keep(fitted, (kind,), place, _descend(rows, start, _one))
    rows = [
        _row(example, place, tuple(float(kind == example.other) for kind in OTHERS))
        for example in found
        if example.other in OTHERS
    ]
    start = [[hand.get(f"{kind}.{name}", 0.0) for name in place] for kind in OTHERS]
    _keep(fitted, OTHERS, place, _descend(rows, start, _all))
    return fitted


Row = tuple[tuple[tuple[int, float], ...], tuple[float, ...], float]  # (place, amount)s, targets, weight
Chances = Callable[[Sequence[float]], list[float]]


def _row(example: Example, place: Mapping[str, int], targets: tuple[float, ...]) -> Row:
    shown = tuple((place[name], amount) for name, amount in sorted(example.amounts.items()))
    return (*shown, (place[BIAS], 1.0)), targets, example.weight


def _one(sums: Sequence[float]) -> list[float]:
    return [1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, sums[0]))))]


def _all(sums: Sequence[float]) -> list[float]:
    most = max(sums)
    powers = [math.exp(each - most) for each in sums]
    total = sum(powers)
    return [power / total for power in powers]


def _descend(rows: Sequence[Row], start: Sequence[Sequence[float]], chances: Chances) -> list[list[float]]:
    """Gradient descent with momentum from the weights written by hand."""
    weights = [list(line) for line in start]
    speed = [[0.0] * len(line) for line in start]
    total = sum(weight for _, _, weight in rows) or 1.0
    for _ in range(ROUNDS):
        slope = [
            [NEAR * (now - was) for now, was in zip(line, first, strict=True)]
            for line, first in zip(weights, start, strict=True)
        ]
        for shown, targets, weight in rows:
            sums = [sum(line[index] * amount for index, amount in shown) for line in weights]
            for line, chance, target in zip(slope, chances(sums), targets, strict=True):
                error = (chance - target) * weight / total
                for index, amount in shown:
                    line[index] += error * amount
        for line, fast, steep in zip(weights, speed, slope, strict=True):
            for index, each in enumerate(steep):
                fast[index] = MOMENTUM * fast[index] - STEP * each
                line[index] += fast[index]
    return weights


def _keep(
    fitted: dict[str, float], kinds: Iterable[str], place: Mapping[str, int], weights: Sequence[Sequence[float]]
) -> None:
    for kind, line in zip(kinds, weights, strict=True):
        for name, index in place.items():
            if abs(line[index]) >= LEAST:
                fitted[f"{kind}.{name}"] = round(line[index], 2)
