"""The project stands alone, its documents name what is there, and its labelled mail is what its cases give."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import mailbot
from mailbot.cli.commands import MODULES
from mailbot.evaluation.page import figures
from mailbot.evaluation.score import score

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
FONTS = Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/truetype/dejavu")


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize(
    "page", [ROOT / "CONTRIBUTING.md", ROOT / "docs" / "architecture.md"], ids=lambda page: page.name
)
def test_files_that_are_named_exist(page: Path) -> None:
    """A name without a folder stands behind one of the same folder: register/files.py, messages.py."""
    folders, missing = [ROOT, ROOT / "mailbot"], []
    for line in page.read_text("utf-8").splitlines():
        folder = ""
        for name in re.findall(r"[\w./*-]*\w\.(?:py|toml|sql)\b|\b[\w/]+/(?=[`\s])", line):
            folder = name.rpartition("/")[0] or folder
            path = f"{folder}/{name.rpartition('/')[2]}".replace("HEAD", "*")
            if not any(list(place.glob(path.strip("/"))) for place in folders):
                missing.append(name)
    assert missing == []


def test_the_modules_of_a_messages_path_exist() -> None:
    told = mailbot.__doc__ or ""
    named = re.findall(r"\b(?:transport|register|message|understanding|intake|letters|daemon)(?:\.\w+)+", told)
    assert len(named) >= 10
    assert [name for name in named if not list((ROOT / "mailbot").glob(name.replace(".", "/") + "*"))] == []


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [
        *project["project"]["dependencies"],
        *(one for extra in project["project"]["optional-dependencies"].values() for one in extra),
        *(one for group in project["dependency-groups"].values() for one in group if isinstance(one, str)),
    ]
    names = {re.split(r"[\[<>=!~ ]", one)[0] for one in wanted} - {"mailbot"}
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    assert [name for name in sorted(names) if not re.search(rf"\b{re.escape(name)}\b", page)] == []


def locked(name: str) -> dict[str, list[str]]:
    """The hashes of each package of a lock file, by "name==version"; where it is needed does not count."""
    entries = re.split(r"^(?=[A-Za-z0-9])", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {entry.split()[0]: sorted(re.findall(r"--hash=(sha256:[0-9a-f]{64})\b", entry)) for entry in entries}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_hashes_and_names_no_index(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert [one for one, hashes in locked(name).items() if "==" not in one or not hashes] == []
    assert "://" not in text
    assert "index-url" not in text


def test_what_runs_is_locked_alike_for_development() -> None:
    program, development = locked("requirements.lock"), locked("requirements-dev.lock")
    assert [one for one, hashes in program.items() if development.get(one) != hashes] == []
    assert [one for one in program if one.startswith(("pytest", "mypy", "ruff"))] == []


def test_make_help_names_every_target() -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    shown = subprocess.run([make, "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = {line.split()[0] for line in shown.splitlines() if line.strip()}
    assert {"demo", "test", "lint", "bench", "accuracy", "nightly", "screenshots", "lock", "clean", "help"} <= targets


def test_the_commands_are_told_in_the_handbook() -> None:
    told = "".join(page.read_text("utf-8") for page in PAGES)
    assert [name for name in MODULES if f"mailbot {name}" not in told and f"`{name}`" not in told] == []


def test_bounds_of_accuracy_name_folders_and_figures() -> None:
    bounds = tomllib.loads((ROOT / "tests" / "accuracy.toml").read_text("utf-8"))
    known = figures(score([], {}, ("report", "speaker")))
    for folder, limits in bounds.items():
        assert (ROOT / "tests" / folder / "labels.jsonl").exists(), folder
        assert set(limits) <= {"min", "max"}, folder
        assert {name for side in limits.values() for name in side} <= set(known), folder


def cases(part: str) -> list[dict[str, Any]]:
    """The cases a folder of labelled mail is built from, in the order of `make corpus`."""
    found = sorted((CORPUS / "cases").glob("*.json" if part == "development" else "held_out/*.json"))
    return [case for path in found for case in json.loads(path.read_text("utf-8"))]


@pytest.mark.parametrize("part", ["development", "held_out"])
def test_the_labels_are_those_of_the_cases(part: str) -> None:
    kept = [json.loads(line) for line in (CORPUS / part / "labels.jsonl").read_text("utf-8").split("\n") if line]
    wanted = [{key: case[key] for key in ("id", "note", "received", "expect")} for case in cases(part)]
    differing = [one["id"] for one, other in zip(wanted, kept, strict=False) if one != other]
    assert (len(kept), differing) == (len(wanted), []), "run `make corpus`"
    assert {path.stem for path in (CORPUS / part).glob("*.eml")} == {case["id"] for case in wanted}, "run `make corpus`"


@pytest.mark.parametrize("part", ["development", "held_out"])
def test_building_the_mail_again_gives_the_same_bytes(part: str, tmp_path: Path) -> None:
    """Some of it: all takes a minute, and `make corpus` with git shows the rest."""
    if not all(folder.is_dir() for folder in FONTS):
        pytest.skip("the fonts of fonts-noto-core and fonts-dejavu-core are not installed")
    (tmp_path / "some.json").write_text(json.dumps(cases(part)[::23]), "utf-8")
    command = [sys.executable, "-m", "tests.corpus.build", str(tmp_path / "some.json"), "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    built = sorted(tmp_path.glob("*.eml"))
    assert built
    changed = [path.name for path in built if (CORPUS / part / path.name).read_bytes() != path.read_bytes()]
    assert changed == [], "run `make corpus`"
