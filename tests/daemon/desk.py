"""The program's parts on embedded servers, with a clock set by hand: mail comes in, letters go out."""

import email
import email.policy
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from mailbot.cli import wiring
from mailbot.cli.clock import Clock
from mailbot.daemon.arriving import arrival_of
from mailbot.daemon.deadlines import bring_deadlines
from mailbot.daemon.deciding import send_due_decisions
from mailbot.daemon.delivery import Deliverer
from mailbot.daemon.filing import file_stored
from mailbot.daemon.office import Office
from mailbot.demo.play import Stage, on_stage
from mailbot.register.export import rows
from mailbot.settings.load import load
from tests.cli.program import inside
from tests.letter_text import body_of

CONFIG = """
[desk]
name = "Review Desk"
address = "review@example.org"
organisers = ["organiser@example.org"]
timezone = "Asia/Beirut"
[mailbox]
host = "127.0.0.1"
username = "review@example.org"
[smtp]
host = "127.0.0.1"
"""
MAIL = """From: {name} <{address}>
To: review@example.org
Subject: {subject}
Message-ID: <{number}@org.example>
{header}Date: Mon, 25 Jan 2021 10:00:00 +0200
MIME-Version: 1.0
Content-Type: {content_type}

{body}
"""
PLAIN = "text/plain; charset=utf-8"


@dataclass
class Desk:
    """The program's parts on embedded servers."""

    office: Office
    place: Stage
    folder: Path
    moment: datetime
    mails: int = 0

    def at(self, moment: str) -> None:
        """Sets the clock, in Beirut's winter time."""
        self.moment = datetime.fromisoformat(f"{moment}+02:00")

    def mail(
        self,
        body: str,
        address: str = "amal@union.example",
        subject: str = "Our answer",
        *,
        answering: EmailMessage | None = None,
        header: str = "",
        content_type: str = "",
    ) -> bytes:
        """The next mail of somebody; to a letter of ours it replies as mail programs do."""
        self.mails += 1
        if answering is not None:
            subject = f"Re: {answering['Subject']}"
            header = f"In-Reply-To: {answering['Message-ID']}\n{header}"
        return MAIL.format(
            name="Amal Haddad",
            address=address,
            subject=unmarked(subject),
            number=self.mails,
            header=header,
            content_type=content_type or PLAIN,
            body=body,
        ).encode()

    def gets(
        self,
        body: str,
        address: str = "amal@union.example",
        subject: str = "Our answer",
        header: str = "",
        content_type: str = "",
    ) -> None:
        """A mail comes in and is filed now."""
        raw = self.mail(body, address, subject, header=header, content_type=content_type)
        self.takes(raw)

    def takes(self, raw: bytes) -> None:
        """These bytes come in and are filed now."""
        sha256 = self.office.store.files.keep(raw)
        with self.office.store.writing() as register:
            register.keep(arrival_of(raw, sha256, self.moment, self.moment), self.moment)
        file_stored(self.office)

    def writes(self) -> list[EmailMessage]:
        """The letters that go out now."""
        before = len(self.place.smtp.taken)
        bring_deadlines(self.office, at_once=True)
        send_due_decisions(self.office)
        Deliverer(self.office).round()
        return self.sent(before)

    def sent(self, before: int, address: str = "") -> list[EmailMessage]:
        """What the relay took after so many letters, all of it or to one address."""
        return [
            email.message_from_bytes(taken.content, policy=email.policy.default)
            for taken in self.place.smtp.taken[before:]
            if not address or taken.recipients[0] == address
        ]

    def to(self) -> list[tuple[str, str]]:
        """(address, how the key begins) of the letters that go out now."""
        taken = len(self.place.smtp.taken)
        self.writes()
        addresses = [taken.recipients[0] for taken in self.place.smtp.taken[taken:]]
        keys = [str(key) for (key,) in self.letters("key")]
        return list(zip(addresses, (key.split(":")[0] for key in keys[len(keys) - len(addresses) :]), strict=True))

    def letters(self, *columns: str) -> list[tuple[object, ...]]:
        """Columns of the export."""
        with self.office.store.reading() as register:
            return [tuple(row[column] for column in columns) for row in rows(register, "letters")]

    def standings(self) -> dict[str, str]:
        """Of every submission."""
        with self.office.store.reading() as register:
            return {str(row["reference"]): str(row["standing"]) for row in rows(register, "submissions")}

    @property
    def reference(self) -> str:
        """Of the submission that came last."""
        return list(self.standings())[-1]

    def program(self, *words: str) -> tuple[int, str]:
        """A command as people type it: its exit code, and what it says."""
        done = inside("--as-of", self.moment.isoformat(), *words, cwd=self.folder)
        self.moment += timedelta(minutes=1)  # its clock ran on from there
        return done.returncode, done.stdout + done.stderr

    def does(self, *words: str) -> str:
        """What a command says that goes well."""
        code, said = self.program(*words)
        assert code == 0, said
        return said

    def configure(self, old: str, new: str) -> None:
        """Changes config.toml, which the program has not taken yet."""
        config = self.folder / "config.toml"
        text = config.read_text("utf-8")
        assert old in text, old
        config.write_text(text.replace(old, new), "utf-8")

    def reload(self) -> None:
        """The program takes the configuration anew."""
        renewed = wiring.renewed(self.office, load(self.folder / "config.toml"), Clock())
        self.office = replace(on_stage(renewed, self.place), now=lambda: self.moment)


@contextmanager
def desk_in(folder: Path, place: Stage, config: str, moment: str) -> Iterator[Desk]:
    """A desk in a folder, with CONFIG and more configuration, whose clock stands at a moment (with its zone)."""
    (folder / "config.toml").write_text(CONFIG + config, "utf-8")
    with wiring.office(load(folder / "config.toml"), Clock()) as office:
        made = Desk(office, place, folder, datetime.fromisoformat(moment))
        made.office = replace(on_stage(office, place), now=lambda: made.moment)
        yield made


def unmarked(text: str) -> str:
    """Without the marks that keep directions apart."""
    return re.sub("[\u2066-\u2069]", "", text)


def text_of(letter: EmailMessage) -> str:
    """What a letter says, as one line without the marks that keep directions apart."""
    return " ".join(unmarked(body_of(letter)).split())


def calendar_of(letter: EmailMessage) -> str:
    """The calendar file of a letter, unfolded; "" where it has none."""
    for part in letter.iter_attachments():
        assert part.get_content_type() == "text/calendar"
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        return content.decode("utf-8").replace("\r\n ", "")
    return ""
