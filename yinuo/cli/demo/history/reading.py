"""What was played, read for copying: of every row which columns change in a copy, and how.

That is found once for each pattern, so that a copy costs little more than inserting its rows.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, Final

from django.db import connection, models

from yinuo.approvals.models import Approval
from yinuo.cli.demo.history import marking
from yinuo.complaints.models import Chore, Offer, OfferItem, Statement
from yinuo.core.models import Event
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.orders.models import Order, TrackingEntry
from yinuo.promises.models import Promise
from yinuo.tickets.models import NEVER, Ticket

Model = type[models.Model]
Ids = Mapping[Model, Mapping[int, int]]
Edit = Callable[[Any], Any]
_BESIDE: Final[Mapping[tuple[Model, str], Model]] = {
    (Promise, "opened_by_event"): Event,
    (Promise, "ended_by_event"): Event,
    (Event, "ticket_id"): Ticket,
}
"""Columns that point to a row without being a foreign key."""
_SUBJECTS: Final[Mapping[str, Model]] = {
    "ticket": Ticket, "order": Ticket, "promise": Promise, "notice": Notice, "entry": TrackingEntry,
    "complaint": Ticket, "approval": Approval, "statement": Statement, "offer": Offer, "item": OfferItem,
    "chore": Chore,
}  # fmt: skip
"""What an event may speak of, and which ids its data carry."""
_CUSTOMER: Final = "customer_id"


def _tables() -> Mapping[Model, Sequence[tuple[str, Model]]]:
    """Every table whose rows belong to a ticket, and by which columns; whatever refers to a ticket, or to
    what refers to it, is one.
    """
    found: dict[Model, list[tuple[str, Model]]] = {Ticket: [], Event: [], PretendMessage: []}
    walk = list(found)
    for model in walk:
        for link in model._meta.get_fields(include_hidden=True):
            if not isinstance(link, models.ForeignObjectRel):
                continue
            child = link.related_model
            if child not in found:
                found[child] = []
                walk.append(child)
            found[child].append((link.field.name, model))
    return found


TABLES: Final = _tables()


@dataclass(frozen=True)
class Line:
    """A row of a pattern: its values, and by column what becomes of those that change."""

    model: Model
    values: tuple[Any, ...]
    ids: tuple[tuple[int, Model, int], ...]
    moments: tuple[tuple[int, datetime], ...]
    edits: tuple[tuple[int, Edit], ...]


Found = tuple[int, Sequence[Edit], Sequence[Edit]]
"""The place of a ticket among those of its pattern, and by which texts and phones it is found."""


@dataclass(frozen=True)
class Pattern:
    """All rows of what was played, and what was told in it of whom (see `copying.Copy`).

    `numbers` are the letters of the numbers that were given, and when.
    """

    opened_at: datetime
    numbers: tuple[tuple[str, datetime], ...]
    keys: int
    lines: tuple[Line, ...]
    moments: frozenset[datetime]
    counts: Mapping[Model, int]
    found_by: tuple[Found, ...]


def read(tickets: Iterable[Ticket]) -> list[Pattern]:
    """The patterns of orders that were played."""
    return [_order(ticket, Order.objects.get(pk=ticket.pk)) for ticket in tickets]


def rows_of(*tickets: Ticket) -> dict[Model, list[Any]]:
    """Every row of tickets but their search text, table by table, in the order of ids."""
    found: dict[Model, list[Any]] = {Ticket: sorted(tickets, key=attrgetter("pk"))}
    for model, links in TABLES.items():
        asked = models.Q(pk__in=[])
        for name, parent in links:
            asked |= models.Q(**{f"{name}__in": [row.pk for row in found.get(parent, ())]})
        if links:
            found[model] = list(model._default_manager.filter(asked).order_by("pk"))
        elif model is Event:
            ids = [ticket.pk for ticket in tickets]
            found[Event] = list(Event.objects.filter(ticket_id__in=ids).order_by("pk"))
    keys = [notice.idempotency_key for notice in found[Notice]]
    found[PretendMessage] = list(PretendMessage.objects.filter(idempotency_key__in=keys).order_by("pk"))
    return found


def _order(ticket: Ticket, order: Order) -> Pattern:
    people = (
        ticket.customer_name, order.shipper_name, order.shipper_name[:2], order.consignee_name,
        order.consignee_name[:2], order.pickup_phone, order.consignee_phone,
    )  # fmt: skip
    texts = (
        ticket.headline, ticket.customer_name, order.shipper_name, order.consignee_name, order.goods_name,
        order.pickup_address, order.delivery_address,
    )  # fmt: skip
    phones = (order.pickup_phone, order.consignee_phone)
    numbers = ((ticket.number or "", "", order.confirmed_at),) if order.confirmed_at else ()
    return pattern(rows_of(ticket), people, numbers, {ticket.pk: (texts, phones)})


def pattern(
    rows: Mapping[Model, Sequence[Any]],
    people: Sequence[str],
    numbers: Sequence[tuple[str, str, datetime]],
    found_by: Mapping[int, tuple[Sequence[str], Sequence[str]]],
    also: Mapping[tuple[Model, str], Edit] | None = None,
) -> Pattern:
    """What is to be known of rows for copying them.

    `people` is what is told of whom, in the order of a copy's own (`people.Pair.told`); `numbers` are those
    that were given, each with its letter and when; `found_by` has by ticket the texts and phones of its
    search; `also` says of more columns what becomes of them.
    """
    ids: Ids = {model: {row.pk: index for index, row in enumerate(found)} for model, found in rows.items()}
    keys = tuple(notice.idempotency_key for notice in rows.get(Notice, ()))
    told = marking.Told(*people, *(number for number, _letter, _at in numbers))
    reader = _Reader(ids, keys, told, also or {})
    lines = tuple(reader.line(row) for model in TABLES for row in rows.get(model, ()))
    return Pattern(
        opened_at=rows[Ticket][0].opened_at,
        numbers=tuple((letter, at) for _number, letter, at in numbers),
        keys=len(keys),
        lines=lines,
        moments=frozenset(at for line in lines for _, at in line.moments),
        counts={model: len(found) for model, found in rows.items()},
        found_by=tuple(
            (ids[Ticket][pk], tuple(map(told.edit, texts)), tuple(map(told.edit, phones)))
            for pk, (texts, phones) in found_by.items()
        ),
    )


class _Reader:
    """Finds what changes in the rows of one pattern."""

    def __init__(
        self, ids: Ids, keys: tuple[str, ...], told: marking.Told, also: Mapping[tuple[Model, str], Edit]
    ) -> None:
        self._ids, self._keys, self._told, self._also = ids, keys, told, also

    def line(self, row: models.Model) -> Line:
        values: list[Any] = []
        ids, moments, edits = [], [], []
        for index, field in enumerate(row._meta.concrete_fields):
            value = getattr(row, field.attname)
            target = self._target(row, field)
            if own := self._also.get((type(row), field.attname)):
                edits.append((index, own))
            elif target is not None and value in self._ids[target]:
                ids.append((index, target, self._ids[target][value]))
            elif isinstance(value, datetime) and value != NEVER:
                moments.append((index, value))
            elif edit := self._edit(row, field, value):
                edits.append((index, edit))
            values.append(_stored(field, value))
        return Line(type(row), tuple(values), tuple(ids), tuple(moments), tuple(edits))

    def _edit(self, row: models.Model, field: Any, value: Any) -> Edit | None:
        if field.attname == _CUSTOMER or (isinstance(row, Ticket) and field.attname == "form_key"):
            return attrgetter(field.attname) if value is not None else None
        if isinstance(row, Ticket) and field.attname == "ref":
            place = self._ids[Ticket][row.pk]
            return lambda copy: copy.refs[place]
        if isinstance(field, models.JSONField):
            return None if value is None else marking.json_edit(value, self._ids, _SUBJECTS, self._told)
        if isinstance(value, date) and not isinstance(value, datetime):
            return lambda copy: connection.ops.adapt_datefield_value(value + timedelta(days=copy.by.days))
        return self._text_edit(value) if isinstance(value, str) else None

    def _text_edit(self, value: str) -> Edit | None:
        if value in self._keys:
            place = self._keys.index(value)
            return lambda copy: copy.keys[place]
        return self._told.edit(value) if self._told.is_in(value) else None

    def _target(self, row: models.Model, field: Any) -> Model | None:
        """The table whose row this column names, if it is one of the copied."""
        if isinstance(row, Event) and field.attname == "subject_id":
            return _SUBJECTS.get(row.subject_kind)
        if (type(row), field.attname) in _BESIDE:
            return _BESIDE[type(row), field.attname]
        target = field.related_model or (type(row) if field.primary_key else None)
        while target is not None and target._meta.pk.is_relation:  # what is one-to-one has the other's id
            target = target._meta.pk.related_model
        return target if target in self._ids else None


def _stored(field: Any, value: Any) -> Any:
    """A value as the driver takes it, JSON as the text that a copy's own would be."""
    if isinstance(field, models.JSONField) and value is not None:
        return json.dumps(value, ensure_ascii=False)
    return field.get_db_prep_save(value, connection)
