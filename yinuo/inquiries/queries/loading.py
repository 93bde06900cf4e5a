"""Getting an inquiry: by what a person may see, by what a customer may read."""

from typing import Final

from django.db.models import QuerySet

from yinuo.core import db
from yinuo.core.errors import NotFound
from yinuo.inquiries.models import Inquiry
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

_JOINED: Final = (
    "ticket__owner", "ticket__customer", "ticket__team", "ticket__region__branch", "about", "answered_by",
    "asked_leader_by", "checked_by", "wrong_of__ticket", "wrong_of__answered_by",
)  # fmt: skip


def inquiries() -> QuerySet[Inquiry]:
    """Inquiries with everything a page or a notice names, in one statement."""
    return Inquiry.objects.select_related(*_JOINED)


_BY_ID: Final = db.Prepared[Inquiry](lambda pk: inquiries().filter(pk=pk))


_OF_FORM: Final = db.Prepared[Inquiry](lambda form_key: inquiries().filter(ticket__form_key=form_key))


def of_form(form_key: str) -> Inquiry | None:
    """The inquiry that this very form opened; None while there is none."""
    return _OF_FORM.first(form_key)


def found(pk: int) -> Inquiry | None:
    """The inquiry of a ticket; None when there is none (yet)."""
    return _BY_ID.first(pk)


def fresh(pk: int) -> Inquiry:
    """The inquiry of a ticket as it stands in the database. Raises NotFound for a ticket of another kind."""
    if (inquiry := found(pk)) is None:
        raise NotFound("not_found")
    return inquiry


def inquiry(person: Person, ref: str) -> Inquiry:
    """The inquiry with this ref or number. Raises NotFound("not_found"), also for what they may not see."""
    return fresh(tickets.ticket(person, ref).pk)


def of_ticket(ticket: Ticket) -> Inquiry:
    """The inquiry of a ticket; the one it was loaded with, when there is one. Raises NotFound."""
    return ticket.inquiry if Ticket.inquiry.is_cached(ticket) else fresh(ticket.pk)


def join(ticket: Ticket) -> Inquiry:
    """Read the inquiry of a ticket that was just read, once for all who ask `of_ticket` of it."""
    inquiry = of_ticket(ticket)
    inquiry.ticket = ticket
    return inquiry
