"""The function and the house in front of a name."""

from collections.abc import Sequence

from mailbot.understanding.organisations import extents, finding, housenames, unheaded
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import asides, posts, segments
from mailbot.understanding.speakers.found import Found
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token


def read(sentence: Sequence[Token], found: Found, floor: int, text: str, lex: Lexicon, directory: Directory) -> None:
    """The function before a name: "notre directrice, Mme X", "our Chairwoman, Ms X", "the Director of ORG, X",
    "مديرتنا السيدة X"."""
    at = found.mention.first - 1
    if at > floor and sentence[at].key in ("le", "la", "l'", "the") and sentence[at - 1].text == ",":
        at -= 1  # "sa présidente, le Dr X"
    if at >= floor and sentence[at].text in (",", "،", ":", "(", "–", "—", "-"):
        at -= 1
    if at > floor and sentence[at].key in grammar.WITH_US:
        found.house = True  # "مديرة البرامج عندنا رانيا"
        at -= 1
    end = at + 1
    start = end
    while start > floor and end - start < posts.LONGEST_TITLE:
        token = sentence[start - 1]
        if not token.word and token.text not in ("&", "'", "-", "/", "’"):
            break
        if (
            token.key in lex.stops
            and token.key not in ("our", "my", "his", "her", "your", "a", "y")
            and token.text != "à"
        ):
            break
        if token.arabic and token.key in lex.arabic_stops:
            break
        if lex.cues["nominate"].at(sentence, start - 1) and not lex.is_title(token):
            break
        start -= 1
    piece = list(sentence[start:end])
    if found.organisation is None and piece and piece[0].key in ("from", "for", "pour", "de", "du", "cote", "عن", "من"):
        found.organisation = _fronted(piece, text, lex)
    if found.organisation is None and not any(lex.is_title(token) for token in piece):
        clause = next((back + 1 for back in range(start - 1, floor - 1, -1) if sentence[back].text in ",;:()،؛"), floor)
        opening = list(sentence[clause:start])
        cut = next(
            (at for at, token in enumerate(opening) if token.key in ("we", "nous", "i", "je", "on")), len(opening)
        )
        opening = opening[:cut]
        if opening and opening[0].key in ("from", "for", "pour", "عن", "من") and not lex.roles.has(opening):
            found.organisation = _fronted(opening, text, lex)
    if _owner(sentence, start, end, found, text, lex, directory):
        return
    head = _head_of(piece, lex)
    if head is None:
        found.house = found.house or bool(piece and lex.cues["ours"].has(piece))
        return
    if found.organisation is None and head < len(piece) and piece[head].key in grammar.ITS:
        found.organisation = _named_before(sentence, start, text, lex)
    ours = lex.cues["ours"].has(piece) or any(
        token.arabic and token.key.endswith("نا") and lex.is_title(token) for token in piece
    )
    adjacent = found.mention.first == end or sentence[end].key in grammar.WITH_US
    determined = piece[head].key in lex.determiners or ours or piece[head].arabic or (adjacent and piece[head].capital)
    if not determined and not adjacent:
        return
    if head < len(piece) - 1 and lex.roles.has(piece[head:]):
        return
    if asides.former(piece[head:]) and not lex.cues["nominate"].has(sentence[: found.mention.first]):
        found.aside = True  # "our former president, Mr. X"
        return
    post = posts.split_run(piece[head:], text, lex, directory)
    if post.title and found.title is None:
        title = asides.own_title(post.title, found, lex)
        if title and not asides.only_words(title, lex):
            found.title = title
            found.house = found.house or ours
    if post.organisation and found.organisation is None:
        found.organisation = post.organisation
    elif found.organisation is None:
        found.organisation = asides.short(piece[head:], lex, directory)


