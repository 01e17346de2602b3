"""`python -m tests.screenshots`: the README's pictures, from the demonstration's own output, with headless chromium."""

import email
import email.policy
import html
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.cells import cell_len
from rich.text import Text

IMAGES = Path(__file__).parent.parent / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
COLUMNS = 150
TITLE = "What came in"  # of the demonstration's table
GREEN = "#a6e22e"
PAGE = """<style>
body {{ margin: 0; background: #272822; color: #f8f8f2 }}
pre {{ font: 13px/1.3 "DejaVu Sans Mono", monospace; padding: 16px }}
pre span {{ display: inline-block; vertical-align: top; overflow: hidden; white-space: pre; unicode-bidi: isolate }}
</style><pre>{lines}</pre>"""


def demonstrate(folder: Path) -> str:
    """Runs `mailbot demo` in a folder; what it showed at the end, with colours."""
    program = Path(sys.executable).with_name("mailbot")
    environment = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    environment["PATH"] = f"{program.parent}{os.pathsep}{os.environ['PATH']}"  # so that it calls itself mailbot
    done = subprocess.run(
        [str(program), "demo"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout[done.stdout.rindex(TITLE) :]  # the table was drawn again and again: only its last state


def terminal_page(shown: str) -> str:
    """What a terminal showed as a page.

    Each cell of the table is a box as wide as in a terminal: browsers join Arabic letters that terminals keep apart.
    """
    lines = Text.from_ansi(shown).split("\n", allow_blank=True)
    return PAGE.format(lines="\n".join(_line(line) for line in lines))


def _line(line: Text) -> str:
    return "│".join(_cell(cell) if "│" in line.plain else _words(cell) for cell in line.split("│", allow_blank=True))


def _cell(cell: Text) -> str:
    return f'<span style="width:{cell_len(cell.plain)}ch">{_words(cell)}</span>' if cell.plain else ""


def _words(cell: Text) -> str:
    """The text with the two styles the demonstration uses."""
    words = html.escape(cell.plain)
    styles = [str(span.style) for span in cell.spans]
    if any(style in ("green", "color(2)") for style in styles):
        return f'<b style="color:{GREEN};font-weight:400">{words}</b>'
    bold = next((span for span in cell.spans if "bold" in str(span.style)), None)
    if bold is None:
        return words
    plain = cell.plain
    return (
        f"{html.escape(plain[: bold.start])}<b>{html.escape(plain[bold.start : bold.end])}</b>"
        f"{html.escape(plain[bold.end :])}"
    )


def letter_page(letters: Path, language: str) -> str:
    """The HTML of the first acknowledgement in a language that says most. Raises LookupError where there is none."""
    pages = []
    for file in sorted(letters.glob("*.eml")):
        message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
        page = message.get_body(("html",))
        if page is not None and message["Content-Language"] == language and message["In-Reply-To"]:
            pages.append(page.get_content())
    if not pages:
        raise LookupError(f"the demonstration wrote no letter in {language}")
    return str(max(pages, key=len))


def picture(browser: str, page: str, target: Path, width: int, height: int) -> None:
    """Draws a page into a PNG."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page if "<meta charset" in page else f'<meta charset="utf-8">{page}', "utf-8")
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--force-device-scale-factor=1.5",
                f"--user-data-dir={folder}/profile",
                f"--window-size={width},{height}",
                f"--screenshot={target}",
                source.as_uri(),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
            check=True,
        )
    print(target)


def main() -> int:
    """Makes all pictures; without chromium it says so and leaves them as they are."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        print("screenshots: chromium is not installed; the pictures in docs/images stay as they are")
        return 0
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        shown, out = demonstrate(Path(folder)), Path(folder) / "demo-out"
        picture(browser, terminal_page(shown), IMAGES / "demo.png", 1260, 780)
        picture(browser, (out / "digest.html").read_text("utf-8"), IMAGES / "digest.png", 820, 1100)
        picture(browser, letter_page(out / "letters", "ar"), IMAGES / "letter-ar.png", 720, 1100)
        picture(browser, letter_page(out / "letters", "fr"), IMAGES / "letter-fr.png", 720, 1100)
    return 0


if __name__ == "__main__":
    sys.exit(main())
