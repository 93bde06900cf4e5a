"""What is done about a cause that comes again: decided, done, seen to work by somebody else (ISO 10002 8.7).

One that did not work is open again, until it does.
"""

from datetime import date
from typing import Final

from yinuo.complaints import may
from yinuo.complaints.actions import naming
from yinuo.complaints.models import Corrective
from yinuo.complaints.queries import improving
from yinuo.core import clock, db, events
from yinuo.core.errors import Fault, Invalid, NotFound, NotNow, NotPermitted, fault
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.tickets.rules import check_text, clean
from yinuo.tickets.rules.texts import text_fault

LONGEST: Final = 500
State = Corrective.State
UNSEEN: Final = (State.OPEN, State.FAILED)


def set_corrective(
    *, corrective: Corrective, what: str, owner: Person, due_on: date, by: Person | None
) -> Corrective:
    """Say what is done about a cause, by whom and by which day; also anew after it did not work.

    Whoever does it has it as a task from now on. Records corrective.set {owner, due}. Raises NotPermitted,
    NotFound; Invalid: required, too_long, lesson_due_past, lesson_owner_left, promise_due_far;
    NotNow("corrective_not_in_state") once it was done.
    """
    require(by, may.correct, corrective)
    said = {"what": clean(what)}
    check_plan(said, owner, due_on)
    with db.transaction():
        held = _hold(corrective)
        _require_state(held, *UNSEEN)
        wanted = {"what": said["what"], "owner": owner, "due_on": due_on, "state": State.OPEN}
        if all(getattr(held, name) == value for name, value in wanted.items()):
            return held
        _put(held, **wanted, done_at=None, done_after=None, came=None)
        record("set", held, by, detail=said, owner=owner.pk, due=due_on.isoformat())
        naming.give(held, f"整改：{said['what']}", owner, due_on, by)
    return held


def note(*, corrective: Corrective, text: str, by: Person | None) -> Corrective:
    """Write down how far it is. The same words twice in a row are kept once.

    Records corrective.noted. Raises NotPermitted, NotFound; Invalid: required, too_long;
    NotNow("corrective_not_in_state") once it works.
    """
    require(by, may.correct, corrective)
    words = check_text("text", text, LONGEST)
    with db.transaction():
        held = _hold(corrective)
        _require_state(held, *UNSEEN, State.DONE)
        if improving.last_note(held) != words:
            _put(held)
            record("noted", held, by, detail={"note": words})
    return held


def corrective_done(*, corrective: Corrective, by: Person | None) -> Corrective:
    """What was decided is done; whether it works has still to be seen, by the cases from now on. Done again
    it stays done.

    Records corrective.done. Raises NotPermitted, NotFound, NotNow: corrective_not_in_state, corrective_unset.
    """
    require(by, may.correct, corrective)
    with db.transaction():
        held = _hold(corrective)
        if held.state == State.DONE:
            return held
        _require_state(held, State.OPEN)
        if not held.what:
            raise NotNow("corrective_unset")
        _put(held, state=State.DONE, done_at=clock.now(), done_after=improving.newest())
        record("done", held, by)
        naming.end(held, "整改完成", is_done=True)
    return held


def verify(*, corrective: Corrective, worked: bool, effect: str, by: Person | None) -> Corrective:
    """Say whether it works, by what was seen since; whoever did it does not judge it themselves. How many
    cases came since then is kept.

    One that failed is to be set anew. Records corrective.worked or corrective.failed {came}. Raises
    NotPermitted, NotFound; Invalid: required, too_long; NotNow("corrective_not_in_state").
    """
    require(by, may.correct, corrective)
    words = check_text("effect", effect, LONGEST)
    state = State.WORKED if worked else State.FAILED
    with db.transaction():
        held = _hold(corrective)
        if (held.state, held.effect) == (state, words):
            return held
        _require_state(held, State.DONE)
        if by is not None and by.pk == held.owner_id:
            raise NotPermitted("corrective_own")
        came = improving.came(held)
        _put(held, state=state, effect=words, came=came)
        record(state.lower(), held, by, detail={"effect": words}, came=came)
    return held


def check_plan(texts: dict[str, str], owner: Person, due_on: date) -> None:
    """Raises Invalid with all that is wrong: required, too_long, lesson_due_past, lesson_owner_left."""
    faults: list[Fault] = [
        wrong for field, text in texts.items() if (wrong := text_fault(field, text, LONGEST)) is not None
    ]
    if not owner.is_active:
        faults.append(fault("owner", "lesson_owner_left", name=owner.name))
    if due_on < clock.today():
        faults.append(fault("due_on", "lesson_due_past"))
    if faults:
        raise Invalid(*faults)


def record(
    verb: str,
    corrective: Corrective,
    by: Person | None,
    *,
    ticket: Ticket | None = None,
    detail: dict[str, str] | None = None,
    **data: object,
) -> None:
    """Write the event corrective.`verb`; what was said stands in `detail`."""
    events.record(f"corrective.{verb}", subject=corrective, ticket=ticket, by=by, data=data, detail=detail)


def _hold(corrective: Corrective) -> Corrective:
    row = Corrective.objects.select_for_update(no_key=True).filter(pk=corrective.pk).first()
    if row is None:
        raise NotFound("not_found")
    return row


def _require_state(held: Corrective, *allowed: Corrective.State) -> None:
    if held.state not in allowed:
        raise NotNow("corrective_not_in_state", state=State(held.state).label)


def _put(held: Corrective, **columns: object) -> None:
    for name, value in columns.items():
        setattr(held, name, value)
    held.changed_at = clock.now()
    held.save(update_fields=[*columns, "changed_at"])
