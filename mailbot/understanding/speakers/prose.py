"""Persons put forward in sentences and list items, with what the words around the name say of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import names, organisations, posts, roles
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.names import Mention
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.speakers.words import Token, sentences

BULLETS = frozenset("-*•·▪►●○◦–—☐☒☑✓>+")
OPENERS = frozenset((")", ",", "،", "(", "–", "—", "-", "|", "/", ":", "؛", ";"))


@dataclass(slots=True)
class Found:
    """One mention and what its sentence says of it. place: index of the mention's first token in its sentence."""

    mention: Mention
    sentence: int
    title: str | None = None
    organisation: str | None = None
    house: bool = False
    asked: tuple[str, ...] | None = None
    put_forward: bool = False
    aside: bool = False
    gone: bool = False
    after: int = 0  # index after everything read behind the name
    item: bool = False


def persons(
    run: Sequence[Token],
    text: str,
    lex: Lexicon,
    directory: organisations.Directory,
    known: tuple[str, ...] = (),
    houses: Sequence[organisations.Organisation] | None = None,
) -> list[Person]:
    """Every person named in running text; strength says how clearly he or she is put forward.

    known: names that stand elsewhere in the message (a CV, a form), found here without an honorific too. houses: the
    organisations of the text where they are known already.
    """
    places = [(each.start, each.end) for each in (organisations.found(run, text, lex) if houses is None else houses)]
    pieces = sentences(run, text, lex.abbreviations)
    found: list[Found] = []
    lead = ""
    lead_roles: tuple[str, ...] = ()
    for number, sentence in enumerate(pieces):
        item = _is_item(sentence)
        mentions = _mentions(sentence, text, lex, known, places, sure_start=item and bool(lead))
        here = [_around(sentence, mention, mentions, number, text, lex, directory) for mention in mentions]
        _share_posts(sentence, here)
        _judge(sentence, here, lex, lead if item else "")
        _give_roles(sentence, here, lex)
        for each in here:
            each.item = item
            if lead_roles and each.asked is None and not each.gone and each.mention.first <= 3:
                each.asked, each.put_forward, each.aside = lead_roles, True, False
        _continue(sentence, here, found, pieces, number, text, lex, directory)
        found += here
        if not item and sentence:
            lead = _lead(sentence, lex)
            if sentence[-1].text == ":":
                lead_roles = roles.in_text(sentence, lex)
            elif not here:
                lead_roles = ()
    return [_person(each, pieces[each.sentence], text) for each in found]


def _share_posts(sentence: Sequence[Token], here: list[Found]) -> None:
    """Two names joined by "and" with one post behind them: "Awa Sarr et Moustapha Kane, coprésidents du Comité"."""
    for one, two in zip(here, here[1:], strict=False):
        between = sentence[one.mention.end : two.mention.first]
        if (
            one.title is None
            and one.organisation is None
            and 1 <= len(between) <= 2
            and all(token.key in ("et", "and", "&", "و", ",", "،") for token in between)
        ):
            one.title, one.organisation = two.title, two.organisation


def _lead(sentence: Sequence[Token], lex: Lexicon) -> str:
    """What a sentence says of the items of a list below it: that they are put forward, that they are not, or nothing."""
    if sentence[-1].text == ":" and lex.cues["aside"].has(sentence) and not lex.roles.has(sentence):
        return "aside"
    if lex.cues["nominate"].has(sentence) or sentence[-1].text == ":":
        return "forward"
    return ""


def _is_item(sentence: Sequence[Token]) -> bool:
    if not sentence:
        return False
    first = sentence[0]
    if first.text in BULLETS:
        return True
    return (
        len(sentence) > 2
        and (first.text.isdigit() or len(first.key) <= 2)
        and sentence[1].text in ").-/:"
        and len(first.text) <= 2
    )


