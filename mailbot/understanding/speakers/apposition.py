"""The function and the house that stand beside a name, before or behind it."""

import re
from collections.abc import Sequence

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import grammar, latin, organisations, posts
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.names import Mention
from mailbot.understanding.speakers.standing import Found
from mailbot.understanding.speakers.words import Token

OPENERS = frozenset((")", ",", "،", "(", "–", "—", "-", "|", "/", ":", "؛", ";"))


def around(
    sentence: Sequence[Token],
    mention: Mention,
    mentions: Sequence[Mention],
    number: int,
    text: str,
    lex: Lexicon,
    directory: organisations.Directory,
) -> Found:
    """The function and the organisation beside a name."""
    found = Found(mention, number, after=mention.end)
    limit = min((other.first for other in mentions if other.first >= mention.end), default=len(sentence))
    floor = max((other.end for other in mentions if other.end <= mention.first), default=0)
    _behind(sentence, found, limit, text, lex, directory)
    _before(sentence, found, floor, text, lex, directory)
    if found.title is None:
        _further(sentence, found, limit, text, lex, directory)
    if (
        found.title is None
        and not sentence[mention.start].arabic
        and (post := _opening_post(sentence, floor, mention.first, text, lex, directory))
    ):
        found.title, found.organisation = post.title, found.organisation or post.organisation
    if found.organisation is None and not mention.honorific and not sentence[mention.start].arabic:
        for at in range(max(floor, mention.first - 14), mention.first - 2):
            if sentence[at].key in ("pour", "for", "behalf", "nom") and found.organisation is None:
                found.organisation = spoken_for(sentence, at + 1, mention.first, text, lex)
    if found.title is None:
        found.title = _addressed_by_post(sentence[mention.first : mention.start])
    return found


def _addressed_by_post(address: Sequence[Token]) -> str | None:
    """The word of address that is a function rather than a courtesy ("الباحثة سعاد"), where nothing else tells one."""
    return next((token.text for token in reversed(address) if token.key in grammar.POST_ADDRESSES), None)


def _behind(
    sentence: Sequence[Token], found: Found, limit: int, text: str, lex: Lexicon, directory: organisations.Directory
) -> None:
    """Appositions behind a name: ", TITLE at ORG", "(TITLE, ORG)", "– TITLE – ORG – ROLE", "who is TITLE at ORG"."""
    at = _past_other_script(sentence, found.mention.end, limit)
    opened = False
    for _ in range(6):
        if at >= limit:
            break
        if sentence[at].text in OPENERS or sentence[at].text == ".":
            opened = True
            at += 1
            if at < limit and sentence[at].text in OPENERS:
                at += 1
            continue
        start = _after_copula(sentence, at, limit, lex)
        linked = start > at or opened or sentence[at].arabic or sentence[at].key in grammar.LINKS
        if (
            not linked
            and not lex.is_title(sentence[at])
            and not (sentence[at].key in lex.modifiers or (at + 1 < limit and lex.is_title(sentence[at + 1])))
        ):
            break
        end = min(limit, posts.segment_end(sentence, start, lex))
        if end <= start:
            # A role or a verb: what is behind it is not said of the name, unless brackets or dashes go on.
            break
        piece = sentence[start:end]
        if end >= limit < len(sentence) and piece[0].key in grammar.BEFORE_FRONTED and found.title:
            # "..., from the Fishers Society Mrs. Y": the next person's.
            break
        if (opened and len(piece) <= 3 and piece[0].key.rstrip(".") in grammar.DEGREES) or _former(piece):
            at = end
            opened = False
            continue
        if _more_of_title(sentence, piece, at, end, found, lex):
            found.title = f"{found.title} ({' '.join(text[piece[0].start : piece[-1].end].split())})"
            found.after = at = end + 1
            opened = False
            continue
        post = posts.split_run(piece, text, lex, directory)
        titled = any(lex.is_title(token) for token in (piece[:4] if piece[0].arabic else piece))
        titled = titled or bool(
            opened
            and post.title
            and post.organisation
            and not _verb_first(piece, lex)
            and 1 <= len(post.title.split()) <= 5
            and start == at
            and not (piece[0].arabic and (piece[0].key in lex.ordinary or piece[0].key[1:] in lex.ordinary))
        )
        if post.title and titled and found.title is None and not _role_only(piece, lex):
            title = own_title(post.title, found, lex)
            found.title = None if title and _only_words(title, lex) else title
            found.house = found.house or _is_ours(piece, lex)
        if post.organisation and found.organisation is None:
            found.organisation = post.organisation
        elif not post.organisation and found.organisation is None:
            found.organisation = short(piece, lex, directory) or (
                _bare_house(piece, text, lex) if at == found.mention.end else None
            )
        if (
            found.title is None
            and opened
            and not post.organisation
            and not titled
            and _plain_post(sentence, piece, end, lex)
        ):
            found.title = post.title
            titled = True
        elif (
            found.title
            and opened
            and found.organisation is None
            and not titled
            and _plain_house(sentence, piece, end, lex)
        ):
            found.organisation = organisations.value(piece, 0, len(piece), text, lex)
        if not (post.organisation or titled or found.organisation) and found.title is None and opened:
            break
        found.after = end
        at = end
        opened = False
        if found.title and found.organisation:
            break


