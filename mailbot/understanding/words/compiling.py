"""The words of rules/{names,titles,organisations,places,speakers,roles}.toml compiled into a lexicon; kept."""

from mailbot.understanding.fold import fold_word
from mailbot.understanding.rules import RuleFile, Rules
from mailbot.understanding.words import grammar, verbs
from mailbot.understanding.words.beginnings import Beginnings
from mailbot.understanding.words.lexicon import FIELDS, Lexicon, label_key
from mailbot.understanding.words.phrases import Phrases

_BUILT: dict[int, tuple[Rules, Lexicon]] = {}


def lexicon(rules: Rules) -> Lexicon:
    """The lexicon of some rules; the one built last is kept, for a process has one set of rules."""
    known = _BUILT.get(id(rules))
    if known is not None and known[0] is rules:
        return known[1]
    built = _build(rules)
    _BUILT.clear()
    _BUILT[id(rules)] = (rules, built)
    return built


def _build(rules: Rules) -> Lexicon:
    names, titles, houses = rules.file("names"), rules.file("titles"), rules.file("organisations")
    people, common = rules.file("given_names_arabic"), rules.file("common_words_arabic")
    ends, both = names.folded("ends") - {"علي"}, common.folded("both_arabic")
    first = _single(people.folded("given_arabic_male") | people.folded("given_arabic_female")) - ends
    family = _single(people.folded("family_arabic")) - ends
    compounds = people.folded("compound_first") & (names.folded("joiners") | {"عبد"})
    begins = first | compounds | {f"عبد{part}" for part in people.folded("abd")}
    starters = begins | {letter + word for letter in "وبل" for word in begins if len(word) > 2 and word[:2] != "ال"}
    speakers, roles = rules.file("speakers"), rules.file("roles")
    role_keys = roles.listed("keys")
    among = Beginnings()

    def phrases(words: tuple[str, ...]) -> Phrases:
        return Phrases(((word, fold_word(word)) for word in words), among)

    labels: dict[str, str] = {}
    for field in reversed(FIELDS):
        for label in speakers.listed(f"label_{field}"):
            labels[label_key(label)] = field
    return Lexicon(
        honorifics=phrases(_with_undotted(names.listed("honorifics"))),
        honorific_words=names.folded("honorifics") | names.folded("short"),
        abbreviations=names.folded("honorifics") | names.folded("short") | names.folded("abbreviations"),
        particles=names.folded("particles"),
        joiners=names.folded("joiners"),
        given_names=names.folded("given") | ((first | family) - both),
        first_names=first,
        family_names=family,
        both_words=both,
        common_words=common.folded("common_arabic"),
        latin_names=_latin_names(rules.file("given_names_latin"))
        | rules.file("common_words_latin").folded("both_latin"),
        latin_ordinary=_latin_ordinary(rules),
        compounds=compounds,
        abd=people.folded("abd"),
        begins_names=frozenset(starters - common.folded("common_arabic")),
        never=names.folded("never"),
        name_ends=names.folded("ends"),
        title_heads=titles.folded("heads"),
        modifiers=titles.folded("modifiers"),
        determiners=titles.folded("determiners"),
        keeper=titles.folded("keeper"),
        adjectives=titles.folded("adjectives"),
        organisation_heads=houses.folded("heads"),
        house_words=phrases((*houses.listed("heads"), *grammar.PUBLIC_BODIES)),
        weak_heads=houses.folded("weak"),
        parts=houses.folded("parts"),
        soft=houses.folded("soft"),
        crafts=houses.folded("crafts"),
        never_first=houses.folded("never_first"),
        units=houses.folded("units"),
        inner=phrases(houses.listed("inner")),
        inner_words=houses.folded("inner_words"),
        hosts=houses.folded("hosts"),
        links=houses.folded("links"),
        stops=houses.folded("stops"),
        arabic_stops=houses.folded("arabic_stops"),
        house_ends=_house_ends(houses),
        document_adjectives=houses.folded("document_adjectives"),
        places=phrases(rules.file("places").listed("places")),
        labels=labels,
        ordinary=_ordinary(rules),
        same=speakers.folded("same"),
        withdrawn=speakers.folded("withdrawn"),
        none=speakers.folded("none"),
        cues={name: phrases(words) for name, words in _cues(speakers).items()},
        roles=Phrases(((phrase, key) for key in role_keys for phrase in roles.listed(key)), among),
        near_roles=Phrases(
            (
                (phrase, f"{key}/{how}")
                for key in role_keys
                for how in ("near", "date")
                for phrase in roles.listed(f"{key}_{how}")
            ),
            among,
        ),
        role_keys=role_keys,
        role_functions=frozenset(roles.listed("functions")),
        role_codes={code: key for key in role_keys for code in roles.folded(f"{key}_codes")},
        role_words={
            name: phrases(roles.listed(name)) for name in ("negations", "turns", "conditions", "past", "speaking")
        },
        marks={
            name: frozenset(roles.listed(name)) | roles.folded(name) for name in ("ticked", "unticked", "yes", "no")
        },
        asks={
            name[4:]: phrases(words) for name, words in rules.file("labels").words.items() if name.startswith("ask_")
        },
    )


