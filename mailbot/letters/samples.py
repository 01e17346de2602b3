"""Sample orders: every letter in every situation and language, for tests, previews, checks and screenshots."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from mailbot.call import Call, Desk, Event, Shape, Standing
from mailbot.intake.plan import Item, LetterKind, LetterOrder
from mailbot.letters.sample_corrections import corrections
from mailbot.letters.sample_deadlines import deadlines
from mailbot.letters.sample_decisions import confirmations, decisions
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


LINKED = replace(
    CALL,
    links={
        **CALL.links,
        "survey": "https://survey.example.org/gcm",
        "registration": "https://indico.example.org/e/gcm",
    },
    events={**CALL.events, "survey": Event("survey", date(2021, 1, 20), date(2021, 2, 5))},
)
CHANGES = {"withdrawal": Change.WITHDRAWAL, "correction": Change.CORRECTION, "replacement": Change.REPLACEMENT}


def samples_of(call: Call, language: str) -> Iterator[Sample]:
    """For each kind of any call, in any language, an acknowledgement of something complete and of something not so."""
    known = language if language in SENDERS else "en"
    for key, kind in call.kinds.items():
        situations = ("report-complete", "report-nothing-attached", "report-encrypted")
        if kind.shape is Shape.PERSONS:
            situations = ("speaker-complete", "speaker-incomplete", "speaker-none-named")
        for situation in situations:
            (item,) = acknowledgements(known)[situation]
            people = tuple(
                replace(speaker, roles=call.roles_of(key)[: len(speaker.roles)]) for speaker in item.submission.speakers
            )
            submission = replace(item.submission, kind=key, speakers=people)
            item = replace(item, submission=submission, closes=kind.closes, last_day=kind.last_day, exact=kind.exact)
            order = LetterOrder(
                key=f"sample:{key}:{situation}:{language}",
                kind=LetterKind.ACKNOWLEDGEMENT,
                template="acknowledgement",
                languages=(language,),
                recipient=SENDERS[known],
                subject=SUBJECTS[known],
                items=(item,),
                received=kind.closes - timedelta(days=20),
            )
            yield Sample(f"{key}-{situation}", order, (f"{kind.prefix}-0007",), kind.closes - timedelta(days=19), call)
    order = replace(order, key=f"sample:question:{language}", kind=LetterKind.ANSWER, template="answer", items=())
    yield Sample("question", replace(order, topic=Other.QUESTION), (), kind.closes - timedelta(days=19), call)


def samples(desk: Desk = DESK, call: Call = CALL) -> tuple[Sample, ...]:
    """Every letter in every situation and language, and some in all three languages at once."""
    found: list[Sample] = []

    def add(name: str, kind: LetterKind, languages: tuple[str, ...], items: tuple[Item, ...] = (), **more: Any) -> None:
        language = languages[0]
        late = any(item.submission.standing is not Standing.ON_TIME for item in items)
        at = more.get("received", LATE if late else AT)
        about = more.pop("call", call)
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
        found.append(Sample(name, replace(order, **more), references, at + timedelta(seconds=4), about, desk))

    for language in SENDERS:
        for name, items in acknowledgements(language).items():
            add(f"acknowledgement-{name}", LetterKind.ACKNOWLEDGEMENT, (language,), items)
        for name, items in followups(language).items():
            add(f"followup-{name}", LetterKind.FOLLOWUP, (language,), items, change=CHANGES.get(name))
        for name, (kind, told) in decisions(language).items():
            add(f"decision-{name}", kind, (language,), template="decision", subject="", **told)
        for name, (items, correction) in corrections(language).items():
            add(f"correction-{name}", LetterKind.CORRECTION, (language,), items, correction=correction)
        for name, said in confirmations(language).items():
            add(f"confirmation-{name}", LetterKind.FOLLOWUP, (language,), template="confirmation", **said)
        for name, (kind, template, items, more) in deadlines(language).items():
            add(f"{template}-{name}", kind, (language,), items, template=template, subject="", **more)
        for topic in (Other.QUESTION, Other.SURVEY, Other.REGISTRATION):
            add(f"answer-{topic.value}", LetterKind.ANSWER, (language,), topic=topic)
        add("answer-question-after-closing", LetterKind.ANSWER, (language,), topic=Other.QUESTION, received=LATE)
        add("receipt", LetterKind.RECEIPT, (language,))
        add("receipt-which-submission", LetterKind.RECEIPT, (language,), topic=Other.FOLLOWUP, asks=True)
        add("answer-survey-with-link", LetterKind.ANSWER, (language,), topic=Other.SURVEY, call=LINKED)
        add("answer-registration-with-link", LetterKind.ANSWER, (language,), topic=Other.REGISTRATION, call=LINKED)
        add("receipt-no-subject", LetterKind.RECEIPT, (language,), subject="")
        add("too-large", LetterKind.TOO_LARGE, (language,))
    add("receipt", LetterKind.RECEIPT, ("ar", "en", "fr"))
    for language, others in (("ar", ("en", "fr")), ("en", ("ar", "fr")), ("fr", ("ar", "en"))):
        add("receipt-not-sure", LetterKind.RECEIPT, (language, *others), asks=True)
    add("acknowledgement-both", LetterKind.ACKNOWLEDGEMENT, ("fr", "ar", "en"), acknowledgements("fr")["both"])
    add("answer-question", LetterKind.ANSWER, ("en", "ar", "fr"), topic=Other.QUESTION)
    return tuple(found)
