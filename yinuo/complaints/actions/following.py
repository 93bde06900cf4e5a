"""Until the customer is satisfied: call back, ask, thank (R163–R165, R183, R218, R416)."""

from typing import Final, TypedDict, Unpack

from yinuo.complaints.actions import calming, holding, reopening, rounds
from yinuo.complaints.models import CallBack, Complaint, Outcome, Rating
from yinuo.complaints.queries import carrying, following
from yinuo.complaints.rules import offers, satisfaction
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock, db
from yinuo.core.errors import Fault, Invalid, NotNow, fault
from yinuo.customers.rules import Guest
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets_queries
from yinuo.tickets.rules import check_text, clean
from yinuo.tickets.rules.texts import text_fault

WAYS: Final = (*offers.WAYS, "CHAT", "FAX")
"""How a customer is asked, or answers (R218 names telephone, fax and visit)."""
LONGEST_NOTE: Final = 300
LONGEST: Final = {"words": 1000, "left": 500}
_MARKS: Final = ("overall", "result", "process", "treatment")
_SAID: Final = (*_MARKS, "words", "left")
_RATED, _THANKED = "rated", "thanked"


class Marks(TypedDict, total=False):
    """What the customer says: `overall` 1–5; how fair the result, the way there (rules, time) and the
    treatment were, 1–5 or nothing (R183); in `words`; what is `left` to be done.
    """

    overall: int
    result: int | None
    process: int | None
    treatment: int | None
    words: str
    left: str


def note_call_back(
    *, complaint: Complaint, reached: bool, way: str, by: Person | None, note: str = ""
) -> CallBack:
    """Note a try to reach the customer after the carrying-out.

    Tries in vain count when they are far enough apart (`queries.following.tries`); the same one noted again
    in between is the first. Whom a reasoned no was told is heard on it by being reached. Records
    complaint.called_back {reached, try}. Raises NotPermitted; Invalid: not_a_choice, too_long;
    NotNow("complaint_not_in_stage").
    """
    holding.permit(complaint, by)
    words = check_text("note", note, LONGEST_NOTE, required=False)
    _check_way(way)
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_stage(held, Stage.CALL_BACK)
        row = CallBack(complaint=held, round=held.round, way=way, was_reached=reached, note=words, by=by)
        row.at = clock.now()
        if first := _same_try(row):
            return first
        db.insert(row)
        if reached and carrying.told_no(held) is not None:
            holding.tick(held, _RATED, by=by)
        data = {"reached": reached, "try": following.tries(held).made}
        holding.record("called_back", held, by=by, detail={"note": words} if words else None, **data)
    return row


def rate(
    *, complaint: Complaint, way: str, by: Person | None, guest: Guest | None = None, **marks: Unpack[Marks]
) -> Rating:
    """Note how satisfied the customer is with this round, told to `by` or by themselves as `guest`; once.

    Satisfied is 4 or 5 with nothing left. Who is not satisfied gets another proposal, one level higher: the
    case goes back to PROPOSE; after a leader's reasoned no in the third round there is none. Who was
    satisfied and says before the end that it is not done is heard: the last word counts, the first stays
    recorded (R205). Of a case that
    was closed because nobody could be reached a late answer counts: it ends as it would have, or is opened
    again. What a guest writes says how they feel. The same again changes nothing. Records complaint.rated
    {overall, satisfied, round}, complaint.unsatisfied {round}, and what `calming.hear` does. Raises
    NotPermitted, NotFound; Invalid: not_a_choice, too_long; NotNow: complaint_not_in_stage, already_rated,
    reopen_too_late.
    """
    rounds.permit(complaint, by, guest)
    row = _read(marks, way)
    with db.transaction():
        held = holding.hold(complaint)
        row.complaint, row.round, row.by = held, held.round, by
        is_late = held.outcome == Outcome.UNREACHED and held.ticket.closed_at is not None
        is_asked = is_late or held.ticket.stage == Stage.CALL_BACK
        if first := _same_rating(row, is_asked=is_asked):
            return first
        if is_late:
            reopening.require_in_time(held)
        else:
            holding.require_stage(held, Stage.CALL_BACK)
        said = following.rating(held)
        if said is not None and not (said.is_satisfied and not row.is_satisfied):
            raise NotNow("already_rated")
        _write(row, said, by)
        _follow(row, by, is_late=is_late)
        if guest is not None and held.ticket.closed_at is None:
            calming.hear(held, f"{row.words}\n{row.left}", is_pleased=row.is_satisfied)
    return row


