"""The five questions that are answered before anything is offered (R191–R195), with the analysis (R190) and
the effects (R152).
"""

from collections.abc import Mapping
from typing import Any, Final

from yinuo.complaints.actions import finding, holding
from yinuo.complaints.models import Complaint, Degree, Weighing
from yinuo.complaints.rules.stages import Stage
from yinuo.complaints.rules.texts import LONGEST_WEIGHED
from yinuo.complaints.rules.weighing import ANALYSIS, EFFECTS
from yinuo.core import clock, db
from yinuo.core.errors import Fault, Invalid, fault
from yinuo.staff.models import Person
from yinuo.tickets.rules import clean
from yinuo.tickets.rules.texts import text_fault

WEIGHED: Final = "weighed"
_COLUMNS: Final = (
    "has_long_relation",
    "may_buy_again",
    "word_of_mouth",
    "demand",
    "degree",
    "analysis",
    "effects",
)


def weigh(
    *,
    complaint: Complaint,
    has_long_relation: bool | None,
    may_buy_again: bool | None,
    word_of_mouth: str,
    demand: str,
    degree: str,
    by: Person | None,
    analysis: Mapping[str, str] | None = None,
    effects: Mapping[str, str] | None = None,
    seen: int | None = None,
) -> Weighing:
    """Answer the five questions A–E; may be set right until an offer is approved (ticks `weighed`).

    `analysis` answers questions of `rules.weighing.ANALYSIS`, `effects` those of EFFECTS. How far the company
    is at fault stands in the case from now on as it was weighed. The same again changes nothing but the tick
    of another round. `seen` is the last complaint.weighed that `by` has read. Records complaint.weighed
    {degree, demand}. Raises NotPermitted; Invalid: required, too_long, not_a_choice; NotNow: stale,
    complaint_not_in_stage before clarifying and after the decision, offer_approved_already.
    """
    holding.permit(complaint, by)
    said = {"has_long_relation": has_long_relation, "may_buy_again": may_buy_again, "demand": demand}
    columns = _read({**said, "word_of_mouth": clean(word_of_mouth), "degree": degree}, analysis, effects)
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_stage(held, Stage.CLARIFY, Stage.PROPOSE)
        row = Weighing.objects.filter(pk=held.pk).first()
        is_new = row is None or any(getattr(row, name) != columns[name] for name in _COLUMNS)
        if row is None or is_new:
            finding.require_open(held)
            holding.require_seen(held, WEIGHED, seen)
            row = Weighing(complaint=held, at=clock.now(), by=by, **columns)
            row.save()
            holding.put(held, degree=degree)
        holding.tick(held, "weighed", by=by)
        if is_new:
            detail = {"text": row.word_of_mouth, **row.analysis, **row.effects}
            holding.record(WEIGHED, held, by=by, detail=detail, degree=degree, demand=demand)
    return row


def _read(
    said: dict[str, Any], analysis: Mapping[str, str] | None, effects: Mapping[str, str] | None
) -> dict[str, Any]:
    """The columns. Raises Invalid with everything that is wrong with them."""
    faults: list[Fault] = [
        fault(name, "required")
        for name in ("has_long_relation", "may_buy_again")
        if not isinstance(said[name], bool)
    ]
    if wrong := text_fault("word_of_mouth", said["word_of_mouth"], LONGEST_WEIGHED):
        faults.append(wrong)
    for name, choices in (("demand", Weighing.Demand.values), ("degree", Degree.values)):
        if said[name] not in choices:
            faults.append(fault(name, "not_a_choice" if said[name] else "required"))
    written = {}
    for name, known, given in (("analysis", ANALYSIS, analysis), ("effects", EFFECTS, effects)):
        written[name], wrong_ones = _answers(name, known, given or {})
        faults += wrong_ones
    if faults:
        raise Invalid(*faults)
    return {**said, **written}


def _answers(
    field: str, known: Mapping[str, str], given: Mapping[str, str]
) -> tuple[dict[str, str], list[Fault]]:
    """What was answered, without what is empty, and what is wrong with it; a fault names <field>.<key>."""
    words = {key: clean(text) for key, text in given.items()}
    faults = [fault(f"{field}.{key}", "not_a_choice") for key in words if key not in known]
    too_long = (
        text_fault(f"{field}.{key}", text, LONGEST_WEIGHED, required=False) for key, text in words.items()
    )
    return {key: text for key, text in words.items() if text}, [*faults, *(one for one in too_long if one)]