def _verb_first(piece: Sequence[Token], lex: Lexicon) -> bool:
    """Whether a piece behind a name begins with a verb of speaking or proposing: ", parlera pour House X"."""
    return any(lex.cues[name].at(piece, 0) for name in ("nominate", "self", "aside", "gone", "is_a"))


def _more_of_title(
    sentence: Sequence[Token], piece: Sequence[Token], at: int, end: int, found: Found, lex: Lexicon
) -> bool:
    """Whether a bracket behind a function says more of it: "Assistant Secretary (Labour Migration), House"."""
    return bool(
        found.title
        and at > 1
        and sentence[at - 1].text == "("
        and sentence[at - 2].end == sentence[found.after - 1].end
        and end + 1 < len(sentence)
        and sentence[end].text == ")"
        and sentence[end + 1].text == ","
        and end + 2 < len(sentence)
        and sentence[end + 2].capital
        and all(token.word for token in piece)
        and not any(token.shout for token in piece)
        and not organisations.extent(piece, 0, lex)
        and not lex.roles.has(piece)
        and not lex.is_place(" ".join(token.text for token in piece))
    )


def _former(piece: Sequence[Token]) -> bool:
    """Whether a piece tells what somebody was: "a former nurse", "ancien ouvrier", "once a tailor"."""
    at = next((at for at, token in enumerate(piece[:3]) if token.key in grammar.PAST_POSTS), None)
    return at is not None and not any(token.key in grammar.PRESENT for token in piece[at + 1 :])


_CLOSERS = frozenset(",،;؛.()–—-|/:!")


def _closed(sentence: Sequence[Token], end: int) -> bool:
    return end >= len(sentence) or sentence[end].text in _CLOSERS


def _plain_post(sentence: Sequence[Token], piece: Sequence[Token], end: int, lex: Lexicon) -> bool:
    """Whether a short piece between marks behind a name is its function though no known word says so: ",
    logisticien,"."""
    words = [token for token in piece if token.word]
    if not 1 <= len(words) <= 4 or len(words) != len(piece) or not _closed(sentence, end):
        return False
    first = words[0]
    if (
        first.key in grammar.LINKS
        or first.key in lex.stops
        or lex.roles.has(piece)
        or lex.near_roles.has(piece)
        or any(
            cue.at(piece, 0)
            for cue in (
                lex.cues["nominate"],
                lex.cues["self"],
                lex.cues["aside"],
                lex.cues["gone"],
                lex.cues["pronouns"],
            )
        )
    ):
        return False
    if first.arabic:
        return (
            first.key not in lex.name_ends
            and first.key[0] not in "وف"
            and not any(token.key in lex.ordinary for token in words)
            and not lex.is_place(first.text)
            and len(words) <= 3
            and end < len(sentence)
        )
    if (
        len(words) <= 3
        and first.capital
        and end + 1 < len(sentence)
        and sentence[end].text in ",–-(/|"
        and organisations.extent(sentence, end + 1, lex)
    ):
        return first.key not in lex.never_first
    return (
        all(token.text[0].islower() for token in words)
        and not lex.places.at(piece, 0)
        and not any(token.text[0].isdigit() for token in words)
    )


