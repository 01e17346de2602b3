"""A small OAuth2 authorisation server's token end-point (RFC 6749 §3.2) on loopback, over HTTPS; and an HTTP proxy."""

import contextlib
import itertools
import json
import select
import socket
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from urllib.parse import parse_qsl

from mailbot.demo.certificates import Certificates
from tests.servers.listener import Listener

CLIENT, SECRET = "mailbot-client", "cl1ent s3cret+/&"  # with signs that a form has to encode
Reply = tuple[int, Mapping[str, str], bytes]


class TokenEndpoint:
    """Issues access tokens for one user to one client; a context manager.

    tokens: user by access token, shared with the mail servers that check them. refresh_tokens: the valid ones. life:
    expires_in. rotate: each refresh gives a new refresh token and ends the old one. asked: every form, in order. reply:
    in place of all that, gives what is answered.
    """

    def __init__(self, certificates: Certificates | None, tokens: dict[str, str], user: str) -> None:
        self.tokens, self.user = tokens, user
        self.life: object = 3600
        self.refresh_tokens = {"refresh-0"}
        self.rotate = False
        self.asked: list[dict[str, str]] = []
        self.reply: Callable[[], Reply] | None = None
        self._serial = itertools.count(1)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if certificates:
            context = certificates.server_context()
            # the handshake belongs into the connection's own thread, not into the one that accepts
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "https" if certificates else "http"
        self.url = f"{scheme}://localhost:{self._server.server_port}/tenant/token?v=2"
        self.place = f"localhost:{self._server.server_port}"

    def __enter__(self) -> "TokenEndpoint":
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Nothing listens there any more."""
        self._server.shutdown()
        self._server.server_close()

    def revoke_all(self) -> None:
        """Every access token issued so far ends; mail servers refuse it from now on."""
        for token in [token for token, user in self.tokens.items() if user == self.user]:
            del self.tokens[token]

    def answer(self, form: dict[str, str]) -> Reply:
        """What it says to a form."""
        self.asked.append(form)
        if self.reply:
            return self.reply()
        if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            return refusal("invalid_client", "AADSTS7000215: Invalid client secret provided.", 401)
        told: dict[str, object] = {"token_type": "Bearer", "expires_in": self.life}
        if form.get("grant_type") == "refresh_token":
            if form.get("refresh_token") not in self.refresh_tokens:
                return refusal("invalid_grant", "Token has been expired or revoked.")
            if self.rotate:
                self.refresh_tokens = {f"refresh-{next(self._serial)}"}
                told["refresh_token"] = next(iter(self.refresh_tokens))
        elif form.get("grant_type") != "client_credentials":
            return refusal("unsupported_grant_type", "")
        told["access_token"] = f"access-{next(self._serial)}"
        self.tokens[str(told["access_token"])] = self.user
        return 200, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(told).encode()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            timeout = 20

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode("ascii")
                form = dict(parse_qsl(body, keep_blank_values=True, strict_parsing=True))
                status, headers, content = endpoint.answer(form)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(content)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(content)

            def log_message(self, format: str, *args: object) -> None:
                """Says nothing."""

            def handle(self) -> None:
                with contextlib.suppress(OSError):  # who does not trust the certificate hangs up
                    super().handle()

        return Handler


def refusal(error: str, description: str, status: int = 400) -> Reply:
    """An error as RFC 6749 §5.2 has it."""
    body = json.dumps({"error": error, "error_description": description}).encode()
    return status, {"Content-Type": "application/json"}, body


class DrippingHttp(Listener):
    """Begins an answer and then sends one byte now and then, for ever."""

    def talk(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n")
            while not self.ending.wait(0.02):
                connection.sendall(b" ")


class ConnectProxy(Listener):
    """An HTTP proxy that knows CONNECT (RFC 9110 §9.3.6) alone. seen: the request's lines. status: what it says."""

    def __init__(self, status: str = "200 go on") -> None:
        super().__init__()
        self.status = status
        self.seen: list[str] = []

    def talk(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := connection.recv(4096)):
                return
            head += more
        self.seen += head.decode("ascii").split("\r\n")
        connection.sendall(f"HTTP/1.1 {self.status}\r\n\r\n".encode())
        if not self.status.startswith("200"):
            return
        host, _, port = self.seen[0].split(" ")[1].rpartition(":")
        with socket.create_connection((host, int(port)), timeout=5) as other:
            pair = {connection: other, other: connection}
            while not self.ending.is_set():
                for one in select.select(list(pair), [], [], 0.2)[0]:
                    if not (data := one.recv(65536)):
                        return
                    pair[one].sendall(data)
