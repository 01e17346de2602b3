"""What may go wrong with a mail server, as the two kinds the daemon treats differently."""

from mailbot.errors import MailbotError, OutOfReach


class Dropped(OutOfReach):
    """The connection ended, stalled or spoke nonsense: transient. This connection is spent; make a new one."""


class LoginRefused(OutOfReach):
    """The server does not take this password or token, and does not only say that it cannot check it just now."""


class Refused(MailbotError):
    """The server understood one command and said no. The connection goes on; the same command will fare no better."""


class TooLarge(Refused):
    """A message is longer than the limit asked for, whatever size the server gave before."""