def _plain_house(sentence: Sequence[Token], piece: Sequence[Token], end: int, lex: Lexicon) -> bool:
    """Whether a piece of capitals behind a name's function is its house though no known word says so: ", Himal
    Sisters Kuwait"."""
    words = [token for token in piece if token.word]
    if len(words) < 2 or not _closed(sentence, end) or not words[0].capital or words[0].key in lex.never_first:
        return False
    if (
        sum(1 for token in words if token.capital) < 2
        or lex.roles.has(piece)
        or lex.is_place(" ".join(token.text for token in words))
    ):
        return False
    return not any(lex.is_title(token) for token in words) and all(
        token.capital or token.key in lex.links for token in words
    )


def _bare_house(piece: Sequence[Token], text: str, lex: Lexicon) -> str | None:
    """The organisation right behind a name though no known word says so: "Ghassan Zoud of Latakia Fishing Families"."""
    at = 0
    while at < len(piece) and piece[at].key in grammar.BEFORE_HOUSE:
        at += 1
    place = lex.places.at(piece, at) if at < len(piece) else None
    if not at or at >= len(piece) or (place and place[0] >= len(piece)):
        return None
    end = organisations.extent(piece, at, lex, loose=True)
    capitals = sum(1 for token in piece[at:end] if token.capital)
    return organisations.value(piece, at, end, text, lex) if end >= len(piece) and capitals > 1 else None


def _past_other_script(sentence: Sequence[Token], at: int, limit: int) -> int:
    """Behind a bracket that only repeats the name in the other script."""
    if at + 2 < limit and sentence[at].text == "(" and at:
        close = next((ahead for ahead in range(at + 1, min(at + 9, limit)) if sentence[ahead].text == ")"), 0)
        inside = sentence[at + 1 : close]
        if close and inside and all(token.word and token.arabic != sentence[at - 1].arabic for token in inside):
            return close + 1
    return at


def own_title(title: str, found: Found, lex: Lexicon) -> str | None:
    """A function as it stands behind a name, without our/the and without words of time before it."""
    words = re.sub(r"\s+(?:et|and|&|و\s?)(?:\s+(?:a|an|un|une))?\s*(?:membre|member|عضو|عضوة)\b.*$", "", title).split()
    if len(words) > 1 and fold_word(words[0]) in grammar.KIN and words[1].startswith("و"):
        words = [words[1][1:], *words[2:]]  # "زوجتي ومسؤولة العيادة"
    if len(words) > 1 and fold_word(words[0]) in grammar.WITH_US:
        words, found.house = words[1:], True  # "التي تعمل لدينا مديرة"
    while len(words) > 1 and (fold_word(words[0]) in lex.determiners or fold_word(words[0]) in grammar.BEFORE_TITLE):
        if fold_word(words[0]) in ("our", "notre"):
            found.house = True
        words = words[1:]
    return " ".join(words)


def _is_ours(piece: Sequence[Token], lex: Lexicon) -> bool:
    return lex.cues["ours"].has(piece)


def _role_only(piece: Sequence[Token], lex: Lexicon) -> bool:
    return lex.roles.at(piece, 0) is not None


