"""Rating a delivery: stars and words, once (R004)."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from yinuo.core.errors import Invalid, NotNow
from yinuo.orders import actions
from yinuo.orders.queries import following
from yinuo.portal import frame
from yinuo.portal.orders.following import views, words
from yinuo.portal.orders.following.views import Way
from yinuo.ui import faults

LONGEST = 1000


@frame.page("GET", "POST")
@views.by_way
def rate(request: HttpRequest, way: Way) -> HttpResponse:
    """The form; thanks once it was filled in, and what to do as long as nothing was delivered."""
    found = following.followed(way.ref, way.guest, by_link=way.by_link).order
    wrong: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        try:
            stars, said = request.POST.get("stars", ""), request.POST.get("words", "")[:LONGEST]
            number = int(stars) if stars in "12345" and stars else 0
            actions.web.rate(order=found, guest=way.guest, stars=number, words=said)
            return HttpResponseRedirect(f"{way.base}/rate/")
        except Invalid as error:
            wrong = {one.field: faults.text(one.code, one.params) for one in error.faults}
            status = error.status
        except NotNow as error:
            status = error.status
    rating = getattr(found, "rating", None)
    context = {
        "way": way,
        "number": found.ticket.number,
        "is_delivered": found.delivered_at is not None,
        "rated": _(words.STARS[rating.stars][0]) if rating else "",
        "stars": [(count, _(label), icon) for count, (label, icon) in sorted(words.STARS.items())],
        "chosen": request.POST.get("stars", ""),
        "said": request.POST.get("words", "")[:LONGEST],
        "wrong": wrong,
        "back": views.address(way),
    }
    return frame.render(request, "portal/following/rate.html", context, status=status)
