"""Errors of writing letters."""

from mailbot.errors import MailbotError


class UnusableAddress(MailbotError):
    """A letter was ordered to (or from) something that is no mail address."""

    def __init__(self, address: str) -> None:
        super().__init__(f"{address!r} cannot be written to; expected one address such as name@example.org")
