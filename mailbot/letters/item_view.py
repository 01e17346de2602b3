"""One submission as a letter in one language tells it: its words, and what senders wrote as Sent."""

from dataclasses import dataclass
from datetime import date, datetime

from mailbot.call import Desk, Standing
from mailbot.intake.plan import FiledReport, Item, Missing, ReportFile
from mailbot.letters.correction_view import ChangedView, changed_view
from mailbot.letters.sent import Sent, clean, sent
from mailbot.letters.words import Words, word
from mailbot.message.model import TextState
from mailbot.understanding.model import Speaker

OPENED = frozenset({TextState.READ, TextState.NONE})
# What letters say of files of which none could be opened; of every other state, that they may be damaged.
FAULTS = {TextState.ENCRYPTED: "encrypted", TextState.TOO_LARGE: "too_large"}
LONG_LINK = 1000  # characters; longer ones carry data, and nobody could read them
MANY_LINKS = 5  # more are not a report's address but a page's


@dataclass(frozen=True, slots=True)
class FileView:
    """A file and its size in octets. fault: why it could not be opened, in words; "" where it could."""

    name: Sent
    size: int
    fault: str


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A person put forward; missing: keys, missing_words: the same for people."""

    name: Sent
    title: Sent
    affiliation: Sent
    role_words: tuple[str, ...]
    missing: tuple[str, ...]
    missing_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report; files: what the register holds of it and what came with this message.

    publication: yes, unnamed or no, as the sender asked or the organisers decided. fault: a key, why files could not
    be opened: encrypted, too_large, damaged, or mixed where they differ; unopened: how many those are.
    """

    title: Sent
    organisations: tuple[Sent, ...]
    collective: bool
    files: tuple[FileView, ...]
    links: tuple[Sent, ...]  # not clickable: a letter to a forged sender must not carry a stranger's link
    publication: str = "yes"
    fault: str = "damaged"
    unopened: int = 0


@dataclass(frozen=True, slots=True)
class ItemView:
    """One submission. open: its closing is still ahead. nobody_named: a kind of persons without any person.

    nothing_readable: a document of which the message alone has come. changed: what the message changed of it.
    came_late: it stands well itself, but what the message brings to it comes too late. decided: everybody in it was
    told a decision. withdrawn: all of it was taken back.
    """

    action: str
    kind: str
    kind_name: str
    reference: Sent
    standing: str
    speakers: tuple[SpeakerView, ...]
    nobody_named: bool
    report: ReportView | None
    missing: tuple[str, ...]
    nothing_readable: bool
    incomplete: bool
    open: bool
    last_day: date
    exact: bool
    closes: datetime
    changed: tuple[ChangedView, ...] = ()
    came_late: bool = False
    decided: bool = False
    withdrawn: bool = False


def item_view(item: Item, reference: str, direction: str, desk: Desk, words: Words, at: datetime) -> ItemView:
    """One submission as a letter in one language tells it."""
    submission = item.submission
    by_speaker = (*item.missing_of, *((),) * len(submission.speakers))
    speakers = tuple(
        speaker_view(speaker, missing, direction, words)
        for speaker, missing in zip(submission.speakers, by_speaker, strict=False)
    )
    report = submission.report
    return ItemView(
        action=item.action.value,
        kind=submission.kind,
        kind_name=word(words, "kinds", submission.kind),
        reference=sent(reference, direction),
        standing=submission.standing.value,
        speakers=speakers,
        nobody_named=report is None and not speakers,
        report=report_view(report, item.files_received, direction, words) if report else None,
        missing=tuple(missing.value for missing in item.missing),
        nothing_readable=bool({Missing.FILE, Missing.READABLE_FILE} & set(item.missing)),
        incomplete=bool(item.missing)
        or any(speaker.missing for speaker in speakers)
        or (report is None and not speakers),
        open=at < item.closes,
        last_day=item.last_day,
        exact=item.exact,
        closes=item.closes.astimezone(desk.timezone),
        changed=tuple(changed_view(each, direction, words) for each in item.changed),
        came_late=item.came is Standing.LATE and submission.standing is not Standing.LATE,
        decided=item.decided,
        withdrawn=submission.status == "withdrawn",
    )


def speaker_view(speaker: Speaker, missing: tuple[Missing, ...], direction: str, words: Words) -> SpeakerView:
    """A person in one language."""
    return SpeakerView(
        name=sent(speaker.name, direction),
        title=sent(speaker.title, direction),
        affiliation=sent(speaker.affiliation, direction),
        role_words=tuple(word(words, "roles", role) for role in speaker.roles),
        missing=tuple(key.value for key in missing),
        missing_words=tuple(word(words, "missing", key.value) for key in missing),
    )


def report_view(report: FiledReport, received: tuple[ReportFile, ...], direction: str, words: Words) -> ReportView:
    """A report in one language; a file that was sent again is told once."""
    files = {(file.name, file.sha256): file for file in (*report.files, *received)}
    faults = [FAULTS.get(file.state, "damaged") for file in files.values() if file.state not in OPENED]
    return ReportView(
        title=sent(report.title, direction),
        organisations=tuple(sent(name, direction) for name in report.organisations),
        collective=report.collective,
        files=tuple(
            FileView(
                sent(file.name, direction),
                file.size,
                "" if file.state in OPENED else word(words, "file_states", file.state.value),
            )
            for file in files.values()
        ),
        links=tuple(
            Sent(clean(address), direction) for address in report.links[:MANY_LINKS] if len(address) <= LONG_LINK
        ),
        publication=report.publication.value,
        fault=faults[0] if len(set(faults)) == 1 else "mixed",
        unopened=len(faults),
    )
