"""The function and the house that stand beside a name, before or behind it."""

from collections.abc import Sequence

from mailbot.understanding.organisations import extents, housekinds, housenames, unheaded
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import asides, fronted, posthouses, posts, segments
from mailbot.understanding.speakers.found import Found
from mailbot.understanding.speakers.names import Mention
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token

OPENERS = frozenset((")", ",", "،", "(", "–", "—", "-", "|", "/", ":", "؛", ";"))


def around(
    sentence: Sequence[Token],
    mention: Mention,
    mentions: Sequence[Mention],
    number: int,
    text: str,
    lex: Lexicon,
    directory: Directory,
) -> Found:
    """The function and the organisation beside a name."""
    found = Found(mention, number, after=mention.end)
    own = asides.past_other_script(sentence, mention.end, len(sentence))  # the same name again
    limit = min((other.first for other in mentions if other.first >= own), default=len(sentence))
    floor = max((other.end for other in mentions if other.end <= mention.first), default=0)
    _behind(sentence, found, limit, text, lex, directory)
    fronted.read(sentence, found, floor, text, lex, directory)
    if found.title is None:
        _further(sentence, found, limit, text, lex, directory)
    if (
        found.title is None
        and not sentence[mention.start].arabic
        and (post := fronted.opening_post(sentence, floor, mention.first, text, lex, directory))
    ):
        found.title, found.organisation = post.title, found.organisation or post.organisation
    if found.organisation is None and not mention.honorific and not sentence[mention.start].arabic:
        for at in range(max(floor, mention.first - 14), mention.first - 2):
            inside = at > 0 and sentence[at - 1].capital and sentence[at].key in ("pour", "for")  # "Youth for Peace"
            if not inside and sentence[at].key in ("pour", "for", "behalf", "nom") and found.organisation is None:
                found.organisation = spoken_for(sentence, at + 1, mention.first, text, lex)
    if found.organisation is None and not sentence[mention.start].arabic:
        found.organisation = _spoken_for_behind(sentence, found, limit, text, lex)
    if found.organisation is None and sentence[mention.start].arabic:
        found.organisation = _named_in_quotes(sentence, floor, limit, text, lex)
    if found.organisation and housekinds.is_host(found.organisation, lex):
        found.organisation = None
    if found.title is None:
        found.title = _addressed_by_post(sentence[mention.first : mention.start])
    return found


def _spoken_for_behind(sentence: Sequence[Token], found: Found, limit: int, text: str, lex: Lexicon) -> str | None:
    """The house named behind a person as the one spoken for: "qui parlera en plénière pour Kora Solidaire"."""
    for at in range(found.mention.end, limit - 2):
        if sentence[at].key in ("pour", "for", "behalf") and sentence[at + 1].capital and not sentence[at].capital:
            house = spoken_for(sentence, at + 1, limit, text, lex)
            if house and not lex.is_place(house):
                return house
    return None


def _named_in_quotes(sentence: Sequence[Token], floor: int, limit: int, text: str, lex: Lexicon) -> str | None:
    """The house in quotes for which somebody speaks, whatever its words are: "لتتكلم باسم «X» في الجلسة العامة"."""
    for at in range(floor + 1, limit):
        if sentence[at].text not in segments.OPENING_QUOTES or not segments.in_name_of(sentence, at):
            continue
        close = next(
            (end for end in range(at + 2, min(at + 10, limit)) if sentence[end].text in segments.CLOSING_QUOTES), 0
        )
        if close:
            return housenames.value(sentence, at + 1, close, text, lex)
    return None


def _addressed_by_post(address: Sequence[Token]) -> str | None:
    """The word of address that is a function rather than a courtesy ("الباحثة سعاد"), where nothing else tells one."""
    return next((token.text for token in reversed(address) if token.key in grammar.POST_ADDRESSES), None)


