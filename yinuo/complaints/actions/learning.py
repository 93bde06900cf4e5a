"""What is learned: the lesson of a case in writing (R220), and what is done about causes that come again.

Corrective actions are the improvement of ISO 10002 8.7: opened when a cause repeats, given to somebody by a
date, done, and seen to work by somebody else; one that did not work is open again.
"""

from datetime import date, timedelta
from typing import Final

from yinuo.complaints import may
from yinuo.complaints.actions import holding
from yinuo.complaints.models import Complaint, Corrective, Lesson
from yinuo.complaints.queries import carrying
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock, db, events
from yinuo.core.errors import Fault, Invalid, NotFound, NotNow, NotPermitted, fault
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.tickets.rules import check_text, clean
from yinuo.tickets.rules.texts import text_fault

LONGEST: Final = 500
MOST_COUNTED: Final = 200
"""How many of the newest cases of a cause are looked at; more than that is as bad."""
_UNSEEN: Final = (Corrective.State.OPEN, Corrective.State.FAILED)
_DECIDED: Final = ("SATISFIED", "REFUSED", "UNREACHED")


def learn(
    *, complaint: Complaint, cause: str, change: str, owner: Person, due_on: date, by: Person | None
) -> Lesson:
    """Write down what caused it and what changes, who sees to that and by which day; a later one replaces it.

    Records complaint.learned. Raises NotPermitted; Invalid: required, too_long, lesson_due_past,
    lesson_owner_left; NotNow("complaint_not_in_stage") before the call-back.
    """
    holding.permit(complaint, by)
    said = {"cause": clean(cause), "change": clean(change)}
    _check(said, owner, due_on)
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_stage(held, Stage.CALL_BACK, Stage.CLOSED)
        wanted = {**said, "owner": owner, "due_on": due_on}
        lesson = Lesson.objects.filter(complaint=held).select_related("owner").first()
        if lesson is not None and all(getattr(lesson, name) == value for name, value in wanted.items()):
            return lesson
        values = {**wanted, "at": clock.now(), "by": by}
        lesson, _ = Lesson.objects.update_or_create(complaint=held, defaults=values)
        holding.record("learned", held, by=by, detail=said, owner=owner.pk, due=due_on.isoformat())
    return lesson


def count_cause(held: Complaint, by: Person | None) -> Corrective | None:
    """Closing counts: when as many cases of this type and cause as `settings.repeat_count` were closed within
    `repeat_days`, a corrective action opens, once while one is under way; else its count follows.

    Records corrective.opened {type, cause, count}.
    """
    settings, now = carrying.settings_of(held), clock.now()
    newest = Complaint.objects.filter(type=held.type, cause=held.cause, outcome__in=_DECIDED)
    closed = newest.order_by("-ticket").values_list("ticket__closed_at", flat=True)[:MOST_COUNTED]
    since = now - timedelta(days=settings.repeat_days)
    count = sum(1 for at in closed if at is not None and at >= since)
    if count < settings.repeat_count:
        return None
    rows = Corrective.objects.select_for_update().filter(type=held.type, cause=held.cause)
    under_way = rows.exclude(state=Corrective.State.WORKED).first()
    if under_way is not None:
        Corrective.objects.filter(pk=under_way.pk).update(count=max(count, under_way.count))
        return under_way
    return _open(held, count, by)


def set_corrective(
    *, corrective: Corrective, what: str, owner: Person, due_on: date, by: Person | None
) -> Corrective:
    """Say what is done about a cause, by whom and by which day; also anew after it did not work.

    Records corrective.set {owner, due}. Raises NotPermitted, NotFound; Invalid as `learn`;
    NotNow("corrective_not_in_state") once it was done.
    """
    require(by, may.correct, corrective)
    said = {"what": clean(what)}
    _check(said, owner, due_on)
    with db.transaction():
        held = _hold(corrective)
        _require_state(held, *_UNSEEN)
        wanted = {"what": said["what"], "owner": owner, "due_on": due_on, "state": Corrective.State.OPEN}
        if all(getattr(held, name) == value for name, value in wanted.items()):
            return held
        _put(held, **wanted)
        _record("set", held, by, detail=said, owner=owner.pk, due=due_on.isoformat())
    return held


def corrective_done(*, corrective: Corrective, by: Person | None) -> Corrective:
    """What was decided is done; whether it works has still to be seen. Done again it stays done.

    Records corrective.done. Raises NotPermitted, NotFound, NotNow: corrective_not_in_state, corrective_unset.
    """
    require(by, may.correct, corrective)
    with db.transaction():
        held = _hold(corrective)
        if held.state == Corrective.State.DONE:
            return held
        _require_state(held, Corrective.State.OPEN)
        if not held.what:
            raise NotNow("corrective_unset")
        _put(held, state=Corrective.State.DONE)
        _record("done", held, by)
    return held


def verify(*, corrective: Corrective, worked: bool, effect: str, by: Person | None) -> Corrective:
    """Say whether it works, by what was seen since; whoever did it does not judge it themselves.

    One that failed is to be set anew. Records corrective.worked or corrective.failed. Raises NotPermitted,
    NotFound; Invalid: required, too_long; NotNow("corrective_not_in_state").
    """
    require(by, may.correct, corrective)
    words = check_text("effect", effect, LONGEST)
    state = Corrective.State.WORKED if worked else Corrective.State.FAILED
    with db.transaction():
        held = _hold(corrective)
        if (held.state, held.effect) == (state, words):
            return held
        _require_state(held, Corrective.State.DONE)
        if by is not None and by.pk == held.owner_id:
            raise NotPermitted("corrective_own")
        _put(held, state=state, effect=words)
        _record(state.lower(), held, by, detail={"effect": words})
    return held


def _open(held: Complaint, count: int, by: Person | None) -> Corrective:
    now = clock.now()
    row = Corrective(type=held.type, cause=held.cause, count=count, opened_at=now, changed_at=now)
    db.insert(row)
    _record("opened", row, by, ticket=held.ticket, type=held.type, cause=held.cause, count=count)
    return row


def _check(texts: dict[str, str], owner: Person, due_on: date) -> None:
    """Raises Invalid with everything that is wrong."""
    faults: list[Fault] = [
        wrong for field, text in texts.items() if (wrong := text_fault(field, text, LONGEST)) is not None
    ]
    if not owner.is_active:
        faults.append(fault("owner", "lesson_owner_left", name=owner.name))
    if due_on < clock.today():
        faults.append(fault("due_on", "lesson_due_past"))
    if faults:
        raise Invalid(*faults)


def _hold(corrective: Corrective) -> Corrective:
    row = Corrective.objects.select_for_update(no_key=True).filter(pk=corrective.pk).first()
    if row is None:
        raise NotFound("not_found")
    return row


def _require_state(held: Corrective, *allowed: Corrective.State) -> None:
    if held.state not in allowed:
        raise NotNow("corrective_not_in_state", state=Corrective.State(held.state).label)


def _put(held: Corrective, **columns: object) -> None:
    for name, value in columns.items():
        setattr(held, name, value)
    held.changed_at = clock.now()
    held.save(update_fields=[*columns, "changed_at"])


def _record(
    verb: str,
    corrective: Corrective,
    by: Person | None,
    *,
    ticket: Ticket | None = None,
    detail: dict[str, str] | None = None,
    **data: object,
) -> None:
    events.record(f"corrective.{verb}", subject=corrective, ticket=ticket, by=by, data=data, detail=detail)
