"""Which languages letters can be written in: those that have a file of words in the folders of templates."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from mailbot.settings.model import Settings


def languages_without_letters(settings: Settings, folders: Sequence[Path]) -> Iterator[tuple[tuple[str, ...], str]]:
    """(key, what is wrong) of each configured language that no folder has words/LANGUAGE.toml for."""
    known = sorted({file.stem for folder in folders for file in (folder / "words").glob("*.toml")})
    expected = " or ".join(filter(None, (", ".join(known[:-1]), *known[-1:])))
    wanted = [(("desk", "languages", str(place)), code) for place, code in enumerate(settings.desk.languages)]
    wanted += [(("letters", "data_protection", code), code) for code in settings.letters.data_protection]
    for key, code in (*wanted, (("digest", "language"), settings.digest.language)):
        if code not in known:
            yield key, f'{".".join(key)}: found "{code}"; expected {expected}'
