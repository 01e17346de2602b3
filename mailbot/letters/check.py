"""check_templates(): renders every letter in every situation and language, before a sender ever meets a fault."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from traceback import walk_tb

from jinja2 import Template, TemplateError, UndefinedError

from mailbot.call import Call, Desk
from mailbot.errors import ConfigurationError
from mailbot.letters.alarm import LETTER, compose_alarms, sample_alarms
from mailbot.letters.compose import compose
from mailbot.letters.digest import compose_digest
from mailbot.letters.errors import UnusableAddress
from mailbot.letters.protection import protection
from mailbot.letters.sample_days import summaries
from mailbot.letters.sample_items import AT, CALL, DESK
from mailbot.letters.samples import Sample, samples, samples_of
from mailbot.letters.templates import Templates, letters, load_templates
from mailbot.letters.words import missing_words

FAULTS = (TemplateError, UnusableAddress, LookupError, TypeError, ValueError, AttributeError)


def check_templates(
    folder: Path, languages: tuple[str, ...], call: Call = CALL, base: Path | None = None, desk: Desk = DESK
) -> list[str]:
    """What is wrong with a folder of templates, one line a fault; [] where every letter can be written.

    call: what the words must have names for (kinds, roles, events, promises). base: the folder it may lie over.
    desk: whose words on data protection letters end with.
    """
    try:
        templates = load_templates(folder, languages, base)
    except ConfigurationError as error:
        return error.faults
    return list(
        dict.fromkeys(
            [
                *_names(templates, call),
                *_instructions(templates, call),
                *_data_protection(templates, desk),
                *_renders(templates, samples()),
                *_own(templates, call),
                *_digests(templates),
                *_alarms(templates),
            ]
        )
    )


def untranslated(folder: Path, languages: tuple[str, ...], base: Path | None) -> list[str]:
    """What a language that only this folder has still lacks, and what is said instead; one line a language.

    No fault: the letters and words of the digest, say, are needed only where organisers read that language.
    """
    templates = load_templates(folder, languages, base)
    lines = []
    for language in templates.languages:
        lacking = [name for name in letters(*templates.folders) if not templates.has(name, language)]
        words = missing_words(folder, language, base)
        if lacking:
            lines.append(f"not in {language}, and then in another language: {', '.join(lacking)}")
        if words:
            lines.append(f"{len(words)} words of {language} stand in English, such as {words[0]}")
    return lines


def _names(templates: Templates, call: Call) -> list[str]:
    """Words that the call needs and that a language lacks."""
    wanted = (("kinds", call.kinds), ("roles", call.roles), ("events", call.events))
    promises = [promise.key for promise in call.promises]
    expected = [(group, key, "its name for people") for group, keys in wanted for key in keys]
    expected += [("promises", key, "what letters say of it (asked, filed)") for key in promises]
    return [
        f"{templates.folder / 'words' / language}.toml: {group}.{key}: found nothing; expected {what}"
        for language, words in templates.words.items()
        for group, key, what in expected
        if key not in words.get(group, {})
    ]


def _instructions(templates: Templates, call: Call) -> list[str]:
    """Instructions for accepted people that are not there in every language."""
    return [
        f"config.toml: call.instructions.{key}.text.{language}: found nothing; expected the text of the other languages"
        for key, instruction in call.instructions.items()
        for language in templates.languages
        if any(instruction.texts.values()) and not instruction.texts.get(language, "").strip()
    ]


def _data_protection(templates: Templates, desk: Desk) -> list[str]:
    """Languages in which letters would end without a word on data protection."""
    return [
        f"config.toml: letters.data_protection.{language}: found nothing; expected what letters say of data protection"
        for language, words in templates.words.items()
        if not protection(desk, words, language).strip()
    ]


def _own(templates: Templates, call: Call) -> list[str]:
    """Letters that cannot be written about this call's own kinds and promises."""
    return _renders(templates, [sample for language in templates.languages for sample in samples_of(call, language)])


def _renders(templates: Templates, wanted: Iterable[Sample]) -> list[str]:
    """Letters that cannot be written from a sample order, in any language that is loaded."""
    faults: list[str] = []
    known = letters(*templates.folders)
    for sample in wanted:
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
            where = f"{templates.folder / sample.order.template}: {'/'.join(sample.order.languages)}"
            faults.append(_said(templates, where, error))
    return faults


def _digests(templates: Templates) -> list[str]:
    """Digests that cannot be written."""
    faults = []
    for language in (language for language in templates.languages if templates.has("digest", language)):
        for summary in summaries().values():
            try:
                compose_digest(summary, DESK, CALL, templates, AT, language=language)
            except FAULTS as error:
                faults.append(_said(templates, f"{templates.folder / 'digest' / language}.j2", error))
    return faults


def _alarms(templates: Templates) -> list[str]:
    """Alarms that cannot be written."""
    faults = []
    for language in (language for language in templates.languages if templates.has(LETTER, language)):
        desk = replace(DESK, organisers_language=language)
        for alarm in sample_alarms(AT):
            try:
                compose_alarms(alarm, desk, templates, AT)
            except FAULTS as error:
                where = f"{templates.folder / LETTER / language}.j2: {alarm.cause}"
                faults.append(_said(templates, where, error))
    return faults


def _said(templates: Templates, where: str, error: Exception) -> str:
    """An error in one line. where: what was being written, for errors that a template's line does not explain."""
    words = " ".join(str(error).split())
    place = _line(templates, error) if isinstance(error, TemplateError) else ""
    if place and isinstance(error, UndefinedError):
        return f"{place}: found a name that nothing stands behind: {words}; expected one that the packaged letter uses"
    return f"{place}: {words}" if place and words else f"{where}: {type(error).__name__}: {words}"


def _line(templates: Templates, error: Exception) -> str:
    """The file and line of the template in which an error arose; "" where it was in none."""
    place = ""
    for frame, number in walk_tb(error.__traceback__):
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template) and template.name:
            file = next((found for folder in templates.folders if (found := folder / template.name).is_file()), None)
            place = f"{file or template.name}: line {template.get_corresponding_lineno(number)}"
    return place
