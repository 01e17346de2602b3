"""Counts how verdicts agree with labels, field by field; every disagreement is kept with what was expected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mailbot.evaluation.compare import name_key, nearness, value_key
from mailbot.evaluation.counts import Found, Share
from mailbot.evaluation.labels import Label

SAME = 0.999  # a nearness that counts as equal
Verdict = Mapping[str, Any]  # an object of `classify --json`; {} where a message got none
Disagreement = tuple[Any, ...]  # (id, field, expected, found ...)


@dataclass(slots=True)
class Scores:
    """The figures over some labelled messages.

    kinds: exactly right. unsafe: replies allowed where there must be none. missed: replies not allowed where there
    should be one; held: of these, left to a person on purpose. silent: kinds wrong and not flagged. trusted: right in
    every field, of those not flagged.
    """

    messages: int = 0
    answered: int = 0
    kinds: Share = field(default_factory=Share)
    flagged: Share = field(default_factory=Share)
    silent: int = 0
    trusted: Share = field(default_factory=Share)
    kind: dict[str, Found] = field(default_factory=dict)
    other: Share = field(default_factory=Share)
    language: Share = field(default_factory=Share)
    unsafe: int = 0
    missed: int = 0
    held: int = 0
    answerable: int = 0
    speaker: dict[str, Found] = field(
        default_factory=lambda: {key: Found() for key in ("name", "title", "affiliation", "roles", "whole")}
    )
    near: dict[str, list[float]] = field(default_factory=lambda: {"title": [], "affiliation": []})
    organisations: Found = field(default_factory=Found)
    files: Share = field(default_factory=Share)
    collective: Share = field(default_factory=Share)
    disagreements: list[Disagreement] = field(default_factory=list)


def score(labels: Iterable[Label], verdicts: Mapping[str, Verdict], kinds: Iterable[str]) -> Scores:
    """The figures for these labels. verdicts: by id of the label; a message without one counts as not understood.

    kinds: the call's.
    """
    scores = Scores(kind={kind: Found() for kind in kinds})
    for label in labels:
        _add(scores, label, verdicts.get(label["id"]))
    return scores


def _add(scores: Scores, label: Label, verdict: Verdict | None) -> None:
    expected, got = label["expect"], verdict or {}
    scores.messages += 1
    scores.answered += verdict is not None
    before = len(scores.disagreements)
    _kinds(scores, label, got)
    _reply(scores, label, got)
    speakers = list(got.get("speakers") or [])
    _speakers(scores, label["id"], expected["speakers"] or [], speakers)
    if expected["report"]:
        _report(scores, label["id"], expected["report"], got.get("report") or {})
    if not got.get("needs_review"):
        agree = len(scores.disagreements) == before and len(speakers) == len(expected["speakers"] or [])
        scores.trusted.count(agree)


def _kinds(scores: Scores, label: Label, got: Verdict) -> None:
    ident, note, expected = label["id"], label["note"], label["expect"]
    wanted, found = set(expected["kinds"]), set(got.get("kinds") or [])
    right, flagged = wanted == found, bool(got.get("needs_review"))
    scores.kinds.count(right)
    scores.flagged.count(flagged)
    scores.silent += not right and not flagged
    if not right:
        scores.disagreements.append((ident, "kinds", sorted(wanted), sorted(found), expected["other"], note))
    for kind, count in scores.kind.items():
        count.right += kind in wanted and kind in found
        count.found += kind in found
        count.wanted += kind in wanted
    scores.language.count(got.get("language") == expected["language"])
    if got.get("language") != expected["language"]:
        scores.disagreements.append((ident, "language", expected["language"], got.get("language")))
    if not wanted:
        same = not found and got.get("other") == expected["other"]
        scores.other.count(same)
        if not same:
            scores.disagreements.append((ident, "other", expected["other"], got.get("other"), note))


def _reply(scores: Scores, label: Label, got: Verdict) -> None:
    ident, expected = label["id"], label["expect"]
    if not expected["reply"]:
        if got.get("reply", True):
            scores.unsafe += 1
            scores.disagreements.append((ident, "UNSAFE REPLY", expected["other"], label["note"]))
        return
    scores.answerable += 1
    if not got.get("reply"):
        reason = got.get("reply_reason")
        held = str(reason).startswith("hold:")
        scores.held += held
        scores.missed += not held
        scores.disagreements.append((ident, "no reply", reason))


def _speakers(scores: Scores, ident: str, wanted: list[Any], found: list[Any]) -> None:
    """A speaker counts by the name; the other fields count only where the name is right."""
    for key, count in scores.speaker.items():
        whole = key in ("name", "whole")
        count.wanted += len(wanted) if whole else sum(bool(speaker.get(key)) for speaker in wanted)
        count.found += len(found) if whole else sum(bool(speaker.get(key)) for speaker in found)
    left = list(found)
    for speaker in wanted:
        key = name_key(speaker["name"])
        match = next((other for other in left if name_key(other.get("name")) == key), None)
        if match is None:
            names = [other.get("name") for other in found]
            scores.disagreements.append((ident, "name", speaker["name"], names))
            continue
        left.remove(match)
        scores.speaker["name"].right += 1
        scores.speaker["whole"].right += _fields(scores, ident, speaker, match)


def _fields(scores: Scores, ident: str, wanted: Any, found: Any) -> bool:
    """Compares what stands beside a name; whether all of it is right."""
    whole = True
    for key in ("title", "affiliation"):
        near = nearness(wanted.get(key), found.get(key))
        if wanted.get(key):
            scores.near[key].append(near)
            scores.speaker[key].right += near >= SAME
        if near < SAME:
            whole = False
            scores.disagreements.append((ident, key, wanted.get(key), found.get(key)))
    same_roles = set(wanted["roles"]) == set(found.get("roles") or [])
    scores.speaker["roles"].right += bool(wanted["roles"]) and same_roles
    if not same_roles:
        whole = False
        scores.disagreements.append((ident, "roles", wanted["roles"], found.get("roles")))
    return whole


def _report(scores: Scores, ident: str, wanted: Any, found: Verdict) -> None:
    expected = {value_key(name) for name in wanted["organisations"]}
    got = {value_key(name) for name in found.get("organisations") or []}
    scores.organisations.right += len(expected & got)
    scores.organisations.found += len(got)
    scores.organisations.wanted += len(expected)
    if expected != got:
        row = (ident, "organisations", wanted["organisations"], found.get("organisations"))
        scores.disagreements.append(row)
    files = set(wanted["files"]) == set(found.get("files") or [])
    collective = bool(wanted["collective"]) == bool(found.get("collective"))
    scores.files.count(files)
    scores.collective.count(collective)
    if not (files and collective):
        pairs = (wanted["files"], found.get("files"), wanted["collective"], found.get("collective"))
        scores.disagreements.append((ident, "files or collective", *pairs))
