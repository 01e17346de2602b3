"""`mailbot publish` and `mailbot publication`: from mail to the page, as an organiser runs them."""

import email
import email.policy
import json
import shutil
import sqlite3
from email.message import EmailMessage
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fpdf import FPDF

from mailbot.publication.masking import slug
from mailbot.register.store import open_store
from tests.cli.program import inside as mailbot
from tests.cli.program import write_config
from tests.letter_text import body_of

AS_OF = ("--as-of", "2021-02-04T12:00+02:00")
BY = ("--by", "Amal", "--reason", "agreed by telephone")


def pdf(*lines: str, author: str = "Amina Haddad") -> bytes:
    """A PDF with a text and the metadata of whoever made it."""
    document = FPDF()
    document.set_author(author)
    document.set_title(r"C:\Users\amina\report.docx")
    document.add_page()
    document.set_font("helvetica", size=12)
    for line in lines:
        document.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(document.output())


def locked(content: bytes) -> bytes:
    with pikepdf.open(BytesIO(content)) as opened:
        target = BytesIO()
        opened.save(target, encryption=pikepdf.Encryption(owner="o", user="u"))
    return target.getvalue()


def mail(
    name: str, organisation: str, title: str, body: str = "", *files: tuple[str, bytes], day: str = "04", **headers: str
) -> bytes:
    """A message that submits a report."""
    message = EmailMessage()
    house = organisation.split()[0].lower()
    message["From"] = f"{name} <{name.split()[0].lower()}@{house}.example>"
    message["To"] = "gcmrrarabstates@iom.int"
    message["Subject"] = headers.get("subject", "Our voluntary report")
    message["Message-ID"] = f"<{headers.get('id', house)}@{house}.example>"
    message["Date"] = f"Thu, {day} Feb 2021 10:00:00 +0200"
    if "reply" in headers:
        message["In-Reply-To"] = message["References"] = headers["reply"]
    message.set_content(
        f"Dear colleagues,\n\nPlease find attached the voluntary review report of {organisation}, “{title}”.\n{body}\n"
        f"\nKind regards,\n{name}\n"
        if title
        else body
    )
    for filename, content in files:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=filename)
    return message.as_bytes()


def text_of(title: str, organisation: str, *more: str) -> bytes:
    return pdf(
        title, "Voluntary review report", f"Submitted by {organisation}", "1. Introduction",
        "This voluntary report describes the implementation of the Global Compact for Migration.", *more,
    )  # fmt: skip


CEDAR, COAST, PALM, RIVER = "Cedar Workers Union", "Coast Fishers League", "Palm Women Network", "River Youth Forum"
HILL, DELTA, DESERT = "Hill Farmers Society", "Delta Teachers Network", "Desert Drivers Club"
FIELDS, SEA, RETURN, VOICES = "Labour inspection in the fields", "Rescue at sea", "Women who return", "Young voices"
SEASONS, SCHOOLS, ROADS = "Seasons of work", "Schools on the move", "Roads across the sand"
MAILS = (
    mail("Salma Haddad", CEDAR, FIELDS, "", ("../../etc/Amina <1>.pdf", text_of(FIELDS, CEDAR))),
    mail("Rania Saab", COAST, SEA, "Please do not publish our report.", ("r.pdf", text_of(SEA, COAST))),
    mail("Hoda Nasr", PALM, RETURN, "Please do not mention our name.", ("palm.pdf", text_of(RETURN, "the authors"))),
    mail("Karim Aziz", RIVER, VOICES, "", ("river.pdf", locked(text_of(VOICES, RIVER)))),
    mail("Omar Saadi", HILL, SEASONS, "Please do not mention our name.", ("hill.pdf", text_of(SEASONS, HILL))),
    mail("Nour Aziz", DELTA, SCHOOLS, "", ("delta.pdf", text_of(SCHOOLS, DELTA)), day="24"),
    mail("Ziad Omar", DESERT, ROADS, "", ("desert.pdf", text_of(ROADS, DESERT))),
    mail(
        "Ziad Omar",
        DESERT,
        "",
        "Dear all,\n\nplease do not publish our report R-0007 after all.\n\nZiad",
        id="later",
        reply="<desert@desert.example>",
        subject="Re: Our voluntary report",
    ),
)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filed")
    write_config(folder)
    (folder / "mail").mkdir()
    for number, raw in enumerate(MAILS, 1):
        (folder / "mail" / f"{number}.eml").write_bytes(raw)
    done = mailbot(*AS_OF, "import", "mail", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def desk(filed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filed, tmp_path / "desk"))