def _owner(
    sentence: Sequence[Token],
    start: int,
    end: int,
    found: Found,
    text: str,
    lex: Lexicon,
    directory: Directory,
) -> bool:
    """Reads "HOUSE's TITLE, NAME"; False where that does not stand before a name."""
    own = next(
        (at for at in range(end - 1, max(start, end - 8) - 1, -1) if sentence[at].key.endswith(("'s", "s'"))), -1
    )
    title = sentence[own + 1 : end]
    if own < 0 or not sentence[own].capital or not title or not any(lex.is_title(token) for token in title):
        return False
    first = own
    while first > 0 and (
        sentence[first - 1].capital
        or (sentence[first - 1].key in unheaded.JOINING - {"the", "and", "&"} and first > 1)
        or (sentence[first - 1].text in "'’" and first > 1 and sentence[first - 2].key.endswith("s"))
    ):
        first -= 1
    while first < own and not sentence[first].capital:
        first += 1
    if found.title is None:
        found.title = asides.own_title(posts.split_run(title, text, lex, directory).title or "", found, lex) or None
    if found.organisation is None:
        house = " ".join(text[sentence[first].start : sentence[own].end].split())
        found.organisation = house.removesuffix("'s").removesuffix("’s")
    return True


def _named_before(sentence: Sequence[Token], start: int, text: str, lex: Lexicon) -> str | None:
    """The house a sentence names last before a place: "La voix du Barreau de X sera portée par sa trésorière"."""
    named = list(finding.found(sentence[:start], text, lex))
    return named[-1].name if named else None


def opening_post(
    sentence: Sequence[Token], floor: int, first: int, text: str, lex: Lexicon, directory: Directory
) -> posts.Post | None:
    """The function told before a clause that names the person: "once a porter, today mediator at X, she is Y"."""
    found: posts.Post | None = None
    start = floor
    for at in range(floor, first):
        if sentence[at].text not in ",:;":
            continue
        piece = list(sentence[start:at])
        start = at + 1
        if asides.former(piece):
            continue
        while piece and (piece[0].key in grammar.BEFORE_TITLE | grammar.PRESENT or piece[0].key in lex.determiners):
            piece = piece[1:]
        if not piece or piece[0].arabic or len(piece) > 14 or not any(lex.is_title(token) for token in piece[:2]):
            continue
        if any(segments.stops(piece, inner, lex) for inner in range(1, len(piece))):
            continue
        post = posts.split_run(piece, text, lex, directory)
        found = post if post.title else found
    return found


def _head_of(piece: Sequence[Token], lex: Lexicon) -> int | None:
    """Where a function begins in the words before a name: at its determiner, else at its first adjective or head."""
    title = next((offset for offset, token in enumerate(piece) if lex.is_title(token)), None)
    if title and piece[title].key in ("volontaire", "benevole") and piece[title - 1].key not in lex.determiners:
        return None  # "notre rapport volontaire et le portrait de Mme X"
    if title is None:
        return None
    if (
        piece[title].key.endswith(("ها", "هم", "نا"))
        and title + 1 < len(piece)
        and lex.is_title(piece[title + 1])
        and not piece[title + 1].key.startswith("ال")
    ):
        title += 1  # "بممثلها مدير البرامج"
    start = title
    while (
        start > 0
        and not piece[start].arabic
        and (piece[start - 1].key in lex.modifiers or piece[start - 1].capital or piece[start - 1].text in "&-")
    ):
        start -= 1
    if start > 0 and piece[start - 1].key not in lex.determiners and not piece[start].arabic:
        # "our nurse supervisor": small words between the determiner and the head belong to it.
        near = next(
            (offset for offset in range(start - 1, max(-1, start - 4), -1) if piece[offset].key in lex.determiners),
            None,
        )
        start = near if near is not None and piece[near].key not in ("en", "as", "comme") else start
    elif start > 0 and piece[start - 1].key in lex.determiners:
        start -= 1
    return start


def _fronted(piece: Sequence[Token], text: str, lex: Lexicon) -> str | None:
    """The organisation in front of a name: "Du côté de ORG, M. X", "From ORG: Ms Y"."""
    at = 0
    while at < len(piece) and piece[at].key in grammar.BEFORE_FRONTED:
        at += 1
    if at >= len(piece):
        return None
    end = extents.extent(piece, at, lex, loose=True)
    return housenames.value(piece, at, end, text, lex) if end and end >= len(piece) - 1 else None
