"""`mailbot correct`, `withdraw`, `reinstate`, `merge`: submissions changed by hand, each with its letter if wanted."""

from typing import TYPE_CHECKING, Annotated

import typer

from mailbot.cli.main import Invocation, app
from mailbot.cli.person import By, SendLetter, Why, Yes, actor, confirmed

if TYPE_CHECKING:
    from collections.abc import Callable

    from mailbot.daemon.correcting import Deed, Done, Hand
    from mailbot.daemon.deciding import Press
    from mailbot.register.store import Store

Reference = Annotated[str, typer.Argument(metavar="REF", help="a submission's reference, such as S-0012")]


@app.command()
def correct(
    context: typer.Context,
    reference: Reference,
    assignments: Annotated[
        list[str],
        typer.Argument(metavar="PATH=VALUE...", help='such as speakers.1.title="Director" or organisations="A; B"'),
    ],
    by: By = "",
    reason: Why = "",
    letter: SendLetter = False,
    yes: Yes = False,
) -> None:
    """Corrects values of a submission.

    Paths: speakers.N.name, .title, .affiliation, .roles (the number after the last one adds a person, speakers.N= takes
    one out); report.title, report.organisations, report.collective, report.links,
    report.files (names of attachments of its mail, "a.pdf; b.docx"); standing, language, submitter.name,
    submitter.address. An empty value empties.
    """
    from mailbot.daemon import correcting
    from mailbot.intake.correcting import assignments_of

    given = assignments_of(assignments)
    _do(context, by, reason, letter, yes, lambda hand, press: correcting.correct(reference, given, hand, press))


@app.command()
def withdraw(
    context: typer.Context,
    reference: Reference,
    by: By = "",
    reason: Why = "",
    letter: SendLetter = False,
    yes: Yes = False,
) -> None:
    """Marks a submission as withdrawn; `mailbot reinstate` undoes it."""
    from mailbot.daemon import correcting

    _do(context, by, reason, letter, yes, lambda hand, press: correcting.withdraw(reference, hand, press))


@app.command()
def reinstate(
    context: typer.Context,
    reference: Reference,
    by: By = "",
    reason: Why = "",
    letter: SendLetter = False,
    yes: Yes = False,
) -> None:
    """Makes a withdrawn submission active again."""
    from mailbot.daemon import correcting

    _do(context, by, reason, letter, yes, lambda hand, press: correcting.reinstate(reference, hand, press))


@app.command()
def merge(
    context: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="REF", help="the submission that stays")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="the one that becomes part of it")],
    by: By = "",
    reason: Why = "",
    letter: SendLetter = False,
    yes: Yes = False,
) -> None:
    """Puts two submissions that are one together; messages and files of the second go along."""
    from mailbot.daemon import correcting

    _do(context, by, reason, letter, yes, lambda hand, press: correcting.merge(reference, other, hand, press))


def _do(
    context: typer.Context,
    by: str,
    reason: str,
    letter: bool,
    yes: bool,
    deed: "Callable[[Hand, Press], Deed]",
) -> None:
    from mailbot.cli import wiring
    from mailbot.cli.registers import store as open_register
    from mailbot.daemon.correcting import Hand

    invocation: Invocation = context.obj
    configuration = invocation.configuration()
    hand = Hand(actor(by), reason, invocation.clock.now(), letter)
    press = wiring.press(configuration)
    with open_register(configuration, upgrade=False) as store:
        settle(store, deed(hand, press), hand, yes)


def settle(store: "Store", deed: "Deed", hand: "Hand", yes: bool) -> None:
    """Does it; where a letter follows, shows that first and asks."""
    from mailbot.daemon.correcting import carried_out, rehearsed

    if not hand.with_letter:
        done = carried_out(store, deed, hand.at)
        print("\n".join(done.said))
        return
    shown = rehearsed(store, deed)
    print("\n".join(shown.said))
    show_letter(shown)
    if not confirmed("Do this, and send this letter?" if shown.letter else "Do this? No letter follows.", yes):
        print("Nothing was changed.")
        return
    done = carried_out(store, deed, hand.at, shown)
    print(f"Done. The letter goes out at the next delivery: {done.letter.key}" if done.letter else "Done.")


def show_letter(done: "Done") -> None:
    """The letter that would go out."""
    from mailbot.letters.edited import shown

    if done.letter is None:
        return
    print(f"\nTo: {done.letter.to}\nSubject: {done.letter.subject}\n\n{shown(done.letter.raw).text.rstrip()}\n")
