"""Where the name of an organisation ends that begins at a word: by its head, or by the capitals around one."""

from collections.abc import Sequence

from mailbot.understanding.organisations import arabic_houses, latin_houses
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token, arabic_stems

ARTICLES = frozenset(("the", "a", "an", "le", "la", "les", "l'"))


def extent(run: Sequence[Token], index: int, lex: Lexicon, loose: bool = False) -> int:
    """The index after the organisation whose name begins at a token; 0 where none does.

    loose: something before says that an organisation follows ("at", "chez"): capitals alone are enough.
    """
    token = run[index]
    if token.arabic:
        form = lex.organisation_form(token)
        if form is None or inner_end(run, index, lex) or _founder(run, index) or _kept(run, index, lex):
            return 0
        end = arabic_houses.extent(run, index, lex)
        if end - index < 2:
            return 0
        if _definite(token.key, form) and not run[index + 1].key.startswith("ال"):
            # "المنظمة لشؤون ...": an organisation spoken of, not its name, which takes an adjective ("الجمعية
            # التونسية").
            return 0
        return end
    form = lex.organisation_form(token) or _public_body(run, index)
    if form is not None and inner_end(run, index, lex):
        return 0
    if form is None and (token.key in lex.never_first or not (token.capital or token.text[0].isdigit())):
        return 0
    if token.text[0].isdigit() and index + 1 < len(run) and run[index + 1].key in ARTICLES:
        return 0  # "since 2017 the Secretary General of X"
    place = lex.places.at(run, index) if form is None else None
    if place and place[0] + 1 < len(run) and run[place[0]].key in ("des", "du") and run[place[0] + 1].capital:
        return 0  # "l'antenne de Sfax des Mains Tendues"
    capital_end = latin_houses.capitals_end(run, index, lex)
    named = _named(run, index, capital_end, lex)
    if form is None and not (named or loose):
        return 0
    if form is None and _post_first(run, index, capital_end, lex):
        return 0
    if capital_end > index and _post_only(run, index, capital_end, lex):
        return 0
    if (
        form is not None
        and not token.capital
        and index + 1 < len(run)
        and run[index + 1].capital
        and index
        and run[index - 1].key in ("du", "de", "la", "l'", "le", "au", "the")
        and run[index + 1].key not in lex.honorific_words
        and not (lex.is_title(run[index + 1]) or lex.roles.at(run, index + 1))
    ):
        return max(capital_end, latin_houses.capitals_end(run, index + 1, lex))  # "fondateur du foyer Dar Essalam"
    soft = (
        form in lex.parts
        and not _public_body(run, index)
        and not (index + 1 < len(run) and run[index + 1].key in lex.links)
    )
    if form is not None and not soft and (token.capital or form not in lex.weak_heads):
        end = latin_houses.headed_end(run, index, lex)
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
    if not at and run[index].key in lex.latin_names:
        # "Fatou Ndiaye du Réseau Retours Dignes"
        at = next((at for at in range(index + 1, end) if run[at].key in ("du", "de", "des", "d'")), 0)
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
    if run[index].key in lex.honorific_words and first <= index + 2 < end:
        return True  # "Monsieur le Maire de la Commune de X"
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


def _definite(key: str, form: str) -> bool:
    """Whether an Arabic head stands with the article."""
    return (not form.startswith("ال") and (key.endswith(("ال" + form, "لل" + form)))) or form.startswith("ال")


def inner_end(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index after a part of a house that makes functions ("مجلس الإدارة"); 0 where none begins, or where its words
    go on to the name of a house ("الهيئة العامة للقوى الوافدة")."""
    hit = lex.inner.at(run, index)
    if hit is None:
        following = run[index + 1].key if index + 1 < len(run) else ""
        board = run[index].key.removeprefix("ل").removeprefix("ب") in ("مجلس", "هيئه")
        return index + 2 if board and following.startswith(("ادارت", "امنايه", "مديرت")) else 0  # "مجلس إدارتها"
    goes_on = hit[0] < len(run) and run[hit[0]].arabic and run[hit[0]].key.startswith("لل") and hit[0] - index == 2
    return 0 if goes_on and run[index + 1].key == "العامه" else hit[0]


def _founder(run: Sequence[Token], index: int) -> bool:
    """Whether "مؤسسة" is the woman who founded the house named behind it: "مؤسسة مبادرة سفينة"."""
    if run[index].key != "موسسه" or index + 1 >= len(run) or not run[index + 1].arabic:
        return False
    return run[index + 1].key in grammar.FOUNDED


def _kept(run: Sequence[Token], index: int, lex: Lexicon) -> bool:
    """Whether a word only says what somebody keeps for the house behind it: "أمين صندوق جمعية X" is its treasurer."""
    if index == 0 or index + 1 >= len(run) or run[index].key not in lex.keeper:
        return False
    keeps = not grammar.KEEPERS.isdisjoint(arabic_stems(run[index - 1].key))
    return keeps and lex.organisation_form(run[index + 1]) is not None


def _public_body(run: Sequence[Token], index: int) -> str | None:
    """ "Direction Générale des X", "Délégation Régionale Y": a head only with the adjective of its rank."""
    token = run[index]
    if token.key not in grammar.PUBLIC_BODIES or not token.capital or index + 1 >= len(run):
        return None
    ranked = run[index + 1].key.removesuffix("e") in ("general", "national", "regional", "central")
    return token.key if ranked else None
