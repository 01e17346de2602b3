"""What the digest is told: counts and lists, of one moment."""

from datetime import timedelta

from mailbot.call import Standing
from mailbot.intake.plan import Plan
from mailbot.intake.summary import AttentionLine, Count, LetterLine, MessageLine, SubmissionLine, Summary
from mailbot.register.store import Store
from mailbot.understanding.model import Other
from tests.register.samples import (
    AMINA,
    AT,
    CALL,
    DESK,
    HOUR,
    KARIM,
    SPEAKER,
    Letter,
    arrival,
    file_one,
    filed_report,
    message,
    nomination,
    plan,
    report_file,
    verdict,
)

DAY = timedelta(days=1)


def test_an_empty_register(store: Store) -> None:
    with store.reading() as register:
        summary = register.summary(None, AT)
    assert summary == Summary(None, AT, summary.counts)
    assert summary.counts.messages == Count("messages", 0, 0)


def test_everything(store: Store) -> None:
    no_reply = Plan((), None, False, "marked automatic")
    with store.writing() as register:
        number, references = file_one(register, "one", plan(nomination(), attention=("two names",)))
        register.queue(Letter(), AT, message=number, references=references)
        register.claim(1, AT)
        register.sent(1, "250", AT)
        file_one(register, "robot", no_reply, message("robot", sender=KARIM), verdict(other=Other.AUTOMATIC))
        register.keep(arrival("broken", sender=None), AT)
        register.fail(3, "no such charset", AT, "mailbot")
        register.open_attention(["look at it"], AT, submission=1)
    with store.writing() as register:
        later = AT + DAY
        register.keep(arrival("two"), later)
        late = filed_report(report_file("r.pdf"), standing=Standing.LATE)
        register.carry_out(4, plan(late), verdict("report"), message("two"), later, "mailbot", CALL, DESK)
        register.queue(Letter(key="held", hold="hold: older"), later, message=4)
        summary = register.summary(AT + HOUR, later + HOUR)
    counts = summary.counts
    assert (counts.messages, counts.kinds, counts.standings, counts.languages) == (
        Count("messages", 1, 4),
        (Count("report", 1, 1), Count("speaker", 0, 1)),
        (Count("late", 1, 1), Count("on_time", 0, 1)),
        (Count("en", 1, 1), Count("fr", 0, 1)),
    )
    assert (counts.others, counts.roles, counts.letters) == (
        (Count("automatic", 0, 1),),
        (Count("plenary", 0, 1),),
        (Count("acknowledgement", 0, 1),),
    )
    organisations = ("Cedar Forum", "Coast Union")
    assert summary.new == (
        SubmissionLine(
            "R-0001",
            "report",
            Standing.LATE,
            AT,
            AMINA,
            "en",
            title="Migration and Cities",
            organisations=organisations,
            files=("r.pdf",),
        ),
    )
    assert summary.attention == (
        AttentionLine("two names", AT, 1, AMINA, "about one", ("S-0001",)),
        AttentionLine("look at it", AT, None, None, "", ("S-0001",)),
    )
    held = Letter(key="held")
    assert summary.undelivered == (LetterLine("held", held.kind, held.to, held.subject, "held", "hold: older", later),)
    assert summary.unanswered == ()
    assert summary.broken == (MessageLine(3, AT, None, "about broken", "no such charset", "failed"),)


def test_unanswered_with_reasons_and_the_first_digest(store: Store) -> None:
    with store.writing() as register:
        automatic = Plan((), None, False, "marked automatic")
        file_one(register, "robot", automatic, message("robot", sender=KARIM), verdict(other=Other.AUTOMATIC))
        number, _ = file_one(register, "one", plan(nomination(SPEAKER)))
        register.queue(Letter(), AT, message=number)
        summary = register.summary(None, AT + HOUR / 2)
    assert summary.unanswered == (MessageLine(1, AT, KARIM, "about robot", "marked automatic"),)
    assert [line.reference for line in summary.new] == ["S-0001"]
    assert summary.undelivered == ()


def test_a_letter_that_waits_too_long_is_told(store: Store) -> None:
    with store.writing() as register:
        register.queue(Letter(), AT)
        register.later(1, "451 busy", AT)
        assert register.summary(None, AT + HOUR / 2).undelivered == ()
        (line,) = register.summary(None, AT + 2 * HOUR).undelivered
    assert (line.state, line.reason, line.attempts) == ("queued", "451 busy", 1)


def test_attention_is_opened_once_and_closed(store: Store) -> None:
    with store.writing() as register:
        file_one(register, "one", plan(attention=("a", "b", "a")))
        register.open_attention(["b", "c"], AT, message=1)
        assert [line.reason for line in register.summary(None, AT + HOUR).attention] == ["a", "b", "c"]
        assert [register.close_attention(1, AT, "amina", "done") for _ in range(2)] == [True, False]
        assert [line.reason for line in register.summary(None, AT + HOUR).attention] == ["b", "c"]
        register.open_attention(["a"], AT, message=1)
        assert [line.reason for line in register.summary(None, AT + HOUR).attention] == ["b", "c", "a"]
