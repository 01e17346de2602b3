"""Reads "TITLE at ORGANISATION" in any of its forms and three languages: the function apart from the house."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailbot.understanding.organisations import boundaries, extents, housenames, unheaded
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import grammar, posthouses, segments
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.words import ARABIC, Token, tokens

LONGEST_TITLE = 14  # words
EDGE = ' \t\n,;:.|/–—-·•*"“”«»،؛'


@dataclass(frozen=True, slots=True)
class Post:
    """A function and its organisation, each None where it is not given. end: index after the last token read."""

    title: str | None
    organisation: str | None
    end: int = 0


def split(text: str, lex: Lexicon, directory: Directory | None = None) -> Post:
    """The function and the organisation in a text of its own: a line of a signature, a cell, an item of a list."""
    run = [token for token in tokens(text) if not token.line]
    return split_run(run, text, lex, directory)


def split_run(run: Sequence[Token], text: str, lex: Lexicon, directory: Directory | None = None) -> Post:
    """`split` on tokens that belong together; everything in them is taken."""
    if owner := _owned(run, text, lex, directory):
        return owner
    if start := _capacity(run) or _now(run, lex):
        run = run[start:]
    run = run[: _tail(run, lex)]
    if not run:
        return Post(None, None)
    if quoted := _quoted(run, text, lex):
        return quoted
    if second := _second_post(run, lex):
        post = split_run(run[second:], text, lex, directory)
        if post.title and post.organisation:
            return post
    where = posthouses.house(run, lex, directory, text)
    if where is None:
        return _shortened(run, text, lex, directory)
    before, start, end = where
    if (whole := _from_comma(run, start, lex)) < start:
        before, start = posthouses.title_end(run, whole), whole
    organisation = housenames.value(run, start, end, text, lex)
    title = _title(run, 0, posthouses.without_seat(run, 0, before, lex), text)
    if title is None and end < len(run):
        # "ORGANISATION, TITLE"
        rest = _title(run, end, len(run), text)
        behind = next((token for token in run[end:] if token.word), run[0])
        second = lex.organisation_form(behind) not in (None, *lex.parts) and behind.key not in lex.title_heads
        if rest and not second and any(lex.is_title(token) for token in run[end:]):
            title = rest
    return Post(title, organisation, max(end, before))


def _from_comma(run: Sequence[Token], start: int, lex: Lexicon) -> int:
    """Where a house begins that a comma sets off and "for" leads on: "Co-founder, Warsha Alexandria for Social Y"."""
    if start < 3 or run[start].arabic or run[start - 1].key not in ("for", "of", "pour"):
        return start
    comma = next((at for at in range(start - 2, 0, -1) if run[at].text == ","), 0)
    words = run[comma + 1 : start - 1]
    plain = words and all(token.capital and not lex.is_title(token) for token in words)
    return comma + 1 if comma and plain else start


_AGED = re.compile(r"\d+-(?:year|ans)")


def _tail(run: Sequence[Token], lex: Lexicon) -> int:
    """Where a piece leaves the post for something else: what somebody was before, does besides, or where and since
    when: "researcher formerly with X", "officer and lived nine years in Doha", "officer in Aden since 2016"."""
    if not any(lex.is_title(token) for token in run):
        return len(run)
    for at in range(1, len(run)):
        key = run[at].key
        if key in ("formerly", "previously", "anciennement", "auparavant", "سابقا", "سابقة") and at + 1 < len(run):
            return at
        if key in ("and", "et") and at + 1 < len(run) and (run[at + 1].key in grammar.LIVES or _past(run[at + 1], lex)):
            return at
        if run[at].arabic and at > 1 and key[0] == "و" and boundaries.goes_on(run, at):
            return at
    return len(run)


def _past(token: Token, lex: Lexicon) -> bool:
    return token.key.endswith("ed") and token.text.islower() and len(token.key) > 4 and not lex.is_title(token)


def comma_house(title: str, lex: Lexicon) -> tuple[str, str] | None:
    """ "Chairman, Galkayo Peace Line": where nothing else names a house, what follows the function's comma is it."""
    left, comma, right = title.rpartition(",") if "," in title else title.rpartition("،")
    left, right = left.strip(), right.strip()
    if not comma or not left or len(right.split()) < 2 or lex.is_place(right):
        return None
    if any(lex.is_title(token) for token in tokens(right)) or not any(lex.is_title(token) for token in tokens(left)):
        return None
    return (left, right) if right[0].isupper() or ARABIC.search(right) else None


def _capacity(run: Sequence[Token]) -> int:
    """The index behind "in her capacity as", "ès qualités de", "c'est lui le" inside a piece; 0 where none stands."""
    for at, token in enumerate(run):
        if token.key in grammar.WORKING and at + 1 < len(run) and run[at + 1].key in ("as", "comme"):
            return at + 2
        if token.key in grammar.CAPACITY and at + 1 < len(run):
            if run[at + 1].key in ("as", "of", "de", "d'"):
                return at + 2
        elif (
            token.key in ("lui", "elle", "celui", "celle")
            and at <= 3
            and at + 2 < len(run)
            and run[at + 1].key in ("le", "la", "l'", "notre")
        ):
            return at + 2
    return 0


