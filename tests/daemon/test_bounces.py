"""A letter that comes back is marked as bounced; a notification that cites nothing of ours marks nothing."""

from tests.daemon.mail import nomination
from tests.daemon.rig import Rig
from tests.message.test_delivery_status import DSN

FAILED = {"action": "failed", "status": "5.1.1", "words": "550 no such user", "kind": "message/rfc822"}


def test_a_bounce_marks_the_letter_it_cites_and_no_other(rig: Rig) -> None:
    rig.account.deliver(nomination(0))
    rig.account.deliver(nomination(1))
    rig.run("once")
    first, second = rig.export("letters")
    forged = DSN.format(**FAILED).replace("<letter@example.org>", "<forged@example.org>")
    rig.account.deliver(forged.encode(), sender="")
    rig.account.deliver(DSN.format(**FAILED).replace("<letter@example.org>", first["message_id"]).encode(), sender="")
    rig.run("once")
    states = {row["key"]: row["state"] for row in rig.export("letters")}
    assert states == {first["key"]: "bounced", second["key"]: "sent"}
    assert len(rig.smtp.taken) == 2, "a notification of non-delivery was answered"


def test_an_absence_notice_to_a_letter_is_no_bounce_and_an_old_mail_server_s_words_are_one(rig: Rig) -> None:
    rig.account.deliver(nomination(0))
    rig.account.deliver(nomination(1))
    rig.run("once")
    first, second = (letter["message_id"] for letter in rig.export("letters"))
    absence = (
        "From: Amal <amal0@org0.example>\nTo: review@example.org\nSubject: Automatic reply: S-0001\n"
        f"Auto-Submitted: auto-replied\nIn-Reply-To: {first}\n\nI am out of the office until Monday.\n"
    )
    qmail = (
        "From: MAILER-DAEMON@org1.example\nTo: review@example.org\nSubject: failure notice\n\n"
        "Hi. This is the qmail-send program at org1.example.\nI'm afraid I wasn't able to deliver your message.\n\n"
        f"<amal1@org1.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
        f"--- Below this line is a copy of the message.\n\nMessage-ID: {second}\nSubject: S-0002\n"
    )
    rig.account.deliver(absence.encode(), sender="")
    rig.account.deliver(qmail.encode(), sender="")
    rig.run("once")
    assert [row["state"] for row in rig.export("letters")] == ["sent", "bounced"]
    assert [row["other"] for row in rig.export("messages")[2:]] == ["automatic", "bounce"]
    assert len(rig.smtp.taken) == 2
