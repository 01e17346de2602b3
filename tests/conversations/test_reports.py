"""Reports over several messages: a forgotten file, a new version, the same again by two people."""

from pathlib import Path

import pytest

from tests.cli.program import write_config
from tests.conversations.mail import File, message, reply
from tests.conversations.test_followups import Row, answers, imported, rows

PAPER = (
    "Who Carries the Fish\nVoluntary report of the Porters Union of Suakin\n\n1. Introduction\n"
    + "We spoke with porters at the gates during the year and they told us how their work had changed for them. " * 8
    + "\n2. Findings\nObjective 6 of the Compact asks for fair recruitment; the fees are still charged at the gate.\n"
    + "3. Recommendations\nPublish the tariff, and let porters join the union without a permit."
)
SENDS = {
    "en": 'Dear all,\n\nplease find attached the voluntary report of the Porters Union of Suakin, "{title}".\n\nRima',
    "fr": "Bonjour,\n\nci-joint le rapport volontaire de l'Union des porteurs de Suakin, « {title} ».\n\nRima",
    "ar": "السادة الكرام،\n\nتجدون طيه التقرير الطوعي لاتحاد حمالي سواكن بعنوان «{title}».\n\nمع التحية\nريما عوض",
}
FORGOTTEN = {
    "en": "Sorry, I forgot the file, here it is.\n\nRima",
    "fr": "Pardon, j'avais oublié la pièce jointe, la voici.\n\nRima",
    "ar": "عذرا نسيت المرفق، وها هو التقرير.\n\nريما",
}
ANEW = {
    "en": "Please use this corrected version of our report instead of the first one.\n\nRima",
    "fr": "Merci de prendre cette version corrigée de notre rapport à la place de la première.\n\nRima",
    "ar": "يرجى اعتماد هذه النسخة المصححة من تقريرنا بدلا من الأولى.\n\nريما",
}
TITLES = {"en": "Who Carries the Fish", "fr": "Qui porte le poisson", "ar": "من يحمل السمك"}


def paper(language: str, ending: str = "") -> File:
    """The report of one language's conversation."""
    return File("report.txt", PAPER.replace("Who Carries the Fish", TITLES[language]) + f"\n{language}{ending}")


@pytest.fixture(scope="module")
def submissions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    """The submissions of each conversation, by the domain of its sender."""
    folder: Path = tmp_path_factory.mktemp("desk")
    write_config(folder, letters={"per_sender_per_day": 100})
    first, second = {}, {}
    for language, text in SENDS.items():
        body = text.format(title=TITLES[language] + " I")
        first[f"forgot-{language}"] = message(f"forgot-{language}", 1, "Our report", body)
        body = text.format(title=TITLES[language])
        first[f"anew-{language}"] = message(f"anew-{language}", 1, "Our report", body, paper(language))
    imported(folder, first)
    letters = answers(folder)
    for language in SENDS:
        forgot, anew, again = (f"{name}-{language}" for name in ("forgot", "anew", "zagain"))
        missing = File("rapport.txt", paper(language).text.replace(TITLES[language], TITLES[language] + " I") + " I")
        second[forgot] = reply(forgot, language, "Our report", FORGOTTEN[language], letters[forgot], missing)
        second[anew] = reply(anew, language, "Our report", ANEW[language], letters[anew], paper(language, " corrected"))
        body = SENDS[language].format(title=TITLES[language])
        second[again] = message(again, 3, "In case you did not get it", body, paper(language))
    imported(folder, second)
    found: dict[str, list[Row]] = {}
    for row in rows(folder, "submissions"):
        found.setdefault(row["sender"].partition("@")[2].removesuffix(".example"), []).append(row)
    return found


@pytest.mark.parametrize("language", list(SENDS))
def test_a_forgotten_file_completes_its_report(language: str, submissions: dict[str, list[Row]]) -> None:
    (submission,) = submissions[f"forgot-{language}"]
    assert [file["name"] for file in submission["files"]] == ["rapport.txt"]
    assert (submission["status"], len(submission["messages"])) == ("active", 2)


@pytest.mark.parametrize("language", list(SENDS))
def test_a_new_version_takes_the_place_of_the_first(language: str, submissions: dict[str, list[Row]]) -> None:
    (submission,) = submissions[f"anew-{language}"]
    assert submission["status"] == "active"
    assert len(submission["messages"]) >= 2


@pytest.mark.parametrize("language", list(SENDS))
def test_the_same_again_by_somebody_else_is_one_submission(language: str, submissions: dict[str, list[Row]]) -> None:
    assert f"zagain-{language}" not in submissions
    (submission,) = submissions[f"anew-{language}"]
    assert len(submission["messages"]) == 3
