"""Sample letters about what organisers changed by hand, in every situation."""

from dataclasses import replace

from mailbot.intake.correcting import changes_between
from mailbot.intake.correction import Act, Correction
from mailbot.intake.plan import Action, Item
from mailbot.letters.sample_items import PEOPLE, REPORTS, report, speakers

OTHER = {"ar": "en", "en": "fr", "fr": "ar"}


def corrections(language: str) -> dict[str, tuple[tuple[Item, ...], Correction]]:
    """By situation: what the letter tells of, and what was done."""
    person, second = PEOPLE[language], PEOPLE[OTHER[language]]
    one = speakers(language, person, action=Action.CORRECTION, reference="S-0012")
    two = speakers(language, person, replace(second, title=None), action=Action.CORRECTION, reference="S-0012")
    filed = report(language, Action.CORRECTION, reference="R-0007")

    def corrected(item: Item, **before: object) -> Correction:
        was = replace(item.submission, **before)  # type: ignore[arg-type]
        return Correction(Act.CORRECTED, changes_between(was, item.submission))

    return {
        "speaker": ((one,), corrected(one, speakers=(replace(person, title=None, roles=("rapporteur",)),))),
        "one-of-two": ((two,), corrected(two, speakers=(person, replace(second, affiliation="?", title=None)))),
        "report": (
            (filed,),
            corrected(
                filed, report=replace(REPORTS[language], title=None, organisations=("?",), links=("http://a.b/c",))
            ),
        ),
        "withdrawn": (
            (replace(one, submission=replace(one.submission, status="withdrawn"), missing_of=((),)),),
            Correction(Act.WITHDRAWN),
        ),
        "reinstated": ((one,), Correction(Act.REINSTATED)),
        "merged": ((filed,), Correction(Act.MERGED, gone=("R-0009",), into="R-0007")),
        "refiled": ((filed,), Correction(Act.REFILED, gone=("S-0012",))),
        "no-submission": ((), Correction(Act.REFILED, gone=("S-0012",))),
    }
