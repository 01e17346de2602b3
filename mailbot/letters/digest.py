"""compose_digest(): what came in and what needs a person, every morning, in the organisers' language. Pure."""

from collections.abc import Callable
from datetime import datetime

from mailbot.call import Call, Desk
from mailbot.intake.letter import OutgoingLetter
from mailbot.intake.plan import LetterKind, LetterOrder
from mailbot.intake.summary import Summary
from mailbot.letters.compose import page
from mailbot.letters.digest_view import digest_view
from mailbot.letters.finish import finish
from mailbot.letters.mime import Enclosure
from mailbot.letters.templates import Templates
from mailbot.message.model import Address

WIDTH = 760  # pixels, at most


def compose_digest(
    summary: Summary,
    desk: Desk,
    call: Call,
    templates: Templates,
    at: datetime,
    attachments: tuple[Enclosure, ...] = (),
    *,
    recipient: str = "",
    language: str = "en",
    bounce_address: str = "",
) -> OutgoingLetter:
    """The digest to one organiser (the first one unless named). The same arguments give the same bytes.

    at: aware; its day in the desk's zone is the digest's day and part of the key ("digest:2021-02-04:ADDRESS").
    attachments: the register as a workbook. language: the organisers'.
    """
    to = recipient or desk.organisers[0]
    local_day = at.astimezone(desk.timezone).date()
    subject, text, html = digest_pages(
        summary, desk, call, templates, at, language=language, with_register=bool(attachments)
    )
    order = LetterOrder(
        key=f"digest:{local_day.isoformat()}:{to}",
        kind=LetterKind.DIGEST,
        template="digest",
        languages=(language,),
        recipient=Address("", to),
    )
    return finish(order, subject, text, html, desk, at, bounce_address=bounce_address, enclosures=attachments)


def digest_pages(
    summary: Summary,
    desk: Desk,
    call: Call,
    templates: Templates,
    at: datetime,
    *,
    language: str = "en",
    with_register: bool = False,
) -> tuple[str, str, str]:
    """(subject, text, HTML) of a digest, to be shown or sent. with_register: it says that the register is attached."""
    values = digest_view(summary, desk, call, templates.words[language], at, language, with_register)
    subject, text = page(templates, "text", "digest", [values], WIDTH)
    _, html = page(templates, "html", "digest", [values], WIDTH)
    return subject, text, html


def compose_digests(
    summary: Summary,
    desk: Desk,
    call: Call,
    templates: Templates,
    at: datetime,
    attachments: Callable[[str], tuple[Enclosure, ...]] = lambda _: (),
    *,
    bounce_address: str = "",
) -> tuple[OutgoingLetter, ...]:
    """The digest to every organiser, a letter each, in the language he or she reads. attachments: by language."""
    organisers = tuple(dict.fromkeys(desk.organisers))
    languages = dict.fromkeys(desk.language_of(organiser) for organiser in organisers)
    enclosed = {language: attachments(language) for language in languages}
    return tuple(
        compose_digest(
            summary,
            desk,
            call,
            templates,
            at,
            enclosed[desk.language_of(organiser)],
            recipient=organiser,
            language=desk.language_of(organiser),
            bounce_address=bounce_address,
        )
        for organiser in organisers
    )
