"""Sample orders: every letter in every situation and language, for tests, previews, checks and screenshots."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from mailbot.call import Call, Desk, Standing
from mailbot.intake.plan import Item, LetterKind, LetterOrder
from mailbot.letters.sample_items import AT, CALL, DESK, LATE, SENDERS, SUBJECTS, acknowledgements, followups
from mailbot.understanding.model import Change, Other


@dataclass(frozen=True, slots=True)
class Sample:
    """An order with everything compose needs besides the templates. name: letter and situation, for file names."""

    name: str
    order: LetterOrder
    references: tuple[str, ...]
    at: datetime
    call: Call = CALL
    desk: Desk = DESK


CHANGES = {"withdrawal": Change.WITHDRAWAL, "correction": Change.CORRECTION, "replacement": Change.REPLACEMENT}


def samples(desk: Desk = DESK, call: Call = CALL) -> tuple[Sample, ...]:
    """Every letter in every situation and language, and some in all three languages at once."""
    found: list[Sample] = []

    def add(name: str, kind: LetterKind, languages: tuple[str, ...], items: tuple[Item, ...] = (), **more: Any) -> None:
        language = languages[0]
        late = any(item.submission.standing is not Standing.ON_TIME for item in items)
        at = more.get("received", LATE if late else AT)
        order = LetterOrder(
            key=f"sample:{name}:{'-'.join(languages)}",
            kind=kind,
            template=kind.value,
            languages=languages,
            recipient=SENDERS[language],
            subject=SUBJECTS[language],
            in_reply_to=f"<{len(found):04}.original@mail.example>",
            references=("<first@mail.example>",),
            items=items,
            received=at,
        )
        references = tuple(
            item.submission.reference or ("R-0007" if item.submission.kind == "report" else "S-0012") for item in items
        )
        found.append(Sample(name, replace(order, **more), references, at + timedelta(seconds=4), call, desk))

    for language in SENDERS:
        for name, items in acknowledgements(language).items():
            add(f"acknowledgement-{name}", LetterKind.ACKNOWLEDGEMENT, (language,), items)
        for name, items in followups(language).items():
            add(f"followup-{name}", LetterKind.FOLLOWUP, (language,), items, change=CHANGES.get(name))
        for topic in (Other.QUESTION, Other.SURVEY, Other.REGISTRATION):
            add(f"answer-{topic.value}", LetterKind.ANSWER, (language,), topic=topic)
        add("answer-question-after-closing", LetterKind.ANSWER, (language,), topic=Other.QUESTION, received=LATE)
        add("receipt", LetterKind.RECEIPT, (language,))
        add("receipt-no-subject", LetterKind.RECEIPT, (language,), subject="")
        add("too-large", LetterKind.TOO_LARGE, (language,))
    add("receipt", LetterKind.RECEIPT, ("ar", "en", "fr"))
    add("acknowledgement-both", LetterKind.ACKNOWLEDGEMENT, ("fr", "ar", "en"), acknowledgements("fr")["both"])
    add("answer-question", LetterKind.ANSWER, ("en", "ar", "fr"), topic=Other.QUESTION)
    return tuple(found)
