"""The operations of the proposal and the agreement (R187, R199–R202, R207–R211, R217, R252–R254)."""

from collections.abc import Callable
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body, Router

from yinuo.api.auth import person_of
from yinuo.api.complaints import later, schema
from yinuo.api.complaints.doing import act, posted, stands
from yinuo.complaints import may
from yinuo.complaints.actions import agreeing, approving, carrying, offering, telling
from yinuo.complaints.models import Complaint, Offer
from yinuo.complaints.queries import loading, offers
from yinuo.complaints.queries.carrying import accepted
from yinuo.complaints.rules.offers import Wish
from yinuo.core.errors import NotNow
from yinuo.staff.may import require

router = Router()


@posted(router, "/{ref}/offer", name="make_offer", summary="Propose")
def make_offer(request: HttpRequest, ref: str, body: schema.OfferIn) -> Any:
    """Draft what is offered: remedies of the playbook with their sums; never below the legal minimum."""
    items = [Wish(**one.model_dump()) for one in body.items]
    said = body.model_dump(exclude={"items"})
    return act(request, ref, offering.make_offer, items=items, **said)


@posted(router, "/{ref}/refusal", name="refuse_complaint", summary="A reasoned no")
def refuse(request: HttpRequest, ref: str, body: schema.RefusalIn) -> Any:
    """Draft a no, with its reason and the law or rule it rests on."""
    return act(request, ref, offering.make_offer, items=(), is_refusal=True, **body.model_dump())


@posted(router, "/{ref}/approval", name="ask_approval", summary="Have it agreed to")
def ask_approval(
    request: HttpRequest, ref: str, body: Annotated[later.AskIn, Body(default_factory=later.AskIn)]
) -> Any:
    """Have the proposal agreed to; within what this person may give alone it is, at once."""
    return _on(request, ref, offers.standing, approving.ask_approval, **body.model_dump())


@posted(router, "/{ref}/telling", name="tell_offer", summary="Tell the customer")
def tell_offer(request: HttpRequest, ref: str, body: later.TellIn) -> Any:
    """Tell the customer what was agreed to internally."""
    return _on(request, ref, offers.standing, telling.tell_offer, **body.model_dump())


@posted(router, "/{ref}/acceptance", name="accept_offer", summary="The customer agrees")
def accept_offer(request: HttpRequest, ref: str, body: later.AcceptanceIn) -> Any:
    """The customer agrees; of options they say which."""
    return _on(request, ref, offers.standing, telling.accept_offer, **body.model_dump())


@posted(router, "/{ref}/declining", name="decline_offer", summary="The customer declines")
def decline_offer(request: HttpRequest, ref: str, body: later.DecliningIn) -> Any:
    """The customer wants something else, in their words; another proposal is made."""
    return _on(request, ref, offers.standing, telling.decline_offer, **body.model_dump())


@posted(router, "/{ref}/agreement", name="make_agreement", summary="Write the agreement")
def make_agreement(request: HttpRequest, ref: str) -> Any:
    """Write down what the customer agreed to, numbered, to be signed."""
    return _on(request, ref, accepted, agreeing.make_agreement)


@posted(router, "/{ref}/replanning", name="change_plan", summary="Plan anew")
def change_plan(request: HttpRequest, ref: str, body: later.BecauseIn) -> Any:
    """What was agreed to is not wanted any more while it is carried out: another proposal is made."""
    return act(request, ref, carrying.change_plan, why=body.why)


def _on(
    request: HttpRequest,
    ref: str,
    which: Callable[[Complaint], Offer | None],
    verb: Callable[..., object],
    offer: int | None = None,
    **said: Any,
) -> dict[str, Any]:
    """Do a verb with one proposal of the case, which is the one of the id `offer` where that is said. Raises
    NotNow: offer_missing where there is none, offer_replaced where it is another.
    """
    by = person_of(request)
    complaint = loading.complaint(by, ref)
    require(by, may.handle, complaint)
    found = which(complaint)
    if found is None:
        raise NotNow("offer_missing")
    if offer not in (None, found.pk):
        raise NotNow("offer_replaced")
    verb(offer=found, by=by, **said)
    return stands(complaint, by)