def _house_ends(houses: RuleFile) -> frozenset[str]:
    """Words before which names of houses end; Arabic verbs with each letter of a person: أضع، نضع، تضع، يضع."""
    verbs = {person + stem for stem in houses.folded("verb_stems") for person in "انتي"}
    return houses.folded("ends") | (verbs - houses.folded("heads"))


def _cues(speakers: RuleFile) -> dict[str, tuple[str, ...]]:
    """The phrases of every cue, with the forms of the verbs that belong to it."""
    listed = {name[4:]: words for name, words in speakers.words.items() if name.startswith("cue_")}
    proposed = tuple(verbs.proposing(speakers.listed("verbs_propose")))
    spoken = tuple(verbs.speaking(speakers.listed("verbs_speak")))
    listed["nominate"] = (*listed.get("nominate", ()), *proposed, *spoken)
    listed["names"] = (*listed.get("names", ()), *proposed)
    return listed


def _single(words: frozenset[str]) -> frozenset[str]:
    """The names of one word; those of two ("محمد أمين") are known by their parts."""
    return frozenset(word for word in words if " " not in word)


def _latin_names(people: RuleFile) -> frozenset[str]:
    """Given and family names in Latin letters; of compound ones every word of three letters or more."""
    known = people.folded("given_latin_male") | people.folded("given_latin_female") | people.folded("family_latin")
    return known | {word for name in known for word in name.replace("-", " ").split() if len(word) > 2}


def _latin_ordinary(rules: Rules) -> frozenset[str]:
    """Words in Latin letters that are no names."""
    common = rules.file("common_words_latin")
    return common.folded("common_latin") - _latin_names(rules.file("given_names_latin")) - common.folded("both_latin")


def _with_undotted(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words, those with a full stop without it as well: the stop of "Atty." is a token of its own."""
    return (
        *words,
        *(word[:-1] for word in words if word.endswith(".") and (len(word) > 3 or word in ("mm.", "lt.", "br."))),
    )


def _ordinary(rules: Rules) -> frozenset[str]:
    """The Arabic words of all cues, labels and roles: a run that holds one of them is no name."""
    known: set[str] = set(rules.file("common_words_arabic").folded("common_arabic"))
    for file, wanted in (("speakers", ""), ("roles", ""), ("names", "ends"), ("organisations", "arabic_stops")):
        for name, words in rules.file(file).words.items():
            if wanted and name != wanted:
                continue
            known.update(word for phrase in words for word in fold_word(phrase).split() if not word.isascii())
    for name, file_of in rules.files.items():
        if name in ("intents", "kinds", "reports", "documents", "screening"):
            known.update(
                word
                for words in file_of.words.values()
                for phrase in words
                for word in fold_word(phrase).split()
                if word >= "ء"
            )
    names = rules.file("names")
    return frozenset(known) - names.folded("honorifics") - names.folded("joiners") - names.folded("given")
