"""Which conversation a message belongs to: the one of the nearest mail or letter it cites, else one of its own."""

from sqlalchemy import Connection, select

from mailbot.call import Desk
from mailbot.message.model import Envelope
from mailbot.register.marks import Marks
from mailbot.register.schema import LetterRow, MessageRow
from mailbot.register.types import bounded
from mailbot.register.unit import Unit, given, listed

MOST_CITED = 50  # Message-IDs looked up for one message: a hostile References field may hold thousands

CONVERSATION = select(MessageRow.conversation).where(MessageRow.id == given("number"))
LETTERS_CITED = select(LetterRow.message_id, LetterRow.conversation).where(LetterRow.message_id.in_(listed("cited")))
MAILS_CITED = select(MessageRow.message_id, MessageRow.conversation).where(
    MessageRow.message_key.in_(listed("cited")),
    MessageRow.sender_key.not_in(listed("own")),
    MessageRow.id != given("number"),
)


def cited_ids(envelope: Envelope) -> tuple[str, ...]:
    """Message-IDs the message answers, nearest first (RFC 5322 §3.6.4), without its own. Pure."""
    nearest_first = (*envelope.in_reply_to, *reversed(envelope.references))
    cited = dict.fromkeys(identifier for identifier in nearest_first if identifier != envelope.message_id)
    return tuple(cited)[:MOST_CITED]


class Conversations(Unit):
    """Finding the thread of a message."""

    def __init__(self, connection: Connection, marks: Marks) -> None:
        super().__init__(connection, marks)
        self._conversations: dict[int, str] = {}

    def conversation_of(self, message_id: int, envelope: Envelope, desk: Desk) -> str:
        """The key that all mail of a thread shares: that of the nearest mail or letter it cites, else its own.

        Mail of the desk itself does not count: hundreds answer one invitation, and are no conversation.
        Within one unit of work it is looked for once.
        """
        if message_id not in self._conversations:
            self._conversations[message_id] = self._conversation(message_id, envelope, desk)
        return self._conversations[message_id]

    def _conversation(self, message_id: int, envelope: Envelope, desk: Desk) -> str:
        cited = cited_ids(envelope)
        if cited:
            letters = self.connection.execute(LETTERS_CITED, {"cited": cited}).all()
            mails = self.connection.execute(
                MAILS_CITED,
                {"cited": [bounded(identifier) for identifier in cited], "own": own(desk), "number": message_id},
            ).all()
            known = {row.message_id: row.conversation for row in (*mails, *letters)}
            for identifier in cited:
                if identifier in known:
                    return str(known[identifier])
        return self.connection.execute(CONVERSATION, {"number": message_id}).scalar_one()


def own(desk: Desk) -> list[str]:
    """The desk's own addresses, as keys of senders."""
    return [bounded(address.lower()) for address in (desk.address, *desk.aliases)]
