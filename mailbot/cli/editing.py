"""A letter in a person's editor: held while it is written, changed in both forms afterwards."""

from collections.abc import Callable
from datetime import datetime

import click

from mailbot.call import Desk
from mailbot.errors import MailbotError
from mailbot.letters.edited import edited, shown
from mailbot.letters.templates import Templates
from mailbot.register.letter_states import Wish
from mailbot.register.outbox import LetterEntry
from mailbot.register.schema import LetterState
from mailbot.register.store import Store


def edit_letter(
    store: Store,
    letter: LetterEntry,
    desk: Desk,
    templates: Templates,
    now: Callable[[], datetime],
    who: str,
    reason: str,
) -> None:
    """Opens subject and text; what is written replaces them, and the letter stays held until it is released.

    Nothing is changed where nothing is written. Raises MailbotError for a letter that no longer waits.
    """
    waited, done = letter.state is LetterState.QUEUED, False
    if letter.state is LetterState.FAILED or not letter.allows(Wish.RELEASE):
        raise MailbotError(f"{letter.key} is {letter.state.value}: only a letter that waits can be edited")
    with store.writing() as register:
        if waited and not register.take_for_editing(letter.id, now(), who):
            raise MailbotError(f"{letter.key} has just gone out")
    try:
        before = shown(letter.raw)
        subject, text = written(before.subject, before.text)
        if (subject, text.strip()) == (before.subject, before.text.strip()):
            print("Nothing was changed.")
            return
        raw = edited(letter.raw, subject, text, desk, templates, now())
        with store.writing() as register:
            done = register.rewrite(letter, raw, subject, now(), who, reason)
        if not done:
            raise MailbotError(f"{letter.key} was changed by somebody else meanwhile; nothing was written")
    finally:
        if waited and not done:
            with store.writing() as register:
                register.give_back(letter.id, now(), who)
    print(f"{letter.key} is changed and held. It goes out with: mailbot outbox release {letter.key}")


def written(subject: str, text: str) -> tuple[str, str]:
    """What a person makes of subject and text in an editor. Raises MailbotError where there is none, or no subject."""
    try:
        written = click.edit(f"Subject: {subject}\n\n{text}", extension=".txt", require_save=False)
    except click.ClickException as error:
        raise MailbotError(f"the editor cannot be started: {error.message}; set EDITOR, such as EDITOR=nano") from None
    first, _, rest = (written or "").lstrip("\ufeff").replace("\r\n", "\n").partition("\n")
    name, colon, value = first.partition(":")
    if not colon or name.strip().lower() != "subject" or not value.strip():
        raise MailbotError("the first line must be `Subject: ...`; nothing was changed")
    if not rest.strip():
        raise MailbotError("the letter has no text any more; nothing was changed (to stop it: mailbot outbox drop)")
    return " ".join(value.split()), rest.strip("\n") + "\n"
