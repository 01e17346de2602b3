"""docs/guarantees.md names tests that exist, for each of the ten promises."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "guarantees.md").read_text("utf-8")


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`([a-z_0-9]+/[a-z_0-9]+\.py)(?:::(test_\w+))?`", PAGE)
    assert len(named) > 100
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not (TESTS / file).is_file() or (test and f"\ndef {test}(" not in (TESTS / file).read_text("utf-8"))
    ]
    assert missing == []


def test_each_promise_names_a_test() -> None:
    promises = re.findall(r"^\| \*\*(\d+)\. .*\| ([^|]*) \|$", PAGE, re.MULTILINE)
    assert [int(number) for number, _ in promises] == list(range(1, 11))
    assert [number for number, tests in promises if "`" not in tests] == []
