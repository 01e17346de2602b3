"""Filing a report: new, the same again, a newer version, or the file that was forgotten or could not be opened."""

from dataclasses import replace

from mailbot.intake.filing import Sorted
from mailbot.intake.missing import missing_of_report
from mailbot.intake.plan import Action, FiledReport, Filing, History, ReportFile, Submission, Tie
from mailbot.intake.sameness import other_house, same_house, same_text, words_of
from mailbot.intake.ties import active, because, only, own
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
    theirs = tuple(tie for tie in ties if own(tie, fresh) or _of_one_house(tie, filed))
    earlier_one = None if verdict.besides else _earlier_report(theirs, filed, verdict.change)
    if earlier_one is None:
        unclear = verdict.change is Change.VERSION and theirs
        notes = _alike(ties, fresh, filed)
        return Sorted(
            (Filing(Action.NEW, fresh, "a new report"),), (reason("version_untied"), *notes) if unclear else notes
        )
    if verdict.change is Change.ADDITION and _beside(earlier_one, filed):
        filing = Filing(Action.ADDITION, earlier_one, because(ties, earlier_one), by_hand=True)
        return Sorted((filing,), (reason("followup_by_hand", reference=str(earlier_one.reference)),))
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
    by_others = action is Action.VERSION and not any(
        own(tie, fresh) for tie in ties if tie.submission.reference == earlier_one.reference
    )
    note = (reason("changed", reference=str(earlier_one.reference), action=action.value),) if by_others else ()
    return Sorted((Filing(action, result, because(ties, earlier_one)),), note)


def _earlier_report(ties: tuple[Tie, ...], filed: FiledReport, change: Change | None) -> Submission | None:
    """The one earlier report this is another version, the forgotten file, or a repetition of."""
    renewed = change in (Change.VERSION, Change.ADDITION)
    same = [tie for tie in ties if _titled(tie, filed) and (renewed or not _of_two_houses(tie, filed))]
    same = [tie for tie in same if tie.how != "same"] or same
    if len(same) == 1:
        return same[0].submission
    candidate = only(ties)
    if candidate is None or candidate.report is None:
        return None
    if renewed:
        return candidate
    # A report without a file that can be opened, and now a file by the same people: what our letter asks for.
    awaited = bool(missing_of_report(candidate.report)) and bool(filed.files)
    return candidate if awaited and not _other_title(candidate.report, filed) else None


def _titled(tie: Tie, filed: FiledReport) -> bool:
    """Whether an earlier report has the same title. Alone it ties nothing: many are made of the call's own words."""
    return tie.submission.report is not None and same_text(tie.submission.report.title, filed.title)


def _beside(earlier: Submission, filed: FiledReport) -> bool:
    """Whether what is added stands beside a file that can be read, such as an annex, and so must not replace it."""
    before = earlier.report
    whole = before is not None and bool(before.files) and not missing_of_report(before)
    return whole and before is not None and bool(filed.files) and _other_title(before, filed)


def _of_one_house(tie: Tie, filed: FiledReport) -> bool:
    before = tie.submission.report.organisations if tie.submission.report else ()
    return any(same_house(one, other) for one in before for other in filed.organisations)


def _of_two_houses(tie: Tie, filed: FiledReport) -> bool:
    before = tie.submission.report.organisations if tie.submission.report else ()
    pairs = [other_house(one, other) for one in before for other in filed.organisations]
    return bool(pairs) and all(pairs)


def _alike(ties: tuple[Tie, ...], fresh: Submission, filed: FiledReport) -> tuple[str, ...]:
    """Notes on reports of the same title that may be this one; another sender's of another organisation is not."""
    found = [tie for tie in ties if _titled(tie, filed) and (own(tie, fresh) or not _of_two_houses(tie, filed))]
    return tuple(reason("same_title", reference=str(tie.submission.reference)) for tie in found)


def _other_title(before: FiledReport, after: FiledReport) -> bool:
    return bool(words_of(before.title) and words_of(after.title)) and not same_text(before.title, after.title)