def run(desk: Path, *words: str, code: int = 0) -> str:
    done = mailbot(*AS_OF, *words, cwd=desk)
    assert done.returncode == code, f"{done.stdout}\n{done.stderr}"
    return done.stdout if code == 0 else done.stderr


def report_of(desk: Path, reference: str) -> dict[str, Any]:
    rows = [json.loads(line) for line in run(desk, "export", "submissions").splitlines()]
    return next(row["report"] for row in rows if row["reference"] == reference)


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def published(desk: Path) -> list[dict[str, Any]]:
    return list(json.loads((desk / "out" / "index.json").read_text("utf-8"))["reports"])


def letter_about(desk: Path, reference: str) -> str:
    """The text of the last letter about a submission."""
    with open_store(f"sqlite:///{desk / 'mailbot.db'}", desk / "files") as store, store.reading() as unit:
        keys = [letter.key for letter in unit.letter_entries() if reference in letter.references]
        letter = unit.letter_entry(keys[-1])
    assert letter is not None
    return " ".join(body_of(email.message_from_bytes(letter.raw, policy=email.policy.default)).split())


def test_what_is_published_and_what_is_not(desk: Path) -> None:
    said = run(desk, "publish", "out")
    assert said.splitlines() == [
        "3 reports, 3 files: out/index.html",
        "Left out:",
        "  R-0002 it is not to be published: “Please do not publish our report.”",
        "  R-0004 it lacks a file that can be opened",
        "  R-0007 it is not to be published: “please do not publish our report R-0007 after all.”",
        "  R-0005 “hill.pdf”: nobody is to be named, and the file names “Hill Farmers Society”: ask for one without it",
        "  R-0005 none of its files can be published",
        "Please look at:",
        "  R-0003 it is published, and stands on the attention list",
    ]
    names = (f"R-0001-{slug(FIELDS)}.pdf", "R-0003.pdf", f"R-0006-{slug(SCHOOLS)}.pdf")
    first, second, third = (desk / "out" / "files" / name for name in names)
    assert published(desk)[2]["files"] == [told(third)]
    assert published(desk)[:2] == [
        {
            "reference": "R-0001",
            "kind": "report",
            "title": FIELDS,
            "organisations": [CEDAR],
            "unnamed": False,
            "collective": False,
            "language": "en",
            "files": [told(first)],
        },
        {
            "reference": "R-0003",
            "kind": "report",
            "title": RETURN,
            "organisations": [],
            "unnamed": True,
            "collective": False,
            "language": "en",
            "files": [told(second)],
        },
    ]
    assert set(tree(desk / "out")) == {
        "index.html", "index.ar.html", "index.en.html", "index.fr.html", "index.json",
        *(f"files/{name}" for name in names),
    }  # fmt: skip
    pages = b"".join(path.read_bytes() for path in (desk / "out").glob("index*")).decode()
    for personal in (".example", "amina@", "Salma", "Haddad", "Rania", "Hoda", "Nasr", PALM, COAST, "Amina"):
        assert personal not in pages


def told(file: Path) -> dict[str, Any]:
    content = file.read_bytes()
    return {
        "path": f"files/{file.name}",
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
    }


def test_twice_is_the_same(desk: Path) -> None:
    run(desk, "publish", "out", "--strip")
    before = tree(desk / "out")
    run(desk, "publish", "out", "--strip")
    run(desk, "publish", "other", "--strip")
    assert tree(desk / "out") == tree(desk / "other") == before
    assert [event["action"] for event in shown(desk, "R-0001")["events"]].count("published") == 1
    assert sorted(path.name for path in desk.iterdir() if path.name.startswith(".")) == []


