"""Decisions over real servers: nomination, decision, letter with its calendar file, confirmation, change."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage

import pytest

from mailbot.daemon.once import once
from mailbot.demo.play import deliver, stage
from mailbot.intake.told import Acceptance
from tests.daemon.desk import Desk, calendar_of, desk_in, text_of

CONFIG = """
[letters]
mode = "send"
max_age_hours = 1000000
[call.report]
closes = 2099-02-16
[call.speaker]
closes = 2099-02-05
[call.events.conference]
starts = 2099-02-24
ends = 2099-02-25
[call.instructions.plenary]
event = "conference"
[call.instructions.plenary.text]
ar = "مدة المداخلة خمس دقائق."
en = "Five minutes each."
fr = "Cinq minutes chacun."
"""


@dataclass(frozen=True)
class Voice:
    """What somebody writes in one language, and what the letters must then say."""

    address: str
    speaker: str
    nomination: str
    confirms: str
    cancels: str
    asks: str
    accepted: str  # in the letter of acceptance
    confirmed: str
    cancelled: str
    replaces: str


VOICES = {
    "en": Voice(
        "amal@union.example",
        "Salma Khoury",
        "Dear colleagues,\n\nWe would like to nominate Ms. Salma Khoury as a speaker in the plenary session.\n\n"
        "Name: Salma Khoury\nTitle: Director of Programmes\nOrganisation: Cedar Workers Union\nRole: plenary\n\n"
        "Kind regards,\nAmal Haddad",
        "Dear colleagues,\n\nThank you. We confirm that Ms. Khoury will take part.\n\nKind regards,\nAmal",
        "Dear colleagues,\n\nUnfortunately Ms. Khoury is unable to attend any more.\n\nAmal",
        "Dear colleagues,\n\nHow many minutes does each speaker have?\n\nAmal",
        "has been selected",
        "We have noted that Salma Khoury will take part",
        "We have noted that Salma Khoury can no longer take part",
        "This letter replaces our letter of 5 February 2021",
    ),
    "fr": Voice(
        "a.benslimane@omm.example",
        "Aïcha Ben Slimane",
        "Madame, Monsieur,\n\nJe souhaite intervenir comme oratrice en séance plénière.\n\nNom : Aïcha Ben Slimane\n"
        "Titre : Présidente\nOrganisation : Observatoire maghrébin des mobilités\nRôle : séance plénière\n\n"
        "Cordialement,\nAïcha Ben Slimane",
        "Bonjour,\n\nJe vous confirme ma participation à la séance plénière.\n\nCordialement,\nAïcha Ben Slimane",
        "Bonjour,\n\nSuite à un empêchement, je ne pourrai malheureusement pas participer à la Conférence.\n\nAïcha",
        "Bonjour,\n\nCombien de temps dure chaque intervention ?\n\nAïcha Ben Slimane",
        "la candidature suivante a été retenue",
        "participera",
        "ne peut plus participer",
        "annule et remplace notre lettre du 5 février 2021",
    ),
    "ar": Voice(
        "samer@horizon.example",
        "ليلى الخطيب",
        "تحية طيبة وبعد،\n\nنود ترشيح السيدة ليلى الخطيب متحدثة في الجلسة العامة.\n\nالاسم: ليلى الخطيب\n"
        "المسمى الوظيفي: المديرة التنفيذية\nالجهة: جمعية الأفق للتنمية\nالدور: الجلسة العامة\n\nمع التقدير،\nسامر",
        "تحية طيبة،\n\nنؤكد مشاركة السيدة ليلى الخطيب في الجلسة العامة.\n\nمع التقدير،\nسامر",
        "تحية طيبة،\n\nنعتذر عن عدم تمكن السيدة ليلى الخطيب من المشاركة.\n\nمع التقدير،\nسامر",
        "تحية طيبة،\n\nكم تبلغ مدة كل مداخلة؟\n\nسامر",
        "الاختيار وقع على",
        "بتأكيد مشاركة",
        "بتعذّر مشاركة",
        "تحلّ هذه الرسالة محلّ رسالتنا المؤرخة 5 شباط/فبراير 2021",
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for all: every test has a sender and a speaker of its own."""
    folder = tmp_path_factory.mktemp("desk")
    with stage(folder) as place, desk_in(folder, place, CONFIG, "2021-02-05T06:00+00:00") as made:
        yield made


