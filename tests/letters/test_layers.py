"""A folder of templates over the packaged one: what it has counts, what it lacks is taken from there."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from mailbot.call import Kind, Promise, Shape
from mailbot.errors import ConfigurationError
from mailbot.letters.check import check_templates, untranslated
from mailbot.letters.compose import compose
from mailbot.letters.sample_items import CALL, DESK
from mailbot.letters.samples import samples, samples_of
from mailbot.letters.templates import Templates, load_templates
from tests.letters.conftest import TEMPLATES, Reader

LANGUAGES = ("ar", "en", "fr")
RECEIPT = next(sample for sample in samples() if sample.name == "receipt" and sample.order.languages == ("en",))
COMPLETE = {
    name: next(s for s in samples() if s.name == f"acknowledgement-{name}" and s.order.languages == ("en",))
    for name in ("report-complete", "report-nothing-attached", "speaker-complete", "report-late")
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with one letter and a few words of its own."""
    (tmp_path / "receipt").mkdir()
    (tmp_path / "words").mkdir()
    (tmp_path / "receipt" / "en.j2").write_text(
        '{% set subject = "Hi" %}{{ words.kinds.report }}, {{ words.colon }}.\n'
    )
    (tmp_path / "words" / "en.toml").write_text('[kinds]\nreport = "Film"\n')
    return tmp_path


def test_own_templates_and_words_count_and_the_rest_is_as_packaged(own: Path, read: Reader) -> None:
    templates = load_templates(own, LANGUAGES, TEMPLATES)
    assert read(compose(RECEIPT.order, (), DESK, CALL, templates, RECEIPT.at).raw).text == "Film, : .\n"
    french = replace(RECEIPT.order, languages=("fr",))
    packaged = load_templates(TEMPLATES, LANGUAGES)
    said = [read(compose(french, (), DESK, CALL, of, RECEIPT.at).raw).text for of in (templates, packaged)]
    assert said[0] == said[1]


def test_an_added_language_speaks_where_it_has_letters_and_another_where_not(own: Path, read: Reader) -> None:
    (own / "words" / "es.toml").write_text('language = "Español"\n[kinds]\nreport = "Informe"\n')
    (own / "receipt" / "es.j2").write_text(
        '{% set subject = "Hola" %}{{ words.kinds.report }} {{ words.kinds.speaker }}\n'
    )
    templates = load_templates(own, (*LANGUAGES, "es"), TEMPLATES)
    spanish = replace(RECEIPT.order, languages=("es",))
    seen = read(compose(spanish, (), DESK, CALL, templates, RECEIPT.at).raw)
    assert seen.text == "Informe Expression of interest in speaking\n"
    answer = replace(spanish, template="acknowledgement")
    assert "شكركم" in read(compose(answer, (), DESK, CALL, templates, RECEIPT.at).raw).text
    assert check_templates(own, (*LANGUAGES, "es"), CALL, TEMPLATES) == []
    lacking, words = untranslated(own, (*LANGUAGES, "es"), TEMPLATES)
    assert lacking.startswith("not in es, and then in another language: acknowledgement, ")
    assert "words of es stand in English" in words


def test_a_language_without_words_is_a_fault(own: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"es\.toml: found nothing; expected the words of language 'es'"):
        load_templates(own, ("es",), TEMPLATES)


def test_the_calls_own_kinds_and_promises_are_tried(own: Path) -> None:
    film = Kind("film", "F", CALL.kind("report").closes, date(2021, 2, 16), shape=Shape.DOCUMENT)
    call = replace(CALL, kinds={"film": film}, promises=(Promise("gala", "film", date(2021, 3, 1)),))
    (own / "words" / "en.toml").write_text(
        '[kinds]\nfilm = "Film"\n[promises.gala]\nasked = "{x}"\nfiled = "Before {day}."\n'
    )
    faults = check_templates(own, ("en",), call, TEMPLATES)
    assert [fault.partition(": ")[2] for fault in faults] == ["en: KeyError: 'x'"]