def _quoted(run: Sequence[Token], text: str, lex: Lexicon) -> Post | None:
    """A function and a house in quotes, with the word for it or behind a link: "présidente de « Lignes d'Horizon »"."""
    opening = next((at for at, token in enumerate(run) if at and token.text in segments.OPENING_QUOTES), 0)
    closing = next((at for at in range(opening + 2, len(run)) if run[at].text in segments.CLOSING_QUOTES), 0)
    if not opening or not closing or not segments.house_in_quotes(run, opening, lex):
        return None
    start = opening
    if run[opening - 1].word and (lex.organisation_form(run[opening - 1]) or run[opening - 1].capital):
        start = opening - 1
        while start > 0 and (run[start - 1].capital or lex.organisation_form(run[start - 1])):
            start -= 1
        while start < opening and lex.organisation_form(run[start]) is None:
            start += 1
    elif run[opening - 1].key not in grammar.LINKS:
        return None
    before = run[: posthouses.title_end(run, start)]
    if not any(lex.is_title(token) for token in before):
        return None
    if start == opening:
        name = housenames.value(run, opening + 1, closing, text, lex)
    else:
        name = housenames.value(run, start, closing + 1, text, lex)
    return Post(_title(run, 0, len(before), text), name, len(run))


def _second_post(run: Sequence[Token], lex: Lexicon) -> int:
    """Where a second post begins behind another: "a lawyer and the Legal Director of X"; 0 elsewhere."""
    for at in range(1, len(run) - 2):
        if run[at].key in ("and", "et") and run[at + 1].key in ("the", "la", "le", "l'"):
            head = any(lex.is_title(token) for token in run[at + 2 : at + 5])
            return at + 2 if head and not any(lex.organisation_form(token) for token in run[:at]) else 0
    return 0


def _owned(run: Sequence[Token], text: str, lex: Lexicon, directory: Directory | None) -> Post | None:
    """ "HOUSE's TITLE": "MRSN's Deputy Director", "Red Lines' founder"; None where that is not how a piece reads."""
    own = next((at for at, token in enumerate(run[:8]) if token.key.endswith(("'s", "s'"))), -1)
    title = run[own + 1 :]
    if own < 0 or not title or not any(lex.is_title(token) for token in title) or not run[own].capital:
        return None
    if any(lex.is_title(token) for token in run[:own]) or any(extents.extent(title, at, lex) for at in range(1)):
        return None
    first = next((at for at in range(own + 1) if run[at].capital), own)
    if lex.organisation_form(_bare(run[own])) and first == own:
        return None  # "the Association's treasurer": the house is named elsewhere
    if any(not token.capital and token.key not in unheaded.JOINING for token in run[first : own + 1]):
        return None
    name = " ".join(text[run[first].start : run[own].end].split()).removesuffix("'s").removesuffix("’s")
    rest = split_run(title, text, lex, directory)
    if rest.organisation:
        return None
    return Post(rest.title, (directory.full(name) if directory is not None else None) or name, len(run))


def _now(run: Sequence[Token], lex: Lexicon) -> int:
    """The index behind what somebody was or learned: "infirmière de métier et aujourd'hui responsable de X"."""
    for at in range(len(run) - 2, 0, -1):
        if run[at].key in ("since", "depuis") and run[at + 1].text.isdigit() and run[at - 1].key in ("and", "et"):
            return at + 2 if any(lex.is_title(token) for token in run[at + 2 : at + 6]) else 0
        if run[at].key in grammar.PRESENT and any(lex.is_title(token) for token in run[at + 1 : at + 4]):
            before = run[at - 1]
            return at + 1 if before.key in ("et", "and", "mais", "but") or before.text in ",;،" else 0
    return 0


