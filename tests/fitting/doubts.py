"""Fits what doubts weigh (rules/doubts.toml): how likely a message was read wrong, by what makes it doubtful.

On mail that the rules were written from, nearly everything is right, and for strangers' mail nothing could be learned.
So every message is read several times by rules of which a part is left out at random: then the program is as often
wrong as it is with senders whose words no rule knows, and in the same ways. The weights are those of a logistic
regression, none below zero: a doubt never makes anything surer.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mailbot.cli.verdict_json import verdict_json
from mailbot.evaluation.labels import Label
from mailbot.evaluation.score import score
from mailbot.message.model import Message
from mailbot.understanding.group import Group, Rule
from mailbot.understanding.rules import RuleFile, Rules
from mailbot.understanding.understand import understand
from tests.fitting.desk import CALL, DESK
from tests.fitting.weights import BIAS, Numbers, likely

LEFT_OUT = (0.10, 0.10, 0.10, 0.15)  # share of words and patterns that each reading does without
KNOWN_FROM = 6  # shorter lists of words are wholes, such as the names of the roles
THINNED = frozenset(
    (
        "documents",
        "given_names_arabic",
        "given_names_latin",
        "intents",
        "labels",
        "names",
        "organisations",
        "places",
        "reports",
        "roles",
        "speakers",
        "titles",
    )
)
BY_HAND = 0.4  # what a doubt weighs where no mail shows it and hand.toml says nothing
NEAR = 8.0  # how strongly weights are drawn to those given by hand
ROUNDS = 3000
KINDS_WRONG = 2.0  # weight of a message whose kind was read wrong, others having 1


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One message as it was read once: its doubts, and whether anything was read wrong."""

    ident: str
    doubts: Mapping[str, float]
    wrong: bool
    weight: float = 1.0


def thinned(rules: Rules, share: float, seed: str) -> Rules:
    """The same rules without a share of their words and patterns, left out at random."""
    chance = random.Random(seed)

    def rule(whole: Rule) -> Rule:
        left = tuple(each for each in whole.expressions if chance.random() > share)
        return replace(whole, expressions=left or whole.expressions[:1])

    def file(whole: RuleFile) -> RuleFile:
        words = {
            name: tuple(word for word in listed if len(listed) < KNOWN_FROM or chance.random() > share)
            for name, listed in whole.words.items()
        }
        left = tuple(rule(each) for each in whole.rules)
        groups: dict[str, list[Rule]] = {}
        for each in left:
            groups.setdefault(each.group, []).append(each)
        parts = {name: Group(tuple(of)) for name, of in groups.items()}
        return replace(whole, words=words, rules=left, groups=parts, whole=Group(left), _folded={}, _weighed={})

    return Rules({name: file(each) if name in THINNED else each for name, each in rules.files.items()})


def readings(mail: Sequence[tuple[Label, Message]], rules: Rules) -> Iterator[Doubtful]:
    """Every message, read once by rules."""
    for label, message in mail:
        verdict = understand(message, rules, DESK, CALL)
        told = {**verdict_json("", message, verdict), "needs_review": False}
        result = score([label], {label["id"]: told}, CALL.kinds)
        kinds = result.kinds.hits and result.other.hits == result.other.of
        weight = 1.0 if kinds else KINDS_WRONG
        if verdict.doubts:
            amounts = {doubt.name: doubt.amount for doubt in verdict.doubts}
            yield Doubtful(label["id"], amounts, not result.trusted.hits, weight)


def learned(mail: Sequence[tuple[Label, Message]], rules: Rules) -> list[Doubtful]:
    """Every message, read by several thinnings of the rules."""
    return [
        found
        for number, share in enumerate(LEFT_OUT)
        for found in readings(mail, thinned(rules, share, f"thinned {number}"))
    ]


def fit(found: Sequence[Doubtful], hand: Mapping[str, float]) -> dict[str, float]:
    """The weight of each doubt and of the bias: projected gradient descent with momentum, in one fixed order.

    hand: weights by hand that differ from BY_HAND.
    """
    names = [BIAS, *sorted({name for each in found for name in each.doubts} | set(hand))]
    shown = np.array([[1.0, *(each.doubts.get(name, 0.0) for name in names[1:])] for each in found])
    wrong = np.array([float(each.wrong) for each in found])
    counts = np.array([each.weight for each in found])
    start = np.array([0.0, *(hand.get(name, BY_HAND) for name in names[1:])])
    weights = _descend(shown, wrong, counts, start)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def _descend(shown: Numbers, wrong: Numbers, counts: Numbers, start: Numbers) -> Numbers:
    least, drawn = np.zeros(shown.shape[1]), np.full(shown.shape[1], NEAR)
    least[0], drawn[0] = -np.inf, 0.0  # the bias is free
    steep = np.linalg.norm(shown * np.sqrt(counts)[:, None], 2) ** 2 / 4 + NEAR
    now = ahead = start
    pace = 1.0
    for _ in range(ROUNDS):
        chance = likely((shown @ ahead)[:, None])[:, 0]
        slope = shown.T @ (counts * (chance - wrong)) + drawn * (ahead - start)
        then = np.maximum(least, ahead - slope / steep)
        faster = (1.0 + np.sqrt(1.0 + 4.0 * pace * pace)) / 2.0
        ahead = then + (pace - 1.0) / faster * (then - now)
        now, pace = then, faster
    return np.asarray(now)