class Talk:
    """A conversation of one sender with the desk, a pass of the program at a time."""

    def __init__(self, desk: Desk, voice: Voice) -> None:
        self.desk, self.voice = desk, voice

    def says(
        self, body: str, answering: EmailMessage | None = None, content_type: str = "", header: str = ""
    ) -> list[EmailMessage]:
        """The letters that come back in a pass after one mail."""
        mail = self.desk.mail(
            body, self.voice.address, "Nomination", answering=answering, header=header, content_type=content_type
        )
        deliver(self.desk.place, mail, self.desk.moment)
        return self.passes()

    def passes(self) -> list[EmailMessage]:
        """The letters to this sender in a pass of the program, a quarter of an hour after the last."""
        self.desk.moment += timedelta(minutes=15)
        before = len(self.desk.place.smtp.taken)
        once(self.desk.office)
        return self.desk.sent(before, self.voice.address)

    @property
    def reference(self) -> str:
        """Of the submission that puts the speaker forward."""
        with self.desk.office.store.reading() as register:
            (submission,) = register.find_same([self.voice.speaker])
        return submission.reference or ""

    def decides(self, *words: str) -> str:
        """What `mailbot decide` says of a choice about the speaker."""
        return self.desk.does("decide", self.reference, *words)

    def told(self, *words: str) -> EmailMessage:
        """The letter of a decision that is taken and sent."""
        self.decides(*words)
        self.decides("--send", "--yes")
        (letter,) = self.passes()
        return letter

    def accepted(self) -> Acceptance | None:
        """What the register holds of the speaker's coming."""
        with self.desk.office.store.reading() as register:
            return next((one for one in register.accepted() if one.target.reference == self.reference), None)

    def presence(self) -> str:
        """Whether the speaker comes."""
        accepted = self.accepted()
        return accepted.presence.value if accepted is not None else "nobody"


@pytest.mark.parametrize("language", VOICES)
def test_the_whole_life_of_a_decision(desk: Desk, language: str) -> None:
    voice = VOICES[language]
    talk = Talk(desk, voice)
    (acknowledgement,) = talk.says(voice.nomination)

    talk.decides("accept", "--role", "plenary", "--note", "internal words")
    assert talk.passes() == [], "a letter went out before --send"
    assert voice.speaker.split()[0] in talk.decides()
    talk.decides("--send", "--yes")
    (letter,) = talk.passes()
    told = text_of(letter)
    assert (letter["Auto-Submitted"], letter["In-Reply-To"]) == ("auto-generated", acknowledgement["In-Reply-To"])
    assert letter["Subject"].startswith(f"{talk.reference}: ")
    assert letter["Subject"] != acknowledgement["Subject"]
    instructions = {"en": "Five minutes", "fr": "Cinq minutes", "ar": "خمس دقائق"}[language]
    for words in (voice.accepted, voice.speaker, instructions, "2099"):
        assert words in told, f"the letter does not tell {words}"
    assert "internal words" not in letter.as_string()
    entry, uid = calendar_of(letter), letter["Message-ID"].strip("<>")
    for line in (
        "METHOD:PUBLISH",
        f"UID:{uid}",
        "SEQUENCE:0",
        "DTSTART;VALUE=DATE:20990224",
        "DTEND;VALUE=DATE:20990226",
    ):
        assert line in entry
    assert "No decision is prepared" in talk.decides("--send", "--yes")
    assert talk.passes() == [], "a decision was told twice"

    talk.says(voice.asks, letter)
    assert talk.presence() == "unknown", "a question was taken for an answer"
    (noted,) = talk.says(voice.confirms, letter)
    assert voice.confirmed in text_of(noted)
    assert (talk.presence(), noted["Auto-Submitted"]) == ("confirmed", "auto-replied")
    assert talk.says(f"{voice.confirms}\n\nBest", letter) == [], "what is known already was answered again"
    (noted,) = talk.says(voice.cancels, letter)
    assert voice.cancelled in text_of(noted)
    assert talk.presence() == "cancelled"
    with desk.office.store.reading() as register:
        (submission,) = register.find_same([voice.speaker])
    assert [speaker.name for speaker in submission.speakers] == [voice.speaker], "a cancellation changed the submission"

    correction = talk.told("decline")
    assert voice.replaces in text_of(correction)
    entry = calendar_of(correction)
    for line in ("METHOD:CANCEL", f"UID:{uid}", "SEQUENCE:1", "STATUS:CANCELLED"):
        assert line in entry
    assert talk.presence() == "nobody"


