"""Tells systemd how the service is: sd_notify(3) as one datagram, without a library; nothing outside systemd."""

import contextlib
import os
import socket


def notify(state: str) -> bool:
    """Sends a state such as READY=1, STOPPING=1 or WATCHDOG=1 to the service manager; False where there is none."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return False
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as datagrams:
        datagrams.connect("\0" + address[1:] if address.startswith("@") else address)
        datagrams.sendall(state.encode())
        return True
    return False


def watchdog_seconds() -> float | None:
    """How often WATCHDOG=1 is due: half of what systemd allows (WatchdogSec=); None where it does not ask."""
    allowed = os.environ.get("WATCHDOG_USEC", "")
    if not allowed.isdecimal() or os.environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return None
    return int(allowed) / 2_000_000
