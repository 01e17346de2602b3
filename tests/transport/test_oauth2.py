"""Access tokens from a real HTTPS end-point: asked for once, renewed in time, and every failure in plain words."""

import dataclasses
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mailbot.demo.certificates import Certificates
from mailbot.errors import ConfigurationError, OutOfReach
from mailbot.transport.oauth2 import Grant, TokenSource
from tests.servers.ports import free_ports
from tests.servers.token_endpoint import CLIENT, SECRET, ConnectProxy, DrippingHttp, Reply, TokenEndpoint, refusal

USER = "review@example.org"
START = datetime(2021, 2, 4, 12, 0, tzinfo=UTC)
JSON = {"Content-Type": "application/json"}


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at

    def move(self, minutes: float) -> None:
        self.at += timedelta(minutes=minutes)


@pytest.fixture
def endpoint(certificates: Certificates) -> Iterator[TokenEndpoint]:
    with TokenEndpoint(certificates, {}, USER) as running:
        yield running


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def grant_at(url: str, certificates: Certificates | None, **changes: Any) -> Grant:
    given: dict[str, Any] = {
        "flow": "client_credentials",
        "token_url": url,
        "client_id": CLIENT,
        "client_secret": lambda: SECRET,
        "scope": "https://outlook.office365.com/.default",
        "ca_file": str(certificates.ca) if certificates else "",
        "timeout": 2.0,
    }
    return Grant(**{**given, **changes})


def fault(source: TokenSource) -> str:
    """The one line that a failure says; never with a secret in it."""
    with pytest.raises(OutOfReach) as raised:
        source.token()
    line = str(raised.value)
    assert "\n" not in line
    for secret in (SECRET, "cl1ent+s3cret", "refresh-0", "access-"):
        assert secret not in line
    return line


def test_a_token_is_asked_for_once_and_renewed_before_it_expires(
    endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock
) -> None:
    source = TokenSource(grant_at(endpoint.url, certificates), clock.now)
    assert (source.expires_at(), endpoint.asked) == (None, [])
    given = []
    for minutes in (0, 54, 2, 3, 53):  # 12:00, 12:54, 12:56, 12:59, 13:52
        clock.move(minutes)
        given.append((f"{clock.at:%H:%M}", source.token(), f"{source.expires_at():%H:%M}"))
    assert given == [
        ("12:00", "access-1", "13:00"),
        ("12:54", "access-1", "13:00"),
        ("12:56", "access-2", "13:56"),
        ("12:59", "access-2", "13:56"),
        ("13:52", "access-3", "14:52"),
    ]
    assert endpoint.asked == [
        {
            "grant_type": "client_credentials",
            "client_id": CLIENT,
            "client_secret": SECRET,
            "scope": "https://outlook.office365.com/.default",
        }
    ] * len(endpoint.asked)


@pytest.mark.parametrize(
    ("expires_in", "renewed_after", "expires_after"),
    [
        (3600, 3300, 3600),
        ("3599", 3299, 3599),  # Microsoft's older end-points give text
        (100, 80, 100),
        (None, 480, 600),
        (0, 480, 600),
        (-5, 480, 600),
        ("soon", 480, 600),
        (True, 480, 600),
        (3600.5, 480, 600),
        ([], 480, 600),
        (10**30, 480, 600),
        (999_999_999, 86100, 86400),
    ],
)
def test_life_of_a_token(
    endpoint: TokenEndpoint,
    certificates: Certificates,
    clock: HandClock,
    expires_in: object,
    renewed_after: int,
    expires_after: int,
) -> None:
    endpoint.life = expires_in
    source = TokenSource(grant_at(endpoint.url, certificates), clock.now)
    assert source.token() == "access-1"
    assert source.expires_at() == START + timedelta(seconds=expires_after)
    clock.move((renewed_after - 1) / 60)
    assert source.token() == "access-1", "renewed too early"
    clock.move(1 / 60)
    assert source.token() == "access-2", "not renewed in time"