def _mentions(
    sentence: Sequence[Token],
    text: str,
    lex: Lexicon,
    known: tuple[str, ...],
    places: Sequence[tuple[int, int]],
    sure_start: bool,
) -> list[Mention]:
    start, end = sentence[0].start, sentence[-1].end
    houses = [place for place in places if place[0] < end and start < place[1]]
    taken = [
        each
        for each in names.mentions(sentence, text, lex)
        if each.honorific
        or not (
            _of_something(sentence, each, lex)
            or any(start < sentence[each.end - 1].end and sentence[each.start].start < end for start, end in houses)
        )
    ]
    if any(each.honorific for each in taken):
        # Beside persons properly addressed bare capitals are houses, unless "and" joins them or they open an item.
        taken = [
            each
            for each in taken
            if each.honorific
            or sentence[each.start].arabic
            or each.first <= 2
            or sentence[each.first - 1].key in ("and", "et", "&", ";", ":", "و")
            or (sentence[each.first - 1].word and sentence[each.first - 1].text.islower())
        ]
    extra = [
        *(_small_letters(sentence, text, lex) if not taken else ()),
        *_cued(sentence, text, lex, sure_start),
        *_known(sentence, text, known),
    ]
    for each in extra:
        if all(each.end <= other.first or each.first >= other.end for other in taken):
            taken.append(each)
    return sorted(taken, key=lambda mention: mention.start)


_NAMED = frozenset(
    (
        "candidature",
        "nomination",
        "name",
        "names",
        "nom",
        "noms",
        "candidacy",
        "participation",
        "cv",
        "interest",
        "choix",
        "choice",
        "person",
        "personne",
        "designation",
        "proposition",
        "proposal",
        "presence",
        "form",
        "fiche",
        "accord",
        "behalf",
        "place",
        "stead",
        "lieu",
    )
)


def _of_something(sentence: Sequence[Token], each: Mention, lex: Lexicon) -> bool:
    """Whether capitals only say of what something is ("Head of Field Inspection"), and name nobody."""
    at = each.first - 1
    if at < 0 or sentence[at].key not in (
        "of",
        "for",
        "de",
        "du",
        "d'",
        "des",
        "the",
        "at",
        "in",
        "l'",
        "la",
        "le",
        "on",
        "au",
        "aux",
        "en",
        "chez",
        "with",
        "avec",
    ):
        return False
    return not (at > 0 and sentence[at - 1].key in _NAMED)


def _cued(sentence: Sequence[Token], text: str, lex: Lexicon, sure_start: bool) -> list[Mention]:
    """Arabic names without an honorific: behind a word of proposing, "هو", or at the head of an item."""
    found = []
    starts: set[int] = set()
    if _states_post(sentence, lex):
        starts.add(0)
    if sure_start:
        starts.add(
            next(
                (
                    at
                    for at, token in enumerate(sentence)
                    if token.word and not token.text[0].isdigit() and len(token.key) > 1
                ),
                0,
            )
        )
    for _, end, _ in lex.cues["names"].all(sentence):
        starts.add(_past_filler(sentence, end))
    for at, token in enumerate(sentence):
        if token.text == ":" and at:
            starts.add(_past_filler(sentence, at + 1))
        elif (
            token.key in ("هو", "هي")
            and at > 1
            and (lex.role_words["speaking"].has(sentence[:at]) or lex.cues["nominate"].has(sentence[:at]))
        ):
            starts.add(at + 1)
        if token.text in ",،" and at and _titled_before(sentence, at, lex):
            starts.add(at + 1)
    for start in sorted(starts):
        if start >= len(sentence) or not sentence[start].arabic or lex.is_title(sentence[start]):
            continue
        mention = names.mention_at(sentence, start, lex, sure=True)
        if mention and (mention.honorific or names.plausible(sentence, mention.start, mention.end, lex)):
            found.append(
                Mention(
                    mention.first,
                    mention.start,
                    mention.end,
                    mention.honorific,
                    names.spell(sentence, mention.start, mention.end, text),
                )
            )
    return found


