"""Every organisation that a text names, in three languages: where it stands, its name, its acronym."""

from collections.abc import Iterator, Sequence

from mailbot.understanding.organisations import extents, housenames, houseparts
from mailbot.understanding.organisations.directory import Organisation
from mailbot.understanding.words import honorifics, name_ends
from mailbot.understanding.words.lexicon import Lexicon, keeps
from mailbot.understanding.words.tokens import Token, tokens


@keeps(32)
def find(text: str, lex: Lexicon) -> tuple[Organisation, ...]:
    """Every organisation that a text names with a word for it (association, جمعية) or by capitals around one."""
    return tuple(found(tokens(text), text, lex))


def found(run: Sequence[Token], text: str, lex: Lexicon) -> Iterator[Organisation]:
    """`find` on tokens."""
    heads = lex.house_words.places(run)
    addressed = lex.honorifics.places(run) if heads else ()
    after = 0
    for start, stop in _lines(run, {*heads, *addressed}) if heads else ():
        after = max(after, start)
        while after < stop:
            index = after
            token = run[index]
            after += 1
            if not (
                token.capital
                or token.arabic
                or (token.word and (token.key in lex.opening_words or token.text[0].isdigit()))
            ):
                continue
            if index in addressed or token.key in honorifics.WRITTEN_ON:
                name = honorifics.end(run, index, lex)
                if index < name < len(run):
                    # A person: what follows the name may be an organisation, the name is none.
                    after = name if run[name].arabic else max(name, name_ends.latin_end(run, name, lex))
                    continue
            if end := extents.extent(run, index, lex):
                first = max(index, houseparts.inner_start(run, index, end, lex))
                yield Organisation(
                    housenames.value(run, first, end, text, lex), run[first].start, run[end - 1].end, _acronym(run, end)
                )
                after = end
            elif token.capital and lex.is_title(token) and lex.organisation_form(token) is None:
                after = _behind_post(run, after, lex)


def _lines(run: Sequence[Token], marks: set[int]) -> Iterator[tuple[int, int]]:
    """Where organisations can begin: each line (start, stop) up to its last mark.

    marks: the words for organisations, for without one behind its beginning in its line none is known; the words of
    address, for with these a name may begin that ends in the next line.
    """
    start, stop = 0, 0
    for at in sorted(marks.union([at for at, token in enumerate(run) if token.line])):
        if at in marks:
            stop = at + 1
        else:
            if stop:
                yield start, stop
            start, stop = at + 1, 0
    if stop:
        yield start, stop


def _behind_post(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index behind a function in capitals, which is passed as a whole: "Secretary General for Workers' Affairs"."""
    while (
        index < len(run)
        and run[index].capital
        and not lex.organisation_form(run[index])
        and not lex.honorifics.at(run, index)
    ):
        index += 1
    field = index + 1 < len(run) and run[index].key in ("for", "of")
    return index + 2 if field and lex.organisation_form(run[index + 1]) in lex.parts else index


def _acronym(run: Sequence[Token], end: int) -> str:
    if end + 2 < len(run) and run[end].text in "([" and run[end + 2].text in ")]" and run[end + 1].word:
        return run[end + 1].text
    return ""
