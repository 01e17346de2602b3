"""How long to wait before the next connection. Pure: the caller waits."""

DELAYS = (1.0, 2.0, 5.0)  # seconds
CAP = 8.0  # with the 20 s a connection may take to fail, work goes on within 30 s of a fault's end


def delay(failures: int) -> float:
    """Seconds to wait after so many failed connections in a row (0: none failed, no wait)."""
    if failures <= 0:
        return 0.0
    return DELAYS[failures - 1] if failures <= len(DELAYS) else CAP