def _states_post(sentence: Sequence[Token], lex: Lexicon) -> bool:
    """Whether a sentence is "NAME، TITLE ORGANISATION" in Arabic: a name, a mark, a function."""
    if not sentence or not sentence[0].arabic:
        return False
    mark = next((at for at, token in enumerate(sentence[:8]) if not token.word), 0)
    return (
        2 <= mark <= 6
        and sentence[mark].text in ",،-–(/|"
        and mark + 1 < len(sentence)
        and lex.is_title(sentence[mark + 1])
    )


def _small_letters(sentence: Sequence[Token], text: str, lex: Lexicon) -> list[Mention]:
    """A Latin name typed in small letters behind a word of proposing, with a function behind a mark."""
    if any(token.capital for token in sentence[1:]) and sum(1 for token in sentence if token.capital) > 2:
        return []
    for _, end, _ in lex.cues["nominate"].all(sentence):
        start = end
        while start < len(sentence) and (sentence[start].key in lex.honorific_words or sentence[start].text == "."):
            start += 1
        stop = next((at for at in range(start, min(start + 6, len(sentence))) if not sentence[at].word), 0)
        piece = sentence[start:stop]
        if 2 <= len(piece) <= 4 and all(
            token.word
            and not token.arabic
            and token.key not in lex.never
            and token.key not in lex.stops
            and token.key not in lex.links
            and token.text.isalpha()
            for token in piece
        ):
            behind = sentence[stop + 1 : stop + 5]
            if any(lex.is_title(token) for token in behind) and not any(lex.is_title(token) for token in piece):
                return [Mention(start, start, stop, False, names.spell(sentence, start, stop, text))]
    return []


def _titled_before(sentence: Sequence[Token], at: int, lex: Lexicon) -> bool:
    back = at - 1
    while back >= 0 and at - back <= 8 and sentence[back].word:
        if lex.is_title(sentence[back]):
            return sentence[back].key.startswith("ال") or sentence[back].key.endswith("نا")
        back -= 1
    return False


def _past_filler(sentence: Sequence[Token], at: int) -> int:
    while at < len(sentence) and (
        sentence[at].text in (":", "،", ",", "-", "–", "«")
        or sentence[at].key
        in (
            "كل",
            "كلا",
            "من",
            "الاتيه",
            "التاليه",
            "الاتي",
            "التالي",
            "اسماوهم",
            "لكم",
            "اليكم",
            "الي",
            "عن",
            "هو",
            "هي",
            "زميلنا",
            "زميلتنا",
            "زميلي",
            "زميلتي",
            "اسم",
            "باسم",
            "الاسم",
            "نحن",
            "بان",
            "ان",
            "السيدين",
            "الموقع",
            "الموقعه",
            "الممضي",
            "الممضيه",
            "ادناه",
            "اسفله",
        )
    ):
        at += 1
    return at


def _known(sentence: Sequence[Token], text: str, known: tuple[str, ...]) -> list[Mention]:
    """Names given elsewhere, found by their words."""
    found = []
    for name in known:
        words = fold_word(name).split()
        if len(words) < 2:
            continue
        for at in range(len(sentence) - len(words) + 1):
            first = sentence[at].key
            if (first == words[0] or (sentence[at].arabic and first[1:] == words[0])) and all(
                sentence[at + offset].key == words[offset] for offset in range(1, len(words))
            ):
                found.append(Mention(at, at, at + len(words), False, names.spell(sentence, at, at + len(words), text)))
                break
    return found


