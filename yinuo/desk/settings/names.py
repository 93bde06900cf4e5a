"""The names of places that were learnt, beside the table of the places (R051)."""

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.desk.access import DeskRequest, only
from yinuo.orders import actions, queries
from yinuo.orders.models import PlaceName
from yinuo.playbooks import may
from yinuo.ui import regions, toasts

KIND = "zones"
"""The table beside which they stand."""
NAMES_A_PAGE = 50


def page(request: HttpRequest) -> "Page[PlaceName]":
    """The names used last, and further ones by their page."""
    return Paginator(queries.place_names(), NAMES_A_PAGE).get_page(request.GET.get("names"))


@only(may.replace_table)
@require_POST
def forget(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask again what a name means."""
    actions.forget_place_name(name=get_object_or_404(PlaceName, pk=pk), by=request.user)
    toasts.add(request, _("已忘掉，下次再问。"))
    return regions.go(request, reverse("settings-table", args=[KIND]))
