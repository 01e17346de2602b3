"""The bytes of a letter as SMTP wants them (RFC 5321 §2.3.8, §4.5.2, §4.5.3.1.6). Pure."""

import email
import email.encoders
import email.policy
import re
from email.message import Message

MAX_LINE = 998  # octets without CRLF
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LEADING_DOT = re.compile(rb"(?m)^\.")
_TOO_LONG = re.compile(rb"(?m)^[^\r\n]{%d}" % (MAX_LINE + 1))
_KEEP = email.policy.compat32.clone(linesep="\r\n", max_line_length=None)


def with_crlf(raw: bytes) -> bytes:
    """Every line end CRLF, a last one included: a lone CR or LF may end a message early for some servers."""
    lines = _LINE_END.sub(b"\r\n", raw)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def stuffed(lines: bytes) -> bytes:
    """Lines that begin with a dot get another one (transparency, RFC 5321 §4.5.2)."""
    return _LEADING_DOT.sub(b"..", lines)


def has_8bit(raw: bytes) -> bool:
    """Whether anything in it is beyond ASCII."""
    return not raw.isascii()


def header_has_8bit(raw: bytes) -> bool:
    """Whether the header itself is beyond ASCII, which only SMTPUTF8 carries (RFC 6531)."""
    return not with_crlf(raw).partition(b"\r\n\r\n")[0].isascii()


def has_long_lines(raw: bytes) -> bool:
    """Whether a line is longer than any server must take."""
    return _TOO_LONG.search(raw) is not None


def seven_bit(raw: bytes) -> bytes:
    """The same letter, its parts with 8-bit or overlong lines as base64 (RFC 6152 §3); all headers as they were."""
    letter = email.message_from_bytes(raw, policy=_KEEP)
    for part in letter.walk():
        if not part.is_multipart() and _needs_base64(part):
            body = part.get_payload(decode=True)
            del part["Content-Transfer-Encoding"]
            part.set_payload(body)
            email.encoders.encode_base64(part)
        elif part.is_multipart() and part["Content-Transfer-Encoding"]:
            del part["Content-Transfer-Encoding"]  # "8bit" of a container holds no more
    return letter.as_bytes(policy=_KEEP)


def _needs_base64(part: Message) -> bool:
    text = part.get_payload()
    content = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else b""
    return has_8bit(content) or has_long_lines(content)