def shown(desk: Path, reference: str) -> dict[str, Any]:
    return dict(json.loads(run(desk, "show", reference, "--json")))


@pytest.mark.parametrize("strip", [True, False])
def test_metadata(desk: Path, strip: bool) -> None:
    """Of those who are not to be named it always goes."""
    run(desk, "publish", "out", *["--strip"] * strip)
    authors = {}
    for report in published(desk)[:2]:
        with pikepdf.open(desk / "out" / report["files"][0]["path"]) as opened:
            authors[report["reference"]] = str(opened.docinfo.get("/Author", "")), str(opened.docinfo.get("/Title", ""))
    own = ("", "") if strip else ("Amina Haddad", r"C:\Users\amina\report.docx")
    assert authors == {"R-0001": own, "R-0003": ("", "")}


def test_an_organiser_decides(desk: Path) -> None:
    assert run(desk, "publication", "R-0002", "yes", *BY) == "R-0002 is published.\n"
    assert run(desk, "publication", "R-0001", "no", *BY) == "R-0001 is not published.\n"
    assert report_of(desk, "R-0002")["publication"] == "yes"
    run(desk, "publish", "out")
    assert [report["reference"] for report in published(desk)] == ["R-0002", "R-0003", "R-0006"]
    record = shown(desk, "R-0002")
    assert record["attention"] == []
    event = next(event for event in record["events"] if event["action"] == "publication")
    assert (event["by"], event["reason"]) == ("Amal", "agreed by telephone")
    wrong = run(desk, "publication", "R-0002", "perhaps", code=1)
    assert wrong == "perhaps: expected one of yes, no, unnamed; nothing was changed\n"
    assert "no such submission" in run(desk, "publication", "R-0099", "no", code=1)


def test_what_is_withdrawn_late_or_lost_is_not_published(desk: Path) -> None:
    run(desk, "withdraw", "R-0003", *BY)
    digest = next(file["sha256"] for file in shown(desk, "R-0001")["files"])
    (desk / "files" / "sha256" / digest[:2] / digest).unlink()
    said = run(desk, "publish", "out", "--no-late")
    assert "R-0006 it arrived after the closing (--no-late)" in said
    assert "R-0001 “../../etc/Amina <1>.pdf”: its file is missing or damaged; restore it from a backup" in said
    assert published(desk) == []


def test_a_wish_that_comes_later(desk: Path) -> None:
    """In the same conversation: kept with the report, and on the attention list in the sender's words."""
    assert report_of(desk, "R-0007")["publication"] == "no"
    assert shown(desk, "R-0007")["status"] == "active"
    assert "We have noted that this submission is not to be published." in letter_about(desk, "R-0007")
    (item,) = (item for item in shown(desk, "R-0007")["attention"] if item["reason"].startswith("wish_no"))
    assert "please do not publish our report R-0007 after all." in item["reason"]
    listed = " ".join(run(desk, "attention").split())
    assert "the sender asks that the report not be published" in listed


def test_letters_promise_only_what_is_done(desk: Path) -> None:
    promise = "All voluntary reports will be published before the Conference"
    assert promise in letter_about(desk, "R-0001")
    assert promise not in letter_about(desk, "R-0002")
    assert "this submission is not to be published" in letter_about(desk, "R-0002")
    assert promise not in letter_about(desk, "R-0003")
    assert "to be published without the name of whoever submitted it" in letter_about(desk, "R-0003")


def test_what_is_forgotten_is_gone_from_the_next_publication(desk: Path) -> None:
    """Also the words in which its sender asked for something."""
    run(desk, "forget", "rania@coast.example", "--yes", *BY)
    run(desk, "forget", "salma@cedar.example", "--yes", *BY)
    with sqlite3.connect(desk / "mailbot.db") as database:
        said = database.execute("SELECT publication_said FROM submissions ORDER BY id").fetchall()
    assert [bool(words) for (words,) in said] == [False, False, True, False, True, False, True]
    run(desk, "publish", "out")
    assert [report["reference"] for report in published(desk)] == ["R-0003", "R-0006"]
