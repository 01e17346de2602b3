"""Posts that persons named one after the other share: "Awa Sarr et Moustapha Kane, coprésidents du Comité"."""

from collections.abc import Sequence
from itertools import pairwise

from mailbot.understanding.speakers.found import Found
from mailbot.understanding.words.tokens import Token


def share_posts(sentence: Sequence[Token], here: list[Found]) -> None:
    """Gives the post behind two names joined by "and" to both, and a person's organisation to "my colleague Y"."""
    for one, two in pairwise(here):
        between = sentence[one.mention.end : two.mention.first]
        if (
            one.title is None
            and one.organisation is None
            and 1 <= len(between) <= 2
            and all(token.key in ("et", "and", "&", "و", ",", "،") for token in between)
        ):
            one.title, one.organisation = two.title, two.organisation
        if (
            two.organisation is None
            and one.organisation
            and any(
                token.key in ("collegue", "colleague", "confrere", "consoeur", "camarade") for token in between[-4:]
            )
        ):
            two.organisation = one.organisation
