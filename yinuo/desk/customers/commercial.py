"""Commercial messages: a customer who wants none, and one who wants them again."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.customers import queries
from yinuo.customers.models import Customer
from yinuo.desk.access import DeskRequest, only
from yinuo.messaging import actions, may
from yinuo.messaging import queries as messages
from yinuo.ui import regions, toasts


@only(may.send)
@require_POST
def commercial(request: DeskRequest, ref: str) -> HttpResponse:
    """Write down for all numbers of the customer that they refuse commercial messages, or want them again."""
    known = queries.customer(ref, person=request.user)
    numbers = queries.numbers(known)
    if request.POST.get("wanted") == "yes":
        actions.allow_commercial(*numbers, by=request.user)
        toasts.add(request, _("已恢复，可以再发营销短信。"))
    else:
        actions.refuse_commercial(*numbers, by=request.user)
        toasts.add(request, _("已记下，不再给这个客户发营销短信。业务短信照常发。"))
    return regions.go(request, reverse("customer", args=[ref]))


def is_refused(known: Customer) -> bool:
    """Whether any number of the customer refuses commercial messages."""
    return bool(messages.who_refused(queries.numbers(known)))
