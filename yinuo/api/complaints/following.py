"""The operations from the carrying-out to the end, and after it (R163–R165, R183, R204, R218, R220)."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from yinuo.api.auth import person_of
from yinuo.api.complaints import later, schema
from yinuo.api.complaints.doing import act, named, posted, somebody, stands
from yinuo.complaints import may
from yinuo.complaints.actions import (
    carrying,
    ending,
    following,
    learning,
    merging,
    paying,
    reopening,
)
from yinuo.complaints.models import Complaint, OfferItem
from yinuo.complaints.queries import loading
from yinuo.core.errors import NotFound
from yinuo.staff.may import require

router = Router()


@posted(router, "/{ref}/chores", name="add_chore", summary="Give a department work")
def add_chore(request: HttpRequest, ref: str, body: later.ChoreIn) -> Any:
    """Give a department something more to do by a time."""
    said = body.model_dump(exclude={"to", "form_key"})
    to = somebody("to", body.to)
    return act(request, ref, carrying.add_chore, to=to, form_key=body.form_key or None, **said)


@posted(router, "/{ref}/payment", name="note_payment", summary="Note the payment")
def pay(request: HttpRequest, ref: str, body: later.PaymentIn) -> Any:
    """Note that the customer has the money of one remedy, to the fen, once."""
    by = person_of(request)
    complaint = loading.complaint(by, ref)
    require(by, may.handle, complaint)
    rows = OfferItem.objects.select_related("offer__complaint")
    item = rows.filter(pk=body.item, offer__complaint=complaint).first()
    if item is None:
        raise NotFound("not_found")
    paying.pay(item=item, by=by, **body.model_dump(exclude={"item"}))
    return stands(complaint, by)


@posted(router, "/{ref}/call-backs", name="note_call_back", summary="Note a call-back")
def note_call_back(request: HttpRequest, ref: str, body: later.CallBackIn) -> Any:
    """Note a try to reach the customer after the carrying-out."""
    return act(request, ref, following.note_call_back, **body.model_dump())


@posted(router, "/{ref}/rating", name="rate_complaint", summary="Rate")
def rate(request: HttpRequest, ref: str, body: later.RatingIn) -> Any:
    """Note how satisfied the customer is; who is not gets another proposal, one level higher."""
    return act(request, ref, following.rate, **body.model_dump())


@posted(router, "/{ref}/thanks", name="thank_complainant", summary="Thank")
def thank_complainant(request: HttpRequest, ref: str) -> Any:
    """Note that the customer was thanked (R416)."""
    return act(request, ref, following.thank)


@posted(router, "/{ref}/closing", name="close_complaint", summary="Close")
def close_complaint(request: HttpRequest, ref: str) -> Any:
    """Close: the customer is satisfied, or was told a reasoned no and heard on it."""
    return act(request, ref, ending.close)


@posted(router, "/{ref}/unreached", name="close_unreached", summary="Close as unreached")
def close_unreached(request: HttpRequest, ref: str) -> Any:
    """Close after all the tries that the manual asks for; never as satisfied."""
    return act(request, ref, ending.close_unreached)


@posted(router, "/{ref}/withdrawal", name="withdraw_complaint", summary="Withdraw")
def withdraw(request: HttpRequest, ref: str, body: schema.WhyIn) -> Any:
    """The customer takes it back; nobody has to do anything any more."""
    return act(request, ref, ending.withdraw, **body.model_dump())


@posted(router, "/{ref}/reopening", name="reopen_complaint", summary="Reopen")
def reopen(request: HttpRequest, ref: str, body: later.BecauseIn) -> Any:
    """Open a closed case again, one round on and one level higher."""
    return act(request, ref, reopening.reopen, why=body.why)


@posted(router, "/{ref}/merge", name="merge_complaint", summary="Merge")
def merge(request: HttpRequest, ref: str, body: later.OtherIn) -> Any:
    """Close it as the same matter as another, which goes on."""
    return act(request, ref, merging.merge, into=_other(request, body))


@posted(router, "/{ref}/unmerge", name="unmerge_complaint", summary="Part again")
def unmerge(request: HttpRequest, ref: str) -> Any:
    """They were two matters: this one goes on where it was."""
    return act(request, ref, merging.unmerge)


@posted(router, "/{ref}/links", name="link_complaints", summary="Link")
def link_alike(request: HttpRequest, ref: str, body: later.OtherIn) -> Any:
    """Join two complaints that have to do with each other and stay two."""
    return act(request, ref, merging.link_alike, other=_other(request, body))


@posted(router, "/{ref}/unlinking", name="unlink_complaints", summary="Unlink")
def unlink_alike(request: HttpRequest, ref: str, body: later.OtherIn) -> Any:
    """They have nothing to do with each other after all."""
    return act(request, ref, merging.unlink_alike, other=_other(request, body))


@posted(router, "/{ref}/lesson", name="learn_lesson", summary="The lesson")
def learn(request: HttpRequest, ref: str, body: later.LessonIn) -> Any:
    """Write down what caused it, what changes, who sees to that and by which day."""
    said = body.model_dump(exclude={"owner"})
    return act(request, ref, learning.learn, owner=named("owner", body.owner), **said)


def _other(request: HttpRequest, body: later.OtherIn) -> Complaint:
    return loading.complaint(person_of(request), body.ref)
