"""Reads "TITLE at ORGANISATION" in any of its forms and three languages: the function apart from the house."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.understanding.speakers import grammar, latin, organisations
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.words import Token, tokens

LONGEST_TITLE = 14  # words
STRONG_LINKS = frozenset(("at", "chez", "within", "sein", "aupres", "with", "لدي", "في"))
# Endings of what a function is about: "Head of Field Inspection".
ABSTRACT = (
    "tion",
    "tions",
    "sion",
    "ment",
    "ing",
    "ity",
    "ities",
    "ship",
    "ships",
    "ics",
    "ance",
    "ence",
    "isme",
    "ism",
)
EDGE = ' \t\n,;:.|/–—-·•*"“”«»،؛'


@dataclass(frozen=True, slots=True)
class Post:
    """A function and its organisation, each None where it is not given. end: index after the last token read."""

    title: str | None
    organisation: str | None
    end: int = 0


def split(text: str, lex: Lexicon, directory: organisations.Directory | None = None) -> Post:
    """The function and the organisation in a text of its own: a line of a signature, a cell, an item of a list."""
    run = [token for token in tokens(text) if not token.line]
    return split_run(run, text, lex, directory)


def split_run(run: Sequence[Token], text: str, lex: Lexicon, directory: organisations.Directory | None = None) -> Post:
    """`split` on tokens that belong together; everything in them is taken."""
    if start := _capacity(run):
        run = run[start:]
    if not run:
        return Post(None, None)
    where = _house(run, lex, directory, text)
    if where is None:
        return _shortened(run, text, lex, directory)
    before, start, end = where
    organisation = organisations.value(run, start, end, text, lex)
    title = _title(run, 0, before, text)
    if title is None and end < len(run):
        # "ORGANISATION, TITLE"
        rest = _title(run, end, len(run), text)
        if rest and any(lex.is_title(token) for token in run[end:]):
            title = rest
    return Post(title, organisation, max(end, before))


def _capacity(run: Sequence[Token]) -> int:
    """The index behind "in her capacity as", "ès qualités de", "c'est lui le" inside a piece; 0 where none stands."""
    for at, token in enumerate(run):
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


def _shortened(run: Sequence[Token], text: str, lex: Lexicon, directory: organisations.Directory | None) -> Post:
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
        if form and linked and _spoken_of(run, at) and form not in lex.inner_words:
            before = _before(run, at) if run[at - 1].key in grammar.LINKS else at
            whole = directory.full(form) if directory is not None else None
            # "رئيس المنظمة" and "Chair of the Board" are whole; only behind "at", "في", "ب" or a function of two
            # words is the house cut off.
            before = min(before, at)
            if (
                before > 0
                and (whole or prefixed or _strong(run, at))
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
            # "مديرة الرابطة": the house is named elsewhere.
            return Post(_title(run, start, at, text), whole, len(run))
        if (token.arabic and token.key in ("عندنا", "عنا", "لدينا", "معنا", "تبعنا")) or (
            token.key in ("us", "nous") and run[at - 1].key in ("with", "chez", "at", "avec", "among", "parmi")
        ):
            return Post(_title(run, start, at if token.arabic else at - 1, text), None, len(run))
        if directory is not None and token.shout and linked and (whole := directory.full(token.text)):
            return Post(_title(run, start, _before(run, at), text), whole, len(run))
    return Post(_title(run, start, len(run), text), None, len(run))


def _bare(token: Token) -> Token:
    """The token without an English possessive."""
    return Token(token.text[:-2], token.key[:-2], token.start, token.end - 2, token.word, token.arabic)


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
    while start < end and (
        (not run[start].word and run[start].text not in "([") or run[start].key in grammar.LINKS - {"la", "le"}
    ):
        start += 1
    while end > start and (
        (not run[end - 1].word and run[end - 1].text not in ")].") or run[end - 1].key in grammar.LINKS
    ):
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
    if title.count("(") != title.count(")"):
        title = title.strip("()").strip(EDGE)
    return title or None


def _house(
    run: Sequence[Token], lex: Lexicon, directory: organisations.Directory | None, text: str
) -> tuple[int, int, int] | None:
    """(end of the title, start of the organisation, its end), the surest reading first."""
    part: tuple[int, int, int] | None = None
    unit: tuple[int, int, int] | None = None
    index = 0
    while index < len(run):
        token = run[index]
        if not token.word:
            index += 1
            continue
        if (
            index > 0
            and token.key in ("barreau", "bar")
            and any(each.key in ("avocat", "avocate", "advocate", "lawyer", "barrister", "me") for each in run[:index])
        ):
            # "avocate au barreau de Sfax" is a profession.
            index += 1
            while index < len(run) and run[index].word:
                index += 1
            continue
        if index and token.key in lex.keeper and run[index - 1].arabic and lex.is_title(run[index - 1]):
            index += 1  # "أمينة صندوق" is a function
            continue
        if index and token.arabic and form_of_part(token, lex) and (inner := _house_behind(run, index, lex)):
            return inner
        linked = _linked(run, index)
        behind_mark = index > 0 and not run[index - 1].word
        form = lex.organisation_form(token)
        if index > 0 and not (linked or behind_mark or (token.arabic and form)):
            index += 1
            continue
        if lex.inner.at(run, index):
            index = lex.inner.at(run, index)[0]  # type: ignore[index]
            continue
        end = organisations.extent(run, index, lex, loose=bool(linked and _strong(run, index)))
        if not end and linked and directory is not None:
            end = _known(run, index, directory, text)
        if linked and not token.arabic and token.capital:
            end = max(end, _headless(run, index, lex))
        if not end:
            index += 1
            continue
        before = _before(run, index)
        if form in lex.units:
            unit = unit or (before, index, end)
            index = _next(run, end, index)
            continue
        heads = [each for each in (lex.organisation_form(each) for each in run[index:end]) if each]
        small = not token.arabic and not token.capital and index > 0 and not behind_mark
        partial = bool(heads) and all(each in lex.parts for each in (heads[:1] if token.arabic else heads))
        if (
            partial
            and not token.arabic
            and token.capital
            and all(each in lex.soft for each in heads)
            and sum(1 for each in run[index:end] if each.capital) > 1
        ):
            partial = False
        if (partial or small) and index > 0 and not behind_mark and not (partial and linked and _strong(run, index)):
            long = not token.arabic and sum(1 for each in run[index:end] if each.capital) > 2
            part = part or ((before, index, end) if (small and not partial) or long else None)
            index += 1
            continue
        if index == 0 and lex.is_title(token) and form is None:
            index += 1
            continue
        if (
            index > 0
            and not behind_mark
            and not (linked and _strong(run, index))
            and (second := _behind_comma(run, end, lex))
        ):
            # "مدير مرصد الهجرة، معهد الشرق": the first house belongs to the function.
            return end, *second
        return before, index, end
    return unit or part


def _headless(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The end of a house that only its place gives away: capitals behind "at", or behind a function and "of"."""
    if not any(lex.is_title(token) for token in run[:index]) and not _strong(run, index):
        return 0
    if lex.organisation_form(run[index]) in lex.units or run[index - 1].capital:
        return 0
    if not _strong(run, index) and any(
        lex.organisation_form(token) for token in run[:index] if not lex.is_title(token)
    ):
        return 0
    end = latin.house_end(run, index, lex)
    if not end or (end < len(run) and run[end].word and run[end].key not in lex.stops | grammar.WHEN):
        return 0
    if not _strong(run, index):
        # "Head of Policy", "Director of Field Operations": what the function is about.
        if index > 1 and run[index - 2].key in grammar.TOPIC_POSTS:
            return 0
        words = [token for token in run[index:end] if token.capital]
        unknown = [token for token in words if not latin.is_ordinary(token, lex) and token.key not in grammar.OFFICES]
        if words[0].shout and len(words[0].text) > 3 and not lex.is_place(words[0].text):
            return end
        if (
            len(words) < 2
            or not unknown
            or len(unknown) * 2 < len(words)
            or any(token.key.endswith(ABSTRACT) for token in words)
            or run[index - 1].key in ("for", "to", "pour", "aux")
        ):
            return 0
    return end


