"""The fields of MailServer that a test may change, with their types; security is an argument of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict


class ServerFields(TypedDict, total=False):
    """What MailServer takes by keyword."""

    host: str
    port: int
    username: str
    password: Callable[[], str]
    ca_file: str
    timeout: float
    connect_timeout: float
    token: Callable[[], str] | None
    token_refused: Callable[[str], bool] | None
    token_expires: Callable[[], datetime | None] | None
