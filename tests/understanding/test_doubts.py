"""When a missing value makes a person look: the message speaks of it, and it could be tied to nobody."""

import pytest

from mailbot.understanding.doubts import only_mentioned, roles_untied, title_untied
from mailbot.understanding.language import language_of
from mailbot.understanding.model import Speaker
from mailbot.understanding.reading import Reading, read
from tests.understanding.mails import CALL, DESK, mail, rules

HUDA = Speaker("Huda Salem", "Director", "Cedar House", ("plenary",))
OMAR = Speaker("Omar Nasser", None, "Cedar House", ("plenary",))


def reading_of(body: str) -> Reading:
    message = mail(body)
    return read(message, rules(), DESK, CALL, language_of(message, DESK.languages, rules()))


@pytest.mark.parametrize(
    ("body", "speakers", "expected"),
    [
        ("We nominate Omar Nasser of Cedar House. A field coordinator will do him good.", (OMAR,), True),
        ("We nominate Omar Nasser of Cedar House for the plenary.", (OMAR,), False),
        ("We nominate Huda Salem, Director of Cedar House, and Omar Nasser.", (HUDA, OMAR), False),
        ("We nominate Huda Salem, Director of Cedar House.", (HUDA,), False),
        ("Nous proposons Omar Nasser. Le coordinateur est connu de tous.", (OMAR,), True),
        ("نرشح عمر ناصر من دار الأرز وهو منسق معروف.", (Speaker("عمر ناصر", None, "دار الأرز"),), True),
    ],
)
def test_a_function_that_nobody_was_given(body: str, speakers: tuple[Speaker, ...], expected: bool) -> None:
    assert title_untied(mail(body), reading_of(body), speakers) is expected


def test_some_with_a_role_and_some_without() -> None:
    assert roles_untied((HUDA, Speaker("Omar Nasser", "Clerk", "Cedar House")))
    assert not roles_untied((HUDA, OMAR))
    assert not roles_untied(())


def test_somebody_who_is_only_mentioned() -> None:
    body = "Our neighbour Ms. Huda Salem, director of Cedar House, sends her regards."
    nominee = next(each for each in reading_of(body).nominees if each.speaker.name == "Huda Salem")
    assert only_mentioned(reading_of(body), (nominee.speaker,))
    sure = "We nominate Ms. Huda Salem, Director of Cedar House, as a speaker in the plenary."
    assert not only_mentioned(reading_of(sure), (HUDA,))
