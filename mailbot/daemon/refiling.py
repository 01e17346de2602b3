"""Filing a message anew under a person's verdict: what was wrongly filed is withdrawn, what was missed is filed."""

from dataclasses import dataclass, replace

from mailbot.call import Call
from mailbot.daemon.correcting import Deed, Done, Hand, entry_of, item_of_entry
from mailbot.daemon.deciding import Press
from mailbot.daemon.office import Office
from mailbot.daemon.steps import arrival_of_kept, read, understood
from mailbot.errors import MailbotError
from mailbot.intake.correction import Act, Correction
from mailbot.intake.decide import decide, letter_key
from mailbot.intake.drafting import letter_order
from mailbot.intake.letter_for import letter_for
from mailbot.intake.plan import Action, Filing, LetterKind, LetterOrder, Submission
from mailbot.intake.recipient import recipient_of
from mailbot.letters.compose import compose
from mailbot.message.model import Address, Message
from mailbot.register.outbox import LetterEntry
from mailbot.register.register import Register
from mailbot.register.schema import LetterState, State
from mailbot.register.values import Kept
from mailbot.understanding.model import Other, Ruling, Verdict

# The message's sender has got a letter, or may have.
GONE_OUT = (LetterState.SENT, LetterState.SENDING, LetterState.BOUNCED)


@dataclass(frozen=True, slots=True)
class Anew:
    """A message read again, with what a person says it is."""

    kept: Kept
    message: Message
    verdict: Verdict


def ruling_of(kinds: str, other: str, call: Call) -> Ruling:
    """What a person said: kinds as "speaker,report", or other as "question". Raises MailbotError for anything else."""
    named = tuple(dict.fromkeys(part.strip() for part in kinds.split(",") if part.strip()))
    if bool(named) is bool(other):
        raise MailbotError("say what the message is: --kinds or --other, one of the two")
    if unknown := [kind for kind in named if kind not in call.kinds]:
        raise MailbotError(f"--kinds: found {', '.join(unknown)}; expected some of {', '.join(call.kinds)}")
    if other and other not in tuple(Other):
        raise MailbotError(f"--other: found {other!r}; expected one of {', '.join(Other)}")
    return Ruling(tuple(kind for kind in call.kinds if kind in named), Other(other) if other else None)


def read_anew(office: Office, number: int, ruling: Ruling) -> Anew:
    """The message read again; no transaction is open meanwhile. Raises MailbotError where it is not filed yet."""
    with office.store.reading() as register:
        kept = register.message(number)
    if kept.state is not State.FILED or not kept.sha256:
        raise MailbotError(
            f"message {number} is {kept.state.value}; only a filed one can be filed anew (mailbot retry)"
        )
    message = read(office, kept, ocr=True)
    return Anew(kept, message, understood(office, kept, message, ruling))


def reclassify(office: Office, anew: Anew, hand: Hand, press: Press) -> Deed:
    """Files the message anew. Its unsent letters, which say what is no longer true, are dropped."""

    def deed(register: Register) -> Done:
        number, verdict = anew.kept.id, anew.verdict
        brought = [(row, submission) for row, submission, action in register.brought_by(number) if action == "new"]
        active = [(row, submission) for row, submission in brought if submission.status == "active"]
        wrong = [(row, submission) for row, submission in active if submission.kind not in verdict.kinds]
        right = [submission for _, submission in active if submission.kind in verdict.kinds]
        why = f"message {number} was filed anew" + (f": {hand.reason}" if hand.reason else "")
        for row, submission in wrong:
            register.bring(
                row, replace(submission, status="withdrawn"), "withdrawn", hand.at, hand.actor, why, press.call
            )
        filings = _filings(register, office, anew, right, hand)
        dropped = register.drop_unsent(number, hand.at, hand.actor)
        before = register.letters_about(message=number)
        references, event = register.refile(number, verdict, filings, hand.at, hand.actor, hand.reason, press.call)
        said = (
            f"Message {number} is now {_what(verdict)}.",
            *(f"{submission.reference} is withdrawn." for _, submission in wrong),
            *(_line(filing, reference) for filing, reference in zip(filings, references, strict=True)),
            *(f"The letter {letter.key}, which had not gone out, is dropped." for letter in dropped),
            *_elsewhere(register, number, references, right),
        )
        if not hand.with_letter:
            return Done(said)
        gone = tuple(str(submission.reference) for _, submission in wrong)
        stand = tuple(dict.fromkeys((*(str(submission.reference) for submission in right), *references)))
        if any(letter.state in GONE_OUT or letter.in_doubt for letter in before):
            order = _correction(register, anew, stand, gone, event, press)
        else:
            order = _first_letter(register, anew, stand, event, before, press)
        if order is None:
            return Done((*said, "No letter follows from this."))
        order = replace(order, items=register.with_decisions(order.items))
        letter = compose(order, stand, press.desk, press.call, press.templates, hand.at, press.bounce_address)
        return Done(said, letter, number)

    return deed


