"""The words of rules/{names,titles,organisations,places,speakers,roles}.toml, made ready for looking up; built once."""

from dataclasses import dataclass
from functools import cached_property

from mailbot.understanding.fold import fold_word
from mailbot.understanding.remembered import Remembered
from mailbot.understanding.rules import RuleFile, Rules
from mailbot.understanding.speakers import verbs
from mailbot.understanding.speakers.beginnings import Beginnings
from mailbot.understanding.speakers.phrases import Phrases
from mailbot.understanding.speakers.words import ARABIC, Token, arabic_forms, arabic_stems

FIELDS = ("name", "family", "given", "middle", "title", "affiliation", "role", "both", "aside", "other", "number")


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Everything the readers look up. All words are folded."""

    honorifics: Phrases
    honorific_words: frozenset[str]
    abbreviations: frozenset[str]  # words whose stop ends no sentence
    particles: frozenset[str]
    joiners: frozenset[str]
    given_names: frozenset[str]
    first_names: frozenset[str]  # given names in Arabic
    family_names: frozenset[str]  # ... and family names
    both_words: frozenset[str]  # Arabic words that are names as well
    common_words: frozenset[str]  # Arabic words that are no names
    latin_names: frozenset[str]  # given and family names in Latin letters
    latin_ordinary: frozenset[str]  # words in Latin letters that are no names
    compounds: frozenset[str]  # what begins a name of two words: "عبد", "أبو"
    abd: frozenset[str]  # what may follow "عبد"
    begins_names: frozenset[str]  # all words that may begin an Arabic name, also with a letter attached
    never: frozenset[str]
    name_ends: frozenset[str]
    title_heads: frozenset[str]
    modifiers: frozenset[str]
    determiners: frozenset[str]
    keeper: frozenset[str]
    adjectives: frozenset[str]  # of Arabic posts: "الأستاذ المساعد"
    organisation_heads: frozenset[str]
    weak_heads: frozenset[str]
    parts: frozenset[str]
    soft: frozenset[str]  # parts that are no unit of a house
    crafts: frozenset[str]  # functions that also begin names of houses: "Student Union"
    never_first: frozenset[str]
    units: frozenset[str]
    inner: Phrases
    inner_words: frozenset[str]  # heads inside a house: "Chair of the Board"
    hosts: frozenset[str]
    links: frozenset[str]
    stops: frozenset[str]
    arabic_stops: frozenset[str]
    house_ends: frozenset[str]  # words before which the name of a house ends, besides these
    document_adjectives: frozenset[str]
    places: Phrases
    labels: dict[str, str]  # folded label -> field
    ordinary: frozenset[str]  # Arabic words of this subject that are no names
    same: frozenset[str]
    withdrawn: frozenset[str]
    none: frozenset[str]
    cues: dict[str, Phrases]
    roles: Phrases  # value: role
    near_roles: Phrases  # value: role/near or role/date
    role_keys: tuple[str, ...]
    role_functions: frozenset[str]  # roles that are functions in a house as well
    role_codes: dict[str, str]
    role_words: dict[str, Phrases]  # negations, turns, conditions, past, speaking
    marks: dict[str, frozenset[str]]  # ticked, unticked, yes, no
    asks: dict[str, Phrases]  # words by which a label asks for a field

    @cached_property
    def opening_words(self) -> frozenset[str]:
        """Words in small letters with which an organisation's name, or a person's, may begin."""
        return self.organisation_heads | self.honorific_words

    @cached_property
    def kinds_of_texts(self) -> dict[str, frozenset[str]]:
        """What short texts were found to hold (values.py): remembered as long as these words are there, no longer."""
        return {}

    def is_title(self, token: Token) -> bool:
        """Whether a word can head a function."""
        return token.word and self._titled[token.key]

    @cached_property
    def _titled(self) -> Remembered[bool]:
        return Remembered(self._heads_title)

    def _heads_title(self, word: str) -> bool:
        if ARABIC.search(word):
            return not self.title_heads.isdisjoint(arabic_stems(word))
        key = word.rstrip(".")
        if key in self.title_heads:
            return True
        return (
            any(part in self.title_heads for part in key.split("-"))
            if "-" in key
            else key[:-1] in self.title_heads and key.endswith("e")
        )

    def organisation_form(self, token: Token) -> str | None:
        """The form of a word (without attached letters) that heads an organisation's name; None where it does not."""
        form = self._headed[token.key] if token.word else None
        return None if form == "ngo" and token.text == "Ngo" else form  # in Cameroon's names: "Prudence Ngo Mbeleck"

    @cached_property
    def _headed(self) -> Remembered[str | None]:
        return Remembered(self._house_form)

    def _house_form(self, word: str) -> str | None:
        forms = arabic_forms(word) if ARABIC.search(word) else (word,)
        return next((form for form in forms if form in self.organisation_heads), None)

    def is_place(self, text: str) -> bool:
        """Whether a text is the name of a place and nothing else."""
        from mailbot.understanding.speakers.words import tokens

        run = [token for token in tokens(text) if token.word]
        index = 0
        while index < len(run):
            if run[index].key in self.links or (run[index].arabic and run[index].key in ("في", "من")):
                index += 1
                continue
            hit = self.places.at(run, index)
            if hit is None:
                return False
            index = hit[0]
        return bool(run)


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


def label_key(label: str) -> str:
    """A label as it is looked up: folded, underscores as spaces, without marks at its ends."""
    return fold_word(label.replace("_", " ")).strip(" :.*-–•·()[]?\"'/|")
