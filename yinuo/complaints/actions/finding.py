"""Finding out: the checklist of the type (R144, R311), and the cause, motive and core demand (R190, R322)."""

from typing import Any, Final

from yinuo.complaints.actions import holding, settling
from yinuo.complaints.models import Answer, Cause, Complaint, Degree, Offer
from yinuo.complaints.rules.stages import UNDECIDED, Stage
from yinuo.complaints.rules.texts import (
    GOODS,
    LONGEST,
    LONGEST_CAUSE_FOUND,
    LONGEST_FINDING,
    LONGEST_RESPONSIBLE,
)
from yinuo.core import clock, db
from yinuo.core.errors import Fault, Invalid, NotNow, fault
from yinuo.playbooks.rules.schema import Question
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.rules import check_text, clean
from yinuo.tickets.rules.texts import text_fault

_LONGEST: Final = {
    "cause_found": LONGEST_CAUSE_FOUND,
    "motive": LONGEST_FINDING,
    "core_demand": LONGEST_FINDING,
    "responsible": LONGEST_RESPONSIBLE,
}
_DECIDED: Final = (Offer.State.APPROVED, Offer.State.TOLD, Offer.State.ACCEPTED)
_GOODS: Final = "goods."
FOUND: Final = "found"


def answer_question(*, complaint: Complaint, key: str, text: str, by: Person | None) -> Answer:
    """Write down what the customer answered to a question of the checklist; another answer replaces it.

    An answer that fills a fact of the register (the remedy asked for, the goods) does so where that is empty.
    That the customer does not know or will not say is an answer too. The same words again change
    nothing. Records complaint.answered {key}. Raises NotPermitted; NotNow("complaint_not_in_stage") after the
    decision; Invalid: question_unknown, required, too_long above 500 characters.
    """
    holding.permit(complaint, by)
    words = check_text("text", text, LONGEST_FINDING)
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_stage(held, *UNDECIDED)
        question = _question(held, key)
        row = Answer.objects.filter(complaint=held, key=key).first()
        if row is not None and row.text == words:
            return row
        row = row or Answer(complaint=held, key=key)
        row.text, row.at, row.by = words, clock.now(), by
        row.save()
        _fill(held, question, words, by)
        holding.record("answered", held, by=by, detail={"text": words}, key=key)
        settling.settle(held, by)
    return row


def find(
    *,
    complaint: Complaint,
    cause_found: str,
    motive: str,
    core_demand: str,
    degree: str,
    by: Person | None,
    responsible: str = "",
    cause: str = "",
    seen: int | None = None,
) -> Complaint:
    """Write down what was found out: the cause, what moves the customer, what they want at the core, how far
    the company is at fault, and who is responsible (ticks `findings`).

    `cause` of the catalogue (R146) stays as it was where none is given. Found again in the same words nothing
    changes but the tick of another round. `seen` is the last complaint.found that `by` has read. Records
    complaint.found {degree}. Raises NotPermitted; Invalid: required, too_long, not_a_choice; NotNow: stale,
    complaint_not_in_stage, offer_approved_already.
    """
    holding.permit(complaint, by)
    said = {"cause_found": cause_found, "motive": motive, "core_demand": core_demand}
    said["responsible"] = responsible
    columns = _read({name: clean(words) for name, words in said.items()}, degree, cause)
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_stage(held, Stage.CLARIFY, Stage.PROPOSE)
        is_new = any(getattr(held, name) != value for name, value in columns.items())
        if is_new:
            require_open(held)
            holding.require_seen(held, FOUND, seen)
            holding.put(held, **columns)
        holding.tick(held, "findings", by=by)
        if is_new:
            words = {name: value for name, value in columns.items() if name in _LONGEST}
            holding.record(FOUND, held, by=by, detail=words, degree=degree)
    return held


def require_open(complaint: Complaint) -> None:
    """Raises NotNow("offer_approved_already") once an offer of this round was agreed to: what it rests on
    stands.
    """
    if Offer.objects.filter(complaint=complaint, round=complaint.round, state__in=_DECIDED).exists():
        raise NotNow("offer_approved_already")


def _question(complaint: Complaint, key: str) -> Question:
    playbook = tickets.playbook_of(complaint.ticket)
    for question in playbook.questions if playbook else ():
        if question.key == key:
            return question
    raise Invalid(fault("key", "question_unknown"))


def _fill(complaint: Complaint, question: Question, words: str, by: Person | None) -> None:
    """Let the answer be the fact that it asked for; what is known already or does not fit stays as it is."""
    fact = question.fills
    if fact.startswith(_GOODS):
        name = fact.removeprefix(_GOODS)
        if not complaint.goods.get(name) and len(words) <= GOODS.get(name, 0):
            holding.put(complaint, goods={**complaint.goods, name: words})
    elif fact == "wanted" and not complaint.wanted:
        holding.put(complaint, wanted=words[: LONGEST["wanted"]])
    if fact == "wanted":
        holding.tick(complaint, "wanted", by=by)


def _read(said: dict[str, str], degree: str, cause: str) -> dict[str, Any]:
    """The columns. Raises Invalid with everything that is wrong with them."""
    found = [
        text_fault(name, said[name], most, required=name != "responsible") for name, most in _LONGEST.items()
    ]
    faults: list[Fault] = [one for one in found if one]
    if degree not in Degree.values:
        faults.append(fault("degree", "not_a_choice"))
    if cause and cause not in Cause.values:
        faults.append(fault("cause", "not_a_choice"))
    if faults:
        raise Invalid(*faults)
    return {**said, "degree": degree, **({"cause": cause} if cause else {})}
