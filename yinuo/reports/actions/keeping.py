"""Keeping the facts in step with what they tell of, in the transaction of the deed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db.models import FilteredRelation, Q

from yinuo.core import clock, db
from yinuo.core.events import Deed
from yinuo.orders.models import OrderException, Stage
from yinuo.orders.rules.stages import UNDER_REVIEW
from yinuo.reports.models import OrderFact
from yinuo.reports.queries import areas
from yinuo.reports.rules import deriving
from yinuo.reports.rules.deriving import Due
from yinuo.tickets.models import Kind, Ticket


class _Known(NamedTuple):
    """What an order and its ticket say, without any personal column but the place."""

    ticket_id: int
    confirmed_at: datetime | None
    confirmed_by_id: int | None
    ordered_at: datetime | None
    picked_up_at: datetime | None
    delivered_at: datetime | None
    driver_id: int | None
    ended_reason: str
    ended_by_id: int | None
    pickup_address: str
    pickup_place: str
    stage: str
    opened_at: datetime
    channel: str
    customer_id: int | None
    owner_id: int | None
    team_id: int | None
    region_id: int | None


NOT_COUNTED: Final = (Stage.DRAFT, *UNDER_REVIEW)
"""What is no order yet: a draft, a web order that nobody confirmed."""


class _Marked(set[int]):
    """The orders of a unit of work whose facts are to be kept at its end."""

    is_called = False


_FACT: Final = tuple(field.attname for field in OrderFact._meta.concrete_fields)
_OF_TICKET: Final = ("stage", "opened_at", "channel", "customer_id", "owner_id", "team_id", "region_id")
_COLUMNS: Final = tuple(name if name in _OF_TICKET else f"order__{name}" for name in _Known._fields)
_DUE: Final = ("key", "state", "starts_at", "due_at", "ended_at", "broken_at", "late_is_objective")
_ORDERS: Final[db.Prepared[tuple[Any, ...]]] = db.Prepared(
    lambda *pks: (
        Ticket.objects.filter(pk__in=pks, kind=Kind.ORDER)
        .exclude(stage__in=NOT_COUNTED)
        .annotate(due=FilteredRelation("promises", condition=Q(promises__key__in=deriving.WATCHED)))
        .order_by("pk", "due__round")
        .values_list(*_COLUMNS, *(f"fact__{name}" for name in _FACT), *(f"due__{name}" for name in _DUE))
    )
)
"""What is known of each order, its fact, and the promises it speaks of: a line for each of these, or one."""


def note(deed: Deed) -> None:
    """Wired to whatever may change a fact: it is kept once, at the end of the unit of work."""
    ticket = deed.ticket
    if ticket is None or ticket.kind != Kind.ORDER or ticket.stage in NOT_COUNTED:
        return
    if not _may_matter(deed):
        return
    marked = db.of_unit(_Marked)
    marked.add(ticket.pk)
    if not marked.is_called:
        marked.is_called = db.before_commit(lambda: _keep_marked(marked))


def _may_matter(deed: Deed) -> bool:
    """Whether a fact says anything of it: of three promises, the slip, who drives once that has left."""
    if deed.kind.startswith(("promise.", "notice.")):
        return deed.subject.key in deriving.WATCHED
    return deed.kind != "order.dispatched" or deed.subject.ordered_at is not None


def _keep_marked(marked: _Marked) -> None:
    ids = sorted(marked)
    marked.clear()
    marked.is_called = False
    keep(*ids)


def keep(*ticket_ids: int) -> None:
    """Make the facts of these orders what their rows say; done again it changes nothing.

    One statement, one more where a pick-up or a delivery was late, and one for each fact that is new or
    another. Drafts have no fact. Must be called in a transaction that holds the tickets' rows.
    """
    promises: dict[int, list[Due]] = {}
    found: dict[_Known, OrderFact | None] = {}
    for line in _ORDERS.all(*ticket_ids) if ticket_ids else ():
        known, kept, due = _parted(line)
        found[known] = kept
        promises.setdefault(known.ticket_id, []).extend([due] if due else [])
    excused = _excused(found, promises)
    new = []
    for known, before in found.items():
        fact = _fact(known, promises[known.ticket_id], excused.get(known.ticket_id), before)
        if before is None:
            new.append(fact)
        elif changed := [name for name in _FACT if getattr(fact, name) != getattr(before, name)]:
            db.update(fact, *changed)
    db.insert(*new)


def _parted(line: Sequence[Any]) -> tuple[_Known, OrderFact | None, Due | None]:
    """A line of what was read: the order, its fact and a promise of it, as far as it has them."""
    width = len(_COLUMNS) + len(_FACT)
    known, kept, due = line[: len(_COLUMNS)], line[len(_COLUMNS) : width], line[width:]
    return (
        _Known(*known),
        OrderFact(**dict(zip(_FACT, kept, strict=True))) if kept[0] is not None else None,
        Due(*due) if due[0] is not None else None,
    )


def _excused(orders: Iterable[_Known], promises: dict[int, list[Due]]) -> dict[int, datetime]:
    """Of orders collected or delivered late: when an objective cause was first noted (R088)."""
    late = []
    for known in orders:
        ends = (deriving.last(promises[known.ticket_id], key) for key in (deriving.PICKUP, deriving.DELIVERY))
        if any(end is not None and end.broken_at is not None for end in ends):
            late.append(known.ticket_id)
    if not late:
        return {}
    noted = OrderException.objects.filter(order__in=late, is_objective=True).order_by("-at")
    return dict(noted.values_list("order_id", "at"))


def _has_cause(noted_at: datetime | None, done_at: datetime | None) -> bool:
    """Whether the cause was noted before it was done: afterwards it excuses nothing (R088)."""
    return noted_at is not None and (done_at is None or noted_at <= done_at)


def _fact(
    known: _Known, promises: Sequence[Due], excused_at: datetime | None, before: OrderFact | None
) -> OrderFact:
    opened = clock.local(known.opened_at)
    confirmed = clock.local(known.confirmed_at) if known.confirmed_at else None
    slip = deriving.judge(deriving.first_slip(promises))
    pickup = deriving.judge(
        deriving.last(promises, deriving.PICKUP),
        has_objective_cause=_has_cause(excused_at, known.picked_up_at),
    )
    delivery = deriving.judge(
        deriving.last(promises, deriving.DELIVERY),
        has_objective_cause=_has_cause(excused_at, known.delivered_at),
    )
    outcome = deriving.outcome(known.stage, known.confirmed_at)
    person = known.confirmed_by_id or known.ended_by_id or known.owner_id
    return OrderFact(
        ticket_id=known.ticket_id,
        day=opened.date(),
        hour=opened.hour,
        outcome=outcome,
        reason="" if outcome == "SHIPPED" else known.ended_reason,
        area=_area(known, before),
        channel=known.channel,
        customer_id=known.customer_id or 0,
        region_id=known.region_id or 0,
        team_id=known.team_id or 0,
        person_id=person or 0,
        driver_id=(known.driver_id if known.ordered_at else None) or 0,
        confirmed_on=confirmed.date() if confirmed else None,
        confirmed_hour=confirmed.hour if confirmed else None,
        slip=slip.timing,
        slip_seconds=slip.took,
        pickup_on=clock.local(pickup.due_at).date() if pickup.due_at else None,
        pickup=pickup.timing,
        late_seconds=pickup.late,
        wait_seconds=deriving.waited(known.ordered_at, known.picked_up_at),
        delivery_on=clock.local(delivery.due_at).date() if delivery.due_at else None,
        delivery=delivery.timing,
    )


def _area(known: _Known, before: OrderFact | None) -> int:
    """Where it comes from; what was known stays when the address is forgotten (R047)."""
    if known.pickup_address or known.pickup_place or before is None:
        return areas.code_of(known.pickup_address or known.pickup_place, known.pickup_place)
    return before.area
