"""The day's digest: once a day whatever happens, because the register knows which days have one."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mailbot.daemon import journal
from mailbot.daemon.office import Office
from mailbot.letters.digest import compose_digest
from mailbot.register.export import register_xlsx


def due_at(day: date, at: str, zone: ZoneInfo) -> datetime:
    """The instant of a time of day HH:MM on a day in a zone; in a spring gap the first instant after it (PEP 495)."""
    hours, minutes = map(int, at.split(":"))
    local = datetime.combine(day, time(hours, minutes), zone)
    return local.astimezone(ZoneInfo("UTC"))


def digest_is_due(now: datetime, at: str, zone: ZoneInfo, known_since: datetime | None) -> date | None:
    """The day whose digest should exist by now, None where there is nothing to tell of the time before it.

    known_since: when the register saw its first message; a fresh register begins with the next morning.
    """
    today = now.astimezone(zone).date()
    for day in (today, today - timedelta(days=1)):
        moment = due_at(day, at, zone)
        if moment <= now:
            return day if known_since is not None and known_since < moment else None
    return None


def make_digest(office: Office, *, day: date | None = None) -> bool:
    """Puts the digest of a day (default: the one that is due) into the outbox; False where there is none to make.

    Repeatable: a day that has its digest gets no other.
    """
    now = office.now()
    with office.store.reading() as register:
        known_since = register.known_since()
    day = day or digest_is_due(now, office.digest_at, office.desk.timezone, known_since)
    if day is None:
        return False
    with office.store.writing() as register:
        since = register.last_digest()
        if not register.begin_digest(day.isoformat(), now):
            return False
        summary = register.summary(since, now)
        sheet = register_xlsx(register)
        for organiser in office.desk.organisers:
            letter = compose_digest(
                summary, day, organiser, office.desk, office.call, office.templates, now, office.digest_language, sheet
            )
            register.queue(letter, now)
    journal.digest_made(day.isoformat(), len(office.desk.organisers))
    return True
