"""The link of one job: it shows a button, and only the button's POST uses it, once."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yinuo.driver import pages, visitors
from yinuo.driver.frame import open_to_all
from yinuo.orders.actions import driving


@require_http_methods(["GET", "POST"])
@open_to_all
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Offer to open the job; pressed, let this phone in to this one job and no further.

    On the phone that used it, and for its driver where they are signed in, the link leads to its job and is
    not used. Raises NotFound, NotNow for one that was used or whose time is over (`driving.open_link`).
    """
    if let_in := visitors.was_let_in(request):
        return HttpResponseRedirect(reverse("driver-job", args=[let_in[1]]))
    if request.method == "GET":
        person, order = driving.look_at_link(token)
        if person.pk == request.user.pk:
            return HttpResponseRedirect(reverse("driver-job", args=[order.ticket.ref]))
        return pages.draw(request, "driver/system/link.html", {"token": token})
    person, order = driving.open_link(token)
    response = HttpResponseRedirect(reverse("driver-job", args=[order.ticket.ref]))
    visitors.let_in(response, person, order, token)
    return response
