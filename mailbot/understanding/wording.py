"""How much the words of a message sound like spam or a newsletter."""

from mailbot.message.model import Message, Zone
from mailbot.understanding.fold import fold
from mailbot.understanding.rules import RuleFile

READ = 12_000  # characters of the text that are looked at


def wording_weight(message: Message, words: RuleFile, group: str) -> float:
    """The weights of the rules of a group that hit subject, text or signature; each rule counts once."""
    met: dict[str, float] = {}
    zones = message.zones
    for text, zone in (
        (message.envelope.subject, Zone.SUBJECT),
        (zones.body[:READ], Zone.BODY),
        (zones.signature[:READ], Zone.SIGNATURE),
    ):
        for hit in words.group(group).hits(fold(text), zone):
            met[hit.rule.name] = max(met.get(hit.rule.name, 0.0), hit.rule.weight)
    return sum(met.values())
