"""Namesakes, generic titles, further reports and half a name in a reply: in three languages, from mail to register."""

from pathlib import Path

import pytest

from tests.cli.program import write_config
from tests.conversations.mail import File, message, reply
from tests.conversations.test_followups import Row, answers, imported, rows

NOMINATES = {
    "en": "Dear all,\n\n{house} nominates Mr. {name}, {title}, for {role}.\n\nThe office",
    "fr": "Bonjour,\n\n{house} propose M. {name}, {title}, pour {role}.\n\nLe bureau",
    "ar": "تحية طيبة،\n\nترشح {house} السيد {name}، {title}، {role}.\n\nالمكتب",
}
PEOPLE = {
    "en": (
        "Karim Mansour",
        ("Tyre Dockers Union", "Legal Adviser", "the plenary"),
        ("Basra Youth Council", "Chairman", "a round table"),
    ),
    "fr": (
        "Nabil Chraibi",
        ("L'Association Atlas", "juriste", "la plénière"),
        ("La Ligue de Nador", "médecin", "une table ronde"),
    ),
    "ar": (
        "سامر حداد",
        ("جمعية الينبوع", "مستشار قانوني", "للجلسة العامة"),
        ("مؤسسة الساحل", "مدير تنفيذي", "لإحدى الموائد المستديرة"),
    ),
}
TAKES_BACK = {
    "en": "We withdraw the nomination of Mr. Karim Mansour, there is no substitute.",
    "fr": "Nous retirons la candidature de M. Nabil Chraibi, sans remplaçant.",
    "ar": "نسحب ترشيح السيد سامر حداد ولا بديل عنه.",
}
UNNAMED_POST = {
    "en": "Dear all,\n\nMaple Alliance nominates Ms. Sonia Tadros for the plenary.\n\nThe office",
    "fr": "Bonjour,\n\nle Réseau Érable propose Mme Samia Gherbi pour la plénière.\n\nLe bureau",
    "ar": "تحية طيبة،\n\nترشح جمعية القيقب السيدة سميرة غانم للجلسة العامة.\n\nالمكتب",
}
BY_SURNAME = {
    "en": ("Ms Tadros is our Secretary General.", ("Sonia Tadros", "Secretary General")),
    "fr": ("Mme Gherbi est déléguée générale.", ("Samia Gherbi", "déléguée générale")),
    "ar": ("الأستاذة سميرة هي مديرة البرامج.", ("سميرة غانم", "مديرة البرامج")),
}
SENDS = {
    "en": "Dear all,\n\nplease find attached our voluntary report.\n\nThe office",
    "fr": "Bonjour,\n\nvous trouverez ci-joint notre rapport volontaire.\n\nLe bureau",
    "ar": "تحية طيبة،\n\nمرفق تقريرنا الطوعي.\n\nالمكتب",
}
FURTHER = {
    "en": "Dear all,\n\nplease find attached a second voluntary report; the first one stays as it is.\n\nThe office",
    "fr": "Bonjour,\n\nvous trouverez ci-joint un nouveau rapport volontaire, en plus du premier.\n\nLe bureau",
    "ar": "تحية طيبة،\n\nمرفق تقرير طوعي جديد إضافة إلى التقرير الأول.\n\nالمكتب",
}
GENERIC = {
    "en": "Voluntary Report on the Implementation of the Global Compact for Migration",
    "fr": "Rapport volontaire sur la mise en œuvre du Pacte mondial",
    "ar": "تقرير طوعي عن حالة تنفيذ الاتفاق العالمي",
}
BY = {"en": "Submitted by", "fr": "Présenté par", "ar": "مقدم من"}
HOUSES = {
    "en": ("the Delta Farmers League", "the Coastal Nurses Union"),
    "fr": ("l'Union des pêcheurs de Sfax", "l'Association des mères d'Oran"),
    "ar": ("نقابة صيادي عدن", "رابطة أمهات البصرة"),
}
TOPICS = {"en": ("Harvest wages", "Pensions"), "fr": ("Les salaires", "Les retraites"), "ar": ("الأجور", "التقاعد")}


def paper(language: str, house: int, topic: int) -> File:
    """A report under the call's own words, of one of two organisations, about one of two things."""
    about = TOPICS[language][topic]
    lines = (GENERIC[language], f"{BY[language]} {HOUSES[language][house]}", "", f"1. {about}", f"{about}. " * 60)
    return File("report.txt", "\n".join(lines))


@pytest.fixture(scope="module")
def submissions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    """The submissions of each conversation, by the domain of its sender."""
    folder: Path = tmp_path_factory.mktemp("desk")
    write_config(folder, letters={"per_sender_per_day": 100})
    first, second = {}, {}
    for language, (name, *offers) in PEOPLE.items():
        for at, (house, title, role) in enumerate(offers):
            sender = f"name-{at}-{language}"
            body = NOMINATES[language].format(house=house, name=name, title=title, role=role)
            first[sender] = message(sender, 1, "Speaker", body)
            first[f"paper-{at}-{language}"] = message(
                f"paper-{at}-{language}", 1, "Report", SENDS[language], paper(language, at, at)
            )
        first[f"half-{language}"] = message(f"half-{language}", 1, "Speaker", UNNAMED_POST[language])
    imported(folder, first)
    letters = answers(folder)
    for language in PEOPLE:
        for sender, said in (
            (f"name-1-{language}", TAKES_BACK),
            (f"half-{language}", {language: BY_SURNAME[language][0]}),
        ):
            second[sender] = reply(sender, language, "Speaker", said[language], letters[sender])
        sender = f"paper-0-{language}"
        second[sender] = message(sender, 3, "Report", FURTHER[language], paper(language, 0, 1))
    imported(folder, second)
    found: dict[str, list[Row]] = {}
    for row in rows(folder, "submissions"):
        found.setdefault(row["sender"].partition("@")[2].removesuffix(".example"), []).append(row)
    return found


@pytest.mark.parametrize("language", list(PEOPLE))
def test_namesakes_are_two_people(language: str, submissions: dict[str, list[Row]]) -> None:
    stays, goes = (submissions[f"name-{at}-{language}"] for at in (0, 1))
    assert [(row["status"], row["speakers"][0]["title"]) for row in stays] == [("active", PEOPLE[language][1][1])]
    assert [(row["status"], row["speakers"][0]["title"]) for row in goes] == [("withdrawn", PEOPLE[language][2][1])]


@pytest.mark.parametrize("language", list(PEOPLE))
def test_reports_under_the_calls_own_words_are_as_many_as_organisations(
    language: str, submissions: dict[str, list[Row]]
) -> None:
    assert [len(row["messages"]) for row in submissions[f"paper-1-{language}"]] == [1]


@pytest.mark.parametrize("language", list(PEOPLE))
def test_a_further_report_leaves_the_first(language: str, submissions: dict[str, list[Row]]) -> None:
    found = submissions[f"paper-0-{language}"]
    assert [(row["status"], len(row["messages"])) for row in found] == [("active", 1), ("active", 1)]


@pytest.mark.parametrize("language", list(PEOPLE))
def test_half_a_name_means_the_one_we_know(language: str, submissions: dict[str, list[Row]]) -> None:
    (submission,) = submissions[f"half-{language}"]
    assert [(each["name"], each["title"]) for each in submission["speakers"]] == [BY_SURNAME[language][1]]
