"""Files of a ticket."""

from collections.abc import Collection, Sequence

from yinuo.core.errors import NotFound
from yinuo.staff.models import Person
from yinuo.tickets.models import Attachment, Ticket
from yinuo.tickets.queries.finding import is_visible


def attachments(ticket: Ticket, purposes: Collection[str] = ()) -> list[Attachment]:
    """The files that a ticket has now, the oldest first; of some purposes only, if said."""
    return attachments_of([ticket.pk], purposes)


def attachments_of(ticket_ids: Sequence[int], purposes: Collection[str] = ()) -> list[Attachment]:
    """The files that several tickets have now, in one question."""
    there = Attachment.objects.filter(ticket_id__in=ticket_ids, removed_at__isnull=True)
    if purposes:
        there = there.filter(purpose__in=list(purposes))
    return list(there.select_related("by").order_by("ticket_id", "id"))


def attachment(person: Person, pk: int) -> Attachment:
    """A file of a ticket that `person` may see. Raises NotFound: unknown, removed, or not for them."""
    row = Attachment.objects.select_related("ticket").filter(pk=pk, removed_at__isnull=True).first()
    if row is None or not is_visible(row.ticket, person):
        raise NotFound("not_found")
    return row
