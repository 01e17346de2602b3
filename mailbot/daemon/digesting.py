"""The day's digest: once a day whatever happens, because the register knows which days have one."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mailbot.call import Call, Desk
from mailbot.daemon import journal
from mailbot.daemon.office import Office
from mailbot.intake.deadlines import Calendar, ahead, due_at, letters_due
from mailbot.intake.letter import OutgoingLetter
from mailbot.intake.summary import ReminderLine, Summary
from mailbot.letters.digest import compose_digests
from mailbot.letters.mime import Enclosure
from mailbot.letters.view import direction_of
from mailbot.register.register import Register

if TYPE_CHECKING:
    from mailbot.register.table import Look

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def digest_is_due(now: datetime, at: str, zone: ZoneInfo, known_since: datetime | None) -> bool:
    """Whether today's digest should exist by now; a day that was missed is told by the next one.

    known_since: when the register saw its first message; a fresh register begins with the next morning.
    """
    moment = due_at(now.astimezone(zone).date(), at, zone)
    return moment <= now and known_since is not None and known_since < moment


def make_digest(office: Office, *, now_due: bool = False) -> bool:
    """Puts today's digest into the outbox where it is due (or now_due says so); False where there is none to make.

    Repeatable: a day that has its digest gets no other.
    """
    now = office.now()
    with office.store.reading() as register:
        due = now_due or digest_is_due(now, office.digest_at, office.desk.timezone, register.known_since())
    if not due:
        return False
    day = now.astimezone(office.desk.timezone).date().isoformat()
    with office.store.writing() as register:
        since = register.last_digest()
        if not register.begin_digest(day, now):
            return False
        for letter in digest_letters(office, register, since, now):
            register.queue(letter, now)
    journal.digest_made(day, len(office.desk.organisers))
    return True


def day_of(
    register: Register, since: datetime | None, until: datetime, desk: Desk, call: Call, calendar: Calendar
) -> Summary:
    """Everything a digest tells: what the register holds, and what the clock of the call brings next."""
    summary = register.summary(since, until)
    coming = []
    for occasion in ahead(call, until, calendar, desk.timezone):
        people = register.people_with({occasion.kind}, call, desk, occasion.began)
        letters = len(letters_due(people, [occasion], occasion.began, call, calendar))
        if letters:
            coming.append(ReminderLine(occasion.kind, occasion.days, occasion.began, letters))
    return replace(summary, reminders=tuple(coming))


def digest_letters(
    office: Office, register: Register, since: datetime | None, until: datetime
) -> tuple[OutgoingLetter, ...]:
    """The digest to each organiser with the register as a workbook; touches nothing."""
    from mailbot.register.export import register_xlsx  # 0.2 s to import, and needed once a day

    return compose_digests(
        day_of(register, since, until, office.desk, office.call, office.calendar),
        office.desk,
        office.call,
        office.templates,
        until,
        lambda language: (Enclosure("register.xlsx", XLSX, register_xlsx(register, until, look_in(language, office))),),
        bounce_address=office.outbox.bounce_address,
    )


def look_in(language: str, office: Office) -> "Look":
    """How organisers who read a language see the workbook: heads and values by their names, Arabic from the right."""
    from mailbot.register.table import Look

    words = office.templates.words[language]
    names = {
        "kinds": words["kinds"],
        "submissions.kind": words["kinds"],
        "letters.kind": words["letters"],
        "messages.state": words["message_states"],
        "letters.state": words["letter_states"],
        "standing": words["standings"],
        "status": words["statuses"],
        "other": words["others"],
        "language": words["languages"],
    }
    return Look(office.desk.timezone, words["columns"], names, words["roles"], direction_of(language) == "rtl")
