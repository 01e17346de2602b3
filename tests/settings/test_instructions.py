"""[call.instructions]: at which event a role is played, and what accepted people are told of it."""

from pathlib import Path

import pytest

from mailbot.call import Instruction
from mailbot.errors import ConfigurationError
from mailbot.settings.load import load
from tests.settings.sample import SAMPLE
from tests.settings.test_call import OTHER, call_of

USUAL = {
    "open_discussion": Instruction("consultation"),
    "rapporteur": Instruction("conference"),
    "plenary": Instruction("conference"),
    "roundtable": Instruction("conference"),
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", USUAL),
        ("[call.events.gala]\nstarts = 2022-06-20", {}),
        (
            '[call.instructions.plenary]\nevent = "consultation"\ntext = { en = "Five minutes." }',
            {**USUAL, "plenary": Instruction("consultation", {"en": "Five minutes."})},
        ),
        (
            '[call.instructions.speaker]\ntext = { fr = "Cinq minutes." }',
            {**USUAL, "speaker": Instruction("", {"fr": "Cinq minutes."})},
        ),
        (f'{OTHER}[call.instructions.judge]\nevent = "gala"', {"judge": Instruction("gala")}),
    ],
    ids=["nothing", "other events", "a role", "a kind", "another call"],
)
def test_what_is_told_of_roles(tmp_path: Path, text: str, told: dict[str, Instruction]) -> None:
    assert call_of(tmp_path, text).instructions == told


def test_days_for_confirming(tmp_path: Path) -> None:
    assert call_of(tmp_path, "").confirm_days == 3
    assert call_of(tmp_path, "[call]\nconfirm_days = 7").confirm_days == 7


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            '[call.instructions.plenary]\nevent = "gala"',
            'call.instructions.plenary.event: found "gala"; expected one of consultation, conference',
        ),
        (
            "[call.instructions.chair]\nevent = 'conference'",
            "call.instructions.chair: found a table; expected the name of a role or kind: "
            "open_discussion, plenary, rapporteur, report, roundtable, speaker",
        ),
        ("[call]\nconfirm_days = -1", "call.confirm_days: found -1; expected"),
    ],
)
def test_faults(tmp_path: Path, text: str, line: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(SAMPLE + text, "utf-8")
    with pytest.raises(ConfigurationError) as raised:
        load(file)
    (fault,) = raised.value.faults
    assert fault.startswith(f"config.toml: {line}")