def short(piece: Sequence[Token], lex: Lexicon, directory: organisations.Directory) -> str | None:
    """An organisation named shortly ("at the Council", "في المركز") by what it stands for in the message."""
    for at, token in enumerate(piece):
        if not token.word:
            continue
        form = lex.organisation_form(token)
        after_link = (at > 0 and piece[at - 1].key in grammar.LINKS) or (token.arabic and token.key[:1] in "بل")
        if form and (after_link or at == 0) and (whole := directory.full(form)):
            return whole
        if token.shout and after_link and (whole := directory.full(token.text)):
            return whole
    return None


def _after_copula(sentence: Sequence[Token], at: int, limit: int, lex: Lexicon) -> int:
    start = at
    while (hit := lex.cues["is_a"].at(sentence, start)) and hit[0] < limit:
        start = hit[0]
    while start > at and start < limit and sentence[start].text in '("«':
        start += 1
    return start


def _before(
    sentence: Sequence[Token], found: Found, floor: int, text: str, lex: Lexicon, directory: organisations.Directory
) -> None:
    """The function before a name: "notre directrice, Mme X", "our Chairwoman, Ms X", "the Director of ORG, X",
    "مديرتنا السيدة X"."""
    at = found.mention.first - 1
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
    post = posts.split_run(piece[head:], text, lex, directory)
    if post.title and found.title is None:
        title = own_title(post.title, found, lex)
        if title and not _only_words(title, lex):
            found.title = title
            found.house = found.house or ours
    if post.organisation and found.organisation is None:
        found.organisation = post.organisation
    elif found.organisation is None:
        found.organisation = short(piece[head:], lex, directory)


def _owner(
    sentence: Sequence[Token],
    start: int,
    end: int,
    found: Found,
    text: str,
    lex: Lexicon,
    directory: organisations.Directory,
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
        sentence[first - 1].capital or (sentence[first - 1].key in latin.JOINING - {"the", "and", "&"} and first > 1)
    ):
        first -= 1
    while first < own and not sentence[first].capital:
        first += 1
    if found.title is None:
        found.title = own_title(posts.split_run(title, text, lex, directory).title or "", found, lex) or None
    if found.organisation is None:
        house = " ".join(text[sentence[first].start : sentence[own].end].split())
        found.organisation = house.removesuffix("'s").removesuffix("’s")
    return True


def _named_before(sentence: Sequence[Token], start: int, text: str, lex: Lexicon) -> str | None:
    """The house a sentence names last before a place: "La voix du Barreau de X sera portée par sa trésorière"."""
    named = list(organisations.found(sentence[:start], text, lex))
    return named[-1].name if named else None


def _trailing_post(
    sentence: Sequence[Token], at: int, limit: int, text: str, lex: Lexicon, directory: organisations.Directory
) -> posts.Post | None:
    """A function behind a clause: "c'est X qui la prendra, la doyenne de Y"."""
    start = at
    while start < limit and start < at + 2 and sentence[start].key in lex.determiners | {"l'", "the", "la", "le"}:
        start += 1
    if start == at or start >= limit or not lex.is_title(sentence[start]) or sentence[start].arabic:
        return None
    end = min(limit, posts.segment_end(sentence, start, lex))
    piece = sentence[start:end]
    if (end < len(sentence) and sentence[end].word) or lex.roles.has(piece) or not piece:
        return None
    post = posts.split_run(piece, text, lex, directory)
    return post if post.title else None


def _opening_post(
    sentence: Sequence[Token], floor: int, first: int, text: str, lex: Lexicon, directory: organisations.Directory
) -> posts.Post | None:
    """The function told before a clause that names the person: "once a porter, today mediator at X, she is Y"."""
    found: posts.Post | None = None
    start = floor
    for at in range(floor, first):
        if sentence[at].text not in ",:;":
            continue
        piece = list(sentence[start:at])
        start = at + 1
        if _former(piece):
            continue
        while piece and (piece[0].key in grammar.BEFORE_TITLE | grammar.PRESENT or piece[0].key in lex.determiners):
            piece = piece[1:]
        if not piece or piece[0].arabic or len(piece) > 14 or not any(lex.is_title(token) for token in piece[:2]):
            continue
        if any(posts.stops(piece, inner, lex) for inner in range(1, len(piece))):
            continue
        post = posts.split_run(piece, text, lex, directory)
        found = post if post.title else found
    return found


