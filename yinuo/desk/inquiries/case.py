"""What a question adds to its ticket's page."""

from typing import Any

from django.utils.translation import gettext as _

from yinuo.core.text import mask
from yinuo.desk.access import DeskRequest
from yinuo.desk.inquiries import forms, moves, rows
from yinuo.inquiries import may, queries
from yinuo.inquiries.models import Inquiry, Type, Way
from yinuo.inquiries.rules import Stage
from yinuo.knowledge import queries as knowledge
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Channel, Ticket
from yinuo.ui import links


def context(request: DeskRequest, ticket: Ticket, *, in_full: bool) -> dict[str, Any]:
    """What the templates of the workbench need for a question; beyond what `join` read one statement, for the
    answers that are kept, while the answer is still to be found.
    """
    inquiry, person = queries.of_ticket(ticket), request.user
    is_with_leader = ticket.stage == Stage.WITH_LEADER and may.check(person, inquiry)
    return {
        "inquiry": inquiry,
        "asked": _asked(request, inquiry, in_full=in_full),
        "moves": moves.steps(inquiry, person),
        "more_moves": moves.others(inquiry, person),
        "alike": knowledge.alike(inquiry.type, inquiry.question) if _is_to_find(inquiry, person) else (),
        "check_form": forms.CheckForm(None, inquiry=inquiry, initial={}) if is_with_leader else None,
    }


def _is_to_find(inquiry: Inquiry, person: Person) -> bool:
    is_open = inquiry.ticket.stage in (Stage.OPEN, Stage.CHECKING, Stage.WITH_LEADER)
    return is_open and may.answer(person, inquiry)


def _asked(request: DeskRequest, inquiry: Inquiry, *, in_full: bool) -> dict[str, Any]:
    """The question and what became of it, ready to be shown; personal data only `in_full`."""

    def said(text: str) -> str:
        return text if in_full else mask.mask_phones(text)

    phone, about, wrong = inquiry.contact_phone, inquiry.about, inquiry.wrong_of
    sees_about = about is not None and tickets_may.see(request.user, about)
    return {
        "type": _(str(Type(inquiry.type).label)),
        "channel": _(str(Channel(inquiry.ticket.channel).label)),
        "question": said(inquiry.question),
        "name": inquiry.contact_name if in_full else mask.mask_name(inquiry.contact_name),
        "phone": phone if in_full else mask.mask_phone(phone),
        "answer": said(inquiry.answer),
        "way": _(str(Way(inquiry.way).label)) if inquiry.way else "",
        "checked": said(inquiry.checked_answer),
        "about": about if sees_about else None,
        "about_url": links.to("ticket", about.ref) if about is not None and sees_about else "",
        "wrong": rows.row(wrong) if wrong is not None else None,
        "is_waiting": inquiry.ticket.stage == Stage.CHECKED,
    }
