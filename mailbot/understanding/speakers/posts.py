"""Reads "TITLE at ORGANISATION" in any of its forms and three languages: the function apart from the house."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailbot.understanding.organisations import extents, housenames, unheaded
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import held_posts, posthouses, segments, shortened_posts, titles
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import ARABIC, Run, Token, tokens, without_possessive

LONGEST_TITLE = 14  # words


@dataclass(frozen=True, slots=True)
class Post:
    """A function and its organisation, each None where it is not given. end: index after the last token read."""

    title: str | None
    organisation: str | None
    end: int = 0


def split(text: str, lex: Lexicon, directory: Directory | None = None) -> Post:
    """The function and the organisation in a text of its own: a line of a signature, a cell, an item of a list."""
    run = tokens(text)
    if "\n" in text:
        run = Run(token for token in run if not token.line)
    return split_run(run, text, lex, directory)


def split_run(run: Sequence[Token], text: str, lex: Lexicon, directory: Directory | None = None) -> Post:
    """`split` on tokens that belong together; everything in them is taken."""
    if owner := _owned(run, text, lex, directory):
        return owner
    run = run if isinstance(run, Run) else Run(run)
    if start := held_posts.behind_capacity(run) or held_posts.behind_past(run, lex):
        run = Run(run[start:])
    if (end := held_posts.end(run, lex)) < len(run):
        run = Run(run[:end])
    if not run:
        return Post(None, None)
    if quoted := _quoted(run, text, lex):
        return quoted
    if second := held_posts.second(run, lex):
        post = split_run(run[second:], text, lex, directory)
        if post.title and post.organisation:
            return post
    where = posthouses.house(run, lex, directory, text)
    if where is None:
        return Post(*shortened_posts.split(run, text, lex, directory), len(run))
    before, start, stop = where
    if (whole := _from_comma(run, start, lex)) < start:
        before, start = titles.end_before(run, whole), whole
    organisation = housenames.value(run, start, stop, text, lex)
    title = titles.title(run, 0, titles.without_seat(run, 0, before, lex), text)
    if title is None and stop < len(run):
        # "ORGANISATION, TITLE"
        rest = titles.title(run, stop, len(run), text)
        behind = next((token for token in run[stop:] if token.word), run[0])
        second = lex.organisation_form(behind) not in (None, *lex.parts) and behind.key not in lex.title_heads
        if rest and not second and any(lex.is_title(token) for token in run[stop:]):
            title = rest
    return Post(title, organisation, max(stop, before))


def _from_comma(run: Sequence[Token], start: int, lex: Lexicon) -> int:
    """Where a house begins that a comma sets off and "for" leads on: "Co-founder, Warsha Alexandria for Social Y"."""
    if start < 3 or run[start].arabic or run[start - 1].key not in ("for", "of", "pour"):
        return start
    comma = next((at for at in range(start - 2, 0, -1) if run[at].text == ","), 0)
    words = run[comma + 1 : start - 1]
    plain = words and all(token.capital and not lex.is_title(token) for token in words)
    return comma + 1 if comma and plain else start


def comma_house(title: str, lex: Lexicon) -> tuple[str, str] | None:
    """ "Chairman, Galkayo Peace Line": where nothing else names a house, what follows the function's comma is it."""
    left, comma, right = title.rpartition(",") if "," in title else title.rpartition("،")
    left, right = left.strip(), right.strip()
    if not comma or not left or len(right.split()) < 2 or lex.is_place(right):
        return None
    if any(lex.is_title(token) for token in tokens(right)) or not any(lex.is_title(token) for token in tokens(left)):
        return None
    return (left, right) if right[0].isupper() or ARABIC.search(right) else None


def _quoted(run: Sequence[Token], text: str, lex: Lexicon) -> Post | None:
    """A function and a house in quotes, with the word for it or behind a link: "présidente de « Lignes d'Horizon »"."""
    opening = next((at for at, token in enumerate(run) if at and token.text in segments.OPENING_QUOTES), 0)
    if not opening:
        return None
    closing = next((at for at in range(opening + 2, len(run)) if run[at].text in segments.CLOSING_QUOTES), 0)
    if not closing or not segments.house_in_quotes(run, opening, lex):
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
    before = run[: titles.end_before(run, start)]
    if not any(lex.is_title(token) for token in before):
        return None
    if start == opening:
        name = housenames.value(run, opening + 1, closing, text, lex)
    else:
        name = housenames.value(run, start, closing + 1, text, lex)
    return Post(titles.title(run, 0, len(before), text), name, len(run))


def _owned(run: Sequence[Token], text: str, lex: Lexicon, directory: Directory | None) -> Post | None:
    """ "HOUSE's TITLE": "MRSN's Deputy Director", "Red Lines' founder"; None where that is not how a piece reads."""
    own = next((at for at, token in enumerate(run[:8]) if token.key.endswith(("'s", "s'"))), -1)
    title = run[own + 1 :]
    if own < 0 or not title or not any(lex.is_title(token) for token in title) or not run[own].capital:
        return None
    if any(lex.is_title(token) for token in run[:own]) or any(extents.extent(title, at, lex) for at in range(1)):
        return None
    first = next((at for at in range(own + 1) if run[at].capital), own)
    if lex.organisation_form(without_possessive(run[own])) and first == own:
        return None  # "the Association's treasurer": the house is named elsewhere
    if any(not token.capital and token.key not in unheaded.JOINING for token in run[first : own + 1]):
        return None
    name = " ".join(text[run[first].start : run[own].end].split()).removesuffix("'s").removesuffix("’s")
    rest = split_run(title, text, lex, directory)
    if rest.organisation:
        return None
    return Post(rest.title, (directory.full(name) if directory is not None else None) or name, len(run))
