"""Names of files: whatever a sender wrote, made harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.register.safe_names import BYTES, LONGEST, RESERVED, safe_name, safe_names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("CV.pdf", "CV.pdf"),
        ("../../x", "x"),
        ("..\\..\\windows\\x.dll", "x.dll"),
        ("/etc/passwd", "passwd"),
        ("C:\\temp\\تقرير.docx", "تقرير.docx"),
        ("a/b/", "b"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("Com1.tar.gz", "_Com1.tar.gz"),
        ("LPT¹", "_LPT¹"),
        ("nul .txt", "_nul.txt"),
        ("CONTRACT.pdf", "CONTRACT.pdf"),
        ("", "file"),
        (".", "file"),
        ("..", "file"),
        ("...", "file"),
        (" . ", "file"),
        ("\x00\x01", "file"),
        ("re\x00po\r\nrt.pdf", "repo rt.pdf"),
        ("fdp.\u202eexe", "fdp.exe"),
        ("\u2067report\u2069.pdf", "report.pdf"),
        ("\ufeffreport\u200b.pdf", "report.pdf"),
        ("trailing. . .", "trailing"),
        ("  spaces   inside .pdf", "spaces inside.pdf"),
        (".htaccess", "htaccess"),
        ('what? "now" <1>|2*:.pdf', "what_ _now_ _1__2__.pdf"),
        ("👩‍💻 plan.pdf", "👩‍💻 plan.pdf"),
        ("lone\ud800.pdf", "lone.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("x" * 300, "x" * 120),
        ("a." + "y" * 300, "a." + "y" * 118),
        ("تقرير" * 60 + ".pdf", ("تقرير" * 60)[:116] + ".pdf"),
        ("報" * 120 + ".pdf", "報" * 78 + ".pdf"),
    ],
)
def test_safe_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(st.characters(), max_size=400))
def test_every_name_is_safe(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe) <= LONGEST
    assert len(safe.encode()) <= BYTES
    assert not set(safe) & set('/\\<>:"|?*\0\r\n')
    assert safe == safe.strip()
    assert not safe.startswith(".")
    assert not safe.endswith((".", " "))
    assert not RESERVED.match(safe)
    assert safe_name(safe) == safe


def test_names_in_one_folder_are_told_apart() -> None:
    names = ["CV.pdf", "cv.PDF", "CV.pdf", "CV (2).pdf", "", ""]
    assert safe_names(names) == ("CV.pdf", "cv (2).PDF", "CV (3).pdf", "CV (2) (2).pdf", "file", "file (2)")
