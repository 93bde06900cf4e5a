"""What notices, phrases and conditions may say of a complaint or suggestion; registered by the wiring."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from yinuo.complaints.models import Chore, Complaint, Offer, Statement, Suggestion, Type
from yinuo.complaints.queries import carrying, following, loading, offers, respondent, responsible, rows_of
from yinuo.complaints.queries.ceilings import day_end, law_due_at
from yinuo.complaints.rules.headlines import brief
from yinuo.core import clock, db, money
from yinuo.customers import rules as customers
from yinuo.promises import queries as promises
from yinuo.staff.models import Role
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Channel, Ticket

PICKED_UP: Final = "order.picked_up"
_PASSED_ON: Final = (Channel.HOTLINE, Channel.OFFICIAL)
_ORDER: Final = ("shipper", "shipper_short", "pieces", "goods", "goods_brief")
LONGEST_PRAISE: Final = 60
"""Characters of the customer's words in a notice to whom they praise."""
_AWAITED: Final = (Chore.State.GIVEN, Chore.State.RECEIVED)


def facts_of(ticket: Ticket) -> tickets.Facts:
    """The facts of a complaint's ticket; what hangs on it is read when it is named."""
    complaint = loading.of_ticket(ticket)
    parts = {
        "ticket": lambda: tickets.fields_of(ticket),
        "customer": lambda: tickets.customer_fields_of(ticket, complaint.contact_phone),
        "complaint": lambda: fields_of(complaint),
        "": lambda: _said(complaint),
    }
    return tickets.Facts(tickets.Parts(parts), tickets.Parts({"": lambda: _contacts(complaint)}))


def facts_of_suggestion(ticket: Ticket) -> tickets.Facts:
    """The facts of a suggestion's ticket."""
    suggestion = loading.suggestion_of(ticket)
    parts = {
        "ticket": lambda: tickets.fields_of(ticket),
        "customer": lambda: tickets.customer_fields_of(ticket, suggestion.contact_phone),
        "suggestion": lambda: {
            "suggestion.sort": suggestion.sort.lower(),
            "suggestion.is_anonymous": suggestion.is_anonymous,
            "suggestion.praises_driver": _praises_driver(suggestion),
        },
        "": lambda: _said_in_suggestion(suggestion),
    }
    return tickets.Facts(
        tickets.Parts(parts), tickets.Parts({"": lambda: _contacts_of_suggestion(suggestion)})
    )


def called(of: Complaint | Suggestion) -> str:
    """How to speak to whoever complained or suggested; empty where nobody gave a name."""
    customer = of.ticket.customer
    known = (customer.address_as or customer.name) if customer else ""
    other = customer.company if customer else of.ticket.customer_name
    return known or customers.address_as(of.contact_name) or other


def fields_of(complaint: Complaint) -> dict[str, Any]:
    """The fields of a complaint that a condition may name."""
    statement, chore = awaited_statement(complaint), _awaited_chore(complaint)
    return {
        "complaint.type": complaint.type.lower(),
        "complaint.severity": complaint.severity,
        "complaint.is_crisis": complaint.is_crisis,
        "complaint.cause": complaint.cause.lower() or None,
        "complaint.manner": complaint.manner.lower() or None,
        "complaint.temper": complaint.temper.lower() or None,
        "complaint.organisation": complaint.organisation.lower() or None,
        "complaint.mood": complaint.mood,
        "complaint.round": complaint.round,
        "complaint.level": complaint.level,
        "complaint.has_order": complaint.about_id is not None,
        "complaint.has_respondent": complaint.respondent_id is not None,
        "complaint.is_official": complaint.ticket.channel in _PASSED_ON,
        "complaint.is_anonymous": complaint.is_anonymous,
        "complaint.is_goods_claim": complaint.type == Type.DAMAGE,
        "complaint.degree": complaint.degree.lower() or None,
        "complaint.is_repeat": is_repeat(complaint),
        "complaint.unreached": following.tries(complaint).made,
        "complaint.told": offers.heard(complaint),
        "complaint.is_heard": following.is_heard(complaint),
        "complaint.waits_for_pickup": waits_for_pickup(complaint),
        "complaint.asks_by_link": statement is not None and _is_by_link(statement),
        "complaint.day_end": day_end(complaint),
        "complaint.law_due_at": law_due_at(complaint),
        "complaint.official_due_at": complaint.official_due_at,
        "complaint.statement_due_at": statement.due_at if statement else None,
        "complaint.chore_due_at": chore.due_at if chore else None,
    }