def _behind(sentence: Sequence[Token], found: Found, limit: int, text: str, lex: Lexicon, directory: Directory) -> None:
    """Appositions behind a name: ", TITLE at ORG", "(TITLE, ORG)", "– TITLE – ORG – ROLE", "who is TITLE at ORG"."""
    at = asides.past_other_script(sentence, found.mention.end, limit)
    opened = False
    for _ in range(6):
        if at >= limit:
            break
        if sentence[at].text in OPENERS or sentence[at].text == ".":
            opened = True
            at += 1
            if at < limit and sentence[at].text in OPENERS:
                at += 1
            at = _since(sentence, at, limit)
            continue
        if sentence[at].key in grammar.CONTRASTS:
            break
        start = _after_copula(sentence, at, limit, lex)
        linked = start > at or opened or sentence[at].arabic or sentence[at].key in grammar.LINKS
        if (
            not linked
            and not lex.is_title(sentence[at])
            and not (sentence[at].key in lex.modifiers or (at + 1 < limit and lex.is_title(sentence[at + 1])))
        ):
            break
        end = min(limit, segments.segment_end(sentence, start, lex))
        if end <= start:
            # A role or a verb: what is behind it is not said of the name, unless brackets or dashes go on.
            break
        piece = sentence[start:end]
        if end >= limit < len(sentence) and piece[0].key in grammar.BEFORE_FRONTED and found.title:
            # "..., from the Fishers Society Mrs. Y": the next person's.
            break
        if end >= limit < len(sentence) and piece[0].key[0] == "و" and piece[0].arabic and lex.is_title(piece[0]):
            break  # "X للجلسة العامة، ومسؤولة لجنة المرأة السيدة Y": the next person's
        if (
            (opened and len(piece) <= 3 and piece[0].key.rstrip(".") in grammar.DEGREES)
            or asides.former(piece)
            or asides.trained(piece)
        ):
            at = end
            opened = at + 1 < limit and sentence[at].key in ("since", "depuis") and sentence[at + 1].text.isdigit()
            at += 2 if opened else 0  # "formerly of X and since 2019 Senior Fellow at Y"
            continue
        if asides.more_of_title(sentence, piece, at, end, found, lex):
            found.title = f"{found.title} ({' '.join(text[piece[0].start : piece[-1].end].split())})"
            found.after = at = end + 1
            opened = False
            continue
        post = posts.split_run(piece, text, lex, directory)
        if post.title and post.organisation and housekinds.is_field(post.organisation, lex):
            second = posthouses.behind_comma(sentence, end, lex)
            if second and second[1] <= limit:
                # "Organiser of Domestic Workers, Free Federation X": the first belongs to the function.
                end = second[1]
                piece = sentence[start:end]
                post = posts.split_run(piece, text, lex, directory)
        titled = any(lex.is_title(token) for token in (piece[:4] if piece[0].arabic else piece))
        titled = titled or bool(
            opened
            and post.title
            and post.organisation
            and not asides.verb_first(piece, lex)
            and 1 <= len(post.title.split()) <= 5
            and start == at
            and not (piece[0].arabic and (piece[0].key in lex.ordinary or piece[0].key[1:] in lex.ordinary))
        )
        now = piece[0].key in grammar.PRESENT  # "inspecteur retraité, aujourd'hui président de X"
        if post.title and titled and (found.title is None or now) and not _role_only(piece, lex):
            title = asides.own_title(post.title, found, lex)
            found.title = None if title and asides.only_words(title, lex) else title
            found.house = found.house or _is_ours(piece, lex)
        if post.organisation and (found.organisation is None or asides.only_unit(found.organisation, post)):
            found.organisation = post.organisation
        elif not post.organisation and found.organisation is None:
            found.organisation = asides.short(piece, lex, directory) or (
                asides.bare_house(piece, text, lex) if at == found.mention.end else None
            )
        if (
            found.title is None
            and opened
            and not post.organisation
            and not titled
            and asides.plain_post(sentence, piece, end, lex)
        ):
            found.title = post.title
            titled = True
        elif (
            found.title
            and opened
            and found.organisation is None
            and not titled
            and asides.plain_house(sentence, piece, end, lex)
        ):
            found.organisation = housenames.value(piece, 0, len(piece), text, lex)
        if not (post.organisation or titled or found.organisation) and found.title is None and opened:
            break
        found.after = end
        at = end
        opened = False
        if found.title and found.organisation:
            break


def as_post(sentence: Sequence[Token], at: int, lex: Lexicon) -> tuple[int, str] | None:
    """Behind "as" and "comme" where a function follows: "she runs our shelter as deputy manager"."""
    if (
        sentence[at].key in ("as", "comme")
        and at
        and sentence[at - 1].key not in ("ans", "years", "mois", "months", "such", "well")
        and any(lex.is_title(token) for token in sentence[at + 1 : at + 4])
        and not any(token.key in grammar.SPEAKER_WORDS for token in sentence[at + 1 : at + 4])
    ):
        return at + 1, ""
    return None


