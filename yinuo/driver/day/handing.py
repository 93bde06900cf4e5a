"""Cash and receipts at the day's end: what was collected, and what the driver says they hand in."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from yinuo.core import money
from yinuo.core.errors import DeskError
from yinuo.driver import once, pages
from yinuo.driver.frame import DriverRequest, for_drivers, refused, wants_json
from yinuo.orders.actions import driving as actions
from yinuo.orders.queries import driving
from yinuo.ui import amounts
from yinuo.ui import forms as ui_forms

MOST_RECEIPTS = 999


class HandInForm(forms.Form):
    """What is handed in; a difference is explained by whoever counts it."""

    cash = amounts.MoneyField(label=gettext_lazy("交多少现金（元）"))
    receipts = forms.IntegerField(
        label=gettext_lazy("交几张回单"),
        min_value=0,
        max_value=MOST_RECEIPTS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


@require_http_methods(["GET", "POST"])
@for_drivers
def hand_in(request: DriverRequest) -> HttpResponse:
    """What I have to hand in, line by line, and that I hand it in now; the office counts it."""
    me = request.visitor.person
    try:
        if request.method == "POST" and (told := once.known(request, me)):
            return pages.done(request, told)
        day = driving.day_of(me)
        first = {"cash": money.format_yuan(day.cash), "receipts": day.receipts}
        form = HandInForm(request.POST if request.method == "POST" else None, initial=first)
        if request.method != "POST" or not form.is_valid():
            return _page(request, form, day)
        return pages.done(request, once.once(request, me, lambda: _said(request, form.cleaned_data)))
    except DeskError as error:
        if wants_json(request):
            return refused(request, error)
        ui_forms.refuse(form, error)
        return _page(request, form, day, status=error.status)


def _said(request: DriverRequest, said: dict[str, Any]) -> dict[str, str]:
    me = request.visitor.person
    actions.say_hand_in(driver=me, **said, by=me, form_key=once.key_of(request))
    return {"text": _("已报交款，等办公室清点。"), "next": reverse("driver-hand-in")}


def _page(request: DriverRequest, form: forms.Form, day: driving.Day, *, status: int = 200) -> HttpResponse:
    if form.errors and status == 200:
        if wants_json(request):
            return pages.told_wrong(" ".join(str(one) for faults in form.errors.values() for one in faults))
        status = 422
    goods = money.format_yuan(day.goods_money)
    key = request.POST.get(once.FIELD) or pages.form_key()
    context = {"form": form, "day": day, "goods_money": goods, "form_key": key}
    return pages.draw(request, "driver/day/hand_in.html", context, status=status)
