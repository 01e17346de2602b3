"""Where the name of a house ends that an Arabic word begins."""

from collections.abc import Sequence

from mailbot.understanding.organisations import boundaries
from mailbot.understanding.words import arabic, grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Token, arabic_forms

LONGEST = 12  # words of a name


def extent(run: Sequence[Token], index: int, lex: Lexicon) -> int:
    """The index after the name that the word at `index` begins."""
    at = end = index + 1
    while at < len(run) and at - index < LONGEST:
        token = run[at]
        if not token.word or not token.arabic:
            if token.text in ("«", "“") or (token.text == "-" and token.start == run[at - 1].end):
                at += 1
                continue
            if token.text in ("»", "”") and any(each.text in ("«", "“") for each in run[index:at]):
                at += 1
                end = at
                if at < len(run) and run[at].key[:1] == "ل" and len(run[at].key) > 4 and not ends(run, at, index, lex):
                    continue  # 'مبادرة «سفينة» لتعليم أبناء المهاجرين'
            break
        named = _named_for(run, at, index, lex)
        if not named and ends(run, at, index, lex) and not (run[at].key == "مع" and boundaries.with_others(run, at)):
            break
        if token.key in ("في", "خلال", "عبر") and at + 1 < len(run) and _elsewhere(run[at + 1]):
            break  # "الجمعية المصرية لرعاية الوافدين في اجتماعها أمس"
        if token.key == "في" and at + 1 < len(run) and _strange_town(run[at + 1], lex) and not _there(run, index, at):
            break
        if token.key in ("في", "لدي") and at - index > 1 and at + 2 < len(run) and _whole_house(run[at + 1], lex):
            break  # "هيئة الدفاع في جمعية عدالة الساحل"
        if at - index >= 2 and arabic.is_definite(run[at - 1].key) and arabic.name_at(run, at, lex):
            break  # "مؤسسة أفق للإغاثة فيصل بن حمد"
        at += 1
        end = at
    while end - index > 1 and run[end - 1].key in ("في", "من", "و", "علي", "الي", "ب", "عن", "مع"):
        end -= 1
    for at in range(end - 1, index + 1, -1):
        if run[at - 1].key != "في" or _there(run, index, at - 1):
            continue
        if (hit := lex.places.at(run, at)) and hit[0] >= end:
            return at - 1
    return end  # with a place that is attached: "رابطة عمال البحر بالمهدية" is how the house calls itself


INTO_ROLE = frozenset(("صفه", "دور", "مهمه", "وظيفه", "مقعد", "الدور", "لدور", "لمهمه"))


def _elsewhere(token: Token) -> bool:
    """Whether what stands behind "in" is a time or an occasion rather than a place or a field of a house."""
    key = token.key
    return not arabic.is_definite(key) and (
        key in grammar.OCCASIONS or (key.endswith(("ها", "هم", "ته")) and len(key) > 5) or key[:-1] in grammar.OCCASIONS
    )


def _there(run: Sequence[Token], index: int, at: int) -> bool:
    """Whether "in" and a place belong to a name: behind the people it is of ("رابطة سائقي الشاحنات في العقبة"), or
    where without it the name would only say what the house is ("العيادة القانونية في صيدا")."""
    people = any(not grammar.PEOPLE.isdisjoint(arabic_forms(token.key)) for token in run[index + 1 : at])
    return people or (at - index == 2 and arabic.is_definite(run[index].key))


def _whole_house(token: Token, lex: Lexicon) -> bool:
    """Whether a word heads a house of its own behind "in"."""
    form = lex.organisation_form(token)
    return form is not None and form == token.key and form not in lex.parts and form not in grammar.ARABIC_PARTS


def _strange_town(token: Token, lex: Lexicon) -> bool:
    """Whether a word behind "in" can only be a town: no list holds it, and it bears no article ("في غازي عنتاب")."""
    key = token.key
    known = key in lex.common_words or key in lex.ordinary or lex.organisation_form(token) is not None
    return token.arabic and len(key) > 2 and not known and not arabic.is_definite(key)


def _named_for(run: Sequence[Token], at: int, index: int, lex: Lexicon) -> bool:
    """Whether a given name right behind the head belongs to the house, also the second of two: "منظمة سلم وأمل"."""
    key = run[at].key
    if at == index + 2 and key[0] == "و" and "آ" not in run[at].text:
        key = key[1:]
    elif at != index + 1:
        return False
    return key in lex.first_names and key not in lex.honorific_words


def _alternative(run: Sequence[Token], at: int) -> bool:
    """Whether "البديل" says of what kind something is, not who steps in: "مؤسسة X للتعليم البديل"."""
    return run[at].key in ("البديل", "البديله") and run[at - 1].key.startswith(("لل", "ال", "بال"))


def ends(run: Sequence[Token], at: int, index: int, lex: Lexicon) -> bool:
    """Whether the name that begins at `index` ends before a word."""
    token = run[at]
    key = token.key
    bare = key[1:] if key[0] in "وف" and len(key) > 3 else key
    if key in lex.document_adjectives and key.endswith("ه") != run[index].key.endswith("ه"):
        return True  # "تقرير جمعية الأفق الطوعي": of the report
    if key in lex.house_ends or bare in lex.house_ends or (key == "وحده" and token.text.endswith("ه")):
        return True
    if (
        key in ("لولايه", "لمحافظه", "لمدينه", "لبلديه", "المكلف", "المكلفه")
        and at + 1 < len(run)
        and run[at + 1].arabic
    ):
        return True  # "جمعية نور الحي لولاية تيبازة"
    if key in lex.arabic_stops or bare in lex.arabic_stops or boundaries.goes_on(run, at):
        return True
    if key != bare and (
        (bare in lex.organisation_heads and bare not in lex.first_names)
        or bare in lex.honorific_words
        or bare in ("السيد", "السيده")
    ):
        return True
    if (
        lex.honorifics.at(run, at)
        and key.startswith("ال")
        and at + 1 < len(run)
        and run[at + 1].arabic
        and key not in ("الطبيب", "الباحث", "المستشار", "الاخ", "الاب", "الشيخ", "الصحفي", "الخبير")
    ):
        return True
    if at - index > 1 and key in grammar.TIMES and at + 1 < len(run) and run[at + 1].key in grammar.DAYS:
        return True  # "عقدت جمعية بيت النخيل يوم الأحد اجتماعا"
    if at - index > 1 and key.endswith("ا") and key[:-1] in grammar.OCCASIONS:
        return True  # "عقد مكتب جمعية الضفة اجتماعا"
    if lex.is_title(token) and not key.startswith("ال") and key[:1] not in "لب" and at > 0:
        return True
    if (
        lex.roles.at(run, at)
        or lex.cues["names"].at(run, at)
        or lex.cues["self"].at(run, at)
        or (lex.cues["nominate"].at(run, at) and not _alternative(run, at))
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
