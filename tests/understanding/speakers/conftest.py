"""What the tests of speakers share: the project's own rules, loaded once."""

from pathlib import Path

import pytest

from mailbot.understanding.context import Context
from mailbot.understanding.organisations.directory import Directory, Organisation
from mailbot.understanding.rules import load_rules
from mailbot.understanding.words.compiling import lexicon
from mailbot.understanding.words.lexicon import Lexicon
from tests.understanding.mails import CALL, DESK

RULES = load_rules(Path(__file__).parents[3] / "rules")
CONTEXT = Context(RULES, DESK, CALL, "en")


@pytest.fixture(scope="session")
def lex() -> Lexicon:
    return lexicon(RULES)


@pytest.fixture(scope="session")
def context() -> Context:
    """What a message is understood with."""
    return CONTEXT


@pytest.fixture
def directory(lex: Lexicon) -> Directory:
    named = (Organisation("Cedar Help Network", 0, 0, "CHN"), Organisation("مركز الأفق للدراسات", 0, 0))
    return Directory(named, lex)
