"""Who still has money and receipts, counting them, and the counts so far (R035)."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.core import money
from yinuo.core.errors import NotFound
from yinuo.desk.access import DeskRequest, only, require
from yinuo.desk.orders import fields
from yinuo.desk.settings import dialogs
from yinuo.orders import may
from yinuo.orders.actions import driving as actions
from yinuo.orders.actions import handing
from yinuo.orders.models import HandIn
from yinuo.orders.queries import driving
from yinuo.orders.queries import handing as in_hand
from yinuo.staff.models import Person, Role
from yinuo.ui import regions


class CountForm(forms.Form):
    """What was counted, and why it differs where it does."""

    cash = fields.MoneyField(label=gettext_lazy("实收现金（元）"))
    receipts = forms.IntegerField(
        label=gettext_lazy("实收回单（张）"),
        min_value=0,
        max_value=handing.MOST_RECEIPTS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)
    note = fields.note(gettext_lazy("差异原因（一样就不填）"), longest=handing.LONGEST_NOTE)


@dataclass(frozen=True)
class Counted:
    """One hand-in that was counted; what is missing is negative."""

    hand_in: HandIn
    cash_differs: int
    receipts_differ: int


@only(may.see_hand_ins)
def hand_ins(request: DeskRequest) -> HttpResponse:
    """Who has something to hand in; below, what was counted, the newest first."""
    person = request.user
    page = in_hand.counted(person, request.GET.get("cursor"))
    here = reverse("hand-ins")
    context = {
        "owing": [(one, may.take_hand_in(person, one.driver)) for one in in_hand.owing(person)],
        "rows": [_counted(one) for one in page.rows],
        "older": f"{here}?cursor={page.next_cursor}" if page.next_cursor else "",
        "newest": here if request.GET.get("cursor") else "",
        "here": request.get_full_path(),
    }
    return regions.render(request, "desk/hand_ins/list.html", context, regions=("owing",))


@only(may.see_hand_ins)
def count(request: DeskRequest, number: str) -> HttpResponse:
    """Count what a driver hands in, against what stands open. Raises NotFound for nobody who drives."""
    driver = Person.objects.filter(staff_number=number, role=Role.DRIVER).first()
    if driver is None:
        raise NotFound("not_found")
    require(may.take_hand_in(request.user, driver))
    carried = driving.carried_by(driver)
    said = HandIn.objects.filter(driver=driver, taken_at=None).first()
    first: Any = said or carried
    last = in_hand.last_counted(driver)
    form = CountForm(
        request.POST if request.method == "POST" else None,
        initial={
            "cash": money.format_yuan(first.cash),
            "receipts": first.receipts,
            "after": last.pk if last else 0,
        },
    )
    return dialogs.fill(
        request,
        form,
        lambda filled: actions.count_for(driver=driver, by=request.user, **filled),
        title=_("清点 %(name)s 的交款") % {"name": driver.name},
        verb=_("清点好了，收下"),
        done=_("已收下。"),
        back=reverse("hand-ins"),
        explanation=_explained(carried, said),
    )


def _explained(carried: driving.Carried, said: HandIn | None) -> str:
    due = {"cash": money.format_yuan(carried.cash), "receipts": carried.receipts}
    told = _("应交现金 %(cash)s 元、回单 %(receipts)s 张。") % due
    if carried.goods_money:
        told += _("其中代收货款 %(amount)s 元。") % {"amount": money.format_yuan(carried.goods_money)}
    if said is not None:
        own = {"cash": money.format_yuan(said.cash), "receipts": said.receipts}
        told += _("司机报的是现金 %(cash)s 元、回单 %(receipts)s 张。") % own
    return told


def _counted(one: HandIn) -> Counted:
    return Counted(one, one.cash - one.expected, one.receipts - one.receipts_expected)
