"""What the demonstration leaves in its folder: mail, letters, pages for the browser, a configuration; and its words."""

import email
import email.policy
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from markupsafe import Markup
from rich.console import Console
from rich.text import Text

from mailbot.cli.program import program
from mailbot.letters.preview import SHELL, STYLE
from mailbot.settings.paths import defaults_folder

TITLE = "mailbot's demonstration"
ROW = Markup('<tr><td>{number}</td><td><a href="{page}" dir="auto">{subject}</a></td><td>{to}</td></tr>\n')
BODY = Markup("""<h1>{title}</h1>
<p><a href="digest.html">The digest</a>, which the organisers get every morning;
<a href="register.xlsx">the register</a>; {count} letters that went out, as their readers see them:</p>
<table>
{rows}</table>""")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that went out. name: of its files, without their ending; address: to whom."""

    name: str
    address: str
    raw: bytes
    message: EmailMessage

    @property
    def page(self) -> str | None:
        """Its HTML, where it has any."""
        part = self.message.get_body(("html",))
        return None if part is None else str(part.get_content())

    @property
    def is_digest(self) -> bool:
        """Whether it is the organisers' digest, which brings the register with it."""
        return any((part.get_filename() or "").endswith(".xlsx") for part in self.message.walk())


def write_everything(out: Path, letters: Sequence[bytes], mail: Sequence[Path]) -> None:
    """Fills the folder beside the register. letters: in the order they went out; mail: the sample messages."""
    (out / "mail").mkdir()
    for file in mail:
        shutil.copyfile(file, out / "mail" / file.name)
    written = [_letter(number, raw) for number, raw in enumerate(letters, 1)]
    for letter in written:
        _write_letter(out, letter)
    rows = Markup("").join(_rows(written))
    body = BODY.format(title=TITLE, count=len(written), rows=rows)
    page = SHELL.format(title=TITLE, style=Markup(STYLE), body=body)  # noqa: S704 - a constant
    (out / "index.html").write_text(page, "utf-8")
    _write_configuration(out)


def _letter(number: int, raw: bytes) -> Letter:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    address = str(message["To"].addresses[0].addr_spec if message["To"] else "nobody")
    return Letter(f"{number:02d}-{address.partition('@')[0]}", address, raw, message)


def _write_letter(out: Path, letter: Letter) -> None:
    """As .eml for a mail program, and its page for the browser; the digest's page as digest.html."""
    (out / "letters" / f"{letter.name}.eml").write_bytes(letter.raw)
    if letter.page is not None:
        place = out / "digest.html" if letter.is_digest else out / "letters" / f"{letter.name}.html"
        place.write_text(letter.page, "utf-8")


def _rows(letters: Sequence[Letter]) -> Iterator[Markup]:
    for number, letter in enumerate(letters, 1):
        page = "digest.html" if letter.is_digest else f"letters/{letter.name}.html"
        yield ROW.format(number=number, page=page, subject=letter.message["Subject"], to=letter.address)


def _write_configuration(out: Path) -> None:
    """The sample's configuration over the register here: the organisers' commands work with it."""
    _, _, content = (defaults_folder() / "config.toml").read_text("utf-8").partition("\n")
    database = 'database = "sqlite:///mailbot.db"'
    assert database in content, "the sample names its database"
    (out / "config.toml").write_text(content.replace(database, 'database = "sqlite:///register.db"'), "utf-8")


def tell(console: Console, out: Path, letters: int, example: Path) -> None:
    """What lies where, and what to try next. example: the sample message that is worth a question."""
    parts = {
        "index.html": "start here: digest and letters, in the browser",
        "register.xlsx": "the register: messages, submissions, letters",
        "register.db": "the same as SQLite database, with the log of every step",
        "letters/": f"the {letters} letters that went out, the digest among them",
        "mail/": "the messages that came in",
    }
    width = max(len(str(out / name)) for name in parts) + 2
    console.print()
    for name, words in parts.items():
        console.print(Text.assemble((f"{out / name!s:<{width}}", "bold"), words), soft_wrap=True)
    own = program()
    steps = {
        f"{own} classify {out / 'mail' / example.name}": f"why message {int(example.name[:2])} was understood so",
        f"{own} --config {out / 'config.toml'} attention": "what needs a person; also list, show, decide",
        f"{own} init desk": "a configuration for your own mailbox",
    }
    console.print("\nNext:")
    for command, words in steps.items():
        console.print(Text.assemble((f"  {command}", "bold"), f"\n      {words}"), soft_wrap=True)
