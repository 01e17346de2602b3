"""A wheel carries all it needs: built, installed into an empty environment without an index, and used from there."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_it_holds_rules_templates_configuration_and_sample_mail(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    packed = {f"mailbot/defaults/{path.relative_to(ROOT)}" for name in ("rules", "templates") for path in files(name)}
    sample = {str(path.relative_to(ROOT)) for path in (ROOT / "mailbot" / "demo" / "mail").glob("*.eml")}
    assert len(sample) >= 20
    assert packed | sample | {"mailbot/defaults/config.toml"} <= held
    assert not [name for name in held if name.startswith(("tests/", "docs/")) or "__pycache__" in name]


def files(folder: str) -> list[Path]:
    return [path for path in (ROOT / folder).rglob("*") if path.suffix in (".toml", ".j2")]


def test_it_works_where_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    """Its own code from the wheel alone; the libraries it needs from this environment."""
    target = tmp_path / "site"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", target, wheel],
        check=True,
        timeout=110,
    )
    libraries = sysconfig.get_path("purelib")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(target), libraries))}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-S", "-m", "mailbot", *arguments]  # -S: no editable installation of a checkout
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    run("init", "desk")
    assert {path.name for path in (tmp_path / "desk").iterdir()} >= {"config.toml", "rules", "templates"}
    mail = next((target / "mailbot" / "demo" / "mail").glob("03-*.eml"))
    for options in ([], ["--config", "desk/config.toml"]):
        verdict = json.loads(run(*options, "classify", "--json", str(mail)))
        assert verdict["kinds"] == ["speaker"]
