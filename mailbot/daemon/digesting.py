"""The day's digest: once a day whatever happens, because the register knows which days have one."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from mailbot.daemon import journal
from mailbot.daemon.office import Office
from mailbot.intake.letter import OutgoingLetter
from mailbot.letters.digest import compose_digests
from mailbot.letters.mime import Enclosure
from mailbot.register.register import Register

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def due_at(day: date, at: str, zone: ZoneInfo) -> datetime:
    """The instant of a time of day HH:MM on a day in a zone; in a spring gap the first instant after it (PEP 495)."""
    hours, minutes = map(int, at.split(":"))
    local = datetime.combine(day, time(hours, minutes), zone)
    return local.astimezone(UTC)


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


def digest_letters(
    office: Office, register: Register, since: datetime | None, until: datetime
) -> tuple[OutgoingLetter, ...]:
    """The digest to each organiser with the register as a workbook; touches nothing."""
    from mailbot.register.export import register_xlsx  # 0.2 s to import, and needed once a day

    return compose_digests(
        register.summary(since, until),
        office.desk,
        office.call,
        office.templates,
        until,
        (Enclosure("register.xlsx", XLSX, register_xlsx(register)),),
        language=office.digest_language,
        bounce_address=office.outbox.bounce_address,
    )
