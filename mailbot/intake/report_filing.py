"""Filing a report: new, the same again, a newer version, or the file that was forgotten or could not be opened."""

from dataclasses import replace

from mailbot.intake.filing import Sorted
from mailbot.intake.missing import missing_of_report
from mailbot.intake.plan import Action, FiledReport, Filing, History, ReportFile, Submission, Tie
from mailbot.intake.sameness import same_text, words_of
from mailbot.intake.ties import active, because, only
from mailbot.message.model import Message
from mailbot.reasons import reason
from mailbot.understanding.model import Change, Report, Verdict


def report_files(message: Message, report: Report) -> tuple[ReportFile, ...]:
    """The files of a report as they are kept and told; indexes out of range are ignored."""
    chosen = (message.attachments[index] for index in report.files if index < len(message.attachments))
    return tuple(
        ReportFile(file.name or "unnamed", file.media_type, file.size, file.sha256, file.document.state)
        for file in chosen
    )


def file_report(fresh: Submission, verdict: Verdict, message: Message, history: History) -> Sorted:
    """What becomes of the report of one message, given what is known already. Pure."""
    said = verdict.report_of(fresh.kind) or Report()
    files = report_files(message, said)
    filed = FiledReport(said.title, said.organisations, said.collective, files, said.links)
    fresh = replace(fresh, report=filed)
    ties = active(history, fresh.kind)
    known = {tie.submission.reference: tie.submission for tie in ties if tie.how == "file"}
    if len(known) == 1 and files:
        (earlier,) = known.values()
        sent = {file.sha256 for file in files}
        if sent <= {file.sha256 for file in (earlier.report.files if earlier.report else ())}:
            return Sorted((Filing(Action.DUPLICATE, earlier, because(ties, earlier)),))
        # A file that a later one has replaced: sent again by mistake, or meant to stand again, a person says which.
        if sent <= {sha256 for sha256, reference in history.known_files if reference == earlier.reference}:
            return Sorted((Filing(Action.DUPLICATE, earlier, because(ties, earlier)),), (reason("older_version"),))
    earlier_one = _earlier_report(ties, filed, verdict.change)
    if earlier_one is None:
        unclear = verdict.change is Change.VERSION
        return Sorted(
            (Filing(Action.NEW, fresh, "a new report"),),
            (reason("version_untied"),) if unclear and ties else (),
        )
    before = earlier_one.report or FiledReport(None, (), False)
    after = FiledReport(
        title=filed.title or before.title,
        organisations=filed.organisations or before.organisations,
        collective=filed.collective or (before.collective and not filed.organisations),
        files=files or before.files,
        links=filed.links or before.links,
        publication=before.publication,
        publication_said=before.publication_said,
    )
    if not files and not filed.links:
        action = Action.DUPLICATE
    else:
        action = Action.VERSION if before.files and files else Action.ADDITION
    result = earlier_one if action is Action.DUPLICATE else replace(earlier_one, report=after)
    return Sorted((Filing(action, result, because(ties, earlier_one)),))


def _earlier_report(ties: tuple[Tie, ...], filed: FiledReport, change: Change | None) -> Submission | None:
    """The one earlier report this is another version, the forgotten file, or a repetition of."""
    same = [
        tie.submission
        for tie in ties
        if tie.submission.report and filed.title and same_text(tie.submission.report.title, filed.title)
    ]
    if len(same) == 1:
        return same[0]
    candidate = only(ties)
    if candidate is None or candidate.report is None:
        return None
    if change in (Change.VERSION, Change.ADDITION):
        return candidate
    # A report without a file that can be opened, and now a file by the same people: what our letter asks for.
    awaited = bool(missing_of_report(candidate.report)) and bool(filed.files)
    return candidate if awaited and not _other_title(candidate.report, filed) else None


def _other_title(before: FiledReport, after: FiledReport) -> bool:
    return bool(words_of(before.title) and words_of(after.title)) and not same_text(before.title, after.title)
