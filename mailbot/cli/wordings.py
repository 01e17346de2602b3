"""Reasons in words at the terminal: in the organisers' language, or in English where no configuration is asked for."""

import tomllib
from functools import cache

from mailbot.letters.wording import worded
from mailbot.letters.words import Words
from mailbot.settings.load import Configuration
from mailbot.settings.paths import defaults_folder


def words_of(configuration: Configuration) -> Words:
    """The words of the organisers' language. Raises ConfigurationError where its file cannot be read."""
    from mailbot.errors import ConfigurationError
    from mailbot.letters.words import load_words

    language = configuration.settings.digest.language
    folder, base = configuration.folders("templates")
    words, faults = load_words(folder, (language,), base)
    if language not in words:
        raise ConfigurationError(faults)
    return words[language]


def in_english(kept: str) -> str:
    """A reason in English."""
    return worded(kept, _english())


@cache
def _english() -> Words:
    return tomllib.loads((defaults_folder() / "templates" / "words" / "en.toml").read_text("utf-8"))
