"""Says which organisations submit a report: from its front page, the message's words, signatures and senders."""

from difflib import SequenceMatcher

from mailbot.message.model import Message, Zones
from mailbot.understanding.fold import fold
from mailbot.understanding.reports.extent import WORD, names_at
from mailbot.understanding.reports.lexicon import ARABIC, Lexicon
from mailbot.understanding.reports.mentions import named_in, segments, signatories, spoken_of
from mailbot.understanding.reports.model import Front
from mailbot.understanding.reports.names import clean, merged, pieces

INSIDE = 2500  # characters of a report whose sentences may still name its authors
NEARLY = 0.8  # share of letters in common from which a scan's name is the message's, misread


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
            if len(bare) > 110 or (text is zones.body and bare[-1:] in (".", "،", ",")):
                continue  # a line of running text, not a line of its own
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
        return pieces(line, lexicon) or [whole]
    if alike:
        return [name for part in alike for name in pieces(part, lexicon)]
    value = clean(line.rpartition(":")[2], lexicon)
    if ":" in line and lexicon.like(value):
        return [value]
    return _behind_post(line, lexicon)


def _behind_post(line: str, lexicon: Lexicon) -> list[str]:
    """The house in a line that begins with a function: "présidente de l'association X", "مدير مؤسسة X"."""
    if not lexicon.is_post(line):
        return []
    for word in list(WORD.finditer(line))[1:]:
        token = word.group()
        if lexicon.is_head(token, weak=False) and (token[0].isupper() or token.islower()):
            return [name for name in names_at(line[word.start() :], lexicon, {}) if lexicon.like(name)]
    return []


def told_of(message: Message, known: dict[str, str], lexicon: Lexicon) -> tuple[str, ...]:
    """The organisations that the message's own words call submitters."""
    return named_in(voice(message, lexicon)[0].body, lexicon, known)


def own_lines(message: Message, lexicon: Lexicon) -> frozenset[str]:
    """Lines of the signature, their pieces and the sender's name, folded: what a cover repeats of them is a name."""
    zones, sender = voice(message, lexicon)
    lines = [line for line in zones.signature.split("\n") if len(line) < 110]
    parts = {clean(part, lexicon) for line in (*lines, sender) for part in (line, *segments(line))}
    return frozenset(fold(part) for part in parts if len(part) > 5 and " " in part)


def said_in(message: Message, lexicon: Lexicon) -> str:
    """Subject and new words, folded."""
    return fold(f"{message.envelope.subject}\n{voice(message, lexicon)[0].body}"[:8000])


def submitters(
    message: Message, front: Front | None, known: dict[str, str], lexicon: Lexicon, text: str = "", scan: bool = False
) -> tuple[str, ...]:
    """The organisations that submit, as written, in the order in which they are named.

    front: of the report in the message's language, None where it cannot be read; text: that report's text; scan: its
    letters may be misread.
    """
    zones, sender = voice(message, lexicon)
    told = named_in(zones.body, lexicon, known)
    page = (front.submitted or front.named) if front else ()
    if front and len(page) < 2 and (front.joint or not page):
        inside = signatories(text, lexicon) or named_in(text[:INSIDE], lexicon, known)
        if len(inside) > len(page) and (len(inside) > 1 or not told):
            page = inside
    unsure = bool(page) and not any(lexicon.like(name, weak=False) for name in page)
    if unsure and told and not any(_same(name, other) for name in page for other in told):
        page = ()
    if page:
        return _settled(page, told, zones, sender, lexicon, scan)
    if told:
        return _fuller(told, known)
    if front and front.guessed:
        return _settled(front.guessed, told, zones, sender, lexicon, scan)
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
    page: tuple[str, ...], told: tuple[str, ...], zones: Zones, sender: str, lexicon: Lexicon, scan: bool
) -> tuple[str, ...]:
    """The front page's names, in the message's spelling or language where it gives the same ones."""
    if len(page) == 1:
        own = told[:1] or signed(zones, sender, lexicon)
        if own and _arabic(own[0]) != _arabic(page[0]) and _arabic(own[0]) == _arabic(zones.body):
            return own[:1]
    if scan:
        others = [part for line in (*zones.signature.split("\n"), sender) for part in (line.strip(), *segments(line))]
        page = tuple(_well_read(name, (*told, *(clean(part, lexicon) for part in others[:60]))) for name in page)
    if len(told) > len(page) and all(any(_same(name, other) for other in told) for name in page):
        return told
    return tuple(
        next((other for other in told if _same(name, other) and len(other) >= len(name)), name) for name in page
    )


def _well_read(name: str, others: tuple[str, ...]) -> str:
    """A name of a scan in the spelling of the message, where that has nearly the same one."""
    key = fold(name)
    close = [other for other in others if SequenceMatcher(None, key, fold(other), autojunk=False).ratio() >= NEARLY]
    return close[0] if close else name


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
