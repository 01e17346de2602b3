"""Faults in templates are found before a sender meets them, each with its file."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from mailbot.call import Kind
from mailbot.errors import ConfigurationError
from mailbot.letters.check import check_templates
from mailbot.letters.compose import compose
from mailbot.letters.sample_items import AT, CALL, DESK
from mailbot.letters.samples import samples
from mailbot.letters.templates import letters, load_templates
from tests.letters.conftest import LANGUAGES, TEMPLATES, Reader

RECEIPT = next(sample for sample in samples() if sample.name == "receipt" and sample.order.languages == ("en",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(TEMPLATES, tmp_path / "templates")


def test_the_projects_own_templates_have_no_fault() -> None:
    assert check_templates(TEMPLATES, LANGUAGES) == []


def test_every_letter_has_a_sample() -> None:
    assert set(letters(TEMPLATES)) == {sample.order.template for sample in samples()} | {"digest", "alarm"}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (
            lambda f: (f / "receipt" / "fr.j2").unlink(),
            "receipt/fr.j2: found nothing; expected the letter in language 'fr'",
        ),
        (
            lambda f: (f / "words" / "ar.toml").unlink(),
            "words/ar.toml: found nothing; expected the words of language 'ar'",
        ),
        (
            lambda f: edit(f / "words/fr.toml", 'plenary = "session plénière"\n', ""),
            "words/fr.toml: roles.plenary: missing",
        ),
        (lambda f: edit(f / "words/fr.toml", 'plenary = "', "plenary = "), "words/fr.toml: "),
        (
            lambda f: edit(f / "words/en.toml", 'rapporteur = "rapporteur"', "rapporteur = 3"),
            "roles.rapporteur: expected a text",
        ),
        (lambda f: edit(f / "receipt/en.j2", "{% endcall %}", ""), "receipt/en.j2: line "),
        (
            lambda f: edit(f / "receipt/en.j2", "{{ city }}", "{{ town }}"),
            "receipt/en.j2: line 4: found a name that nothing stands behind: 'town' is undefined; expected ",
        ),
        (
            lambda f: edit(f / "digest/ar.j2", "{{ today | day }}", "{{ today.nothing }}"),
            "digest/ar.j2: line ",
        ),
        (
            lambda f: edit(f / "words/en.toml", 'one = "of {day}"', 'one = "of {tag}"'),
            "acknowledgement: en: KeyError: 'tag'",
        ),
        (lambda f: shutil.rmtree(f / "too_large"), "too_large: found no such letter"),
    ],
)
def test_faults_name_their_file(damage: Callable[[Path], object], words: str, folder: Path) -> None:
    damage(folder)
    faults = check_templates(folder, LANGUAGES)
    assert any(words in fault for fault in faults), faults
    assert all(str(folder) in fault and "\n" not in fault for fault in faults)


def test_a_call_needs_names_for_what_it_asks() -> None:
    photo = Kind("photo", "P", CALL.kinds["report"].closes, CALL.kinds["report"].last_day)
    call = replace(CALL, kinds={**CALL.kinds, "photo": photo})
    assert [fault.partition("words")[2] for fault in check_templates(TEMPLATES, ("en",), call)] == [
        "/en.toml: kinds.photo: found nothing; expected its name for people"
    ]


def test_start_up_stops_on_a_fault(folder: Path) -> None:
    edit(folder / "receipt/en.j2", "{% endcall %}", "")
    with pytest.raises(ConfigurationError, match=r"receipt/en\.j2: line "):
        load_templates(folder, LANGUAGES)


def test_an_unknown_name_is_an_error_and_code_is_refused(folder: Path) -> None:
    edit(folder / "receipt/en.j2", "{{ city }}", "{{ nobody_knows }}")
    with pytest.raises(UndefinedError):
        compose(RECEIPT.order, (), DESK, CALL, load_templates(folder, LANGUAGES), AT)
    edit(folder / "receipt/en.j2", "{{ nobody_knows }}", "{{ ''.__class__.__mro__ }}")
    with pytest.raises(SecurityError):
        compose(RECEIPT.order, (), DESK, CALL, load_templates(folder, LANGUAGES), AT)


NEW_LETTER = """{% from form import paragraph with context %}
{% set subject = "Hi" %}
{% call paragraph() %}<{{ city }}>{% endcall %}
"""


def test_a_new_letter_is_a_new_folder(folder: Path, read: Reader) -> None:
    (folder / "thanks").mkdir()
    for language in LANGUAGES:
        (folder / "thanks" / f"{language}.j2").write_text(NEW_LETTER)
    order = replace(RECEIPT.order, template="thanks")
    seen = read(compose(order, (), DESK, CALL, load_templates(folder, LANGUAGES), AT).raw)
    assert (seen.subject, seen.text) == ("Hi", "<Beirut>\n")