def form_of_part(token: Token, lex: Lexicon) -> bool:
    """Whether an Arabic word heads a part of a house rather than a house ("العيادة القانونية")."""
    form = lex.organisation_form(token)
    return form is not None and (form in grammar.ARABIC_PARTS or form in lex.parts or form in lex.units)


def _house_behind(run: Sequence[Token], index: int, lex: Lexicon) -> tuple[int, int, int] | None:
    """The house behind one of its parts: "مسؤولة العيادة القانونية ببيت الضيف" is responsible for a part of it."""
    for at in range(index + 1, min(index + 7, len(run))):
        token = run[at]
        if not token.word:
            return None
        form = lex.organisation_form(token)
        attached = token.key[:1] == "ب" and form is not None and form != token.key
        if form is None or form in grammar.ARABIC_PARTS or not (attached or run[at - 1].key in ("في", "لدي")):
            continue
        end = organisations.extent(run, at, lex, loose=True)
        if end > at + 1:
            return _before(run, at), at, end
    return None


def _behind_comma(run: Sequence[Token], end: int, lex: Lexicon) -> tuple[int, int] | None:
    """An organisation with a full name right behind a comma or dash: (start, end)."""
    if end + 1 >= len(run) or run[end].text not in (",", "،", "-", "–", "—", "|"):
        return None
    stop = organisations.extent(run, end + 1, lex)
    form = lex.organisation_form(run[end + 1])
    return (end + 1, stop) if stop and form not in lex.parts else None


