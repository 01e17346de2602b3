"""`python -m tests.fitting [FOLDER ...]`: fits what signs and doubts count; the same mail gives the same files.

Writes rules/kinds.toml (patterns alone), rules/meaning_weights.toml (what sentences mean, from the examples of
meanings.toml), rules/kinds_by_meaning.toml (patterns and meanings together) and, with all of these, rules/doubts.toml.
Without folders: tests/corpus and tests/corpus/development, never the mail that is held out.
"""

import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

from mailbot.evaluation.labels import Label, read_labels
from mailbot.message.documents.reader import DocumentReader
from mailbot.message.model import Message
from mailbot.message.parse import parse
from mailbot.understanding import doubts
from mailbot.understanding.kinds import OTHERS
from mailbot.understanding.language import language_of
from mailbot.understanding.meaning import FILE, of_meanings
from mailbot.understanding.reading import answers, read
from mailbot.understanding.rules import Rules, load_rules
from mailbot.understanding.terms import terms_of
from tests.fitting.desk import CALL, DESK
from tests.fitting.doubts import fit as fit_doubts
from tests.fitting.doubts import learned as read_by_few
from tests.fitting.meanings import taught
from tests.fitting.weights import Example, examples, fit

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "rules"
FOLDERS = (HERE.parent / "corpus", HERE.parent / "corpus" / "development")
Labelled = list[tuple[Label, Message]]


def labelled(folders: list[Path]) -> Labelled:
    """All labelled messages but those that machines send: for these screening and wording decide."""
    found: Labelled = []
    with DocumentReader() as reader:
        for folder in folders:
            for label in read_labels(folder):
                expect = label["expect"]
                if expect["kinds"] or expect["other"] in OTHERS:
                    message = reader.read_all(parse((folder / f"{label['id']}.eml").read_bytes()), ocr=True)
                    found.append((label, message))
    return found


def learned(mail: Labelled, rules: Rules) -> tuple[list[Example], list[Example]]:
    """The examples by patterns alone, and those with what the sentences mean."""
    weights, terms = rules.file("kinds"), terms_of(rules, CALL)
    plain: list[Example] = []
    meant: list[Example] = []
    for label, message in mail:
        ident, kinds, other = label["id"], tuple(label["expect"]["kinds"]), label["expect"]["other"]
        seen = read(message, rules, DESK, CALL, language_of(message, DESK.languages, rules))
        replied = answers(message)
        heard = of_meanings(seen.intents, rules, weights, replied)
        plain += examples(ident, seen.intents, seen.rest, replied, kinds, other, weights, terms)
        meant += examples(ident, seen.intents, (*seen.rest, *heard), replied, kinds, other, weights, terms)
    return plain, meant


def written(fitted: dict[str, float], now: str, kinds: Sequence[str]) -> str:
    """A file of weights with new weights of signs, those of each kind together; all above the first of them stays."""
    parts = [re.split(r'^"', now, maxsplit=1, flags=re.MULTILINE)[0].rstrip()]
    for kind in kinds:
        names = sorted(name for name in fitted if name == kind or name.startswith(f"{kind}."))
        parts.append("\n".join(f'"{name}" = {fitted[name]:.2f}' for name in names))
    return "\n\n".join(parts) + "\n"


def kept(path: Path, text: str) -> None:
    """Writes a file and says so."""
    path.write_text(text, "utf-8")
    print(path)


def main() -> None:
    """Fits and writes the files."""
    by_hand = tomllib.loads((HERE / "hand.toml").read_text("utf-8"))
    model = taught(load_rules(RULES).file("meanings").words)
    lines = [f'{name} = ["{numbers}"]' for name, numbers in sorted(model.items())]
    head = "# The model of mailbot/understanding/meaning.py, fitted to meanings.toml by `python -m tests.fitting`."
    kept(RULES / f"{FILE}.toml", "\n".join([head, "", "[words]", *lines]) + "\n")
    mail = labelled([Path(name) for name in sys.argv[1:]] or list(FOLDERS))
    plain, meant = learned(mail, load_rules(RULES))
    for name, found in (("kinds", plain), ("kinds_by_meaning", meant)):
        path = RULES / f"{name}.toml"
        kept(path, written(fit(found, by_hand["weights"]), path.read_text("utf-8"), (*CALL.kinds, *OTHERS)))
    path = RULES / f"{doubts.FILE}.toml"
    weights = fit_doubts(read_by_few(mail, load_rules(RULES)), by_hand["doubts"])
    fields = sorted({name.partition(".")[0] for name in weights})
    kept(path, written(weights, path.read_text("utf-8"), fields))


if __name__ == "__main__":
    main()