def spoken_for(sentence: Sequence[Token], at: int, limit: int, text: str, lex: Lexicon) -> str | None:
    """The house somebody speaks for: "parlera pour Beit el Rifqa", "will speak on behalf of Red Lines"."""
    while at < limit and sentence[at].key in grammar.BEFORE_HOUSE and not sentence[at].capital:
        at += 1
    if at >= limit or not sentence[at].word or sentence[at].arabic:
        return None
    end = organisations.extent(sentence, at, lex) or latin.house_end(sentence, at, lex)
    if not end or end > limit or (end - at == 1 and not sentence[at].shout):
        return None
    return organisations.value(sentence, at, end, text, lex)


def _head_of(piece: Sequence[Token], lex: Lexicon) -> int | None:
    """Where a function begins in the words before a name: at its determiner, else at its first adjective or head."""
    title = next((offset for offset, token in enumerate(piece) if lex.is_title(token)), None)
    if title is None:
        return None
    if piece[title].key.endswith(("ها", "هم", "نا")) and title + 1 < len(piece) and lex.is_title(piece[title + 1]):
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
    end = organisations.extent(piece, at, lex, loose=True)
    return organisations.value(piece, at, end, text, lex) if end and end >= len(piece) - 1 else None


def _only_words(title: str, lex: Lexicon) -> bool:
    return fold_word(title) in grammar.NO_POSTS or fold_word(title) in lex.modifiers


def _further(
    sentence: Sequence[Token], found: Found, limit: int, text: str, lex: Lexicon, directory: organisations.Directory
) -> None:
    """A post told later in the same sentence: "... X for the round table, she is our Head of Casework"."""
    at = found.after
    while at < limit:
        hit = lex.cues["is_a"].at(sentence, at)
        if (hit and hit[0] < limit and sentence[at].text.lower() not in ("est", "is")) or (
            hit and at and sentence[at - 1].key in ("she", "he", "elle", "il", "who", "qui")
        ):
            assert hit is not None
            end = min(limit, posts.segment_end(sentence, hit[0], lex))
            piece = sentence[hit[0] : end]
            if piece and any(lex.is_title(token) for token in piece[:6]) and not lex.roles.has(piece):
                post = posts.split_run(piece, text, lex, directory)
                found.title = own_title(post.title, found, lex) if post.title else None
                found.organisation = found.organisation or post.organisation or short(piece, lex, directory)
                if found.title:
                    return
        if (
            found.organisation is None
            and sentence[at].key
            in ("pour", "for", "behalf", "nom", "represente", "representera", "represents", "represent")
            and (house := spoken_for(sentence, at + 1, limit, text, lex))
        ):
            found.organisation = house
        if sentence[at].text == "," and (trailing := _trailing_post(sentence, at + 1, limit, text, lex, directory)):
            found.title, found.organisation = trailing.title, found.organisation or trailing.organisation
            return
        if sentence[at].key in grammar.APPOINTED and at + 1 < limit and lex.is_title(sentence[at + 1]):
            end = min(limit, posts.segment_end(sentence, at + 1, lex))
            post = posts.split_run(sentence[at + 1 : end], text, lex, directory)
            found.title, found.organisation = post.title, found.organisation or post.organisation
            if found.title:
                return
        hit = lex.cues["heads_org"].at(sentence, at)
        if hit and hit[0] < limit and found.organisation is None:
            end = min(limit, posts.segment_end(sentence, hit[0], lex))
            post = posts.split_run(sentence[hit[0] : end], text, lex, directory)
            found.organisation = post.organisation
        at += 1
