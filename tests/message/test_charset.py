"""Every charset people send, declared rightly, wrongly or not at all, over sentences in three languages."""

import pytest

from mailbot.message.charset import codec_name, decode

ARABIC = "السيدات والسادة، يسرّنا أن نرشّح الدكتورة أمل نور للجلسة العامة يوم ٢٤ فبراير؛ هل يصلكم التقرير؟"
ARABIC_PLAIN = "نرشح السيد محمد علي مديرا للمنظمة في القاهرة وشكرا"
FRENCH = "Chère Madame, où déposer notre rapport ? Voilà : l’été à Nîmes, « ça » coûte 5 €."
FRENCH_PLAIN = "Chère Madame, voilà notre rapport français, où le déposer ? À bientôt, Zoé"
ENGLISH = "Dear all, please find our report attached – it’s the “final” one."


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        *[
            (ARABIC, "utf-8", name)
            for name in (
                "utf-8",
                "UTF8",
                "",
                "us-ascii",
                "iso-8859-1",
                "windows-1256",
                "x-unknown",
                "8bit",
                "unknown-8bit",
            )
        ],
        *[(FRENCH, "utf-8", name) for name in ("utf-8", "", "us-ascii", "iso-8859-1", "windows-1252")],
        *[
            (ARABIC_PLAIN, "cp1256", name)
            for name in (
                "windows-1256",
                "x-cp1256",
                "cp-1256",
                "CP1256",
                "arabic",
                "",
                "utf-8",
                "us-ascii",
                "iso-8859-1",
                "windows-1252",
                "iso-8859-6",
                "ansi_x3.4-1968",
                "unknown-8bit",
                "default",
                "binary",
                "x-user-defined",
                "iso-8859-15",
            )
        ],
        *[
            (ARABIC_PLAIN, "iso8859_6", name)
            for name in (
                "iso-8859-6",
                "iso-8859-6-i",
                "iso-8859-6-e",
                "ISO_8859-6",
                "asmo-708",
                "",
                "utf-8",
                "windows-1256",
                "us-ascii",
                "iso-8859-1",
            )
        ],
        *[(ARABIC_PLAIN, "mac_arabic", name) for name in ("x-mac-arabic", "mac-arabic")],
        *[
            (FRENCH, "cp1252", name)
            for name in ("windows-1252", "iso-8859-1", "", "us-ascii", "utf-8", "windows-1256", "latin1", "ansi")
        ],
        *[(FRENCH_PLAIN, "iso8859_15", name) for name in ("iso-8859-15", "iso-8859-1", "", "utf-8")],
        *[(ENGLISH, "cp1252", name) for name in ("windows-1252", "iso-8859-1", "", "us-ascii", "utf-8")],
        ("naïf", "cp1252", "us-ascii"),
        ("délai rapport", "cp1252", ""),
        ("مرحبا", "cp1256", ""),
        ("مرحبا", "cp1256", "utf-8"),
        (FRENCH_PLAIN, "mac_roman", "macintosh"),
        ("Привет, мир", "koi8_r", "koi8-r"),
        ("Grüße aus Köln", "cp1252", "iso-8859-1"),
        (ARABIC, "utf-16", "utf-16"),
        (ARABIC, "utf-16-le", "utf-16le"),
        (ARABIC, "utf-7", "unicode-1-1-utf-7"),
        (FRENCH, "utf-7", "utf-7"),
        (ARABIC, "utf-8-sig", "windows-1256"),
    ],
)
def test_decode(text: str, codec: str, declared: str) -> None:
    # mac_arabic writes the space between Arabic words as its own right-to-left space.
    assert decode(text.encode(codec), declared).replace("\u00a0", " ") == text.replace("\u00a0", " ")


@pytest.mark.parametrize("text", [ARABIC_PLAIN, "Chère Élise, à bientôt"])
@pytest.mark.parametrize("misread", ["cp1252", "cp1256"])
def test_mojibake_is_undone(text: str, misread: str) -> None:
    from mailbot.message.charset import single_byte

    assert decode(single_byte(text.encode(), misread).encode(), "utf-8") == text


@pytest.mark.parametrize("text", [ARABIC, FRENCH, ENGLISH, "Ø", "à Ã", "5 € – ½", "طريق ظافر", "PÂQUES À NÎMES"])
def test_text_that_is_right_stays(text: str) -> None:
    assert decode(text.encode(), "utf-8") == text


def test_damaged_utf8_keeps_what_is_whole() -> None:
    assert decode("Voilà l’été ".encode() + b"\x92" + "à Nîmes".encode() + b"\xc3", "utf-8") == "Voilà l’été ’à Nîmes"


@pytest.mark.parametrize(
    "declared", ["base64", "zlib", "idna", "unicode_escape", "undefined", "\0", "utf-8\n", "x" * 10_000, "hex", "rot13"]
)
def test_strange_declarations_do_no_harm(declared: str) -> None:
    assert decode(b"text \xe9t\xe9", declared) == "text été"


def test_a_charset_of_several_bytes_that_fails_beyond_the_sample() -> None:
    """Found by fuzzing: UTF-7 reads the lines with high bytes, and not the open shift in a line without any."""
    assert decode("Chère\n1+A b".encode("cp1252"), "utf-7") == "Chère\n1+A b"


def test_aliases() -> None:
    assert [codec_name(name) for name in ("x-cp1256", "ISO-8859-6-I", "us-ascii", "nonsense", "utf8")] == [
        "cp1256",
        "iso8859_6",
        "",
        "",
        "utf_8",
    ]
