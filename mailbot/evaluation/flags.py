"""What flagging is worth: how often each reason to look fired on messages read wrong, and how often on right ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mailbot.evaluation.labels import Label
from mailbot.evaluation.score import Verdict, score
from mailbot.reasons import taken_apart


@dataclass(slots=True)
class Fired:
    """How often one reason fired on messages with something wrong, and on right ones; alone: beside no other reason."""

    wrong: int = 0
    right: int = 0
    alone_wrong: int = 0
    alone_right: int = 0

    def count(self, wrong: bool, alone: bool) -> None:
        """One more message on which it fired."""
        self.wrong += wrong
        self.right += not wrong
        self.alone_wrong += wrong and alone
        self.alone_right += alone and not wrong


def fired(
    labels: Iterable[Label],
    verdicts: Mapping[str, Verdict],
    reviews: Mapping[str, Sequence[str]],
    kinds: Sequence[str],
) -> dict[str, Fired]:
    """Every reason by its key, in order of name; "" for messages without any. reviews: Verdict.review, by label."""
    found: dict[str, Fired] = {}
    for label in labels:
        ident = label["id"]
        told = {**verdicts.get(ident, {}), "needs_review": False}
        wrong = not score([label], {ident: told}, kinds).trusted.hits
        keys = {apart[0] if (apart := taken_apart(kept)) else kept for kept in reviews.get(ident, ())} or {""}
        for key in keys:
            found.setdefault(key, Fired()).count(wrong, len(keys) == 1)
    return dict(sorted(found.items()))


def lines(found: Mapping[str, Fired]) -> list[str]:
    """The same for people: how precise each reason is, the unflagged messages last."""
    page = [f"{'reason to look':<24} {'wrong':>6} {'right':>6} {'precision':>10}   alone: wrong, right"]
    for key, each in sorted(found.items(), key=lambda item: (item[0] == "", item[0])):
        share = each.wrong / (each.wrong + each.right)
        alone = f"   {each.alone_wrong}, {each.alone_right}" if key else ""
        page.append(f"{key or 'not flagged':<24} {each.wrong:>6} {each.right:>6} {100 * share:>9.0f}%{alone}")
    return page