def _around(
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
    return found


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
        linked = start > at or opened or sentence[at].arabic or sentence[at].key in posts.LINKS
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
        if opened and len(piece) <= 3 and piece[0].key.rstrip(".") in _DEGREES:
            at = end
            opened = False
            continue
        post = posts.split_run(piece, text, lex, directory)
        titled = any(lex.is_title(token) for token in (piece[:4] if piece[0].arabic else piece))
        titled = titled or bool(
            opened and post.title and post.organisation and 1 <= len(post.title.split()) <= 5 and start == at
        )
        if post.title and titled and found.title is None and not _role_only(piece, lex):
            title = _own_title(post.title, found, lex)
            found.title = None if title and _only_words(title, lex) else title
            found.house = found.house or _is_ours(piece, lex)
        if post.organisation and found.organisation is None:
            found.organisation = post.organisation
        elif not post.organisation and found.organisation is None:
            found.organisation = _short(piece, text, lex, directory) or (
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


_DEGREES = frozenset(("phd", "ph.d", "msc", "ma", "llm", "mba", "esq", "md", "ba", "bsc", "hdr", "dea"))
_CLOSERS = frozenset(",،;؛.()–—-|/:!")


def _closed(sentence: Sequence[Token], end: int) -> bool:
    return end >= len(sentence) or sentence[end].text in _CLOSERS


def _plain_post(sentence: Sequence[Token], piece: Sequence[Token], end: int, lex: Lexicon) -> bool:
    """Whether a short piece between marks behind a name is its function though no known word says so: ", logisticien,"."""
    words = [token for token in piece if token.word]
    if not 1 <= len(words) <= 4 or len(words) != len(piece) or not _closed(sentence, end):
        return False
    first = words[0]
    if (
        first.key in posts.LINKS
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
    """Whether a piece of capitals behind a name's function is its house though no known word says so: ", Himal Sisters Kuwait"."""
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
    while at < len(piece) and piece[at].key in (
        "of",
        "from",
        "with",
        "de",
        "du",
        "des",
        "d'",
        "chez",
        "at",
        "the",
        "l'",
        "la",
        "le",
        "les",
    ):
        at += 1
    if not at or at >= len(piece) or lex.places.at(piece, at):
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


def _own_title(title: str, found: Found, lex: Lexicon) -> str | None:
    """A function as it stands behind a name, without our/the and without words of time before it."""
    words = re.sub(r"\s+(?:et|and|&|و\s?)(?:\s+(?:a|an|un|une))?\s*(?:membre|member|عضو|عضوة)\b.*$", "", title).split()
    while len(words) > 1 and (
        fold_word(words[0]) in lex.determiners
        or fold_word(words[0])
        in (
            "currently",
            "actuellement",
            "presently",
            "now",
            "also",
            "حاليا",
            "is",
            "who",
            "qui",
            "est",
            "being",
            "same",
            "new",
            "nouvelle",
            "nouveau",
        )
    ):
        if fold_word(words[0]) in ("our", "notre"):
            found.house = True
        words = words[1:]
    return " ".join(words)


def _is_ours(piece: Sequence[Token], lex: Lexicon) -> bool:
    return lex.cues["ours"].has(piece)


def _role_only(piece: Sequence[Token], lex: Lexicon) -> bool:
    return lex.roles.at(piece, 0) is not None


def _short(piece: Sequence[Token], text: str, lex: Lexicon, directory: organisations.Directory) -> str | None:
    """An organisation named shortly ("at the Council", "في المركز") by what it stands for in the message."""
    for at, token in enumerate(piece):
        if not token.word:
            continue
        form = lex.organisation_form(token)
        after_link = (at > 0 and piece[at - 1].key in posts.LINKS) or (token.arabic and token.key[:1] in "بل")
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
    """The function before a name: "notre directrice, Mme X", "our Chairwoman, Ms X", "the Director of ORG, X", "مديرتنا السيدة X"."""
    at = found.mention.first - 1
    if at >= floor and sentence[at].text in (",", "،", ":", "(", "–", "—", "-"):
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
        if token.arabic and (token.key in lex.arabic_stops or (token.key in ("من", "مع", "هو", "هي") and False)):
            break
        if lex.cues["nominate"].at(sentence, start - 1) and not lex.is_title(token):
            break
        start -= 1
    piece = list(sentence[start:end])
    if found.organisation is None and piece and piece[0].key in ("from", "for", "pour", "de", "du", "cote", "عن", "من"):
        found.organisation = _fronted(piece, text, lex)
    elif found.organisation is None and not piece:
        clause = next((back + 1 for back in range(start - 1, floor - 1, -1) if sentence[back].text in ",;:()،؛"), floor)
        opening = list(sentence[clause:start])
        cut = next(
            (at for at, token in enumerate(opening) if token.key in ("we", "nous", "i", "je", "on")), len(opening)
        )
        opening = opening[:cut]
        if opening and opening[0].key in ("from", "for", "pour", "عن", "من"):
            found.organisation = _fronted(opening, text, lex)
    head = _head_of(piece, lex)
    if head is None:
        found.house = found.house or bool(piece and lex.cues["ours"].has(piece))
        return
    ours = lex.cues["ours"].has(piece) or any(
        token.arabic and token.key.endswith("نا") and lex.is_title(token) for token in piece
    )
    adjacent = found.mention.first - 1 == end - 1
    determined = piece[head].key in lex.determiners or ours or piece[head].arabic or (adjacent and piece[head].capital)
    if not determined and not adjacent:
        return
    if head < len(piece) - 1 and lex.roles.has(piece[head:]):
        return
    post = posts.split_run(piece[head:], text, lex, directory)
    if post.title and found.title is None:
        title = _own_title(post.title, found, lex)
        if title and not _only_words(title, lex):
            found.title = _without_ours(title)
            found.house = found.house or ours
    if post.organisation and found.organisation is None:
        found.organisation = post.organisation
    elif found.organisation is None:
        found.organisation = _short(piece[head:], text, lex, directory)


def _head_of(piece: Sequence[Token], lex: Lexicon) -> int | None:
    """Where a function begins in the words before a name: at its determiner, else at its first adjective or head."""
    title = next((offset for offset, token in enumerate(piece) if lex.is_title(token)), None)
    if title is None:
        return None
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
    while at < len(piece) and piece[at].key in (
        "from",
        "for",
        "pour",
        "de",
        "du",
        "cote",
        "the",
        "side",
        "of",
        "la",
        "le",
        "l'",
        "d'",
        "عن",
        "من",
        "جانب",
    ):
        at += 1
    if at >= len(piece):
        return None
    end = organisations.extent(piece, at, lex, loose=True)
    return organisations.value(piece, at, end, text, lex) if end and end >= len(piece) - 1 else None


def _only_words(title: str, lex: Lexicon) -> bool:
    return (
        fold_word(title)
        in (
            "candidate",
            "candidat",
            "member",
            "members",
            "membre",
            "delegate",
            "delegue",
            "representant",
            "representative",
            "member",
            "membre",
            "عضو",
            "عضوه",
            "colleague",
            "collegue",
            "مرشح",
            "مرشحه",
            "expert",
        )
        or fold_word(title) in lex.modifiers
    )


def _without_ours(title: str) -> str:
    """ "مديرتنا التنفيذية" stays as written; nothing of an Arabic possessive can be cut without changing the word."""
    return title


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
                found.title = _own_title(post.title, found, lex) if post.title else None
                found.organisation = found.organisation or post.organisation or _short(piece, text, lex, directory)
                if found.title:
                    return
        hit = lex.cues["heads_org"].at(sentence, at)
        if hit and hit[0] < limit and found.organisation is None:
            end = min(limit, posts.segment_end(sentence, hit[0], lex))
            post = posts.split_run(sentence[hit[0] : end], text, lex, directory)
            found.organisation = post.organisation
        at += 1


def _judge(sentence: Sequence[Token], here: list[Found], lex: Lexicon, lead: str) -> None:
    """Which of the persons of a sentence are put forward, and which expressly are not."""
    nominate = list(lex.cues["nominate"].all(sentence))
    aside = list(lex.cues["aside"].all(sentence))
    gone = list(lex.cues["gone"].all(sentence))
    asked = bool(roles.hits(sentence, lex))
    listed = lead == "forward"
    told = roles.reported(sentence, lex)
    for each in here:
        first, end = each.mention.first, each.mention.end
        if _replaced(sentence, each, lex):
            each.aside = each.gone = True
            continue
        if lead == "aside" and not asked:
            each.aside = True
            continue
        reach_back = max((other.mention.end for other in here if other.mention.end <= first), default=0)
        reach_on = min((other.mention.first for other in here if other.mention.first >= end), default=len(sentence))
        near_aside = [
            at
            for at, stop, _ in aside
            if (reach_back <= at < first and first - stop <= 4)
            or (end <= at < reach_on and not _turned(sentence, end, at, lex))
        ]
        near_gone = [
            at
            for at, stop, _ in gone
            if (reach_back <= at < first and first - stop <= 4)
            or (end <= at < reach_on and not _turned(sentence, end, at, lex))
        ]
        each.gone = bool(near_gone) and not asked
        each.aside = each.gone or (bool(near_aside) and not _cue_between(nominate, reach_back, first))
        if _before_verb(sentence, each, here, lex) or first in told:
            each.aside = True
        each.put_forward = (
            (bool(nominate) or listed or asked) and not each.aside and _firm(sentence, each, nominate, listed)
        )


def _before_verb(sentence: Sequence[Token], each: Found, here: list[Found], lex: Lexicon) -> bool:
    """Whether a person stands before a verb of proposing whose object is somebody else: the one who proposes, or a third."""
    for at, end, _ in lex.cues["active"].all(sentence):
        if at >= each.mention.end and any(other.mention.first >= end for other in here):
            passive = {token.key for token in sentence[max(0, at - 4) : at]} & {
                "be",
                "been",
                "is",
                "was",
                "are",
                "were",
                "est",
                "ete",
                "etre",
                "sera",
            }
            return not passive
    return False


def _firm(sentence: Sequence[Token], each: Found, nominate: list[tuple[int, int, str]], listed: bool) -> bool:
    """Whether a run of capitals without a word of address is surely a person: with a post, or right beside a word of proposing."""
    first, end = each.mention.first, each.mention.end
    if each.mention.honorific or each.title:
        return True
    if sentence[each.mention.start].arabic:
        # In a list nothing but its place calls it a name: then something must be said of the person.
        return not listed or bool(each.organisation) or any(sentence[at].word for at in range(end, len(sentence)))
    if first and sentence[first - 1].key in posts.LINKS and sentence[first - 1].key not in ("a", "with"):
        return False
    if listed and all(not token.word or len(token.key) <= 2 for token in sentence[:first]):
        return True
    return any(0 <= first - stop <= 4 or 0 <= at - end <= 5 for at, stop, _ in nominate)


def _turned(sentence: Sequence[Token], start: int, end: int, lex: Lexicon) -> bool:
    """Whether the sentence turns to something else between two places (a full clause lies between)."""
    return sum(1 for token in sentence[start:end] if token.text in ",;،؛(") >= 2 or end - start > 14


def _cue_between(cues: list[tuple[int, int, str]], start: int, end: int) -> bool:
    return any(start <= at < end and end - stop <= 3 for at, stop, _ in cues)


_INSTEAD = (
    ("instead", "of"),
    ("in", "place", "of"),
    ("a", "la", "place", "de"),
    ("en", "remplacement", "de"),
    ("au", "lieu", "de"),
    ("replaces",),
    ("replace",),
    ("replacing",),
    ("remplace",),
    ("remplacer",),
    ("remplacera",),
    ("remplacement", "de"),
    ("place", "de"),
    ("بدلا", "من"),
    ("بدل",),
    ("بدلا", "عن"),
    ("عوضا", "عن"),
    ("مكان",),
    ("محل",),
)


def _replaced(sentence: Sequence[Token], each: Found, lex: Lexicon) -> bool:
    """Whether somebody else comes in this person's place."""
    first = each.mention.first
    for words in _INSTEAD:
        start = first - len(words)
        for slack in (0, 1):
            at = start - slack
            if at >= 0 and tuple(token.key for token in sentence[at : at + len(words)]) == words:
                return True
    behind = [token.key for token in sentence[each.mention.end : each.mention.end + 8]]
    return any(
        word in ("remplace", "remplacee", "replaced") and following in ("par", "by")
        for word, following in zip(behind, behind[1:], strict=False)
    )


def _give_roles(sentence: Sequence[Token], here: list[Found], lex: Lexicon) -> None:
    """Shares the roles of a sentence among its persons: each takes those of its own stretch."""
    hits = roles.hits(sentence, lex)
    people = [each for each in here if each.put_forward] or [each for each in here if not each.aside]
    if not hits or not people:
        return
    starts = [each.mention.first for each in people]
    hits += [(at, role) for at in _same_role(sentence) for role in [hit[1] for hit in hits if hit[0] < at][-1:]]
    hits.sort()
    mine = [at for at, _, _ in lex.cues["self"].all(sentence)]
    hits = [
        hit
        for hit in hits
        if not (hit[0] < starts[0] and any(at < hit[0] for at in mine) and any(at >= starts[0] for at, _ in hits))
    ]
    ahead = [role for at, role in hits if at < starts[0]]
    own: list[list[str]] = [[] for _ in people]
    for at, role in hits:
        if at < starts[0]:
            continue
        own[max(number for number, start in enumerate(starts) if start <= at)].append(role)
    for number in range(1, len(people)):
        # "X for the round table, and the same role for Y": the last role before Y is Y's.
        before = [at for at, _ in hits if starts[number - 1] <= at < starts[number]]
        if not own[number] and len(before) > 1 and starts[number] - before[-1] <= 5:
            own[number] = [own[number - 1].pop()]
    filled = [bool(each) for each in own]
    if ahead and not any(filled):
        own = [list(ahead) for _ in people]
    elif ahead and not filled[-1] and len(people) > 1:
        # "for the plenary X, for the round table Y": every role stands before its person.
        shifted = [ahead, *own[:-1]]
        own = [list(each) for each in shifted]
    elif ahead and len(people) == 1:
        own[0] = [*ahead, *own[0]]
    elif any(filled) and not all(filled):
        for number in range(len(own) - 2, -1, -1):
            if not own[number]:
                own[number] = list(own[number + 1])
    for each, mine in zip(people, own, strict=True):
        if mine:
            each.asked = roles.ordered(mine, lex)


def _same_role(sentence: Sequence[Token]) -> list[int]:
    """Where a sentence says "the same role", "la même séance", "الدور نفسه"."""
    keys = [token.key for token in sentence]
    found = []
    for at, (one, two) in enumerate(zip(keys, keys[1:], strict=False)):
        if (
            one in ("same", "meme", "نفس", "ذات")
            and two
            in ("role", "session", "slot", "seance", "creneau", "table", "capacity", "الدور", "الجلسه", "المائده")
        ) or (one in ("الدور", "الجلسه", "المائده") and two in ("نفسه", "نفسها", "ذاته", "ذاتها")):
            found.append(at)
    return found


def _continue(
    sentence: Sequence[Token],
    here: list[Found],
    found: list[Found],
    pieces: Sequence[Sequence[Token]],
    number: int,
    text: str,
    lex: Lexicon,
    directory: organisations.Directory,
) -> None:
    """A sentence that goes on about the person last named: "She is ...", "وهي ...", "Elle interviendra ..."."""
    opening = sentence[:6]
    pronoun = next((token.key for at, token in enumerate(opening) if lex.cues["pronouns"].at(opening, at)), "")
    if any(each.mention.honorific or each.put_forward for each in here) or not pronoun:
        return
    fitting = [
        each
        for each in reversed(found)
        if not each.aside and number - each.sentence <= 3 and _agrees(each, pronoun, found, pieces)
    ]
    last = next((each for each in fitting if each.put_forward), next(iter(fitting), None))
    if last is None:
        return
    if last.title is None or last.organisation is None:
        at = 0
        while at < len(sentence):
            hit = lex.cues["is_a"].at(sentence, at)
            if hit and last.title is None:
                end = posts.segment_end(sentence, hit[0], lex)
                piece = sentence[hit[0] : end]
                if piece and any(lex.is_title(token) for token in piece[:6]) and not lex.roles.has(piece):
                    post = posts.split_run(piece, text, lex, directory)
                    last.title = _own_title(post.title, last, lex) if post.title else last.title
                    last.organisation = last.organisation or post.organisation
                    break
            hit = lex.cues["heads_org"].at(sentence, at)
            if hit and last.organisation is None:
                end = posts.segment_end(sentence, hit[0], lex)
                last.organisation = posts.split_run(sentence[hit[0] : end], text, lex, directory).organisation
            at += 1
    for at, asked in _by_pronoun(sentence, lex):
        meant = next((each for each in fitting if _agrees(each, at, found, pieces) and each.put_forward), None)
        meant = (
            meant
            or next((each for each in fitting if _agrees(each, at, found, pieces)), None)
            or next(
                (
                    each
                    for each in reversed(found)
                    if not each.aside and number - each.sentence <= 3 and _agrees(each, at, found, pieces)
                ),
                None,
            )
        )
        if meant is None:
            continue
        meant.asked = meant.asked or asked
        meant.put_forward = True
    if lex.cues["nominate"].has(sentence):
        last.put_forward = True


def _by_pronoun(sentence: Sequence[Token], lex: Lexicon) -> list[tuple[str, tuple[str, ...]]]:
    """The roles of a sentence by the pronoun they follow: "He wants plenary, she prefers the open discussion"."""
    places = [(at, token.key) for at, token in enumerate(sentence) if token.key in _SHE | _HE] or [(0, "")]
    hits = roles.hits(sentence, lex)
    found = []
    for number, (at, key) in enumerate(places):
        stop = places[number + 1][0] if number + 1 < len(places) else len(sentence)
        mine = roles.ordered((role for hit, role in hits if (at <= hit or number == 0) and hit < stop), lex)
        if mine:
            found.append((key, mine))
    return found


_SHE = frozenset(("she", "her", "elle", "هي", "وهي", "celle-ci"))
_HE = frozenset(("he", "his", "him", "il", "هو", "وهو", "celui-ci"))
_MRS = frozenset(
    (
        "mrs",
        "ms",
        "miss",
        "mme",
        "mlle",
        "madame",
        "السيده",
        "الدكتوره",
        "الاستاذه",
        "المهندسه",
        "الانسه",
        "الزميله",
        "الاخت",
        "soeur",
        "sister",
    )
)
_MR = frozenset(
    (
        "mr",
        "mister",
        "m.",
        "monsieur",
        "السيد",
        "الدكتور",
        "الاستاذ",
        "المهندس",
        "الزميل",
        "الاخ",
        "brother",
        "frere",
        "pere",
        "father",
    )
)


def _agrees(each: Found, pronoun: str, found: list[Found], pieces: Sequence[Sequence[Token]]) -> bool:
    """Whether a pronoun may stand for a person, as far as the words of address tell."""
    words = {
        token.key.rstrip(".") if token.key != "m." else "m."
        for token in pieces[each.sentence][each.mention.first : each.mention.start]
    }
    if pronoun in _SHE:
        return not words & _MR
    if pronoun in _HE:
        return not words & _MRS
    return True


def _person(each: Found, sentence: Sequence[Token], text: str) -> Person:
    strength = 0.05 if each.gone else 0.2 if each.aside else 0.8 if each.put_forward else 0.3
    words = " ".join(text[sentence[0].start : sentence[-1].end].split())[:160] if sentence else each.mention.name
    origin = Origin.LIST if each.item and each.put_forward else Origin.PROSE if each.put_forward else Origin.MENTION
    single = each.mention.end - each.mention.start == 1
    return Person(
        each.mention.name,
        each.title,
        each.organisation,
        each.asked,
        origin,
        strength if not single else min(strength, 0.6),
        words,
        house=each.house,
        rule="speakers.prose",
        full=False,
        partial=single,
    )


def with_roles(person: Person, asked: tuple[str, ...]) -> Person:
    """The same person with roles."""
    return replace(person, roles=asked)
