"""OAuth2 access tokens (RFC 6749): asked for, kept until shortly before they expire, renewed. Time is an argument."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from mailbot.errors import MailbotError, OutOfReach
from mailbot.transport.oauth2_answer import NoToken, Token, read_answer
from mailbot.transport.server import tls_context
from mailbot.transport.token_request import post_form


def _nothing() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Grant:
    """What is shown to the token end-point.

    flow: client_credentials (RFC 6749 §4.4) or refresh_token (§6). The secrets are called at every request, so that a
    changed file holds at once; they may raise MailbotError. client_secret "": a public client. ca_file: a private
    authority, trusted besides the system's. timeout: seconds for a whole request. keep: makes a refresh token that
    replaces the one before durable; False where it cannot.
    """

    flow: str
    token_url: str
    client_id: str
    client_secret: Callable[[], str] = field(default=_nothing, repr=False)
    refresh_token: Callable[[], str] = field(default=_nothing, repr=False)
    scope: str = ""
    ca_file: str = ""
    timeout: float = 20.0
    keep: Callable[[str], bool] | None = field(default=None, repr=False)

    @property
    def place(self) -> str:
        """The end-point's host, as every failure names it."""
        return urlsplit(self.token_url).netloc.rpartition("@")[2]

    @property
    def refreshes(self) -> bool:
        """Whether a refresh token is what it shows."""
        return self.flow == "refresh_token"


class TokenSource:
    """Gives access tokens for one account; for several threads. now: the present instant, aware."""

    def __init__(self, grant: Grant, now: Callable[[], datetime]) -> None:
        self.grant = grant
        self._now = now
        self._lock = threading.Lock()
        self._token: Token | None = None
        self._logins = 0  # how often the token at hand was given
        self._given = ""  # the refresh token as configuration or file last said
        self._rotated = ""  # the one that replaced it since

    def token(self) -> str:
        """A token that is valid by the clock. Raises OutOfReach: one line with the end-point and the likely cause.

        Where renewing fails, the one at hand is given as long as it lasts.
        """
        with self._lock:
            held, now = self._token, self._now()
            if held is None or now >= held.renew_at:
                try:
                    self._token = held = self._request(now)
                    self._logins = 0
                except OutOfReach:
                    if held is None or now >= held.expires_at:
                        raise
            self._logins += 1
            return held.text

    def refused(self, token: str) -> bool:
        """Takes note that a login with this token was refused; whether another token may fare better.

        It is never given again: permissions granted meanwhile stand only in a new one. One that came fresh for this
        very login is as good as any other that would come now.
        """
        with self._lock:
            if self._token is None or self._token.text != token:
                return True
            self._token = None
            return self._logins > 1

    def expires_at(self) -> datetime | None:
        """When the token at hand expires; None where there is none. Asks nobody."""
        held = self._token
        return held.expires_at if held else None

    def _request(self, now: datetime) -> Token:
        shown = self._refresh_token()
        try:
            token = self._ask(now, shown)
        except NoToken as error:
            if error.code != "invalid_grant" or (newer := self._refresh_token()) == shown:
                raise
            token, shown = self._ask(now, newer), newer  # another process has renewed it in the same file meanwhile
        if self.grant.refreshes and token.refresh_token not in ("", shown):
            self._rotated = token.refresh_token
            if self.grant.keep is not None and self.grant.keep(token.refresh_token):
                self._given, self._rotated = token.refresh_token, ""
        return token

    def _refresh_token(self) -> str:
        """The newest one: what was put into the configuration or file since, else what the end-point gave last."""
        if not self.grant.refreshes:
            return ""
        given = self._read(self.grant.refresh_token)
        if given != self._given:
            self._given, self._rotated = given, ""
        return self._rotated or given

    def _ask(self, now: datetime, refresh_token: str) -> Token:
        grant = self.grant
        secret = self._read(grant.client_secret)
        form = {"grant_type": grant.flow, "client_id": grant.client_id}
        form |= {"client_secret": secret} if secret else {}
        form |= {"refresh_token": refresh_token} if grant.refreshes else {}
        form |= {"scope": grant.scope} if grant.scope else {}
        answer = post_form(grant.token_url, form, lambda: tls_context(grant.place, grant.ca_file), grant.timeout)
        return read_answer(grant.place, answer, now, (secret, refresh_token), refreshes=grant.refreshes)

    def _read(self, secret: Callable[[], str]) -> str:
        try:
            return secret()
        except MailbotError as error:
            raise OutOfReach(f"no OAuth2 token from {self.grant.place}: {error}") from None
