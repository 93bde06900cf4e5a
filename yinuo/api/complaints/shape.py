"""Complaints as JSON: one case with all that hangs on it, in a constant number of statements."""

from typing import Any, Final

from yinuo.api.complaints.parts import Parts, copied, staff_number
from yinuo.complaints.models import Complaint, Grumble, Suggestion
from yinuo.complaints.queries import advice as advising
from yinuo.complaints.queries import loading
from yinuo.complaints.queries.advice import Advice
from yinuo.core import db
from yinuo.core.text import mask
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import NEVER, Ticket

_TICKET: Final = ("ref", "number", "stage", "channel", "opened_at", "closed_at")
_LISTED: Final = (
    "type", "severity", "is_crisis", "level", "round", "outcome", "official_number", "official_due_at",
)  # fmt: skip
_PLAIN: Final = (
    *_LISTED, "cause", "manner", "temper", "organisation", "contact_company", "is_anonymous", "may_tell",
    "respondent_name", "respondent_department", "official_from", "recorded_at", "restated_at",
    "told_until", "degree", "mood", "transfers",
)  # fmt: skip
_SAID: Final = ("account", "wanted", "restated", "cause_found", "motive", "core_demand", "responsible")
_SUGGESTED: Final = (
    "sort", "is_anonymous", "thanked_at", "department", "passed_at", "is_acted_on", "answered_at",
)  # fmt: skip


def opened(ticket: Ticket, person: Person) -> bool:
    """Whether this person is shown personal data; that they are is recorded as at the desk, once a day."""
    in_full = tickets_may.see_in_full(person, ticket)
    if in_full:
        tickets.see_personal(ticket=ticket, by=person)
    return in_full


def listed(complaint: Complaint) -> dict[str, Any]:
    """A complaint for ComplaintOut; the customer is masked for everybody, as in the register."""
    ticket = complaint.ticket
    return {
        **copied(ticket, *_TICKET),
        **copied(complaint, *_LISTED),
        "customer": mask.mask_name(ticket.customer_name),
        "account": mask.mask_phones(complaint.account),
        "respondent": staff_number(complaint.respondent),
        "owner": staff_number(ticket.owner),
        "next_due_at": None if ticket.next_due_at == NEVER else ticket.next_due_at,
    }


def reported(complaint: Complaint) -> dict[str, Any]:
    """A complaint for ReportOut."""
    return {**copied(complaint.ticket, "ref", "number"), "owner": staff_number(complaint.ticket.owner)}


def case(complaint: Complaint, person: Person) -> dict[str, Any]:
    """A complaint for CaseOut; numbers in words are masked for whoever does not work on it, on record for
    whoever does.
    """
    ticket, merged = complaint.ticket, complaint.merged_into
    in_full = opened(ticket, person)
    parts = Parts(complaint, in_full=in_full)
    with db.reading():
        return {
            **copied(ticket, *_TICKET, "version"),
            **copied(complaint, *_PLAIN),
            **parts.said(complaint, *_SAID),
            **_contact(complaint, in_full=in_full),
            "is_masked": not in_full,
            "owner": staff_number(ticket.owner),
            "about": _about(complaint, person),
            "respondent": staff_number(complaint.respondent),
            "goods": {key: parts.text(one) for key, one in complaint.goods.items()},
            "recorded_by": staff_number(complaint.recorded_by),
            "merged_into": merged.ticket.ref if merged else None,
            **_asked(advising.advice(complaint, person), parts),
            **parts.all(),
        }


def suggestion(suggestion: Suggestion, *, in_full: bool) -> dict[str, Any]:
    """A suggestion for SuggestionOut; in lists it is masked for everybody."""
    ticket = suggestion.ticket
    hide = str if in_full else mask.mask_phones
    return {
        **copied(ticket, *_TICKET),
        **copied(suggestion, *_SUGGESTED),
        "is_masked": not in_full,
        "owner": staff_number(ticket.owner),
        "about_person": staff_number(suggestion.about_person),
        "text": hide(suggestion.text),
        "result": hide(suggestion.result),
        "contact_name": suggestion.contact_name if in_full else mask.mask_name(suggestion.contact_name),
        "contact_phone": suggestion.contact_phone if in_full else mask.mask_phone(suggestion.contact_phone),
    }


def grumble(grumble: Grumble, *, in_full: bool) -> dict[str, Any]:
    """A displeasure for GrumbleOut."""
    return {
        **copied(grumble, "id", "at"),
        "text": grumble.text if in_full else mask.mask_phones(grumble.text),
        "by": staff_number(grumble.by),
        "ticket": grumble.ticket.ref if grumble.ticket else None,
        "became": grumble.became.ticket.ref if grumble.became else None,
    }


def made(row: Suggestion | Complaint, sort: str, person: Person) -> dict[str, Any]:
    """What was written down, for MadeOut; a complaint as the suggestion that it was sent as."""
    in_full = opened(row.ticket, person)
    if isinstance(row, Suggestion):
        return {**suggestion(loading.fresh_suggestion(row.pk), in_full=in_full), "complaint": None}
    fresh = loading.fresh(row.pk)
    names = ("contact_name", "contact_phone", "is_anonymous")
    said = {name: getattr(fresh, name) for name in names}
    sent = Suggestion(
        ticket=fresh.ticket, sort=sort, text=fresh.account, about_person=fresh.respondent, **said
    )
    return {**suggestion(sent, in_full=in_full), "complaint": fresh.ticket.number}


def _contact(complaint: Complaint, *, in_full: bool) -> dict[str, str]:
    name, phone, address = complaint.contact_name, complaint.contact_phone, complaint.contact_address
    return {
        "contact_name": name if in_full else mask.mask_name(name),
        "contact_phone": phone if in_full else mask.mask_phone(phone),
        "contact_address": address if in_full or not address else mask.mask_address(address),
    }


def _about(complaint: Complaint, person: Person) -> str | None:
    """The order, for whoever may see that too."""
    about = complaint.about
    return (about.number or about.ref) if about and tickets_may.see(person, about) else None


def _asked(advice: Advice, parts: Parts) -> dict[str, Any]:
    """What the manual asks for at this stage, and by when."""
    return {
        "musts": [
            {
                **copied(one.state, "step", "key", "label", "is_done"),
                "let_go": parts.text(one.override.reason) if one.override else None,
            }
            for step in advice.steps
            for one in step.musts
        ],
        "onward": list(advice.onward),
        "lacking": list(advice.lacking),
        "deadlines": [copied(one, "at", "label", "source") for one in advice.deadlines],
        "questions": [
            {
                **copied(one.question, "key", "ask"),
                "is_required": one.question.required,
                "answer": parts.text(one.answer),
            }
            for one in advice.checklist
        ],
    }
