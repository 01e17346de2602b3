"""Sample submissions from invented people, in every situation a letter may have to tell."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mailbot.call import Call, Desk, Event, Kind, Promise, Shape, Standing
from mailbot.intake.correcting import changes_between
from mailbot.intake.missing import missing_of_report, missing_of_speaker
from mailbot.intake.plan import Action, FiledReport, Item, ReportFile, Submission
from mailbot.message.model import Address, TextState
from mailbot.understanding.model import Publication, Speaker

ZONE = ZoneInfo("Asia/Beirut")
DESK = Desk(
    name="Regional Review of the GCM for the Arab States",
    address="gcmrrarabstates@iom.int",
    aliases=(),
    organisers=("organiser@example.org",),
    timezone=ZONE,
    languages=("ar", "en", "fr"),
    names={
        "ar": "الاستعراض الإقليمي للاتفاق العالمي من أجل الهجرة في الدول العربية",
        "fr": "Examen régional du Pacte mondial pour les migrations – États arabes",
    },
)
CALL = Call(
    kinds={
        "report": Kind("report", "R", datetime(2021, 2, 17, tzinfo=ZONE), date(2021, 2, 16), shape=Shape.DOCUMENT),
        "speaker": Kind("speaker", "S", datetime(2021, 2, 6, tzinfo=ZONE), date(2021, 2, 5)),
    },
    roles=("open_discussion", "rapporteur", "plenary", "roundtable"),
    events={
        "consultation": Event("consultation", date(2021, 2, 23), date(2021, 2, 23)),
        "conference": Event("conference", date(2021, 2, 24), date(2021, 2, 25)),
    },
    links={
        "survey": "",
        "registration": "",
        "website": "https://migrationnetwork.un.org/country-regional-network/arab-states",
    },
    promises=(
        Promise("decisions", "speaker", date(2021, 2, 23), "consultation"),
        Promise("publication", "report", date(2021, 2, 24), "conference", complete=True),
    ),
)
AT = datetime(2021, 2, 4, 13, 12, 40, tzinfo=UTC)
LATE = datetime(2021, 2, 18, 8, 30, 5, tzinfo=UTC)

PEOPLE = {
    "ar": Speaker("ليلى عبد الرحمن الخطيب", "المديرة التنفيذية", "جمعية الأفق للتنمية المجتمعية", ("roundtable",)),
    "en": Speaker("Rania Haddad-Okello", "Executive Director", "Levant Centre for Migrant Rights", ("plenary",)),
    "fr": Speaker("Aïcha Ben Slimane", "Présidente", "Observatoire maghrébin des mobilités", ("rapporteur", "plenary")),
}
SENDERS = {
    "ar": Address("سامر الخطيب", "samer@horizon.example"),
    "en": Address("Rania Haddad-Okello", "rania@lcmr.example"),
    "fr": Address("Aïcha Ben Slimane", "a.benslimane@omm.example"),
}
SUBJECTS = {
    "ar": "ترشيح متحدثة وتقرير جمعية الأفق",
    "en": "Re: Invitation – our report and our speaker",
    "fr": "TR : Manifestation d’intérêt et rapport volontaire",
}
REPORTS = {
    "ar": FiledReport(
        "التقرير الطوعي حول تنفيذ الاتفاق العالمي من أجل الهجرة",
        ("جمعية الأفق للتنمية المجتمعية", "شبكة المهاجرين في المشرق"),
        True,
        (ReportFile("تقرير الأفق 2021.pdf", "application/pdf", 2_431_200, "a" * 64, TextState.READ),),
    ),
    "en": FiledReport(
        "Voluntary GCM review: two years of practice in the Levant",
        ("Levant Centre for Migrant Rights",),
        False,
        (ReportFile("LCMR voluntary review.docx", "application/msword", 48_211, "b" * 64, TextState.READ),),
    ),
    "fr": FiledReport(
        "Rapport d’examen volontaire du PMM",
        ("Observatoire maghrébin des mobilités", "Association Rifaine"),
        True,
        (
            ReportFile("rapport_PMM_fr.pdf", "application/pdf", 812_000, "c" * 64, TextState.READ),
            ReportFile("تقرير.pdf", "application/pdf", 790_100, "d" * 64, TextState.READ),
        ),
    ),
}


def filed(kind: str, language: str, action: Action, standing: Standing, **content: Any) -> Item:
    """An item of a sample letter: a submission of one kind with its content, and what it lacks by the real rule."""
    received = LATE if standing is not Standing.ON_TIME else AT
    submission = replace(Submission(kind, standing, SENDERS[language], language, received), **content)
    report = submission.report
    asked = CALL.kinds[kind]
    return Item(
        action=action,
        submission=submission,
        missing=missing_of_report(report) if report else (),
        missing_of=tuple(missing_of_speaker(speaker) for speaker in submission.speakers),
        files_received=report.files if report else (),
        closes=asked.closes,
        last_day=asked.last_day,
        exact=asked.exact,
    )


def speakers(
    language: str, *people: Speaker, action: Action = Action.NEW, standing: Standing = Standing.ON_TIME, **more: Any
) -> Item:
    """An expression of interest; without people, that of the language's sample person."""
    return filed("speaker", language, action, standing, speakers=people or (PEOPLE[language],), **more)


