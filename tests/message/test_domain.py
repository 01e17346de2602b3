"""The domain of an address as DNS knows it."""

import pytest

from mailbot.message.domain import ascii_domain


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("a@Example.ORG", "example.org"),
        ("info@bücher.example", "xn--bcher-kva.example"),
        ("أمل@مثال.example", "xn--mgbh0fb.example"),
        ("a@straße.example", "straße.example"),
        ("a@βόλος.example", "βόλος.example"),
        ("a@نامه\u200cای.example", "نامه\u200cای.example"),
        ("a@" + "é" * 80, "é" * 80),
        ("", ""),
    ],
)
def test_ascii_domain(address: str, domain: str) -> None:
    assert ascii_domain(address) == domain
