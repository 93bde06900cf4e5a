"""The operations that find, read and register complaints (R133–R145, R334, R349)."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Query, Router

from yinuo.api import answers
from yinuo.api.auth import person_of
from yinuo.api.complaints import schema, shape
from yinuo.api.complaints.doing import asked, posted, somebody, stands, wrote
from yinuo.api.complaints.out import CaseOut, Complaints, ReportOut
from yinuo.complaints import may
from yinuo.complaints.actions import registering
from yinuo.complaints.queries import alike, listing, loading
from yinuo.complaints.queries.listing import View, Whose
from yinuo.core.errors import Invalid, NotPermitted, fault
from yinuo.staff.may import require
from yinuo.tickets import queries as tickets

router = Router()
_TICKETS = ("about", "respondent", "goods")


@asked(router, "", Complaints, name="list_complaints", summary="List complaints")
def complaints(request: HttpRequest, wanted: Query[schema.Listed]) -> HttpResponse:
    """The register: what is open by its nearest promise, what is closed the newest first."""
    person = person_of(request)
    if not may.see_list(person):
        raise NotPermitted("not_permitted")
    page = listing.listed(person, _wanted(wanted), wanted.cursor or None)
    items = [shape.listed(one) for one in page.rows]
    return answers.answer(Complaints, {"items": items, "next_cursor": page.next_cursor})


@posted(router, "", name="register_complaint", summary="Register", status=201)
def register_complaint(request: HttpRequest, body: schema.ComplaintIn) -> Any:
    """Register a complaint; it has a number and an owner from the first minute."""
    by = person_of(request)
    require(by, may.own)
    said = body.model_dump(exclude={*_TICKETS, "owner", "channel", "form_key", "severity", "is_crisis"})
    decided = body.model_dump(include={"severity", "is_crisis"}, exclude_unset=True)
    complaint = registering.register(
        channel=body.channel,
        owner=somebody("owner", body.owner),
        about=tickets.ticket(by, body.about) if body.about else None,
        respondent=somebody("respondent", body.respondent),
        goods=_goods(body),
        form_key=body.form_key or None,
        by=by,
        **said,
        **decided,
    )
    wrote(by, complaint.ticket)
    return stands(complaint, by)


@posted(router, "/report", ReportOut, name="report_complaint", summary="Pass on", status=201)
def report_complaint(
    request: HttpRequest, body: Annotated[schema.ReportIn, Body(default_factory=schema.ReportIn)]
) -> Any:
    """Pass a complaint on in a minute, as any colleague may; the answer says whose it is now."""
    said = body.model_dump(exclude={"form_key"})
    by = person_of(request)
    require(by, may.report)
    made = registering.register(**said, form_key=body.form_key or None, by=by)
    wrote(by, made.ticket)
    return shape.reported(made)


@asked(router, "/{ref}", CaseOut, name="read_complaint", summary="Read a complaint")
def read_complaint(request: HttpRequest, ref: str) -> HttpResponse:
    """A case by ref or number, with what is asked for at its stage and all that hangs on it; personal data
    only for whoever works on it, on record.
    """
    person = person_of(request)
    return answers.answer(CaseOut, shape.case(loading.complaint(person, ref), person))


@asked(router, "/{ref}/alike", Complaints, name="list_alike", summary="Perhaps the same matter")
def complaints_alike(request: HttpRequest, ref: str) -> HttpResponse:
    """Other complaints that may be of the same matter, the likeliest first: to link or to merge (R129)."""
    person = person_of(request)
    found = alike.alike(loading.complaint(person, ref), person)
    known = loading.complaints().in_bulk([one.complaint.pk for one in found])
    items = [shape.listed(known[one.complaint.pk]) for one in found]
    return answers.answer(Complaints, {"items": items, "next_cursor": None})


def _wanted(said: schema.Listed) -> listing.Wanted:
    """Raises Invalid for a view, a whose or a person that does not exist."""
    faults = [
        fault(name, "not_a_choice", choices=[{"key": one.value} for one in choices])
        for name, choices in (("view", View), ("whose", Whose))
        if getattr(said, name) not in set(choices)
    ]
    if faults:
        raise Invalid(*faults)
    respondent = somebody("respondent", said.respondent)
    plain = said.model_dump(exclude={"cursor", "respondent"})
    return listing.Wanted(**plain, respondent=respondent.pk if respondent else 0)


def _goods(body: schema.ToldIn) -> dict[str, Any] | None:
    return body.goods.model_dump() if body.goods else None
