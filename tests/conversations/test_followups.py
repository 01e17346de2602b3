"""What a second message changes: through understanding, the register and the letter, in three languages."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import inside, write_config
from tests.conversations.mail import Letter, message, reply

AS_OF = ("--as-of", "2021-02-03T18:00+02:00")
Row = dict[str, Any]
REPORT = (
    "Voluntary report on access to health care\nSubmitted by the Cedar Union of Health Workers\n\n1. Introduction\n"
    + "Migrant workers in our districts pay for every visit to a clinic and many stay away until it is too late. " * 12
    + "\n2. Findings\n"
    + "Objective 15 of the Compact asks for access to basic services; eleven of our fourteen clinics report fees. " * 8
    + "\n3. Recommendations\nWaive the fees of the first visit, and print the leaflets in Amharic and Bengali."
)
FIRST = {
    "en": "Dear colleagues,\n\nwe nominate Ms. {name}{post} as a speaker in the plenary.\n\nKind regards,\nRima Awad",
    "fr": "Bonjour,\n\nnous proposons Mme {name}{post} comme oratrice en séance plénière.\n\nCordialement,\nRima Awad",
    "ar": "السادة الكرام،\n\nنرشح السيدة {name}{post} متحدثة في الجلسة العامة.\n\nمع التحية\nريما عوض",
}
POST = {
    "en": ", Legal Officer at the Cedar Union of Health Workers,",
    "fr": ", juriste à l'Union du Cèdre des soignants,",
    "ar": "، المستشارة القانونية في اتحاد الأرز للعاملين في الصحة،",
}
HOUSE = {
    "en": " of the Cedar Union of Health Workers",
    "fr": " de l'Union du Cèdre des soignants",
    "ar": " من اتحاد الأرز للعاملين في الصحة",
}
NAMES = {
    "en": ("Huda Salem", "Rania Khoury", "Layla Mansour", "Nadia Fares", "Salma Barakat", "Huda Azar", "Maya Tannous"),
    "fr": ("Houda Sabbagh", "Yasmine Trabelsi", "Leïla Haddad", "Amina Berrada", "Nadège Karam"),
    "ar": ("هدى سالم", "رانيا خوري", "ليلى منصور", "سلمى بركات", "نادية فارس"),
}
UNION = {
    "en": "Cedar Union of Health Workers",
    "fr": "Union du Cèdre des soignants",
    "ar": "اتحاد الأرز للعاملين في الصحة",
}
TITLE = {"en": "Legal Officer", "fr": "juriste", "ar": "المستشارة القانونية"}


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation: a nomination (complete, or without a title), a reply, and what then stands in the register."""

    key: str
    language: str
    body: str
    complete: bool = False
    speaker: tuple[tuple[str, str], ...] = ()  # values that differ from the first message's
    status: str = "active"

    @property
    def sender(self) -> str:
        """The domain of this conversation."""
        return self.key.replace(" ", "-")

    @property
    def name(self) -> str:
        """Whom it nominates: somebody else in every conversation."""
        alike = [case for case in CASES if case.language == self.language]
        return NAMES[self.language][alike.index(self)]

    def first(self) -> bytes:
        """The nomination."""
        place = POST[self.language] if self.complete else HOUSE[self.language]
        body = FIRST[self.language].format(name=self.name, post=place)
        return message(self.sender, 1, "Nomination", body)

    def expected(self) -> Row:
        """The speaker as it must stand at the end."""
        title = TITLE[self.language] if self.complete else None
        base = {"name": self.name, "title": title, "affiliation": UNION[self.language], "roles": ["plenary"]}
        return base | dict(self.speaker)


