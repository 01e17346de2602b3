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
