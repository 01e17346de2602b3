"""Names of organisations in running text and in places of their own, in three languages; what a short form
stands for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mailbot.understanding.fold import fold_word
from mailbot.understanding.speakers import arabic, grammar, names
from mailbot.understanding.speakers.lexicon import Lexicon
from mailbot.understanding.speakers.words import Token, arabic_forms, stripped, tokens

LONGEST = 16  # words of an organisation's name
MOST_NAMED = 200  # organisations of one message that are kept
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_ARTICLE = re.compile(
    r"^(?:(?:the|la|le|les|notre|our|at|of|chez|for|pour|au nom de|on behalf of)\s+|l['’]|d['’]|(?:de|"
    r"du|des)\s+(?:la\s+|l['’])?)",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(
    r"(?:ains?|aines?|iens?|iennes?|aux|ales?|al|ifs?|ives?|iques?|aires?|ees?|es|ois|oises?|ais|aises?|"
    r"els?|elles?|eurs?|euses?|ants?|antes?|ents?|iers?|ieres?|ers|eres|istes?|ables?|ibles?|eux|in|"
    r"ins|ines?|ard|ardes?|enne|een|eenne|able)$"
)
ADDRESS = frozenset(("mr", "mrs", "ms", "dr", "prof", "mme", "mlle", "eng", "engr", "messrs"))
_QUOTES = "\"'“”«»„‘’ .,;:،؛*|·•"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation named in a text. start, end: its characters there; acronym: given in brackets behind it."""

    name: str
    start: int
    end: int
    acronym: str = ""


def find(text: str, lex: Lexicon) -> tuple[Organisation, ...]:
    """Every organisation that a text names with a word for it (association, جمعية) or by capitals around one."""
    return tuple(found(tokens(text), text, lex))


def found(run: Sequence[Token], text: str, lex: Lexicon) -> Iterator[Organisation]:
    """`find` on tokens."""
    index = 0
    while index < len(run):
        token = run[index]
        if not token.word or not (
            token.arabic
            or token.text[0].isupper()
            or token.text[0].isdigit()
            or token.key in lex.organisation_heads
            or token.key in lex.honorific_words
        ):
            index += 1
            continue
        if (after := names.honorific_end(run, index, lex)) > index and after < len(run):
            # A person: what follows the name may be an organisation, the name is none.
            index = max(after, names.latin_end(run, after, lex)) if not run[after].arabic else after
            continue
        end = extent(run, index, lex)
        if end:
            name = value(run, index, end, text, lex)
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


def extent(run: Sequence[Token], index: int, lex: Lexicon, loose: bool = False) -> int:
    """The index after the organisation whose name begins at a token; 0 where none does.

    loose: something before says that an organisation follows ("at", "chez"): capitals alone are enough.
    """
    token = run[index]
    if token.arabic:
        form = lex.organisation_form(token)
        if form is None or lex.inner.at(run, index):
            return 0
        end = _arabic_extent(run, index, lex)
        if end - index < 2:
            return 0
        if _definite(token.key, form) and not run[index + 1].key.startswith("ال"):
            # "المنظمة لشؤون ...": an organisation spoken of, not its name, which takes an adjective ("الجمعية
            # التونسية").
            return 0
        return end
    form = lex.organisation_form(token)
    if form is not None and lex.inner.at(run, index):
        return 0
    if form is None and token.key in lex.never_first:
        return 0
    capital_end = _capital_run(run, index, lex)
    if form is None and _post_first(run, index, capital_end, lex):
        return 0
    if capital_end > index and _post_only(run, index, capital_end, lex):
        return 0
    named = _named(run, index, capital_end, lex)
    soft = form in lex.parts and not (index + 1 < len(run) and run[index + 1].key in lex.links)
    if form is not None and not soft and (token.capital or form not in lex.weak_heads):
        end = _head_first(run, index, lex)
        if any(each.capital for each in run[index + 1 : min(end, index + 6)]) or (end > index + 2 and token.capital):
            return max(end, capital_end if named else 0)
    if not (token.capital or token.text[0].isdigit()):
        return 0
    words = sum(1 for each in run[index:capital_end] if each.word)
    if named and _someone_of(run, index, capital_end, lex):
        return 0
    if named and words >= 2 and not _post_only(run, index, capital_end, lex):
        return capital_end
    if loose and capital_end > index and not lex.is_title(token):
        return capital_end
    return 0


