"""Fits what signs count for the kinds: logistic regression that stays near the weights written by hand.

Every message is also fitted with some of its acts and topics left out at random: the next sender will use words that no
rule knows yet, and a decision must not hang on one phrase. One thread and a fixed order: fitting twice gives the same
figures.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mailbot.understanding.intents import Intent
from mailbot.understanding.kinds import OTHERS, values
from mailbot.understanding.readings import Said
from mailbot.understanding.rules import RuleFile
from mailbot.understanding.signs import Sign, of_balance, of_intents
from mailbot.understanding.terms import Terms
from tests.fitting.desk import CALL

COPIES = 8  # of each message, thinned
ACT_LOST, TOPIC_LOST, PERSON_LOST = 0.5, 0.15, 0.2  # shares of what is left out of a copy
WHOLE = 2.0  # weight of a message as it is, a copy having 1
NEAR = 0.001  # how strongly the weights are drawn to those written by hand
ROUNDS, STEP, MOMENTUM = 700, 0.2, 0.9
LEAST = 0.05  # smaller weights are left out of the file
BIAS = "bias"
Numbers = NDArray[np.float64]


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
    terms: Terms,
) -> list[Example]:
    """A message and its thinned copies. ident: seeds what is left out. rest: signs that are not of sentences."""
    chance = random.Random(ident)
    again = weights.weight("again", 0.25)

    def amounts(said: Sequence[Intent], others: Sequence[Sign]) -> dict[str, float]:
        return values((*of_intents(said, weights, answers), *others, *of_balance(said, others, terms)), again)

    found = [Example(amounts(intents, rest), kinds, other, WHOLE)]
    for _ in range(COPIES):
        thin = [_thinned(intent, chance, terms) for intent in intents]
        left = [sign for sign in rest if not (sign.name.startswith("person") and chance.random() < PERSON_LOST)]
        found.append(Example(amounts(thin, left), kinds, other, 1.0))
    return found


def _thinned(intent: Intent, chance: random.Random, terms: Terms) -> Intent:
    acts = frozenset(act for act in sorted(intent.acts) if chance.random() > ACT_LOST)
    topics = frozenset(topic for topic in sorted(intent.topics) if chance.random() > TOPIC_LOST)
    return replace(intent, acts=acts, topics=topics, does=terms.read(Said(acts, topics)))


def fit(found: Sequence[Example], hand: Mapping[str, float]) -> dict[str, float]:
    """Weights by "kind.sign" for every kind. hand: weights to stay near, 0 where none is given.

    Report and speaker are fitted each by itself on all examples; the other kinds against each other on theirs.
    """
    by_hand = {name.partition(".")[2] for name in hand} - {BIAS}  # kept as they are where no mail shows them
    names = [*sorted({name for example in found for name in example.amounts} | by_hand), BIAS]
    place = {name: index for index, name in enumerate(names)}
    shown = np.zeros((len(found), len(names)))
    for row, example in enumerate(found):
        shown[row, place[BIAS]] = 1.0
        for name, amount in example.amounts.items():
            shown[row, place[name]] = amount
    weights = np.array([example.weight for example in found])
    fitted: dict[str, float] = {}
    for kind in CALL.kinds:
        targets = np.array([[float(kind in example.kinds)] for example in found])
        _keep(fitted, (kind,), names, descend(shown, targets, weights, _start((kind,), names, hand)))
    chosen = [row for row, example in enumerate(found) if example.other in OTHERS]
    if chosen:
        targets = np.array([[float(kind == found[row].other) for kind in OTHERS] for row in chosen])
        _keep(fitted, OTHERS, names, descend(shown[chosen], targets, weights[chosen], _start(OTHERS, names, hand)))
    return fitted


def _start(kinds: Iterable[str], names: Iterable[str], hand: Mapping[str, float]) -> Numbers:
    kinds = tuple(kinds)
    return np.array([[hand.get(f"{kind}.{name}", 0.0) for kind in kinds] for name in names])


def likely(sums: Numbers) -> Numbers:
    """Chances of sums of weights: of one thing or not (one column), of one among several (more columns)."""
    if sums.shape[1] == 1:
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(sums, -30.0, 30.0))))
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def descend(
    shown: Numbers,
    targets: Numbers,
    weights: Numbers,
    start: Numbers,
    *,
    near: float = NEAR,
    rounds: int = ROUNDS,
    step: float = STEP,
) -> Numbers:
    """Gradient descent with momentum; `near` draws the weights to where they start."""
    share = (weights / weights.sum())[:, None]
    now, speed = start.copy(), np.zeros_like(start)
    for _ in range(rounds):
        slope = shown.T @ ((likely(shown @ now) - targets) * share) + near * (now - start)
        speed = MOMENTUM * speed - step * slope
        now = now + speed
    return now


def _keep(fitted: dict[str, float], kinds: Iterable[str], names: Sequence[str], weights: Numbers) -> None:
    for column, kind in enumerate(kinds):
        for row, name in enumerate(names):
            if abs(weights[row, column]) >= LEAST:
                fitted[f"{kind}.{name}"] = round(float(weights[row, column]), 2)
