"""Submissions read back as the values the rest of mailbot works with, by number, reference, person or title."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import or_, select, union

from mailbot.call import Standing
from mailbot.intake.plan import FiledReport, ReportFile, Submission
from mailbot.intake.sameness import same_person, same_text, words_of
from mailbot.message.model import Address, TextState
from mailbot.register.events import Events
from mailbot.register.schema import ReportFileRow, SpeakerRow, SubmissionMessageRow, SubmissionRow
from mailbot.register.statement import Statement
from mailbot.register.types import bounded
from mailbot.register.unit import listed
from mailbot.understanding.model import Publication, Speaker


def name_keys(name: str | None) -> tuple[str, str]:
    """What a person's name is looked up by: all its folded words in any order, and its first with its last. Pure.

    Two names that intake.sameness takes for one person share at least one of the two. "" each for none.
    """
    words = words_of(name)
    return bounded(" ".join(sorted(words))), bounded(" ".join((*words[:1], *words[-1:])))


def title_key(title: str | None) -> str:
    """What a report's title is looked up by: folded, without punctuation; "" for none. Pure."""
    return bounded(" ".join(words_of(title)))


SUBMISSIONS = Statement(select(SubmissionRow.__table__).where(SubmissionRow.id.in_(listed("numbers"))))
SPEAKERS = Statement(
    select(SpeakerRow.__table__)
    .where(SpeakerRow.submission.in_(listed("numbers")))
    .order_by(SpeakerRow.submission, SpeakerRow.position)
)
FILES = Statement(
    select(ReportFileRow.__table__)
    .where(ReportFileRow.submission.in_(listed("numbers")), ReportFileRow.current.is_(True))
    .order_by(ReportFileRow.submission, ReportFileRow.position)
)
NAMED_ALIKE = select(SpeakerRow.submission).where(
    or_(SpeakerRow.name_key.in_(listed("whole")), SpeakerRow.ends_key.in_(listed("ends")))
)
TITLED_ALIKE = select(SubmissionRow.id).where(SubmissionRow.title_key.in_(listed("titles")))
ALIKE = Statement(
    select(SubmissionRow.id)
    .where(SubmissionRow.id.in_(union(NAMED_ALIKE, TITLED_ALIKE)), SubmissionRow.status == "active")
    .order_by(SubmissionRow.id)
)


class Finding(Events):
    """Reading submissions."""

    def submissions(self, numbers: Collection[int]) -> dict[int, Submission]:
        """Submissions by their numbers (ids of rows), in the order asked for."""
        if not numbers:
            return {}
        rows = {row.id: row for row in SUBMISSIONS.rows(self.connection, {"numbers": numbers})}
        speakers = self._speakers(rows)
        files = self._files([row.id for row in rows.values() if row.has_report])
        return {
            number: _submission(rows[number], tuple(speakers[number]), tuple(files[number]))
            for number in dict.fromkeys(numbers)
            if number in rows
        }

    def _speakers(self, numbers: Collection[int]) -> dict[int, list[Speaker]]:
        found: dict[int, list[Speaker]] = defaultdict(list)
        for row in SPEAKERS.rows(self.connection, {"numbers": numbers}):
            found[row.submission].append(Speaker(row.name, row.title, row.affiliation, tuple(row.roles)))
        return found

    def _files(self, numbers: Collection[int]) -> dict[int, list[ReportFile]]:
        found: dict[int, list[ReportFile]] = defaultdict(list)
        for row in FILES.rows(self.connection, {"numbers": numbers}) if numbers else ():
            found[row.submission].append(
                ReportFile(row.name, row.media_type, row.size, row.sha256, TextState(row.state))
            )
        return found

    def submission(self, reference: str) -> Submission | None:
        """The submission with this reference as it stands now; None where there is none."""
        number = self.connection.execute(
            select(SubmissionRow.id).where(SubmissionRow.reference == reference.upper())
        ).scalar_one_or_none()
        return None if number is None else self.submissions([number])[number]

    def find_same(self, names: Collection[str | None] = (), title: str | None = None) -> tuple[Submission, ...]:
        """Active submissions that name one of these persons or this report title, oldest first.

        So that what two people send is found to be one submission. What counts as the same is intake.sameness's word.
        """
        named = [name for name in names if len(words_of(name)) > 1]
        heading = title_key(title)
        if not named and not heading:
            return ()
        keys = [name_keys(name) for name in named]
        asked = {
            "whole": [whole for whole, _ in keys],
            "ends": [ends for _, ends in keys],
            "titles": [heading] if heading else [],
        }
        found = self.submissions(ALIKE.column(self.connection, asked))
        return tuple(submission for submission in found.values() if _is_same(submission, named, title))

    def references_by_message(self, messages: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """References of the submissions that each of these messages belongs to."""
        rows = self.connection.execute(
            select(SubmissionMessageRow.message, SubmissionRow.reference)
            .join(SubmissionRow, SubmissionRow.id == SubmissionMessageRow.submission)
            .where(SubmissionMessageRow.message.in_(tuple(messages)))
            .order_by(SubmissionMessageRow.message, SubmissionRow.id)
        )
        found: dict[int, tuple[str, ...]] = {}
        for message, reference in rows:
            found[message] = (*found.get(message, ()), reference)
        return found


def _is_same(submission: Submission, names: Collection[str | None], title: str | None) -> bool:
    return bool(submission.report and same_text(submission.report.title, title)) or any(
        same_person(name, speaker.name) for name in names for speaker in submission.speakers
    )


def _submission(row: Any, speakers: tuple[Speaker, ...], files: tuple[ReportFile, ...]) -> Submission:
    report = FiledReport(
        title=row.title,
        organisations=tuple(row.organisations),
        collective=row.collective,
        files=files,
        links=tuple(row.links),
        publication=Publication(row.publication),
        publication_said=row.publication_said,
    )
    return Submission(
        kind=row.kind,
        standing=Standing(row.standing),
        submitter=Address(row.submitter_name, row.submitter_address),
        language=row.language,
        received=row.received,
        reference=row.reference,
        status=row.status,
        speakers=speakers,
        report=report if row.has_report else None,
    )