def _named(run: Sequence[Token], index: int, end: int, lex: Lexicon) -> bool:
    """Whether a run of capitals holds a head; words such as "International" or "Rights" head it only from its end."""
    for at in range(index, end):
        form = lex.organisation_form(run[at])
        if form and (
            form not in lex.parts
            or at == end - 1
            or run[at + 1].key in ("of", "for", "&", "and")
            or (end - index > 3 and at > index)
        ):
            return True
    return False


def _someone_of(run: Sequence[Token], index: int, end: int, lex: Lexicon) -> bool:
    """Whether a run of capitals is "Yara Shaheen of the X Network": a person, then a house."""
    if index and run[index - 1].key in ("the", "l'", "la", "le", "of", "de", "du"):
        return False
    at = next((at for at in range(index, end) if run[at].key in ("of", "from", "with")), 0)
    inside = index > 0 and run[index - 1].capital and run[index - 1].end + 1 >= run[index].start
    if not (1 if inside else 2) <= at - index <= 4 or any(lex.organisation_form(token) for token in run[index:at]):
        return False
    return all(token.capital or token.key in lex.particles for token in run[index:at]) and not run[at - 1].key.endswith(
        "s"
    )


def _post_first(run: Sequence[Token], index: int, end: int, lex: Lexicon) -> bool:
    """Whether a run of capitals begins with a function that a link leads on from: "Advocacy Manager of Kazi Trust"."""
    titles = [at for at in range(index, end) if lex.is_title(run[at]) and run[at].key not in lex.organisation_heads]
    if not titles:
        return False
    first = titles[0]
    linked = any(
        run[at].key in ("of", "at", "for", "de", "du", "des", "d'", "in", "with") for at in range(first + 1, end)
    )
    if linked and (first == index or all(run[at].key not in lex.links for at in range(index, first))):
        return not (first == index and run[index].key in lex.crafts)
    return first == index and run[index].key not in lex.crafts


def _post_only(run: Sequence[Token], index: int, end: int, lex: Lexicon) -> bool:
    """A run of capitals that is a function rather than a house: "Head of Office", "Programme Officer"."""
    last = next((token for token in reversed(run[index:end]) if token.word), None)
    if last is not None and lex.is_title(last) and last.key not in lex.organisation_heads:
        return True
    first = run[index]
    if any(
        lex.is_title(token) and token.key not in lex.organisation_heads and token.key not in lex.modifiers
        for token in run[index:end]
    ) and all(token.key in lex.parts for token in run[index:end] if lex.organisation_form(token)):
        return True
    heads = [token for token in run[index:end] if lex.organisation_form(token)]
    return (
        lex.is_title(first)
        and first.key not in lex.organisation_heads
        and all(token.key in lex.parts or token.key in lex.weak_heads for token in heads)
    )


