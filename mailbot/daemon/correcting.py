"""What an organiser does by hand to submissions: rehearsed first, so that it can be shown, then carried out once.

An act is run in a transaction that is undone, and what came of it is shown; carried out, it must come to the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mailbot.call import Call
from mailbot.daemon.deciding import Press
from mailbot.errors import MailbotError
from mailbot.intake.correcting import Assignment, changes_between, corrected, files_changed
from mailbot.intake.correction import Act, Changed, Correction
from mailbot.intake.letter import OutgoingLetter
from mailbot.intake.merging import merged_into
from mailbot.intake.plan import Action, Item, LetterKind, LetterOrder, Missing, Submission
from mailbot.letters.compose import compose
from mailbot.register.changing import Writer
from mailbot.register.records import Entry
from mailbot.register.register import Register
from mailbot.register.store import Store


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something, when and why; with_letter: and the letter that follows from it is to go out."""

    actor: str
    reason: str
    at: datetime
    with_letter: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to. said: lines for who did it. message: the number of the one the letter answers."""

    said: tuple[str, ...]
    letter: OutgoingLetter | None = None
    message: int | None = None


Deed = Callable[[Register], Done]


class _Undo(Exception):
    """Ends a transaction that was only a rehearsal."""


def rehearsed(store: Store, deed: Deed) -> Done:
    """What a deed would come to; nothing of it is written. Raises MailbotError where it is not possible."""
    found: list[Done] = []
    try:
        with store.writing() as register:
            found.append(deed(register))
            raise _Undo
    except _Undo:
        return found[0]


def carried_out(store: Store, deed: Deed, at: datetime, expected: Done | None = None) -> Done:
    """Does it, with its letter in the outbox. expected: what was shown.

    Raises MailbotError where it is not possible, or comes to something else than was shown: then nothing is done.
    """
    with store.writing() as register:
        done = deed(register)
        if expected is not None and _shown(done) != _shown(expected):
            raise MailbotError("the register was changed meanwhile; nothing was done: look again")
        if done.letter is not None:
            references = done.letter.references
            if not register.queue(done.letter, at, message=done.message, references=references):
                raise MailbotError("this message never gets a letter (import --no-letters); nothing was done")
    return done


def _shown(done: Done) -> tuple[object, ...]:
    """What is compared: all but the key and what follows from it, since the log may have grown."""
    letter = done.letter
    return (done.said, letter and (letter.to, letter.subject, letter.language))


def correct(reference: str, given: Sequence[Assignment], hand: Hand, press: Press) -> Deed:
    """Other values for a submission."""

    def deed(register: Register) -> Done:
        entry = entry_of(register, reference)
        before = _active(entry)
        enclosed = register.enclosed(entry.number)
        after = corrected(before, given, press.call, press.desk.languages, enclosed)
        if after == before:
            raise MailbotError(f"{before.reference}: it says so already; nothing was changed")
        number = register.bring(entry.number, after, "corrected", hand.at, hand.actor, hand.reason, press.call)
        changed = (*changes_between(before, after), *files_changed(before, after))
        if hand.with_letter and not changed:
            raise MailbotError("nothing of this is told to senders: give no --letter")
        said = tuple(f"{before.reference}: {line}" for line in told(changed)) or (f"{before.reference} is changed.",)
        return _with_letter(register, entry.number, said, Correction(Act.CORRECTED, changed), number, hand, press)

    return deed


def withdraw(reference: str, hand: Hand, press: Press) -> Deed:
    """A submission that holds no more."""

    def deed(register: Register) -> Done:
        entry = entry_of(register, reference)
        after = replace(_active(entry), status="withdrawn")
        number = register.bring(entry.number, after, "withdrawn", hand.at, hand.actor, hand.reason, press.call)
        said = (f"{after.reference} is withdrawn.",)
        return _with_letter(register, entry.number, said, Correction(Act.WITHDRAWN), number, hand, press)

    return deed


def reinstate(reference: str, hand: Hand, press: Press) -> Deed:
    """A withdrawn or superseded submission that holds again."""

    def deed(register: Register) -> Done:
        entry = entry_of(register, reference)
        submission = entry.submission
        if submission.status == "active" or entry.merged_into or entry.forgotten:
            where = f"became part of {entry.merged_into}" if entry.merged_into else "is active"
            raise MailbotError(
                f"{submission.reference} {'was erased' if entry.forgotten else where}; nothing was changed"
            )
        after = replace(submission, status="active")
        number = register.bring(entry.number, after, "reinstated", hand.at, hand.actor, hand.reason, press.call)
        said = (f"{after.reference} is active again.",)
        return _with_letter(register, entry.number, said, Correction(Act.REINSTATED), number, hand, press)

    return deed


def merge(kept: str, other: str, hand: Hand, press: Press) -> Deed:
    """Two submissions that are one: the first stays, the second becomes part of it."""

    def deed(register: Register) -> Done:
        one, two = entry_of(register, kept), entry_of(register, other)
        first, second = _active(one), _active(two)
        if one.number == two.number:
            raise MailbotError(f"{first.reference}: name two different submissions")
        if first.kind != second.kind:
            raise MailbotError(f"{first.reference} is a {first.kind}, {second.reference} a {second.kind}: never one")
        writer = register.writer_of(two.number, press.desk) if hand.with_letter else None
        after = merged_into(first, second)
        number = register.merge(one.number, two.number, after, hand.at, hand.actor, hand.reason, press.call)
        said = (f"{second.reference} is now part of {first.reference}.", *told(changes_between(first, after)))
        what = Correction(Act.MERGED, gone=(str(second.reference),), into=str(first.reference))
        same = first.submitter.address.lower() == second.submitter.address.lower()
        told_to = (writer, second.language) if writer else None
        return _with_letter(register, one.number, said, what, number, hand, press, told_to, told_of=same)

    return deed


def entry_of(register: Register, reference: str) -> Entry:
    """The submission with a reference. Raises MailbotError where there is none."""
    number = register.number_of(reference)
    if number is None:
        raise MailbotError(f"{reference}: the register has no such submission; `mailbot list` shows all")
    return register.entries([number])[0]


def told(changed: Sequence[Changed]) -> tuple[str, ...]:
    """Changes as lines for who made them."""
    return tuple(
        (f"{each.person}: " if each.person else "")
        + f"{each.what}: {'; '.join(each.before) or '–'} → {'; '.join(each.after) or '–'}"
        for each in changed
    )


def item_of_entry(entry: Entry, call: Call, action: Action = Action.CORRECTION) -> Item:
    """A submission as it stands in the register, for a letter."""
    submission, asked = entry.submission, call.kind(entry.submission.kind)
    return Item(
        action=action,
        submission=submission,
        missing=tuple(Missing(what) for of, what in entry.missing if of == "report"),
        missing_of=tuple(
            tuple(Missing(what) for of, what in entry.missing if of == f"speakers.{place}")
            for place in range(1, len(submission.speakers) + 1)
        ),
        files_received=(),
        closes=asked.closes,
        last_day=asked.last_day,
        exact=asked.exact,
    )


def _active(entry: Entry) -> Submission:
    submission = entry.submission
    if submission.status != "active":
        where = f"became part of {entry.merged_into}" if entry.merged_into else f"is {submission.status}"
        raise MailbotError(f"{submission.reference} {where}; only an active submission can be changed")
    return submission


def _with_letter(
    register: Register,
    number: int,
    said: tuple[str, ...],
    correction: Correction,
    event: int,
    hand: Hand,
    press: Press,
    told_to: tuple[Writer, str] | None = None,
    *,
    told_of: bool = True,
) -> Done:
    """The act with the letter that follows from it, where one is wanted.

    told_to: who gets it, in which language; else who wrote about the submission, in its own.
    """
    if not hand.with_letter:
        return Done(said)
    (entry,) = register.entries([number])
    reference = str(entry.submission.reference)
    found, language = told_to or (register.writer_of(number, press.desk), entry.submission.language)
    writer = addressee(found, reference)
    order = LetterOrder(
        key=f"correction:{event}",
        kind=LetterKind.CORRECTION,
        template="correction",
        languages=(language,),
        recipient=writer.address,
        subject=writer.subject,
        in_reply_to=writer.message_id,
        items=register.with_decisions((item_of_entry(entry, press.call),) if told_of else ()),
        received=writer.received,
        correction=correction,
    )
    letter = compose(order, (reference,), press.desk, press.call, press.templates, hand.at, press.bounce_address)
    return Done(said, letter, writer.message)


def addressee(writer: Writer | None, reference: str) -> Writer:
    """Who the letter goes to. Raises MailbotError where nobody can be written to, or a rule forbids it."""
    if writer is None:
        raise MailbotError(f"{reference}: there is nobody to write to; give no --letter")
    if not writer.answerable:
        raise MailbotError(
            f"{reference}: message {writer.message} must not be answered ({writer.reason}); give no --letter"
        )
    return writer
