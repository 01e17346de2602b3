"""Where running text goes on to something else: the end of an apposition, of quotes that hold a house."""

from collections.abc import Sequence

from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token

OPENING_QUOTES, CLOSING_QUOTES = frozenset('«“"„'), frozenset('»”"')


def segment_end(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index where an apposition that begins at a token ends in running text."""
    at = index
    while at < len(run):
        token = run[at]
        if token.text in OPENING_QUOTES and at > index and (close := house_in_quotes(run, at, lex)):
            at = close
            continue
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


def house_in_quotes(run: Sequence[Token], at: int, lex: Lexicon) -> int:
    """The index behind quotes that hold a house's name: behind its word or a small link; 0 for other quotes."""
    before = run[at - 1]
    if not (before.word and (lex.organisation_form(before) or before.capital or before.key in grammar.LINKS)):
        return 0
    close = next((ahead for ahead in range(at + 2, min(at + 10, len(run))) if run[ahead].text in CLOSING_QUOTES), 0)
    inside = run[at + 1 : close]
    return close + 1 if inside and (inside[0].arabic or inside[0].capital) else 0


def in_name_of(run: Sequence[Token], at: int) -> bool:
    """Whether quotes open behind Arabic words for speaking in somebody's name: "لتتكلم باسم «X»", "ممثلا ل«X»"."""
    if at < 2:
        return False
    word, before = run[at - 1].key, run[at - 2].key
    if word in grammar.IN_NAME_OF:
        return before not in grammar.NAMED_THINGS  # "مشروع باسم «X»"
    return (word == "ل" and before in grammar.IN_PERSON) or (word == "عن" and before in grammar.IN_PLACE)


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
        if key in lex.first_names and at and lex.organisation_form(run[at - 1]):
            return False  # "مركز أمل": a name there
        if bare in lex.first_names and at > 1 and "آ" not in token.text and lex.organisation_form(run[at - 2]):
            return False  # "منظمة سلم وأمل"
        if key in lex.arabic_stops or bare in lex.arabic_stops:
            return not (key == "عن" or bare in ("من", "الي"))
        if bare != key and (bare in lex.honorific_words):
            return True
        if key == "في":
            return any(lex.roles.at(run, ahead) for ahead in range(at, min(at + 4, len(run))))
        if key[:1] in "كلب" and at + 1 < len(run) and run[at + 1].key.startswith("ال") and lex.roles.at(run, at + 1):
            return True  # "لإثراء المائدة المستديرة", but not "للإغاثة مقررا"
        return bool(lex.roles.at(run, at))
    if (
        token.key in lex.stops
        and token.text not in ("à", "À", "base")
        and token.key not in ("ou", "our", "his", "her", "y")
    ):
        # "responsable com a Jeunes Debout", "secretaire a la formation": an accent left out.
        field = (
            token.text == "a" and at + 1 < len(run) and run[at + 1].key in ("la", "l'") and lex.is_title(run[at - 1])
        )
        return not (field or (token.text == "a" and at + 1 < len(run) and run[at + 1].capital))
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
