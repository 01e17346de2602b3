"""What is remembered of words goes with them: rules that were loaded anew leave nothing of the old ones behind."""

import gc
import shutil
from pathlib import Path
from weakref import ref

from mailbot.understanding.organisations.finding import find
from mailbot.understanding.rules import load_rules
from mailbot.understanding.speakers.values import kinds
from mailbot.understanding.words.compiling import lexicon
from mailbot.understanding.words.lexicon import Lexicon, keeps
from mailbot.understanding.words.tokens import tokens

RULES = Path(__file__).parents[3] / "rules"


def used(folder: Path) -> "ref[Lexicon]":
    """The lexicon of rules, after it was asked about the same texts."""
    lex = lexicon(load_rules(folder))
    assert kinds("Salma Khoury", lex) == {"name"}
    assert [each.name for each in find("Salma Khoury of Cedar Trust", lex)] == ["Cedar Trust"]
    assert not lex.places.may(tokens("Salma Khoury"))
    return ref(lex)


def test_replaced_words_are_given_back(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "other"]  # both unlike the project's own, which other tests hold on to
    for folder in folders:
        shutil.copytree(RULES, folder)
        with (folder / "speakers.toml").open("a", encoding="utf-8") as file:
            file.write(f"# {folder.name}\n")
    first, second = (used(folder) for folder in folders)
    gc.collect()
    assert (first(), second() is None) == (None, False)


def test_a_reader_is_asked_once_of_the_texts_asked_last(lex: Lexicon) -> None:
    asked: list[str] = []

    @keeps(2)
    def length(text: str, _: Lexicon) -> int:
        asked.append(text)
        return len(text)

    assert [length(text, lex) for text in ("a", "bb", "a", "ccc", "a")] == [1, 2, 1, 3, 1]
    assert asked == ["a", "bb", "ccc", "a"]
