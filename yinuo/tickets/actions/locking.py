"""Holding a ticket's row until the transaction ends."""

from yinuo.tickets.models import Ticket


def lock(ticket: Ticket) -> None:
    """Read the row again and hold it, so that nobody else decides about it at the same moment.

    What the caller changed in `ticket` and did not save is lost. On SQLite the whole transaction is alone
    already. Rows that refer to the ticket can be written by others meanwhile.
    """
    ticket.refresh_from_db(from_queryset=Ticket.objects.select_for_update(no_key=True))
