"""What doubts weigh is fitted: the same twice, never below zero; and rules are thinned the same way every time."""

from tests.fitting import doubts
from tests.understanding.mails import rules

FOUND = [
    *(doubts.Doubtful(f"wrong {number}", {"house.none": 1.0, "title.comma": 1.0}, True) for number in range(30)),
    *(doubts.Doubtful(f"right {number}", {"title.comma": 1.0, "name.initial": 0.5}, False) for number in range(60)),
    *(doubts.Doubtful(f"plain {number}", {}, number % 20 == 0) for number in range(60)),
]


def test_the_same_messages_give_the_same_weights_and_none_is_below_zero() -> None:
    weights = doubts.fit(FOUND, {"name.initial": 0.0})
    assert weights == doubts.fit(FOUND, {"name.initial": 0.0})
    assert weights["house.none"] > 1.0 > weights["title.comma"] >= 0.0 == weights["name.initial"]
    assert weights["bias"] < 0.0


def test_a_doubt_that_no_mail_shows_keeps_the_weight_given_by_hand() -> None:
    assert doubts.fit(FOUND, {"house.place": 0.8})["house.place"] == 0.8


def test_rules_are_thinned_the_same_way_every_time() -> None:
    one, two = (doubts.thinned(rules(), 0.1, "seed") for _ in range(2))
    words, whole = one.file("organisations").words["heads"], rules().file("organisations").words["heads"]
    assert words == two.file("organisations").words["heads"]
    assert set(words) < set(whole)
    assert 0.8 * len(whole) < len(words) < len(whole)
    assert one.file("roles").words["keys"] == rules().file("roles").words["keys"]  # short lists are wholes
    assert one.file("kinds") is rules().file("kinds")
