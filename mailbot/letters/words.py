"""Words that are data: names of kinds, roles, events and the like, from templates/words/LANGUAGE.toml."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mailbot.call import Shape

Words = Mapping[str, Any]
SHAPES = tuple(f".{shape}" for shape in Shape)


def load_words(
    folder: Path, languages: tuple[str, ...], base: Path | None = None
) -> tuple[dict[str, Words], list[str]]:
    """The words of each language, and the faults found: a file that is missing or broken, a key not in every language.

    A fault is one line naming file and key; a language with a broken file is left out. base: the folder that this one
    lies over: its words hold where this one has none, and its English ones in a language that it does not have.
    """
    found: dict[str, Words] = {}
    faults: list[str] = []
    under = {} if base is None or base == folder else {language: _read(base, language, []) for language in languages}
    for language in languages:
        noted: list[str] = []
        own = _read(folder, language, noted)
        below = under.get(language)
        if own is None and not (below and not _file(folder, language).exists()):
            faults += noted
        else:
            found[language] = over(below or (english(base) if under else {}), own or {})
    every = {key: language for language, words in found.items() for key in keys(words)}
    for language, words in found.items():
        file = _file(folder, language)
        values = dict(keys_and_values(words))
        faults += [f"{file}: {key}: missing; {every[key]}.toml has it" for key in sorted(every.keys() - values.keys())]
        faults += [f"{file}: {key}: expected a text" for key, value in values.items() if not isinstance(value, str)]
    return found, faults


def missing_words(folder: Path, language: str, base: Path | None) -> list[str]:
    """The keys for which an added language has no word of its own, so that English stands there."""
    if base is None or base == folder or _file(base, language).exists():
        return []
    return sorted(keys(english(base)) - keys(_read(folder, language, []) or {}))


def english(folder: Path | None) -> Words:
    """The words that stand in for those an added language lacks."""
    return (_read(folder, "en", []) if folder is not None else None) or {}


def over(below: Words, above: Words) -> dict[str, Any]:
    """Words with others laid over them, key by key."""
    merged = dict(below)
    for key, value in above.items():
        under = below.get(key)
        both = isinstance(value, Mapping) and isinstance(under, Mapping)
        merged[key] = over(under, value) if both and isinstance(under, Mapping) else value
    return merged


def _file(folder: Path, language: str) -> Path:
    return folder / "words" / f"{language}.toml"


def _read(folder: Path, language: str, faults: list[str]) -> dict[str, Any] | None:
    """The words of one file; None, with the fault noted, where it cannot be read."""
    file = _file(folder, language)
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.append(f"{file}: found nothing; expected the words of language {language!r}")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{file}: {error}; expected TOML in UTF-8")
    return None


def keys_and_values(words: Words, above: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf with its dotted key."""
    for key, value in words.items():
        if isinstance(value, Mapping):
            yield from keys_and_values(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def keys(words: Words) -> set[str]:
    """Every leaf's dotted key that all languages must have.

    Which plural forms there are is a language's own matter, and so is which kinds have texts besides those of their
    shape.
    """
    every = {key for key, _ in keys_and_values(words) if not key.startswith("texts.") or key.endswith(SHAPES)}
    return {f"{key.rpartition('.')[0]}.other" if key.startswith("plural.") else key for key in every}


def word(words: Words, group: str, key: str) -> str:
    """A word of a group; a key that the words do not know (a role of another call) stands for itself, readably."""
    found = words.get(group, {}).get(key)
    return found if isinstance(found, str) else key.replace("_", " ")
