"""Filing a withdrawal: of all that was submitted, or of those whom the message takes back by name. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mailbot.intake.filing import Sorted
from mailbot.intake.plan import Action, Filing, Submission
from mailbot.intake.sameness import called, named_in
from mailbot.reasons import reason
from mailbot.understanding.model import Clause, Speaker, Verdict


def file_withdrawal(target: Submission, verdict: Verdict, why: str, others: Iterable[Speaker] = ()) -> Sorted:
    """What a withdrawal does to the submission it is tied to. Where it is not plain who goes, a person carries it out.

    others: people of other submissions whom the sender may mean.
    """
    staying = _gone(target, verdict, tuple(others))
    if staying is None or verdict.needs_review:
        note = reason("followup_by_hand", reference=str(target.reference))
        return Sorted((Filing(Action.WITHDRAWAL, target, why, by_hand=True),), (note,))
    after = replace(target, speakers=staying) if staying else replace(target, status="withdrawn")
    return Sorted((Filing(Action.WITHDRAWAL, after, why),))


def _gone(target: Submission, verdict: Verdict, others: tuple[Speaker, ...]) -> tuple[Speaker, ...] | None:
    """Who stays; nobody: all is withdrawn; None where that is not plain."""
    going_clauses = [clause for clause in verdict.clauses if clause.goes]
    if any(clause.doubtful for clause in going_clauses) or not any(clause.plain for clause in going_clauses):
        return None
    if not target.speakers:
        return ()
    going, staying = _named(target.speakers, verdict.clauses)
    if going is None or staying is None or going & staying or verdict.amends:
        return None
    elsewhere, _ = _named(others, verdict.clauses)
    if elsewhere is None or (elsewhere and not going):
        return None  # somebody of another submission is named, nobody of this one
    everybody = set(range(len(target.speakers)))
    if going:
        return tuple(speaker for place, speaker in enumerate(target.speakers) if place not in going)
    if any(clause.goes is False for clause in verdict.clauses):
        return None  # somebody stays, and it does not say who
    return () if everybody == {0} or _all(verdict.clauses) else None


def _all(clauses: Sequence[Clause]) -> bool:
    """Whether a clause in which somebody goes speaks of the whole submission."""
    return any(clause.goes and clause.whole for clause in clauses)


def _named(speakers: Sequence[Speaker], clauses: Sequence[Clause]) -> tuple[set[int] | None, set[int] | None]:
    """The places of those who go and of those who stay, by name; None for what cannot be told apart."""
    found: dict[bool, set[int]] = {True: set(), False: set()}
    for clause in clauses:
        whole = {place for place, speaker in enumerate(speakers) if named_in(speaker.name, clause.text)}
        parts = [frozenset(called(word, speakers)) for word in clause.called]
        parts = [places for places in parts if places and not places & whole]
        sure = whole | {place for places in parts if len(places) == 1 for place in places}
        if any(not places & sure for places in parts):
            return None, None  # a name that several bear
        if clause.unclear and sure:
            return None, None
        if clause.goes is not None:
            found[clause.goes] |= sure
    return found[True], found[False]
