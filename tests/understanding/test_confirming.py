"""What replies to an acceptance say: who comes, who does not, and what a person must read."""

from pathlib import Path

import pytest

from mailbot.message.model import Envelope, Message, Zones
from mailbot.understanding.confirming import Reply, reply_of, settled
from mailbot.understanding.rules import Rules, load_rules

ROWS = Path(__file__).with_name("confirmations.txt")


def rows() -> list[tuple[str, str]]:
    """(what it says, text) of each line: a word, a bar, the text, in which \\n begins a line."""
    lines = (line.partition(" | ") for line in ROWS.read_text("utf-8").splitlines() if line and line[0] != "#")
    return [(said, text.replace("\\n", "\n")) for said, _, text in lines]


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """The one file of rules that is asked."""
    folder = tmp_path_factory.mktemp("rules")
    file = Path(__file__).parents[2] / "rules" / "confirmations.toml"
    (folder / file.name).write_bytes(file.read_bytes())
    return load_rules(folder)


@pytest.mark.parametrize(("said", "text"), rows())
def test_what_a_reply_says(rules: Rules, said: str, text: str) -> None:
    assert reply_of(Message(Envelope(), Zones(body=text)), rules).value == said


def test_quoted_words_and_signatures_say_nothing(rules: Rules) -> None:
    zones = Zones(body="Thank you.", quoted="I confirm my participation.", signature="Confirmed")
    assert reply_of(Message(Envelope(), zones), rules) is Reply.NOTHING


SEVERAL = [
    ((), Reply.NOTHING),
    ((Reply.NOTHING, Reply.CONFIRMS), Reply.CONFIRMS),
    ((Reply.LIKELY, Reply.CONFIRMS), Reply.CONFIRMS),
    ((Reply.LIKELY,), Reply.UNCLEAR),
    ((Reply.CONFIRMS, Reply.CANCELS), Reply.UNCLEAR),
    ((Reply.CANCELS, Reply.UNCLEAR), Reply.UNCLEAR),
]


@pytest.mark.parametrize(("replies", "whole"), SEVERAL)
def test_several_sentences(replies: tuple[Reply, ...], whole: Reply) -> None:
    assert settled(replies) is whole
