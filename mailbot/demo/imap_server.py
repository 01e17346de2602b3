"""An IMAP server inside this process, on a real socket of loopback: pymap's dict backend in a thread of its own.

Adds to stock pymap: several users, TLS from the first byte, keywords that last, XOAUTH2, and being stopped and started
again with its mail kept. For the demonstration and for tests; never for real mail.
"""

import asyncio
import logging
import threading
from argparse import Namespace
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from types import TracebackType
from typing import Any

from proxyprotocol.noop import ProxyProtocolNoop
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, DictBackend, Identity, Login
from pymap.backend.dict import mailbox as dict_mailbox
from pymap.exceptions import InvalidAuth
from pymap.flags import FlagOp  # noqa: F401 (pymap's modules import one another in a circle; this breaks it)
from pymap.imap import IMAPServer
from pymap.parsing.specials.flag import Recent, Wildcard, get_system_flags
from pymap.user import UserMetadata
from pysasl import SASLAuth
from pysasl.creds.external import ExternalCredentials
from pysasl.hashing import Cleartext

from mailbot.demo.certificates import Certificates

STARTS_WITHIN = 10.0  # seconds
_NO_PROXY = ProxyProtocolNoop().unpack(b"")


def _lasting_flags(_mailbox: object) -> frozenset[Any]:
    """The system flags and \\*: stock pymap silently drops every keyword."""
    return frozenset((get_system_flags() - {Recent}) | {Wildcard})


class _Config(Config):
    @property
    def tls_auth(self) -> SASLAuth:
        return SASLAuth.named([b"PLAIN", b"LOGIN", b"XOAUTH2"])


class _Login(Login):
    tokens_of_users: Mapping[str, str] = {}

    async def authenticate(self, credentials: Any) -> Identity:
        if isinstance(credentials, ExternalCredentials):  # XOAUTH2: a user and a token
            user = self.tokens_of_users.get(str(credentials._token))
            if user is None or user != credentials.authzid:
                raise InvalidAuth
            return Identity(user, self, None, set())
        return await super().authenticate(credentials)


class EmbeddedImap:
    """An IMAP server; a context manager. `port` is known once it runs.

    users: password by user name. tokens: user name by OAuth2 access token. security: "tls", "starttls" or "none".
    """

    def __init__(
        self,
        users: Mapping[str, str],
        certificates: Certificates | None = None,
        security: str = "tls",
        tokens: Mapping[str, str] | None = None,
        idle: bool = True,
    ) -> None:
        self.users = dict(users)
        self.tokens = dict(tokens or {})
        self.security = security if certificates else "none"
        self.certificates = certificates
        self.idle = idle
        self.host = "127.0.0.1"
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread: threading.Thread | None = None
        self._listener: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    def __enter__(self) -> "EmbeddedImap":
        self._thread = threading.Thread(target=self._loop.run_forever, name="embedded-imap", daemon=True)
        self._thread.start()
        self._run(self._prepare())
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not None:
            self._thread.join(STARTS_WITHIN)
        self._loop.close()

    def start(self) -> None:
        """Listens, on the same port as before where there was one; all mail is still there."""
        self._run(self._listen())

    def stop(self) -> None:
        """Stops listening and cuts every connection."""
        self._run(self._silence())

    def _run(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(STARTS_WITHIN)

    async def _prepare(self) -> None:
        logging.getLogger("pymap").setLevel(logging.WARNING)  # its debug log holds whole messages
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        setattr(dict_mailbox.MailboxData, "permanent_flags", property(_lasting_flags))  # noqa: B010
        first = next(iter(self.users))
        config = _Config(
            Namespace(passlib_cfg=None, proxy_protocol=None, inherited_sockets=None),
            host=self.host,
            port=self.port,
            tls_enabled=self.security == "starttls",
            ssl_context=self.certificates.server_context() if self.certificates else None,
            hash_context=Cleartext(),
            demo_data=False,
            demo_user=first,
            demo_password=self.users[first],
            invalid_user_sleep=0.0,
            disable_idle=not self.idle,
        )
        login = _Login(config)
        login.tokens_of_users = self.tokens
        self._backend = DictBackend(login, config)
        for user, password in self.users.items():
            await Identity(user, login, None, frozenset()).set(UserMetadata(config, user, password=password))
        await self._backend.start(AsyncExitStack())
        self._config = config
        self._talk = IMAPServer(login, config)

    async def _listen(self) -> None:
        context = self.certificates.server_context() if self.certificates and self.security == "tls" else None
        self._listener = await asyncio.start_server(self._serve, self.host, self.port, ssl=context)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._talks.add(task)
        self._config.apply_context()
        try:
            with suppress(Exception, asyncio.CancelledError):
                await self._talk(reader, writer, SocketInfo.get(writer, _NO_PROXY))
        finally:
            if task is not None:
                self._talks.discard(task)
            writer.transport.abort()

    async def _silence(self) -> None:
        if self._listener is not None:
            self._listener.close()
        for task in list(self._talks):
            task.cancel()
        if self._talks:
            await asyncio.wait(list(self._talks), timeout=STARTS_WITHIN)
        self._listener = None
