"""Learning which place customers mean by a name, and forgetting it again (R051).

Events, subject the name: place_name.learnt {place, times} · place_name.forgotten {place, times}. The name
itself stays out of them: it is a piece of somebody's address.
"""

from django.db.models import F

from yinuo.core import clock, db, events
from yinuo.core.errors import NotPermitted
from yinuo.orders.models import Order, PlaceName
from yinuo.orders.queries import judging, naming
from yinuo.orders.rules import places
from yinuo.playbooks import may
from yinuo.staff.models import Person


def remember(order: Order, judgement: judging.Judgement, by: Person) -> None:
    """Learn from what the agent chose for this order, before it is confirmed; then fix what was decided by
    earlier choices, so that forgetting them changes no order.

    Only a choice teaches: a place that earlier choices decided does not count again.
    """
    for column, address, place in (
        ("pickup_place", order.pickup_address, judgement.pickup),
        ("delivery_place", order.delivery_address, judgement.delivery),
    ):
        chosen = getattr(order, column)
        if chosen and (name := places.name_in(address)):
            _count(name, chosen, by)
        elif place.learnt and place.row is not None:
            setattr(order, column, place.row.identity)


def forget_place_name(*, name: PlaceName, by: Person) -> None:
    """Forget what a name was said to mean; orders keep their places. Records place_name.forgotten {place,
    times}. Forgotten twice is forgotten once. Raises NotPermitted.
    """
    if not may.replace_table(by):
        raise NotPermitted("not_permitted")
    with db.transaction():
        known = PlaceName.objects.filter(pk=name.pk).first()
        if known is None:
            return
        events.record("place_name.forgotten", subject=known, by=by, data=_told(known))
        PlaceName.objects.filter(pk=known.pk).delete()
        naming.forget()


def _count(name: str, place: str, by: Person) -> None:
    row, is_new = db.insert_once(PlaceName(name=name, place=place, used_at=clock.now()), "name", "place")
    if not is_new:
        PlaceName.objects.filter(pk=row.pk).update(times=F("times") + 1, used_at=clock.now())
        row.times += 1
    events.record("place_name.learnt", subject=row, by=by, data=_told(row))
    naming.forget()


def _told(row: PlaceName) -> dict[str, str | int]:
    return {"place": row.place, "times": row.times}
