"""Holding a ticket's row until the transaction ends, and changing it.

Within a unit of work one object stands for a row that is held: whoever locks the ticket again gets, or is
brought in step with, what was changed so far, and it is written once, before the commit.
"""

from collections.abc import Sequence
from typing import Any, Final

from yinuo.core import db
from yinuo.core.errors import NotFound
from yinuo.staff.models import Person
from yinuo.tickets import queries
from yinuo.tickets.models import Ticket

_FIELDS: Final[tuple[Any, ...]] = tuple(Ticket._meta.concrete_fields)
_ROW: Final[db.Prepared[Ticket]] = db.Prepared(
    lambda pk: Ticket.objects.select_for_update(no_key=True).filter(pk=pk)
)
_JOINED: Final[db.Prepared[Ticket]] = db.Prepared(
    lambda *pks: (
        Ticket.objects.select_related("owner", "team", "region")
        .select_for_update(of=("self",), no_key=True)
        .filter(pk__in=pks)
        .order_by("pk")
    )
)

_HOLDERS: Final = Ticket.objects.select_for_update(no_key=True).only(
    "owner_id", "given_to_id", "team_id", "region_id", "barred_id"
)
_BY_NAME: Final = {
    "ref": db.Prepared[Ticket](lambda ref: _HOLDERS.filter(ref=ref)),
    "number": db.Prepared[Ticket](lambda number: _HOLDERS.filter(number=number)),
    "reference": db.Prepared[Ticket](lambda number: _HOLDERS.filter(queries.has_had(number))),
}


class _Held(dict[int, Ticket]):
    """The rows that this unit of work holds, each by the one object that stands for it."""


def lock(ticket: Ticket) -> None:
    """Read the row again and hold it, so that nobody else decides about it at the same moment.

    What the caller changed in `ticket` and did not save is lost; people and places it refers to are kept as
    they were loaded. On SQLite the whole transaction is alone already. Rows that refer to the ticket can be
    written by others meanwhile. Raises NotFound for a ticket that is gone.
    """
    known = db.of_unit(_Held).get(ticket.pk)
    if known is ticket:
        return
    fresh = known or _ROW.first(ticket.pk)
    if fresh is None:
        raise NotFound("not_found")
    _bring_in_step(ticket, fresh)
    if known is None:
        db.of_unit(_Held)[ticket.pk] = ticket


def hold(*ticket_ids: int) -> list[Ticket]:
    """These tickets as they stand now, held, in the order of their ids; the same objects whoever asks.

    A ticket that is gone is left out. Must be called in a transaction.
    """
    held = db.of_unit(_Held)
    if unknown := sorted({pk for pk in ticket_ids if pk not in held}):
        held.update({ticket.pk: ticket for ticket in _JOINED.all(*unknown)})
    return [held[pk] for pk in sorted(set(ticket_ids)) if pk in held]


def hold_named(ref_or_number: str, *, by: Person) -> int:
    """Hold the ticket with this ref or number, and say its id.

    Raises NotFound, also for what they may not see.
    """
    name, value = queries.name_of(ref_or_number)
    row = _BY_NAME[name].first(value)
    if row is None or not queries.is_visible(row, by):
        raise NotFound("not_found")
    return row.pk


def held(ticket_id: int) -> Ticket | None:
    """The object that stands for a row which this unit of work holds; None when it does not."""
    return db.of_unit(_Held).get(ticket_id)


def adopt(tickets: Sequence[Ticket]) -> list[Ticket]:
    """Let these objects, read after their rows were held, stand for them; or those that do so already."""
    held = db.of_unit(_Held)
    for ticket in tickets:
        if (known := held.setdefault(ticket.pk, ticket)) is not ticket:
            _take_over_relations(known, ticket)
    return [held[ticket.pk] for ticket in tickets]


def put(ticket: Ticket, **columns: Any) -> None:
    """Change columns of a ticket; written before the commit."""
    row = held(ticket.pk) or ticket
    for name, value in columns.items():
        setattr(row, name, value)
        if ticket is not row:
            setattr(ticket, name, value)
    db.write(row, *columns)


def _bring_in_step(ticket: Ticket, fresh: Ticket) -> None:
    """Give `ticket` the columns of `fresh`; of what it refers to, keep what is still the same."""
    for field in _FIELDS:
        value = getattr(fresh, field.attname)
        if getattr(ticket, field.attname) != value:
            setattr(ticket, field.attname, value)  # forgets what a foreign key referred to
    for related in Ticket._meta.related_objects:
        if related.is_cached(ticket):
            related.delete_cached_value(ticket)


def _take_over_relations(known: Ticket, ticket: Ticket) -> None:
    """Spare reads of what `ticket` was joined with and `known` was not."""
    for field in _FIELDS:
        same = getattr(known, field.attname) == getattr(ticket, field.attname)
        if field.is_relation and same and field.is_cached(ticket) and not field.is_cached(known):
            field.set_cached_value(known, field.get_cached_value(ticket))
