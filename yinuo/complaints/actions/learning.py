"""What is learned: the lesson of a case in writing (R220), and what is done about causes that come again.

Corrective actions are the improvement of ISO 10002 8.7: opened here when a cause repeats, followed to their
effect in `correcting`.
"""

from datetime import date, timedelta
from typing import Final

from yinuo.complaints.actions import correcting, holding, naming
from yinuo.complaints.models import Complaint, Corrective, Lesson
from yinuo.complaints.queries import carrying
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock, db
from yinuo.staff.models import Person
from yinuo.tickets.rules import clean

MOST_COUNTED: Final = 200
"""How many of the newest cases of a cause are looked at; more than that is as bad."""
_DECIDED: Final = ("SATISFIED", "REFUSED", "UNREACHED")


def learn(
    *, complaint: Complaint, cause: str, change: str, owner: Person, due_on: date, by: Person | None
) -> Lesson:
    """Write down what caused it and what changes, who sees to that and by which day; a later one replaces it.

    Whoever sees to it has it as a task from now on. Records complaint.learned. Raises NotPermitted; Invalid:
    required, too_long, lesson_due_past, lesson_owner_left, promise_due_far;
    NotNow("complaint_not_in_stage") before the call-back.
    """
    holding.permit(complaint, by)
    said = {"cause": clean(cause), "change": clean(change)}
    correcting.check_plan(said, owner, due_on)
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
        naming.give(held, f"{held.ticket.number or ''} 教训：{said['change']}".strip(), owner, due_on, by)
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
    row = Corrective(type=held.type, cause=held.cause, count=count, opened_at=now, changed_at=now)
    if db.insert_if_free(row):
        correcting.record(
            "opened", row, by, ticket=held.ticket, type=held.type, cause=held.cause, count=count
        )
        return row
    rows = Corrective.objects.select_for_update().filter(type=held.type, cause=held.cause)
    under_way = rows.exclude(state=Corrective.State.WORKED).get()
    Corrective.objects.filter(pk=under_way.pk).update(count=max(count, under_way.count))
    return under_way
