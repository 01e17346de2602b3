"""The vocabulary of rules: what a hit may say, file by file. A rule that says anything else is a fault."""

from collections.abc import Mapping

TOPICS = frozenset({"report", "speaker", "role", "stage", "survey", "registration", "event", "annex", "form", "cv"})
HANDING_OVER = frozenset({"attach", "submit", "nominate", "offer", "handover"})
CHANGING = frozenset({"withdraw", "replace", "version", "correct", "add", "already"})
SPEAKING = frozenset(
    {"later", "ask", "confirm", "decline", "problem", "thank", "listen", "conditional", "nobody", "refuse"}
)
ACTS = HANDING_OVER | CHANGING | SPEAKING
MEANINGS: Mapping[str, frozenset[str]] = {
    "intents": TOPICS | ACTS | {""},
    "screening": frozenset({"bounce", "automatic", "newsletter", "spam"}),
}
