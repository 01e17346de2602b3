"""What a sentence comes to by what it does and what it speaks of: an ordered table, one line a reading."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """The acts and topics that the rules saw in one sentence."""

    acts: frozenset[str]
    topics: frozenset[str]

    @property
    def asks(self) -> bool:
        """A question that wants an answer; "could you confirm receipt?" is none."""
        return "ask" in self.acts and "confirm" not in self.acts


@dataclass(frozen=True, slots=True)
class Reading:
    """One line: a sentence that fits comes to `does`. Readings of one subject exclude each other.

    about: it speaks of one of these; acts: it does one of these; empty sets ask for nothing. never, never_about: it
    does none of these, speaks of none of these. asks: whether it must (True) or must not (False) be a question.
    """

    subject: str
    does: str
    about: frozenset[str]
    acts: frozenset[str]
    never: frozenset[str]
    never_about: frozenset[str]
    asks: bool | None

    def fits(self, said: Said) -> bool:
        """Whether a sentence is read so."""
        return (
            (not self.about or not self.about.isdisjoint(said.topics))
            and (not self.acts or not self.acts.isdisjoint(said.acts))
            and self.never.isdisjoint(said.acts)
            and self.never_about.isdisjoint(said.topics)
            and (self.asks is None or self.asks == said.asks)
        )


def row(
    subject: str,
    does: str,
    about: str = "",
    acts: str = "",
    *,
    never: str = "",
    never_about: str = "",
    asks: bool | None = None,
) -> Reading:
    """A line of the table; sets are written as words."""
    words = [frozenset(listed.split()) for listed in (about, acts, never, never_about)]
    return Reading(subject, does, words[0], words[1], words[2], words[3], asks)


# For each subject the first line that fits decides: the order is the policy. Of the topics, "role" is one of the call's
# four, and "stage" stands for words such as session that mean speaking only beside an act.
READINGS: tuple[Reading, ...] = (
    # ---- reports
    row("report", "version.report", "report", "version"),
    row("report", "version.report", "", "version", never="nominate offer",
        never_about="speaker role survey registration"),
    row("report", "withdraw.report", "report", "withdraw", never="attach replace"),
    row("report", "submit.report", "report", "attach", never="conditional"),
    row("report", "decline.report", "report", "refuse", asks=False),
    row("report", "decline.report", "report", "decline", never="submit", asks=False),
    row("report", "later.report", "report", "later"),
    row("report", "ask.report", "report", "ask", asks=True),
    row("report", "submit.report", "report", "submit", never="conditional problem"),
    row("report", "correct.report", "report", "correct add"),
    row("report", "mention.report", "report"),
    # ---- speakers
    row("speaker", "withdraw.speaker", "speaker role stage", "withdraw", never="replace"),
    row("speaker", "decline.speaker", "speaker role stage", "nobody", asks=False),
    row("speaker", "decline.speaker", "", "nobody", never="attach submit", never_about="report survey", asks=False),
    row("speaker", "replace.speaker", "speaker role", "replace", never="refuse"),
    row("speaker", "decline.speaker", "speaker role", "refuse", asks=False),
    row("speaker", "decline.speaker", "speaker role", "decline", never="nominate offer attach", asks=False),
    row("speaker", "ask.speaker", "speaker role", "conditional", asks=True),
    row("speaker", "ask.speaker", "speaker role", "ask", never="nominate offer", asks=True),
    row("speaker", "later.speaker", "speaker", "later", never="offer attach", never_about="role"),
    row("speaker", "hedged.speaker", "speaker role", "nominate offer", asks=True),
    row("speaker", "hedged.speaker", "speaker role", "decline conditional listen"),
    row("speaker", "correct.speaker", "speaker role", "correct", never="nominate"),
    row("speaker", "nominate.speaker", "speaker role", "nominate"),
    row("speaker", "offer.speaker", "speaker role", "offer"),
    row("speaker", "nominate.stage", "stage", "nominate offer", never="later decline refuse listen",
        never_about="report survey registration", asks=False),
    row("speaker", "submit.speaker", "speaker role", "attach submit"),
    row("speaker", "state.role", "role", never="already"),
    row("speaker", "nominate.bare", "", "nominate", never="conditional decline",
        never_about="report registration survey", asks=False),
    row("speaker", "offer.bare", "", "offer", never="conditional decline later listen",
        never_about="report registration survey event", asks=False),
    row("speaker", "mention.speaker", "speaker role"),
    # ---- files, survey, registration, the event
    row("form", "submit.form", "form cv", "attach submit", never_about="survey"),
    row("annex", "submit.annex", "annex", "attach submit add correct"),
    row("survey", "survey", "survey"),
    row("registration", "listen", "", "listen"),
    row("registration", "registration", "registration"),
    row("event", "ask.event", "event", "ask", asks=True),
    row("bare", "submit.bare", "", "attach", never_about="report speaker role survey registration form annex"),
    # ---- what is done, whatever it is about
    row("ask", "ask", "", "ask", asks=True),
    row("later", "later", "", "later"),
    row("decline", "decline", "", "decline"),
    row("thank", "thank", "", "thank"),
    row("withdraw", "withdraw", "", "withdraw"),
    row("correct", "correct", "", "correct"),
    row("add", "add", "", "add"),
    row("already", "already", "", "already"),
    row("replace", "replace", "", "replace"),
    row("handover", "handover", "", "handover"),
    row("problem", "problem", "", "problem"),
    row("confirm", "confirm", "", "confirm"),
)  # fmt: skip


def readings(said: Said) -> tuple[str, ...]:
    """What a sentence with these acts and topics comes to: for each subject the first line of the table that fits."""
    if "nobody" in said.acts:
        said = Said(said.acts - {"replace"}, said.topics)  # "without a substitute", "nobody takes her place"
    settled: dict[str, str] = {}
    for reading in READINGS:
        if reading.subject not in settled and reading.fits(said):
            settled[reading.subject] = reading.does
    return tuple(settled.values())
