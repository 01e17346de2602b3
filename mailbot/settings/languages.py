"""Languages in the settings: those that letters can be written in, and who reads which."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from mailbot.settings.model import Settings


def languages_without_letters(settings: Settings, folders: Sequence[Path]) -> Iterator[tuple[tuple[str, ...], str]]:
    """(key, what is wrong) of each configured language that no folder has words/LANGUAGE.toml for."""
    known = sorted({file.stem for folder in folders for file in (folder / "words").glob("*.toml")})
    expected = " or ".join(filter(None, (", ".join(known[:-1]), *known[-1:])))
    wanted: list[tuple[tuple[str, ...], str]]
    wanted = [(("desk", "languages", str(place)), code) for place, code in enumerate(settings.desk.languages)]
    wanted += [(("desk", "names", code), code) for code in settings.desk.names]
    wanted += [(("letters", "data_protection", code), code) for code in settings.letters.data_protection]
    wanted.append((("digest", "language"), settings.digest.language))
    wanted += [(("digest", "languages", address), code) for address, code in settings.digest.languages.items()]
    for key, code in wanted:
        if code not in known:
            yield key, f'{".".join(key)}: found "{code}"; expected {expected}'


def readers_of_nothing(settings: Settings) -> Iterator[tuple[tuple[str, ...], str]]:
    """(key, what is wrong) of each address whose language is given, and to which no digest, warning or alarm goes."""
    told = dict.fromkeys((*settings.desk.organisers, *settings.alarms.to))
    known = {address.lower() for address in told}
    for address in settings.digest.languages:
        if address.lower() not in known:
            yield (
                ("digest", "languages", address),
                f'digest.languages: found "{address}"; '
                f"expected one of desk.organisers or alarms.to ({', '.join(told)})",
            )
