"""`mailbot extend` carried out: the closing in the register, what follows for submissions, the letters; in one go."""

from mailbot.daemon.closings import extend, move_back
from mailbot.daemon.correcting import Deed, Done, Hand
from mailbot.daemon.deciding import Press
from mailbot.errors import MailbotError
from mailbot.register.register import Register


def moved(kind: str, hand: Hand, press: Press, *, earlier: bool) -> Deed:
    """Goes by the closing that the configuration has now. earlier: one that is earlier than people were told, too."""
    after = press.call.kind(kind)

    def deed(register: Register) -> Done:
        before = register.closings().get(kind)
        if before is None:
            register.keep_closing(after, hand.at, hand.actor, hand.reason)
            return Done(("Nobody has been told a closing yet.",))
        if after.closes >= before.closes:
            letters = extend(register, before, after, press, hand.at, hand.actor, hand.reason)
            return Done((f"Letters that say so to senders who were told that they were late: {letters}",))
        told = register.told_closing(kind)
        if told and not earlier:
            raise MailbotError(
                f"{after.last_day} is earlier than {before.last_day}, which {told} senders were told. "
                "Nothing was changed. Is it really meant? Then give --earlier"
            )
        move_back(register, before, after, press, hand.at, hand.actor, hand.reason)
        return Done((f"Submissions whose senders were told {before.last_day}, and are not told otherwise: {told}",))

    return deed