def english(name: str) -> Voice:
    """Somebody else who writes English, for another speaker."""
    voice = VOICES["en"]
    address = f"{name.split()[0].lower()}@office.example"
    return replace(voice, address=address, speaker=name, nomination=voice.nomination.replace(voice.speaker, name))


def test_a_letter_goes_out_at_the_time_that_was_set(desk: Desk) -> None:
    talk = Talk(desk, english("Rania Barakat"))
    talk.says(talk.voice.nomination)
    talk.decides("waitlist")
    passed = (desk.moment - timedelta(minutes=1)).isoformat()
    assert "has passed" in desk.program("decide", talk.reference, "--send", "--at", passed)[1]
    talk.decides("--send", "--at", (desk.moment + timedelta(minutes=20)).isoformat(), "--yes")
    assert talk.passes() == []
    (letter,) = talk.passes()
    assert "waiting list" in text_of(letter)
    assert talk.passes() == []


CALENDAR_REPLY = """This is not for reading.
--x
Content-Type: text/calendar; method=REPLY; charset=utf-8

BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//EN
METHOD:REPLY
BEGIN:VEVENT
UID:{uid}
ATTENDEE;PARTSTAT={said}:mailto:amal@union.example
END:VEVENT
END:VCALENDAR
--x--
"""


@pytest.mark.parametrize(
    ("said", "presence", "name"),
    [
        ("ACCEPTED", "confirmed", "Huda Mansour"),
        ("DECLINED", "cancelled", "Nadia Fares"),
        ("TENTATIVE", "unknown", "Layal Sabbagh"),
    ],
)
def test_a_calendar_s_answer_is_noted_and_never_answered(desk: Desk, said: str, presence: str, name: str) -> None:
    talk = Talk(desk, english(name))
    talk.says(talk.voice.nomination)
    letter = talk.told("accept", "--role", "plenary")
    answer = CALENDAR_REPLY.format(uid=letter["Message-ID"].strip("<>"), said=said)
    assert talk.says(answer, content_type='multipart/mixed; boundary="x"') == []
    assert talk.presence() == presence


def test_what_is_not_sure_goes_to_a_person(desk: Desk) -> None:
    talk = Talk(desk, english("Maya Tannous"))
    talk.says(talk.voice.nomination)
    letter = talk.told("accept", "--role", "plenary")
    talk.says("Dear colleagues,\n\nI will confirm as soon as my director agrees.\n\nAmal", letter)
    assert talk.presence() == "unknown"
    digest = desk.does("digest")
    assert f"A reply to an acceptance ({talk.reference}) does not say clearly whether the speaker comes" in digest
    assert f"{talk.reference}.1 · Maya Tannous" in digest.partition("Accepted, not confirmed yet")[2]
    talk.decides("confirmed", "--by", "Nadia", "--reason", "told on the telephone")
    assert talk.presence() == "confirmed"


def test_an_absence_notice_confirms_nothing(desk: Desk) -> None:
    talk = Talk(desk, english("Lina Azar"))
    talk.says(talk.voice.nomination)
    letter = talk.told("accept", "--role", "plenary")
    away = "I am away. I confirm that I will be there again on Monday."
    assert talk.says(away, letter, header="Auto-Submitted: auto-replied\n") == []
    assert talk.presence() == "unknown"


def test_a_stranger_who_knows_the_reference_is_not_believed(desk: Desk) -> None:
    talk = Talk(desk, english("Dana Haddad"))
    talk.says(talk.voice.nomination)
    talk.told("accept", "--role", "plenary")
    stranger = Talk(desk, replace(talk.voice, address="stranger@elsewhere.example"))
    guessed = EmailMessage()
    guessed["Subject"], guessed["Message-ID"] = talk.reference, "<guessed@elsewhere.example>"
    stranger.says("Dear colleagues,\n\nUnfortunately we have to cancel her participation.\n\nSomebody", guessed)
    assert talk.presence() == "unknown"
    (known,) = talk.says("Dear colleagues,\n\nI confirm her participation.\n\nAmal", guessed)
    assert "Dana Haddad will take part" in text_of(known)
    assert talk.presence() == "confirmed"