def report(
    language: str,
    action: Action = Action.NEW,
    standing: Standing = Standing.ON_TIME,
    reference: str | None = None,
    **changed: Any,
) -> Item:
    """A voluntary report, with some fields of the sample's changed."""
    return filed(
        "report", language, action, standing, report=replace(REPORTS[language], **changed), reference=reference
    )


def unreadable(language: str, state: TextState) -> tuple[ReportFile, ...]:
    """The sample report's files, none of which can be opened."""
    return tuple(replace(file, state=state) for file in REPORTS[language].files)


def exact_day(item: Item) -> Item:
    """The same item where the closing was given with its time."""
    return replace(item, exact=True)


def changed_from(item: Item, *before: Speaker) -> Item:
    """The same item where other people, or people with other values, stood before."""
    return replace(item, changed=changes_between(replace(item.submission, speakers=before), item.submission))


def acknowledgements(language: str) -> dict[str, tuple[Item, ...]]:
    """Situations of an acknowledgement."""
    person = PEOPLE[language]
    other = PEOPLE["fr" if language == "en" else "en"]
    late, grace = Standing.LATE, Standing.GRACE
    return {
        "speaker-complete": (speakers(language),),
        "speaker-incomplete": (speakers(language, replace(person, title=None, affiliation=None)),),
        "speakers-each-incomplete": (
            speakers(language, person, replace(other, roles=()), replace(person, name=None, title=None)),
        ),
        "speaker-none-named": (filed("speaker", language, Action.NEW, Standing.ON_TIME),),
        "speaker-late": (speakers(language, standing=late),),
        "report-complete": (report(language),),
        "report-nothing-attached": (report(language, files=()),),
        "report-link-only": (report(language, files=(), links=("https://files.example.org/r/9f2?lang=ar&v=2",)),),
        "report-encrypted": (report(language, files=unreadable(language, TextState.ENCRYPTED)),),
        "report-damaged": (report(language, files=unreadable(language, TextState.FAILED)),),
        "report-too-large": (report(language, files=unreadable(language, TextState.TOO_LARGE)),),
        "report-late": (report(language, standing=late),),
        "report-late-incomplete": (report(language, standing=late, files=()),),
        "report-grace": (report(language, standing=grace),),
        "report-exact-closing": (exact_day(report(language)),),
        "report-not-to-publish": (report(language, publication=Publication.NO),),
        "report-not-by-name": (report(language, publication=Publication.UNNAMED),),
        "both": (report(language), speakers(language)),
        "both-one-late": (report(language), speakers(language, replace(person, title=None), standing=late)),
        "report-and-known-speaker": (
            report(language),
            speakers(language, action=Action.DUPLICATE, reference="S-0003"),
        ),
    }


def followups(language: str) -> dict[str, tuple[Item, ...]]:
    """Situations of a letter that answers a follow-up."""
    person, other = PEOPLE[language], PEOPLE["fr" if language == "en" else "en"]
    known: dict[str, Any] = {"reference": "S-0012"}
    return {
        "addition": (changed_from(speakers(language, action=Action.ADDITION, **known), replace(person, title=None)),),
        "addition-still-incomplete": (
            speakers(language, replace(person, title=None), action=Action.ADDITION, **known),
        ),
        "correction": (
            changed_from(speakers(language, action=Action.CORRECTION, **known), replace(person, title=None, roles=())),
        ),
        "replacement": (changed_from(speakers(language, action=Action.REPLACEMENT, **known), other),),
        "withdrawal": (speakers(language, action=Action.WITHDRAWAL, status="withdrawn", **known),),
        "withdrawal-of-one": (changed_from(speakers(language, action=Action.WITHDRAWAL, **known), person, other),),
        "duplicate": (speakers(language, action=Action.DUPLICATE, **known),),
        "new-version": (report(language, Action.VERSION, reference="R-0007"),),
        "not-tied": (),
    }
