"""Says which organisations submit a report: from its front page, the message's words, signatures and senders."""

import re
from difflib import SequenceMatcher

from mailbot.understanding.fold import fold
from mailbot.understanding.organisations.lexicon import ARABIC, Lexicon
from mailbot.understanding.organisations.names import clean, merged
from mailbot.understanding.organisations.support import in_domain
from mailbot.understanding.reports.by_place import unheaded_in
from mailbot.understanding.reports.listed import signatories
from mailbot.understanding.reports.mentions import named_in, segments, spoken_of
from mailbot.understanding.reports.model import Front
from mailbot.understanding.reports.signatures import LINE, below_post, names_in_line, signed, signed_below
from mailbot.understanding.reports.voice import Voice

INSIDE = 2500  # characters of a report whose sentences may still name its authors
NEARLY = 0.8  # share of letters in common from which a scan's name is the message's, misread
OF_KIND = re.compile(r"(?:the |la |le |l['’])?[a-zà-ÿ]+ (?=[A-ZÀ-Þ])")  # "l'association" before a name
COVER = 20  # lines of a report on which a name may stand by itself
MOST_KNOWN = 200  # names that are looked for in running text


def lines_known(voice: Voice, lexicon: Lexicon, fronts: tuple[Front, ...]) -> dict[str, str]:
    """Names that stand as whole lines or labelled values anywhere in the message, by folded form."""
    found: list[str] = [name for front in fronts for name in (*front.submitted, *front.named)]
    for text in (voice.signature, voice.body):
        for line in text[:12_000].split("\n"):
            bare = line.strip(" -–—*•>\t")
            if len(bare) > LINE or (text is voice.body and bare[-1:] in (".", "،", ",")):
                continue  # a line of running text, not a line of its own
            found.extend(names_in_line(bare, lexicon))
    if voice.sender and lexicon.like(clean(voice.sender, lexicon)):
        found.append(clean(voice.sender, lexicon))
    return {fold(name): name for name in found[:MOST_KNOWN] if len(name) > 4 and not lexicon.is_host(name)}


def submitters(
    voice: Voice,
    front: Front | None,
    known: dict[str, str],
    lexicon: Lexicon,
    told: tuple[str, ...],
    text: str = "",
    scan: bool = False,
) -> tuple[str, ...]:
    """The organisations that submit, as written, in the order in which they are named.

    front: of the report in the message's language, None where it cannot be read; told: what `named_in` finds in the
    message; text: that report's text; scan: its letters may be misread.
    """
    told = tuple(_on_cover(name, text) for name in told)
    page = (front.submitted or front.named) if front else ()
    if front and len(page) < 2 and (front.joint or not page):
        sentences = [name for name in named_in(text[:INSIDE], lexicon, known) if lexicon.like(name)]
        inside = signatories(text, lexicon) or signed_below(text, lexicon) or tuple(sentences)
        if len(inside) > len(page) and (len(inside) > 1 or not told):
            page = inside
    if told and not (front and front.joint):
        page = _without_titles(page, told, lexicon)
    unsure = bool(page) and not any(lexicon.like(name, weak=False) and not _common(name) for name in page)
    if unsure and told and not any(_same(name, other) for name in page for other in told):
        page = ()
    if page:
        return _settled(page, told, voice, lexicon, scan)
    if told:
        return _fuller(told, known)
    if front and front.guessed:
        return _settled(front.guessed, told, voice, lexicon, scan)
    plain = merged(unheaded_in(voice.body, lexicon, known))
    own = signed(voice, lexicon)
    if plain and (not own or any(_sure(name, voice, text, lexicon) for name in plain)):
        return plain
    if own:
        return own
    if earlier := named_in(voice.quoted, lexicon, known):
        return earlier[:1]
    other = spoken_of(f"{voice.subject}\n\n{voice.body}", lexicon) or below_post(voice, lexicon)
    return (other,) if other else ()


def _without_titles(page: tuple[str, ...], told: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """A front page's names without lines that no word tells to be one, where the message names only the others."""
    sure = tuple(
        name
        for name in page
        if (lexicon.like(name, weak=False) and not _common(name)) or any(_same(name, other) for other in told)
    )
    return sure if any(_same(name, other) for name in sure for other in told) else page


def _on_cover(name: str, text: str) -> str:
    """A name without a word before it that only says what it is, where the report's cover has it so."""
    bare = name[said.end() :] if (said := OF_KIND.match(name)) else name
    lines = {fold(line.strip()) for line in text[:INSIDE].split("\n")[:COVER]} if bare != name else set()
    return bare if fold(bare) in lines else name


def _common(name: str) -> bool:
    """Whether a name only says what kind of house it is: "Association villageoise"."""
    words = name.split()
    return len(words) > 1 and not ARABIC.match(words[0]) and all(word.islower() for word in words[1:])


def _sure(name: str, voice: Voice, text: str, lexicon: Lexicon) -> bool:
    """Whether a name told by its place alone outweighs the signature: several words, or something speaks for it."""
    return lexicon.like(name) or len(name.split()) > 1 or spoken_for(name, voice, text)


def spoken_for(name: str, voice: Voice, text: str = "") -> bool:
    """Whether something else in a message speaks for a name: the domain, the subject, sender, signature, document."""
    if in_domain(name, voice.domain):
        return True
    whole = re.compile(rf"(?<!\w){re.escape(fold(name))}(?!\w)")
    return any(whole.search(fold(place)) for place in (voice.subject, voice.sender, voice.signature, text[:3000]))


def _settled(
    page: tuple[str, ...], told: tuple[str, ...], voice: Voice, lexicon: Lexicon, scan: bool
) -> tuple[str, ...]:
    """The front page's names, in the message's spelling or language where it gives the same ones."""
    if len(page) == 1:
        own = told[:1] or signed(voice, lexicon)
        if own and _arabic(own[0]) != _arabic(page[0]) and _arabic(own[0]) == _arabic(voice.body):
            return own[:1]
    if scan:
        others = [
            part for line in (*voice.signature.split("\n"), voice.sender) for part in (line.strip(), *segments(line))
        ]
        page = tuple(_well_read(name, (*told, *(clean(part, lexicon) for part in others[:60]))) for name in page)
    if len(told) > len(page) and all(any(_same(name, other) or _same(other, name) for other in told) for name in page):
        return told  # also where the page writes two of them as one line
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
