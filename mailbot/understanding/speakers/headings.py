"""Headings that open a block about one person: a speaker, or somebody who is named for another reason."""

import re

from mailbot.understanding.speakers import fields, roles, values
from mailbot.understanding.words.lexicon import Lexicon, label_key
from mailbot.understanding.words.tokens import tokens

LONGEST = 9  # words of a heading
_DASHES = frozenset("-–—:")
_DASHED = re.compile(r"\s[-–—:]\s")
_DETERMINER = re.compile(r"^(?:the|le|la|l'|les)\s*")
_SPEAKER_HEADING = re.compile(
    r"^(?:(?:first|second|third|fourth|1st|2nd|3rd|premiere?|deuxieme|troisieme|quatrieme|second|seconde)\s+)?"
    r"(?:proposed |nominated )?(?:speaker|nominee|candidate|candidat|candidate|orateur|oratrice|intervenant|"
    r"intervenante|المتحدثه?|المرشحه?)(?:\s+(?:المقترحه?|propose|proposee|الاول|الاولي|الثاني|الثانيه|"
    r"الثالث|الثالثه))?\s*(?:n°|no\.?|#|رقم)?\s*\d{0,2}$"
)


def of_block(line: str, lex: Lexicon) -> str | None:
    """Whom the block below a heading is about: "speaker" ("Part B - the proposed speaker", "Speaker 2"), "aside"
    ("Contact person"), None where the line is no such heading."""
    key = label_key(line)
    if len(key) > fields.LABEL_CAP:
        return None
    if any(values.is_person(piece, lex) for piece in _cut(line)[1:]):
        return None  # "Intervenante - Mme X" is a label with its value
    short = len(line.split()) <= LONGEST and len(run := tokens(line)) <= LONGEST
    if short and not (lex.roles.has(run) or roles.BOX.search(line)):
        if lex.cues["heading_aside"].has(run):
            return "aside"
        if lex.cues["heading_speaker"].has(run):
            return "speaker"
    pieces = _cut(key)
    for piece in (key, *map(label_key, pieces)) if len(pieces) > 1 else pieces:
        bare = _DETERMINER.sub("", piece)
        if lex.labels.get(bare) == "aside":
            return "aside"
        if _SPEAKER_HEADING.match(bare):
            return "speaker"
    return None


def _cut(text: str) -> list[str]:
    """What stands between the dashes and colons of a line."""
    return [text] if _DASHES.isdisjoint(text) else _DASHED.split(text)


def announces_speaker(label: str) -> bool:
    """Whether a label only announces a speaker: "Speaker 2"."""
    return bool(_SPEAKER_HEADING.match(label_key(label)))
