"""compose(): an order, the references the register gave, and the templates become one finished e-mail. Pure."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from markupsafe import Markup

from mailbot.call import Call, Desk
from mailbot.intake.letter import OutgoingLetter
from mailbot.intake.plan import LetterOrder
from mailbot.letters.finish import finish
from mailbot.letters.mime import Enclosure
from mailbot.letters.subject import subject_line
from mailbot.letters.templates import Templates
from mailbot.letters.view import view

WIDTH = 600  # pixels, at most
BLANK_LINES = re.compile(r"\n{3,}")


def compose(
    order: LetterOrder,
    references: tuple[str, ...],
    desk: Desk,
    call: Call,
    templates: Templates,
    at: datetime,
    bounce_address: str = "",
    enclosures: tuple[Enclosure, ...] = (),
) -> OutgoingLetter:
    """The e-mail for an order. The same arguments give the same bytes.

    references: those the register has given to the order's submissions, in the order of its items; one that stands in
    the item already may be left out. at: aware; becomes Date, and decides which closings are still ahead.
    A language without templates is left out; where none is left, the first one there is speaks.
    enclosures: files that go with it. Raises UnusableAddress, and jinja2's TemplateError for a fault in a template.
    """
    order = replace(order, languages=templates.speaking(order.template, order.languages))
    of_items = item_references(order, references, call)
    told = tuple(dict.fromkeys(reference for reference in (*of_items, *references) if reference))
    views = [view(order, of_items, language, desk, call, templates.words[language], at) for language in order.languages]
    subject, text = page(templates, "text", order.template, views)
    _, html = page(templates, "html", order.template, views)
    return finish(
        order,
        subject_line(told, subject),
        text,
        html,
        desk,
        at,
        references=told,
        bounce_address=bounce_address,
        enclosures=enclosures,
    )


def page(
    templates: Templates, form: str, letter: str, views: list[dict[str, Any]], width: int = WIDTH
) -> tuple[str, str]:
    """(subject, whole page) of a letter in one form; views: one a language, the likeliest first."""
    sections, subjects = [], []
    for values in views:
        subject, body = templates.section(letter, values["language"], form, values)
        subjects.append(subject)
        shown = Markup(body) if form == "html" else body  # noqa: S704 - it was rendered by the escaping environment
        sections.append({**values, "name": values["words"]["language"], "body": shown})
    whole = templates.page(form, {"sections": sections, "title": subjects[0], "width": width})
    return subjects[0], tidied(whole) if form == "text" else whole


def tidied(text: str) -> str:
    """Plain text without trailing spaces and without more than one blank line in a row."""
    lines = "\n".join([line.rstrip(" \t") for line in text.split("\n")])
    return BLANK_LINES.sub("\n\n", lines).strip() + "\n"


def item_references(order: LetterOrder, references: tuple[str, ...], call: Call) -> tuple[str, ...]:
    """One reference an item: its own where it has one, else the next given one of its kind; "" for none left."""
    own = {item.submission.reference for item in order.items}
    free = [reference for reference in references if reference and reference not in own]
    found: list[str] = []
    for item in order.items:
        reference = item.submission.reference
        if reference is None:
            prefix = f"{call.kind(item.submission.kind).prefix}-"
            reference = next((given for given in free if given.startswith(prefix)), "")
            if reference:
                free.remove(reference)
        found.append(reference)
    return tuple(found)
