"""Every letter and digest as pages to look at, each in a phone's and in a desktop's width, and an index."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from functools import partial

from markupsafe import Markup, escape

from mailbot.call import Call, Desk
from mailbot.letters.compose import compose
from mailbot.letters.digest import digest_pages
from mailbot.letters.sample_days import summaries
from mailbot.letters.sample_items import CALL, SENDERS
from mailbot.letters.samples import Sample, samples, samples_of
from mailbot.letters.templates import Templates
from mailbot.letters.view import direction_of

PHONE, DESKTOP, HEIGHT = 360, 1000, 900  # pixels
STYLE = """
body { margin: 0; padding: 16px 20px; font: 15px/1.5 system-ui, 'Segoe UI', 'Noto Sans Arabic', sans-serif;
       background: #f3f6f9; color: #1f2933 }
h1 { font-size: 19px; margin: 8px 0 2px } h2 { font-size: 16px; margin: 24px 0 4px } a { color: #1a5c96 }
.frames { display: flex; flex-wrap: wrap; gap: 20px } figure { margin: 12px 0 } figcaption { color: #5b6470 }
iframe { border: 1px solid #c5ced8; background: #fff; max-width: 96vw }
pre { white-space: pre-wrap; background: #fff; border: 1px solid #c5ced8; padding: 12px; max-width: 72em }
td { padding: 2px 16px 2px 0; vertical-align: top }
"""
SHELL = Markup("""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title><style>{style}</style></head>
<body>
{body}
</body></html>
""")
FRAME = Markup(
    "<figure><figcaption>{caption}, {width} px</figcaption>"
    '<iframe title="{caption}" width="{width}" height="{height}" srcdoc="{page}"></iframe></figure>\n'
)
LETTER = Markup("""<p><a href="index.html">All letters</a></p>
<h1 dir="auto">{subject}</h1>
<p>{name}, {languages}</p>
<div class="frames">
{frames}</div>
<details><summary>Plain text</summary><pre dir="{direction}">{text}</pre></details>""")


Pages = tuple[str, str, str]  # subject, text, HTML


@dataclass(frozen=True, slots=True)
class Situation:
    """A letter in one situation. letter: its folder in templates/; name: for people and file names.

    write: gives the letter; raises what a fault in a template raises.
    """

    letter: str
    name: str
    languages: tuple[str, ...]
    write: Callable[[], Pages]

    @property
    def file(self) -> str:
        """The name of its page."""
        return f"{self.name}-{'-'.join(self.languages)}.html"


def situations(desk: Desk, call: Call, templates: Templates) -> Iterator[Situation]:
    """Every letter from sample data, as this desk writes it.

    Samples are of the call of the Arab States; a call with other kinds or languages gets letters about its own as well.
    """
    known = (sample for sample in samples(desk) if set(sample.order.languages) <= set(templates.languages))
    own = (
        replace(sample, desk=desk)
        for language in templates.languages
        if call.kinds.keys() != CALL.kinds.keys() or language not in SENDERS
        for sample in samples_of(call, language)
    )
    for sample in (*known, *own):
        order = sample.order
        yield Situation(order.template, sample.name, order.languages, partial(_letter, sample, templates))
    for language in (language for language in templates.languages if templates.has("digest", language)):
        for name, summary in summaries().items():
            write = partial(digest_pages, summary, desk, CALL, templates, summary.until, language=language)
            yield Situation("digest", f"digest-{name}", (language,), write)


def _letter(sample: Sample, templates: Templates) -> Pages:
    """Read back from the e-mail, as its recipient sees it."""
    letter = compose(sample.order, sample.references, sample.desk, sample.call, templates, sample.at)
    message = message_from_bytes(letter.raw, policy=policy.default)
    text, html = (
        "" if (form := message.get_body((kind,))) is None else form.get_content().replace("\r\n", "\n")
        for kind in ("plain", "html")
    )
    return letter.subject, text, html


def letter_page(situation: Situation) -> str:
    """One letter: phone and desktop side by side, its plain text below. Raises as `write` does."""
    subject, text, html = situation.write()
    frames = Markup("").join(
        FRAME.format(caption=caption, width=width, height=HEIGHT, page=html)
        for caption, width in (("Phone", PHONE), ("Desktop", DESKTOP))
    )
    body = LETTER.format(
        subject=subject,
        name=situation.name,
        languages=", ".join(situation.languages),
        frames=frames,
        direction=direction_of(situation.languages[0]),
        text=text,
    )
    return SHELL.format(title=subject, style=Markup(STYLE), body=body)  # noqa: S704 - a constant


def index_page(every: tuple[Situation, ...]) -> str:
    """All letters by their folders, each situation with a link for each language."""
    parts = [Markup("<h1>Letters</h1>\n<p>Written from sample data. Nothing here was sent.</p>\n")]
    for letter in sorted({shown.letter for shown in every}):
        rows = Markup("")
        mine = [shown for shown in every if shown.letter == letter]
        for name in dict.fromkeys(shown.name for shown in mine):
            links = Markup(" ").join(
                Markup('<a href="{}">{}</a>').format(shown.file, "+".join(shown.languages))
                for shown in mine
                if shown.name == name
            )
            rows += Markup("<tr><td>{}</td><td>{}</td></tr>\n").format(name, links)
        parts.append(Markup("<h2>{}</h2>\n<table>\n{}</table>\n").format(letter, rows))
    return SHELL.format(title=escape("Letters"), style=Markup(STYLE), body=Markup("").join(parts))  # noqa: S704
