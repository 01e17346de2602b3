"""The whole verdict on small messages; strange mail never raises; hostile text takes linear time."""

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbot.message.model import Address, Forwarded, Message, Zones
from mailbot.understanding.model import Change, Other, Verdict
from mailbot.understanding.understand import understand
from tests.understanding.mails import CALL, DESK, mail, rules


def verdict(message: Message, **options: Any) -> Verdict:
    return understand(message, rules(), DESK, CALL, **options)


INVITATION = (
    "Nous vous invitons à soumettre un rapport volontaire et à proposer un orateur pour les sessions plénières."
)

ROWS = [
    (
        "fr",
        ("speaker",),
        None,
        None,
        mail(
            "Bonjour,\n\nNous proposons Mme Rania Kassab, directrice de l'Association Horizon, "
            "pour une table ronde.\n\nMerci"
        ),
    ),
    (
        "en",
        ("report",),
        None,
        None,
        mail(
            "Dear all,\n\nOur voluntary report can be downloaded here:\nhttps://files.example/s/ab12cd34ef\n\nBest",
            links=("https://files.example/s/ab12cd34ef",),
        ),
    ),
    (
        "ar",
        ("speaker",),
        None,
        None,
        mail("السلام عليكم\n\nنرشح الأستاذة سلوى الحداد، مديرة جمعية الأفق، متحدثة في الجلسة العامة.\n\nمع الشكر"),
    ),
    (
        "en",
        (),
        Other.QUESTION,
        None,
        mail("Hello,\n\nhow long may the report be, and when will the speakers be chosen?", quoted=INVITATION),
    ),
    ("fr", (), Other.THANKS, None, mail("Un grand merci pour votre réponse rapide.", quoted=INVITATION)),
    (
        "fr",
        (),
        Other.SURVEY,
        None,
        mail("Bonjour,\n\nl'enquête en ligne ne s'ouvre pas.\nPourriez-vous vérifier le lien ?"),
    ),
    ("ar", (), Other.REGISTRATION, None, mail("مرحبا\n\nسجلت في الموقع ولم يصلني رابط الزوم لحضور المؤتمر.")),
    (
        "fr",
        (),
        Other.FOLLOWUP,
        Change.WITHDRAWAL,
        mail("Bonjour,\n\nmerci de retirer ma candidature comme orateur.", subject="Re: Candidature"),
    ),
    (
        "en",
        (),
        Other.SPAM,
        None,
        mail("Dear user, your mailbox quota is exceeded. Verify your account within 24 hours: click here."),
    ),
]


@pytest.mark.parametrize(("language", "kinds", "other", "change", "message"), ROWS)
def test_understands(
    language: str, kinds: tuple[str, ...], other: Other | None, change: Change | None, message: Message
) -> None:
    found = verdict(message)
    assert (found.language, found.kinds, found.other, found.change) == (language, kinds, other, change), found.why[:8]


def test_the_quoted_invitation_submits_nothing() -> None:
    found = verdict(mail("Bien reçu, merci beaucoup.", quoted=INVITATION * 20, subject="Re: Rapports et orateurs"))
    assert (found.kinds, found.other, found.screening.answer) == ((), Other.THANKS, True)


def test_spam_is_not_answered_and_says_why() -> None:
    found = verdict(ROWS[-1][-1])
    assert (found.screening.answer, found.screening.reason) == (False, "spam, and no submission in it")


def test_a_marked_message_with_a_submission_is_kept_flagged_and_unanswered() -> None:
    found = verdict(mail(ROWS[0][-1].zones.body, "Auto-Submitted: auto-generated"))
    assert (found.kinds, found.screening.answer, found.needs_review) == (("speaker",), False, True)
    assert "looks_automatic" in found.review


def test_the_inner_sender_of_a_forward_submits() -> None:
    inner = Forwarded(Address("Leila", "leila@ngo.example"), "Rapport", ROWS[0][-1].zones, attached=False)
    found = verdict(mail("Pour suite à donner.", subject="Tr: Candidature", forwarded=(inner,)))
    assert (found.kinds, found.submitter) == (("speaker",), Address("Leila", "leila@ngo.example"))


def test_an_empty_message_is_flagged() -> None:
    found = verdict(mail(""))
    assert (found.kinds, found.needs_review) == ((), True)


def test_the_same_message_has_the_same_verdict() -> None:
    assert verdict(ROWS[0][-1]) == verdict(ROWS[0][-1])


ANY = st.text(alphabet=st.characters(codec="utf-8"), max_size=300) | st.text(
    alphabet="ab\t\n:.-?«»\"'<>@|نرشح متحدث rapport", max_size=300
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY, ANY, ANY, ANY)
def test_strange_messages_never_raise(subject: str, body: str, signature: str, inner: str) -> None:
    forwarded = (Forwarded(None, inner, Zones(inner, body, subject), attached=True),)
    found = verdict(
        mail(body, subject=subject, signature=signature, quoted=inner, forwarded=forwarded, links=(subject,))
    )
    assert bool(found.kinds) != (found.other is not None)
    assert 0.0 < found.confidence < 1.0


@pytest.mark.parametrize(
    "line", ["a ", "نرشح ", "Nom : x\n", "- \t|", "? ", "« ", "je propose M. ", "\"' ", "x@y.z ", "1) a\n"]
)
def test_hostile_text_takes_linear_time(line: str) -> None:
    started = time.process_time()
    verdict(mail(line * (60_000 // len(line)), signature=line * 500))
    assert time.process_time() - started < 6.0, f"{line!r} repeated is slow"
