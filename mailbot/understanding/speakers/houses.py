"""In whose name a letter is written, and every organisation its message names."""

import re
from collections.abc import Sequence

from mailbot.message.model import TextState
from mailbot.understanding.fold import fold, fold_word
from mailbot.understanding.organisations import extents, finding, housekinds, housenames, unheaded
from mailbot.understanding.organisations.directory import Organisation
from mailbot.understanding.speakers import letters, names, posthouses, segments, signatures
from mailbot.understanding.speakers.letters import Letter, Scene
from mailbot.understanding.speakers.sentence_ends import sentences
from mailbot.understanding.words import grammar, latin
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token, tokens

_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_FORMER = re.compile(
    r"(?:\b(?:formerly|previously|until recently|ancien\w*|ex)\b|سابقا|سابقاً)[^.,;\n]{0,24}$", re.IGNORECASE
)


def fill(scene: Scene) -> None:
    """Reads the letters into tokens and sentences, and everything the message names as an organisation into the
    directory."""
    lex = scene.lex
    for letter in scene.letters:
        letter.run = tokens(letter.zones.body[: letters.BODY_CAP])
        letter.pieces = sentences(letter.run, letter.zones.body, lex.abbreviations)
        body = letter.zones.body
        letter.named = [
            each
            for each in finding.find(body[: letters.BODY_CAP], lex)
            if not _FORMER.search(body[max(0, each.start - 40) : each.start])
        ]
        for each in letter.named:
            scene.directory.add(each)
    for letter in scene.letters:
        if spelt := of_domain(scene, letter):
            scene.directory.add(Organisation(spelt, 0, 0))
    for letter in scene.letters:
        language = "ar" if letters.mostly_arabic(letter.zones.body) else ""
        letter.signature = signatures.read(letter.zones, letter.sender, lex, scene.directory, language)
        if letter.signature.organisation:
            scene.directory.add(Organisation(letter.signature.organisation, 0, 0))
        for each in (
            *finding.find(letter.zones.signature[:2000], lex),
            *finding.find(letter.subject[:400], lex),
        ):
            scene.directory.add(each)
    for attachment in scene.message.attachments:
        if attachment.document.state == TextState.READ:
            for each in finding.find(attachment.document.text[:1500], lex):
                scene.directory.add(each)
    if all(is_host(scene, name) for name in scene.directory.names):
        # Only where the new words name none: what the sender wrote earlier stands below them.
        for each in finding.find(scene.message.zones.quoted[:3000], lex):
            if not is_host(scene, each.name):
                scene.directory.add(each)
    for letter in scene.letters:
        letter.house = house(scene, letter)


def is_host(scene: Scene, name: str) -> bool:
    """Whether an organisation is one of those that invite, a part of the event, or an office that only sends."""
    return housekinds.is_host(name, scene.lex)


def house(scene: Scene, letter: Letter) -> str | None:
    """The organisation in whose name a letter is written: said so, else of the signature, the sender's name, the
    text."""
    if stated := _on_behalf(scene, letter):
        return scene.directory.full(stated) or stated
    if letter.signature.organisation and not (
        is_host(scene, letter.signature.organisation) or housekinds.is_unit(letter.signature.organisation, scene.lex)
    ):
        short = letter.signature.organisation
        return scene.directory.full(short) or short
    if letter.sender is not None and letter.sender.name:
        shown = letter.sender.name
        own = not scene.lex.latin_names.intersection(fold_word(shown).split()[:1])  # nobody's domain of his own name
        letters_shown = _squeezed(fold_word(shown))
        domain = _squeezed(fold_word(letter.sender.domain.split(".")[0]))
        if own and len(letters_shown) > 4 and letters_shown == domain:
            return shown  # "Tanweer Zuwara" at tanweerzuwara.example
        if named := _displayed(scene, shown):
            return named
    body = letter.zones.body
    if near := _by_domain(scene, letter):
        return near
    for each in letter.named:
        if (
            not is_host(scene, each.name)
            and not letters.addressed(body, each.start)
            and not fold_word(each.name).startswith(("barreau", "cour ", "tribunal"))
        ):
            return each.name
    spelt = of_domain(scene, letter)
    return (scene.directory.full(spelt) or spelt) if spelt else None


def _displayed(scene: Scene, sender: str) -> str | None:
    """The organisation in a display name, as the text writes it: "Secrétariat Alliance Tunis" is the Alliance."""
    named = [each.name for each in finding.find(sender, scene.lex) if not is_host(scene, each.name)]
    if not named:
        return None
    key = fold_word(sender)
    office = fold_word(named[0]).split()
    if office[0] in grammar.SENDERS and len(office) <= 3 and set(scene.directory.names) - set(named):
        return None  # "Bureau du CODÉSAF": the message itself names the house in full
    inside = [name for name in scene.directory.names if fold_word(name) in key or key in fold_word(name)]
    if inside:
        return max(inside, key=len)
    words = named[0].split()
    if (
        len(words) > 2
        and fold_word(words[0]) in scene.lex.parts | scene.lex.units
        and scene.lex.organisation_form(tokens(words[1])[0])
    ):
        return " ".join(words[1:])
    return scene.directory.full(named[0]) or named[0]


def _by_domain(scene: Scene, letter: Letter) -> str | None:
    """The organisation the message names whose words, or initials, make up the sender's domain."""
    domain = _squeezed(fold_word(letter.sender.domain.rpartition(".")[0].replace("www.", ""))) if letter.sender else ""
    best: tuple[float, str] | None = None
    for name in scene.directory.names:
        words = [
            word for word in re.split(r"[^a-z0-9]+", fold_word(name)) if len(word) > 2 and word not in scene.lex.links
        ]
        covered = sum(len(word) for word in dict.fromkeys(words) if word in domain)
        share = covered / len(domain) if domain else 0.0
        if share >= 0.6 and not is_host(scene, name) and (best is None or share > best[0]):
            best = (share, name)
    return best[1] if best else None


