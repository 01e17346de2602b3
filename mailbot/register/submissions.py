"""Filing submissions: numbered once, changed with a trace, their older files kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from mailbot.call import Call
from mailbot.intake.missing import missing_of_report, missing_of_speaker
from mailbot.intake.plan import FiledReport, Filing, Submission
from mailbot.register.attention import Attention
from mailbot.register.events import Event, changes
from mailbot.register.finding import Finding, name_keys, title_key
from mailbot.register.plain import plain
from mailbot.register.schema import CounterRow, ReportFileRow, SpeakerRow, SubmissionMessageRow, SubmissionRow
from mailbot.register.statement import Statement
from mailbot.register.types import bounded
from mailbot.register.unit import given
from mailbot.understanding.model import Publication, Speaker

NEXT_NUMBER = Statement(
    update(CounterRow)
    .where(CounterRow.prefix == given("which"))
    .values(last=CounterRow.last + 1)
    .returning(CounterRow.last)
)
BY_REFERENCE = Statement(
    select(SubmissionRow.id, SubmissionRow.missing).where(SubmissionRow.reference == given("reference"))
)
DROP_SPEAKERS = Statement(delete(SpeakerRow).where(SpeakerRow.submission == given("number")))
FILES_OF = Statement(
    select(ReportFileRow.__table__).where(ReportFileRow.submission == given("number")).order_by(ReportFileRow.id)
)
TIED = Statement(
    select(SubmissionMessageRow.action).where(
        SubmissionMessageRow.submission == given("submission"), SubmissionMessageRow.message == given("message")
    )
)


class Submissions(Finding, Attention):
    """Writing submissions."""

    def file(
        self, message_id: int, filing: Filing, at: datetime, actor: str, call: Call, *, in_body: bool = False
    ) -> str:
        """Carries out one filing, and gives the submission's reference.

        in_body: the report itself is typed in the message, so that no file is missing.
        Raises ValueError for a reference the register never gave, UnknownKind for a kind the call does not ask for.
        """
        submission = filing.submission
        new = submission.reference is None
        roles = bool(call.roles_of(submission.kind))
        if submission.reference is None:
            reference = self._next_reference(call.kind(submission.kind).prefix)
            number = self._create(reference, submission, at, in_body=in_body, roles=roles)
            self._put_speakers(number, submission.speakers)
            detail = _state(submission)
        else:
            reference = submission.reference
            number, detail = self._change(reference, submission, at, in_body=in_body, roles=roles)
        self._put_files(number, message_id, submission.report, new=new)
        self._tie(number, message_id, filing, at, new=new)
        self.record(Event(at, actor, filing.action.value, "submissions", number, filing.reason, detail))
        return reference

    def _next_reference(self, prefix: str) -> str:
        """Numbers are never given twice; a unit of work that is undone leaves no trace of its number."""
        row = NEXT_NUMBER.first(self.connection, {"which": prefix})
        last = 1 if row is None else row.last
        if row is None:
            self._add(CounterRow, {"prefix": prefix, "last": last})
        return f"{prefix}-{last:04d}"

    def _create(self, reference: str, submission: Submission, at: datetime, *, in_body: bool, roles: bool) -> int:
        columns = _columns(submission, in_body=in_body, roles=roles)
        return self._add_numbered(SubmissionRow, {"reference": reference, "created": at, "updated": at, **columns})

    def _change(
        self, reference: str, submission: Submission, at: datetime, *, in_body: bool, roles: bool
    ) -> tuple[int, dict[str, Any]]:
        """Brings a submission to its new state; its number, and what that changes."""
        row = BY_REFERENCE.first(self.connection, {"reference": reference})
        if row is None:
            raise ValueError(f"the register has no submission {reference}")
        before = self.submissions([row.id])[row.id]
        # A report that was typed in a message lacks no file later either; of one that is not active nothing is missing.
        typed = before.report is not None and not before.report.files and not row.missing["report"]
        typed = typed and before.status == "active"
        columns = _columns(submission, in_body=in_body or typed, roles=roles)
        self._set(SubmissionRow, row.id, {"updated": at, **columns})
        if before.speakers != submission.speakers:
            DROP_SPEAKERS.change(self.connection, {"number": row.id})
            self._put_speakers(row.id, submission.speakers)
        return row.id, changes(_state(before), _state(submission))

    def _put_speakers(self, number: int, speakers: tuple[Speaker, ...]) -> None:
        """The persons as they are now; what they were stands in the event."""
        if speakers:
            self._add(
                SpeakerRow,
                [
                    {
                        "submission": number,
                        "position": position,
                        "name": speaker.name,
                        "name_key": name_keys(speaker.name)[0],
                        "ends_key": name_keys(speaker.name)[1],
                        "title": speaker.title,
                        "affiliation": speaker.affiliation,
                        "roles": list(speaker.roles),
                    }
                    for position, speaker in enumerate(speakers, 1)
                ],
            )

    def _put_files(
        self,
        number: int,
        message_id: int | None,
        report: FiledReport | None,
        *,
        new: bool,
        brought: Mapping[str, int] | None = None,
    ) -> None:
        """Files that are new come as the next version, from this message; those no longer named stay, not current.

        brought: by sha256, the messages of files that came with others.
        """
        wanted = list(dict.fromkeys(report.files)) if report else []
        kept = () if new else FILES_OF.rows(self.connection, {"number": number})
        if not wanted and not kept:
            return
        known = {(row.sha256, row.name): row for row in kept}
        version = 1 + max((row.version for row in kept), default=0)
        named = {(file.sha256, file.name) for file in wanted}
        for row in kept:
            if row.current and (row.sha256, row.name) not in named:
                self._set(ReportFileRow, row.id, {"current": False})
        for position, file in enumerate(wanted, 1):
            if (found := known.get((file.sha256, file.name))) is not None:
                values = {"current": True, "position": position, "state": file.state.value}
                self._set(ReportFileRow, found.id, values)
                continue
            self._add(
                ReportFileRow,
                {
                    "submission": number,
                    "message": (brought or {}).get(file.sha256, message_id),
                    "version": version,
                    "position": position,
                    "current": True,
                    "name": file.name,
                    "media_type": file.media_type,
                    "size": file.size,
                    "sha256": file.sha256,
                    "state": file.state.value,
                },
            )

    def _tie(self, number: int, message_id: int, filing: Filing, at: datetime, *, new: bool) -> None:
        """Notes that the message belongs to the submission; the first action of a message on it stands."""
        if new or TIED.first(self.connection, {"submission": number, "message": message_id}) is None:
            self._add(
                SubmissionMessageRow,
                {
                    "submission": number,
                    "message": message_id,
                    "action": filing.action.value,
                    "reason": filing.reason,
                    "at": at,
                },
            )


def _missing(submission: Submission, *, in_body: bool, roles: bool) -> dict[str, Any]:
    """What a submission lacks of what the call asks for; of one that is no longer active, nothing."""
    if submission.status != "active":
        return {"report": [], "speakers": [[] for _ in submission.speakers]}
    return {
        "report": plain(missing_of_report(submission.report, in_body=in_body)) if submission.report else [],
        "speakers": [plain(missing_of_speaker(speaker, roles=roles)) for speaker in submission.speakers],
    }


def _columns(submission: Submission, *, in_body: bool, roles: bool) -> dict[str, Any]:
    report = submission.report
    missing = _missing(submission, in_body=in_body, roles=roles)
    return {
        "kind": submission.kind,
        "standing": submission.standing.value,
        "status": submission.status,
        "received": submission.received,
        "submitter_name": submission.submitter.name,
        "submitter_address": submission.submitter.address,
        "submitter_key": bounded(submission.submitter.address.lower()),
        "language": submission.language,
        "has_report": report is not None,
        "title": report.title if report else None,
        "title_key": title_key(report.title if report else None),
        "organisations": list(report.organisations) if report else [],
        "collective": report.collective if report else False,
        "links": list(report.links) if report else [],
        "publication": (report.publication if report else Publication.YES).value,
        "publication_said": report.publication_said if report else "",
        "missing": missing,
        "complete": not missing["report"] and not any(missing["speakers"]),
    }


def _state(submission: Submission) -> dict[str, Any]:
    """A submission's state for the event log."""
    state: dict[str, Any] = plain(submission)
    del state["reference"]
    return state
