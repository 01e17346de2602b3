"""Messages in files, understood one after another: what `classify` and `evaluate` have in common. Memory stays flat."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mailbot.daemon.memory import spare_what_is_loaded
from mailbot.message.documents.reader import DocumentReader
from mailbot.message.model import Message
from mailbot.message.parse import parse
from mailbot.settings.load import Configuration
from mailbot.understanding.model import Verdict
from mailbot.understanding.rules import Rules, load_rules
from mailbot.understanding.understand import understand


@dataclass(frozen=True, slots=True)
class Judged:
    """A message and the verdict on it."""

    file: str
    message: Message
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that gave no verdict, and why."""

    file: str
    error: str


def judge(files: Iterable[str], configuration: Configuration, rules: Rules | None = None) -> Iterator[Judged | Unread]:
    """One result for each file, in their order, each as soon as it is known. rules: other than those configured.

    Needs no database and no network. Raises ConfigurationError for faults in the rules, before the first result.
    """
    rules = rules or load_rules(*configuration.folders("rules"))
    desk, call = configuration.desk(), configuration.call()
    authserv_id = configuration.settings.mailbox.authserv_id
    spare_what_is_loaded()
    with DocumentReader() as reader:
        for file in files:
            try:
                message = reader.read_all(parse(Path(file).read_bytes()), ocr=True)
                verdict = understand(message, rules, desk, call, authserv_id=authserv_id)
            except OSError as error:
                yield Unread(file, error.strerror or type(error).__name__)
            except Exception as error:  # one message must not keep the others from their verdicts
                yield Unread(file, f"{type(error).__name__}: {error}")
            else:
                yield Judged(file, message, verdict)
