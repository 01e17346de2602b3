"""check_templates(): renders every letter in every situation and language, before a sender ever meets a fault."""

from pathlib import Path

from jinja2 import TemplateError

from mailbot.call import Call
from mailbot.errors import ConfigurationError
from mailbot.letters.compose import compose
from mailbot.letters.digest import compose_digest
from mailbot.letters.errors import UnusableAddress
from mailbot.letters.sample_days import summaries
from mailbot.letters.sample_items import AT, CALL, DESK
from mailbot.letters.samples import samples
from mailbot.letters.templates import Templates, letters, load_templates

FAULTS = (TemplateError, UnusableAddress, LookupError, TypeError, ValueError, AttributeError)


def check_templates(folder: Path, languages: tuple[str, ...], call: Call = CALL) -> list[str]:
    """What is wrong with a folder of templates, one line a fault; [] where every letter can be written.

    call: what the words must have names for (kinds, roles, events).
    """
    try:
        templates = load_templates(folder, languages)
    except ConfigurationError as error:
        return error.faults
    return list(dict.fromkeys([*_names(templates, call), *_renders(templates), *_digests(templates)]))


def _names(templates: Templates, call: Call) -> list[str]:
    """Words that the call needs and that a language lacks."""
    wanted = (("kinds", call.kinds), ("roles", call.roles), ("events", call.events))
    return [
        f"{templates.folder / 'words' / language}.toml: {group}.{key}: found nothing; expected its name for people"
        for language, words in templates.words.items()
        for group, keys in wanted
        for key in keys
        if key not in words.get(group, {})
    ]


def _renders(templates: Templates) -> list[str]:
    """Letters that cannot be written from a sample order, in any language that is loaded."""
    faults: list[str] = []
    known = letters(templates.folder)
    for sample in samples():
        if sample.order.template not in known:
            faults.append(
                f"{templates.folder / sample.order.template}: found no such letter; expected a folder with it"
            )
            continue
        if not set(sample.order.languages) <= set(templates.languages):
            continue
        try:
            compose(sample.order, sample.references, sample.desk, sample.call, templates, sample.at)
        except FAULTS as error:
            faults.append(
                f"{templates.folder / sample.order.template}: {'/'.join(sample.order.languages)}: {_said(error)}"
            )
    return faults


def _digests(templates: Templates) -> list[str]:
    """Digests that cannot be written."""
    faults = []
    for language in templates.languages:
        for summary in summaries().values():
            try:
                compose_digest(summary, DESK, CALL, templates, AT, language=language)
            except FAULTS as error:
                faults.append(f"{templates.folder / 'digest' / language}.j2: {_said(error)}")
    return faults


def _said(error: Exception) -> str:
    """An error in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())
