"""The operations on suggestions and praise (R130), and on grumbles (R148)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from yinuo.api import answers
from yinuo.api.auth import person_of
from yinuo.api.complaints import later, shape
from yinuo.api.complaints.beside import GrumbleOut, Grumbles, MadeOut, SuggestionOut, Suggestions
from yinuo.api.complaints.doing import asked, posted, somebody, wrote
from yinuo.api.complaints.out import ReportOut
from yinuo.complaints import may
from yinuo.complaints.actions import converting, grumbling, suggesting
from yinuo.complaints.models import Suggestion
from yinuo.complaints.queries import listing, loading
from yinuo.complaints.queries.listing import View, Whose
from yinuo.core import phones
from yinuo.core.errors import Invalid, NotPermitted, fault
from yinuo.customers import may as customers_may
from yinuo.customers import queries as customers
from yinuo.staff import queries as staff
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets

router = Router()
grumbles = Router()


@asked(router, "", Suggestions, name="list_suggestions", summary="List suggestions")
def suggestions(request: HttpRequest, wanted: Query[later.SuggestionsWanted]) -> HttpResponse:
    """Suggestions and praise: what is open by its nearest promise, what is closed the newest first;
    whoever sent them is masked for everybody.
    """
    person = person_of(request)
    if not may.see_list(person):
        raise NotPermitted("not_permitted")
    choices = {"view": (View.OPEN, View.CLOSED), "whose": tuple(Whose)}
    faults = [
        fault(name, "not_a_choice", choices=[{"key": one.value} for one in known])
        for name, known in choices.items()
        if getattr(wanted, name) not in known
    ]
    if faults:
        raise Invalid(*faults)
    cut = listing.Wanted(**wanted.model_dump(exclude={"cursor"}))
    page = listing.suggested(person, cut, wanted.cursor or None)
    items = [shape.suggestion(one, in_full=False) for one in page.rows]
    return answers.answer(Suggestions, {"items": items, "next_cursor": page.next_cursor})


@posted(router, "", MadeOut, name="make_suggestion", summary="Suggest", status=201)
def make_suggestion(request: HttpRequest, body: later.SuggestionIn) -> Any:
    """Write down praise, or a suggestion: one that reads as a grave complaint is registered as that."""
    by = person_of(request)
    require(by, may.own)
    made = suggesting.make(
        **body.model_dump(exclude={"about", "about_person", "form_key"}),
        about=tickets.ticket(by, body.about) if body.about else None,
        about_person=somebody("about_person", body.about_person),
        form_key=body.form_key or None,
        by=by,
    )
    wrote(by, made.ticket)
    return shape.made(made, body.sort, by)


@asked(router, "/{ref}", SuggestionOut, name="read_suggestion", summary="Read a suggestion")
def read_suggestion(request: HttpRequest, ref: str) -> HttpResponse:
    """One by ref or number; personal data only for whoever works on it, on record."""
    person = person_of(request)
    return answers.answer(SuggestionOut, _shape(loading.suggestion(person, ref), person))


@posted(router, "/{ref}/thanks", SuggestionOut, name="thank_suggestion", summary="Thank")
def thank_suggestion(request: HttpRequest, ref: str) -> Any:
    """Note that they were thanked for it."""
    return _act(request, ref, suggesting.thank)


@posted(router, "/{ref}/department", SuggestionOut, name="pass_on_suggestion", summary="Pass on")
def pass_on(request: HttpRequest, ref: str, body: later.DepartmentIn) -> Any:
    """Pass it on to the department it concerns."""
    return _act(request, ref, suggesting.pass_on, department=body.department)


@posted(router, "/{ref}/answer", SuggestionOut, name="answer_suggestion", summary="Answer")
def answer_suggestion(request: HttpRequest, ref: str, body: later.ResultIn) -> Any:
    """Tell what came of it."""
    return _act(request, ref, suggesting.answer, **body.model_dump())


@posted(router, "/{ref}/closing", SuggestionOut, name="close_suggestion", summary="Close")
def close_suggestion(request: HttpRequest, ref: str) -> Any:
    """It is over, once whoever sent it was thanked."""
    return _act(request, ref, suggesting.close)


@posted(router, "/{ref}/complaint", ReportOut, name="convert_suggestion", summary="Make it a complaint")
def convert_suggestion(request: HttpRequest, ref: str) -> Any:
    """Register it as a complaint, with all that is known; made one again it is the first."""
    by = person_of(request)
    suggestion = loading.suggestion(by, ref)
    return shape.reported(converting.convert(suggestion=suggestion, by=by))


@asked(grumbles, "", Grumbles, name="list_grumbles", summary="List grumbles")
def list_grumbles(request: HttpRequest, wanted: Query[later.GrumblesWanted]) -> HttpResponse:
    """What was grumbled on a ticket, or in calls from the numbers of a customer, and what became of it."""
    person = person_of(request)
    if wanted.ticket:
        ticket = tickets.ticket(person, wanted.ticket)
        shape.opened(ticket, person)
        found, in_full = loading.grumbles(ticket, person), tickets_may.see_in_full(person, ticket)
    else:
        require(person, customers_may.see)
        known = customers.by_phone(_digits(wanted.phone))
        found, in_full = loading.grumbled_by(known, person) if known else [], False
    items = [shape.grumble(one, in_full=in_full) for one in found]
    return answers.answer(Grumbles, {"items": items})


@posted(grumbles, "", GrumbleOut, name="note_grumble", summary="Note a grumble", status=201)
def note_grumble(request: HttpRequest, body: later.GrumbleIn) -> Any:
    """Note a displeasure that is no complaint; it counts."""
    by = person_of(request)
    require(by, may.note_grumble)
    ticket = tickets.ticket(by, body.ticket) if body.ticket else None
    said = body.model_dump(exclude={"ticket", "form_key"})
    noted = grumbling.note_grumble(**said, ticket=ticket, form_key=body.form_key or None, by=by)
    return shape.grumble(loading.noted(by, noted.pk), in_full=True)


@posted(grumbles, "/{pk}/complaint", ReportOut, name="raise_grumble", summary="Make it a complaint")
def raise_grumble(request: HttpRequest, pk: int) -> Any:
    """Make a complaint of it, with all that is known; raised again it is the first."""
    by = person_of(request)
    require(by, may.note_grumble)
    return shape.reported(grumbling.raise_grumble(grumble=loading.grumble(by, pk), by=by))


def _digits(phone: str) -> str:
    """A number as it is stored. Raises Invalid at `phone`: what `core.phones` says of it."""
    try:
        return phones.parse(phone, area=staff.company().area_code).digits
    except phones.PhoneError as error:
        raise Invalid(fault("phone", error.code, **error.params)) from error


def _act(request: HttpRequest, ref: str, verb: Callable[..., object], **said: Any) -> dict[str, Any]:
    by = person_of(request)
    suggestion = loading.suggestion(by, ref)
    verb(suggestion=suggestion, by=by, **said)
    return _shape(loading.fresh_suggestion(suggestion.pk), by)


def _shape(suggestion: Suggestion, person: Person) -> dict[str, Any]:
    """The suggestion for SuggestionOut; in full, on record, for whoever works on it."""
    return shape.suggestion(suggestion, in_full=shape.opened(suggestion.ticket, person))
