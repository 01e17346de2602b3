"""A letter as a given SMTP server can carry it: the lines to send, the envelope and the options of MAIL FROM. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mailbot.message.domain import ascii_domain
from mailbot.transport import wire_form


@dataclass(frozen=True, slots=True)
class Fitted:
    """What to send. lines: CRLF line ends, dots not yet stuffed. options: of MAIL FROM."""

    lines: bytes = field(repr=False)
    sender: str
    recipient: str
    options: tuple[str, ...] = ()

    @property
    def is_international(self) -> bool:
        """Whether addresses go out in UTF-8 (RFC 6531)."""
        return "SMTPUTF8" in self.options


class Unfit(Exception):
    """This server cannot carry this letter, now or later; says why."""


def fit(raw: bytes, sender: str, recipient: str, offers: Mapping[str, str]) -> Fitted:
    """The letter fitted to a server's EHLO keywords (lower case, with their parameters).

    Domains become ASCII (IDNA); 8-bit content goes as it is with 8BITMIME, else as base64; overlong lines as base64;
    SMTPUTF8 (RFC 6531) is asked for only where an address or the header needs it. Raises Unfit.
    """
    sender, recipient = _ascii_domain(sender), _ascii_domain(recipient)
    for address in (sender, recipient):
        if any(char in "<>" or not char.isprintable() for char in address):
            raise Unfit("an address with a control character or angle bracket in it")
    if not recipient:
        raise Unfit("no recipient")
    lines = wire_form.with_crlf(raw)
    international = not (sender + recipient).isascii() or wire_form.header_has_8bit(lines)
    if international and "smtputf8" not in offers:
        raise Unfit(
            "the server takes no address or header beyond ASCII (it offers no SMTPUTF8): reach this person another "
            "way, or have SMTPUTF8 switched on there"
        )
    if wire_form.has_long_lines(lines) or (wire_form.has_8bit(lines) and "8bitmime" not in offers):
        lines = wire_form.with_crlf(wire_form.seven_bit(lines))
    options = ["SMTPUTF8"] if international else []
    if wire_form.has_8bit(lines) and "8bitmime" in offers:
        options.append("BODY=8BITMIME")
    if "size" in offers:
        allowed = offers["size"].strip()
        if allowed.isdecimal() and 0 < int(allowed) < len(lines):  # 0: no fixed limit (RFC 1870 §4)
            raise Unfit(f"the server takes at most {allowed} bytes; this letter has {len(lines)}")
        options.append(f"SIZE={len(lines)}")
    return Fitted(lines, sender, recipient, tuple(options))


def _ascii_domain(address: str) -> str:
    """The address with its domain as DNS knows it; an address whose domain cannot be so is left as it is."""
    local, at, domain = address.rpartition("@")
    return address if domain.isascii() else f"{local}{at}{ascii_domain(domain)}"
