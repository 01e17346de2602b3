"""Visiting cards in running text: a name, a function, an organisation and a role in short pieces, in any order."""

import re

from mailbot.understanding.fold import fold_word
from mailbot.understanding.organisations import housenames
from mailbot.understanding.organisations.directory import Directory
from mailbot.understanding.speakers import names, pieces, posts, roles, signed_posts
from mailbot.understanding.speakers.people import Origin, Person
from mailbot.understanding.speakers.pieces import Piece
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import ARABIC, tokens

_WITHOUT_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
MOST = 8  # pieces that may belong to one person


def persons(text: str, lex: Lexicon, directory: Directory) -> list[Person]:
    """Every such card of a text: beside the name a function known as one stands, or a house and a role."""
    found: list[Person] = []
    groups = pieces.groups(text, lex) if pieces.name_persons(text, lex) else []
    for number, (lead, group) in enumerate(groups):
        if any(piece.name for piece in group):
            # What stands last, behind no colon, is who signs.
            last = number and number == len(groups) - 1
            led = lead.endswith((":", "：")) or (not last and _announces(lead, lex))
            if _of_others(lead, lex):
                continue
            for stanza in pieces.stanzas(group, text):
                person = _person(stanza, led, lex, directory)
                if person is not None:
                    found.append(person)
    return found


def _of_others(lead: str, lex: Lexicon) -> bool:
    """Whether a line leads to a list of people who only come, or of contacts: "Accompanying persons:"."""
    words = [word for word in fold_word(lead).strip(" .:：").split() if word not in grammar.ONLY]
    if not words or len(words) > 4:
        return False
    return lex.cues["heading_aside"].has(tokens(lead)) or any(word in grammar.ATTENDING for word in words)


def _announces(lead: str, lex: Lexicon) -> bool:
    """Whether a sentence puts forward somebody whom it does not name itself: the names stand below."""
    run = tokens(lead)
    return lex.cues["nominate"].has(run) and next(names.mentions(run, lead, lex), None) is None


def _person(stanza: list[Piece], led: bool, lex: Lexicon, directory: Directory) -> Person | None:
    named = next((piece for piece in stanza if piece.name), None)
    if named is None or len(stanza) > MOST:
        return None
    name = pieces.person_of(named, lex)
    stanza = _one_script(stanza, named)
    asked: list[str] = []
    rest: list[str] = []
    for piece in stanza:
        if piece is named or "contact" in piece.kinds:
            continue
        said = pieces.spoken_roles(piece, lex)
        if said:
            asked += said
        else:
            asked += _in_brackets(piece, lex) if piece.running else ()
            rest.append(_WITHOUT_BRACKETS.sub("", piece.text) if piece.running else piece.text)
    if not rest:
        return None
    if any(piece.running for piece in stanza):
        if not asked:
            return None  # a sentence without a verb: prose reads it
        post = posts.split(rest[0], lex, directory)
        if not (post.title and post.organisation) or len(rest) > 1 or "," in post.title or "،" in post.title:
            post = posts.Post(None, None)
        return _listed(name, post, asked, stanza, lex)
    post = signed_posts.post_of(rest, lex, directory, name)
    title, house = post.title, post.organisation
    known = bool(title and pieces.has_title(title, lex))
    if not known and asked and len(rest) == 2 and house is None:
        # Nothing but the order tells: function first, then the house.
        title, house = rest[0], housenames.clean(rest[1], lex)
        known = True
    if not known and not (house and asked):
        return None
    words = " / ".join(piece.text for piece in stanza)[:160]
    listens = any(_gives_way(piece.text, lex) for piece in stanza)
    strength = 0.05 if listens else 0.8 if asked else 0.6 if led and known else 0.28
    return Person(
        name,
        title,
        house,
        roles.ordered(asked, lex) if asked else None,
        Origin.LIST,
        strength,
        words,
        rule="speakers.block",
    )


def _gives_way(text: str, lex: Lexicon) -> bool:
    """Whether a piece says that its person only comes or steps back, and not only what is to be if something fails."""
    run = tokens(text)
    hits = [at for cue in (lex.cues["aside"], lex.cues["gone"]) for at, _, _ in cue.all(run)]
    return any(not (at and (run[at - 1].key in grammar.IF_EVER)) for at in hits)


def _listed(name: str, post: posts.Post, asked: list[str], stanza: list[Piece], lex: Lexicon) -> Person:
    words = " / ".join(piece.text for piece in stanza)[:160]
    said = roles.ordered(asked, lex)
    return Person(name, post.title, post.organisation, said, Origin.LIST, 0.8, words, rule="speakers.block")


def _in_brackets(piece: Piece, lex: Lexicon) -> tuple[str, ...]:
    """The roles in brackets at the end of a line: "coordinator (plenary)"."""
    match = _WITHOUT_BRACKETS.search(piece.text)
    return roles.in_value(match.group(), lex) if match else ()


def _one_script(stanza: list[Piece], named: Piece) -> list[Piece]:
    """Of a line in two scripts the pieces in the name's: "senior mediator / وسيطة أولى"."""
    arabic = bool(ARABIC.search(named.text.split("(")[0]))
    kept = []
    for piece in stanza:
        other = bool(ARABIC.search(piece.text)) != arabic
        if not (other and any(each.line == piece.line and each is not piece for each in stanza)):
            kept.append(piece)
    return kept
