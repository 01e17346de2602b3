"""Decisions at the terminal: what is prepared, who is undecided, who has not confirmed."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rich.text import Text

from mailbot.cli.pages import console, heading, listing, plain, when
from mailbot.intake.decision import Case, Undecided
from mailbot.intake.told import Acceptance, Presence

CHOICES = {"accept": "green", "decline": "red", "waitlist": "yellow"}
PRESENCES = {"confirmed": "green", "cancelled": "red", "unknown": "yellow"}


def print_all(
    cases: Sequence[Case], undecided: Sequence[Undecided], accepted: Sequence[Acceptance], zone: ZoneInfo
) -> None:
    """The whole page."""
    page = console()
    if not (cases or undecided or accepted):
        page.print("Nobody is put forward, so there is nothing to decide.")
        return
    if cases:
        page.print(heading(f"PREPARED ({len(cases)}; nothing goes out before mailbot decide --send)"))
        print_prepared(cases, zone)
    if undecided:
        page.print(heading(f"UNDECIDED ({len(undecided)})"))
        open_rows = (
            (
                str(one.target),
                plain(one.speaker.name),
                plain(one.speaker.affiliation),
                ", ".join(one.speaker.roles),
                one.submission.standing.value.replace("_", " "),
            )
            for one in undecided
        )
        page.print(listing(("ref", "name", "organisation", "asks for", "standing"), open_rows))
    if accepted:
        unknown = sum(one.presence is Presence.UNKNOWN for one in accepted)
        page.print(heading(f"ACCEPTED AND TOLD ({len(accepted)}, of whom {unknown} have not confirmed)"))
        rows = (
            (
                str(one.target),
                plain(one.speaker.name),
                one.role,
                one.to,
                when(one.when, zone),
                Text(
                    "not confirmed" if one.presence is Presence.UNKNOWN else one.presence.value,
                    style=PRESENCES[one.presence],
                ),
            )
            for one in accepted
        )
        page.print(listing(("ref", "name", "role", "letter to", "sent", "comes"), rows))


def print_prepared(cases: Sequence[Case], zone: ZoneInfo) -> None:
    """The letters that are to go out, each with what keeps it back."""
    rows = (
        (
            str(case.target),
            plain(case.speaker.name),
            Text(
                " ".join(filter(None, (case.decision.choice, case.decision.role))), style=CHOICES[case.decision.choice]
            ),
            case.recipient.address if case.recipient else "",
            Text(f"not sent: {case.fault}", style="red") if case.fault else _remarks(case, zone),
        )
        for case in cases
    )
    console().print(listing(("ref", "name", "decision", "letter to", ""), rows))


def _remarks(case: Case, zone: ZoneInfo) -> Text:
    """What else there is to know of a letter; the organisers' note is for their eyes."""
    remarks = (
        "replaces the one that went out" if case.replaces is not None and case.replaces.told_at else "",
        f"goes out {when(case.decision.send_at, zone)}" if case.decision.send_at else "",
        f"note: {plain(case.decision.note)}" if case.decision.note else "",
    )
    return Text("; ".join(filter(None, remarks)))
