"""Plans carried out: references, rows that follow, a trace of every change, and nothing the second time."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from mailbot.errors import UnknownKind
from mailbot.intake.plan import Action, Submission
from mailbot.message.model import Address
from mailbot.register.schema import AttachmentRow, Base, MessageRow, State
from mailbot.register.store import Store
from mailbot.understanding.model import Report, Speaker
from tests.register.samples import (
    AMINA,
    AT,
    CALL,
    DESK,
    HOUR,
    KARIM,
    SPEAKER,
    arrival,
    attachment,
    file_one,
    filed_report,
    message,
    nomination,
    plan,
    report_file,
    verdict,
)


def row_counts(store: Store) -> dict[str, int]:
    with store.reading() as register:
        return {
            name: register.connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in Base.metadata.tables.items()
        }


def test_both_kinds_in_one_message(store: Store) -> None:
    report = filed_report(report_file("تقرير.pdf"))
    with store.writing() as register:
        number, references = file_one(register, "one", plan(nomination(), report))
        assert references == ("S-0001", "R-0001")
        assert register.submission("S-0001") == replace(nomination(), reference="S-0001")
        assert register.submission("r-0001") == replace(report, reference="R-0001")
        assert register.submission("R-0002") is None
        assert register.references_by_message([number]) == {1: ("S-0001", "R-0001")}
        assert register.message(number).state is State.FILED


def test_a_second_time_changes_nothing(store: Store) -> None:
    what = plan(nomination(), attention=("look",))
    with store.writing() as register:
        file_one(register, "one", what, message("one", attachment("CV.pdf")))
    before = row_counts(store)
    with store.writing() as register:
        assert register.carry_out(1, what, verdict("speaker"), message(), AT, "mailbot", CALL, DESK) is None
    assert row_counts(store) == before


def test_references_go_on_by_prefix(store: Store) -> None:
    with store.writing() as register:
        given = [file_one(register, str(n), plan(nomination(), filed_report()))[1] for n in range(3)]
    assert given == [("S-0001", "R-0001"), ("S-0002", "R-0002"), ("S-0003", "R-0003")]


def test_what_is_kept_of_the_message(store: Store) -> None:
    read = message(
        "one", attachment("../CV.pdf"), attachment("cv.PDF"), attachment(""), sender=KARIM, subject="Re: نعم"
    )
    said = verdict("speaker", submitter=AMINA, needs_review=True, review=("two names",))
    with store.writing() as register:
        file_one(register, "one", plan(nomination(), attention=("two names",)), read, said)
        row = register.connection.execute(select(MessageRow.__table__)).one()
        names = register.connection.execute(select(AttachmentRow.name, AttachmentRow.safe_name)).all()
    assert [tuple(pair) for pair in names] == [("../CV.pdf", "CV.pdf"), ("cv.PDF", "cv (2).PDF"), ("", "file")]
    found = (row.subject, row.sender_address, row.submitter_address, row.kinds, row.needs_review, row.review, row.reply)
    assert found == ("Re: نعم", "karim@example.net", "amina@example.org", ["speaker"], True, ["two names"], True)
    assert row.verdict["why"] == [{"rule": "speaker.nominate", "zone": "body", "text": "je propose", "weight": 3.0}]


def test_a_correction_leaves_a_trace(store: Store) -> None:
    corrected = nomination(replace(SPEAKER, title="Minister"), reference="S-0001")
    with store.writing() as register:
        file_one(register, "one", plan(nomination()))
        _, references = file_one(register, "two", plan(corrected, action=Action.CORRECTION))
        assert references == ("S-0001",)
        assert register.submission("S-0001") == corrected
        first, second = register.events("submissions", 1)
    assert (first.action, first.detail["speakers"][0]["title"]) == ("new", "Director")
    assert (second.action, second.actor, second.reason) == ("correction", "mailbot", "because")
    before, after = second.detail["speakers"]
    assert (before[0]["title"], after[0]["title"]) == ("Director", "Minister")
    assert set(second.detail) == {"speakers"}


def test_versions_of_a_reports_files(store: Store) -> None:
    one, annex, two = report_file("r.pdf", b"1"), report_file("annex.pdf", b"a"), report_file("r.pdf", b"2")
    with store.writing() as register:
        file_one(register, "one", plan(filed_report(one, annex)))
        newer = replace(filed_report(two, annex), reference="R-0001")
        file_one(register, "two", plan(newer, action=Action.VERSION))
        assert register.submission("R-0001") == newer
        rows = register.connection.exec_driver_sql(
            "SELECT name, version, current, message FROM report_files ORDER BY id"
        ).all()
        assert [(name, version, bool(current), of) for name, version, current, of in rows] == [
            ("r.pdf", 1, False, 1),
            ("annex.pdf", 1, True, 1),
            ("r.pdf", 2, True, 2),
        ]
        back = replace(filed_report(one, annex), reference="R-0001")
        file_one(register, "three", plan(back, action=Action.VERSION))
        assert register.submission("R-0001") == back


@pytest.mark.parametrize(
    ("submission", "complete"),
    [
        (nomination(), True),
        (nomination(replace(SPEAKER, title=None)), False),
        (nomination(SPEAKER, Speaker("Only Name")), False),
        (nomination(replace(SPEAKER, title=None), status="withdrawn"), True),
        (filed_report(report_file("r.pdf")), True),
        (filed_report(), False),
    ],
)
def test_complete_or_not(store: Store, submission: Submission, complete: bool) -> None:
    with store.writing() as register:
        file_one(register, "one", plan(submission))
        assert [line.complete for line in register.summary(None, AT + HOUR).new] == [complete]


def test_a_report_in_the_body_lacks_no_file_then_and_later(store: Store) -> None:
    typed = verdict("report", report=Report(title="Migration and Cities", in_body=True))
    with store.writing() as register:
        file_one(register, "one", plan(filed_report()), said=typed)
        assert [line.complete for line in register.summary(None, AT + HOUR).new] == [True]
        again = replace(filed_report(), reference="R-0001")
        file_one(register, "two", plan(again, action=Action.DUPLICATE))
        assert [line.complete for line in register.summary(None, AT + HOUR).new] == [True]


def test_a_failing_plan_leaves_nothing(store: Store) -> None:
    with store.writing() as register:
        register.keep(arrival(), AT)
    before = row_counts(store)
    for bad in (nomination(reference="S-0099"), nomination(kind="poem")):
        what = plan(nomination(), bad)
        with pytest.raises((ValueError, UnknownKind)), store.writing() as register:
            register.carry_out(1, what, verdict("speaker"), message(), AT, "mailbot", CALL, DESK)
    assert row_counts(store) == before


def test_a_message_that_failed_before_is_filed(store: Store) -> None:
    with store.writing() as register:
        register.keep(arrival(), AT)
        register.fail(1, "no such charset", AT, "mailbot")
        assert register.carry_out(1, plan(), verdict(), message(), AT, "mailbot", CALL, DESK) == ()
        assert register.broken() == ()


@pytest.mark.parametrize(
    ("names", "title", "found"),
    [
        (["Nadia Ben Salah"], None, ("S-0001",)),
        (["BEN SALAH Nadia"], None, ("S-0001",)),
        (["nadia ben-salah"], None, ("S-0001",)),
        (["Nadia Salah"], None, ("S-0001",)),
        (["Nadia"], None, ()),
        (["Nadia Mansour"], None, ()),
        (["مُنى الأحمد"], None, ("S-0002",)),
        (["منى الاحمد", "Nadia Ben Salah"], None, ("S-0001", "S-0002")),
        ([None], None, ()),
        ([], "MIGRATION and cities.", ("R-0001",)),
        ([], "Migration", ()),
        ([], "", ()),
    ],
)
def test_find_same(store: Store, names: list[str | None], title: str | None, found: tuple[str, ...]) -> None:
    with store.writing() as register:
        file_one(register, "one", plan(nomination()))
        file_one(register, "two", plan(nomination(Speaker("منى الأحمد")), filed_report()))
        file_one(register, "three", plan(nomination(status="withdrawn", submitter=Address("", "x@example.org"))))
        assert tuple(submission.reference for submission in register.find_same(names, title)) == found