def thank(*, complaint: Complaint, by: Person | None) -> Complaint:
    """The customer was thanked: a complaint is a gift, whoever complains a friend (R416). Once a round.

    Records complaint.thanked. Raises NotPermitted, NotNow("complaint_not_in_stage").
    """
    holding.permit(complaint, by)
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_stage(held, Stage.CALL_BACK)
        musts = tickets_queries.musts(held.ticket)
        if any(must.key == _THANKED and must.is_done for must in musts):
            return held
        holding.tick(held, _THANKED, by=by)
        holding.record("thanked", held, by=by)
    return held


def _write(row: Rating, before: Rating | None, by: Person | None) -> None:
    """In the place of what they said `before` in this round; that stands in its own event."""
    if before is None:
        db.insert(row)
    else:
        row.pk = before.pk
        row.save(force_update=True)
    said = {name: getattr(row, name) for name in LONGEST if getattr(row, name)}
    told = {"overall": row.overall, "satisfied": row.is_satisfied, "round": row.round}
    holding.record("rated", row.complaint, by=by, detail=said or None, **told)


def _follow(row: Rating, by: Person | None, *, is_late: bool) -> None:
    """What a rating leads to."""
    held = row.complaint
    is_over = row.is_satisfied or following.is_last_no(held)
    if is_over and is_late:
        is_no = carrying.told_no(held) is not None
        holding.put(held, outcome=Outcome.REFUSED if is_no else Outcome.SATISFIED)
    elif is_over:
        holding.tick(held, _RATED, by=by)
    else:
        holding.record("unsatisfied", held, by=by, round=held.round)
        if is_late:
            reopening.open_again(held, row.left or row.words, by)
        else:
            rounds.begin(held, by)
            holding.go_back(held, Stage.PROPOSE, by)


def _read(marks: Marks, way: str) -> Rating:
    """The rating as it was said. Raises Invalid with everything that is wrong."""
    faults: list[Fault] = []
    said = {name: marks.get(name) for name in _MARKS}
    for name, mark in said.items():
        is_given = mark is not None or name == "overall"
        if is_given and mark not in range(satisfaction.LEAST, satisfaction.MOST + 1):
            faults.append(fault(name, "not_a_choice"))
    texts = {"words": clean(marks.get("words", "")), "left": clean(marks.get("left", ""))}
    for name, limit in LONGEST.items():
        if wrong := text_fault(name, texts[name], limit, required=False):
            faults.append(wrong)
    if faults:
        raise Invalid(*faults)
    _check_way(way)
    satisfied = satisfaction.is_satisfied(marks["overall"], texts["left"])
    return Rating(way=way, at=clock.now(), is_satisfied=satisfied, **said, **texts)


def _check_way(way: str) -> None:
    if way not in WAYS:
        raise Invalid(fault("way", "not_a_choice"))


def _same_rating(row: Rating, *, is_asked: bool) -> Rating | None:
    """The latest rating, when it is this very one, said by the same person once more: of this round, or of
    the one that it ended; where the customer `is_asked` anew the same words are another answer.
    """
    last = Rating.objects.filter(complaint=row.complaint).order_by("-round").first()
    is_same = last is not None and all(
        getattr(last, name) == getattr(row, name) for name in (*_SAID, "way", "by_id")
    )
    before = row.round if is_asked else row.round - 1
    return last if is_same and last is not None and last.round in (row.round, before) else None


def _same_try(row: CallBack) -> CallBack | None:
    """The latest try, when it is this very one noted once more before another would count."""
    last = CallBack.objects.filter(complaint=row.complaint, round=row.round).order_by("-id").first()
    same = ("was_reached", "way", "note", "by_id")
    if last is None or any(getattr(last, name) != getattr(row, name) for name in same):
        return None
    until = following.tries(row.complaint).next_at
    return last if until is not None and row.at < until else None
