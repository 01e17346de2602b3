"""Several kinds of one shape in one call: which is meant, and who or what belongs to which."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mailbot.call import Call, Kind, Shape
from mailbot.message.model import Attachment, Document, Message, TextState
from mailbot.understanding.model import Verdict
from mailbot.understanding.rules import Rules, load_rules
from mailbot.understanding.siblings import meant
from mailbot.understanding.terms import terms_of
from mailbot.understanding.understand import understand
from tests.understanding.mails import DESK, mail

CLOSES = datetime(2021, 3, 1, tzinfo=UTC)


def kind(key: str, shape: Shape, *roles: str) -> Kind:
    return Kind(key, key[0].upper(), CLOSES, date(2021, 2, 28), shape=shape, roles=roles or None)


CALL = Call(
    {
        "film": kind("film", Shape.DOCUMENT),
        "poster": kind("poster", Shape.DOCUMENT),
        "guest": kind("guest", Shape.PERSONS, "plenary", "rapporteur"),
        "mentor": kind("mentor", Shape.PERSONS, "roundtable"),
    },
    ("plenary", "rapporteur", "roundtable"),
    {},
    {},
)
READINGS = '[words]\ntopics = ["film", "poster", "guest", "mentor"]\n'
INTENTS = "".join(
    f'[[rule]]\nname = "{key}"\ngroup = "topic"\nmeans = "{key}"\npatterns = ["{key}s?"]\n' for key in CALL.kinds
)
DOCUMENTS = """
[[rule]]
name = "ours"
group = "name"
means = "report"
weight = 4
patterns = ["(film|poster|entry)s?"]
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """The packaged rules with the topics of this call."""
    folder = tmp_path_factory.mktemp("rules")
    for name, text in (("readings", READINGS), ("intents", INTENTS), ("documents", DOCUMENTS)):
        (folder / f"{name}.add.toml").write_text(text, "utf-8")
    return load_rules(folder, Path(__file__).parents[2] / "rules")


def file(name: str, text: str = "") -> Attachment:
    words = text or "We filmed for two years along the coast and spoke with forty families about work and return. " * 4
    return Attachment(name, "text/plain", "text/plain", b"x", name, document=Document(TextState.READ, words))


def understood(message: Message, rules: Rules) -> Verdict:
    return understand(message, rules, DESK, CALL)


def test_one_of_two_kinds_of_persons(rules: Rules) -> None:
    said = understood(mail("We would like to nominate Ms. Rana Aziz, Director of Cedar Union, as a mentor."), rules)
    assert (said.kinds, [speaker.name for speaker in said.speakers_of("mentor")]) == (("mentor",), ["Rana Aziz"])
    assert said.shares == ()


def test_each_kind_gets_the_people_whose_sentences_speak_of_it(rules: Rules) -> None:
    body = (
        "We nominate Ms. Rana Aziz, Director of Cedar Union, as a guest.\n\n"
        "We also nominate Mr. Karim Saad, Coordinator of Olive Network, as a mentor."
    )
    said = understood(mail(body), rules)
    assert said.kinds == ("guest", "mentor")
    assert [speaker.name for speaker in said.speakers] == ["Rana Aziz", "Karim Saad"]
    assert [speaker.name for speaker in said.speakers_of("guest")] == ["Rana Aziz"]
    assert [speaker.name for speaker in said.speakers_of("mentor")] == ["Karim Saad"]
    assert "kind_unsure" not in said.review


def test_a_role_that_one_kind_alone_has_tells_it(rules: Rules) -> None:
    body = (
        "We nominate a guest and a mentor.\n\n"
        "We propose Mr. Karim Saad, Coordinator of Olive Network, for the round table.\n\n"
        "We propose Ms. Rana Aziz, Director of Cedar Union, for the plenary."
    )
    said = understood(mail(body), rules)
    assert said.kinds == ("guest", "mentor")
    assert [speaker.name for speaker in said.speakers_of("guest")] == ["Rana Aziz"]
    assert [speaker.name for speaker in said.speakers_of("mentor")] == ["Karim Saad"]


def test_who_is_told_by_nothing_is_left_to_a_person(rules: Rules) -> None:
    body = (
        "We nominate a guest and a mentor.\n\n"
        "They are Mr. Karim Saad, Coordinator of Olive Network, and Ms. Rana Aziz, Director of Cedar Union."
    )
    said = understood(mail(body), rules)
    assert said.kinds == ("guest", "mentor")
    assert (said.needs_review, "kind_unsure" in said.review) == (True, True)


def test_files_belong_to_the_kind_they_name(rules: Rules) -> None:
    message = mail("Attached are our film and our poster.", attachments=(file("film.txt"), file("poster.txt")))
    said = understood(message, rules)
    assert said.kinds == ("film", "poster")
    reports = [said.report_of(key) for key in said.kinds]
    assert [report.files if report else None for report in reports] == [(0,), (1,)]
    assert "kind_unsure" not in said.review


def test_a_file_that_names_no_kind_is_left_to_a_person(rules: Rules) -> None:
    message = mail("Attached are our film and our poster.", attachments=(file("film.txt"), file("entry.txt")))
    said = understood(message, rules)
    assert said.kinds == ("film", "poster")
    assert "kind_unsure" in said.review


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        ({"submit.film", "mention.poster"}, {"film"}),
        ({"mention.poster", "nominate.mentor"}, {"poster", "mentor"}),
        ({"file.poster", "mention.film"}, {"poster"}),
        ({"nominate.bare", "person.strong"}, set()),
        ({"nominate.guest", "offer.mentor"}, {"guest", "mentor"}),
    ],
)
def test_what_is_submitted_goes_before_what_is_only_spoken_of(names: set[str], kinds: set[str], rules: Rules) -> None:
    assert meant(names, terms_of(rules, CALL)) == kinds


def test_a_person_put_forward_for_nothing_named_is_not_taken_silently(rules: Rules) -> None:
    said = understood(mail("I nominate Ms. Rana Aziz, Director of Cedar Union."), rules)
    assert said.kinds == () or said.needs_review, said
