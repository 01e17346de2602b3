"""From `[mailbox.oauth2]` and `[smtp.oauth2]` to a source of access tokens."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from mailbot.daemon import journal
from mailbot.settings.load import Configuration
from mailbot.settings.model import OAuth2Section
from mailbot.settings.secrets import write_secret
from mailbot.transport.oauth2 import Grant, TokenSource


def token_source(
    configuration: Configuration, section: OAuth2Section, ca_file: str, now: Callable[[], datetime]
) -> TokenSource:
    """Asks nobody yet. Raises ConfigurationError for a secret that cannot be read, now rather than at the first login.

    ca_file: the server's private authority, "" for none; the end-point may be signed by it, too.
    """

    def client_secret() -> str:
        return configuration.secret(section.client_secret, section.client_secret_file)

    def refresh_token() -> str:
        return configuration.secret(section.refresh_token, section.refresh_token_file)

    client_secret()
    if section.flow == "refresh_token":
        refresh_token()
    file = configuration.path(section.refresh_token_file) if section.refresh_token_file else None
    return TokenSource(
        Grant(
            flow=section.flow,
            token_url=section.token_url,
            client_id=section.client_id,
            client_secret=client_secret,
            refresh_token=refresh_token,
            scope=section.scope,
            ca_file=ca_file,
            keep=(lambda token: keep(file, token)) if file else None,
        ),
        now,
    )


def keep(file: Path, token: str) -> bool:
    """Writes a refresh token that replaces the one before into its file; False, and a line in the log, where it cannot.

    Then it holds as long as the process does; with Microsoft and Google the one before stays valid beside it.
    """
    try:
        write_secret(file, token)
    except OSError as error:
        journal.token_not_kept(str(file), error.strerror or type(error).__name__)
        return False
    return True
