"""A register for one test of a command: the copy of one that a module has filed."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture
def desk(filed: Path, tmp_path: Path) -> Path:
    """The folder that the module's fixture `filed` has made, to be changed."""
    return Path(shutil.copytree(filed, tmp_path / "desk"))
