"""Mail out: one attempt at one letter, and what became of it. Never raises for what a server or a network may do."""

import contextlib
from collections.abc import Callable
from types import TracebackType

from mailbot.errors import OutOfReach
from mailbot.transport.fitting import Unfit, fit
from mailbot.transport.outcome import Delivery, Outcome, Step, broken, classify
from mailbot.transport.server import MailServer
from mailbot.transport.smtp_session import Broken, Session, open_session
from mailbot.transport.wire_form import stuffed

SETTLE_SECONDS = 0.1  # see _message
LETTERS_PER_CONNECTION = 50
BeforeEnd = Callable[[], bool]


def certainly() -> bool:
    """Nothing to be noted before the end of the message."""
    return True


def deliver(raw: bytes, sender: str, recipient: str, server: MailServer) -> Delivery:
    """One attempt at one letter, on a connection of its own.

    raw: the finished letter (RFC 5322). sender: the envelope sender, "" for the null path. recipient: one address.
    Returns SENT; LATER (4xx, or the connection broke before the end of the message: nothing can have arrived); REFUSED
    (5xx, or the server cannot carry this letter); UNKNOWN (it broke between the end of the message and its reply).
    """
    with Relay(server) as relay:
        return relay.deliver(raw, sender, recipient)


def check(server: MailServer) -> None:
    """Connects and logs in, sends nothing. Raises OutOfReach with the likely cause."""
    _quit(open_session(server))


class Relay:
    """A server to which several letters go over one connection; a context manager. Not for several threads."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self._session: Session | None = None
        self._letters = 0

    def __enter__(self) -> "Relay":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Says QUIT where that is still possible; never raises."""
        session, self._session = self._session, None
        if session is not None:
            _quit(session)

    def deliver(self, raw: bytes, sender: str, recipient: str, before_end: BeforeEnd = certainly) -> Delivery:
        """One attempt at one letter; see `deliver`. An old connection that has died is replaced before the attempt.

        before_end: asked when all but the end of the message has been sent, so that nothing can have arrived yet; the
        end goes out only if it says True. What it raises ends the connection and is raised here.
        """
        try:
            session = self._ready()
        except OutOfReach as error:
            return Delivery(Outcome.LATER, str(error), unreachable=True)
        try:
            result, usable = _attempt(session, raw, sender, recipient, before_end)
        except BaseException:
            session.close()
            self._session = None
            raise
        self._letters += 1
        if not usable:
            session.close()
            self._session = None
        return result

    def _ready(self) -> Session:
        if self._session is not None and self._letters < LETTERS_PER_CONNECTION and _reset(self._session):
            return self._session
        self.close()
        self._session = open_session(self.server)
        self._letters = 0
        return self._session


def _attempt(session: Session, raw: bytes, sender: str, recipient: str, before_end: BeforeEnd) -> tuple[Delivery, bool]:
    """The dialogue of one letter; and whether the connection can be used again."""
    try:
        letter = fit(raw, sender, recipient, session.esmtp_features)
    except Unfit as error:
        return Delivery(Outcome.REFUSED, f"{session.server.place}: {error}"), True
    step = Step.MAIL
    try:
        session.command_encoding = "utf-8" if letter.is_international else "ascii"
        options = "".join(f" {option}" for option in letter.options)
        code, words = session.docmd("MAIL", f"FROM:<{letter.sender}>{options}")
        if code == 250:
            step = Step.RCPT
            code, words = session.docmd("RCPT", f"TO:<{letter.recipient}>")
        if step is Step.RCPT and code in (250, 251, 252):
            step = Step.DATA
            code, words = session.docmd("DATA")
        if step is Step.DATA and code == 354:
            return _message(session, stuffed(letter.lines), before_end)
        return classify(step, code, words), 400 <= code <= 599 and code != 421
    except Broken as error:
        return broken(step, str(error)), False


def _message(session: Session, content: bytes, before_end: BeforeEnd) -> tuple[Delivery, bool]:
    """Sends the message, its end, and reads the reply.

    The end goes out by itself, a moment after the rest: a server that gives up in the middle is noticed before, while
    it is still certain that nothing has arrived. What the kernel took may otherwise hide that. A server that replies
    before the end never gets the end.
    """
    try:
        session.send(content)
        if session.hears(SETTLE_SECONDS):
            return classify(Step.DATA, *session.getreply()), False
    except Broken as error:
        return _last_words(session) or broken(Step.DATA, str(error)), False
    if not before_end():
        return Delivery(Outcome.LATER, f"{session.server.place}: taken back before its end was sent"), False
    try:
        session.write(b".\r\n")
        code, words = session.getreply()
    except Broken as error:
        return broken(Step.MESSAGE, str(error)), False
    return classify(Step.MESSAGE, code, words), 200 <= code <= 599 and code != 421


def _last_words(session: Session) -> Delivery | None:
    """What a server said before it hung up in the middle of the message, such as 552; None where it said nothing."""
    try:
        return classify(Step.DATA, *session.getreply()) if session.hears(SETTLE_SECONDS) else None
    except Broken:
        return None


def _reset(session: Session) -> bool:
    """Whether a connection used before is still alive and ready for another letter."""
    try:
        return session.rset()[0] == 250
    except Broken:
        return False


def _quit(session: Session) -> None:
    session.seconds = min(session.seconds, 5.0)
    with contextlib.suppress(Exception):
        session.docmd("QUIT")
    session.close()