def _next(run: Sequence[Token], end: int, index: int) -> int:
    """Where to look on behind a unit: a house may stand inside what was taken for its name."""
    for at in range(index + 1, end):
        if re.match(r"universit|جامعه", run[at].key) or run[at].key.endswith("جامعه"):
            return at
    return end


def _linked(run: Sequence[Token], index: int) -> bool:
    if index == 0:
        return False
    token = run[index]
    if token.arabic and token.key[:1] in "بل" and len(token.key) > 4:
        return True
    return run[index - 1].key in grammar.LINKS


def _strong(run: Sequence[Token], index: int) -> bool:
    """Whether a word that can only lead to a place or a house stands just before (articles between do not matter)."""
    at = index - 1
    while at >= 0 and run[at].key in grammar.LINKS:
        if run[at].key in STRONG_LINKS or run[at].text in ("à", "À", "a"):
            return True
        at -= 1
    return False


def _known(run: Sequence[Token], index: int, directory: organisations.Directory, text: str) -> int:
    """The index after a name or acronym the message gives elsewhere."""
    best = 0
    for end in range(min(len(run), index + 8), index, -1):
        if not run[end - 1].word or not (run[index].capital or run[index].arabic):
            continue
        piece = text[run[index].start : run[end - 1].end]
        folded = piece.casefold()
        if any(name.casefold() == folded for name in directory.names) or (
            end == index + 1 and run[index].shout and directory.full(piece)
        ):
            best = end
            break
    return best


def _before(run: Sequence[Token], index: int) -> int:
    """The end of the title before a house: linking words and marks between them dropped."""
    before = index
    if before > 2 and run[before - 1].key in ("مستوي", "صعيد") and run[before - 2].key == "علي":
        before -= 2  # "المكلف بالعلاقات على مستوى الاتحاد"
    while before > 0 and (
        run[before - 1].key in grammar.LINKS or (not run[before - 1].word and run[before - 1].text not in ")]")
    ):
        before -= 1
    return before


def segment_end(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index where an apposition that begins at a token ends in running text."""
    at = index
    while at < len(run):
        token = run[at]
        if not token.word:
            if token.text in ',،;؛:!?؟()[]…|«»"“”\t' or (token.text == "." and not _short(run, at)):
                return at
            if token.text in "–—" or (token.text in "-/" and at > index and token.start > run[at - 1].end):
                return at
        elif (at > index and stops(run, at, lex)) or (
            at == index
            and not token.arabic
            and token.key in lex.stops
            and token.key not in ("our", "his", "her", "its", "my", "your", "a")
        ):
            return at
        at += 1
    return at


def _short(run: Sequence[Token], at: int) -> bool:
    before = run[at - 1] if at else None
    return bool(
        before
        and before.end == run[at].start
        and before.capital
        and len(before.text) <= 3
        and at + 1 < len(run)
        and run[at + 1].word
    )


def stops(run: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Whether running text goes on to something else here: a verb, a role, another person."""
    token = run[at]
    if token.arabic:
        key = token.key
        bare = key[1:] if key[0] in "وف" and len(key) > 3 else key
        if key in lex.arabic_stops or bare in lex.arabic_stops:
            return not (key == "عن" or bare in ("من", "الي"))
        if bare != key and (bare in lex.honorific_words):
            return True
        if key == "في":
            return any(lex.roles.at(run, ahead) for ahead in range(at, min(at + 4, len(run))))
        if key[:1] in "كلب" and at + 1 < len(run) and run[at + 1].key.startswith("ال") and lex.roles.at(run, at + 1):
            return True  # "لإثراء المائدة المستديرة", but not "للإغاثة مقررا"
        return bool(lex.roles.at(run, at))
    if token.key in lex.stops and token.text not in ("à", "À") and token.key not in ("ou", "our", "his", "her", "y"):
        # "responsable com a Jeunes Debout": an accent left out.
        return not (token.text == "a" and at + 1 < len(run) and run[at + 1].capital)
    if token.key in ("and", "et", "&") and at + 1 < len(run):
        following = run[at + 1]
        if (lex.honorifics.at(run, at + 1) and following.capital) or following.key in lex.stops:
            return True
    if token.key in grammar.ROLE_LINKS:
        for ahead in range(at + 1, min(at + 7, len(run))):
            if not run[ahead].word:
                break
            if lex.roles.at(run, ahead) or lex.near_roles.at(run, ahead):
                return True
            if ahead <= at + 2 and run[ahead].key in grammar.SPEAKER_WORDS:
                return True
    return bool(lex.roles.at(run, at))
