"""What a message asks for about the publication of its document: not at all, or not with the sender's name.

Nobody is harmed by a report that waits for a person; one that was published against its sender's will cannot be called
back. So the strictest of what is said counts, and whatever is found goes to the organisers as well. Footers that mail
systems put under every message say nothing.
"""

from collections.abc import Iterable, Iterator, Sequence

from mailbot.message.model import Message, Zone
from mailbot.understanding.fold import Folded, fold
from mailbot.understanding.group import Hit
from mailbot.understanding.intents import Intent
from mailbot.understanding.model import Evidence, Other, Publication, Report, Wish
from mailbot.understanding.rules import Rules
from mailbot.understanding.sentences import Sentence

FILE = "publication"
ASKING = frozenset({Other.FOLLOWUP, Other.QUESTION, Other.THANKS})  # what may say it of an earlier document
FIRST_LINES = 15  # of a document, on which it may be marked
STRICTNESS = (Publication.YES, Publication.UNNAMED, Publication.NO)
FRAMES = " .!*-–—_=[](){}<>|#\"'«»“”"  # what stands around a mark
JOINED = str.maketrans("_-.", "   ")  # what stands for a space in names of files
# The first group that hit a sentence decides; with "contact" beside it, "private" is about something never published.
ORDER = (
    ("no", Publication.NO),
    ("unnamed", Publication.UNNAMED),
    ("private", Publication.NO),
    ("yes", Publication.YES),
)


def stricter(one: Publication, other: Publication) -> bool:
    """Whether the first lets less be published than the second."""
    return STRICTNESS.index(one) > STRICTNESS.index(other)


def asks(wish: Wish | None) -> bool:
    """Whether something is asked for that is not done anyway."""
    return wish is not None and wish.publication is not Publication.YES


def wish_of(message: Message, sentences: Iterable[Sentence], report: Report | None, rules: Rules) -> Wish | None:
    """The strictest wish of a message's own and forwarded sentences, and of what its documents are marked with. Pure.

    report: what it submits, if anything. None where nothing is said of publication.
    """
    found: Wish | None = None
    texts = (*((each.text, each.zone) for each in sentences), *_marks(message, report))
    if not rules.file(FILE).whole.may_hit(fold("\n".join(text for text, _ in texts))):
        return None
    for text, zone in texts:
        wish = wish_in(text, zone, rules)
        if wish is not None and (found is None or stricter(wish.publication, found.publication)):
            found = wish
    return found


def wish_in(text: str, zone: Zone, rules: Rules) -> Wish | None:
    """What one sentence, name of a file or line asks for."""
    folded = Folded(text)
    hits = {hit.rule.group: hit for hit in reversed(rules.file(FILE).whole.hits(folded.text, zone))}
    decided = _decided(hits)
    if decided is None:
        return None
    group, publication = decided
    said = " ".join(text.split())
    return Wish(publication, Evidence(f"publication: {hits[group].rule.name}", zone, said, 0.0))


def meaning_more(intents: Iterable[Intent], rules: Rules) -> tuple[Intent, ...]:
    """The sentences that do more than ask not to publish: whoever asks only that does not withdraw anything."""
    return tuple(intent for intent in intents if not _only_asks(intent, rules))


def _only_asks(intent: Intent, rules: Rules) -> bool:
    """Whether all words by which a sentence seems to withdraw something speak of publication alone."""
    withdraws = [hit.rule.group == "act" and hit.rule.means == "withdraw" for hit in intent.hits]
    if not any(withdraws):  # the usual case: where the hits stand need not be looked for
        return False
    if wish_in(intent.sentence.text, Zone.BODY, rules) is None:
        return False
    said = [evidence.text for evidence, meant in zip(intent.evidence, withdraws, strict=True) if meant]
    return all(wish_in(words, Zone.BODY, rules) for words in said)


def _decided(hits: dict[str, Hit]) -> tuple[str, Publication] | None:
    if "footer" in hits:
        return None
    for group, publication in ORDER:
        if group in hits and not (group == "private" and "contact" in hits):
            return group, publication
    return None


def _marks(message: Message, report: Report | None) -> Iterator[tuple[str, Zone]]:
    """The names and the first lines of the documents submitted."""
    for index in report.files if report else ():
        if index >= len(message.attachments):
            continue
        file = message.attachments[index]
        yield file.name.rpartition(".")[0].translate(JOINED) or file.name, Zone.FILE_NAME
        for line in _first(file.document.text.split("\n", 4 * FIRST_LINES)):
            yield line, Zone.FILE_TEXT


def _first(lines: Sequence[str]) -> list[str]:
    written = (" ".join(line.split()).strip(FRAMES) for line in lines)
    return [line[:200] for line in written if line][:FIRST_LINES]
