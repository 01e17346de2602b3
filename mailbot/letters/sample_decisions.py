"""Sample letters about decisions and about what was answered to them, in every situation."""

from datetime import date, datetime
from typing import Any

from mailbot.call import Event
from mailbot.intake.plan import LetterKind
from mailbot.intake.told import Acceptance, Choice, Heard, Presence, Target, Told
from mailbot.letters.sample_items import CALL, PEOPLE, ZONE, speakers
from mailbot.understanding.model import Other, Speaker

CONFERENCE = CALL.events["conference"]
SITTING = Event(
    "consultation",
    date(2021, 2, 23),
    date(2021, 2, 23),
    datetime(2021, 2, 23, 10, tzinfo=ZONE),
    datetime(2021, 2, 23, 13, 30, tzinfo=ZONE),
)
INSTRUCTIONS = {
    "ar": "مدة كل مداخلة خمس دقائق.\n\nوسنرسل إليكم رابط الجلسة قبل يوم من انعقادها.",
    "en": "Each intervention may last five minutes.\n\nThe link to the session will be sent to you one day before.",
    "fr": "Chaque intervention dure cinq minutes au plus.\n\nLe lien de la séance vous sera envoyé la veille.",
}
TELL = {
    "ar": "ونكون ممتنين لو تفضلتم بالتركيز على حقوق العاملات المهاجرات.",
    "en": "We would be grateful if the intervention could address the rights of women migrant workers.",
    "fr": "Nous vous serions reconnaissants de mettre l’accent sur les droits des travailleuses migrantes.",
}
EARLIER = date(2021, 2, 1)


def decisions(language: str) -> dict[str, tuple[LetterKind, dict[str, Any]]]:
    """By situation: the kind of letter, and what its order tells."""
    person = PEOPLE[language]
    accepted: dict[str, Any] = {
        "choice": Choice.ACCEPT,
        "speaker": person,
        "role": person.roles[0],
        "event": CONFERENCE,
        "confirm_by": date(2021, 2, 21),
        "instructions": INSTRUCTIONS,
    }
    changed: dict[str, Any] = {"replaces": EARLIER, "was": Choice.ACCEPT}
    decision, correction = LetterKind.DECISION, LetterKind.CORRECTION
    situations = {
        "accept": (decision, Told(**accepted)),
        "accept-with-words": (decision, Told(**accepted, tell=TELL[language])),
        "accept-with-hours": (decision, Told(**{**accepted, "event": SITTING, "confirm_by": date(2021, 2, 20)})),
        "accept-late": (decision, Told(**{**accepted, "confirm_by": None, "event": None, "instructions": {}})),
        "decline": (decision, Told(Choice.DECLINE, person)),
        "decline-nobody-named": (decision, Told(Choice.DECLINE, Speaker(None))),
        "waitlist": (decision, Told(Choice.WAITLIST, person, tell=TELL[language])),
        "other-role": (correction, Told(**{**accepted, "role": "rapporteur"}, **changed)),
        "no-longer": (correction, Told(Choice.DECLINE, person, event=CONFERENCE, **changed)),
        "after-all": (decision, Told(**accepted, replaces=EARLIER, was=Choice.WAITLIST)),
    }
    return {name: (kind, {"decision": told}) for name, (kind, told) in situations.items()}


def confirmations(language: str) -> dict[str, dict[str, Any]]:
    """By situation: what the order of a letter tells that answers a confirmation or cancellation."""
    person = PEOPLE[language]
    acceptance = Acceptance(7, Target("S-0012", 1), "speaker", person, person.roles[0], "to@example.org", cited=True)
    confirmed, cancelled = Heard(acceptance, Presence.CONFIRMED), Heard(acceptance, Presence.CANCELLED)
    return {
        "confirmed": {"heard": (confirmed,), "topic": Other.THANKS},
        "confirmed-and-asks": {"heard": (confirmed,), "topic": Other.QUESTION},
        "cancelled": {"heard": (cancelled,), "topic": Other.FOLLOWUP},
        "cancelled-and-replaced": {"heard": (cancelled,), "items": (speakers(language, reference="S-0012"),)},
    }
