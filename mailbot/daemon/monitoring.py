"""GET /metrics for Prometheus, on an address of the administrator's choice; tells figures only, nobody's mail."""

import select
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from mailbot.daemon.health import Health
from mailbot.daemon.metrics import metrics
from mailbot.daemon.office import Office
from mailbot.daemon.status import status_of
from mailbot.daemon.worker import Worker
from mailbot.errors import RegisterUnavailable

CONTENT = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = 10  # for one request


def page(office: Office, health: Health) -> str:
    """The figures of this moment; without those of the register where it is away."""
    try:
        with office.store.reading() as register:
            status = status_of(register, office.now())
    except RegisterUnavailable:
        status = None
    return metrics(status, health.last_poll, office.reader.killed)


def serve(office: Office, health: Health, address: tuple[str, int], worker: Worker) -> None:
    """Answers until the worker stops. Raises OSError where the address cannot be listened at: tried again."""

    class Handler(BaseHTTPRequestHandler):
        timeout = SECONDS

        def do_GET(self) -> None:
            if self.path.partition("?")[0] != "/metrics":
                self.send_error(404)
                return
            content = page(office, health).encode()
            self.send_response(200)
            self.send_header("Content-Type", CONTENT)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing: who asks every few seconds would fill the log."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False
        address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET

        def handle_error(self, request: object, client_address: object) -> None:
            """Nothing: a client that went away in the middle is no trouble of ours."""

    with Server(address, Handler) as server:
        waiting = select.poll()
        waiting.register(server.fileno(), select.POLLIN)
        waiting.register(worker.bell.fd, select.POLLIN)
        while not worker.stopping():
            if any(descriptor == server.fileno() for descriptor, _ in waiting.poll()):
                server.handle_request()
            worker.bell.silence()
