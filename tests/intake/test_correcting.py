"""An organiser's corrections: what each path changes, what does not fit, and what the sender is told of it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from mailbot.call import Standing
from mailbot.intake.correcting import UnfitCorrection, assignments_of, changes_between, corrected
from mailbot.intake.correction import Changed
from mailbot.intake.plan import FiledReport, Submission
from mailbot.letters.sample_items import CALL
from mailbot.message.model import Address
from mailbot.understanding.model import Speaker

AMAL = Speaker("Amal Haddad", "Director", "Cedar Forum", ("plenary",))
OMAR = Speaker("Omar Farouk")
AT = datetime(2021, 2, 4, 12, tzinfo=UTC)
NOMINATION = Submission(
    "speaker", Standing.ON_TIME, Address("Lina", "lina@cedar.example"), "en", AT, "S-0001", speakers=(AMAL, OMAR)
)
REPORT = Submission(
    "report",
    Standing.LATE,
    Address("Lina", "lina@cedar.example"),
    "en",
    AT,
    "R-0001",
    report=FiledReport("Old", ("Cedar Forum",), False, links=("http://a.example",)),
)


def after(submission: Submission, *given: str) -> Submission:
    return corrected(submission, assignments_of(given), CALL, ("ar", "en", "fr"))


@pytest.mark.parametrize(
    ("given", "speakers"),
    [
        (["speakers.1.title=Chair  of the Board"], (replace(AMAL, title="Chair of the Board"), OMAR)),
        (["SPEAKERS.2.Affiliation = Sea Union "], (AMAL, replace(OMAR, affiliation="Sea Union"))),
        (["speakers.1.roles=roundtable; plenary"], (replace(AMAL, roles=("plenary", "roundtable")), OMAR)),
        (["speakers.1.roles="], (replace(AMAL, roles=()), OMAR)),
        (["speakers.1.title="], (replace(AMAL, title=None), OMAR)),
        (["speakers.3.name=Huda", "speakers.3.title=Clerk"], (AMAL, OMAR, Speaker("Huda", "Clerk"))),
        (["speakers.1="], (OMAR,)),
        (["speakers.1=", "speakers.2.title=Clerk"], (replace(OMAR, title="Clerk"),)),
    ],
)
def test_speakers(given: list[str], speakers: tuple[Speaker, ...]) -> None:
    assert after(NOMINATION, *given) == replace(NOMINATION, speakers=speakers)


@pytest.mark.parametrize(
    ("given", "changed"),
    [
        (["title=New: a report = good"], {"title": "New: a report = good"}),
        (["organisations=A; B ;A"], {"organisations": ("A", "B"), "collective": True}),
        (["organisations=A; B", "report.collective=no"], {"organisations": ("A", "B"), "collective": False}),
        (["report.collective=yes"], {"collective": True}),
        (["links="], {"links": ()}),
        # A shell may leave the quotes, and what is pasted has curly ones; quotes inside are part of a title.
        (['title="A report"'], {"title": "A report"}),
        (["title=“تقرير طوعي”"], {"title": "تقرير طوعي"}),
        (['title="A" and "B"'], {"title": '"A" and "B"'}),
        (["title=L'exil"], {"title": "L'exil"}),
        (["title=« Racines »"], {"title": "« Racines »"}),
        (['organisations="A; B"'], {"organisations": ("A", "B"), "collective": True}),
    ],
)
def test_reports(given: list[str], changed: dict[str, Any]) -> None:
    assert REPORT.report is not None
    assert after(REPORT, *given) == replace(REPORT, report=replace(REPORT.report, **changed))


def test_what_is_the_submissions_own() -> None:
    given = ("standing=on_time", "language=fr", "submitter.name=Lina Azar", "submitter.address=l@sea.example")
    assert after(REPORT, *given) == replace(
        REPORT, standing=Standing.ON_TIME, language="fr", submitter=Address("Lina Azar", "l@sea.example")
    )


@pytest.mark.parametrize(
    ("submission", "given", "said"),
    [
        (
            NOMINATION,
            "speakers.1.titel=x",
            "speakers.1.titel: a speaker has no such value; expected one of speakers.N.name",
        ),
        (NOMINATION, "report.title=x", "report.title: a speaker has no such value; expected one of speakers.N.name"),
        (REPORT, "speakers.1.name=x", "speakers.1.name: this submission has no speakers"),
        (NOMINATION, "speakers.4.name=x", "speakers.4.name: expected a number up to 3"),
        (NOMINATION, "speakers.0.name=x", "speakers.0.name: a speaker has no such value"),
        (NOMINATION, "speakers.3=", "speakers.3: there are only 2 speakers"),
        (NOMINATION, "speakers.1=Huda", "speakers.1: found a value; speakers.N= without one removes"),
        (
            NOMINATION,
            "speakers.1.roles=king",
            "speakers.1.roles: found king; expected some of open_discussion, rapporteur",
        ),
        (NOMINATION, "speakers.1", "found 'speakers.1'; expected PATH=\"VALUE\""),
        (REPORT, "report.collective=maybe", "report.collective: found 'maybe'; expected yes or no"),
        (REPORT, "standing=early", "standing: found 'early'; expected one of on_time, grace, late"),
        (REPORT, "language=de", "language: found 'de'; expected one of ar, en, fr"),
        (REPORT, "submitter.address=a b@c", "submitter.address: found 'a b@c'; expected an address"),
    ],
)
def test_what_does_not_fit(submission: Submission, given: str, said: str) -> None:
    with pytest.raises(UnfitCorrection) as raised:
        after(submission, given)
    assert str(raised.value).startswith(said)


@pytest.mark.parametrize(
    ("submission", "given", "told"),
    [
        (NOMINATION, ["speakers.2.title=Clerk"], (Changed("title", (), ("Clerk",), "Omar Farouk"),)),
        (NOMINATION, ["speakers.2.name=Umar Faruq"], (Changed("name", ("Omar Farouk",), ("Umar Faruq",)),)),
        (NOMINATION, ["speakers.2="], (Changed("speakers", ("Amal Haddad", "Omar Farouk"), ("Amal Haddad",)),)),
        (
            REPORT,
            ["title=New", "organisations=A; B", "links=", "standing=on_time"],
            (
                Changed("heading", ("Old",), ("New",)),
                Changed("organisations", ("Cedar Forum",), ("A", "B")),
                Changed("links", ("http://a.example",), ()),
                Changed("standing", ("late",), ("on_time",)),
            ),
        ),
        (REPORT, ["language=fr", "submitter.name=X"], ()),
    ],
)
def test_what_the_sender_is_told(submission: Submission, given: list[str], told: tuple[Changed, ...]) -> None:
    assert changes_between(submission, after(submission, *given)) == told
