"""Mailboxes of a real Dovecot, filled with copies of the labelled mail, and configurations to read them."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from imapclient import IMAPClient

from mailbot.cli.registers import store
from mailbot.demo.certificates import make_certificates
from mailbot.demo.smtp_server import EmbeddedSmtp
from mailbot.settings.load import load
from tests.bench.copies import copies
from tests.daemon.nursery import Nursery
from tests.daemon.rig import Rig
from tests.servers.dovecot import Account, Dovecot


@contextmanager
def mailboxes() -> Iterator[Callable[[int], Path]]:
    """Gives what names a mailbox of so many copies of the corpus: the config.toml of a new register for it.

    Asked again for as many copies, the mailbox is the same, and its register another, empty one.
    """
    with tempfile.TemporaryDirectory() as name, Dovecot() as dovecot:
        folder = Path(name)
        folder.chmod(0o755)
        certificates = make_certificates(folder / "tls")
        with EmbeddedSmtp({"relay": "relay-password"}, certificates) as smtp:
            accounts: dict[int, Account] = {}

            def filled(times: int) -> Path:
                account = accounts.get(times) or fill(dovecot.account(f"bench{times}@example.org"), times)
                accounts[times] = account
                home = Path(tempfile.mkdtemp(dir=folder))
                Rig(home, account.server(), smtp, certificates, Nursery(), account=account)
                config = home / "config.toml"
                with store(load(config)):
                    pass  # a register there is already: making one happens once in its life
                return config

            yield filled


def fill(account: Account, times: int) -> Account:
    """The account, with so many copies of the corpus in its mailbox."""
    server = account.server()
    with IMAPClient(server.host, server.port, ssl_context=server.tls_context()) as client:
        client.login(server.username, server.password())
        for raw in copies(times):
            client.append("INBOX", raw)
    return account