def _on_behalf(scene: Scene, letter: Letter) -> str | None:
    """The organisation behind "on behalf of", "au nom de", "باسم", "we at", "all are from"."""
    lex, body = scene.lex, letter.zones.body
    if quoted := _in_quotes(letter):
        return quoted
    for _, end, _ in lex.cues["onbehalf"].all(letter.run):
        for start in range(end, min(end + 5, len(letter.run))):
            token = letter.run[start]
            if (token.text == "," and start <= end + 2) or token.key in grammar.CLIENTS:
                continue  # "our organisation, Blue Nile Bridges, nominates"
            if not token.word:
                break
            if stop := extents.extent(letter.run, start, lex) or _called(letter.run, start, lex):
                name = housenames.value(letter.run, start, stop, body, lex)
                second = posthouses.behind_comma(letter.run, stop, lex) if housekinds.is_unit(name, lex) else None
                if second is not None:
                    name = housenames.value(letter.run, *second, body, lex)  # "We at the Department of X, Y University"
                if not is_host(scene, name):
                    return name
                break
            if token.key not in grammar.LINKS:
                break
    return None


def _in_quotes(letter: Letter) -> str | None:
    """The name in quotes that the writer writes for or belongs to: 'I write for "X"', « J'écris pour « X » »."""
    run = letter.run
    for at, token in enumerate(run[:200]):
        if token.text not in segments.OPENING_QUOTES or at < 2:
            continue
        named_for = segments.in_name_of(run, at) or run[at - 1].key in grammar.LINKS
        if not named_for or not any(each.key in grammar.WRITING_FOR for each in run[max(0, at - 5) : at]):
            continue
        close = next(
            (end for end in range(at + 2, min(at + 10, len(run))) if run[end].text in segments.CLOSING_QUOTES), 0
        )
        if close and close - at > 2 and (run[at + 1].capital or run[at + 1].arabic):
            return " ".join(letter.zones.body[run[at + 1].start : run[close - 1].end].split())
    return None


def _called(run: Sequence[Token], at: int, lex: Lexicon) -> int:
    """The index after two capitals or more, or an acronym, that nothing but their place calls a house; 0 elsewhere."""
    end = unheaded.house_end(run, at, lex) if not run[at].arabic else 0
    known = latin.known_names(run, at, end, lex) if end else 0
    acronym = end - at == 1 and run[at].shout and run[at].key not in grammar.NO_HOUSES
    if end - at < 2 and not (acronym and not lex.is_place(run[at].text)):
        return 0
    return end if known * 2 < end - at else 0


def of_domain(scene: Scene, letter: Letter) -> str | None:
    """Capitals in a letter that spell the sender's domain: "Jil Biskra" at jil-biskra.example."""
    domain = _squeezed(fold_word(letter.sender.domain.split(".")[0])) if letter.sender else ""
    if len(domain) < 5:
        return None
    texts = (letter.zones.body, letter.zones.signature, letter.subject, letter.zones.quoted[:4000])
    for text in texts:
        if domain not in _squeezed(fold(text)):
            continue
        run = tokens(text)
        for at, token in enumerate(run):
            if not token.capital or token.arabic:
                continue
            spelt = ""
            for end in range(at, min(at + 7, len(run))):
                if not run[end].word or run[end].arabic:
                    break
                spelt += _squeezed(run[end].key)
                if spelt == domain and end > at:
                    stop = max(end + 1, extents.extent(run, at, scene.lex, loose=True))
                    return housenames.value(run, at, stop, text, scene.lex)
                if not domain.startswith(spelt):
                    break
    return _single_word(scene, letter, texts)


def _squeezed(folded: str) -> str:
    """The letters and digits of a folded text, as they stand in a domain."""
    return _NO_LETTERS.sub("", folded)


def _single_word(scene: Scene, letter: Letter, texts: tuple[str, ...]) -> str | None:
    """A house that begins with the sender's domain, or a part of it: "Kaffa" at kaffa-nktt.example."""
    parts = (
        {part for part in fold_word(letter.sender.domain.split(".")[0]).split("-") if len(part) >= 5}
        if letter.sender
        else set()
    )
    if parts & scene.lex.organisation_heads:
        return None
    for text in texts:
        if not any(part in fold(text) for part in parts):
            continue
        run = tokens(text)
        for at, token in enumerate(run):
            if (
                token.key in parts
                and token.capital
                and (end := unheaded.house_end(run, at, scene.lex))
                and not (at and run[at - 1].capital)
                and not latin.is_ordinary(token, scene.lex)
                and token.key not in scene.lex.latin_names
                and token.key not in scene.lex.organisation_heads
                and not scene.lex.is_title(token)
                and not scene.lex.is_place(token.text)
            ):
                return names.POSSESSIVE.sub("", housenames.value(run, at, end, text, scene.lex))
    return None


def leading(scene: Scene, letter: Letter, lines: frozenset[int]) -> str | None:
    """The organisation named last before a table without a column for it."""
    start = sum(len(line) + 1 for line in letter.zones.body.split("\n")[: min(lines)])
    before = [
        each.name
        for each in letter.named
        if each.end <= start and not is_host(scene, each.name) and not letters.addressed(letter.zones.body, each.start)
    ]
    return before[-1] if before else None
