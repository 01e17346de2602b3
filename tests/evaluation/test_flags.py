"""How often each reason for a person to look fires on messages read wrong, and on right ones."""

from typing import Any

from mailbot.evaluation.flags import Fired, fired, lines


def label(ident: str, kinds: list[str]) -> dict[str, Any]:
    expect = {"language": "en", "kinds": kinds, "other": None if kinds else "thanks", "reply": True}
    return {"id": ident, "note": "", "expect": {**expect, "speakers": [], "report": None}}


def verdict(kinds: list[str]) -> dict[str, Any]:
    other = None if kinds else "thanks"
    return {"language": "en", "kinds": kinds, "other": other, "reply": True, "speakers": [], "needs_review": True}


def test_each_reason_is_counted_on_wrong_and_on_right_messages() -> None:
    labels = [label("a", []), label("b", []), label("c", []), label("d", ["report"])]
    verdicts = {"a": verdict([]), "b": verdict(["report"]), "c": verdict([]), "d": verdict([])}
    reviews = {"a": ('unclear {"what":"report"}',), "b": ("unclear", "name_unsure"), "c": (), "d": ()}
    found = fired(labels, verdicts, reviews, ("report", "speaker"))
    assert found == {
        "": Fired(wrong=1, right=1, alone_wrong=1, alone_right=1),
        "name_unsure": Fired(wrong=1),
        "unclear": Fired(wrong=1, right=1, alone_right=1),
    }
    assert [line.split()[0] for line in lines(found)] == ["reason", "name_unsure", "unclear", "not"]
