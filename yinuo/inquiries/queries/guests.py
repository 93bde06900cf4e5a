"""What customers may read of their questions, by the pages they come in by."""

from typing import Final

from django.db.models import QuerySet

from yinuo.core.errors import NotFound
from yinuo.customers.rules import Guest
from yinuo.inquiries import may
from yinuo.inquiries.models import Inquiry
from yinuo.inquiries.queries import loading
from yinuo.tickets.models import Channel
from yinuo.tickets.queries.paging import Page, read_id, sized

PAGE_SIZE: Final = 20


def for_guest(guest: Guest, cursor: str | None = None, *, size: int = PAGE_SIZE) -> Page[Inquiry]:
    """The guest's questions, the newest first: those asked from their verified number, or by the link of the
    one order they came with. One statement. Raises Invalid("cursor_wrong").
    """
    below, size = read_id(cursor), sized(size)
    rows = _theirs(guest)
    if below is not None:
        rows = rows.filter(pk__lt=below)
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else None)


def of_ref(ref: str, guest: Guest) -> Inquiry:
    """One of the guest's questions by the ref of its ticket.

    Raises NotFound for what there is not and for what they may not read, after the same statement.
    """
    found = loading.inquiries().filter(ticket__ref=ref, ticket__forgotten_at__isnull=True).first()
    if found is None or not may.guest_sees(guest, found):
        raise NotFound("not_found")
    return found


def _theirs(guest: Guest) -> QuerySet[Inquiry]:
    rows = loading.inquiries().filter(ticket__forgotten_at__isnull=True)
    if guest.ref:
        return rows.filter(about__ref=guest.ref, by_ref=True, ticket__channel=Channel.WEB)
    return rows.filter(contact_phone=guest.phone, by_ref=False) if guest.phone else rows.none()
