"""Closings that were moved: what is extended is made good, and told; what is moved back is refused, or noted."""

from collections.abc import Mapping
from datetime import datetime

from mailbot.call import Call, Kind
from mailbot.daemon import journal
from mailbot.daemon.deciding import Press, press_of
from mailbot.daemon.office import Office
from mailbot.errors import ConfigurationError
from mailbot.intake.deadlines import EXTENDED, Due, Occasion, Person
from mailbot.intake.notice import Moved, Notice
from mailbot.letters.deadline import due_key, due_letter, warnings
from mailbot.register.closings import Kept
from mailbot.register.pulses import RESTORED
from mailbot.register.register import Register

RESTORED_SINCE = "hold: due before the register was restored, and may have gone out"
CAPPED = "hold: too many letters to this sender in 24 hours"
IN_CONFIG = "config.toml says so"


def refuse_earlier(office: Office) -> None:
    """Raises ConfigurationError where a closing is earlier than people were told: only a person may want that."""
    with office.store.reading() as register:
        kept = register.closings()
        faults = [
            f"config.toml: call.{key}.closes: found {_said(kind)}, earlier than {kept[key].last_day}, which "
            f"senders were told; expected no earlier one, or: mailbot extend {key} {_said(kind)} --earlier"
            for key, kind in office.call.kinds.items()
            if key in kept and kind.closes < kept[key].closes and register.told_closing(key)
        ]
    if faults:
        raise ConfigurationError(faults)


def follow_closings(office: Office) -> int:
    """Goes by closings that were moved in the configuration, and says how many letters that brought. Repeatable.

    One that is earlier than people were told changes nothing here: the program was started before it was refused, or
    before `mailbot extend` wrote another one.
    """
    now = office.now()
    with office.store.reading() as register:
        if not _moved(register, office.call):
            return 0
    letters = 0
    with office.store.writing() as register:
        kept = register.closings()
        for kind in _moved(register, office.call):
            before = kept.get(kind.key)
            if before is None:
                register.keep_closing(kind, now, office.actor)
            elif kind.closes >= before.closes:
                letters += extend(register, before, kind, press_of(office), now, office.actor, IN_CONFIG)
                journal.closing_moved(kind.key, str(before.last_day), str(kind.last_day))
            elif not register.told_closing(kind.key):
                register.keep_closing(kind, now, office.actor, IN_CONFIG)
    return letters


def extend(register: Register, before: Kept, after: Kind, press: Press, at: datetime, actor: str, reason: str) -> int:
    """Goes by a later closing in this unit of work: standings made good, letters to those told otherwise queued."""
    register.keep_closing(after, at, actor, reason)
    was = Kind(after.key, after.prefix, before.closes, before.last_day, before.grace)
    better = {one.number: one for one in register.restand(was, after, press.call, at, actor, reason)}
    extended = ((after.key, before.last_day),)
    restored = register.pulse(RESTORED)
    lost = restored is not None and before.at <= restored  # the register that was lost may have told them
    if after.closes == before.closes:  # the grace alone, of which nobody was told a day
        return 0
    queued = 0
    told = register.told_standing(tuple(better))
    for person in register.people_of(sorted(told), press.call, press.desk, at):
        if person.out_of_reach:
            continue
        due = _about(person, after, at)
        capped = CAPPED if person.recent >= press.per_sender_per_day else ""
        hold = RESTORED_SINCE if lost else capped
        key = due_key(due)
        letter = due_letter(due, key, press.desk, press.call, press.templates, at, press.bounce_address, hold, extended)
        if register.queue(letter, at, message=person.message, references=letter.references):
            register.note_reminded(due, key)
            queued += 1
    return queued


def move_back(
    register: Register, before: Kept, after: Kind, press: Press, at: datetime, actor: str, reason: str
) -> int:
    """Goes by an earlier closing, because a person said so: nobody stands worse, only the organisers are told."""
    told = register.told_closing(after.key)
    register.keep_closing(after, at, actor, reason)
    notice = Notice(moved=(Moved(after.key, before.last_day, told),))
    key = f"closing:{after.key}:{before.closes:%Y-%m-%dT%H%M}:{after.closes:%Y-%m-%dT%H%M}:{at:%Y-%m-%dT%H%M%S}"
    letters = warnings(key, notice, press.desk, press.call, press.templates, at, press.bounce_address)
    return sum(register.queue(letter, at) for letter in letters)


def _said(kind: Kind) -> str:
    """A closing as it stands in a configuration."""
    return kind.closes.isoformat() if kind.exact else str(kind.last_day)


def _about(person: Person, after: Kind, at: datetime) -> Due:
    occasion = Occasion(after.key, after.closes, EXTENDED, at)
    return Due(person, person.subjects, {subject.key: occasion for subject in person.subjects})


def _moved(register: Register, call: Call) -> tuple[Kind, ...]:
    kept: Mapping[str, Kept] = register.closings()
    return tuple(
        kind
        for key, kind in call.kinds.items()
        if key not in kept or (kept[key].closes, kept[key].grace) != (kind.closes, kind.grace)
    )
