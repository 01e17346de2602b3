"""Says which organisations submit a report: from its front page, the message's words, signatures and senders."""

from mailbot.message.model import Message, Zones
from mailbot.understanding.fold import fold
from mailbot.understanding.reports.mentions import named_in, segments, spoken_of
from mailbot.understanding.reports.model import Front
from mailbot.understanding.reports.names import ARABIC, Lexicon, clean, merged


def voice(message: Message, lexicon: Lexicon) -> tuple[Zones, str]:
    """Whose words submit: the inner message's where one was passed on that speaks of it, else the sender's own.

    Gives its zones and its sender's display name.
    """
    own = (message.zones, message.envelope.sender.name if message.envelope.sender else "")
    speaking = [
        inner
        for inner in message.forwarded
        if lexicon.words.group("spoken").hits(fold(f"{inner.subject}\n{inner.zones.body}"[:8000]))
    ]
    if not speaking:
        return own
    inner = speaking[-1]
    return inner.zones, inner.sender.name if inner.sender else ""


def lines_known(message: Message, lexicon: Lexicon, fronts: tuple[Front, ...]) -> dict[str, str]:
    """Names that stand as whole lines or labelled values anywhere in the message, by folded form."""
    found: list[str] = [name for front in fronts for name in (*front.submitted, *front.named)]
    zones, sender = voice(message, lexicon)
    texts = [zones.signature, zones.body]
    for text in texts:
        for line in text[:12_000].split("\n"):
            bare = line.strip(" -–—*•>\t")
            if len(bare) > 160:
                continue
            found.extend(_in_line(bare, lexicon))
    if sender and lexicon.like(clean(sender, lexicon)):
        found.append(clean(sender, lexicon))
    return {fold(name): name for name in found if len(name) > 4 and not lexicon.is_host(name)}


def _in_line(line: str, lexicon: Lexicon) -> list[str]:
    """The names a line consists of: all of it, or the pieces between its commas, dashes and bars."""
    parts = segments(line)
    alike = [name for name in (clean(part, lexicon) for part in parts) if lexicon.like(name)]
    whole = clean(line, lexicon)
    if lexicon.like(whole) and (len(parts) < 2 or not alike or lexicon.like(clean(parts[0], lexicon))):
        return [whole, *alike] if len(alike) < 2 else alike
    if alike:
        return alike
    value = clean(line.rpartition(":")[2], lexicon)
    return [value] if ":" in line and lexicon.like(value) else []


def submitters(message: Message, front: Front | None, known: dict[str, str], lexicon: Lexicon) -> tuple[str, ...]:
    """The organisations that submit, as written, in the order in which they are named.

    front: of the report in the message's language, None where it cannot be read.
    """
    zones, sender = voice(message, lexicon)
    told = named_in(zones.body, lexicon, known)
    page = (front.submitted or front.named) if front else ()
    if page:
        return _settled(page, told, zones, sender, lexicon)
    if told:
        return _fuller(told, known)
    if own := signed(zones, sender, lexicon):
        return own
    if earlier := named_in(message.zones.quoted, lexicon, known):
        return earlier[:1]
    other = spoken_of(f"{message.envelope.subject}\n{zones.body}", lexicon)
    return (other,) if other else ()


def signed(zones: Zones, sender: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The organisation of a signature, else of a letterhead above the text, else of the sender's display name."""
    body = [line for line in zones.body.split("\n") if line.strip()]
    for lines in (zones.signature.split("\n"), body[-6:], body[:2]):
        for line in lines:
            if len(line) > 140:
                continue
            for name in _in_line(line, lexicon):
                if not lexicon.is_host(name):
                    return (name,)
    name = clean(sender, lexicon)
    return (name,) if lexicon.like(name) and not lexicon.is_host(name) else ()


def _settled(
    page: tuple[str, ...], told: tuple[str, ...], zones: Zones, sender: str, lexicon: Lexicon
) -> tuple[str, ...]:
    """The front page's names, in the message's spelling or language where it gives the same ones."""
    if len(page) == 1:
        own = told[:1] or signed(zones, sender, lexicon)
        if own and _arabic(own[0]) != _arabic(page[0]) and _arabic(own[0]) == _arabic(zones.body):
            return own[:1]
    if len(told) > len(page) and all(any(_same(name, other) for other in told) for name in page):
        return told
    return tuple(next((other for other in told if _same(name, other) and len(other) >= len(name)), name) for name in page)


def _fuller(told: tuple[str, ...], known: dict[str, str]) -> tuple[str, ...]:
    """Each name as it stands in full elsewhere: "Berbera Observatory" is "Berbera Migration Observatory"."""
    full = []
    for name in told:
        words = set(fold(name).split())
        longer = [other for key, other in known.items() if words < set(key.split()) and len(words) > 1]
        full.append(longer[0] if len(longer) == 1 else name)
    return merged(full)


def _same(name: str, other: str) -> bool:
    return fold(name) == fold(other) or set(fold(name).split()) <= set(fold(other).split())


def _arabic(text: str) -> bool:
    """Whether most letters are Arabic."""
    letters = [character for character in text if character.isalpha()]
    return sum(1 for character in letters if ARABIC.match(character)) * 2 > len(letters)

