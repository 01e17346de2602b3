"""`python -m tests.fitting [FOLDER ...]`: fits rules/kinds.toml to labelled mail; the same mail gives the same file.

Without folders: tests/corpus and tests/corpus/development, never the mail that is held out.
"""

import re
import sys
import tomllib
from pathlib import Path

from mailbot.evaluation.labels import read_labels
from mailbot.message.documents.reader import DocumentReader
from mailbot.message.parse import parse
from mailbot.understanding.fitting import Example, examples, fit
from mailbot.understanding.kinds import OTHERS, SUBMITTED
from mailbot.understanding.language import language_of
from mailbot.understanding.rules import load_rules
from mailbot.understanding.understand import answers, read
from tests.fitting.desk import CALL, DESK

HERE = Path(__file__).parent
KINDS = HERE.parents[1] / "rules" / "kinds.toml"
FOLDERS = (HERE.parent / "corpus", HERE.parent / "corpus" / "development")


def learned(folders: list[Path]) -> list[Example]:
    """The examples of all labelled messages but those that machines send: for these screening and wording decide."""
    rules = load_rules(KINDS.parent)
    found: list[Example] = []
    reader = DocumentReader()
    for folder in folders:
        for label in read_labels(folder):
            expect = label["expect"]
            if not expect["kinds"] and expect["other"] not in OTHERS:
                continue
            message = reader.read_all(parse((folder / f"{label['id']}.eml").read_bytes()), ocr=True)
            seen = read(message, rules, DESK, CALL, language_of(message, DESK.languages, rules))
            kinds, other = tuple(expect["kinds"]), expect["other"]
            weights = rules.file("kinds")
            found += examples(label["id"], seen.intents, seen.rest, answers(message), kinds, other, weights)
    return found


def written(fitted: dict[str, float], now: str) -> str:
    """kinds.toml with new weights of signs; everything above the first of them stays."""
    head = re.split(r'^"', now, maxsplit=1, flags=re.MULTILINE)[0].rstrip()
    parts = [head]
    for kind in (*SUBMITTED, *OTHERS):
        names = sorted(name for name in fitted if name.startswith(f"{kind}."))
        parts.append("\n".join(f'"{name}" = {fitted[name]:.2f}' for name in names))
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Fits and writes the file."""
    hand = tomllib.loads((HERE / "hand.toml").read_text("utf-8"))["weights"]
    found = learned([Path(name) for name in sys.argv[1:]] or list(FOLDERS))
    KINDS.write_text(written(fit(found, hand), KINDS.read_text("utf-8")), "utf-8")
    print(f"{KINDS}: fitted to {len(found)} examples")


if __name__ == "__main__":
    main()
