"""Every organisation that a text names, in three languages: where it stands, its name, its acronym."""

from collections.abc import Iterator, Sequence

from mailbot.understanding.organisations import extents, housenames, houseparts
from mailbot.understanding.organisations.directory import Organisation
from mailbot.understanding.words import honorifics, name_ends
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token, tokens


def find(text: str, lex: Lexicon) -> tuple[Organisation, ...]:
    """Every organisation that a text names with a word for it (association, جمعية) or by capitals around one."""
    return tuple(found(tokens(text), text, lex))


def found(run: Sequence[Token], text: str, lex: Lexicon) -> Iterator[Organisation]:
    """`find` on tokens."""
    index = 0
    while index < len(run):
        token = run[index]
        if not (
            token.capital
            or token.arabic
            or (token.word and (token.key in lex.opening_words or token.text[0].isdigit()))
        ):
            index += 1
            continue
        if (after := honorifics.end(run, index, lex)) > index and after < len(run):
            # A person: what follows the name may be an organisation, the name is none.
            index = max(after, name_ends.latin_end(run, after, lex)) if not run[after].arabic else after
            continue
        end = extents.extent(run, index, lex)
        if end:
            index = max(index, houseparts.inner_start(run, index, end, lex))
            name = housenames.value(run, index, end, text, lex)
            yield Organisation(name, run[index].start, run[end - 1].end, _acronym(run, end))
            index = end
        elif token.capital and lex.is_title(token) and lex.organisation_form(token) is None:
            # A function in capitals is passed as a whole: "Secretary General for Workers' Affairs".
            index += 1
            while (
                index < len(run)
                and run[index].capital
                and not lex.organisation_form(run[index])
                and not lex.honorifics.at(run, index)
            ):
                index += 1
            if (
                index + 1 < len(run)
                and run[index].key in ("for", "of")
                and lex.organisation_form(run[index + 1]) in lex.parts
            ):
                index += 2
        else:
            index += 1


def _acronym(run: Sequence[Token], end: int) -> str:
    if end + 2 < len(run) and run[end].text in "([" and run[end + 2].text in ")]" and run[end + 1].word:
        return run[end + 1].text
    return ""
