"""Which conversation a message belongs to: the one of the nearest mail or letter it cites, else one of its own."""

from sqlalchemy import Connection, literal, select, union_all

from mailbot.call import Desk
from mailbot.message.model import Envelope
from mailbot.register.marks import Marks
from mailbot.register.schema import LetterRow, MessageRow
from mailbot.register.statement import Statement
from mailbot.register.types import bounded
from mailbot.register.unit import Unit, given, listed

MOST_CITED = 50  # Message-IDs looked up for one message: a hostile References field may hold thousands

CONVERSATION = Statement(select(MessageRow.conversation).where(MessageRow.id == given("number")))
MAILS_CITED = select(MessageRow.message_id, MessageRow.conversation, literal(0).label("of_desk")).where(
    MessageRow.message_key.in_(listed("keys")),
    MessageRow.sender_key.not_in(listed("own")),
    MessageRow.id != given("number"),
)
LETTERS_CITED = select(LetterRow.message_id, LetterRow.conversation, literal(1)).where(
    LetterRow.message_id.in_(listed("cited"))
)
CITED = Statement(union_all(MAILS_CITED, LETTERS_CITED).order_by("of_desk"))  # of one Message-ID, the last one holds


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
            keys = [bounded(identifier) for identifier in cited]
            values = {"cited": cited, "keys": keys, "own": own(desk), "number": message_id}
            known = {row.message_id: row.conversation for row in CITED.rows(self.connection, values)}
            for identifier in cited:
                if identifier in known:
                    return str(known[identifier])
        return str(CONVERSATION.one(self.connection, {"number": message_id}).conversation)


def own(desk: Desk) -> list[str]:
    """The desk's own addresses, as keys of senders."""
    return [bounded(address.lower()) for address in (desk.address, *desk.aliases)]
