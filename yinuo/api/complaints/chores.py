"""The operations on a department's task of a complaint, by the ref of the task (R204, R205)."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Router

from yinuo.api import answers
from yinuo.api.auth import person_of
from yinuo.api.complaints import later, parts, shape
from yinuo.api.complaints.doing import asked, posted
from yinuo.api.complaints.hanging import ChoreOut
from yinuo.complaints.actions import carrying, paying
from yinuo.complaints.models import Chore
from yinuo.core.errors import NotFound
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets

router = Router()


@asked(router, "/{ref}", ChoreOut, name="read_chore", summary="Read a task")
def read_chore(request: HttpRequest, ref: str) -> HttpResponse:
    """What a department has to do; whoever does it need not see the case."""
    person = person_of(request)
    return answers.answer(ChoreOut, _shape(_chore(person, ref), person))


@posted(router, "/{ref}/receipt", ChoreOut, name="receive_chore", summary="Receive")
def receive_chore(request: HttpRequest, ref: str) -> Any:
    """The department has it."""
    return _act(request, ref, carrying.receive)


@posted(router, "/{ref}/done", ChoreOut, name="do_chore", summary="Done")
def do_chore(request: HttpRequest, ref: str, body: later.ProofIn) -> Any:
    """The department did it; the proof says how that can be seen."""
    return _act(request, ref, carrying.done, proof=body.proof)


@posted(router, "/{ref}/payment", ChoreOut, name="pay_chore", summary="Paid")
def pay_chore(request: HttpRequest, ref: str, body: later.PaidIn) -> Any:
    """The department paid the customer, to the fen, once; the task is done with it."""
    by = person_of(request)
    chore = _chore(by, ref)
    if chore.item is None:
        raise NotFound("not_found")
    paying.pay(item=chore.item, by=by, **body.model_dump())
    return _shape(_chore(by, ref), by)


@posted(router, "/{ref}/check", ChoreOut, name="check_chore", summary="Check")
def check_chore(request: HttpRequest, ref: str) -> Any:
    """Whoever leads the case saw that it was done; after the last one comes the call-back."""
    return _act(request, ref, carrying.check)


@posted(router, "/{ref}/return", ChoreOut, name="return_chore", summary="Return")
def return_chore(request: HttpRequest, ref: str, body: later.ReturnIn) -> Any:
    """It was not done, or not well: the department does it again."""
    return _act(request, ref, carrying.return_chore, **body.model_dump())


@posted(router, "/{ref}/dropping", ChoreOut, name="drop_chore", summary="Drop")
def drop_chore(
    request: HttpRequest, ref: str, body: Annotated[later.DropIn, Body(default_factory=later.DropIn)]
) -> Any:
    """It is not needed any more."""
    return _act(request, ref, carrying.drop, **body.model_dump())


def _act(request: HttpRequest, ref: str, verb: Callable[..., object], **said: Any) -> dict[str, Any]:
    by = person_of(request)
    verb(chore=_chore(by, ref), by=by, **said)
    return _shape(_chore(by, ref), by)


def _chore(person: Person, ref: str) -> Chore:
    """The task with this ref or number. Raises NotFound, also for what they may not see."""
    rows = Chore.objects.select_related("complaint__ticket", "item__offer__complaint", "ticket__given_to")
    chore = rows.filter(ticket=tickets.ticket(person, ref)).first()
    if chore is None:
        raise NotFound("not_found")
    return chore


def _shape(chore: Chore, person: Person) -> dict[str, Any]:
    """The task for ChoreOut; in full, on record, for whoever it was given to or has the case."""
    in_full = any(shape.opened(one, person) for one in (chore.ticket, chore.complaint.ticket))
    return parts.chore(chore, chore.ticket, in_full=in_full)
