"""What all operations on a complaint share: how they are declared, found, done and answered."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel

from yinuo.api.auth import needs, person_of
from yinuo.api.complaints import shape
from yinuo.api.complaints.out import CaseOut
from yinuo.api.once import once
from yinuo.api.tickets.views import READ, WRITE
from yinuo.complaints.models import Complaint
from yinuo.complaints.queries import loading
from yinuo.core.errors import Invalid, NotFound, fault
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Ticket

View = Callable[..., Any]


def asked(
    router: Router, path: str, model: type[BaseModel], *, name: str, summary: str
) -> Callable[[View], View]:
    """Make a function the operation GET `path`, which answers a response of `model`."""

    def wrap(view: View) -> View:
        return router.get(path, response=model, summary=summary, operation_id=name)(needs(READ)(view))

    return wrap


def posted(
    router: Router,
    path: str,
    model: type[BaseModel] = CaseOut,
    *,
    name: str,
    summary: str,
    status: int = 200,
) -> Callable[[View], View]:
    """Make a function that returns what `model` describes the operation POST `path`: within its scope, in one
    transaction, once per Idempotency-Key.
    """

    def wrap(view: View) -> View:
        acting = needs(WRITE)(once(model, status)(view))
        return router.post(path, response={status: model}, summary=summary, operation_id=name)(acting)

    return wrap


def act(request: HttpRequest, ref: str, verb: Callable[..., object], **said: Any) -> dict[str, Any]:
    """Do a verb of the domain with the complaint named; the case as it stands then, for CaseOut."""
    by = person_of(request)
    complaint = loading.complaint(by, ref)
    verb(complaint=complaint, by=by, **said)
    return stands(complaint, by)


def stands(complaint: Complaint, person: Person) -> dict[str, Any]:
    """The case as it stands now, for CaseOut."""
    return shape.case(loading.fresh(complaint.pk), person)


def wrote(person: Person, ticket: Ticket) -> None:
    """A form key that somebody else used gives nothing away. Raises NotFound unless this person sees the
    ticket that it led to, or wrote it down themselves.
    """
    if ticket.opened_by_id != person.pk and not tickets_may.see(person, ticket):
        raise NotFound("not_found")


def somebody(field: str, number: str) -> Person | None:
    """Whom a staff number names; None where nobody is named. Raises Invalid at `field`: person_unknown."""
    if not number.strip():
        return None
    try:
        return staff.person_by_number(number)
    except NotFound as unknown:
        raise Invalid(fault(field, unknown.code, **unknown.params)) from None


def named(field: str, number: str) -> Person:
    """The same where somebody has to be named. Raises Invalid at `field`: required, person_unknown."""
    person = somebody(field, number)
    if person is None:
        raise Invalid(fault(field, "required"))
    return person
