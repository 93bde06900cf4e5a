"""The goods are collected: counted, weighed where they differ, photographed, paid where that is due."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from yinuo.driver import visitors
from yinuo.driver.frame import DriverRequest, for_job
from yinuo.driver.orders import money, saying, shaping
from yinuo.orders import actions
from yinuo.orders import queries as orders
from yinuo.orders.actions.carrying import LONGEST_WAYBILL
from yinuo.orders.models import Order
from yinuo.orders.rules import reading
from yinuo.staff.models import Person
from yinuo.ui import amounts

DAMAGED: Final = "damaged"
LONGEST_NOTE: Final = 200


class PickUpForm(money.MoneyForm):
    """What was counted at the door; weight and volume only where they were measured anew."""

    pieces = forms.IntegerField(
        label=gettext_lazy("实际件数"),
        min_value=1,
        max_value=reading.MOST_PIECES,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    packing = forms.ChoiceField(
        label=gettext_lazy("包装"),
        choices=[("whole", gettext_lazy("包装完好")), (DAMAGED, gettext_lazy("有破损"))],
        widget=forms.RadioSelect,
    )
    weight_g = amounts.KilosField(label=gettext_lazy("重新称重（公斤）"))
    volume_cm3 = amounts.CubicMetresField(label=gettext_lazy("重新量方（方）"))
    waybill = forms.CharField(label=gettext_lazy("运单号"), max_length=LONGEST_WAYBILL, required=False)
    note = forms.CharField(
        label=gettext_lazy("备注（可不填）"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_http_methods(["GET", "POST"])
@for_job
def pickup(request: DriverRequest, ref: str) -> HttpResponse:
    """Ask, and note it: the count, the photos, the money, damage as an exception, all in one."""
    order = visitors.job(request.visitor.person, ref)
    first = {"pieces": order.pieces, "packing": "whole", "waybill": order.ticket.waybill}
    form = PickUpForm(request.POST if request.method == "POST" else None, initial=first)
    form.ask_for(order.due_at_pickup)
    more = {
        "ordered": order.pieces,
        "collect": shaping.to_collect(order),
        "goods": shaping.goods(order),
        "delivery": shaping.delivery_stop(order),
    }
    return saying.answer(
        request, order, form, "driver/orders/pickup.html", _picked_up, photos={"photos": "pickup"}, more=more
    )


def _picked_up(order: Order, by: Person, said: Mapping[str, Any]) -> str:
    if said["packing"] == DAMAGED and _lists_damage(order):
        actions.note_exception(order=order, cause=DAMAGED, note=said["note"], by=by)
    actions.pick_up(
        order=order,
        by=by,
        pieces=said["pieces"],
        weight_g=said["weight_g"],
        volume_cm3=said["volume_cm3"],
        waybill=said["waybill"],
        note=said["note"],
    )
    money.collect(order, by, said)
    return _("已记为提货。")


def _lists_damage(order: Order) -> bool:
    """Whether this manual knows damage as a cause; without it the note tells."""
    return DAMAGED in {cause.key for cause in orders.playbook_of(order.ticket).causes}