# SQLite uses the index of the phones that are there only where the query names its condition.
_EARLIER: Final = db.Prepared[int](
    lambda phone, type_, pk, since: (
        Complaint.objects.filter(contact_phone=phone, type=type_, ticket__lt=pk, recorded_at__gte=since)
        .exclude(contact_phone="")
        .values_list("pk", flat=True)[:1]
    )
)


def is_repeat(complaint: Complaint) -> bool:
    """Whether the same number complained of the same type shortly before (domain.md B10)."""
    if not complaint.contact_phone:
        return False
    since = complaint.recorded_at - timedelta(days=carrying.settings_of(complaint).repeat_days)
    return _EARLIER.first(complaint.contact_phone, complaint.type, complaint.pk, since) is not None


def waits_for_pickup(complaint: Complaint) -> bool:
    """Whether it is about goods that should have been picked up by now and are not (R174).

    Never of a case whose customer would not be named: the driver would know who it was.
    """
    if complaint.type != Type.TIME or complaint.about is None or complaint.is_anonymous:
        return False
    now = clock.now()
    late = (one for one in promises.of_ticket(complaint.about) if one.is_late(now))
    return any(PICKED_UP in promises.rule_of(one).kept_by for one in late)


def awaited_statement(complaint: Complaint) -> Statement | None:
    """The statement that was asked for last of those that nobody has given."""
    waiting = (one for one in rows_of.statements(complaint) if one.state == Statement.State.ASKED)
    return max(waiting, key=lambda one: one.pk, default=None)


def _is_by_link(statement: Statement) -> bool:
    """Whether it is answered by the link alone: no account, or a driver, who does not sit at the desk."""
    return statement.to is None or statement.to.role == Role.DRIVER


def _contacts(complaint: Complaint) -> dict[str, tickets.Contact]:
    """Who complains, who is asked to say something, and who has to do with the order."""
    found = {"customer": tickets.Contact(None, called(complaint), complaint.contact_phone)}
    if complaint.about is not None:
        found = {**tickets.facts(complaint.about).contacts, **found}
    asked = awaited_statement(complaint)
    person = asked.to if asked else complaint.respondent
    if person is not None:
        found["respondent"] = tickets.contact(person)
    elif asked is not None and asked.to_phone:
        found["respondent"] = tickets.Contact(None, asked.to_name or asked.to_department, asked.to_phone)
    return found


def _of_order(complaint: Complaint) -> dict[str, str]:
    """What a word to the driver says of the order (R174)."""
    values = tickets.facts(complaint.about).values if complaint.about else {}
    return {name: str(values.get(name) or "") for name in _ORDER}


def _awaited_chore(complaint: Complaint) -> Chore | None:
    waiting = (one for one in rows_of.chores(complaint) if one.state in _AWAITED)
    return min(waiting, key=lambda one: (one.due_at, one.pk), default=None)


def _said(complaint: Complaint) -> dict[str, str]:
    about, offer = complaint.about, offers.standing(complaint)
    return {
        "customer": called(complaint),
        "customer_word": carrying.settings_of(complaint).customer_word,
        "order_serial": (about.number or "") if about else "",
        "complaint_type": str(Type(complaint.type).label),
        "headline": brief(complaint.account),
        "restated": complaint.restated,
        "wanted": complaint.wanted,
        "wait_until": tickets.short_moment(complaint.told_until),
        "respondent": _respondent(complaint),
        "case_link": tickets.case_link(complaint.ticket),
        "rounds": str(complaint.round),
        "official_from": complaint.official_from,
        "official_number": complaint.official_number,
        "official_due": tickets.short_moment(complaint.official_due_at),
        "bodies": _bodies(complaint),
        **_of_order(complaint),
        **_asked(complaint),
        **_offered(offer),
        **_to_do(complaint),
    }


