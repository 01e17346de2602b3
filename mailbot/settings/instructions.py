"""[call.instructions.NAME] of config.toml: what accepted people are told about a role, and where it is played."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from mailbot.call import Instruction
from mailbot.settings.section import Key, Section

# Where the call of the Arab States has each of its roles played, for a configuration that does not say.
USUAL_EVENTS: Mapping[str, str] = {
    "open_discussion": "consultation",
    "rapporteur": "conference",
    "plenary": "conference",
    "roundtable": "conference",
}


class InstructionSection(Section):
    """[call.instructions.NAME]: NAME is a role, or a kind for all of its roles that have no table of their own."""

    event: Annotated[str, Field(pattern="^[a-z0-9_]*$")] = Field("", description="at which event the role is played")
    text: dict[Key, str] = Field(
        default_factory=dict, description="further instructions by language; a blank line begins a new paragraph"
    )


def instructions(
    given: Mapping[str, InstructionSection], events: Mapping[str, object], *, usual: bool
) -> dict[str, Instruction]:
    """By role or kind. usual: roles of the usual call that are not told of are played where its letter says."""
    known = {role: Instruction(event) for role, event in USUAL_EVENTS.items() if usual and event in events}
    return known | {key: Instruction(section.event, section.text) for key, section in given.items()}


def instructions_fault(
    given: Mapping[str, InstructionSection], events: Mapping[str, object], known: frozenset[str]
) -> str:
    """What is wrong with them, as key|expectation; "" for nothing. known: the call's roles and kinds."""
    for key, section in given.items():
        if key not in known:
            return f"instructions.{key}|the name of a role or kind: {', '.join(sorted(known))}"
        if section.event and section.event not in events:
            return f"instructions.{key}.event|one of {', '.join(events)}"
    return ""
