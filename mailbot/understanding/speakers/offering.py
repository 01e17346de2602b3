"""Whether writers offer themselves as speakers, and the roles they ask for."""

from collections.abc import Sequence
from itertools import pairwise

from mailbot.understanding.speakers import names, roles
from mailbot.understanding.speakers.letters import Letter, Scene
from mailbot.understanding.speakers.merge import Reading
from mailbot.understanding.words import grammar
from mailbot.understanding.words.lexicon import Lexicon
from mailbot.understanding.words.tokens import Run, Token, tokens

DOUBTS = ("nominate", "gone", "taken_back", "withdraws")  # cues beside which a subject alone says too little
TAKING_BACK = 4  # tokens before an own application within which words of withdrawing take it back


def offers(scene: Scene, letter: Letter) -> bool:
    """Whether the writer offers himself or herself."""
    lex = scene.lex
    for sentence in letter.pieces:
        for at, end, _ in lex.cues["self"].all(sentence):
            if not _for_another(sentence, at, end, lex):
                return True
        if _as_i(sentence) and (lex.roles.has(sentence) or lex.near_roles.has(sentence)):
            return True
    return _applies(scene, letter)


def _applies(scene: Scene, letter: Letter) -> bool:
    """Whether only the subject says that the writer applies: "Application: rapporteur" above a text about himself or
    herself that puts nobody else forward, asks nothing and takes nothing back."""
    lex = scene.lex
    subject = tokens(letter.subject)
    if not subject or lex.cues["applies"].at(subject, 0) is None:
        return False
    asks = lex.roles.has(subject) or lex.role_words["speaking"].has(subject)
    own = any(not sentence.keys.isdisjoint(grammar.FIRST_PERSONS | grammar.MYSELF) for sentence in letter.pieces)
    doubts = (lex.role_words["negations"], *(lex.cues[name] for name in DOUBTS))
    doubted = any(
        sentence[-1:] and (sentence[-1].text in "?؟" or any(cue.has(sentence) for cue in doubts))
        for sentence in letter.pieces
    )
    return asks and own and not doubted


def offers_beside(scene: Scene, writer: Reading, tabled: bool) -> bool:
    """Whether the writer, who puts others forward, clearly adds himself or herself."""
    lex = scene.lex
    letter = scene.letters[0 if writer.within is None else writer.within + 1]
    for sentence in letter.pieces:
        keys = [token.key for token in sentence]
        if _as_i(sentence) and any(one in ("and", "et") and two in ("i", "moi") for one, two in pairwise(keys)):
            return True  # "Our director X and I (Y, assistant) would both like to speak"
        for at, end, _ in lex.cues["self"].all(sentence):
            if _for_another(sentence, at, end, lex):
                continue
            if (
                any(token.key in grammar.MYSELF for token in sentence[max(0, at - 3) : end + 8])
                and lex.role_words["speaking"].has(sentence)
            ) or any(token.key in ("myself", "نفسي", "moi-meme") for token in sentence):
                return True
            named = [mention.first for mention in names.mentions(sentence, letter.zones.body, lex)]
            first = next((there for there in named if there > at), len(sentence))
            if any(there < at for there in named) and any(token.key in grammar.FOR_OTHERS for token in sentence[at:]):
                continue  # "السيد X، وده دايرين ليه فرصة في الجلسة العامة"
            if not tabled and any(at < hit < first for hit, _ in roles.hits(sentence, lex)):
                return True
    return False


def own_roles(scene: Scene, letter: Letter) -> tuple[str, ...] | None:
    """The roles that a writer asks for, those of the persons named beside left out; None where none is told."""
    lex = scene.lex
    asked: list[str] = []
    for sentence in letter.pieces:
        own = [at for at, end, _ in lex.cues["self"].all(sentence) if not _for_another(sentence, at, end, lex)]
        if not own:
            continue
        other = next(
            (mention.first for mention in names.mentions(sentence, letter.zones.body, lex) if mention.honorific),
            len(sentence),
        )
        asked += [
            role
            for at, role in roles.hits(sentence, lex)
            if own[0] < at < other or other == len(sentence) or own[0] > other
        ]
    return roles.ordered(asked, lex) or None


def _as_i(sentence: Run) -> bool:
    """Whether a sentence goes on from "I" to the writer's own name: "In his place I, Layal Sfeir, am ready"."""
    return not sentence.keys.isdisjoint(("i", "moi")) and any(
        token.text in ("I", "Moi", "moi") and two.text in ",(" and three.capital
        for token, two, three in zip(sentence, sentence[1:], sentence[2:], strict=False)
    )


def _taken_back(sentence: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Whether words of withdrawing stand before an own application: "I withdraw my application"."""
    return any(lex.cues["withdraws"].at(sentence, place) for place in range(max(0, at - TAKING_BACK), at))


def _for_another(sentence: Sequence[Token], at: int, end: int, lex: Lexicon) -> bool:
    """Whether words of wishing introduce something else than speaking oneself: "I would like to nominate ..."."""
    ahead = sentence[at : end + 6]
    if _taken_back(sentence, at, lex) or _of_somebody(sentence, at) or _behind_person(sentence, at, lex):
        return True
    if any(token.key in grammar.MYSELF for token in sentence[at : end + 8]):
        return False
    if any(token.key in grammar.OTHER_DOINGS for token in ahead):
        return not any(
            token.key in ("parole", "experience", "interest", "interet") for token in sentence[end : end + 8]
        )
    before = sentence[max(0, at - 4) : at]
    return any(token.key in grammar.NOT_ME for token in before)


def _behind_person(sentence: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """Whether a wish is that of somebody addressed right before it: "Our Chairman, Mr. X, would be glad to speak"."""
    while at > 0 and sentence[at - 1].key in ("would", "will", "be", "is", "sera", "serait"):
        at -= 1
    if at > 0 and sentence[at - 1].text in ",)":
        at -= 1
    return at > 1 and sentence[at - 1].capital and any(lex.honorifics.at(sentence, each) for each in range(at - 1))


def _of_somebody(sentence: Sequence[Token], at: int) -> bool:
    """Whether readiness is said of somebody named before: "Coumba est partante", "السيدة X مستعدة لإلقاء كلمة"."""
    if sentence[at].arabic:
        ready = sentence[at].key in grammar.READY
        before = sentence[:at]
        return ready and any(
            token.key.endswith(("السيده", "السيد", "الدكتوره", "الدكتور", "زميلتنا", "زميلنا")) for token in before
        )
    back = at if sentence[at].key in ("est", "is", "sera") else at - 1
    return back > 0 and sentence[back].key in ("est", "is", "sera") and sentence[back - 1].capital
