"""The review of an order that a customer wrote: taken, checked, corrected, called about, confirmed or voided
(R077–R085).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Body as Sent
from ninja import Router
from pydantic import BaseModel, Field

from yinuo.api import answers
from yinuo.api.auth import needs, person_of
from yinuo.api.once import once
from yinuo.api.orders import confirming, saying, shape
from yinuo.api.orders.schema import ConfirmationIn, DraftIn
from yinuo.api.orders.shape import OrderOut
from yinuo.api.orders.views import READ, WRITE
from yinuo.api.schema import Body, Said, Text
from yinuo.core.errors import Invalid, NotFound, fault
from yinuo.core.text import mask
from yinuo.orders import actions, queries
from yinuo.orders.actions import web
from yinuo.orders.models import Order, ReviewCall, WebOrder
from yinuo.orders.queries import facts
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may

router = Router()


class CheckIn(Body):
    """One point of the checklist: what was found."""

    key: Text = Field(description="goods, area, loading, unloading, packing or price.")
    ok: bool = Field(description="Whether it holds.")
    note: Text = ""
    screening: dict[str, Said] = Field({}, description="With goods: the answers to questions about them.")


class CallIn(Body):
    """What a call to the customer came to."""

    outcome: Text = Field(description="AGREED, CHANGED, PROBLEM, GIVEN_UP, NO_ANSWER or WRONG_NUMBER.")
    agreed: list[Text] = Field([], description="The keys of the changed points the customer said yes to.")
    note: Text = ""
    version: int | None = Field(None, description="Of the review that was read out; changed since: `stale`.")
    again_at: datetime | None = Field(None, description="When to call again, where that was agreed.")
    form_key: Text = Field("", description="Of your own: the same one again is the same call.")


class VoidIn(Body):
    """Why the order does not come about."""

    reason: Text = Field("", description="A key or label of the playbook's reasons.")
    note: Text = ""


class Check(BaseModel):
    """What was found at one point."""

    ok: bool
    note: str = ""
    at: datetime


class Point(BaseModel):
    """One answer that was changed, before and after; the customer agrees on the telephone."""

    key: str
    label: str
    before: str
    after: str
    agreed: bool


class Call(BaseModel):
    """One call that was made."""

    at: datetime
    outcome: str
    note: str = ""
    again_at: datetime | None = None


class ReviewOut(BaseModel):
    """How far the review of a web order is."""

    ref: str
    number: str = Field(description="The web reference; the order's own number comes at confirmation.")
    stage: str
    version: int
    placed_at: datetime
    is_night: bool = Field(description="Placed while nobody worked: reviewed first thing in the morning.")
    is_masked: bool
    reviewer: str | None = Field(description="Staff number of whoever has it in hand.")
    as_written: dict[str, Any] = Field(description="The customer's own words, by element.")
    estimated_total: int | None = Field(description="What the page promised, in fen.")
    quoted_total: int | None = Field(description="What it costs as it stands, in fen.")
    checks: dict[str, Check]
    points: list[Point]
    calls: list[Call] = Field(description="The newest first.")
    unreached: int = Field(description="How often in a row nobody answered.")


def _held(request: HttpRequest, ref: str) -> Order:
    """The web order that a request acts on, held until its transaction ends."""
    order = actions.find(ref, by=person_of(request))
    _web(order)
    return order


def _web(order: Order) -> WebOrder:
    row = facts.web_of(order)
    if row is None:
        raise NotFound("not_found")
    return row


def _shape(order: Order, person: Person) -> dict[str, Any]:
    row, ticket = _web(order), order.ticket
    in_full = may.see_in_full(person, ticket)
    calls = ReviewCall.objects.filter(order=order.pk).order_by("-id")
    return {
        **{name: getattr(ticket, name) for name in ("ref", "stage", "version")},
        **{name: getattr(row, name) for name in ("number", "placed_at", "is_night", "unreached")},
        "is_masked": not in_full,
        "reviewer": row.reviewer.staff_number if row.reviewer else None,
        "as_written": row.as_written if in_full else dict.fromkeys(row.as_written, mask.HIDDEN),
        "estimated_total": row.estimate.get("total"),
        "quoted_total": order.quoted_total,
        "checks": row.checks if in_full else {key: _hidden(one, "note") for key, one in row.checks.items()},
        "points": [one if in_full else _hidden(one, "before", "after") for one in row.points],
        "calls": [
            {"at": call.at, "outcome": call.outcome, "note": call.note if in_full else _said(call.note),
             "again_at": call.again_at}
            for call in calls
        ],
    }  # fmt: skip


def _said(text: str) -> str:
    return mask.HIDDEN if text else ""


def _hidden(one: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**one, **{name: _said(one[name]) for name in names}}


@router.get("/{ref}/review", response=ReviewOut, summary="Read a review", operation_id="read_review")
@needs(READ)
def read(request: HttpRequest, ref: str) -> HttpResponse:
    """The review of a web order; personal data only for whoever works on it."""
    by = person_of(request)
    order = queries.order(by, ref)
    said = _shape(order, by)
    if not said["is_masked"]:
        tickets.see_personal(ticket=order.ticket, by=by)
    return answers.answer(ReviewOut, said)


@router.post("/{ref}/review/taking", response=ReviewOut, summary="Take", operation_id="take_review")
@needs(WRITE)
@once(ReviewOut)
def take(request: HttpRequest, ref: str) -> Any:
    """Take the review in hand. Of two at the same moment one does; the other is told who (`review_taken`)."""
    by = person_of(request)
    return _shape(web.take_review(order=_held(request, ref), by=by), by)


@router.post("/{ref}/review/release", response=ReviewOut, summary="Put back", operation_id="release_review")
@needs(WRITE)
@once(ReviewOut)
def release(request: HttpRequest, ref: str) -> Any:
    """Put the review back, so that somebody else can take it."""
    by = person_of(request)
    return _shape(web.release_review(order=_held(request, ref), by=by), by)


@router.post("/{ref}/review/checks", response=ReviewOut, summary="Check", operation_id="check_review")
@needs(WRITE)
@once(ReviewOut)
def check(request: HttpRequest, ref: str, body: CheckIn) -> Any:
    """Answer one point of the checklist."""
    by, order = person_of(request), _held(request, ref)
    if body.screening:
        said = confirming.screened(order, ConfirmationIn(screening=body.screening, accepted_total=None))
        order = actions.answer_screening(order=order, answers=said, by=by)
    return _shape(web.check(order=order, key=body.key, ok=body.ok, note=body.note, by=by), by)


@router.post("/{ref}/review/points", response=ReviewOut, summary="Correct", operation_id="change_review")
@needs(WRITE)
@once(ReviewOut)
def change(request: HttpRequest, ref: str, body: DraftIn) -> Any:
    """Correct answers; each is kept before and after until the customer agreed to it."""
    by, order = person_of(request), _held(request, ref)
    said = saying.sayings(body, queries.playbook_of(order.ticket))
    try:
        order = web.change_point(order=order, typed=said.texts, by=by)
    except Invalid as error:
        raise saying.renamed(error, said.names) from None
    return _shape(order, by)


@router.post(
    "/{ref}/review/calls", response=ReviewOut, summary="Note the call", operation_id="note_review_call"
)
@needs(WRITE)
@once(ReviewOut)
def call(request: HttpRequest, ref: str, body: CallIn) -> Any:
    """Note what the call to the customer came to; without one nothing is confirmed (`call_needed`)."""
    by, order = person_of(request), _held(request, ref)
    if body.again_at is not None and body.again_at.tzinfo is None:
        raise Invalid(fault("again_at", "time_unreadable"))
    web.note_call(
        order=order,
        outcome=body.outcome.upper(),
        note=body.note,
        agreed=body.agreed,
        again_at=body.again_at,
        version=body.version,
        by=by,
        form_key=body.form_key or None,
    )
    return _shape(_held(request, ref), by)


@router.post(
    "/{ref}/review/confirmation", response=OrderOut, summary="Confirm", operation_id="confirm_web_order"
)
@needs(WRITE)
@once(OrderOut)
def confirm(request: HttpRequest, ref: str) -> Any:
    """Confirm a web order after its review: checked, called about, agreed. It gets its own number."""
    by = person_of(request)
    return shape.order(web.confirm_web(order=_held(request, ref), by=by), by)


@router.post("/{ref}/review/voiding", response=OrderOut, summary="Void", operation_id="void_web_order")
@needs(WRITE)
@once(OrderOut)
def void(request: HttpRequest, ref: str, body: Annotated[VoidIn, Sent(default_factory=VoidIn)]) -> Any:
    """Void a web order that does not come about; the customer is told."""
    by, order = person_of(request), _held(request, ref)
    playbook = queries.playbook_of(order.ticket)
    reason = saying.reason_key(playbook, "void" if "void" in playbook.reasons else "cancel", body.reason)
    return shape.order(web.void_web(order=order, reason=reason, note=body.note, by=by), by)
