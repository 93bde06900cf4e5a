"""Following up: what is sent out and not collected, what is late; several urged at once (R091–R095)."""

from collections.abc import Iterator
from typing import Final

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_POST

from yinuo.core import refs
from yinuo.core.errors import DeskError
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.desk.orders import rows
from yinuo.desk.orders.moving import following
from yinuo.messaging import may as messaging_may
from yinuo.orders import actions, may
from yinuo.orders import queries as orders
from yinuo.orders.models import TrackingEntry
from yinuo.orders.queries import listing
from yinuo.ui import faults, regions, toasts

MOST_URGED: Final = 50
VIEWS: Final = {
    "pickup": (
        orders.PICKUPS,
        gettext_noop("提货跟踪"),
        gettext_noop("派单后半小时跟踪一次，结果记到业务单里"),
    ),
    "delivery": (
        orders.DELIVERIES,
        gettext_noop("配送跟踪"),
        gettext_noop("超过时效的上午、下午各跟踪一次，结果记到业务单里"),
    ),
}
WHAT: Final = {"pickup": TrackingEntry.What.PICKUP, "delivery": TrackingEntry.What.DELIVERY}


class UrgeForm(forms.Form):
    """Which orders are urged; the key makes a second press one with the first."""

    form_key = forms.RegexField(r"^[0-9a-z]{10}$")


@signed_in
def tracking(request: DeskRequest, view: str = "pickup") -> HttpResponse:
    """What is followed, with its countdown, and how to ask."""
    if view not in VIEWS:
        raise Http404
    return _page(request, view, request.GET.get("cursor", ""))


def _page(request: DeskRequest, view: str, cursor: str = "") -> HttpResponse:
    what, title, sub = VIEWS[view]
    page = orders.to_track(request.user, what, int(cursor) if cursor.isascii() and cursor.isdigit() else None)
    address = reverse("tracking-view", args=[view])
    context = {
        "view": view,
        "title": _(title),
        "sub": _(sub),
        "here": f"{address}?cursor={cursor}" if cursor else address,
        "rows": [rows.followed(one) for one in page.rows],
        "counts": listing.counts(request.user),
        "older": f"{address}?cursor={page.next_cursor}" if page.next_cursor else "",
        "newest": address if cursor else "",
        "form_key": refs.new(),
        "may_urge": messaging_may.send(request.user),
        "may_take": may.take_orders(request.user),
    }
    return regions.render(request, "desk/orders/tracking.html", context, regions=("followed",))


@signed_in
@require_POST
def urge(request: DeskRequest, view: str) -> HttpResponse:
    """Send the playbook's reminder for every order that was ticked, and write it down (R093, R094)."""
    if view not in VIEWS:
        raise Http404
    form = UrgeForm(request.POST)
    refused = list(_urge_each(request, view, form.cleaned_data["form_key"])) if form.is_valid() else []
    sent = len(_ticked(request)) - len(refused) if form.is_valid() else 0
    if sent:
        toasts.add(
            request,
            ngettext("已催 %(n)s 单，记到跟踪记录里。", "已催 %(n)s 单，记到跟踪记录里。", sent)
            % {"n": sent},
        )
    for line in refused:
        toasts.add(request, line, tone="bad")
    if not (sent or refused):
        toasts.add(request, _("没有选中业务单。请先勾选要催的。"), tone="warn")
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("tracking-view", args=[view]))
    return _page(request, view)


def _ticked(request: DeskRequest) -> list[str]:
    return list(dict.fromkeys(request.POST.getlist("pick")))[:MOST_URGED]


def _urge_each(request: DeskRequest, view: str, form_key: str) -> Iterator[str]:
    """Urge one by one, each in a unit of work of its own; yields what was refused and why."""
    what = WHAT[view]
    notice, to = following.URGING[what]
    for ref in _ticked(request):
        name = ref
        try:
            order = orders.order(request.user, ref.replace("\0", ""))
            name = str(order.ticket)
            actions.track(
                order=order,
                what=what,
                how=TrackingEntry.How.SMS,
                outcome=_("已发催办短信"),
                notice=notice,
                to=to,
                form_key=f"{form_key}-{ref}"[:40],
                by=request.user,
            )
        except DeskError as error:
            yield f"{name}{_('：')}{faults.text(error.code, error.params)}"
