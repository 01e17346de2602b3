"""Reasons for people to look at something: a key with its values, kept as one text and worded where it is shown.

What a reason says stands in templates/words/LANGUAGE.toml under [attention], so that organisers read it in their own
language; letters/wording.py puts the two together. A text that is no such key stands for itself.
"""

import json
import re

KEPT = re.compile(r"([a-z][a-z0-9_]*)(?: (\{.*\}))?", re.DOTALL)


def reason(key: str, **values: str) -> str:
    """A reason as it is kept: `followup_untied`, or `not_answerable {"rule":"mailing list"}`; always the same way."""
    if not values:
        return key
    return f"{key} {json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(',', ':'))}"


def taken_apart(kept: str) -> tuple[str, dict[str, str]] | None:
    """(key, values) of a kept reason; None for a text that was never one, such as those of earlier versions."""
    found = KEPT.fullmatch(kept)
    if found is None:
        return None
    try:
        values = json.loads(found[2]) if found[2] else {}
    except ValueError:
        return None
    return found[1], {str(name): str(value) for name, value in values.items()}
