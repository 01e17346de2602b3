"""A scan is read after the answer: the register is completed, and nobody waits for it."""

import shutil
from pathlib import Path

import pytest

from tests.daemon.rig import Rig

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed: scans are not read")
def test_the_title_comes_from_the_scan(rig: Rig) -> None:
    raw = (CORPUS / "fr-d16.eml").read_bytes().replace(b"gcmrrarabstates@iom.int", b"review@example.org")
    rig.account.deliver(raw)
    rig.run("once")
    (letter,) = rig.smtp.taken
    reports = [row for row in rig.export("submissions") if row["kind"] == "report"]
    assert len(reports) == 1, "the scanned report is not filed once"
    assert "Mineurs" in (reports[0]["report"]["title"] or ""), f"the title was not read from the scan: {reports}"
    assert letter.recipients, "the sender was not answered"
