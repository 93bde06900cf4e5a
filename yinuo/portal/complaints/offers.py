"""Answering an offer: agree, ask for something else, or say no (R187, R217, R219, R254)."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yinuo.complaints.actions import telling
from yinuo.complaints.models import Offer
from yinuo.complaints.queries import offers
from yinuo.complaints.rules.texts import LONGEST_ANSWER
from yinuo.core.errors import NotNow
from yinuo.portal import frame
from yinuo.portal.complaints import acting, deciding
from yinuo.portal.complaints.coming import Way, by_way, own

PAGE: Final = "PAGE"


@frame.page("GET", "POST")
@by_way
@own
def answer(request: HttpRequest, way: Way) -> HttpResponse:
    """The offer and its answer. It binds: the number of the case has to be proved, unless it is anonymous."""
    case = way.complaint
    offer = offers.told(case)

    def context(wrong: Mapping[str, str]) -> dict[str, Any]:
        standing = offers.told(case)
        return {
            "offer": deciding.offered(way.complaint, standing) if standing else None,
            "id": standing.pk if standing else 0,
            "chosen": request.POST.get("chosen", ""),
            "said": acting.said(request, "words", LONGEST_ANSWER),
        }

    return acting.answered(
        request, way, "portal/complaints/offer.html", context, lambda: _answer(request, way, offer)
    )


def _answer(request: HttpRequest, way: Way, offer: Offer | None) -> Offer:
    """Do what was pressed. A form about an offer that was replaced meanwhile, or taken back to be drawn up
    anew, binds to nothing.
    """
    if offer is None or request.POST.get("offer") != str(offer.pk):
        is_open = deciding.is_open(way.complaint, offer)
        raise NotNow("offer_replaced" if is_open else "case_offer_taken_back")
    words = acting.said(request, "words", LONGEST_ANSWER)
    do = request.POST.get("do", "")
    if do == "accept":
        typed = request.POST.get("chosen", "")
        chosen = [int(typed)] if typed.isascii() and typed.isdigit() and len(typed) < 18 else []
        return telling.accept_offer(
            offer=offer, way=PAGE, by=None, guest=way.guest, chosen=chosen, words=words
        )
    if do == "refuse":
        words = words if words.strip() else _("不同意这个方案。")
    return telling.decline_offer(offer=offer, words=words, way=PAGE, by=None, guest=way.guest)
