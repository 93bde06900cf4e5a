"""What the desk reads from the words of a complaint: a proposal with the words that led to it.

It decides nothing: an agent does, and only where no agent took the complaint down its values are the first
ones.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from yinuo.complaints.models import Cause, Feeling, Manner, Organisation, Severity, Temper, Type
from yinuo.complaints.rules import reading

COLUMNS: Final = {
    "complaint_type": "type",
    "complainant_class": "manner",
    "temperament": "temper",
    "cause": "cause",
    "severity": "severity",
    "organisation": "organisation",
    "mood": "mood",
    "kind": "kind",
    "escalation": "escalation",
}
"""What the reader calls a field, and what a complaint calls it."""
_CAUSES: Final = {
    "product_quality": Cause.QUALITY,
    "complaint_handling": Cause.HANDLING,
    "safety": Cause.SAFETY,
    "measurement": Cause.MEASUREMENT,
    "forced_trade": Cause.FORCED_TRADE,
    "false_advertising": Cause.ADVERTISING,
    "missing_duty": Cause.DUTY,
    "details": Cause.DETAIL,
    "personal_dignity": Cause.DIGNITY,
    "facility_defects": Cause.FACILITY,
    "gifts": Cause.GIFT,
    "accidents": Cause.ACCIDENT,
    "force_majeure": Cause.FORCE_MAJEURE,
}
_VALUES: Final[Mapping[str, Mapping[Any, Any]]] = {
    "type": {one.label: one.value for one in Type},
    "cause": {key: one.value for key, one in _CAUSES.items()},
    "manner": {one.value.lower(): one.value for one in Manner},
    "temper": {one.value.lower(): one.value for one in Temper},
    "organisation": {one.value.lower(): one.value for one in Organisation},
    "severity": {one.value: one.value for one in Severity},
    "mood": {one.value: one.value for one in Feeling},
    "kind": {one: one for one in ("complaint", "suggestion", "inquiry", "order")},
    "escalation": {one: one for one in ("none", "regulator", "media", "legal", "leadership")},
}
"""Of each column, what stands in it for what the reader says."""


def propose(account: str, wanted: str = "") -> dict[str, Any]:
    """Kind, type, severity, cause, manner, temper, organisation, mood and escalation as far as the account
    and the wish say so, with the words that led to it under `reasons` (field, words, start, end: the wish is
    a line of its own after the account); nothing of nothing.
    """
    text = f"{account}\n{wanted}" if wanted else account
    return shaped(asdict(reading.read(text))) if text.strip() else {}


def mood_in(words: str) -> int | None:
    """The mood that these words show, from 1, furious, to 5, content; None where no word of theirs speaks of
    it, so that the reading says only what most people feel in such a case.
    """
    read = propose(words)
    is_said = any(one["field"] == "mood" for one in read.get("reasons", ()))
    return read.get("mood") if is_said else None


def is_grave(proposed: Mapping[str, Any]) -> bool:
    """Whether this reads as a complaint of the gravest kind, whatever it was sent as."""
    return proposed.get("kind") == "complaint" and proposed.get("severity") == Severity.CRISIS


def words(proposed: Mapping[str, Any], *fields: str) -> tuple[str, ...]:
    """The words of the text that led to what was read for these fields, each once."""
    said = [one["words"] for one in proposed.get("reasons", ()) if one["field"] in fields]
    return tuple(dict.fromkeys(said))


def shaped(read: Mapping[str, Any]) -> dict[str, Any]:
    """A reading in the names and values of the columns; what is no choice of theirs is left out."""
    kept: dict[str, Any] = {}
    for field, column in COLUMNS.items():
        if (value := _VALUES[column].get(read.get(field))) is not None:
            kept[column] = value
    reasons = [_reason(reason) for reason in read.get("reasons") or () if reason["field"] in COLUMNS]
    return kept | ({"reasons": reasons} if reasons else {})


def _reason(reason: Mapping[str, Any]) -> dict[str, Any]:
    """Which words speak for which column, and where they stand in the text."""
    said = {name: reason[name] for name in ("words", "start", "end")}
    return {"field": COLUMNS[reason["field"]], **said}
