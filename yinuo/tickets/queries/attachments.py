"""Files of a ticket."""

from collections.abc import Collection, Sequence
from typing import Final

from django.db.models import Q

from yinuo.core import db
from yinuo.core.errors import NotFound
from yinuo.staff.models import Person
from yinuo.tickets.models import Attachment, Ticket
from yinuo.tickets.queries.finding import is_visible

_THERE: Final = Attachment.objects.filter(removed_at__isnull=True)
_OF_TICKET: Final = db.Prepared[Attachment](
    lambda ticket: _THERE.filter(ticket_id=ticket).select_related("by").order_by("id")
)


def attachments(ticket: Ticket, purposes: Collection[str] = ()) -> list[Attachment]:
    """The files that a ticket has now, the oldest first; of some purposes only, if said."""
    return [one for one in _OF_TICKET.all(ticket.pk) if not purposes or one.purpose in purposes]


def attachments_of(ticket_ids: Sequence[int], purposes: Collection[str] = ()) -> list[Attachment]:
    """The files that several tickets have now, in one question."""
    there = _THERE.filter(ticket_id__in=ticket_ids)
    if purposes:
        there = there.filter(purpose__in=list(purposes))
    return list(there.select_related("by").order_by("ticket_id", "id"))


def attachment(person: Person, pk: int) -> Attachment:
    """A file of a ticket that `person` may see. Raises NotFound: unknown, removed, or not for them."""
    row = Attachment.objects.select_related("ticket").filter(pk=pk, removed_at__isnull=True).first()
    if row is None or not is_visible(row.ticket, person):
        raise NotFound("not_found")
    return row


def versions(attachment: Attachment) -> list[Attachment]:
    """What a ticket has of this file now: what was handed in, then each version with parts blacked out."""
    root = attachment.original_id or attachment.pk
    there = Attachment.objects.filter(ticket=attachment.ticket_id, removed_at__isnull=True)
    return list(there.filter(Q(pk=root) | Q(original=root)).order_by("id"))


def is_covered(attachment: Attachment) -> bool:
    """Whether a later version with parts blacked out stands for this one."""
    return any(one.pk > attachment.pk for one in versions(attachment))