def _capital_run(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index after the last capitalised word of a run that small linking words may join."""
    end = at = index
    while at < len(run) and at - index < LONGEST:
        token = run[at]
        if token.word and not token.arabic and (token.capital or token.text[0].isdigit()) and "@" not in token.text:
            if (
                at > index
                and lex.honorifics.at(run, at)
                and token.key not in lex.organisation_heads
                and (token.key.rstrip(".") in ADDRESS or run[at - 1].key in ("and", "et", "for", "&"))
            ):
                break
            if at > index and (
                lex.roles.at(run, at) or token.key in ("i", "we", "he", "she", "they", "you", "i'm", "i'd", "i've")
            ):
                break
            end = at + 1
        elif (
            token.text in ("&", "'", "’", "`")
            or (token.text == "-" and token.start == run[at - 1].end and at > index)
            or (
                token.text == "."
                and at > index
                and (len(run[at - 1].text) <= 2 or run[at - 1].key in ("dr", "st", "ste", "intl", "int"))
                and run[at - 1].capital
                and at + 1 < len(run)
                and run[at + 1].capital
            )
        ):
            pass
        elif token.word and not token.arabic and token.key in lex.links and at > index and token.text not in ("a", "A"):
            if (
                token.key in ("in", "from", "to", "with", "on", "as", "dans", "sur", "par")
                and at + 1 < len(run)
                and lex.places.at(run, at + 1)
            ):
                break
            if token.key in ("in", "from", "to", "with", "on", "as", "by", "par", "dans") and not any(
                lex.organisation_form(each) for each in run[index:end]
            ):
                break
        else:
            break
        at += 1
    # A possessive apostrophe at the end ("Growers'") belongs to the word.
    return end


def _head_first(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index after a name that begins with its head, as in French; small adjectives may follow it."""
    end = at = index + 1
    language_french = False
    while at < len(run) and at - index < LONGEST:
        token = run[at]
        if token.line or (not token.word and token.text not in ("'", "’", "&", "-", "«", "»", '"', "“", "”", "/")):
            break
        if token.text in ("-", "/") and (
            token.start != run[at - 1].end or (at + 1 < len(run) and run[at + 1].start != token.end)
        ):
            break
        if token.text in ("«", '"', "“") and at + 1 < len(run) and not run[at + 1].capital:
            break
        if token.arabic or "@" in token.text:
            break
        if token.word and _stops(run, at, lex):
            break
        if (
            token.key in ("et", "and")
            and at + 1 < len(run)
            and run[at + 1].text[:1].islower()
            and run[at - 1].capital
            and run[at + 1].key not in lex.links
        ):
            break
        if token.word and token.key not in lex.links:
            if token.text[0].islower() and not (language_french or _french(run, index, at)):
                break
            if (
                token.text[0].islower()
                and run[at - 1].key not in lex.links
                and at > index + 1
                and not _ADJECTIVE.search(token.key)
            ):
                # A small word that no link leads to and no adjective's ending marks is the verb.
                break
            language_french = language_french or token.text[0].islower()
            end = at + 1
        elif token.word and token.key in ("l'", "d'", "de", "du", "des", "pour", "aux", "la", "les"):
            language_french = True
        elif token.text in ("»", "”") or (token.text == '"' and any(each.text == '"' for each in run[index:at])):
            end = at + 1
        at += 1
    return _without_place(run, index, end, lex)


def _french(run: Sequence[Token], index: int, at: int) -> bool:
    """Small letters behind a head that is written alike in English are a name's only in French ("Réseau
    mauritanien")."""
    head = run[index].text
    if any(ord(letter) > 127 for letter in head + run[at].text):
        return True
    return (run[index].key.endswith(grammar.FRENCH_HEADS) and run[index].key not in grammar.ENGLISH_HEADS) or run[
        at
    ].key.endswith(grammar.FRENCH_ADJECTIVES)


def _stops(run: Sequence[Token], at: int, lex: Lexicon) -> bool:
    token = run[at]
    if token.key in lex.stops and token.text != "à" and not (token.key in ("ou", "a") and token.text in ("où",)):
        return True
    if (
        token.key in ("and", "et", "with", "avec", "for", "pour")
        and at + 1 < len(run)
        and ((lex.honorifics.at(run, at + 1) and run[at + 1].capital) or run[at + 1].key in lex.stops)
    ):
        return True
    if lex.roles.at(run, at) or lex.near_roles.at(run, at):
        return True
    if token.key in grammar.INTO_ROLE:
        for ahead in range(at + 1, min(at + 5, len(run))):
            if not run[ahead].word:
                break
            if lex.roles.at(run, ahead) or (
                ahead == at + 1 and token.key in ("pour", "to", "for") and run[ahead].key in grammar.SPEAKING_VERBS
            ):
                return True
    return False


def _without_place(run: Sequence[Token], index: int, end: int, lex: Lexicon) -> int:
    """Drops a place behind the name: "… à Sfax", "… in Basra"; "de Sfax" belongs to it."""
    for at in range(end - 1, index + 1, -1):
        if run[at - 1].text.lower() in ("à", "in", "au", "en") and (hit := lex.places.at(run, at)) and hit[0] >= end:
            return at - 1
    return end


def _arabic_extent(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    at = end = index + 1
    while at < len(run) and at - index < LONGEST - 4:
        token = run[at]
        if not token.word or not token.arabic:
            if token.text in ("«", "“") or (token.text == "-" and token.start == run[at - 1].end):
                at += 1
                continue
            if token.text in ("»", "”") and any(each.text in ("«", "“") for each in run[index:at]):
                at += 1
                end = at
            break
        if _arabic_stop(run, at, lex) and not _with_others(run, at):
            break
        if at - index >= 2 and arabic.is_definite(run[at - 1].key) and arabic.name_at(run, at, lex):
            break  # "مؤسسة أفق للإغاثة فيصل بن حمد"
        at += 1
        end = at
    while end - index > 1 and run[end - 1].key in ("في", "من", "و", "على", "الى", "ب"):
        end -= 1
    for at in range(end - 1, index + 1, -1):
        if run[at - 1].key == "في" and (hit := lex.places.at(run, at)) and hit[0] >= end and hit[0] - at >= end - at:
            return at - 1
    return end  # with a place that is attached: "رابطة عمال البحر بالمهدية" is how the house calls itself


WITH_OTHERS = ("تضامن", "تعاون", "صداقه", "حوار", "شراكه")  # what is done "with" somebody, inside a name
INTO_ROLE = frozenset(("صفه", "دور", "مهمه", "وظيفه", "مقعد", "الدور", "لدور", "لمهمه"))


def _with_others(run: Sequence[Token], at: int) -> bool:
    """Whether "with" goes on inside a name: "جمعية الأوراس للتضامن مع المهاجرين"."""
    return run[at].key == "مع" and run[at - 1].key.endswith(WITH_OTHERS) and at + 1 < len(run) and run[at + 1].word


def _arabic_stop(run: Sequence[Token], at: int, lex: Lexicon) -> bool:
    token = run[at]
    key = token.key
    bare = key[1:] if key[0] in "وف" and len(key) > 3 else key
    if key in lex.arabic_stops or bare in lex.arabic_stops:
        return True
    if key != bare and (bare in lex.organisation_heads or bare in lex.honorific_words or bare in ("السيد", "السيده")):
        return True
    if (
        lex.honorifics.at(run, at)
        and key.startswith("ال")
        and at + 1 < len(run)
        and run[at + 1].arabic
        and key not in ("الطبيب", "الباحث", "المستشار", "الاخ", "الاب", "الشيخ", "الصحفي", "الخبير")
    ):
        return True
    if lex.is_title(token) and not key.startswith("ال") and key[:1] not in "لب" and at > 0:
        return True
    if (
        lex.roles.at(run, at)
        or lex.cues["names"].at(run, at)
        or lex.cues["self"].at(run, at)
        or lex.cues["nominate"].at(run, at)
    ):
        return True
    if key[:1] in "بلك" and len(key) > 4 and lex.role_words["speaking"].at(run, at):
        return True
    prefixed = key[:3] in ("بال", "كال") or key[:2] == "لل" or (key[:1] in "بلك" and len(key) > 3)
    if key in ("في", "ضمن", "خلال", "على") or prefixed:
        for ahead in range(at, min(at + (1 if prefixed and key[1:] not in INTO_ROLE else 4), len(run))):
            if not run[ahead].word:
                break
            if lex.roles.at(run, ahead) or run[ahead].key in ("المؤتمر", "موتمركم", "المشاورات", "المشاوره"):
                return True
    return False


def value(run: Sequence[Token], start: int, end: int, text: str, lex: Lexicon) -> str:
    """The organisation's name as written, without brackets, quotes around it and an attached Arabic preposition."""
    first = run[start]
    raw = text[first.start : run[end - 1].end]
    if end < len(run) and run[end].text in "'’" and raw[-1:] in "sS" and run[end].start == run[end - 1].end:
        raw += run[end].text
    if first.arabic:
        raw = _bare_first(first, raw, lex)
    return " ".join(raw.split()).strip(' "“”«»,;:-–،')


def _bare_first(first: Token, raw: str, lex: Lexicon) -> str:
    form = lex.organisation_form(first)
    if form is None:
        return raw
    if (
        form in (first.key[2:], first.key[3:])
        and ("ال" + form) in arabic_forms(first.key)
        and not first.key.startswith(("لل", "ولل", "فلل"))
    ):
        # The article belongs to the name ("الجمعية التونسية"); only what stands before it goes.
        form = "ال" + form
    return stripped(first.text, form) + raw[len(first.text) :]


def clean(text: str, lex: Lexicon) -> str:
    """An organisation given in a place of its own: no brackets, no place behind a comma or dash, the house not
    the unit."""
    bare = " ".join(_BRACKETS.sub(" ", text).split()).strip(_QUOTES + "-–—")
    bare = re.sub(r"\s+([,،;])", r"\1", bare)
    pieces = [
        piece.strip(_QUOTES) for piece in re.split(r"\s+[-–—|/]\s+|\s*[,،;|]\s+|\s*\t\s*", bare) if piece.strip(_QUOTES)
    ]
    if len(pieces) > 1:
        bare = _best_piece(bare, pieces, lex)
    run = tokens(bare)
    if len(run) > 2 and run[0].key in BEFORE_HOUSE and lex.organisation_form(run[1]):
        bare = bare[run[1].start :]
        run = tokens(bare)
    if (inside := _university_inside(run, lex)) and not run[inside].arabic:
        bare = bare[run[inside].start :]
    elif inside:
        bare = _bare_first(run[inside], bare[run[inside].start :], lex)
    run = tokens(bare)
    if run and run[0].arabic and lex.organisation_form(run[0]) and run[0].key[:1] in "لب":
        bare = _bare_first(run[0], bare, lex)
    if run and not run[0].arabic:
        bare = _ARTICLE.sub("", bare) if not bare[:1].isupper() or bare[:2] in ("L'", "L’") else bare
    stripped_bare = bare.strip(_QUOTES)
    if any(stripped_bare.count(one) != stripped_bare.count(two) for one, two in ("«»", "“”")):
        # Quotes around a part of the name stay: ONG « Passerelle ».
        stripped_bare = bare.strip()
    return stripped_bare or text.strip()


# Words before a house in a place of its own that are no part of its name.
BEFORE_HOUSE = frozenset(("لدي", "في", "من", "عن", "ضمن", "لدى"))


def _university_inside(run: Sequence[Token], lex: Lexicon) -> int:
    """The index of the university behind its faculty ("Faculté de droit de l'Université de X"); 0 where none is."""
    if not run or not (run[0].key in lex.units or set(arabic_forms(run[0].key)) & lex.units):
        return 0
    return next((at for at in range(1, len(run)) if _university(run[at].text)), 0)


def _listed(pieces: list[str], lex: Lexicon) -> bool:
    """Whether commas only part the words of one name: "Women, Work & Welfare Association"."""
    last = tokens(pieces[-1])
    joined = any(token.text == "&" or token.key in ("and", "et") for token in last[1:-1])
    if not joined or any(lex.is_place(piece) or _unit(piece, lex) or re.search(r"\d", piece) for piece in pieces[1:]):
        return False
    heads = [any(lex.organisation_form(token) for token in tokens(piece)) for piece in pieces]
    return (sum(heads) == 1 and heads[0]) or (heads[-1] and not any(heads[1:-1]) and len(pieces[0].split()) <= 2)


def is_desk(name: str) -> bool:
    """Whether a name is of an office inside a house: an office word, and nothing but whose or what for."""
    words = [word.removeprefix("l'").removeprefix("d'") for word in fold_word(name).split()]
    links = {"of", "et", "and", *grammar.LINKS, *grammar.OFFICES}
    rest = [word for word in words if word not in links]
    return any(word in grammar.OFFICES for word in words) and all(word in grammar.DESKS for word in rest)


def _twofold(whole: str, pieces: list[str], lex: Lexicon) -> bool:
    """Whether a dash only joins a house's short name to what it is: "La Halte - Maison des Travailleurs"."""
    if len(pieces) != 2 or not re.search(r"\w\s+[-–—]\s+\w", whole):
        return False
    first, second = tokens(pieces[0]), tokens(pieces[1])
    return (
        len(first) <= 3
        and len(second) > 1
        and not any(token.arabic or token.shout or lex.is_title(token) for token in first)
        and not lex.is_place(pieces[0])
        and not _unit(pieces[1], lex)
        and lex.organisation_form(first[0]) is None
        and lex.organisation_form(second[0]) not in (None, *lex.parts)
    )


UNITS_LAST = frozenset(("unit", "office", "department", "team", "section", "desk", "division", "faculty", "programme"))


def _unit_last(piece: str, lex: Lexicon) -> bool:
    """Whether a piece is a part of a house: "Legal Unit", "notre association"."""
    words = fold_word(piece).split()
    if len(words) == 2 and words[0] in lex.determiners:
        return not piece.istitle()  # "La Halte" is a name, "La section", "notre association" are none
    return len(words) > 1 and words[-1] in UNITS_LAST


def _best_piece(whole: str, pieces: list[str], lex: Lexicon) -> str:
    while len(pieces) > 2 and lex.is_place(pieces[-1]):
        pieces = pieces[:-1]
        whole = whole[: whole.rfind(pieces[-1]) + len(pieces[-1])]
    if _listed(pieces, lex) or _twofold(whole, pieces, lex):
        return whole
    if _unit_last(pieces[0], lex) and any(lex.organisation_form(token) for token in tokens(pieces[1])):
        return _best_piece(whole, pieces[1:], lex) if len(pieces) > 2 else pieces[1]
    universities = [piece for piece in pieces if _university(piece)]
    if universities and not _university(pieces[0]):
        return universities[0]
    kept = pieces[:1]
    for piece in pieces[1:]:
        if (
            lex.is_place(piece)
            or re.search(r"\d", piece)
            or _unit(piece, lex)
            or (len(kept[0].split()) > 1 and len(piece.split()) == 1)
        ):
            continue
        if any(lex.organisation_form(token) for token in tokens(pieces[0])) or (len(piece.split()) > 4):
            # The first piece stands for itself; what follows is an address or an explanation.
            if re.search(r"(?:and|et|&|و)$", kept[-1]) or piece[:1].islower():
                kept.append(piece)
            continue
        kept.append(piece)
    if len(kept) == 1:
        return kept[0]
    start, end = whole.find(kept[0]), whole.find(kept[-1]) + len(kept[-1])
    return whole[start:end] if start >= 0 and end > start else kept[0]


def _university(piece: str) -> bool:
    return bool(re.search(r"universit|جامعه", fold_word(piece)))


def _unit(piece: str, lex: Lexicon) -> bool:
    first = fold_word(piece).split(" ")[0]
    return first in lex.units


class Directory:
    """The organisations a message names, to look up what "the Centre" or an acronym stands for."""

    def __init__(self, named: Iterable[Organisation], lex: Lexicon) -> None:
        self._lex = lex
        self._names: list[str] = []
        self._keys: set[str] = set()
        self._acronyms: dict[str, str] = {}
        for each in named:
            self.add(each)

    def add(self, each: Organisation) -> None:
        """Takes an organisation in; a name known already only gains its acronym."""
        if each.acronym:
            self._acronyms.setdefault(fold_word(each.acronym), each.name)
        key = fold_word(each.name)
        if key not in self._keys and len(self._names) < MOST_NAMED:
            self._keys.add(key)
            self._names.append(each.name)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, in the order in which they were found."""
        return tuple(self._names)

    def full(self, short: str) -> str | None:
        """The full name of an acronym, a bare head ("the Council") or a shortened name; None where it is not known."""
        key = fold_word(short)
        if not key:
            return None
        bare = _plain(key)
        if bare in self._acronyms:
            return self._acronyms[bare]
        if key in self._acronyms:
            return self._acronyms[key]
        words = [word for word in bare.split() if word not in self._lex.links]
        if not words:
            return None
        options = []
        for name in self._names:
            theirs = [word for word in _plain(fold_word(name)).split() if word not in self._lex.links]
            if len(theirs) > len(words) and _within(words, theirs) and not _joint(words, name):
                options.append(name)
        if len({_plain(fold_word(name)) for name in options}) == 1:
            return options[0]
        if options and len(words) > 1:
            return max(options, key=len)
        if len(words) == 1 and words[0].isalpha() and 2 <= len(words[0]) <= 8 and short.strip().isupper():
            matching = [name for name in self._names if _initials(name, self._lex) == words[0]]
            return matching[0] if matching else None
        if options and len(words) == 1:
            return options[0]
        return None


def _plain(key: str) -> str:
    words = re.sub(r"[^\w\s]", " ", key).split()
    return " ".join(word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words)


def _within(words: list[str], theirs: list[str]) -> bool:
    return set(words) <= set(theirs) and words[0] in theirs[:3]


def _joint(words: list[str], name: str) -> bool:
    """Whether a longer name only joins another organisation to the short one ("X and Y")."""
    theirs = _plain(fold_word(name)).split()
    last = max((at for at, word in enumerate(theirs) if word in words), default=-1)
    return len(words) > 1 and last + 1 < len(theirs) and theirs[last + 1] in ("and", "et", "with", "avec")


def _definite(key: str, form: str) -> bool:
    """Whether an Arabic head stands with the article."""
    return (not form.startswith("ال") and (key.endswith(("ال" + form, "لل" + form)))) or form.startswith("ال")


def _initials(name: str, lex: Lexicon) -> str:
    return "".join(word[0] for word in _plain(fold_word(name)).split() if word not in lex.links)
