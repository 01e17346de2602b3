"""What is remembered of words goes with them: rules that were loaded anew leave nothing of the old ones behind."""

import gc
import shutil
from pathlib import Path
from weakref import ref

from mailbot.understanding.rules import load_rules
from mailbot.understanding.speakers.values import kinds
from mailbot.understanding.words.compiling import lexicon
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import tokens

RULES = Path(__file__).parents[3] / "rules"


def used(folder: Path) -> "ref[Lexicon]":
    """The lexicon of rules, after it was asked about the same texts."""
    lex = lexicon(load_rules(folder))
    assert kinds("Salma Khoury", lex) == {"name"}
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
