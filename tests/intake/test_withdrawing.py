"""Who goes and who stays when somebody is taken back: from the sender's words to the register's entry."""

import pytest

from mailbot.intake.plan import Action, Filing
from mailbot.intake.withdrawing import file_withdrawal
from mailbot.message.model import Zone
from mailbot.understanding.context import Context
from mailbot.understanding.intents import read
from mailbot.understanding.leaving import clauses
from mailbot.understanding.model import Change, Other, Speaker
from mailbot.understanding.reading import Reading
from mailbot.understanding.sentences import sentences
from mailbot.understanding.terms import terms_of
from tests.intake.samples import speakers_filed, verdict
from tests.understanding.mails import CALL, DESK, rules

RULES = rules()
RANA, SAMIR = Speaker("Rana Shehadeh"), Speaker("Dr. Samir Tamimi")
REEM, BASEL = Speaker("عبير الشامي"), Speaker("باسل قدورة")
LEILA, ALI = Speaker("Leïla Hamdi"), Speaker("Ali Mebarki")
SISTER = Speaker("Maha Tamimi")
ALL = "all of it"
BY_HAND = "by hand"

SAID = [
    # who was put forward, what is said, who stays
    ((RANA, SAMIR), "Only Ms Shehadeh will be able to come. Mr Tamimi has to withdraw, I am afraid.", (RANA,)),
    ((RANA, SAMIR), "Please note that Dr. Samir Tamimi can no longer take part. We keep Ms. Rana Shehadeh.", (RANA,)),
    ((RANA, SAMIR), "Mr Tamimi, our legal adviser, will not be able to come, but Rana Shehadeh will.", (RANA,)),
    ((RANA, SAMIR), "Please withdraw Dr Tamimi; the nomination of Ms Shehadeh stands.", (RANA,)),
    ((RANA, SAMIR), "One of our two nominees, Ms. Rana Shehadeh, has fallen ill and must cancel.", (SAMIR,)),
    ((RANA, SAMIR), "We have to withdraw Rana Shehadeh and Samir Tamimi.", ALL),
    ((RANA, SAMIR), "We must withdraw our nominations, I am sorry.", ALL),
    ((RANA, SAMIR), "Please withdraw our second nominee.", BY_HAND),
    ((RANA, SAMIR), "She has to withdraw. Sorry!", BY_HAND),
    ((RANA, SAMIR), "Ms Shehadeh stays. The other must cancel.", BY_HAND),
    ((SAMIR, SISTER), "Mr Tamimi has to withdraw.", BY_HAND),
    ((SAMIR, SISTER), "Maha Tamimi has to withdraw.", (SAMIR,)),
    ((RANA,), "I have to cancel my nomination. With regrets", ALL),
    ((LEILA, ALI), "Merci de retirer M. Ali Mebarki de la liste. Nous maintenons Mme Leïla Hamdi.", (LEILA,)),
    ((LEILA, ALI), "Mme Hamdi ne pourra finalement pas venir. La candidature de M. Mebarki est maintenue.", (ALI,)),
    ((LEILA, ALI), "M. Mebarki se retire pour raisons de santé, tandis que Mme Hamdi sera bien présente.", (LEILA,)),
    ((LEILA, ALI), "Nous retirons les deux candidatures.", ALL),
    ((REEM, BASEL), "نعتذر عن مشاركة السيد باسل قدورة ونسحب ترشيحه، ويبقى ترشيح السيدة عبير الشامي قائماً.", (REEM,)),
    ((REEM, BASEL), "لن تتمكن الأستاذة عبير من المشاركة، فنرجو سحب ترشيحها والإبقاء على الأستاذ باسل.", (BASEL,)),
    ((REEM, BASEL), "نسحب ترشيح السيد باسل قدورة.", (REEM,)),
    ((REEM, BASEL), "نعتذر، نسحب جميع ترشيحاتنا.", ALL),
    # what is said of something else, or turned round, is a person's to read
    ((RANA,), "I do not want to withdraw, I only asked about the date.", BY_HAND),
    ((RANA,), "Please do not cancel her nomination.", BY_HAND),
    ((RANA,), "We are not withdrawing anybody.", BY_HAND),
    ((RANA,), "Kindly cancel the correction I asked for; the first title was right.", BY_HAND),
    ((RANA,), "Please remove my phone number from your list.", BY_HAND),
    ((RANA,), "Please delete the second file, it was attached by mistake.", BY_HAND),
    ((RANA,), "She cannot come on the 24th.", BY_HAND),
    ((RANA,), "Our chair cannot attend, but Rana Shehadeh still comes.", BY_HAND),
    ((RANA,), "Please cancel our order.", BY_HAND),
    ((RANA,), "Did you withdraw her nomination?", BY_HAND),
    ((RANA,), "Our other nominee withdrew from the board, but she stands.", BY_HAND),
    ((LEILA,), "Nous ne retirons pas la candidature de Mme Hamdi.", BY_HAND),
    ((LEILA,), "Mme Hamdi ne pourra pas être présente le 24 février.", BY_HAND),
    ((LEILA,), "Merci d'annuler ma demande de correction.", BY_HAND),
    ((LEILA,), "Nous retirons notre candidature.", ALL),
    ((REEM,), "لا نرغب في سحب الترشيح.", BY_HAND),
    ((REEM,), "نرجو إلغاء طلب التصحيح السابق.", BY_HAND),
    ((REEM,), "لن تتمكن السيدة عبير من الحضور شخصياً.", BY_HAND),
    ((REEM,), "نسحب ترشيحنا مع الاعتذار.", ALL),
]


@pytest.mark.parametrize(("people", "said", "expected"), SAID, ids=[said for _, said, _ in SAID])
def test_who_goes_and_who_stays(people: tuple[Speaker, ...], said: str, expected: tuple[Speaker, ...] | str) -> None:
    terms = terms_of(RULES, CALL)
    own = sentences(said, Zone.BODY)
    intents = read(own, RULES, terms)
    reading = Reading(Context(RULES, DESK, CALL, "en", own, (), intents), intents, (), (), (), terms)
    taken_back = verdict(other=Other.FOLLOWUP, change=Change.WITHDRAWAL, clauses=clauses(reading))
    (filing,) = file_withdrawal(speakers_filed(*people), taken_back, "").filings
    assert found(filing) == expected


def found(filing: Filing) -> tuple[Speaker, ...] | str:
    """What became of the submission."""
    assert filing.action is Action.WITHDRAWAL
    if filing.by_hand:
        return BY_HAND
    return ALL if filing.submission.status == "withdrawn" else filing.submission.speakers


def test_somebody_of_another_submission_is_not_taken_for_the_one_of_this() -> None:
    terms = terms_of(RULES, CALL)
    own = sentences("Please withdraw Ms Rana Shehadeh.", Zone.BODY)
    reading = Reading(Context(RULES, DESK, CALL, "en", own), read(own, RULES, terms), (), (), (), terms)
    taken_back = verdict(other=Other.FOLLOWUP, change=Change.WITHDRAWAL, clauses=clauses(reading))
    (filing,) = file_withdrawal(speakers_filed(SAMIR), taken_back, "", (RANA,)).filings
    assert found(filing) == BY_HAND


def test_what_is_in_doubt_a_person_carries_out() -> None:
    unsure = verdict(other=Other.FOLLOWUP, change=Change.WITHDRAWAL, needs_review=True, review=("unclear",))
    (filing,) = file_withdrawal(speakers_filed(SAMIR), unsure, "").filings
    assert found(filing) == BY_HAND