def _is_ours(piece: Sequence[Token], lex: Lexicon) -> bool:
    return lex.cues["ours"].has(piece)


def _role_only(piece: Sequence[Token], lex: Lexicon) -> bool:
    return lex.roles.at(piece, 0) is not None


def _after_copula(sentence: Sequence[Token], at: int, limit: int, lex: Lexicon) -> int:
    start = at
    while (hit := lex.cues["is_a"].at(sentence, start)) and hit[0] < limit:
        start = hit[0]
    if start > at:
        start = _since(sentence, start, limit)
    while start > at and start < limit and sentence[start].text in '("«':
        start += 1
    return start


def _since(sentence: Sequence[Token], at: int, limit: int) -> int:
    """The index behind the year since when somebody holds a post: "who is since 2017 the Treasurer"; `at` elsewhere."""
    told = at + 2 < limit and sentence[at].key in grammar.SINCE and sentence[at + 1].text.isdigit()
    return at + 2 if told else at


def _trailing_post(
    sentence: Sequence[Token], at: int, limit: int, text: str, lex: Lexicon, directory: Directory
) -> posts.Post | None:
    """A function behind a clause: "c'est X qui la prendra, la doyenne de Y"."""
    start = at
    while start < limit and start < at + 2 and sentence[start].key in lex.determiners | {"l'", "the", "la", "le"}:
        start += 1
    if start == at or start >= limit or not lex.is_title(sentence[start]) or sentence[start].arabic:
        return None
    end = min(limit, segments.segment_end(sentence, start, lex))
    piece = sentence[start:end]
    if (end < len(sentence) and sentence[end].word) or lex.roles.has(piece) or not piece:
        return None
    post = posts.split_run(piece, text, lex, directory)
    return post if post.title else None


def spoken_for(sentence: Sequence[Token], at: int, limit: int, text: str, lex: Lexicon) -> str | None:
    """The house somebody speaks for: "parlera pour Beit el Rifqa", "will speak on behalf of Red Lines"."""
    if at < limit and sentence[at].key in ("depuis", "since"):
        # "il dirige depuis trois ans Les Lanternes"
        at = next((ahead for ahead in range(at + 1, min(at + 5, limit)) if sentence[ahead].capital), at)
    while at < limit and sentence[at].key in grammar.BEFORE_HOUSE and not sentence[at].capital:
        at += 1
    if at >= limit or not sentence[at].word or sentence[at].arabic:
        return None
    end = extents.extent(sentence, at, lex) or unheaded.house_end(sentence, at, lex)
    if not end or end > limit or (end - at == 1 and not sentence[at].shout):
        return None
    return housenames.value(sentence, at, end, text, lex)


def _further(
    sentence: Sequence[Token], found: Found, limit: int, text: str, lex: Lexicon, directory: Directory
) -> None:
    """A post told later in the same sentence: "... X for the round table, she is our Head of Casework"."""
    at = found.after
    while at < limit:
        hit = lex.cues["is_a"].at(sentence, at)
        if hit and sentence[at].text.lower() in ("est", "is") and sentence[at - 1].key not in grammar.SUBJECTS:
            hit = None
        if (hit := hit or as_post(sentence, at, lex)) and hit[0] < limit:
            start = _since(sentence, hit[0], limit)
            end = min(limit, segments.segment_end(sentence, start, lex))
            piece = sentence[start:end]
            if (
                piece
                and any(lex.is_title(token) for token in piece[:6])
                and not (lex.roles.has(piece) or asides.trained(piece))
            ):
                post = posts.split_run(piece, text, lex, directory)
                found.title = asides.own_title(post.title, found, lex) if post.title else None
                found.organisation = found.organisation or post.organisation or asides.short(piece, lex, directory)
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
            end = min(limit, segments.segment_end(sentence, at + 1, lex))
            post = posts.split_run(sentence[at + 1 : end], text, lex, directory)
            found.title, found.organisation = post.title, found.organisation or post.organisation
            if found.title:
                return
        hit = lex.cues["heads_org"].at(sentence, at)
        if hit and hit[0] < limit and found.organisation is None:
            end = min(limit, segments.segment_end(sentence, hit[0], lex))
            post = posts.split_run(sentence[hit[0] : end], text, lex, directory)
            found.organisation = post.organisation
        at += 1
