"""The list of orders, and one order's tracking record to print."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.core import clock
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.orders import case, details, rows
from yinuo.orders import may
from yinuo.orders import queries as orders
from yinuo.orders.models import Stage
from yinuo.orders.queries import listing
from yinuo.staff.models import Region
from yinuo.tickets import actions
from yinuo.tickets import queries as tickets
from yinuo.ui import regions
from yinuo.ui.forms import SmallSelect

LISTED = [stage for stage in Stage if stage != Stage.DRAFT]


class NarrowForm(forms.Form):
    """How the list is narrowed; what makes no sense narrows nothing."""

    stage = forms.ChoiceField(label=gettext_lazy("状态"), required=False, widget=SmallSelect)
    region = forms.ModelChoiceField(
        label=gettext_lazy("区域"), queryset=Region.objects.none(), required=False,
        empty_label=gettext_lazy("全部区域"), widget=SmallSelect,
    )  # fmt: skip
    day = forms.DateField(
        label=gettext_lazy("下单日"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input input--sm"}),
    )
    mine = forms.BooleanField(
        label=gettext_lazy("只看我的"), required=False, widget=forms.CheckboxInput(attrs={"class": "tick"})
    )


@signed_in
def listed(request: DeskRequest) -> HttpResponse:
    """Orders, the newest first: by stage, region, day, one's own."""
    form = NarrowForm(request.GET)
    form.fields["stage"].choices = [("", _("全部状态")), *((str(one), _(one.label)) for one in LISTED)]  # type: ignore[attr-defined]
    form.fields["region"].queryset = Region.objects.order_by("branch_id", "id")  # type: ignore[attr-defined]
    form.is_valid()
    page = orders_page(request, form.cleaned_data)
    query = urlencode([(name, value) for name, value in request.GET.items() if name != "cursor" and value])
    context = {
        "form": form,
        "rows": [rows.row(order) for order in page.rows],
        "older": f"?{query}{'&' if query else ''}cursor={page.next_cursor}" if page.next_cursor else "",
        "newest": f"?{query}" if request.GET.get("cursor") else "",
        "may_take": may.take_orders(request.user),
        "is_narrowed": bool(query),
        "today": clock.today(),
    }
    return regions.render(request, "desk/orders/list.html", context, regions=("orders",))


def orders_page(request: DeskRequest, narrowed: dict[str, Any]) -> listing.Listed:
    """The page that is asked for."""
    region, day = narrowed.get("region"), narrowed.get("day")
    wanted = listing.Wanted(
        stage=narrowed.get("stage") or "",
        region=region.pk if region else 0,
        day=day if isinstance(day, date) else None,
        owner=request.user.pk if narrowed.get("mine") else 0,
    )
    return listing.listed(request.user, wanted, request.GET.get("cursor"))


@signed_in
def record(request: DeskRequest, ref: str) -> HttpResponse:
    """The tracking record of an order, made to be printed (R095)."""
    order = orders.order(request.user, ref)
    if in_full := case.is_in_full(request, order.ticket):
        actions.see_personal(order.ticket, by=request.user)
    context = {
        "order": order,
        "ticket": order.ticket,
        "details": details.of(order, tickets.facts(order.ticket), request.user, in_full=in_full),
        "milestones": details.milestones(order),
        "stage": details.stage_of(order),
        "printed_at": clock.now(),
    }
    return regions.render(request, "desk/orders/record.html", context)
