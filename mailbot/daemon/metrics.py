"""The figures for Prometheus, in its text format 0.0.4. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from mailbot.daemon.status import Status
from mailbot.intake.alarm import Cause

Figures = tuple[tuple[str, float], ...]  # (labels in braces or "", value)


def metrics(status: Status | None, last_poll: datetime | None, documents_killed: int) -> str:
    """One page. status: None while the register is away. last_poll: by this process, which asks no register."""
    lines = _lines("register_up", "gauge", "1 while the register can be used.", (("", float(status is not None)),))
    polled = max((poll for poll in (last_poll, status.last_poll if status else None) if poll), default=None)
    if polled is not None:
        help_text = "When every folder was last read, in seconds since 1970."
        lines += _lines("last_poll_timestamp_seconds", "gauge", help_text, (("", polled.timestamp()),))
    lines += _lines(
        "documents_killed_total",
        "counter",
        "Readers of documents that died or were ended because they took too long, since the start.",
        (("", float(documents_killed)),),
    )
    if status is not None:
        for name, help_text, figures in _of_register(status):
            lines += _lines(name, "gauge", help_text, figures)
    return "\n".join((*lines, ""))


def _of_register(status: Status) -> Iterator[tuple[str, str, Figures]]:
    waits = (status.at - status.oldest_stored).total_seconds() if status.oldest_stored else 0.0
    yield "backlog", "Messages that are kept and not yet filed.", (("", float(status.backlog)),)
    yield "oldest_unfiled_seconds", "How long the oldest of them waits; 0 for none.", (("", max(0.0, waits)),)
    yield "messages", "Messages by state.", _labelled("state", {key.value: n for key, n in status.messages.items()})
    yield "letters", "Letters by state.", _labelled("state", {key.value: n for key, n in status.letters.items()})
    expiries = {name: expires.timestamp() for name, expires in status.tokens.items()}
    if expires_text := _labelled("server", expiries):
        yield "token_expiry_timestamp_seconds", "When the OAuth2 access token at hand expires.", expires_text
    wrong = {alarm.cause for alarm in status.alarms}
    yield (
        "alarm",
        "1 while this keeps mailbot from its work.",
        _labelled("cause", {cause.value: float(cause in wrong) for cause in Cause}),
    )


def _labelled(label: str, figures: Mapping[str, float]) -> Figures:
    return tuple((f'{{{label}="{key}"}}', float(value)) for key, value in figures.items())


def _lines(name: str, kind: str, help_text: str, figures: Figures) -> list[str]:
    full = f"mailbot_{name}"
    values = (f"{full}{labels} {value:.3f}".rstrip("0").rstrip(".") for labels, value in figures)
    return [f"# HELP {full} {help_text}", f"# TYPE {full} {kind}", *values]
