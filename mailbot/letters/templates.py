"""Loads templates/: a folder a letter, a file a language; each is rendered twice, as text and as HTML.

A letter's template says what it says once; the words "paragraph", "heading", "facts" ... come from layout/text.j2 or
layout/html.j2, so that both forms of a letter say the same. Templates are sandboxed, an unknown name in one is an
error, HTML escapes by itself, and what senders wrote is data: `{{ }}` in a name stays text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from mailbot.errors import ConfigurationError
from mailbot.letters.bytecode import Bytecode
from mailbot.letters.filters import filters
from mailbot.letters.sandbox import MADE, Made, Sandbox
from mailbot.letters.words import Words, load_words

SHARED = ("layout", "words")  # folders of templates/ that are no letters
FORMS = ("text", "html")


@dataclass(frozen=True, slots=True)
class Templates:
    """All letters, ready to render. environments: by form; they keep what they have compiled.

    folders: where templates are looked for, the first that has one gives it. written: (letter, language) of every one.
    """

    folders: tuple[Path, ...]
    words: Mapping[str, Words]
    environments: Mapping[str, Environment]
    written: frozenset[tuple[str, str]]

    @property
    def folder(self) -> Path:
        """The folder that organisers change."""
        return self.folders[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages letters can be written in."""
        return tuple(self.words)

    def has(self, letter: str, language: str) -> bool:
        """Whether there is such a letter in a language."""
        return (letter, language) in self.written

    def speaking(self, letter: str, languages: Sequence[str]) -> tuple[str, ...]:
        """Those of some languages in which there is a letter; where there is none, the first that has it."""
        able = tuple(language for language in self.languages if self.has(letter, language))
        return tuple(language for language in languages if language in able) or able[:1]

    def section(self, letter: str, language: str, form: str, values: Mapping[str, Any]) -> tuple[str, str]:
        """A letter's own words in one language and form: (subject, body). The subject is only good in text."""
        template = self.environments[form].get_template(f"{letter}/{language}.j2")
        made = Made()
        module = template.make_module({**values, "form": f"layout/{form}.j2", MADE: made})
        subject, body = str(module.subject), str(module)  # type: ignore[attr-defined]
        made.take_apart()
        return subject, body

    def page(self, form: str, values: Mapping[str, Any]) -> str:
        """A whole letter from its sections."""
        suffix = "txt" if form == "text" else "html"
        return self.environments[form].get_template(f"layout/page.{suffix}.j2").render(values)


def load_templates(folder: Path, languages: tuple[str, ...], base: Path | None = None) -> Templates:
    """The templates of a folder. Raises ConfigurationError with every fault of words, names and syntax.

    base: the folder that this one may lie over: what this one does not have is taken from there. A language that only
    this one has may lack letters; they are then written in another language, and check_templates names them.
    """
    words, faults = load_words(folder, languages, base)
    folders = (folder,) if base is None or base == folder else (folder, base)
    environments = {form: _environment(folders, form) for form in FORMS}
    templates = Templates(folders, words, environments, _written(folders))
    if len(folders) == 1:
        faults += not_written(templates)
    faults += _syntax(templates)
    if faults:
        raise ConfigurationError(faults)
    return templates


def not_written(templates: Templates) -> list[str]:
    """One line for each letter that a language lacks."""
    return [
        f"{templates.folder / name / language}.j2: found nothing; expected the letter in language {language!r}"
        for name in letters(*templates.folders)
        for language in templates.languages
        if not templates.has(name, language)
    ]


def letters(*folders: Path) -> tuple[str, ...]:
    """The names of all letters: the folders in templates/ that hold any."""
    found = {path for folder in folders for path in folder.iterdir() if path.is_dir() and path.name not in SHARED}
    return tuple(sorted({path.name for path in found if any(path.glob("*.j2"))}))


def _written(folders: Sequence[Path]) -> frozenset[tuple[str, str]]:
    files = (file for folder in folders for file in folder.glob("*/*.j2"))
    return frozenset((file.parent.name, file.stem) for file in files if file.parent.name not in SHARED)


def _environment(folders: tuple[Path, ...], form: str) -> Environment:
    """One form's Jinja: strict, sandboxed, with white space that lets templates be indented."""
    options = {"autoescape": form == "html", "trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
    environment = Sandbox(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        auto_reload=False,  # what was checked is what is used; a change holds from the next start or reload on
        bytecode_cache=Bytecode(options),
        **options,
    )
    environment.filters.update(filters(form))
    return environment


def _syntax(templates: Templates) -> list[str]:
    """Templates that do not compile, with file and line."""
    faults = []
    environment = templates.environments["html"]
    for name in environment.list_templates(extensions=["j2"]):
        try:
            environment.get_template(name)
        except TemplateError as error:
            line = getattr(error, "lineno", None)
            faults.append(f"{templates.folder / name}: {f'line {line}: ' if line else ''}{error.message}")
    return faults
