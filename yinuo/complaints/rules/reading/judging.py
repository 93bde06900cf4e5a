"""Which kind of case a text is, and what a complaint is about."""

from typing import Final, cast

from yinuo.complaints.rules.reading.finding import Found, Hit
from yinuo.complaints.rules.reading.proposed import Kind, Reason, Type
from yinuo.complaints.rules.reading.weighing import learned, strongest

PRAISE: Final = "praise"
CRISIS: Final = 0.3
"""What a word of grade 4 adds to a complaint: rather one too many than one overlooked."""


def kind_of(found: Found, features: dict[str, float]) -> tuple[Kind, bool, tuple[Reason, ...]]:
    """The kind, whether it is praise, and the words that speak for it; without a letter it is an inquiry."""
    if not any(map(str.isalpha, found.plain.text)):
        return "inquiry", False, ()
    weights = learned("kind")
    scores = weights.scores(features)
    if crisis := found.said("crisis"):
        scores["complaint"] += CRISIS
    best = max(scores, key=lambda label: scores[label])
    if any(hit.value == "selfharm" for hit in crisis):
        best = "complaint"
    kind = cast("Kind", "suggestion" if best == PRAISE else best)
    hits = strongest(found, weights, best, found.hits)
    return kind, best == PRAISE, found.reasons("kind", kind, hits)


def type_of(found: Found, features: dict[str, float]) -> tuple[Type, str, tuple[Reason, ...]]:
    """The type of a complaint, the key of its cause or "", and the words that speak for them."""
    weights = learned("type")
    scores = weights.scores(features)
    best = max(scores, key=lambda label: scores[label])
    hits = tuple(hit for hit in found.hits if hit.field == "type" and hit.value == best)
    shown = found.reasons("complaint_type", best, hits or strongest(found, weights, best, found.hits))
    cause, causes = _cause(found)
    return cast("Type", best), cause, (*shown, *found.reasons("cause", cause, causes))


def _cause(found: Found) -> tuple[str, tuple[Hit, ...]]:
    """The cause of the catalogue (R146) that most words speak for, the first of equals."""
    said = found.said("cause")
    if not said:
        return "", ()
    counts: dict[str, int] = {}
    for hit in said:
        counts[hit.value] = counts.get(hit.value, 0) + 1
    cause = max(counts, key=lambda key: counts[key])
    return cause, tuple(hit for hit in said if hit.value == cause)
