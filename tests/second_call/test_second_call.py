"""A quite different call, with its own rules, words and one more language, goes the whole path by the same code."""

import email
import email.policy
import json
import re
import shutil
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from mailbot.call import Shape
from mailbot.demo.play import PASSWORD, USER, stage
from mailbot.letters.check import check_templates
from mailbot.settings.load import load
from mailbot.understanding.rules import load_rules
from mailbot.understanding.terms import terms_of
from tests.cli.program import inside as mailbot
from tests.letter_text import body_of

HERE = Path(__file__).parent
ISOLATES = re.compile("[\u2066-\u2069]")


@dataclass(frozen=True)
class Run:
    """What came of the whole path: rows of the exports, letters by the name of the mail they answer, the digest."""

    messages: dict[str, dict[str, Any]]
    submissions: dict[str, dict[str, Any]]
    letters: dict[str, EmailMessage]
    digest: str

    def text(self, mail: str) -> str:
        """A letter's words."""
        return ISOLATES.sub("", body_of(self.letters[mail])).replace("\u00a0", " ")


def _rows(folder: Path, what: str) -> list[dict[str, Any]]:
    done = mailbot("export", what, "--format", "jsonl", cwd=folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The mail is imported, answered over an embedded relay, and told of in the digest."""
    folder = tmp_path_factory.mktemp("second")
    for name in ("rules", "templates", "mail"):
        shutil.copytree(HERE / name, folder / name)
    with stage(folder / "servers") as place:
        config = (
            (HERE / "config.toml").read_text("utf-8").replace('forum@mobility.example"\npassword', f'{USER}"\npassword')
        )
        config = config.replace("mailbox-password", PASSWORD).replace('"ca.pem"', f'"{place.certificates.ca}"')
        config = config.replace("port = 1\n", f"port = {place.imap.port}\n").replace(
            "port = 2\n", f"port = {place.smtp.port}\n"
        )
        (folder / "config.toml").write_text(config, "utf-8")
        for command in (
            ("--as-of", "2022-06-02T08:00-05:00", "import", "mail"),
            ("--as-of", "2022-06-02T08:01-05:00", "once", "--digest"),
        ):
            done = mailbot(*command, cwd=folder)
            assert done.returncode == 0, done.stderr
        sent = [email.message_from_bytes(one.content, policy=email.policy.default) for one in place.smtp.taken]
    answers = {str(one["In-Reply-To"]).strip("<>").partition("@")[0]: one for one in sent if one["In-Reply-To"]}
    (digest,) = (one for one in sent if not one["In-Reply-To"])
    assert len(answers) == len(sent) - 1, "a message got two letters"
    return Run(
        {row["message_id"].strip("<>").partition("@")[0]: row for row in _rows(folder, "messages")},
        {row["reference"]: row for row in _rows(folder, "submissions")},
        answers,
        body_of(digest),
    )


def test_every_message_is_understood_in_its_language(run: Run) -> None:
    told = {
        name: (row["language"], row["kinds"], row["other"], row["needs_review"]) for name, row in run.messages.items()
    }
    assert told == {
        "01-panelista": ("es", ["panelist"], None, False),
        "02-resumen": ("es", ["abstract"], None, False),
        "03-forgotten": ("en", ["abstract"], None, False),
        "04-parallele": ("fr", ["side_event"], None, False),
        "05-arabic": ("ar", ["panelist"], None, False),
        "06-pregunta": ("es", [], "question", False),
        "07-two-documents": ("en", ["abstract", "side_event"], None, False),
        "08-gracias": ("es", [], "thanks", False),
        "09-ausencia": ("es", [], "automatic", False),
        "10-grace": ("fr", ["panelist"], None, False),
        "11-retiro": ("es", [], "followup", False),
    }


def test_submissions_have_the_calls_prefixes_standings_and_contents(run: Run) -> None:
    told = {
        reference: (
            row["kind"],
            row["standing"],
            row["status"],
            [(person["name"], person["affiliation"], person["roles"]) for person in row["speakers"]],
            (row["report"] or {}).get("title"),
            [file["name"] for file in row["files"]],
        )
        for reference, row in run.submissions.items()
    }
    lucia = ("Lucía Fernández Rojas", "Fundación Puentes del Sur", ["moderator"])
    assert told == {
        "P-0001": ("panelist", "on_time", "withdrawn", [lucia], None, []),
        "A-0001": ("abstract", "on_time", "active", [], "Sequía y movilidad en el corredor seco", ["resumen.txt"]),
        "A-0002": ("abstract", "on_time", "active", [], None, []),
        "SE-0001": (
            "side_event",
            "late",
            "active",
            [],
            "Eau, terre et départs : paroles de paysannes",
            ["evenement-parallele.txt"],
        ),
        "P-0002": ("panelist", "on_time", "active", [("ليلى عبد الرحمن الخطيب", "مركز الأفق", [])], None, []),
        "A-0003": (
            "abstract",
            "on_time",
            "active",
            [],
            "Planned relocation: three island communities",
            ["abstract.txt"],
        ),
        "SE-0002": (
            "side_event",
            "late",
            "active",
            [],
            "Maps for movers: open data at the coast",
            ["side-event-proposal.txt"],
        ),
        "P-0003": ("panelist", "grace", "active", [("Paul Étienne", "Réseau Mangrove", ["discussant"])], None, []),
    }


def test_every_letter_is_in_the_senders_language_and_nobody_else_gets_one(run: Run) -> None:
    assert {name: str(letter["Content-Language"]) for name, letter in run.letters.items()} == {
        "01-panelista": "es",
        "02-resumen": "es",
        "03-forgotten": "en",
        "04-parallele": "fr",
        "05-arabic": "ar",
        "06-pregunta": "es",
        "07-two-documents": "en",
        "10-grace": "fr",
        "11-retiro": "es",
    }


@pytest.mark.parametrize(
    ("mail", "words"),
    [
        ("01-panelista", ["P-0001 – Candidatura de panelista", "Panelista: Lucía Fernández Rojas", "Cargo: directora"]),
        (
            "01-panelista",
            ["el martes 31 de mayo de 2022 a las 18:00 (hora de Panamá)", "Papel: moderación de una sesión"],
        ),
        ("01-panelista", ["El programa se decide antes del Foro del 20 al 22 de junio de 2022."]),
        ("02-resumen", ["A-0001", "el viernes 20 de mayo de 2022 (prorrogada; antes, el viernes 6 de mayo de 2022)"]),
        ("02-resumen", ["Los resúmenes aceptados se publican antes del 15 de junio de 2022."]),
        ("03-forgotten", ["We found no abstract attached to your message.", "as soon as you can"]),
        ("03-forgotten", ["the closing date was Friday 20 May 2022 (extended from Friday 6 May 2022)"]),
        ("04-parallele", ["SE-0001", "après la date limite du samedi 30 avril 2022", "Association Terres Caraïbes"]),
        ("05-arabic", ["ترشيح متحدث في حلقة نقاش", "المسمى الوظيفي", "كلمة رئيسية أو تعقيب أو إدارة جلسة"]),
        ("06-pregunta", ["Los papeles posibles son: conferencia magistral, comentarista o moderación de una sesión."]),
        ("06-pregunta", ["Puede enviar el resumen de su ponencia", "https://mobility.example/forum"]),
        ("07-two-documents", ["A-0003 – Abstract of a paper", "SE-0002 – Side event proposal", "It arrived on time"]),
        ("07-two-documents", ["It arrived after the closing date of Saturday 30 April 2022"]),
        ("10-grace", ["mais dans le délai supplémentaire", "Rôle : discussion des communications"]),
        ("11-retiro", ["P-0001", "Tal como pidió, la hemos retirado."]),
    ],
)
def test_letters_say_what_this_call_says(run: Run, mail: str, words: list[str]) -> None:
    text = run.text(mail)
    assert [part for part in words if part not in text] == [], text


def test_no_letter_speaks_of_the_other_call(run: Run) -> None:
    foreign = re.compile(r"voluntary|volontaire|Consultation|Regional Review|GCM|plenary|speaker|استعراض|المشاورة")
    assert {name: found.group() for name in run.letters if (found := foreign.search(run.text(name)))} == {}


def test_what_is_promised_before_a_day_is_not_said_of_what_lacks_something_or_is_late(run: Run) -> None:
    assert "published before" not in run.text("03-forgotten")
    assert "published before 15 June 2022" in run.text("07-two-documents")
    assert run.text("07-two-documents").count("published before") == 1


def test_the_digest_counts_the_calls_kinds_and_languages(run: Run) -> None:
    text = ISOLATES.sub("", run.digest)
    for words in ("Abstract of a paper", "Nomination of a panelist", "Side event proposal", "Spanish", "discussant"):
        assert words in text, text


def test_the_folders_are_good() -> None:
    configuration = load(HERE / "config.toml")
    call = configuration.call()
    folder, base = configuration.folders("templates")
    assert check_templates(folder, configuration.settings.desk.languages, call, base) == []
    terms = terms_of(load_rules(*configuration.folders("rules")), call)
    assert (terms.of(Shape.DOCUMENT), terms.of(Shape.PERSONS)) == (("abstract", "side_event"), ("panelist",))
