"""Erasing: what a scope takes loses every word; numbers, instants and what is counted stay, and the log says so."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from mailbot.register.blank import (
    ERASED_DECISION,
    ERASED_LETTER,
    ERASED_MESSAGE,
    ERASED_SPEAKER,
    ERASED_SUBMISSION,
    REDACTED,
)
from mailbot.register.events import Event, ids
from mailbot.register.register import Register
from mailbot.register.schema import (
    AttachmentRow,
    AttentionRow,
    Base,
    DecisionRow,
    ErasureRow,
    EventRow,
    LetterRow,
    LetterState,
    MessageRow,
    ReportFileRow,
    SpeakerRow,
    SubmissionMessageRow,
    SubmissionRow,
)
from mailbot.register.scope import AT_ONCE, Scope
from mailbot.register.types import bounded

FORGOTTEN = "forgotten"
NOT_SENT = "erased"  # an unsent letter will never go out; a held one may have
WITHDRAWN = "withdrawn"
UNSENT = (LetterState.QUEUED, LetterState.SENDING, LetterState.HELD)


def erase(
    register: Register, scope: Scope, at: datetime, actor: str, reason: str, *, withdraw: bool = True
) -> frozenset[str]:
    """Erases in this unit of work, and gives the hashes of the files that rows named; whoever calls drops them.

    withdraw: submissions that go are withdrawn too, since nobody can be reached about them any more; False where they
    only have been kept long enough, so that they are still counted. The marks' key must exist.
    """
    erasing = _Erasing(register, at)
    hashes = erasing.files(scope)
    erasing.redact(scope, actor)
    erasing.messages(scope)
    erasing.submissions(scope, withdraw=withdraw)
    erasing.decisions(scope)
    erasing.letters(scope)
    erasure = register._add_numbered(
        ErasureRow, {"at": at, "mark": register.marks.of_address(scope.address) if scope.address else ""}
    )
    counts = {"messages": len(scope.messages), "submissions": len(scope.touched), "letters": len(scope.letters)}
    register.record(
        Event(at, actor, FORGOTTEN, "erasures", erasure, reason, counts),
        *(
            Event(at, actor, FORGOTTEN, table, number, reason)
            for table, numbers in (
                ("messages", scope.messages),
                ("submissions", scope.touched),
                ("letters", scope.letters | scope.digests),
            )
            for number in sorted(numbers)
        ),
    )
    return hashes


class _Erasing:
    """The steps, each on one kind of rows."""

    def __init__(self, register: Register, at: datetime) -> None:
        self.register, self.at = register, at

    def files(self, scope: Scope) -> frozenset[str]:
        """The files named by what goes; their rows lose them. A file in a submission that stays is that one's."""
        asked = (
            (MessageRow.sha256, MessageRow.id, scope.messages),
            (AttachmentRow.sha256, AttachmentRow.message, scope.messages),
            (ReportFileRow.sha256, ReportFileRow.submission, scope.submissions),
        )
        hashes = {
            row[0]
            for column, key, numbers in asked
            for part in _parts(numbers)
            for row in self.register.connection.execute(select(column).where(key.in_(part)))
        }
        self._drop(AttachmentRow, AttachmentRow.message, scope.messages)
        self._drop(ReportFileRow, ReportFileRow.submission, scope.submissions)
        self._change(ReportFileRow, ReportFileRow.message, scope.messages, {"message": None})
        return frozenset(hashes - {""})

    def redact(self, scope: Scope, actor: str) -> None:
        """What the log and the attention list say of these rows; open entries are closed."""
        letters = scope.letters | scope.digests
        columns = {
            AttentionRow.message: scope.messages | scope.naming,
            AttentionRow.submission: scope.touched,
            AttentionRow.letter: letters,
        }
        entries: set[int] = set()
        for column, numbers in columns.items():
            for part in _parts(numbers):
                entries |= set(ids(self.register.connection.execute(select(AttentionRow.id).where(column.in_(part)))))
        self._change(
            AttentionRow,
            AttentionRow.id,
            entries,
            {"closed": self.at, "closed_by": actor},
            AttentionRow.closed.is_(None),
        )
        self._change(AttentionRow, AttentionRow.id, entries, {"reason": FORGOTTEN})
        logged: tuple[tuple[str, Iterable[int]], ...] = (
            ("messages", scope.messages | scope.naming),
            ("submissions", scope.touched),
            ("letters", letters),
            ("attention", entries),
            ("decisions", scope.decisions),
        )
        for table, rows in logged:
            about = EventRow.subject_table == table
            self._change(EventRow, EventRow.subject_id, rows, {"detail": REDACTED, "reason": ""}, about)

    def messages(self, scope: Scope) -> None:
        """Messages keep their number, instants and kinds; the fingerprint becomes its mark."""
        for part in _parts(scope.messages):
            wanted = select(MessageRow.id, MessageRow.fingerprint).where(MessageRow.id.in_(part))
            for number, fingerprint in self.register.connection.execute(wanted).all():
                values = {"fingerprint": self.register.marks.of_message(fingerprint), "forgotten": self.at}
                self.register._set(MessageRow, number, ERASED_MESSAGE | values)
                for row in (MessageRow, LetterRow):  # a conversation is named by the message it began with
                    self.register.connection.execute(
                        update(row)
                        .where(row.conversation == f"message:{fingerprint}")
                        .values(conversation=f"{FORGOTTEN}:{number}")
                    )
        self._change(SubmissionMessageRow, SubmissionMessageRow.message, scope.messages, {"reason": ""})
        self._change(MessageRow, MessageRow.id, scope.naming, {"verdict": None, "review": []})

    def submissions(self, scope: Scope, *, withdraw: bool) -> None:
        """Submissions keep reference, kind, standing, language and roles; those that stay lose only the person."""
        for part in _parts(scope.submissions):
            rows = select(SubmissionRow.id, SubmissionRow.missing, SubmissionRow.status).where(
                SubmissionRow.id.in_(part)
            )
            for row in self.register.connection.execute(rows).all():
                nothing: dict[str, Any] = {"report": [], "speakers": [[] for _ in row.missing["speakers"]]}
                status = WITHDRAWN if withdraw and row.status == "active" else row.status
                values = {"missing": nothing, "status": status, "updated": self.at, "forgotten": self.at}
                self.register._set(SubmissionRow, row.id, ERASED_SUBMISSION | values)
        self._change(SpeakerRow, SpeakerRow.submission, scope.submissions, ERASED_SPEAKER)
        self._change(SubmissionMessageRow, SubmissionMessageRow.submission, scope.submissions, {"reason": ""})
        for number, heir in scope.handed:
            self.register._set(
                SubmissionRow,
                number,
                {
                    "submitter_name": heir.name,
                    "submitter_address": heir.address,
                    "submitter_key": bounded(heir.address.lower()),
                    "updated": self.at,
                },
            )
        for submission, position in scope.speakers:
            self.register.connection.execute(
                update(SpeakerRow)
                .where(SpeakerRow.submission == submission, SpeakerRow.position == position)
                .values(ERASED_SPEAKER)
            )

    def decisions(self, scope: Scope) -> None:
        """Decisions keep what was decided for which role; nobody is told of them any more."""
        self._change(DecisionRow, DecisionRow.id, scope.decisions, ERASED_DECISION)
        prepared = DecisionRow.state == "prepared"
        self._change(DecisionRow, DecisionRow.id, scope.decisions, {"state": "superseded", "send_at": None}, prepared)

    def letters(self, scope: Scope) -> None:
        """Letters keep their kind, state and instants; one that did not go out yet never will."""
        letters = scope.letters | scope.digests
        unsent = LetterRow.state.in_(UNSENT)
        erased = {**ERASED_LETTER, "forgotten": self.at}
        self._change(
            LetterRow, LetterRow.id, letters, {**erased, "state": LetterState.FAILED, "error": NOT_SENT}, unsent
        )
        self._change(LetterRow, LetterRow.id, letters, erased, LetterRow.forgotten.is_(None))
        # No copy of it goes into the folder of sent mail from here on.
        self._change(
            LetterRow, LetterRow.id, letters, {"copied_at": self.at},
            and_(LetterRow.sent_at.is_not(None), LetterRow.copied_at.is_(None)),
        )  # fmt: skip
        if scope.address:
            named = or_(LetterRow.key.contains(scope.address, autoescape=True), LetterRow.message_id == "")
            for part in _parts(letters):
                found = select(LetterRow.id).where(LetterRow.id.in_(part), named)
                for number in ids(self.register.connection.execute(found)):
                    self.register._set(LetterRow, number, {"key": f"{FORGOTTEN}:{number}"})

    def _change(
        self, row: type[Base], key: Any, numbers: Iterable[int], values: Mapping[str, Any], *also: ColumnElement[bool]
    ) -> None:
        for part in _parts(numbers):
            self.register.connection.execute(update(row).where(key.in_(part), *also).values(values))

    def _drop(self, row: type[Base], key: Any, numbers: Iterable[int]) -> None:
        table: Table = row.__table__  # type: ignore[assignment]
        for part in _parts(numbers):
            self.register.connection.execute(table.delete().where(key.in_(part)))


def _parts(numbers: Iterable[int]) -> Iterable[list[int]]:
    """The numbers in lists that one statement can hold."""
    listed = sorted(set(numbers))
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))
