"""How to reach one mail server: address, security, credentials. One value for IMAP and for SMTP."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mailbot.errors import MailbotError, OutOfReach


class Security(StrEnum):
    """How the connection is protected (RFC 8314 prefers TLS from the first byte)."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


def _no_password() -> str:
    return ""


def tls_context(place: str, ca_file: str = "") -> ssl.SSLContext:
    """Certificates and names verified, TLS 1.2 or later; ca_file is trusted besides the system's authorities.

    Raises OutOfReach, naming the place, where ca_file cannot be read.
    """
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except (OSError, ssl.SSLError) as error:
            raise OutOfReach(f"{place}: ca_file {ca_file} cannot be read as PEM certificates ({error})") from None
    return context


@dataclass(frozen=True, slots=True)
class MailServer:
    """One account on one mail server.

    username: "" means no login (SMTP only).
    password: called at every login, so that a changed password file holds at once; never shown.
    token: gives an OAuth2 access token; where it is set, XOAUTH2 is used, not the password. May raise OutOfReach.
    token_refused: told of a token that a login refused; True where another may fare better (transport/oauth2.py).
    token_expires: when the token at hand expires, None where there is none; asks nobody.
    ca_file: a private certificate authority (PEM), trusted besides the system's.
    timeout: seconds a whole reply may take (contract: none is awaited longer than 60); connect_timeout: to connect,
    negotiate TLS and be greeted.
    """

    host: str
    port: int
    security: Security = Security.TLS
    username: str = ""
    password: Callable[[], str] = field(default=_no_password, repr=False)
    ca_file: str = ""
    timeout: float = 60.0
    connect_timeout: float = 20.0
    token: Callable[[], str] | None = field(default=None, repr=False)
    token_refused: Callable[[str], bool] | None = field(default=None, repr=False)
    token_expires: Callable[[], datetime | None] | None = field(default=None, repr=False)

    @property
    def place(self) -> str:
        """host:port, as every failure names it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def ascii_host(self) -> str:
        """The host as DNS and certificates know it (IDNA, RFC 5890)."""
        if self.host.isascii():
            return self.host
        try:
            return self.host.encode("idna").decode("ascii")
        except UnicodeError:
            raise OutOfReach(f"{self.place}: this is no valid host name; check host") from None

    def secret(self) -> str:
        """The token where there is one to be had, else the password. Raises OutOfReach where it cannot be read."""
        try:
            return self.token() if self.token else self.password()
        except (OSError, UnicodeError) as error:
            said = error.strerror if isinstance(error, OSError) else "it is no UTF-8 text"
            raise OutOfReach(f"{self.place}: the password cannot be read ({said})") from None
        except OutOfReach:
            raise
        except MailbotError as error:  # a file that has gone since the start: the work goes on when it is back
            raise OutOfReach(f"{self.place}: {error}") from None

    def tls_context(self) -> ssl.SSLContext:
        """Certificates and names verified, TLS 1.2 or later. Raises OutOfReach where ca_file cannot be read."""
        return tls_context(self.place, self.ca_file)
