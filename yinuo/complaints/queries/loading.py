"""Getting a complaint or a suggestion: by what a person may see, by what a customer may read."""

from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from django.db.models import QuerySet

from yinuo.complaints import may
from yinuo.complaints.models import Complaint, Grumble, Suggestion
from yinuo.complaints.rules import stages
from yinuo.core import db
from yinuo.core.errors import NotFound
from yinuo.customers import may as customers_may
from yinuo.customers.models import Customer, CustomerPhone
from yinuo.customers.rules import Guest
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Link, Ticket

Case = TypeVar("Case", Complaint, Suggestion)
_TICKET: Final = ("ticket__owner", "ticket__customer", "ticket__team", "ticket__region__branch", "about")
_ROW: Final = ("ticket__owner", "about", "respondent")
_SHOWN: Final = (
    *(f"ticket__{name}" for name in ("ref", "number", "kind", "stage", "channel", "customer_name")),
    *(f"ticket__{name}" for name in ("next_due_at", "next_due_from", "opened_at", "closed_at")),
    "type", "severity", "is_crisis", "is_anonymous", "level", "round", "outcome", "account",
    "respondent_name", "respondent_department", "official_number", "official_due_at", "recorded_at",
    "ticket__owner__name", "ticket__owner__staff_number", "respondent__name", "respondent__staff_number",
    "about__ref", "about__number",
)  # fmt: skip
"""The columns of a row of the register."""
_JOINED: Final = (*_TICKET, "respondent", "recorded_by", "merged_into__ticket")


def complaints() -> QuerySet[Complaint]:
    """Complaints with everything a page or a notice names, in one statement."""
    return Complaint.objects.select_related(*_JOINED)


def suggestions() -> QuerySet[Suggestion]:
    """Suggestions and praise with everything a page or a notice names, in one statement."""
    return Suggestion.objects.select_related(*_TICKET, "about_person")


_BY_ID: Final = db.Prepared[Complaint](lambda pk: complaints().filter(pk=pk))
_SUGGESTION: Final = db.Prepared[Suggestion](lambda pk: suggestions().filter(pk=pk))


_ROWS: Final = db.Prepared[Complaint](
    lambda *pks: Complaint.objects.select_related(*_ROW).only(*_SHOWN).filter(ticket__id__in=pks)
)


def rows(pks: Sequence[int]) -> list[Complaint]:
    """The complaints of these tickets with what a row of the register names, in their order; one that is gone
    meanwhile is left out.
    """
    known = {one.pk: one for one in _ROWS.all(*pks)} if pks else {}
    return [known[pk] for pk in pks if pk in known]


_NAMED: Final = {
    "ref": db.Prepared[Complaint](lambda ref: complaints().filter(ticket__ref=ref)),
    "number": db.Prepared[Complaint](lambda number: complaints().filter(ticket__number=number)),
}
_SUGGESTION_NAMED: Final = {
    "ref": db.Prepared[Suggestion](lambda ref: suggestions().filter(ticket__ref=ref)),
    "number": db.Prepared[Suggestion](lambda number: suggestions().filter(ticket__number=number)),
}
_OF_FORM: Final = db.Prepared[Complaint](lambda form_key: complaints().filter(ticket__form_key=form_key))


def of_form(form_key: str) -> Complaint | None:
    """The complaint that this very form opened; None while there is none."""
    return _OF_FORM.first(form_key)


def found(pk: int) -> Complaint | None:
    """The complaint of a ticket; None when there is none (yet)."""
    return _BY_ID.first(pk)


def fresh(pk: int) -> Complaint:
    """The complaint of a ticket as it stands in the database. Raises NotFound where there is none."""
    if (complaint := found(pk)) is None:
        raise NotFound("not_found")
    return complaint


def fresh_suggestion(pk: int) -> Suggestion:
    """The suggestion of a ticket as it stands in the database. Raises NotFound."""
    if (suggestion := _SUGGESTION.first(pk)) is None:
        raise NotFound("not_found")
    return suggestion


def complaint(person: Person, ref: str) -> Complaint:
    """The complaint with this ref or number. Raises NotFound("not_found"), also for what they may not see."""
    return _visible(_named(_NAMED, ref), person)


def suggestion(person: Person, ref: str) -> Suggestion:
    """The suggestion with this ref or number. Raises NotFound, also for what they may not see."""
    return _visible(_named(_SUGGESTION_NAMED, ref), person)


def _named(by_name: Mapping[str, db.Prepared[Case]], ref: str) -> Case | None:
    """What has this ref or number; the reference of a web order names neither complaint nor suggestion."""
    name, value = tickets.name_of(ref)
    return by_name["number" if name == "reference" else name].first(value)


