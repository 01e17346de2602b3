"""One POST of a form to an OAuth2 token end-point: verified TLS, no redirects, a limit on time and on size."""

import base64
import contextlib
import http.client
import socket
import ssl
import threading
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlencode, urlsplit

from mailbot.errors import OutOfReach
from mailbot.transport.causes import clean, why_unreachable

MAX_BYTES = 256 * 1024  # of an answer; real ones have some kilobytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What the end-point said: HTTP status, media type without parameters in lower case, body."""

    status: int
    media_type: str
    body: bytes = field(repr=False)


def post_form(
    url: str,
    form: Mapping[str, str],
    tls_context: Callable[[], ssl.SSLContext],
    seconds: float = 20.0,
    limit: int = MAX_BYTES,
) -> Answer:
    """Posts a form (RFC 6749 §3.2) and gives the answer, whatever its status.

    url: https, or http towards loopback (the settings see to that). A redirect is an answer like any other: the secrets
    in the form go to this host only. HTTPS_PROXY and NO_PROXY of the environment are heeded. seconds: for all of it.
    Raises OutOfReach: one line with the host and the likely cause.
    """
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    try:
        connection = _connection(parts, tls_context, seconds)
    except (ValueError, http.client.HTTPException):
        raise OutOfReach(f"no OAuth2 token from {place}: token_url or HTTPS_PROXY is no address: check both") from None
    late = threading.Event()
    watch = threading.Timer(seconds, _cut, (connection, late))
    watch.daemon = True
    watch.start()
    try:
        connection.connect()
        if late.is_set():  # while it connected there was nothing to cut
            raise TimeoutError
        answer = _exchange(connection, parts, form, limit)
        if late.is_set():  # an answer without a length looks complete when it is cut
            raise TimeoutError
        return answer
    except (OSError, EOFError, http.client.HTTPException, ValueError) as error:
        cause = why_unreachable(TimeoutError()) if late.is_set() else _cause(error)
        raise OutOfReach(f"no OAuth2 token from {place}: {cause}") from None
    finally:
        watch.cancel()
        connection.close()


def _exchange(
    connection: http.client.HTTPConnection, parts: SplitResult, form: Mapping[str, str], limit: int
) -> Answer:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json", "Connection": "close"}
    connection.request("POST", path, urlencode(form).encode("ascii"), headers)
    response = connection.getresponse()
    body = response.read(limit + 1)
    if len(body) > limit:
        raise ValueError(f"its answer is longer than {limit // 1024} KB: check token_url")
    if response.length:  # bytes announced and not sent; read() with a limit does not mind
        raise EOFError
    return Answer(response.status, response.headers.get_content_type(), body)


def _connection(
    parts: SplitResult, tls_context: Callable[[], ssl.SSLContext], seconds: float
) -> http.client.HTTPConnection:
    """Not yet connected; through the proxy of the environment where there is one."""
    host = parts.hostname or ""
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=seconds)
    proxy = urllib.request.getproxies().get("https", "")
    if not proxy or urllib.request.proxy_bypass(host):
        return http.client.HTTPSConnection(host, parts.port, timeout=seconds, context=tls_context())
    through = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    connection = http.client.HTTPSConnection(
        through.hostname or "", through.port or 8080, timeout=seconds, context=tls_context()
    )
    connection.set_tunnel(host, parts.port or 443, _proxy_login(through))
    return connection


def _proxy_login(proxy: SplitResult) -> dict[str, str]:
    if proxy.username is None:
        return {}
    pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return {"Proxy-Authorization": f"Basic {base64.b64encode(pair.encode()).decode('ascii')}"}


def _cut(connection: http.client.HTTPConnection, late: threading.Event) -> None:
    """Ends the connection under the one that waits: time-outs of a socket hold for each packet only."""
    late.set()
    sock = connection.sock
    if sock is not None:
        with contextlib.suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)  # not SSLSocket's, which unwraps under the reader


def _cause(error: BaseException) -> str:
    if isinstance(error, http.client.HTTPException):
        return f"no HTTP server answers like this ({clean(str(error)) or type(error).__name__}): check token_url"
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLCertVerificationError):
        return f"TLS could not be agreed on ({clean(str(error.reason or error))}): check token_url"
    if isinstance(error, OSError) and "Tunnel connection failed" in str(error):
        return f"the proxy of the environment (HTTPS_PROXY) refuses: {clean(str(error))}"
    return why_unreachable(error)
