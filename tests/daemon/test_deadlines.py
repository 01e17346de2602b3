"""What the clock of the call brings, over real servers: reminders, notices, extensions, warnings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mailbot.daemon.deadlines import bring_deadlines
from mailbot.demo.play import Stage
from mailbot.register.pulses import RESTORED
from tests.daemon.desk import Desk, desk_in, text_of

CONFIG = """
[letters]
mode = "send"
warn_days_before = []
[call.report]
closes = 2021-02-16  # the end of that day
[call.speaker]
closes = 2021-02-05
[call.events.consultation]
starts = 2021-02-23
[call.events.conference]
starts = 2021-02-24
"""
INCOMPLETE = """Dear colleagues,

We would like to nominate Ms. Salma Khoury as a speaker in the plenary session.

Name: Salma Khoury
Organisation: Cedar Workers Union
Role: plenary

Kind regards,
Amal Haddad
"""
COMPLETE = INCOMPLETE.replace("Organisation:", "Title: Director of Programmes\nOrganisation:")
ANNOUNCES = """Dear colleagues,

Thank you for the invitation. Our report is with the translator and will reach you in the second week of February.

Kind regards,
Karim Nasser
"""


@pytest.fixture
def desk(tmp_path: Path, servers: Stage) -> Iterator[Desk]:
    with desk_in(tmp_path, servers, CONFIG, "2021-01-25T10:00+02:00") as made:
        yield made


def test_reminders_until_the_closing_and_a_notice_after_it(desk: Desk) -> None:
    desk.gets(INCOMPLETE)
    assert [key for _, key in desk.to()] == ["message"]
    desk.at("2021-01-29T08:59")
    assert desk.to() == []
    desk.at("2021-01-29T09:00")
    (letter,) = desk.writes()
    told = text_of(letter)
    for words in (
        desk.reference,
        "Salma Khoury",
        "Still missing",
        "the title (function)",
        "by Friday 5 February 2021",
    ):
        assert words in told
    assert letter["Subject"] == f"{desk.reference}: Reminder: please complete your submission"
    assert (letter["Auto-Submitted"], letter["In-Reply-To"]) == ("auto-generated", f"<{desk.mails}@org.example>")
    for moment in ("2021-01-29T09:05", "2021-01-30T09:00", "2021-02-03T08:00"):
        desk.at(moment)
        assert desk.to() == [], moment
    desk.at("2021-02-03T09:00")
    assert desk.to() == [("amal@union.example", "reminder")]
    for moment in ("2021-02-04T09:00", "2021-02-05T23:00", "2021-02-06T08:59"):
        desk.at(moment)
        assert desk.to() == [], moment
    desk.at("2021-02-06T09:00")
    (notice,) = desk.writes()
    told = text_of(notice)
    assert "was not completed in time" in told
    assert "The closing date was Friday 5 February 2021." in told
    for moment in ("2021-02-07T09:00", "2021-02-20T09:00"):
        desk.at(moment)
        assert desk.to() == [], moment
    assert [kind for (kind,) in desk.letters("kind")] == ["acknowledgement", "reminder", "reminder", "reminder"]


def test_nobody_is_reminded_who_completed_or_withdrew(desk: Desk) -> None:
    desk.gets(INCOMPLETE)
    desk.writes()
    thread = f"In-Reply-To: <{desk.mails}@org.example>\n"
    desk.at("2021-01-28T09:00")
    desk.gets(
        "Dear colleagues,\n\nHer title is Director of Programmes.\n\nAmal", subject="Re: Our answer", header=thread
    )
    desk.gets(INCOMPLETE.replace("Salma Khoury", "Rania Barakat"), "rania@office.example")
    desk.writes()
    desk.gets(
        "Dear colleagues,\n\nPlease withdraw our nomination of Ms. Barakat.\n\nRania",
        "rania@office.example",
        "Re: Our answer",
        header=f"In-Reply-To: <{desk.mails}@org.example>\n",
    )
    desk.writes()
    for moment in ("2021-01-29T09:00", "2021-02-03T09:00", "2021-02-06T09:00"):
        desk.at(moment)
        assert desk.to() == [], moment


def test_nobody_is_reminded_whose_later_mail_waits_to_be_read(desk: Desk) -> None:
    desk.gets(INCOMPLETE)
    desk.writes()
    thread = f"In-Reply-To: <{desk.mails}@org.example>\n"
    desk.at("2021-01-28T09:00")
    desk.gets("Dear colleagues,\n\nWhat you asked for is as agreed with your colleague.\n\nAmal", header=thread)
    desk.writes()
    with desk.office.store.reading() as register:
        (entry,) = register.open_attention_list()
    desk.at("2021-01-29T09:00")
    assert desk.to() == []
    desk.does("attention", "close", str(entry.id))
    desk.at("2021-02-03T09:00")
    assert desk.to() == [("amal@union.example", "reminder")]


def test_the_answer_to_a_reply_to_a_reminder_bears_the_conversations_own_subject(desk: Desk) -> None:
    desk.gets(INCOMPLETE, subject="Nomination by the Cedar Union")
    desk.writes()
    desk.at("2021-01-29T09:00")
    (reminder,) = desk.writes()
    desk.at("2021-01-29T15:00")
    desk.takes(desk.mail("Dear colleagues,\n\nHer title is Director of Programmes.\n\nAmal", answering=reminder))
    (letter,) = desk.writes()
    assert letter["Subject"] == f"{desk.reference}: Nomination by the Cedar Union"


def test_one_letter_for_all_that_is_open_and_for_what_was_announced(desk: Desk) -> None:
    desk.gets(INCOMPLETE)
    desk.gets(ANNOUNCES)
    desk.gets(ANNOUNCES, "karim@office.example")
    desk.writes()
    desk.at("2021-01-29T09:00")
    (letter,) = desk.writes()
    assert letter["To"].endswith("<amal@union.example>")
    told = text_of(letter)
    for words in (
        "Still missing for Salma Khoury",
        "On Monday 25 January 2021 you told us that you would send this later.",
        "the closing date is Tuesday 16 February 2021",
    ):
        assert words in told
    desk.at("2021-02-03T09:00")
    assert desk.to() == [("amal@union.example", "reminder")]
    desk.at("2021-02-08T12:00")
    desk.gets("Dear colleagues,\n\nUnfortunately we cannot submit a report after all.\n\nKarim", "karim@office.example")
    desk.writes()
    desk.at("2021-02-09T13:00")  # later than an hour, and the closing is far
    assert desk.to() == [("amal@union.example", "reminder")]


def test_what_is_no_longer_true_does_not_go_out(desk: Desk) -> None:
    desk.gets(INCOMPLETE)
    desk.writes()
    sending, desk.office = desk.office, replace(desk.office, outbox=replace(desk.office.outbox, sending=False))
    desk.at("2021-01-29T09:00")
    assert desk.to() == []
    assert desk.letters("kind", "state")[-1] == ("reminder", "queued")
    desk.office = sending
    desk.at("2021-02-06T00:00")
    assert desk.to() == [], "a reminder went out after the closing"
    assert desk.letters("state")[-1] == ("failed",)


def test_quiet_bounced_held_and_restored(desk: Desk) -> None:
    desk.at("2021-01-28T12:00")
    desk.gets(INCOMPLETE)
    desk.writes()
    desk.at("2021-01-29T09:00")
    assert desk.to() == [], "reminded within a day of an answer"
    desk.at("2021-01-29T12:00")
    assert desk.to() == [("amal@union.example", "reminder")]
    with desk.office.store.writing() as register:
        register.note_pulse(RESTORED, datetime.fromisoformat("2021-02-03T10:00+02:00"))
    desk.at("2021-02-03T11:00")
    assert desk.to() == [], "the register that was lost may have sent this"
    assert desk.letters("kind", "state")[-1] == ("reminder", "held")
    desk.at("2021-02-06T09:00")
    assert desk.to() == [], "a letter to the address is held"


def test_down_over_a_reminder(desk: Desk) -> None:
    desk.gets(INCOMPLETE)
    desk.writes()
    desk.at("2021-02-03T15:00")  # over both: only the later one is sent
    assert desk.to() == [("amal@union.example", "reminder")]
    assert str(desk.letters("key")[-1][0]).endswith(":2")
    desk.gets(INCOMPLETE.replace("Salma Khoury", "Rania Barakat"), "rania@office.example")
    desk.writes()
    desk.at("2021-02-05T09:00")
    assert desk.to() == [], "less than a day is left"


def test_an_extension_is_told_to_those_who_were_late(desk: Desk) -> None:
    desk.gets(INCOMPLETE, "early@office.example")
    desk.writes()
    desk.at("2021-02-08T10:00")
    desk.gets(COMPLETE.replace("Salma Khoury", "Rania Barakat"), "late@office.example")
    assert "after the closing date" in " ".join(text_of(letter) for letter in desk.writes())
    late = desk.reference
    assert desk.standings()[late] == "late"
    before = (desk.folder / "config.toml").read_text("utf-8")
    code, said = desk.program("extend", "speaker", "2021-02-12", "--by", "Lina", "--reason", "the board", "--yes")
    assert code == 0, said
    assert "in place of 2021-02-05" in said
    text = (desk.folder / "config.toml").read_text("utf-8")
    assert "[call.speaker]\nextended_from = 2021-02-05\ncloses = 2021-02-12\n" in text
    assert "closes = 2021-02-16  # the end of that day" in text
    assert [file.read_text("utf-8") for file in desk.folder.glob("config.toml.*")] == [before]
    assert desk.standings()[late] == "on_time"
    (letter,) = desk.writes()
    told = text_of(letter)
    assert letter["To"].endswith("<late@office.example>")
    assert "has been extended from Friday 5 February 2021 to Friday 12 February 2021" in told
    assert "It arrived on time" in told
    desk.reload()
    assert desk.to() == []
    with desk.office.store.reading() as register:
        (event,) = (one for one in register.events("submissions", register.number_of(late) or 0) if one.actor == "Lina")
    assert (event.action, event.reason) == ("extended", "the board")
    desk.at("2021-02-10T09:00")  # two days before the new closing
    (letter,) = desk.writes()
    assert letter["To"].endswith("<early@office.example>")
    assert "by Friday 12 February 2021" in text_of(letter)


def test_an_earlier_closing_is_refused_unless_forced(desk: Desk) -> None:
    desk.gets(COMPLETE)
    desk.writes()
    desk.configure("closes = 2021-02-05", "closes = 2021-02-01")
    code, said = desk.program("once")
    assert (code, "earlier than 2021-02-05" in said) == (2, True), said
    code, said = desk.program("extend", "speaker", "2021-02-01", "--yes")
    assert (code, "Then give --earlier" in said) == (1, True), said
    code, said = desk.program("extend", "speaker", "2021-02-01", "--earlier", "--yes")
    assert code == 0, said
    desk.reload()
    (letter,) = desk.writes()
    assert letter["To"] == "organiser@example.org"
    assert "Closing date before: Friday 5 February 2021" in text_of(letter)
    assert "on_time" in desk.standings().values()


def test_a_later_closing_in_the_configuration_is_enough(desk: Desk) -> None:
    desk.at("2021-02-08T10:00")
    desk.gets(COMPLETE)
    desk.writes()
    desk.configure("closes = 2021-02-05", "closes = 2021-02-12")
    desk.reload()
    assert desk.to() == [("amal@union.example", "extension")]
    assert desk.standings()[desk.reference] == "on_time"
    assert desk.to() == []


def test_organisers_are_warned_before_a_promised_day(desk: Desk) -> None:
    desk.configure("warn_days_before = []", "warn_days_before = [5, 1]")
    desk.reload()
    desk.gets(COMPLETE)
    desk.writes()
    desk.at("2021-02-18T09:00")
    (letter,) = desk.writes()
    assert (letter["To"], letter["Auto-Submitted"]) == ("organiser@example.org", "auto-generated")
    assert "Undecided: 1" in text_of(letter)
    desk.at("2021-02-19T09:00")
    assert desk.to() == []
    assert desk.program("decide", desk.reference, "waitlist")[0] == 0
    assert desk.program("decide", "--send", "--yes")[0] == 0
    desk.at("2021-02-22T09:00")
    assert [key for _, key in desk.to()] == ["decision"]


def test_organisers_are_warned_of_what_is_not_published(desk: Desk) -> None:
    report = "Dear colleagues,\n\nPlease find our voluntary report here: https://files.example.org/report.pdf\n\nAmal"
    desk.configure("warn_days_before = []", "warn_days_before = [5]")
    desk.configure("[call.report]", '[call.promises.publication]\nkind = "report"\nevent = "conference"\n[call.report]')
    desk.reload()
    desk.gets(report)
    desk.writes()
    assert desk.reference == "R-0001"
    desk.at("2021-02-19T09:00")
    (letter,) = (one for one in desk.writes() if one["To"] == "organiser@example.org")
    assert "Not published yet: 1" in text_of(letter)


def test_the_daemons_clock_looks_seldom(desk: Desk) -> None:
    desk.gets(INCOMPLETE)
    desk.writes()
    desk.at("2021-01-29T08:58")
    assert bring_deadlines(desk.office) == 0
    desk.at("2021-01-29T09:00")
    assert bring_deadlines(desk.office) == 1
    desk.moment += timedelta(seconds=5)
    assert bring_deadlines(desk.office) == 0
