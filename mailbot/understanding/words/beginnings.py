"""Which vocabularies can find anything at a word: asked once a word, and of a whole run of words at once."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from mailbot.understanding.remembered import Remembered
from mailbot.understanding.words.tokens import Run, arabic_stems


class Beginnings(Remembered[int]):
    """For every word met, which vocabularies hold a phrase that may begin with it: one bit each.

    Vocabularies that are looked up side by side share one, so that all of them together ask once about a word.
    """

    def __init__(self) -> None:
        super().__init__(self._bits_of)
        self.mark = object()  # what a run keeps of it: a run may be kept longer than the vocabularies
        self._heads: dict[str, int] = {}
        self._open: dict[str, int] = {}
        self._count = 0

    def enter(self, heads: Iterable[str], opened: Iterable[str]) -> int:
        """The bit of a new vocabulary. heads: first words of its phrases; opened: beginnings of those with a *."""
        bit = 1 << self._count
        self._count += 1
        for table, words in ((self._heads, heads), (self._open, opened)):
            for word in words:
                table[word] = table.get(word, 0) | bit
        self.clear()
        return bit

    def ask(self, run: Run) -> None:
        """Notes on a run which vocabularies can find anything in it."""
        run.heads = [self[token.key] for token in run]
        run.bits = reduce(or_, run.heads, 0)
        run.known_to = self.mark

    def _bits_of(self, key: str) -> int:
        bits, heads, opened = 0, self._heads, self._open
        for form in forms_of(key):
            bits |= heads.get(form, 0) | opened.get(form[:4], 0) | opened.get(form[:3], 0)
        return bits


def forms_of(key: str) -> tuple[str, ...]:
    """The forms under which a folded word is looked up: itself, and of an Arabic one its stems."""
    return (key,) if key.isascii() else arabic_stems(key)
