"""Header blocks and attributions above earlier mail: where one stands and what it says. Pure."""

from dataclasses import dataclass

from mailbot.message import wording
from mailbot.message.addresses import addresses
from mailbot.message.model import Address

FIELDS = (
    ("from", wording.FROM),
    ("sent", wording.SENT),
    ("to", wording.TO),
    ("subject", wording.SUBJECT),
    ("other", wording.OTHER_FIELD),
)
LOOK_AHEAD = 14  # lines a header block may take, wrapped address lists included


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """What stands above an earlier message. end: index of the first line of its text; the rest as written."""

    end: int
    sender: Address | None
    subject: str
    date: str
    surely_mail: bool  # an address or a "Sent" field: not the letterhead of an official letter


def header_block(texts: list[str], folded: list[str], start: int) -> HeaderBlock | None:
    """The header block that begins at a line, None where there is none.

    It needs a From and two of Sent, To and Subject among the next lines; Outlook, Gmail, Apple Mail, Thunderbird and
    phones differ in order and wording (wording.py).
    """
    if start >= len(folded) or _field(folded[start]) is None:
        return None
    found: dict[str, str] = {}
    words: dict[str, str] = {}
    place, last, blanks = start, "", 0
    stop = min(len(folded), start + LOOK_AHEAD)
    while place < stop:
        line = folded[place]
        if not line:
            # Some programs put an empty line between fields; the block ends at one that no field follows.
            if place + 1 < stop and blanks < 8 and _field(folded[place + 1]) and "subject" not in found | {"": ""}:
                blanks += 1
                place += 1
                continue
            break
        field = _field(line)
        if field:
            if field in found and field != "other":
                break
            value = texts[place].partition(":" if ":" in texts[place] else "：")[2]
            found[field] = value.strip(" *\t\u200e\u200f\u00a0")
            words[field] = line
            last = field
        elif _goes_on(last, found.get(last, ""), line):
            found[last] = f"{found[last]} {texts[place].strip()}"  # a wrapped list or subject
        else:
            break
        place += 1
    if "from" not in found or sum(name in found for name in ("sent", "to", "subject")) < 2:
        return None
    sender = next(iter(addresses(found["from"].encode("utf-8"))), None)
    bare = found["from"].strip("\"' ")
    surely = (
        sender is not None
        or "@" in found.get("to", "")
        or not words.get("sent", "تاريخ").lstrip('*"> ').startswith(("date", "التاريخ", "تاريخ"))
    )
    return HeaderBlock(
        end=place,
        sender=sender or (Address(bare, "") if bare else None),
        subject=found.get("subject", ""),
        date=found.get("sent", ""),
        surely_mail=surely,
    )


def _goes_on(field: str, value: str, line: str) -> bool:
    """Whether a line goes on with the field above it: a wrapped address list, or a wrapped long subject."""
    if field == "subject":
        return len(value) > 50
    return field in ("to", "other", "from") and ("@" in line or ";" in line)


def _field(line: str) -> str | None:
    """Which field of a header block a folded line is, if any."""
    if ":" not in line[:60]:
        return None
    return next((name for name, pattern in FIELDS if pattern.match(line)), None)


def attribution(folded: list[str], start: int) -> int:
    """How many lines the attribution ("On ..., X wrote:") at a line takes: 1 to 4, or 0 where there is none."""
    if not (wording.special(folded[start]) and wording.ATTRIBUTION_START.match(folded[start])):
        return 0
    joined = ""
    for count in range(1, 5):
        place = start + count - 1
        if place >= len(folded) or not folded[place]:
            return 0
        joined = f"{joined} {folded[place]}".strip()
        if len(joined) > 500:
            return 0
        if joined.endswith(":") and wording.ATTRIBUTION.match(joined):
            return count
    return 0


def is_forward_subject(subject: str) -> bool | None:
    """True for Fwd:, TR:, إعادة توجيه:; False for Re: and its like; None where the subject has no prefix."""
    folded = wording.fold(subject)
    if wording.FORWARD_SUBJECT.match(folded):
        return True
    return False if wording.REPLY_SUBJECT.match(folded) else None
