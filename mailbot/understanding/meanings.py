"""The vocabulary of rules: what a hit may say, file by file. A rule that says anything else is a fault.

What sentences may speak of, the topics, is declared by the rules themselves: `topics` in rules/readings.toml.
"""

from collections.abc import Mapping

HANDING_OVER = frozenset({"attach", "submit", "nominate", "offer", "handover"})
CHANGING = frozenset(
    {"withdraw", "replace", "version", "correct", "add", "already", "further", "undo", "revise", "supply", "somebody"}
)
SPEAKING = frozenset(
    {"later", "ask", "confirm", "decline", "problem", "thank", "listen", "conditional", "nobody", "refuse"}
)
ACTS = HANDING_OVER | CHANGING | SPEAKING

# The groups in which the code asks the rules of a file; a rule of another group would never be asked.
GROUPS: Mapping[str, frozenset[str]] = {
    "intents": frozenset({"act", "topic", "skip", "mask"}),
    "documents": frozenset({"name", "opening", "text", "said"}),
    "followups": frozenset(
        {
            "title",
            "affiliation",
            "post",
            "name",
            "copula",
            "next",
            "spelling",
            "arrived",
            "goes",
            "needs",
            "extension",
            "also",
            "stays",
            "whole",
            "plain",
            "doubtful",
            "turns",
            "joins",
        }
    ),
    "publication": frozenset({"footer", "no", "private", "unnamed", "contact", "yes"}),
    "reports": frozenset(
        {"of", "plain", "beside", "list", "joint", "signatories", "label", "from", "submits", "title"}
        | {"announced", "spoken", "typed"}
    ),
    "screening": frozenset({"wording", "footer", "diagnostics", "spam", "newsletter"}),
}


def meanings(topics: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """What the rules of a file may mean; files that are not named may mean anything."""
    return {
        "intents": topics | ACTS | {""},
        "screening": frozenset({"bounce", "automatic", "newsletter", "spam"}),
    }
