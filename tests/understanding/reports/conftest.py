"""The rules as they are shipped, loaded once."""

from pathlib import Path

import pytest

from mailbot.understanding.organisations.lexicon import Lexicon
from mailbot.understanding.rules import Rules, load_rules

RULES = Path(__file__).parents[3] / "rules"


@pytest.fixture(scope="session")
def rules() -> Rules:
    return load_rules(RULES)


@pytest.fixture(scope="session")
def lexicon(rules: Rules) -> Lexicon:
    return Lexicon(rules)
