"""A finished letter as a value: what composing gives, the outbox keeps and the transport sends."""

from dataclasses import dataclass, field

from mailbot.intake.plan import LetterKind


@dataclass(frozen=True, slots=True)
class OutgoingLetter:
    """One e-mail ready to go out.

    key: unique for what the letter is about; message_id: with its angle brackets, derived from the key.
    to: one bare address. subject: whole and decoded. language: the first one it is written in.
    in_reply_to: the answered message's Message-ID, "" for none. raw: the bytes on the wire, CRLF, without dot-stuffing.
    hold: "" to send, else why a person must release it. envelope_sender: MAIL FROM. references: of submissions.
    """

    key: str
    kind: LetterKind
    to: str
    subject: str
    language: str
    message_id: str
    in_reply_to: str
    raw: bytes = field(repr=False)
    hold: str
    envelope_sender: str
    references: tuple[str, ...] = ()