def _respondent(complaint: Complaint) -> str:
    person = complaint.respondent
    named = person.name if person else complaint.respondent_name
    return named or _department(complaint, complaint.respondent_department)


def _department(complaint: Complaint, key: str) -> str:
    playbook = tickets.playbook_of(complaint.ticket)
    return next((one.label for one in playbook.departments if one.key == key), key) if playbook else key


def _bodies(complaint: Complaint) -> str:
    playbook = tickets.playbook_of(complaint.ticket)
    bodies = playbook.legal_for("body", complaint.type.lower()) if playbook else ()
    return "、".join(body.label for body in bodies)


def _asked(complaint: Complaint) -> dict[str, str]:
    statement = awaited_statement(complaint)
    if statement is None:
        return {"asks": "", "statement_due": "", "statement_link": ""}
    return {
        "asks": respondent.told(complaint, statement.asks),
        "statement_due": tickets.short_moment(statement.due_at),
        "statement_link": respondent.link(statement),
    }


def _offered(offer: Offer | None) -> dict[str, str]:
    if offer is None:
        return {"offer": "", "ground": "", "amount": ""}
    gives = [one for one in offers.items_of(offer) if one.is_chosen or not one.is_option]
    said = "，".join(f"{one.label}{_yuan(one.amount)}" for one in gives)
    return {"offer": said or offer.text, "ground": offer.ground, "amount": _yuan(offer.amount)}


def _yuan(fen: int) -> str:
    return f"{money.format_yuan(fen)}元" if fen else ""


def _to_do(complaint: Complaint) -> Mapping[str, str]:
    chore = _awaited_chore(complaint)
    if chore is None:
        return {"department": "", "chore": "", "chore_due": ""}
    return {
        "department": _department(complaint, chore.department),
        "chore": chore.text,
        "chore_due": tickets.short_moment(chore.due_at),
    }


def _contacts_of_suggestion(suggestion: Suggestion) -> dict[str, tickets.Contact]:
    """Who made it; of praise whom it is for, while they work here, and who leads them."""
    found = {"customer": tickets.Contact(None, called(suggestion), suggestion.contact_phone)}
    praised = suggestion.about_person
    if praised is not None and praised.is_active:
        found["praised"] = tickets.contact(praised)
        if (leader := responsible.leader_of(praised)) is not None:
            found["praised_leader"] = tickets.contact(leader)
    return found


def _praises_driver(suggestion: Suggestion) -> bool:
    praised = suggestion.about_person
    is_praise = suggestion.sort == Suggestion.Sort.PRAISE
    return is_praise and praised is not None and praised.is_active and praised.role == Role.DRIVER


def _praise(suggestion: Suggestion) -> str:
    """The beginning of the customer's words, without who they are."""
    ticket = suggestion.ticket
    company = ticket.customer.company if ticket.customer else ""
    names = (suggestion.contact_name, ticket.customer_name, company)
    said = respondent.nameless(ticket, suggestion.text, names, suggestion.contact_phone)
    return " ".join(said.split())[:LONGEST_PRAISE].rstrip("。！ ")


def _said_in_suggestion(suggestion: Suggestion) -> dict[str, str]:
    about, praised = suggestion.about, suggestion.about_person
    return {
        "customer_word": respondent.customer_word(suggestion.ticket),
        "praised": praised.name if praised else "",
        "praise": _praise(suggestion),
        "customer": called(suggestion),
        "order_serial": (about.number or "") if about else "",
        "headline": brief(suggestion.text),
        "result": suggestion.result,
        "case_link": tickets.case_link(suggestion.ticket),
    }
