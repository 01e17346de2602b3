"""Header values survive the wire: thousands of subjects and names, read back by strict parsers."""

import random
import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mailbot.letters.finish import mailbox
from mailbot.letters.header import encoded, folded, phrase
from mailbot.message.model import Address
from mailbot.message.words import tidy

LETTERS = st.sampled_from(
    list("abcXYZ 019.,:;()<>@[]\"'\\=?_-/")
    + list("éèàçœÉ’« »–…")
    + list("جمعيةالأفقًّ، ؟«»")
    + ["👩‍👧", "🇱🇧", "e\u0301", "\u200f", "中"]
)
REAL = st.lists(LETTERS, max_size=120).map("".join)
ANY = st.text(max_size=200)
LONG = "الجمعية اللبنانية لرعاية شؤون المهاجرين واللاجئين والنازحين في المنطقة العربية وشمال أفريقيا " * 3
FRENCH = (
    "Réf. : manifestation d’intérêt – « Réseau mauritanien d’appui aux travailleurs migrants », où l’État a cédé " * 3
)


def subject_read(value: str) -> str:
    """A Subject as three readers see it; they must agree."""
    raw = folded("Subject", encoded(value)).encode("ascii") + b"\r\n"
    assert max(len(line) for line in raw.split(b"\r\n")) <= 76
    modern = str(message_from_bytes(raw, policy=policy.default.clone(raise_on_defect=True))["Subject"])
    legacy = str(make_header(decode_header(message_from_bytes(raw)["Subject"] or "")))
    assert modern == legacy
    return modern


def name_read(value: str) -> str:
    """A display name as RFC 5322 and RFC 2047 define it."""
    field = phrase(value)
    if field.startswith('"'):
        return re.sub(r"\\(.)", r"\1", field[1:-1])
    return str(make_header(decode_header(field))) if field else ""


@settings(max_examples=200, deadline=None)
@given(REAL)
@example(LONG)
@example(FRENCH)
@example("=?utf-8?q?not_mine?=")
@example("x" * 500)
def test_subjects_survive(value: str) -> None:
    assert subject_read(value) == tidy(value)


@settings(max_examples=200, deadline=None)
@given(ANY)
def test_any_text_makes_one_sound_field(value: str) -> None:
    raw = folded("Subject", encoded(value))
    assert raw.isascii()
    assert raw.endswith("\r\n")
    assert all(line.startswith(("Subject:", " ")) for line in raw.split("\r\n")[:-1])


@settings(max_examples=200, deadline=None)
@given(REAL)
@example(LONG)
@example(FRENCH)
@example('Haddad, Rania "R."')
@example("undisclosed:;")
def test_names_survive(value: str) -> None:
    name = " ".join(value.split())
    raw = folded("To", mailbox(Address(name, "a.b@example.org"))).encode("ascii")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 76
    [read] = message_from_bytes(raw + b"\r\n", policy=policy.default)["To"].addresses
    assert read.addr_spec == "a.b@example.org"
    legacy = message_from_bytes(raw + b"\r\n")["To"]
    assert legacy.endswith("<a.b@example.org>") or legacy == "a.b@example.org"


@settings(max_examples=200, deadline=None)
@given(st.lists(LETTERS, max_size=60).map("".join))
@example("Aïcha Ben Slimane – Présidente de l’Observatoire maghrébin des mobilités humaines")
@example("ليلى عبد الرحمن الخطيب المديرة التنفيذية لجمعية الأفق للتنمية المجتمعية")
def test_a_name_is_read_back_whole(value: str) -> None:
    assert name_read(value) == tidy(value)


def test_thousands_of_subjects_and_names_survive() -> None:
    """Much longer and much more than the examples above; a fixed seed, so that a failure can be repeated."""
    chance = random.Random(20210204)
    words = [*LONG.split(), *FRENCH.split(), "GCM", "R-0007", "(v2)", "a,b", '"x"', "👩‍👧", "=?x?=", "e\u0301", "،"]
    for _ in range(3000):
        value = " ".join(chance.choices(words, k=chance.randrange(1, 30)))
        assert subject_read(value) == value
        assert name_read(value) == value


INJECTIONS = (
    "Hello\r\nBcc: victim@example.org",
    "Hello\nBcc: victim@example.org",
    "Hello\rBcc: victim@example.org",
    "Hello\x00\x0b\x0c\x85\u2028Bcc: victim@example.org",
    "=?utf-8?q?Hello=0D=0ABcc=3A_victim=40example=2Eorg?=",
    "Hello\r\n\r\n<html>a body</html>",
    "\r\n.\r\nQUIT",
)


@pytest.mark.parametrize("value", INJECTIONS)
def test_no_field_of_their_own(value: str) -> None:
    raw = folded("Subject", encoded(value)) + folded("To", mailbox(Address(value, "a@example.org"))) + "\r\n"
    message = message_from_bytes(raw.encode("ascii"), policy=policy.default)
    assert message.keys() == ["Subject", "To"]
    assert [to.addr_spec for to in message["To"].addresses] == ["a@example.org"]
    assert message.get_content().strip() == ""


@pytest.mark.parametrize(
    ("name", "value"), [("Subject", "a\r\nBcc: b"), ("Subject", "a\n b"), ("X-A\r\nBcc", "b"), ("X", "\x00")]
)
def test_a_line_break_never_folds_silently(name: str, value: str) -> None:
    with pytest.raises(ValueError, match="line break or NUL"):
        folded(name, value)
