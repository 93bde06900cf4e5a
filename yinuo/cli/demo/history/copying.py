"""Copies of orders that were really played: the same rows, under other ids, at another time, of other people.

Which columns of a row change in a copy is found once for each pattern, so that making one costs little more
than inserting it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, Final
from uuid import uuid4

from django.db import connection, models

from yinuo.cli.demo.history import marking, people
from yinuo.core import clock, db, numbering, refs
from yinuo.core.models import Event, EventDetail
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.orders.models import Order, OrderException, TrackingEntry
from yinuo.promises.models import Promise
from yinuo.tickets import rules
from yinuo.tickets.models import NEVER, Must, PhoneTail, SearchText, Ticket

Model = type[models.Model]
Ids = Mapping[Model, Mapping[int, int]]
SERIES: Final = "-"
TABLES: Final[tuple[Model, ...]] = (
    Ticket, Notice, Order, Must, Promise, TrackingEntry, OrderException, Event, EventDetail, PretendMessage,
    SearchText, PhoneTail,
)  # fmt: skip
"""In the order in which they are written."""

_BESIDE: Final[Mapping[tuple[Model, str], Model]] = {
    (Promise, "opened_by_event"): Event,
    (Promise, "ended_by_event"): Event,
    (Event, "ticket_id"): Ticket,
}
"""Columns that point to a row without being a foreign key."""
_SUBJECTS: Final[Mapping[str, Model]] = {
    "ticket": Ticket, "order": Ticket, "promise": Promise, "notice": Notice, "entry": TrackingEntry,
}  # fmt: skip
"""What an event may speak of, and which ids its data carry."""


class Copy:
    """One copy in the making: what everything that changes becomes."""

    def __init__(
        self, pattern: "Pattern", by: timedelta, pair: people.Pair, number: str, next_ids: Any
    ) -> None:
        self.by, self.next_ids = by, next_ids
        self.ref = refs.new()
        self.form_key = f"history-{self.ref}"
        self.keys = [uuid4().hex for _ in pattern.keys]
        told = (
            pair.shipper.display,
            pair.shipper.address_as,
            pair.shipper.address_as[:2],
            pair.consignee,
            pair.consignee[:2],
            pair.shipper.phone,
            pair.consignee_phone,
            number,
        )
        self.swaps = [(old, new) for old, new in zip(pattern.told, told, strict=True) if old]
        self.customer_id = pair.shipper.pk
        adapt = connection.ops.adapt_datetimefield_value
        self.moments = {at: adapt(at + by) for at in pattern.moments}

    def swap(self, text: str) -> str:
        """The text, told of the people of this copy."""
        for old, new in self.swaps:
            text = text.replace(old, new)
        return text


Edit = Callable[[Copy], Any]


@dataclass(frozen=True)
class Line:
    """A row of a pattern: its values, and by column what becomes of those that change."""

    model: Model
    values: list[Any]
    ids: tuple[tuple[int, Model, int], ...]
    moments: tuple[tuple[int, datetime], ...]
    edits: tuple[tuple[int, Edit], ...]

    def copied(self, copy: Copy) -> list[Any]:
        """The row of a copy."""
        values, next_ids, moments = self.values.copy(), copy.next_ids, copy.moments
        for index, model, place in self.ids:
            values[index] = next_ids[model] + place
        for index, at in self.moments:
            values[index] = moments[at]
        for index, edit in self.edits:
            values[index] = edit(copy)
        return values


@dataclass(frozen=True)
class Pattern:
    """All rows of an order that was played, and what was told in it of whom (see `Copy`)."""

    opened_at: datetime
    confirmed_at: datetime
    told: tuple[str, ...]
    keys: tuple[str, ...]
    lines: tuple[Line, ...]
    moments: frozenset[datetime]
    counts: Mapping[Model, int]
    found_by: tuple[Sequence[str], Sequence[str]]


def read(tickets: Iterable[Ticket]) -> list[Pattern]:
    """The patterns of orders that were played."""
    return [_pattern(ticket, Order.objects.get(pk=ticket.pk)) for ticket in tickets]


def _pattern(ticket: Ticket, order: Order) -> Pattern:
    rows = _rows(ticket)
    ids: Ids = {model: {row.pk: index for index, row in enumerate(found)} for model, found in rows.items()}
    keys = tuple(notice.idempotency_key for notice in Notice.objects.filter(ticket=ticket).order_by("id"))
    told = (
        ticket.customer_name,
        order.shipper_name,
        order.shipper_name[:2],
        order.consignee_name,
        order.consignee_name[:2],
        order.pickup_phone,
        order.consignee_phone,
        ticket.number or "",
    )
    reader = _Reader(ids, keys, told)
    texts = (
        ticket.headline, ticket.customer_name, order.shipper_name, order.consignee_name, order.goods_name,
        order.pickup_address, order.delivery_address,
    )  # fmt: skip
    lines = tuple(reader.line(row) for found in rows.values() for row in found)
    return Pattern(
        opened_at=ticket.opened_at,
        confirmed_at=order.confirmed_at or ticket.opened_at,
        told=told,
        keys=keys,
        lines=lines,
        moments=frozenset(at for line in lines for _, at in line.moments),
        counts={model: len(found) for model, found in rows.items()},
        found_by=(texts, (order.pickup_phone, order.consignee_phone)),
    )


def _rows(ticket: Ticket) -> dict[Model, list[Any]]:
    """Every row of a ticket but its search text, table by table, in the order of ids."""
    notices = Notice.objects.filter(ticket=ticket)
    events = Event.objects.filter(ticket_id=ticket.pk)
    found: dict[Model, models.QuerySet[Any]] = {
        Ticket: Ticket.objects.filter(pk=ticket.pk),
        Notice: notices,
        Order: Order.objects.filter(pk=ticket.pk),
        Must: Must.objects.filter(ticket=ticket),
        Promise: Promise.objects.filter(ticket=ticket),
        TrackingEntry: TrackingEntry.objects.filter(order=ticket.pk),
        OrderException: OrderException.objects.filter(order=ticket.pk),
        Event: events,
        EventDetail: EventDetail.objects.filter(event__in=events),
        PretendMessage: PretendMessage.objects.filter(idempotency_key__in=notices.values("idempotency_key")),
    }
    return {model: list(rows.order_by("pk")) for model, rows in found.items()}


class _Reader:
    """Finds what changes in the rows of one pattern."""

    def __init__(self, ids: Ids, keys: tuple[str, ...], told: tuple[str, ...]) -> None:
        self._ids, self._keys = ids, keys
        self._told = [text for text in told if text]

    def line(self, row: models.Model) -> Line:
        values: list[Any] = []
        ids, moments, edits = [], [], []
        for index, field in enumerate(row._meta.concrete_fields):
            value = getattr(row, field.attname)
            target = self._target(row, field)
            if target is not None and value in self._ids[target]:
                ids.append((index, target, self._ids[target][value]))
            elif isinstance(value, datetime) and value != NEVER:
                moments.append((index, value))
            elif edit := self._edit(row, field, value):
                edits.append((index, edit))
            values.append(field.get_db_prep_save(value, connection))
        return Line(type(row), values, tuple(ids), tuple(moments), tuple(edits))

    def _edit(self, row: models.Model, field: Any, value: Any) -> Edit | None:
        if isinstance(row, Ticket) and field.attname in ("ref", "form_key", "customer_id"):
            return attrgetter(field.attname)
        if isinstance(field, models.JSONField):
            return marking.json_edit(value, self._ids, _SUBJECTS, self._told)
        if isinstance(value, date) and not isinstance(value, datetime):
            return lambda copy: connection.ops.adapt_datefield_value(value + timedelta(days=copy.by.days))
        return self._text_edit(value) if isinstance(value, str) else None

    def _text_edit(self, value: str) -> Edit | None:
        if value in self._keys:
            place = self._keys.index(value)
            return lambda copy: copy.keys[place]
        if any(text in value for text in self._told):
            return lambda copy: copy.swap(value)
        return None

    def _target(self, row: models.Model, field: Any) -> Model | None:
        """The table whose row this column names, if it is one of the copied."""
        if isinstance(row, Event) and field.attname == "subject_id":
            return _SUBJECTS.get(row.subject_kind)
        if (type(row), field.attname) in _BESIDE:
            return _BESIDE[type(row), field.attname]
        target = field.related_model or (type(row) if field.primary_key else None)
        target = Ticket if target is Order else target
        return target if target in self._ids else None


def write(wanted: Sequence[tuple[Any, people.Pair]]) -> None:
    """Write copies, in the order given; inside a transaction."""
    next_ids = {model: _highest(model) + 1 for model in TABLES if model not in (Order, EventDetail)}
    rows: dict[Model, list[Sequence[Any]]] = {model: [] for model in TABLES}
    serials = _serials(clock.local(one.pattern.confirmed_at + one.by).date() for one, _ in wanted)
    for one, pair in wanted:
        number = serials(clock.local(one.pattern.confirmed_at + one.by).date())
        copy = Copy(one.pattern, one.by, pair, number, next_ids)
        for line in one.pattern.lines:
            rows[line.model].append(line.copied(copy))
        _make_findable(one.pattern, copy, pair, rows, next_ids)
        for model, count in one.pattern.counts.items():
            if model in next_ids:
                next_ids[model] += count
    for model in TABLES:
        db.pour(model, rows[model])
    db.go_on_after(*next_ids)


def _serials(days: Iterable[date]) -> Callable[[date], str]:
    """Gives out the numbers of those days, gapless, in one step for each day."""
    wanted: dict[date, int] = {}
    for day in days:
        wanted[day] = wanted.get(day, 0) + 1
    left = {day: iter(numbering.allot_many(SERIES, day, count)) for day, count in wanted.items()}
    return lambda day: numbering.number("", day, next(left[day]))


def _make_findable(
    pattern: Pattern,
    copy: Copy,
    pair: people.Pair,
    rows: Mapping[Model, list[Sequence[Any]]],
    next_ids: dict[Model, int],
) -> None:
    """The search text and the phones' tails of a copy."""
    texts, phones = ([copy.swap(text) for text in found] for found in pattern.found_by)
    ticket = rows[Ticket][-1]
    scope = [ticket[_COLUMN[name]] for name in ("owner_id", "given_to_id", "team_id", "region_id")]
    terms = rules.search_terms([*texts, pair.shipper.company], phones)
    found = next_ids[SearchText]
    rows[SearchText].append([found, SearchText.Kind.TICKET.value, ticket[0], *scope, terms])
    for tail in rules.phone_tails(phones):
        rows[PhoneTail].append([next_ids[PhoneTail], found, tail])
        next_ids[PhoneTail] += 1
    next_ids[SearchText] += 1


_COLUMN: Final = {field.attname: index for index, field in enumerate(Ticket._meta.concrete_fields)}


def _highest(model: Model) -> int:
    return int(model._default_manager.aggregate(highest=models.Max("pk"))["highest"] or 0)