def _visible(row: Case | None, person: Person) -> Case:
    if row is None or not tickets.is_visible(row.ticket, person):
        raise NotFound("not_found")
    return row


def of_guest(guest: Guest, ref: str) -> Complaint | Suggestion:
    """What this guest may follow, by its ref or number. Raises NotFound."""
    row = _named(_NAMED, ref) or _named(_SUGGESTION_NAMED, ref)
    if row is not None and may.guest_sees(guest, row):
        return row
    raise NotFound("not_found")


_BECAME: Final = db.Prepared[int](
    lambda pk: Link.objects.filter(other_id=pk, kind=stages.BECAME).values_list("ticket_id", flat=True)[:1]
)


def became(suggestion: Suggestion) -> Complaint | None:
    """The complaint that a suggestion was turned into; one that is open was not."""
    pk = _BECAME.first(suggestion.pk) if suggestion.ticket.closed_at is not None else None
    return found(pk) if pk is not None else None


def of_ticket(ticket: Ticket) -> Complaint:
    """The complaint of a ticket; the one it was loaded with, when there is one. Raises NotFound."""
    return ticket.complaint if Ticket.complaint.is_cached(ticket) else fresh(ticket.pk)


def suggestion_of(ticket: Ticket) -> Suggestion:
    """The suggestion of a ticket; the one it was loaded with, when there is one. Raises NotFound."""
    return ticket.suggestion if Ticket.suggestion.is_cached(ticket) else fresh_suggestion(ticket.pk)


def join(ticket: Ticket) -> Complaint:
    """Read the complaint of a ticket that was just read, once for all who ask `of_ticket` of it."""
    complaint = of_ticket(ticket)
    complaint.ticket = ticket
    return complaint


def recorded(person: Person, ref: str) -> Complaint:
    """What this person wrote down themselves, also where they do not see the case: to name its number and
    owner. Raises NotFound.
    """
    found = complaints().filter(ticket__ref=ref, recorded_by=person).first()
    if found is None:
        raise NotFound("not_found")
    return found


def grumble(person: Person, pk: int) -> Grumble:
    """A displeasure this person noted, one on a ticket they see, or one without a ticket that stands on the
    card of a customer. Raises NotFound.
    """
    found = _GRUMBLES.filter(pk=pk).first()
    if found is None or not (_is_near(found, person) or _is_on_card(found, person)):
        raise NotFound("not_found")
    return found


def noted(person: Person, pk: int) -> Grumble:
    """A displeasure this person noted, or one on a ticket they see: what a used form key may give them.

    Raises NotFound.
    """
    found = _GRUMBLES.filter(pk=pk).first()
    if found is None or not _is_near(found, person):
        raise NotFound("not_found")
    return found


def grumbles(ticket: Ticket, person: Person) -> list[Grumble]:
    """What was grumbled on a ticket, the newest first, and what became of it as far as `person` may see that.
    For who may see the ticket.
    """
    return [one for one in _OF_TICKET.all(ticket.pk) if _may_see_end(one, person)]


def grumbled_by(customer: Customer, person: Person) -> list[Grumble]:
    """What was grumbled in calls from the numbers of a customer, with a ticket or without, the newest first,
    and what became of it as far as `person` may see both. For who may see the customer.
    """
    found = _OF_CUSTOMER.all(customer.pk)
    seen = (one for one in found if one.ticket is None or tickets_may.see(person, one.ticket))
    return [one for one in seen if _may_see_end(one, person)]


def _is_near(grumble: Grumble, person: Person) -> bool:
    """Whether they noted it themselves, or see the ticket it was about."""
    ticket = grumble.ticket
    return grumble.by_id == person.pk or (ticket is not None and tickets_may.see(person, ticket))


def _is_on_card(grumble: Grumble, person: Person) -> bool:
    is_loose = grumble.ticket is None and customers_may.see(person) and _may_see_end(grumble, person)
    return is_loose and CustomerPhone.objects.filter(digits=grumble.phone).exists()


def _may_see_end(grumble: Grumble, person: Person) -> bool:
    """Whether they see the complaint that it became; there may be none."""
    return grumble.became is None or tickets_may.see(person, grumble.became.ticket)


_MOST_GRUMBLES: Final = 20
_GRUMBLES: Final = Grumble.objects.select_related("by", "ticket", "became__ticket").order_by("-id")
_OF_TICKET: Final = db.Prepared[Grumble](lambda pk: _GRUMBLES.filter(ticket_id=pk)[:_MOST_GRUMBLES])
_OF_CUSTOMER: Final = db.Prepared[Grumble](
    lambda pk: _GRUMBLES.filter(
        phone__in=CustomerPhone.objects.filter(customer_id=pk).values("digits")
    ).exclude(phone="")[:_MOST_GRUMBLES]
)
