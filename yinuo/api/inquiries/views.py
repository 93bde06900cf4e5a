"""The operations on inquiries (R102–R122)."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body, Query, Router

from yinuo.api import answers
from yinuo.api.auth import needs, person_of
from yinuo.api.inquiries import schema
from yinuo.api.inquiries.schema import Filled, Inquiries, InquiryOut
from yinuo.api.once import once
from yinuo.api.tickets.views import READ, WRITE
from yinuo.core.errors import Invalid, NotPermitted, fault
from yinuo.core.text import mask
from yinuo.inquiries import actions, may, queries
from yinuo.inquiries.models import Inquiry
from yinuo.inquiries.queries import View
from yinuo.staff.models import Person
from yinuo.tickets import actions as ticket_actions
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets

router = Router()


@router.get("", response=Inquiries, summary="List inquiries", operation_id="list_inquiries")
@needs(READ)
def inquiries(request: HttpRequest, wanted: Query[schema.Listed]) -> HttpResponse:
    """Inquiries, the newest first."""
    person = person_of(request)
    if not may.see_list(person):
        raise NotPermitted("not_permitted")
    if wanted.view not in set(View):
        raise Invalid(fault("view", "not_a_choice", choices=[{"key": view.value} for view in View]))
    page = queries.listed(person, wanted.view, wanted.cursor or None)
    items = [_shape(one, person) for one in page.rows]
    return answers.answer(Inquiries, {"items": items, "next_cursor": page.next_cursor})


@router.post("", response={201: InquiryOut}, summary="Ask", operation_id="ask_inquiry")
@needs(WRITE)
@once(InquiryOut, 201)
def ask(request: HttpRequest, body: schema.InquiryIn) -> Any:
    """Write down a question; about an order it stands on that order too."""
    person = person_of(request)
    said = body.model_dump(exclude={"about", "form_key"})
    about = tickets.ticket(person, body.about) if body.about else None
    asked = actions.ask(**said, about=about, form_key=body.form_key or None, by=person)
    return _shape(asked, person)


@router.get("/{ref}", response=InquiryOut, summary="Read an inquiry", operation_id="read_inquiry")
@needs(READ)
def read(request: HttpRequest, ref: str) -> HttpResponse:
    """One inquiry by ref or number; personal data only for whoever works on it, on record."""
    person = person_of(request)
    inquiry = queries.inquiry(person, ref)
    if tickets_may.see_in_full(person, inquiry.ticket):
        ticket_actions.see_personal(ticket=inquiry.ticket, by=person)
    return answers.answer(InquiryOut, _shape(inquiry, person))


@router.get("/{ref}/filled", response=Filled, summary="The filled answer", operation_id="fill_inquiry")
@needs(READ)
def filled(request: HttpRequest, ref: str) -> HttpResponse:
    """The answer in the manual's words, with today's values (R108, R113)."""
    person = person_of(request)
    found = queries.filled_for(queries.inquiry(person, ref), person)
    said = {"text": found.text, "figures": dict(found.figures), "missing": list(found.missing)}
    return answers.answer(Filled, said)


@router.post("/{ref}/answer", response=InquiryOut, summary="Answer", operation_id="answer_inquiry")
@needs(WRITE)
@once(InquiryOut)
def answer(request: HttpRequest, ref: str, body: schema.AnswerIn) -> Any:
    """Give the answer; what was promised is kept by this moment."""
    person = person_of(request)
    inquiry = queries.inquiry(person, ref)
    return _shape(actions.answer(inquiry=inquiry, text=body.text, way=body.way, by=person), person)


@router.post("/{ref}/promise", response=InquiryOut, summary="Promise", operation_id="promise_inquiry")
@needs(WRITE)
@once(InquiryOut)
def promise(request: HttpRequest, ref: str, body: schema.PromiseIn) -> Any:
    """Write down by when the customer was promised an answer; another time moves the promise."""
    person = person_of(request)
    inquiry = queries.inquiry(person, ref)
    actions.promise_answer(inquiry=inquiry, due_at=_aware(body.due_at) or body.due_at, by=person)
    return _shape(queries.inquiry(person, ref), person)


@router.post("/{ref}/pass-up", response=InquiryOut, summary="Ask the leader", operation_id="pass_up_inquiry")
@needs(WRITE)
@once(InquiryOut)
def pass_up(
    request: HttpRequest, ref: str, body: Annotated[schema.LeaderIn, Body(default_factory=schema.LeaderIn)]
) -> Any:
    """Ask the team leader for the right answer; it comes back to whoever asked."""
    person = person_of(request)
    inquiry, due_at = queries.inquiry(person, ref), _aware(body.due_at)
    return _shape(actions.pass_up(inquiry=inquiry, note=body.note, due_at=due_at, by=person), person)


@router.post("/{ref}/check", response=InquiryOut, summary="Check the answer", operation_id="check_inquiry")
@needs(WRITE)
@once(InquiryOut)
def check(request: HttpRequest, ref: str, body: schema.CheckIn) -> Any:
    """The leader's right answer; the agent replies with it."""
    person = person_of(request)
    inquiry = queries.inquiry(person, ref)
    return _shape(actions.check_answer(inquiry=inquiry, answer=body.answer, by=person), person)