def test_an_endpoint_that_is_down_matters_only_when_the_token_has_ended(
    endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock
) -> None:
    source = TokenSource(grant_at(endpoint.url, certificates), clock.now)
    assert source.token() == "access-1"
    endpoint.stop()
    clock.move(58)
    assert source.token() == "access-1"
    clock.move(2)
    assert fault(source) == (
        f"no OAuth2 token from {endpoint.place}: nothing listens there: check host and port, or the server is down"
    )


def test_a_refused_token_is_never_given_again(
    endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock
) -> None:
    source = TokenSource(grant_at(endpoint.url, certificates), clock.now)
    fresh = source.token()
    assert source.refused(fresh) is False, "a token that came for this login is as good as the next"
    second = source.token()
    assert (second, source.token()) == ("access-2", "access-2")
    assert source.refused(second) is True, "an old token may have been revoked"
    assert source.expires_at() is None
    assert source.refused(second) is True, "another thread was told before"
    assert source.token() == "access-3"


def test_threads_share_one_request(endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock) -> None:
    source = TokenSource(grant_at(endpoint.url, certificates), clock.now)
    given: list[str] = []
    threads = [threading.Thread(target=lambda: given.append(source.token())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (given, len(endpoint.asked)) == (["access-1"] * 8, 1)


class Drawer:
    """Where a refresh token lies; may refuse to take another."""

    def __init__(self, token: str = "refresh-0", locked: bool = False) -> None:
        self.token, self.locked = token, locked

    def read(self) -> str:
        return self.token

    def keep(self, token: str) -> bool:
        if not self.locked:
            self.token = token
        return not self.locked


def refreshing(endpoint: TokenEndpoint, certificates: Certificates, drawer: Drawer, clock: HandClock) -> TokenSource:
    grant = grant_at(endpoint.url, certificates, flow="refresh_token", refresh_token=drawer.read, keep=drawer.keep)
    return TokenSource(grant, clock.now)


@pytest.mark.parametrize("locked", [False, True], ids=["kept", "cannot be kept"])
def test_a_rotated_refresh_token_is_used_from_then_on(
    endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock, locked: bool
) -> None:
    endpoint.rotate = True
    drawer = Drawer(locked=locked)
    source = refreshing(endpoint, certificates, drawer, clock)
    for _ in range(3):
        source.token()
        clock.move(60)
    assert [form["refresh_token"] for form in endpoint.asked] == ["refresh-0", "refresh-1", "refresh-3"]
    assert drawer.token == ("refresh-0" if locked else "refresh-5")


def test_a_refresh_token_put_in_by_hand_holds_at_once(
    endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock
) -> None:
    endpoint.rotate = True
    drawer = Drawer(locked=True)
    source = refreshing(endpoint, certificates, drawer, clock)
    source.token()
    endpoint.refresh_tokens = {"by-hand"}
    clock.move(60)
    assert "the refresh token was revoked or has expired: sign in once more" in fault(source)
    drawer.token = "by-hand"
    assert source.token() == "access-4"


def test_two_processes_on_one_file_do_not_lose_it(
    endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock
) -> None:
    """The other one renews between our reading the file and our request."""
    endpoint.rotate = True
    drawer = Drawer()
    other = refreshing(endpoint, certificates, drawer, clock)
    reads = 0

    def read() -> str:
        nonlocal reads
        reads += 1
        token = drawer.token
        if reads == 1:
            other.token()
        return token

    grant = grant_at(endpoint.url, certificates, flow="refresh_token", refresh_token=read, keep=drawer.keep)
    assert TokenSource(grant, clock.now).token() == "access-4"
    assert [form["refresh_token"] for form in endpoint.asked] == ["refresh-0", "refresh-0", "refresh-1"]
    assert drawer.token in endpoint.refresh_tokens


def test_a_public_client_shows_no_secret(endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock) -> None:
    grant = grant_at(endpoint.url, certificates, client_secret=lambda: "", scope="")
    fault(TokenSource(grant, clock.now))
    assert endpoint.asked == [{"grant_type": "client_credentials", "client_id": CLIENT}]


def says(status: int, body: object, media_type: str = "application/json", **headers: str) -> Callable[[], Reply]:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return lambda: (status, {"Content-Type": media_type, **headers}, content)


PAGE = f"<html><h1>Sign in</h1>{SECRET} refresh-0</html>".encode()
FAULTS: dict[str, tuple[Callable[[], Reply], str]] = {
    "secret expired": (
        lambda: refusal("invalid_client", "AADSTS7000222: The provided client secret keys are expired.", 401),
        "(invalid_client: AADSTS7000222: The provided client secret keys are expired.). the client secret has expired: "
        "make one under Certificates & secrets and put its value into client_secret",
    ),
    "no such tenant": (
        lambda: refusal("invalid_request", "AADSTS90002: Tenant 'x' not found."),
        "(invalid_request: AADSTS90002: Tenant 'x' not found.). no such tenant: check the tenant in token_url",
    ),
    "no such application": (
        lambda: refusal("unauthorized_client", "AADSTS700016: Application with identifier 'x' was not found"),
        "no such application in this tenant: check client_id and the tenant in token_url",
    ),
    "Google's unknown client": (
        lambda: refusal("invalid_client", "The OAuth client was not found.", 401),
        "the client is not known or its secret is wrong: check client_id and client_secret",
    ),
    "scope": (lambda: refusal("invalid_scope", ""), "(invalid_scope). the scope is not known or not granted"),
    "a grant that is no refresh token": (
        lambda: refusal("invalid_grant", ""),
        "the grant is not accepted: check flow, client_id and client_secret",
    ),
    "echoes the secret": (
        lambda: refusal("invalid_client", f"Bad secret {SECRET} or cl1ent+s3cret%2B%2F%26"),
        "(invalid_client: Bad secret *** or ***). the client",
    ),
    "an error of its own": (lambda: refusal("quota", "Daily limit"), "(quota: Daily limit). check the section's keys"),
    "Google's other form": (
        says(403, {"error": {"code": 403, "status": "PERMISSION_DENIED", "message": "API disabled"}}),
        "(PERMISSION_DENIED: API disabled)",
    ),
    "busy": (says(503, b"", "text/plain"), "(HTTP 503 with text/plain). the end-point cannot do it just now"),
    "too many": (says(429, {}), "(HTTP 429 with application/json). the end-point cannot do it just now"),
    "an HTML page": (says(200, PAGE, "text/html"), "(HTTP 200 with text/html). check token_url"),
    "not found": (says(404, PAGE, "text/html"), "there is no token end-point at this address: check token_url"),
    "not an object": (says(200, [1]), "(HTTP 200 with application/json). check token_url"),
    "nested for ever": (says(200, b"[" * 200_000), "(HTTP 200 with application/json). check token_url"),
    "no UTF-8": (says(200, b"\xff\xfe\xfd"), "check token_url"),
    "no text": (says(200, {"access_token": 7}), "what it gave cannot be an access token"),
    "empty": (says(200, {"access_token": ""}), "what it gave cannot be an access token"),
    "injection": (says(200, {"access_token": "a\x01\x01user=x"}), "what it gave cannot be an access token"),
    "line break": (says(200, {"access_token": "a\r\nRCPT TO:<x>"}), "what it gave cannot be an access token"),
    "longer than a line": (says(200, {"access_token": "a" * 9000}), "what it gave cannot be an access token"),
    "another type": (says(200, {"access_token": "a", "token_type": "mac"}), "its token is no bearer token"),
    "a token and an error": (says(400, {"access_token": "a"}), "(HTTP 400 with application/json)"),
    "huge": (says(200, b" " * 300_000), "its answer is longer than 256 KB: check token_url"),
    "cut": (says(200, b"{", **{"Content-Length": "500"}), "the connection was closed by the server"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_an_endpoint_says_in_plain_words(
    endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock, name: str
) -> None:
    endpoint.reply, expected = FAULTS[name]
    source = TokenSource(dataclasses.replace(grant_at(endpoint.url, certificates), timeout=5.0), clock.now)
    line = fault(source)
    assert line.startswith(f"no OAuth2 token from {endpoint.place}")
    assert expected in line


def test_a_redirect_is_not_followed(certificates: Certificates, clock: HandClock) -> None:
    with TokenEndpoint(certificates, {}, USER) as other, TokenEndpoint(certificates, {}, USER) as first:
        first.reply = says(307, b"", "text/plain", Location=other.url)
        line = fault(TokenSource(grant_at(first.url, certificates), clock.now))
        assert "it sends elsewhere, and secrets are not sent after: set token_url" in line
        assert other.asked == []


def test_slow_answers_are_not_awaited(endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock) -> None:
    held = threading.Event()
    endpoint.reply = lambda: refusal("late", str(held.wait(10)))
    with DrippingHttp() as dripping:
        for grant in (grant_at(endpoint.url, certificates), grant_at(f"http://127.0.0.1:{dripping.port}/", None)):
            began = time.monotonic()
            line = fault(TokenSource(dataclasses.replace(grant, timeout=0.3), clock.now))
            assert "no answer in time: a firewall in between" in line
            assert time.monotonic() - began < 8, f"awaited too long: {line}"
    held.set()


def test_servers_that_are_no_token_endpoint(
    endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock, tmp_path: object
) -> None:
    untrusted = grant_at(endpoint.url, None)
    assert "the server's certificate is not trusted" in fault(TokenSource(untrusted, clock.now))
    assert endpoint.asked == [], "nothing is sent to whom is not trusted"
    unreadable = grant_at(endpoint.url, None, ca_file=f"{tmp_path}/none.pem")
    assert "none.pem cannot be read as PEM certificates" in fault(TokenSource(unreadable, clock.now))
    nobody = grant_at(f"https://localhost:{free_ports(1)[0]}/", certificates)
    assert "nothing listens there" in fault(TokenSource(nobody, clock.now))
    unknown = grant_at("https://no-such-host.invalid/token", certificates)
    assert fault(TokenSource(unknown, clock.now)).startswith("no OAuth2 token from no-such-host.invalid: ")
    with TokenEndpoint(None, {}, USER) as plain:
        over_tls = grant_at(plain.url.replace("http:", "https:"), certificates)
        assert "TLS could not be agreed on" in fault(TokenSource(over_tls, clock.now))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        grant = grant_at(f"https://127.0.0.1:{port}/", certificates, timeout=0.3)
        assert "no answer in time" in fault(TokenSource(grant, clock.now))


def test_through_the_proxy_of_the_environment(
    endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with ConnectProxy() as proxy:
        monkeypatch.setenv("https_proxy", f"http://me:pr%40xy@127.0.0.1:{proxy.port}")
        assert TokenSource(grant_at(endpoint.url, certificates), clock.now).token() == "access-1"
        assert proxy.seen[0].split(" ")[:2] == ["CONNECT", endpoint.place]
        assert "Proxy-Authorization: Basic bWU6cHJAeHk=" in proxy.seen
        proxy.status = "407 Proxy Authentication Required"
        line = fault(TokenSource(grant_at(endpoint.url, certificates), clock.now))
        assert "the proxy of the environment (HTTPS_PROXY) refuses" in line
        assert "pr@xy" not in line
        monkeypatch.setenv("https_proxy", "proxy.example.org:none")
        line = fault(TokenSource(grant_at(endpoint.url, certificates), clock.now))
        assert "token_url or HTTPS_PROXY is no address" in line
        monkeypatch.setenv("no_proxy", "localhost")
        assert TokenSource(grant_at(endpoint.url, certificates), clock.now).token() == "access-2"


def test_a_secret_that_cannot_be_read_is_out_of_reach(
    endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock
) -> None:
    def gone() -> str:
        raise ConfigurationError(["/etc/mailbot/secret: found no such file; expected a secret on its first line"])

    line = fault(TokenSource(grant_at(endpoint.url, certificates, client_secret=gone), clock.now))
    assert line == (
        f"no OAuth2 token from {endpoint.place}: "
        "/etc/mailbot/secret: found no such file; expected a secret on its first line"
    )


def test_nothing_shows_a_secret(endpoint: TokenEndpoint, certificates: Certificates, clock: HandClock) -> None:
    grant = grant_at(endpoint.url, certificates, refresh_token=lambda: "refresh-0")
    source = TokenSource(grant, clock.now)
    source.token()
    shown = f"{grant!r} {source!r} {source._token!r}"
    assert not any(secret in shown for secret in (SECRET, "refresh-0", "access-1"))
