"""Figures against rows counted by hand."""

from pathlib import Path
from typing import Any

import pytest

from mailbot.errors import MailbotError
from mailbot.evaluation.counts import Found, Share
from mailbot.evaluation.labels import read_labels
from mailbot.evaluation.page import by_language, figures, lines, out_of_bounds
from mailbot.evaluation.score import score


def expect(**changes: Any) -> dict[str, Any]:
    return {"language": "en", "kinds": [], "other": None, "reply": True, "speakers": [], "report": None, **changes}


def label(ident: str, **changes: Any) -> dict[str, Any]:
    return {"id": ident, "note": f"about {ident}", "expect": expect(**changes)}


def got(**changes: Any) -> dict[str, Any]:
    return {**expect(), "needs_review": False, "reply_reason": "", **changes}


def person(name: str, title: str | None = None, affiliation: str | None = None, *roles: str) -> dict[str, Any]:
    return {"name": name, "title": title, "affiliation": affiliation, "roles": list(roles)}


REPORT = {"title": "T", "organisations": ["The One", "Two"], "collective": True, "files": ["a.pdf"]}
KINDS = ("report", "speaker")
LABELS = [
    label("speaker", kinds=["speaker"], speakers=[person("Dr Ada B", "Head", "Org", "plenary"), person("Cy D")]),
    label("report", kinds=["report"], report=REPORT, language="fr"),
    label("question", other="question"),
    label("bounce", other="bounce", reply=False),
    label("held", other="thanks"),
    label("silent", kinds=["report"], report=REPORT),
]
VERDICTS = {
    "speaker": got(kinds=["speaker"], speakers=[person("ADA B", "Head of Org", "org", "plenary"), person("Eve F")]),
    "report": got(
        kinds=["report"],
        language="fr",
        report={"organisations": ["one", "Three"], "collective": True, "files": ["a.pdf"]},
    ),
    "question": got(other="survey", needs_review=True),
    "bounce": got(other="bounce", reply=True),
    "held": got(other="thanks", reply=False, reply_reason="hold: copy"),
    "silent": got(other="question"),
}


def test_every_figure_by_hand() -> None:
    scores = score(LABELS, VERDICTS, KINDS)
    assert (scores.messages, scores.answered, scores.silent) == (6, 6, 1)
    assert scores.kinds == Share(5, 6)
    assert scores.flagged == Share(1, 6)
    assert scores.trusted == Share(0, 5)
    assert scores.kind == {"report": Found(1, 1, 2), "speaker": Found(1, 1, 1)}
    assert scores.other == Share(2, 3)
    assert scores.language == Share(6, 6)
    assert (scores.unsafe, scores.missed, scores.held, scores.answerable) == (1, 0, 1, 5)
    assert scores.speaker == {
        "name": Found(1, 2, 2),
        "title": Found(0, 1, 1),
        "affiliation": Found(1, 1, 1),
        "roles": Found(1, 1, 1),
        "whole": Found(0, 2, 2),
    }
    assert scores.near == {"title": [0.5], "affiliation": [1.0]}
    assert scores.organisations == Found(1, 2, 4)
    assert scores.files == Share(1, 2)
    assert scores.collective == Share(1, 2)


def test_disagreements_say_what_was_expected_and_what_was_found() -> None:
    assert score(LABELS, VERDICTS, KINDS).disagreements == [
        ("speaker", "title", "Head", "Head of Org"),
        ("speaker", "name", "Cy D", ["ADA B", "Eve F"]),
        ("report", "organisations", ["The One", "Two"], ["one", "Three"]),
        ("question", "other", "question", "survey", "about question"),
        ("bounce", "UNSAFE REPLY", "bounce", "about bounce"),
        ("held", "no reply", "hold: copy"),
        ("silent", "kinds", ["report"], [], None, "about silent"),
        ("silent", "organisations", ["The One", "Two"], None),
        ("silent", "files or collective", ["a.pdf"], None, True, None),
    ]


def test_a_message_without_a_verdict_is_wrong_and_counts_as_unsafe() -> None:
    scores = score([label("lost", other="bounce", reply=False)], {}, KINDS)
    assert (scores.answered, scores.unsafe, scores.kinds, scores.other) == (0, 1, Share(1, 1), Share(0, 1))


def test_the_page() -> None:
    page = lines(score(LABELS, VERDICTS, KINDS), 1.25)
    assert page[0] == "answered            6/6 in 1.2 s"
    assert page[1] == "kinds exact         83.3%   flagged for review 16.7%   silent errors 1"
    assert page[2] == "not flagged         5, of these right in every field 0.0%"
    assert page[3] == "report              P 1.000 R 0.500 F1 0.667"
    assert page[7] == "unsafe replies      1   missed replies 0   held 1 of 5"
    assert page[9] == "speaker title       P 0.000 R 0.000 F1 0.000  soft 0.500"
    assert page[13] == "report orgs         F1 0.333   files 50.0%   collective 50.0%"
    assert page[14] == "SUMMARY kinds 0.833 name 0.500 title 0.000 affiliation 1.000 unsafe 1 silent 1"
    assert by_language({"fr": score(LABELS[1:2], VERDICTS, KINDS)})[0].startswith("in fr:    1 messages  kinds 100.0%")


def test_bounds() -> None:
    found = figures(score(LABELS, VERDICTS, KINDS))
    assert out_of_bounds(found, {"kinds": 0.8}, {"unsafe": 1}) == []
    assert out_of_bounds(found, {"kinds": 0.9}, {"unsafe": 0}) == [
        "kinds is 0.833, below 0.9",
        "unsafe is 1.000, above 0",
    ]


FAULTS = [
    ("", "found no labels"),
    ("{", "labels.jsonl:1: JSONDecodeError"),
    ('{"id": "x"}', "labels.jsonl:1: KeyError: 'expect'"),
    ('\n{"id": "x", "expect": {"kinds": []}}', "labels.jsonl:2: found no language, other, reply, speakers, report"),
]


@pytest.mark.parametrize(("content", "words"), FAULTS)
def test_faults_in_labels_name_their_line(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "labels.jsonl").write_text(content)
    with pytest.raises(MailbotError) as raised:
        read_labels(tmp_path)
    assert words in str(raised.value)
