"""Words that are data: names of kinds, roles, events and the like, from templates/words/LANGUAGE.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Words = Mapping[str, Any]


def load_words(folder: Path, languages: tuple[str, ...]) -> tuple[dict[str, Words], list[str]]:
    """The words of each language, and the faults found: a file that is missing or broken, a key not in every language.

    A fault is one line naming file and key; a language with a broken file is left out.
    """
    found: dict[str, Words] = {}
    faults: list[str] = []
    for language in languages:
        file = folder / "words" / f"{language}.toml"
        try:
            found[language] = tomllib.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            faults.append(f"{file}: found nothing; expected the words of language {language!r}")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(f"{file}: {error}; expected TOML in UTF-8")
    every = {key: language for language, words in found.items() for key in keys(words)}
    for language, words in found.items():
        file = folder / "words" / f"{language}.toml"
        own = dict(keys_and_values(words))
        faults += [f"{file}: {key}: missing; {every[key]}.toml has it" for key in sorted(every.keys() - own.keys())]
        faults += [f"{file}: {key}: expected a text" for key, value in own.items() if not isinstance(value, str)]
    return found, faults


def keys_and_values(words: Words, above: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf with its dotted key."""
    for key, value in words.items():
        if isinstance(value, Mapping):
            yield from keys_and_values(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def keys(words: Words) -> set[str]:
    """Every leaf's dotted key that all languages must have; which plural forms there are is a language's own matter."""
    every = {key for key, _ in keys_and_values(words)}
    return {f"{key.rpartition('.')[0]}.other" if key.startswith("plural.") else key for key in every}


def word(words: Words, group: str, key: str) -> str:
    """A word of a group; a key that the words do not know (a role of another call) stands for itself, readably."""
    found = words.get(group, {}).get(key)
    return found if isinstance(found, str) else key.replace("_", " ")
