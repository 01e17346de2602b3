"""Posts whose house is only spoken of: "كبير المدربين بالمركز", "adjoint au secrétaire exécutif de l'Organisation"."""

from collections.abc import Sequence

from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import links, titles
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token, arabic_stems, without_possessive


def split(run: Sequence[Token], text: str, lex: Lexicon, directory: Directory | None) -> tuple[str | None, str | None]:
    """The function, and the full name of its house where the directory knows which is meant; everything is taken."""
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
            if token.key.endswith("'s") and lex.organisation_form(without_possessive(token))
        ),
        0,
    )
    start = max(start, own)
    for at in range(len(run) - 1, start, -1):
        token = run[at]
        if not token.word:
            continue
        if at == len(run) - 1 and (mine := _own_house(token, lex)):
            before = titles.end_before(run, at) if run[at - 1].key in grammar.LINKS else at
            if before > start and any(lex.is_title(each) for each in run[start:before]):
                return titles.title(run, start, before, text), directory.full(mine) if directory is not None else None
        form = lex.organisation_form(token)
        prefixed = token.arabic and token.key[:1] in "بل" and not token.key.startswith("لا")
        same = at + 1 < len(run) and run[at + 1].key in ("نفسه", "نفسها", "ذاته", "ذاتها")
        ours = next((place for place in (at - 1, at - 2) if place > start and run[place].key in grammar.OURS), 0)
        linked = run[at - 1].key in grammar.LINKS or prefixed or same or bool(ours)
        if form and linked and _spoken_of(run, at) and (same or form not in lex.inner_words):
            before = titles.end_before(run, ours or at) if ours or run[at - 1].key in grammar.LINKS else at
            whole = directory.full(form) if directory is not None else None
            # "رئيس المنظمة" and "Chair of the Board" are whole: a house unknown to the directory is cut off only behind
            # "at", "for", "ب" and the like.
            before = min(before, at)
            if (
                before > 0
                and (whole or prefixed or same or ours or links.strong(run, at) or run[at - 2].key in ("pour", "for"))
                and any(lex.is_title(each) for each in run[:before])
            ):
                return titles.title(run, start, before, text), whole
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
            return titles.title(run, start, len(run) if lex.is_title(run[at - 1]) else at, text), whole
        if (token.arabic and token.key in ("عندنا", "عنا", "لدينا", "معنا", "تبعنا")) or (
            token.key in ("us", "nous") and run[at - 1].key in ("with", "chez", "at", "avec", "among", "parmi")
        ):
            return titles.title(run, start, at if token.arabic else at - 1, text), None
        if directory is not None and token.shout and linked and (whole := directory.full(token.text)):
            return titles.title(run, start, titles.end_before(run, at), text), whole
    return titles.title(run, start, titles.without_seat(run, start, len(run), lex), text), None


def _own_house(token: Token, lex: Lexicon) -> str | None:
    """The head in an Arabic word for the house that writes: "المكلفة بالتكوين داخل جمعيتنا", "رئيسة رابطتنا"."""
    if not token.arabic or not token.key.endswith("نا"):
        return None
    heads = [stem for stem in arabic_stems(token.key) if stem in lex.organisation_heads and not stem.endswith("ات")]
    parts = grammar.ARABIC_PARTS | lex.parts | lex.units | lex.inner_words | lex.weak_heads
    return heads[-1] if heads and not parts.intersection(heads) else None


def _spoken_of(run: Sequence[Token], at: int) -> bool:
    """Whether a head stands for an organisation named elsewhere: alone, at the end, with an article."""
    if any(token.word and token.key not in grammar.ITSELF for token in run[at + 1 :]):
        return False
    token = run[at]
    if token.arabic:
        return "ال" in token.key[:4] or "لل" in token.key[:3] or token.key.endswith("نا")
    if token.text == "organisation" and at > 1 and run[at - 2].text == "à":
        return False
    return token.capital or any(each.key in grammar.DEFINITE for each in run[max(0, at - 2) : at])
