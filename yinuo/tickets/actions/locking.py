"""Holding a ticket's row until the transaction ends."""

from yinuo.tickets.models import Ticket


def lock(ticket: Ticket) -> None:
    """Read the row again and hold it, so that nobody else decides about it at the same moment.

    On SQLite the whole transaction is alone already. What refers to the ticket can be written meanwhile.
    """
    ticket.refresh_from_db(from_queryset=Ticket.objects.select_for_update(no_key=True))
