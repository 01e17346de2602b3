"""Mail of conversations: a first message, and what its sender writes below the desk's answer."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime

DESK = "gcmrrarabstates@iom.int"
AT = datetime(2021, 2, 3, 10, 0, tzinfo=timezone(timedelta(hours=2)))

# What the desk's letter said, quoted as mail programs do: its values are not new.
QUOTED = {
    "en": (
        "On Wed, 3 Feb 2021 at 12:10, Regional Review <{desk}> wrote:",
        "Thank you for your message, which reached us on Wednesday.\nExpression of interest {reference}\n"
        "Speaker: Zeinab Old\nTitle: Former Clerk\nOrganisation: Old House\nRole: plenary\n"
        "Still missing: the title. Please send this in reply to this message by Friday 5 February 2021.",
    ),
    "fr": (
        "Le mer. 3 févr. 2021 à 12:10, Examen régional <{desk}> a écrit :",
        "Nous vous remercions de votre message, qui nous est parvenu mercredi.\nManifestation d’intérêt {reference}\n"
        "Intervenante : Zeinab Old\nFonction : Ancienne greffière\nOrganisation : Old House\nRôle : plénière\n"
        "Il manque encore : la fonction. Merci de nous l’envoyer en réponse à ce message d’ici au vendredi 5 février.",
    ),
    "ar": (
        "في الأربعاء، 3 فبراير 2021 في 12:10 كتب <{desk}>:",
        "نشكركم على رسالتكم التي وصلتنا يوم الأربعاء.\nإبداء اهتمام {reference}\n"
        "المتحدثة: زينب القديمة\nالصفة: كاتبة سابقة\nالجهة: الدار القديمة\nالدور: الجلسة العامة\n"
        "ما زال ينقص: الصفة. يرجى إرسال ذلك رداً على هذه الرسالة حتى يوم الجمعة 5 فبراير 2021.",
    ),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """The desk's answer to a first message, as far as a reply shows it."""

    message_id: str
    reference: str


@dataclass(frozen=True, slots=True)
class File:
    """A text file to attach."""

    name: str
    text: str


def message(
    sender: str, number: int, subject: str, body: str, file: File | None = None, answers: Letter | None = None
) -> bytes:
    """A message of somebody at SENDER.example; number: its place in the conversation."""
    written = EmailMessage()
    written["From"] = f"Rima Awad <rima@{sender}.example>"
    written["To"] = DESK
    written["Subject"] = subject
    written["Message-ID"] = f"<{number}@{sender}.example>"
    written["Date"] = format_datetime(AT + timedelta(hours=number))
    if answers is not None:
        written["In-Reply-To"] = answers.message_id
        written["References"] = f"<1@{sender}.example> {answers.message_id}"
    written.set_content(body)
    if file is not None:
        written.add_attachment(file.text, filename=file.name)
    return written.as_bytes()


def reply(sender: str, language: str, subject: str, body: str, letter: Letter, file: File | None = None) -> bytes:
    """A reply to the desk's letter that quotes it below."""
    head, text = (part.format(desk=DESK, reference=letter.reference) for part in QUOTED[language])
    quoted = "\n".join(f"> {line}" for line in text.split("\n"))
    return message(
        sender, 2, f"Re: [{letter.reference}] {subject}", f"{body}\n\n{head}\n{quoted}\n", file=file, answers=letter
    )