@router.post(
    "/{ref}/correction", response={201: InquiryOut}, summary="Correct", operation_id="correct_inquiry"
)
@needs(WRITE)
@once(InquiryOut, 201)
def correct(
    request: HttpRequest,
    ref: str,
    body: Annotated[schema.CorrectionIn, Body(default_factory=schema.CorrectionIn)],
) -> Any:
    """The answer was wrong: open the correction, whose customer is called; the wrong answer stays."""
    person = person_of(request)
    inquiry, due_at = queries.inquiry(person, ref), _aware(body.due_at)
    return _shape(actions.correct(inquiry=inquiry, right=body.right, due_at=due_at, by=person), person)


@router.post("/{ref}/link", response=InquiryOut, summary="Send the link", operation_id="link_inquiry")
@needs(WRITE)
@once(InquiryOut)
def link(request: HttpRequest, ref: str) -> Any:
    """Text the customer the link under which they follow the order themselves (R115)."""
    person = person_of(request)
    return _shape(actions.send_link(inquiry=queries.inquiry(person, ref), by=person), person)


@router.post("/{ref}/closing", response=InquiryOut, summary="Close", operation_id="close_inquiry")
@needs(WRITE)
@once(InquiryOut)
def close(
    request: HttpRequest,
    ref: str,
    body: Annotated[schema.ClosingIn, Body(default_factory=schema.ClosingIn)],
) -> Any:
    """It is over; without an answer say why."""
    person = person_of(request)
    inquiry = queries.inquiry(person, ref)
    return _shape(actions.close(inquiry=inquiry, reason=body.reason, by=person), person)


def _aware(at: datetime | None) -> datetime | None:
    """A moment that says its offset. Raises Invalid for one that does not."""
    if at is not None and at.tzinfo is None:
        raise Invalid(fault("due_at", "time_unreadable"))
    return at


def _shape(inquiry: Inquiry, person: Person) -> dict[str, Any]:
    """An inquiry for InquiryOut; numbers in words are masked for whoever does not work on it."""
    ticket, about, wrong = inquiry.ticket, inquiry.about, inquiry.wrong_of
    in_full = tickets_may.see_in_full(person, ticket)

    def said(text: str) -> str:
        return text if in_full else mask.mask_phones(text)

    return {
        **{name: getattr(ticket, name) for name in ("ref", "number", "stage", "channel", "opened_at")},
        **{
            name: getattr(inquiry, name)
            for name in (
                "type",
                "figures",
                "way",
                "answered_at",
                "at_first_contact",
                "checked_at",
                "link_sent_at",
            )
        },
        "is_masked": not in_full,
        "question": said(inquiry.question),
        "contact_name": inquiry.contact_name if in_full else mask.mask_name(inquiry.contact_name),
        "contact_phone": inquiry.contact_phone if in_full else mask.mask_phone(inquiry.contact_phone),
        "about": (about.number or about.ref) if about else None,
        "owner": ticket.owner.staff_number if ticket.owner else None,
        "answer": said(inquiry.answer),
        "answered_by": inquiry.answered_by.staff_number if inquiry.answered_by else None,
        "checked_answer": said(inquiry.checked_answer),
        "corrects": wrong.ticket.ref if wrong else None,
    }
