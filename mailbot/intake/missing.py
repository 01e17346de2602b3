"""What a submission still lacks of what the call asks for: a speaker's name, title, affiliation; a readable report."""

from collections.abc import Callable

from mailbot.intake.plan import FiledReport, Missing
from mailbot.message.model import APART, TextState
from mailbot.understanding.model import Speaker

# The call's annex asks for "the speaker's name, title and organisational affiliation" for "one of the speaker roles".
ASKED_OF_SPEAKER: tuple[tuple[Missing, Callable[[Speaker], object]], ...] = (
    (Missing.NAME, lambda speaker: speaker.name),
    (Missing.TITLE, lambda speaker: speaker.title),
    (Missing.AFFILIATION, lambda speaker: speaker.affiliation),
    (Missing.ROLE, lambda speaker: speaker.roles),
)
UNREADABLE = {TextState.ENCRYPTED, TextState.FAILED, TextState.TOO_LARGE, *APART}


def missing_of_speaker(speaker: Speaker, *, roles: bool = True) -> tuple[Missing, ...]:
    """What one person's entry lacks, in the order the call names it. roles: the kind asks for one."""
    lacking = (missing for missing, value in ASKED_OF_SPEAKER if not value(speaker))
    return tuple(missing for missing in lacking if roles or missing is not Missing.ROLE)


def missing_of_report(report: FiledReport, *, in_body: bool = False) -> tuple[Missing, ...]:
    """FILE where nothing came that could be published, READABLE_FILE where all that came is locked or damaged.

    in_body: the report was typed in the message itself, which is as good as a file.
    """
    if not report.files:
        return () if in_body else (Missing.FILE,)
    if all(file.state in UNREADABLE for file in report.files):
        return (Missing.READABLE_FILE,)
    return ()
