"""What notices, phrases and conditions may say of an inquiry; registered with tickets by the wiring."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from yinuo.customers import rules as customers
from yinuo.inquiries import rules
from yinuo.inquiries.models import Inquiry
from yinuo.inquiries.queries import filling, loading
from yinuo.promises.models import Promise
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket


def facts_of(ticket: Ticket) -> tickets.Facts:
    """The facts of an inquiry's ticket; what is told of the order asked about is read when it is named."""
    inquiry = loading.of_ticket(ticket)
    parts: dict[str, Callable[[], Mapping[str, Any]]] = {
        "ticket": lambda: tickets.fields_of(ticket),
        "customer": lambda: tickets.customer_fields_of(ticket, inquiry.contact_phone),
        "inquiry": lambda: _of_inquiry(inquiry),
        "": lambda: {**filling.values_about(inquiry.about), **_said(inquiry)},
    }
    contact = tickets.Contact(None, called(inquiry), inquiry.contact_phone)
    return tickets.Facts(tickets.Parts(parts), {"customer": contact})


def called(inquiry: Inquiry) -> str:
    """How to speak to whoever asked."""
    customer = inquiry.ticket.customer
    known = (customer.address_as or customer.name) if customer else ""
    return known or customers.address_as(inquiry.contact_name) or inquiry.ticket.customer_name


def _of_inquiry(inquiry: Inquiry) -> dict[str, Any]:
    return {
        "inquiry.type": inquiry.type.lower(),
        "inquiry.way": inquiry.way.lower() or None,
        "inquiry.is_delayed": rules.is_delayed(inquiry.ticket.channel),
        "inquiry.is_correction": inquiry.wrong_of_id is not None,
    }


def _said(inquiry: Inquiry) -> dict[str, str]:
    about = inquiry.about
    return {
        "customer": called(inquiry),
        "question": inquiry.question,
        "answer": found_out(inquiry) or inquiry.answer,
        "asked": (about.number or "") if about else "",
        "track": tickets.track_link(about) if about else "",
        "answer_due": tickets.short_moment(promised(inquiry)),
    }


def found_out(inquiry: Inquiry) -> str:
    """The checked answer that the customer has still to hear; empty once they did, or while the leader looks
    into it anew: an answer to an earlier question is none to this one (R117).
    """
    checked, answered = inquiry.checked_at, inquiry.answered_at
    return inquiry.checked_answer if checked and (answered is None or answered < checked) else ""


def promised(inquiry: Inquiry) -> datetime | None:
    """By when an answer is promised by word."""
    open_ = Promise.objects.filter(ticket=inquiry.pk, key=rules.WORD, state=Promise.State.OPEN)
    return open_.order_by("due_at").values_list("due_at", flat=True).first()
