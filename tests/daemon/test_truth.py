"""No letter says what is not so: of what came after a closing, after a decision, after nothing was told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.demo.play import Stage
from tests.daemon.desk import Desk, calendar_of, desk_in, text_of

CONFIG = """
[letters]
mode = "send"
warn_days_before = []
closing_notice = false
[call.report]
closes = 2021-02-16
[call.speaker]
closes = 2021-02-05
[call.events.consultation]
starts = 2021-02-23T10:00:00
ends = 2021-02-23T13:30:00
[call.events.conference]
starts = 2021-02-24
ends = 2021-02-25
"""
NOMINATION = """Dear colleagues,

We would like to nominate Ms. Salma Khoury as a speaker in the plenary session.

Name: Salma Khoury
Title: Director of Programmes
Organisation: Cedar Workers Union
Role: plenary

Kind regards,
Amal Haddad
"""
DAMAGED = """--b
Content-Type: text/plain; charset=utf-8

Dear colleagues,

Please find attached the voluntary review report of Cedar Workers Union.

Kind regards,
Amal Haddad
--b
Content-Type: application/pdf; name="voluntary-report.pdf"
Content-Disposition: attachment; filename="voluntary-report.pdf"

%PDF-1.4 cut off
--b--
"""
WITH_FILE = """--b
Content-Type: text/plain; charset=utf-8

Dear colleagues,

Sorry, here is the voluntary report of Cedar Workers Union.

Amal
--b
Content-Type: text/plain; name="report.txt"
Content-Disposition: attachment; filename="report.txt"

Voluntary report on the Global Compact for Migration

Submitted by Cedar Workers Union

1. Introduction

This voluntary report describes the implementation of the objectives.
--b--
"""
PROMISE = "Everybody put forward will be told the decision"


@pytest.fixture
def desk(tmp_path: Path, servers: Stage) -> Iterator[Desk]:
    with desk_in(tmp_path, servers, CONFIG, "2021-02-04T10:00+02:00") as made:
        yield made


def said(desk: Desk) -> str:
    """The one letter that goes out now."""
    (letter,) = desk.writes()
    return text_of(letter)


def submits(desk: Desk) -> None:
    """A report comes whose file cannot be opened."""
    desk.gets(DAMAGED, subject="Voluntary report", content_type="multipart/mixed; boundary=b")


def completes(desk: Desk) -> None:
    """The report itself follows now."""
    desk.gets(
        WITH_FILE,
        subject="Re: Voluntary report",
        header="In-Reply-To: <1@org.example>\n",
        content_type="multipart/mixed; boundary=b",
    )


def test_a_file_that_follows_before_the_closing_is_on_time(desk: Desk) -> None:
    submits(desk)
    told = said(desk)
    assert "Your message arrived on time: the closing date is Tuesday 16 February 2021." in told
    assert "will be published" not in told
    desk.at("2021-02-16T23:59:59")
    completes(desk)
    told = said(desk)
    assert "It arrived on time" in told
    assert "All voluntary reports will be published" in told


def test_a_file_that_follows_after_the_closing_is_not_said_to_be_on_time(desk: Desk) -> None:
    submits(desk)
    said(desk)
    desk.at("2021-02-17T00:00:00")
    completes(desk)
    told = said(desk)
    assert "The new version has been registered" in told
    assert "What you have sent now arrived after the closing date of Tuesday 16 February 2021." in told
    assert "the organisers will decide whether it can be considered. What we had before arrived on time." in told
    assert "will be published" not in told
    assert "R-0001: new version, after the closing date; whether that is considered is for you to decide" in desk.does(
        "digest"
    )


def test_a_decision_is_not_promised_to_who_has_been_told_it(desk: Desk) -> None:
    desk.gets(NOMINATION)
    assert PROMISE in said(desk)
    desk.at("2021-02-10T10:00")
    corrects = ("correct", "S-0001", "--letter", "--by", "Lina", "--reason", "a call", "--yes")
    desk.does(*corrects, "speakers.1.title=Director")
    assert PROMISE in said(desk)
    desk.does("decide", "S-0001", "waitlist")
    desk.does("decide", "--send", "--yes")
    said(desk)
    desk.does(*corrects, "speakers.1.title=Director of Law")
    told = said(desk)
    assert "Director of Law" in told
    assert PROMISE not in told


def test_an_extension_is_told_only_of_what_was_told_to_be_late(desk: Desk) -> None:
    submits(desk)
    said(desk)
    desk.at("2021-02-08T10:00")
    desk.gets(NOMINATION)
    desk.does("outbox", "drop", "message:2:answer", "--reason", "told by telephone")
    assert "queued" not in str(desk.letters("state"))
    desk.does("extend", "speaker", "2021-02-12", "--by", "Lina", "--reason", "the board", "--yes")
    assert desk.standings()["S-0001"] == "on_time"
    assert desk.to() == []


def test_hours_of_an_event_stand_in_the_letter_and_in_the_calendar(desk: Desk) -> None:
    desk.gets(NOMINATION)
    said(desk)
    desk.does("decide", "S-0001", "accept", "--role", "open_discussion")
    desk.does("decide", "--send", "--yes")
    (letter,) = desk.writes()
    assert "Date: 23 February 2021, 10:00 to 13:30 (Beirut time)" in text_of(letter)
    entry = calendar_of(letter)
    for line in ("DTSTART:20210223T080000Z", "DTEND:20210223T113000Z"):
        assert line in entry
    desk.does("decide", "S-0001", "decline")
    desk.does("decide", "--send", "--yes")
    (letter,) = desk.writes()
    assert "takes the event out of your calendar again" in text_of(letter)
    assert "METHOD:CANCEL" in calendar_of(letter)