CASES = (
    Case("en label", "en", "Title: Director of Programmes\n\nRima", speaker=(("title", "Director of Programmes"),)),
    Case("en sentence", "en", "Her title is Director of Programmes.", speaker=(("title", "Director of Programmes"),)),
    Case("en pronoun", "en", "She is our head of research.\nThanks, Rima", speaker=(("title", "head of research"),)),
    Case("en bare", "en", "Director of Programmes", speaker=(("title", "Director of Programmes"),)),
    Case(
        "en corrected", "en", "Please correct her title: she is Deputy Director, not Legal Officer.\n\nRima",
        complete=True, speaker=(("title", "Deputy Director"),),
    ),
    Case(
        "en spelling", "en", "A small correction: her name should read Huda Azzar.\n\nRima",
        complete=True, speaker=(("name", "Huda Azzar"),),
    ),
    Case("en withdrawn", "en", "Unfortunately we have to withdraw the nomination, there is no substitute.\n\nRima",
         complete=True, status="withdrawn"),
    Case("fr label", "fr", "Fonction : directrice des programmes", speaker=(("title", "directrice des programmes"),)),
    Case("fr sentence", "fr", "Bonjour,\nsa fonction est directrice des programmes.\nCordialement, Rima",
         speaker=(("title", "directrice des programmes"),)),
    Case("fr pronoun", "fr", "Elle est cheffe de projet.\nMerci", speaker=(("title", "cheffe de projet"),)),
    Case("fr corrected", "fr", "Merci de corriger sa fonction : elle est directrice adjointe et non juriste.\nRima",
         complete=True, speaker=(("title", "directrice adjointe"),)),
    Case("fr withdrawn", "fr", "Nous devons malheureusement retirer cette candidature, sans remplaçante.\nRima",
         complete=True, status="withdrawn"),
    Case("ar label", "ar", "المسمى الوظيفي: مديرة البرامج", speaker=(("title", "مديرة البرامج"),)),
    Case("ar sentence", "ar", "تحية طيبة،\nصفتها مديرة البرامج.\nمع الشكر", speaker=(("title", "مديرة البرامج"),)),
    Case("ar pronoun", "ar", "هي باحثة أولى.\nشكرا لكم", speaker=(("title", "باحثة أولى"),)),
    Case("ar corrected", "ar", "يرجى تصحيح صفتها: هي نائبة المدير وليست المستشارة القانونية.\nريما",
         complete=True, speaker=(("title", "نائبة المدير"),)),
    Case("ar withdrawn", "ar", "نعتذر، نرجو سحب هذا الترشيح ولا يوجد بديل.\nريما", complete=True, status="withdrawn"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Two:
    """A conversation about two people, the second without a title. second: the title at the end; gone: the first is."""

    key: str
    language: str
    pair: int  # of the language's
    body: str
    second: str | None = None
    gone: bool = False

    def first(self) -> bytes:
        """The nomination."""
        return message(self.key, 1, "Two names", PAIR[self.language].format(*PAIRS[self.language][self.pair]))


PAIRS = {
    "en": (("Hanan Aziz", "Omar Nasser"), ("Abeer Nour", "Tarek Helmy"), ("Dina Farouk", "Selim Haddad")),
    "fr": (("Hanane Benali", "Karim Ouali"), ("Sonia Ferjani", "Mounir Jaziri")),
    "ar": (("حنان عزيز", "عمر ناصر"), ("عبير منصور", "طارق حلمي")),
}
PAIR = {
    "en": "Dear colleagues,\n\nwe nominate two speakers of the Coast Fishers' Union for the plenary:\n\n"
    "- Ms. {0}, Legal Officer, Coast Fishers' Union, plenary\n- Mr. {1}, Coast Fishers' Union, plenary\n\nRima Awad",
    "fr": "Bonjour,\n\nnous proposons deux orateurs de l'Union des pêcheurs de la côte pour la plénière :\n\n"
    "- Mme {0}, juriste, Union des pêcheurs de la côte, plénière\n"
    "- M. {1}, Union des pêcheurs de la côte, plénière\n\nCordialement,\nRima Awad",
    "ar": "السادة الكرام،\n\nنرشح متحدثين من اتحاد صيادي الساحل للجلسة العامة:\n\n"
    "- السيدة {0}، مستشارة قانونية، اتحاد صيادي الساحل، الجلسة العامة\n"
    "- السيد {1}، اتحاد صيادي الساحل، الجلسة العامة\n\nمع التحية\nريما عوض",
}
JURIST = {"en": "Legal Officer", "fr": "juriste", "ar": "مستشارة قانونية"}
TWO = (
    Two("en-lacking", "en", 0, "The missing title is Field Coordinator.", second="Field Coordinator"),
    Two("en-named", "en", 1, "Tarek Helmy - title: Field Coordinator\n\nRima", second="Field Coordinator"),
    Two("en-one-goes", "en", 2, "We have to withdraw Ms. Dina Farouk, nobody takes her place.\n\nRima", gone=True),
    Two("fr-lacking", "fr", 0, "La fonction manquante est coordinateur de terrain.", second="coordinateur de terrain"),
    Two(
        "fr-one-goes", "fr", 1, "Nous retirons la candidature de Mme Sonia Ferjani, sans remplaçante.\nRima", gone=True
    ),
    Two("ar-named", "ar", 0, "صفة السيد عمر ناصر: منسق ميداني", second="منسق ميداني"),
    Two("ar-one-goes", "ar", 1, "نسحب ترشيح السيدة عبير منصور ولا بديل عنها.\nريما", gone=True),
)


def rows(folder: Path, what: str) -> list[Row]:
    """The rows of an export."""
    return [json.loads(line) for line in inside("export", what, "--format", "jsonl", cwd=folder).stdout.splitlines()]


def imported(folder: Path, mail: dict[str, bytes]) -> None:
    """Imports messages in the order of their names."""
    place = folder / "mail"
    place.mkdir(exist_ok=True)
    for old in place.iterdir():
        old.unlink()
    for name, raw in mail.items():
        (place / f"{name}.eml").write_bytes(raw)
    done = inside(*AS_OF, "import", "mail", cwd=folder)
    assert done.returncode == 0, done.stderr


def answers(folder: Path) -> dict[str, Letter]:
    """The desk's answer to each conversation, by the domain of its sender."""
    found: dict[str, Letter] = {}
    for letter in rows(folder, "letters"):
        domain = letter["to"].partition("@")[2].removesuffix(".example")
        found.setdefault(domain, Letter(letter["message_id"], (letter["references"] or ["S-0000"])[0]))
    return found


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register in which every conversation has run its course."""
    folder = tmp_path_factory.mktemp("desk")
    write_config(folder, letters={"per_sender_per_day": 100})
    imported(folder, {case.sender: case.first() for case in CASES} | {case.key: case.first() for case in TWO})
    letters = answers(folder)
    replies = {
        sender: reply(sender, case.language, "Nomination", case.body, letters[sender])
        for case in (*CASES, *TWO)
        for sender in [case.key.replace(" ", "-")]
    }
    imported(folder, replies)
    return folder


@pytest.fixture(scope="module")
def submissions(desk: Path) -> dict[str, list[Row]]:
    """The submissions of each conversation."""
    found: dict[str, list[Row]] = {}
    for row in rows(desk, "submissions"):
        found.setdefault(row["sender"].partition("@")[2].removesuffix(".example"), []).append(row)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_a_reply_changes_what_it_says_and_nothing_else(case: Case, submissions: dict[str, list[Row]]) -> None:
    (submission,) = submissions[case.sender]
    assert (submission["status"], submission["speakers"]) == (case.status, [case.expected()])
    assert len(submission["messages"]) == 2


def test_the_letter_says_what_was_changed(desk: Path) -> None:
    told = {letter["to"]: letter for letter in rows(desk, "letters") if letter["kind"] == "followup"}
    assert {f"rima@{sender}.example" for sender in answers(desk)} == set(told)
    assert {letter["state"] for letter in told.values()} <= {"queued", "held"}


@pytest.mark.parametrize("case", TWO, ids=lambda case: case.key)
def test_of_two_people_the_right_one_is_changed(case: Two, submissions: dict[str, list[Row]]) -> None:
    (submission,) = submissions[case.key]
    first, second = PAIRS[case.language][case.pair]
    stay = [] if case.gone else [(first, JURIST[case.language])]
    found = [(speaker["name"], speaker["title"]) for speaker in submission["speakers"]]
    assert found == [*stay, (second, case.second)]
