"""What the tests of speakers share: the project's own rules, loaded once."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from mailbot.understanding.rules import load_rules
from mailbot.understanding.speakers.directory import Directory, Organisation
from mailbot.understanding.speakers.lexicon import Lexicon, lexicon

RULES = load_rules(Path(__file__).parents[3] / "rules")


@pytest.fixture(scope="session")
def lex() -> Lexicon:
    return lexicon(RULES)


@pytest.fixture(scope="session")
def context() -> SimpleNamespace:
    """As much of understanding's context as finding speakers asks for."""
    return SimpleNamespace(rules=RULES)


@pytest.fixture
def directory(lex: Lexicon) -> Directory:
    named = (Organisation("Cedar Help Network", 0, 0, "CHN"), Organisation("مركز الأفق للدراسات", 0, 0))
    return Directory(named, lex)
