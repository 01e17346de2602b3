"""What ties a letter to the mail it answers."""

from dataclasses import replace

import pytest

from mailbot.letters import identity
from mailbot.letters.sample_items import DESK
from mailbot.letters.samples import samples

ORDER = samples()[0].order
LONG = tuple(f"<{n}@x>" for n in range(60))


@pytest.mark.parametrize(
    ("in_reply_to", "references", "wanted"),
    [
        ("<b@x>", (), ("<b@x>", "<b@x>")),
        ("<b@x>", ("<a@x>",), ("<b@x>", "<a@x> <b@x>")),
        ("<b@x>", ("<a@x>", "<b@x>", "<a@x>"), ("<b@x>", "<a@x> <b@x>")),
        ("<b@x>", ("<a\r\nBcc: y@x>", "no brackets", "<ok@x>"), ("<b@x>", "<ok@x> <b@x>")),
        ("<b@x>\r\nBcc: y@x", ("<a@x>",), ("", "")),
        ("<b c@x>", (), ("", "")),
        ("", ("<a@x>",), ("", "")),
        ("<" + "b" * 300 + "@x>", (), ("", "")),
        ("<b@x>", LONG, ("<b@x>", " ".join(("<0@x>", *LONG[-18:], "<b@x>")))),
    ],
)
def test_threading(in_reply_to: str, references: tuple[str, ...], wanted: tuple[str, str]) -> None:
    assert identity.threading(replace(ORDER, in_reply_to=in_reply_to, references=references)) == wanted


def test_a_token_is_one_letters_own() -> None:
    others = (
        replace(ORDER, key="another"),
        replace(ORDER, in_reply_to="<another@x>"),
        replace(ORDER, recipient=replace(ORDER.recipient, address="another@example.org")),
    )
    tokens = {identity.token(order, DESK) for order in (ORDER, *others)}
    tokens.add(identity.token(ORDER, replace(DESK, address="other@iom.int")))
    assert len(tokens) == 5
    assert identity.token(ORDER, DESK) == identity.token(replace(ORDER, subject="other", hold="later"), DESK)
