"""What an erasure takes: found first, shown to a person, then erased (erasing.py). Reads only."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import or_, select

from mailbot.intake.plan import Action
from mailbot.intake.sameness import same_person
from mailbot.message.model import Address
from mailbot.register.events import ids
from mailbot.register.files import FileDamaged, Files
from mailbot.register.finding import NAMED_ALIKE, name_keys
from mailbot.register.register import Register
from mailbot.register.schema import (
    DecisionRow,
    LetterRow,
    LetterSubmissionRow,
    MessageRow,
    SpeakerRow,
    SubmissionMessageRow,
    SubmissionRow,
)
from mailbot.register.types import bounded

AT_ONCE = 500  # numbers in one statement
BOUNCE = "bounce"
DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Scope:
    """Numbers of rows. handed: submissions that others have sent too; they stay, in the name of the first of these.

    speakers: (submission, position) of persons in submissions that stay. naming: messages that stay although their
    text or files name the person; of these only what was understood goes. digests: letters to the organisers that told
    of what goes. decisions: about the persons. address: that new mail is held against; "" for none.
    """

    messages: frozenset[int] = frozenset()
    submissions: frozenset[int] = frozenset()
    handed: tuple[tuple[int, Address], ...] = ()
    speakers: frozenset[tuple[int, int]] = frozenset()
    naming: frozenset[int] = frozenset()
    letters: frozenset[int] = frozenset()
    digests: frozenset[int] = frozenset()
    decisions: frozenset[int] = frozenset()
    address: str = ""

    def __bool__(self) -> bool:
        return bool(self.messages or self.submissions or self.handed or self.speakers or self.letters)

    @property
    def touched(self) -> frozenset[int]:
        """Every submission that is changed."""
        return self.submissions | {number for number, _ in self.handed} | {number for number, _ in self.speakers}


def scope_of_address(register: Register, address: str, own: Collection[str], holds: Callable[[str], bool]) -> Scope:
    """All that somebody sent, was sent, and is known by, under an address.

    own: the desk's addresses. holds: whether the kept file with a hash names the address; asked of bounces, which come
    from a server and are about the person.
    """
    key = bounded(address.lower())
    rows = register.connection.execute(
        select(
            MessageRow.id, MessageRow.sha256, MessageRow.sender_key, MessageRow.submitter_address, MessageRow.other
        ).where(
            or_(MessageRow.sender_key == key, MessageRow.submitter_address != "", MessageRow.other == BOUNCE),
            MessageRow.forgotten.is_(None),
        )
    )
    # Of another sender's message, only what was forwarded for this person.
    messages = {
        row.id
        for row in rows
        if key in (row.sender_key, bounded(row.submitter_address.lower()))
        or (row.other == BOUNCE and holds(row.sha256))
    }
    submitted = select(SubmissionRow.id).where(SubmissionRow.submitter_key == key)
    submissions = set(ids(register.connection.execute(submitted)))
    heirs = _heirs(register, submissions, messages, {key, *(bounded(one.lower()) for one in own)})
    sent = ids(register.connection.execute(select(LetterRow.id).where(LetterRow.to_key == key, unforgotten())))
    scope = Scope(frozenset(messages), frozenset(submissions - set(heirs)), tuple(heirs.items()), address=address)
    return with_letters(register, scope, sent)


def holder(files: Files, address: str) -> Callable[[str], bool]:
    """Says of a kept file whether the address stands in it; a file that is missing or damaged holds nothing."""
    wanted = address.lower().encode()

    def holds(sha256: str) -> bool:
        try:
            return wanted in files.read(sha256).lower()
        except FileDamaged:
            return False

    return holds


def scope_of_person(register: Register, name: str) -> Scope:
    """All that names somebody who was put forward, whoever did it.

    A message goes with everything in it where all it submits goes; else it stays, and is named.
    """
    whole, ends = name_keys(name)
    alike = ids(register.connection.execute(NAMED_ALIKE, {"whole": [whole], "ends": [ends]}))
    found: dict[int, dict[int, bool]] = {}
    for row in _chosen(register, select(SpeakerRow.__table__), SpeakerRow.submission, alike):
        found.setdefault(row.submission, {})[row.position] = same_person(name, row.name)
    found = {number: people for number, people in found.items() if any(people.values())}
    erased = {number for number, people in found.items() if all(people.values())}
    speakers = {
        (number, position)
        for number, people in found.items()
        if number not in erased
        for position, same in people.items()
        if same
    }
    decided = select(DecisionRow.id, DecisionRow.name)
    decisions = {
        row.id
        for row in _chosen(register, decided, DecisionRow.submission, found)
        if row.name is not None and same_person(name, row.name)
    }
    scope = Scope(submissions=frozenset(erased), speakers=frozenset(speakers), decisions=frozenset(decisions))
    tied = _messages_of(register, scope.touched)
    gone = {message for message in tied if _submissions_of(register, [message]) <= erased}
    scope = replace(scope, messages=frozenset(gone), naming=frozenset(tied - gone))
    return with_letters(register, scope, ())


def scope_of_messages(register: Register, numbers: Iterable[int]) -> Scope:
    """These messages, the submissions that nothing else belongs to, and the letters about either."""
    known = _chosen(register, select(MessageRow.id).where(MessageRow.forgotten.is_(None)), MessageRow.id, numbers)
    messages = {row.id for row in known}
    submissions = {
        number for number in _submissions_of(register, messages) if _messages_of(register, [number]) <= messages
    }
    return with_letters(register, Scope(frozenset(messages), frozenset(submissions)), ())


def _heirs(register: Register, submissions: set[int], gone: set[int], nobody: set[str]) -> dict[int, Address]:
    """For submissions that somebody else has sent too: who did so first, and is still known."""
    ties = (
        select(
            SubmissionMessageRow.submission,
            MessageRow.id,
            MessageRow.sender_name,
            MessageRow.sender_address,
            MessageRow.sender_key,
        )
        .join(MessageRow, MessageRow.id == SubmissionMessageRow.message)
        .where(SubmissionMessageRow.action.in_((Action.NEW.value, Action.DUPLICATE.value)))
        .order_by(SubmissionMessageRow.at, MessageRow.id)
    )
    heirs: dict[int, Address] = {}
    for row in _chosen(register, ties, SubmissionMessageRow.submission, submissions):
        if row.id not in gone and row.sender_key and row.sender_key not in nobody:
            heirs.setdefault(row.submission, Address(row.sender_name, row.sender_address))
    return heirs


def with_letters(register: Register, scope: Scope, sent: Iterable[int]) -> Scope:
    """The scope with the letters that answer, tell of, or go to what it takes, and the digests since its first row."""
    letters = set(sent)
    open_ = select(LetterRow.id).where(unforgotten())
    letters |= set(ids(_chosen(register, open_, LetterRow.message, scope.messages)))
    told = select(LetterSubmissionRow.letter).join(LetterRow, LetterRow.id == LetterSubmissionRow.letter)
    about = scope.submissions | {number for number, _ in scope.speakers}
    letters |= set(ids(_chosen(register, told.where(unforgotten()), LetterSubmissionRow.submission, about)))
    decisions = scope.decisions | set(
        ids(_chosen(register, select(DecisionRow.id), DecisionRow.submission, scope.submissions))
    )
    telling = _chosen(register, select(DecisionRow.letter), DecisionRow.id, decisions)
    letters |= {row.letter for row in telling if row.letter is not None}
    began = [row[0] for row in _chosen(register, select(MessageRow.first_seen), MessageRow.id, scope.messages)]
    began += [row[0] for row in _chosen(register, select(SubmissionRow.created), SubmissionRow.id, scope.touched)]
    digests: set[int] = set()
    if began:
        since = open_.where(LetterRow.kind == DIGEST, LetterRow.created >= min(began))
        digests = set(ids(register.connection.execute(since)))
    return replace(
        scope,
        letters=frozenset(letters - digests),
        digests=frozenset(digests),
        decisions=frozenset(decisions),
    )


def unforgotten() -> Any:
    """A condition: the letter was not erased before."""
    return LetterRow.forgotten.is_(None)


def _messages_of(register: Register, submissions: Iterable[int]) -> set[int]:
    tied = select(SubmissionMessageRow.message).join(MessageRow, MessageRow.id == SubmissionMessageRow.message)
    tied = tied.where(MessageRow.forgotten.is_(None))
    return set(ids(_chosen(register, tied, SubmissionMessageRow.submission, submissions)))


def _submissions_of(register: Register, messages: Iterable[int]) -> set[int]:
    tied = select(SubmissionMessageRow.submission)
    return set(ids(_chosen(register, tied, SubmissionMessageRow.message, messages)))


def _chosen(register: Register, wanted: Any, column: Any, numbers: Iterable[int]) -> Iterable[Any]:
    """Rows of a query whose column is among the numbers, however many these are."""
    listed = sorted(set(numbers))
    for start in range(0, len(listed), AT_ONCE):
        yield from register.connection.execute(wanted.where(column.in_(listed[start : start + AT_ONCE])))