def _shortened(run: Sequence[Token], text: str, lex: Lexicon, directory: Directory | None) -> Post:
    """A post whose organisation is only spoken of: "كبير المدربين بالمركز", "adjoint au secrétaire exécutif de
    l'Organisation"."""
    start = 0
    for at, token in enumerate(run):
        # "a returnee from Germany and now Volunteer Facilitator"
        if token.key in ("now", "currently", "actuellement", "maintenant", "desormais", "presently") and at + 1 < len(
            run
        ):
            start = at + 1
    own = next(
        (
            at + 1
            for at, token in enumerate(run[:3])
            if token.key.endswith("'s") and lex.organisation_form(_bare(token))
        ),
        0,
    )
    start = max(start, own)
    for at in range(len(run) - 1, start, -1):
        token = run[at]
        if not token.word:
            continue
        form = lex.organisation_form(token)
        prefixed = token.arabic and token.key[:1] in "بل" and not token.key.startswith("لا")
        linked = (
            run[at - 1].key in grammar.LINKS
            or prefixed
            or (at + 1 < len(run) and run[at + 1].key in ("نفسه", "نفسها", "ذاته", "ذاتها"))
        )
        same = at + 1 < len(run) and run[at + 1].key in ("نفسه", "نفسها", "ذاته", "ذاتها")
        if form and linked and _spoken_of(run, at) and (same or form not in lex.inner_words):
            before = posthouses.title_end(run, at) if run[at - 1].key in grammar.LINKS else at
            whole = directory.full(form) if directory is not None else None
            # "رئيس المنظمة" and "Chair of the Board" are whole; only behind "at", "في", "ب" or a function of two
            # words is the house cut off.
            before = min(before, at)
            if (
                before > 0
                and (
                    whole
                    or prefixed
                    or same
                    or run[at - 1].key in grammar.POINTING
                    or posthouses.strong(run, at)
                    or run[at - 2].key in ("pour", "for")
                )
                and any(lex.is_title(each) for each in run[:before])
            ):
                if (
                    run[at - 1].key in ("of", "de", "du", "d'", "l'", "la")
                    and sum(1 for each in run[:before] if each.word) < 2
                ):
                    return Post(_title(run, start, before, text), whole, len(run))
                return Post(_title(run, start, before, text), whole, len(run))
        if (
            token.arabic
            and form
            and at == len(run) - 1
            and token.key.startswith("ال")
            and form not in lex.weak_heads
            and form not in lex.inner_words
            and directory is not None
            and (whole := directory.full(form))
        ):
            # "أمينة صندوق الرابطة": the house is named elsewhere; "مديرة الرابطة", "نائب رئيس الرابطة" stay whole.
            return Post(_title(run, start, len(run) if lex.is_title(run[at - 1]) else at, text), whole, len(run))
        if (token.arabic and token.key in ("عندنا", "عنا", "لدينا", "معنا", "تبعنا")) or (
            token.key in ("us", "nous") and run[at - 1].key in ("with", "chez", "at", "avec", "among", "parmi")
        ):
            return Post(_title(run, start, at if token.arabic else at - 1, text), None, len(run))
        if directory is not None and token.shout and linked and (whole := directory.full(token.text)):
            return Post(_title(run, start, posthouses.title_end(run, at), text), whole, len(run))
    return Post(_title(run, start, posthouses.without_seat(run, start, len(run), lex), text), None, len(run))


def _bare(token: Token) -> Token:
    """The token without an English possessive."""
    return replace(token, text=token.text[:-2], key=token.key[:-2], end=token.end - 2)


def _spoken_of(run: Sequence[Token], at: int) -> bool:
    """Whether a head stands for an organisation named elsewhere: alone, at the end, with an article."""
    if any(token.word and token.key not in grammar.ITSELF for token in run[at + 1 :]):
        return False
    token = run[at]
    if token.arabic:
        return "ال" in token.key[:4] or "لل" in token.key[:3] or token.key.endswith("نا")
    if token.text == "organisation" and at > 1 and run[at - 2].text == "à":
        return False
    return token.capital or run[at - 1].key in grammar.DEFINITE


def _title(run: Sequence[Token], start: int, end: int, text: str) -> str | None:
    in_charge = start + 1 < end and run[start].key == "in" and run[start + 1].key == "charge"
    while (
        start < end
        and not in_charge
        and ((not run[start].word and run[start].text not in "([") or run[start].key in grammar.LINKS - {"la", "le"})
    ):
        start += 1
    while end > start and (
        (not run[end - 1].word and run[end - 1].text not in ")].") or run[end - 1].key in grammar.LINKS
    ):
        end -= 1
    if end - start > 2 and run[end - 1].key in ("us", "nous") and run[end - 2].key in ("with", "chez", "at"):
        end -= 2
    while start < end and (run[start].key in ("وانا", "وهو", "وهي") or _AGED.match(run[start].key)):
        start += 1
    if end - start > 2 and run[end - 1].key in ("فيه", "فيها", "لديه", "لديها", "به", "بها"):
        end -= 1
    for at in range(start + 1, end):
        if (
            run[at].key in ("since", "depuis", "منذ", "en", "in", "from")
            and at + 1 < len(run)
            and (
                run[at].key in ("since", "depuis", "منذ")
                or run[at + 1].text[:4].isdigit()
                or run[at + 1].key in grammar.MONTHS
            )
        ):
            end = at
            break
    if start >= end:
        return None
    title = " ".join(text[run[start].start : run[end - 1].end].split()).strip(EDGE)
    if title.count("«") > title.count("»"):
        title = f"{title} »" if " »" in text else f"{title}»"
    if title.count("(") != title.count(")"):
        title = title.strip("()").strip(EDGE)
    return title or None
