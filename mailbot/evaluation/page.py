"""The figures as lines for people, and as names that bounds can be set for."""

from collections.abc import Mapping

from mailbot.evaluation.score import Scores


def lines(scores: Scores, seconds: float) -> list[str]:
    """One figure a line; the last line sums up. seconds: how long the verdicts took."""
    speaker, near, total = scores.speaker, scores.near, scores.messages
    page = [
        f"answered            {scores.answered}/{total} in {seconds:.1f} s",
        f"kinds exact         {scores.kinds.percent}   flagged for review {scores.flagged.percent}"
        f"   silent errors {scores.silent}",
        f"not flagged         {scores.trusted.of}, of these right in every field {scores.trusted.percent}",
    ]
    page += [
        f"{kind:<19} P {count.precision:.3f} R {count.recall:.3f} F1 {count.f1:.3f}"
        for kind, count in scores.kind.items()
    ]
    page += [
        f"other kind          {scores.other.percent}",
        f"language            {scores.language.percent}",
        f"unsafe replies      {scores.unsafe}   missed replies {scores.missed}   held {scores.held}"
        f" of {scores.answerable}",
    ]
    for key, count in speaker.items():
        soft = f"  soft {sum(near[key]) / max(1, len(near[key])):.3f}" if key in near else ""
        page.append(f"speaker {key:<11} P {count.precision:.3f} R {count.recall:.3f} F1 {count.f1:.3f}{soft}")
    page += [
        f"report orgs         F1 {scores.organisations.f1:.3f}   files {scores.files.percent}"
        f"   collective {scores.collective.percent}",
        f"SUMMARY kinds {scores.kinds.value:.3f} name {speaker['name'].f1:.3f} title {speaker['title'].f1:.3f}"
        f" affiliation {speaker['affiliation'].f1:.3f} unsafe {scores.unsafe} silent {scores.silent}",
    ]
    return page


def by_language(parts: Mapping[str, Scores]) -> list[str]:
    """The chief figures of each language, a line each."""
    return [
        f"in {language}: {scores.messages:>4} messages  kinds {scores.kinds.percent}"
        f"  name {scores.speaker['name'].f1:.3f}"
        f"  whole {scores.speaker['whole'].f1:.3f}  organisations {scores.organisations.f1:.3f}"
        f"  unsafe {scores.unsafe}  silent {scores.silent}"
        for language, scores in parts.items()
    ]


def figures(scores: Scores) -> dict[str, float]:
    """Every figure by the name that --min and --max know: shares and F1 between 0 and 1, the others are counts."""
    return {
        "answered": scores.answered / scores.messages if scores.messages else 1.0,
        "kinds": scores.kinds.value,
        "flagged": scores.flagged.value,
        "trusted": scores.trusted.value,
        **{kind: count.f1 for kind, count in scores.kind.items()},
        "other": scores.other.value,
        "language": scores.language.value,
        **{key: count.f1 for key, count in scores.speaker.items()},
        "organisations": scores.organisations.f1,
        "files": scores.files.value,
        "collective": scores.collective.value,
        "silent": scores.silent,
        "unsafe": scores.unsafe,
        "missed": scores.missed,
        "held": scores.held,
    }


def out_of_bounds(found: Mapping[str, float], least: Mapping[str, float], most: Mapping[str, float]) -> list[str]:
    """One line for each figure below its minimum or above its maximum."""
    low = [f"{name} is {found[name]:.3f}, below {bound:g}" for name, bound in least.items() if found[name] < bound]
    high = [f"{name} is {found[name]:.3f}, above {bound:g}" for name, bound in most.items() if found[name] > bound]
    return low + high
