"""Whom the clock's letters may go to: everybody with something open, what it is, and what they were told of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from mailbot.call import Call, Desk
from mailbot.intake.deadlines import DAY, Person, Subject
from mailbot.intake.plan import LetterKind
from mailbot.message.addresses import valid
from mailbot.register.open_subjects import OpenSubjects, Waiting
from mailbot.register.schema import LetterRow, LetterState, ReminderRow
from mailbot.register.types import bounded

UNREACHED = (LetterState.HELD, LetterState.FAILED, LetterState.BOUNCED)
TO_ORGANISERS = (LetterKind.DIGEST.value, LetterKind.ALARM.value)


class People(OpenSubjects):
    """Reading who waits for what; writes nothing."""

    def people_with(self, kinds: Collection[str], call: Call, desk: Desk, at: datetime) -> tuple[Person, ...]:
        """Everybody who may be written to and has something open of these kinds, in the order of what came first."""
        incomplete = self.incomplete_submissions(kinds)
        unread = self.unread(incomplete)  # what is asked for may have come, and wait for a person
        open_ones = self.open_submissions([number for number in incomplete if number not in unread], call)
        undecided = [one for one in open_ones if one.subject.item is None or not one.subject.item.decided]
        return self._people([*undecided, *self.open_announcements(kinds)], desk, at)

    def people_of(self, numbers: Collection[int], call: Call, desk: Desk, at: datetime) -> tuple[Person, ...]:
        """Who may be written to about these submissions (numbers of rows), complete or not."""
        return self._people(self.open_submissions(numbers, call), desk, at)

    def _people(self, waiting: Iterable[Waiting], desk: Desk, at: datetime) -> tuple[Person, ...]:
        grouped: dict[str, list[Waiting]] = defaultdict(list)
        for one in waiting:
            address = one.address.address
            if valid(address) and not desk.owns(address):
                grouped[bounded(address.lower())].append(one)
        told = self._told({one.subject.key for of in grouped.values() for one in of})
        letters = self._letters_to(grouped, at)
        return tuple(
            Person(
                address=of[0].address,
                message=of[0].mail.id,
                message_id=of[0].mail.message_id,
                languages=_languages(of[0], desk),
                subjects=tuple(_with_told(one.subject, told) for one in of),
                written=letters[key][0],
                recent=letters[key][1],
                out_of_reach=letters[key][2],
            )
            for key, of in grouped.items()
        )

    def _told(self, keys: Collection[str]) -> dict[str, dict[str, frozenset[tuple[datetime, int]]]]:
        found: dict[str, dict[str, frozenset[tuple[datetime, int]]]] = defaultdict(dict)
        for row in self.connection.execute(select(ReminderRow.__table__).where(ReminderRow.subject.in_(tuple(keys)))):
            known = found[row.subject].get(row.kind, frozenset())
            found[row.subject][row.kind] = known | {(row.closes, row.days)}
        return found

    def _letters_to(self, keys: Collection[str], at: datetime) -> dict[str, tuple[datetime | None, int, bool]]:
        """Of each address: when it was last written to, how many letters within a day, whether one did not arrive."""
        rows = self.connection.execute(
            select(LetterRow.to_key, LetterRow.created, LetterRow.sent_at, LetterRow.state).where(
                LetterRow.to_key.in_(tuple(keys)),
                LetterRow.kind.not_in(TO_ORGANISERS),
                LetterRow.dropped.is_(None),
                LetterRow.forgotten.is_(None),
            )
        )
        found: dict[str, tuple[datetime | None, int, bool]] = dict.fromkeys(keys, (None, 0, False))
        for row in rows:
            written, recent, away = found[row.to_key]
            last = max(moment for moment in (written, row.created, row.sent_at) if moment is not None)
            found[row.to_key] = (last, recent + (at - row.created < DAY), away or row.state in UNREACHED)
        return found


def _with_told(subject: Subject, told: Mapping[str, Mapping[str, frozenset[tuple[datetime, int]]]]) -> Subject:
    known = told.get(subject.key, {}).get(subject.kind, frozenset())
    return replace(subject, told=known)


def _languages(first: Waiting, desk: Desk) -> tuple[str, ...]:
    """The submission's language, or the message's; all of the desk's where that was not sure."""
    item, verdict = first.subject.item, first.mail.verdict
    language = item.submission.language if item is not None else first.mail.language or desk.languages[0]
    certain = not isinstance(verdict, dict) or verdict.get("language_certain", True)
    others = tuple(other for other in desk.languages if other != language)
    return (language,) if certain else (language, *others)