def _filings(register: Register, office: Office, anew: Anew, right: list[Submission], hand: Hand) -> tuple[Filing, ...]:
    """What is to be filed that was not: under the kinds that no active submission of this message has."""
    added = tuple(kind for kind in anew.verdict.kinds if kind not in {submission.kind for submission in right})
    if not added and anew.verdict.other is not Other.FOLLOWUP:
        return ()
    verdict = replace(anew.verdict, kinds=added)
    history = register.history_of(anew.kept.id, anew.message, verdict, hand.at, office.desk)
    plan = decide(arrival_of_kept(anew.kept), anew.message, verdict, history, office.call, office.desk, office.policy)
    return plan.filings


def _correction(
    register: Register,
    anew: Anew,
    stand: tuple[str, ...],
    gone: tuple[str, ...],
    event: int,
    press: Press,
) -> LetterOrder | None:
    """The letter to somebody who has been told otherwise; None where nothing changed for the sender."""
    if not stand and not gone:
        return None
    envelope = anew.message.envelope
    items = tuple(item_of_entry(entry_of(register, reference), press.call) for reference in stand)
    return LetterOrder(
        key=f"correction:{event}",
        kind=LetterKind.CORRECTION,
        template="correction",
        languages=_languages(anew.verdict, press),
        recipient=_recipient(register, anew, press),
        subject=envelope.subject,
        in_reply_to=envelope.message_id,
        references=envelope.references or envelope.in_reply_to,
        items=items,
        received=anew.kept.received,
        correction=Correction(Act.REFILED, gone=gone),
    )


def _first_letter(
    register: Register,
    anew: Anew,
    stand: tuple[str, ...],
    event: int,
    before: tuple[LetterEntry, ...],
    press: Press,
) -> LetterOrder | None:
    """The letter the message would have got at once; nobody has been told anything yet. None where it gets none."""
    entries = [entry_of(register, reference) for reference in stand]
    new = tuple(Filing(Action.NEW, entry.submission, "") for entry in entries)
    row = letter_for(anew.verdict, new)
    if not row.template:
        return None
    arrival = arrival_of_kept(anew.kept)
    key = letter_key(arrival)
    if any(letter.key == key for letter in before):
        key = f"{key}:{event}"
    recipient = _recipient(register, anew, press)
    order = letter_order(
        key, arrival, anew.message, anew.verdict, new, press.call, press.desk, recipient, row.kind, row.template
    )
    if order.items:
        order = replace(order, items=tuple(item_of_entry(entry, press.call, Action.NEW) for entry in entries))
    return order


def _recipient(register: Register, anew: Anew, press: Press) -> Address:
    """Who is written to. Raises MailbotError where nobody can be, or a rule forbids it."""
    reply, reason = register.answer_of(anew.kept.id)
    recipient = recipient_of(anew.message.envelope, press.desk)
    if recipient is None:
        raise MailbotError(f"message {anew.kept.id} has no address to write to; give no --letter")
    if not anew.kept.letters or not (reply or reason.startswith("hold: ")):
        rule = reason if anew.kept.letters else "filed without letters on request"
        raise MailbotError(f"message {anew.kept.id} must not be answered ({rule}); give no --letter")
    return recipient


def _languages(verdict: Verdict, press: Press) -> tuple[str, ...]:
    others = tuple(language for language in press.desk.languages if language != verdict.language)
    return (verdict.language,) if verdict.language_certain else (verdict.language, *others)


def _what(verdict: Verdict) -> str:
    return " and ".join(verdict.kinds) or (verdict.other.value if verdict.other else "nothing")


def _line(filing: Filing, reference: str) -> str:
    return f"{reference} is new." if filing.action is Action.NEW else f"{reference}: {filing.action.value}."


def _elsewhere(
    register: Register, number: int, references: tuple[str, ...], right: list[Submission]
) -> tuple[str, ...]:
    """Submissions of other messages that this one had changed: what it did there is not undone."""
    known = {*references, *(submission.reference for submission in right)}
    return tuple(
        f"It still belongs to {submission.reference} ({action}); what it changed there is not undone."
        for _, submission, action in register.brought_by(number)
        if action != "new" and submission.status == "active" and submission.reference not in known
    )