@pytest.mark.parametrize(
    ("name", "days", "told"),
    [
        ("report-complete", 0, True),
        ("report-complete", 20, False),  # the Conference has begun
        ("report-nothing-attached", 0, False),
        ("report-late", 0, False),
    ],
)
def test_a_promise_is_told_while_its_day_is_ahead_and_of_what_it_holds(
    name: str, days: int, told: bool, templates: Templates, read: Reader
) -> None:
    sample = COMPLETE[name]
    seen = read(compose(sample.order, sample.references, DESK, CALL, templates, sample.at + timedelta(days=days)).raw)
    assert ("published before the Conference of 24 and 25 February 2021" in seen.text) is told


def test_a_bare_day_is_told_as_a_day(own: Path, read: Reader) -> None:
    (own / "words" / "en.toml").write_text(
        '[promises.list]\nasked = "A"\nfiled = "Listed before {day}, that is {span}."\n'
    )
    call = replace(CALL, promises=(Promise("list", "speaker", date(2021, 2, 20)),))
    sample = COMPLETE["speaker-complete"]
    templates = load_templates(own, ("en",), TEMPLATES)
    seen = read(compose(sample.order, sample.references, DESK, call, templates, sample.at).raw)
    assert "Listed before 20 February 2021, that is of 20 February 2021." in seen.text


EXTENDED = {
    "ar": "الثلاثاء 16 شباط/فبراير 2021 (بعد تمديده، وكان محدداً يوم الجمعة 5 شباط/فبراير 2021)",
    "en": "Tuesday 16 February 2021 (extended from Friday 5 February 2021)",
    "fr": "mardi 16 février 2021 (prolongation de la date initiale du vendredi 5 février 2021)",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_extended_closing_is_told_as_such(language: str, templates: Templates, read: Reader) -> None:
    report = replace(CALL.kind("report"), extended_from=date(2021, 2, 5))
    call = replace(CALL, kinds={**CALL.kinds, "report": report})
    for name in ("acknowledgement-report-complete", "answer-question", "answer-question-after-closing"):
        sample = next(s for s in samples() if s.name == name and s.order.languages == (language,))
        seen = read(compose(sample.order, sample.references, DESK, call, templates, sample.at).raw)
        assert EXTENDED[language] in re_joined(seen.text), name


def re_joined(text: str) -> str:
    """Text with plain spaces."""
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kind_without_texts_of_its_own_is_told_by_its_shape(
    language: str, templates: Templates, read: Reader
) -> None:
    kinds = {
        "film": Kind("film", "F", CALL.kind("report").closes, date(2021, 2, 16), shape=Shape.DOCUMENT),
        "guest": Kind("guest", "G", CALL.kind("report").closes, date(2021, 2, 16), roles=()),
    }
    words = {code: {**of, "kinds": {"film": "FILM", "guest": "GUEST"}} for code, of in templates.words.items()}
    call = replace(CALL, kinds=kinds, promises=())
    told = {
        sample.name: read(
            compose(sample.order, sample.references, DESK, call, replace(templates, words=words), sample.at).raw
        ).text
        for sample in samples_of(call, language)
    }
    role = words[language]["roles"]["plenary"]
    assert {name for name, text in told.items() if role in text} == set(), "a role of a kind that asks for none"
    film = words[language]["texts"]["nothing_attached"]["document"].partition("{")[0]
    assert film in told["film-report-nothing-attached"]
    assert words[language]["texts"]["unreadable"]["document"].partition("{")[0] in told["film-report-encrypted"]
    nobody = words[language]["texts"]["nobody_named"]["persons"].partition("{")[0].strip()
    assert nobody in told["guest-speaker-none-named"]
    for kind in ("film", "guest"):
        asked = words[language]["texts"]["asked"]["document" if kind == "film" else "persons"].partition("{")[0]
        assert asked in told["question"]
