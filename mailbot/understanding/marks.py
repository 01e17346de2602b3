"""Header fields as screening compares them: names in any case, bare keywords, whole words of local parts."""

import re
from collections.abc import Iterable
from functools import lru_cache

_ADDRESS = re.compile(r"[^\s<>,;:\"'()]+@[^\s<>,;:\"'()]+")
_COMMENT = re.compile(r"\([^()]*\)")
VALUE_CAP = 4000  # characters of a field's value that are looked at


@lru_cache(maxsize=64)
def _wanted(names: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of lines that are one of these field names; one ending in * stands for all that begin so."""
    low = (name.lower() for name in names)
    return re.compile(
        "|".join(f"^{re.escape(name[:-1])}" if name.endswith("*") else f"^{re.escape(name)}$" for name in low),
        re.MULTILINE,
    )


class Headers:
    """The header fields of a message by lower-case name, in their order."""

    def __init__(self, fields: Iterable[tuple[str, str]]) -> None:
        self._fields: dict[str, list[tuple[str, str]]] = {}
        for name, value in fields:
            self._fields.setdefault(name.lower(), []).append((name, value[:VALUE_CAP]))
        self._names = "\n".join(self._fields)

    def values(self, name: str) -> tuple[str, ...]:
        """Every value of a field (name in lower case)."""
        return tuple(value for _, value in self._fields.get(name, ()))

    def value(self, name: str) -> str:
        """The first value of a field, "" where it is missing."""
        return next(iter(self.values(name)), "")

    def first_of(self, names: Iterable[str]) -> str:
        """The first field that is there, as "Name: value"; a name ending in * stands for all that begin so."""
        asked = tuple(names)
        if not asked or _wanted(asked).search(self._names) is None:
            return ""  # nearly always
        for wanted in asked:
            name = wanted.lower()
            if name.endswith("*"):
                name = next((field for field in self._fields if field.startswith(name[:-1])), "")
            if name in self._fields:
                written, value = self._fields[name][0]
                return f"{written}: {value}".strip()
        return ""

    def first_pair(self, pairs: Iterable[str]) -> str:
        """The first "Name: value" of which a field of that name begins with that value (whole words). "" for none."""
        asked = tuple(pairs)
        if not asked or _wanted(tuple(pair.partition(":")[0].strip() for pair in asked)).search(self._names) is None:
            return ""
        for pair in asked:
            name, _, wanted = pair.lower().partition(":")
            for written, value in self._fields.get(name.strip(), ()):
                low = value.strip().lower()
                if re.match(re.escape(wanted.strip()) + r"(?![a-z0-9])", low):
                    return f"{written}: {value}"
        return ""


def keyword(value: str) -> str:
    """The keyword of a field such as Auto-Submitted: without comments and parameters, lower case (RFC 3834 §5)."""
    bare = _COMMENT.sub(" ", value).split(";", 1)[0]
    return bare.strip().strip('"').lower()


def whole_word(word: str, local: str) -> bool:
    """Whether a word is one of the parts of a local part (divided by . _ - +; digits may follow)."""
    return re.search(rf"(?:^|[._+-]){re.escape(word)}[0-9]*(?:$|[._+=-])", local) is not None


def addresses_in(value: str) -> tuple[str, ...]:
    """Everything that looks like an address in a field's value."""
    return tuple(found.strip(".").lower() for found in _ADDRESS.findall(value))
