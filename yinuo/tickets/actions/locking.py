"""Holding a ticket's row until the transaction ends."""

from typing import Any, Final

from yinuo.tickets.models import Ticket

_REFERRING: Final[tuple[Any, ...]] = tuple(
    field for field in Ticket._meta.concrete_fields if field.is_relation
)


def lock(ticket: Ticket) -> None:
    """Read the row again and hold it, so that nobody else decides about it at the same moment.

    What the caller changed in `ticket` and did not save is lost; people and places it refers to are kept as
    they were loaded. On SQLite the whole transaction is alone already. Rows that refer to the ticket can be
    written by others meanwhile.
    """
    known = [(field, field.get_cached_value(ticket)) for field in _REFERRING if field.is_cached(ticket)]
    ticket.refresh_from_db(from_queryset=Ticket.objects.select_for_update(no_key=True))
    for field, other in known:
        if other is not None and getattr(ticket, field.attname) == other.pk:
            field.set_cached_value(ticket, other)
