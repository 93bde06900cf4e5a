"""The goods are at the door: who took them, the signature or a photo, the money, the return receipt."""

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
from yinuo.orders.actions import driving
from yinuo.orders.actions.carrying import LONGEST_SIGNATURE
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.ui import faults

LONGEST_NOTE: Final = 200
PICTURES: Final = {"photos": "delivery", "signature": "signature", "receipt_photos": "receipt"}
PROOFS: Final = ("photos", "signature")


class DeliverForm(money.MoneyForm):
    """Who took the goods, and what came back for them."""

    signed_by = forms.CharField(label=gettext_lazy("签收人姓名"), max_length=LONGEST_SIGNATURE)
    receipt = forms.BooleanField(label=gettext_lazy("签收回单已拿到"), required=False)
    note = forms.CharField(
        label=gettext_lazy("备注（可不填）"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    has_proof = False
    goods_due = 0

    def clean(self) -> dict[str, Any]:
        """A signature or a photo; without either, why there is none."""
        said = super().clean()
        if not self.has_proof and not said.get("note"):
            self.add_error("note", faults.text("proof_needed", {}))
        elif self._lacks_goods_money(said) and not said.get("note"):
            self.add_error("note", faults.text("goods_money_needs_reason", {}))
        return said

    def _lacks_goods_money(self, said: Mapping[str, Any]) -> bool:
        """Whether the goods are handed over without the price that the shipper asked to collect."""
        if "goods_way" not in said:
            return False
        return not money.was_paid(said, money.GOODS) or (said.get("goods_amount") or 0) < self.goods_due


class FreightForm(money.MoneyForm):
    """What was paid after the delivery."""


@require_http_methods(["GET", "POST"])
@for_job
def deliver(request: DriverRequest, ref: str) -> HttpResponse:
    """Ask, and note it: the name, the proof, the money and the receipt, all in one."""
    order = visitors.job(request.visitor.person, ref)
    form = DeliverForm(
        request.POST if request.method == "POST" else None, initial={"signed_by": order.consignee_name}
    )
    form.has_proof = saying.has_files(request, PROOFS)
    form.goods_due = order.goods_money_left
    form.ask_for(order.freight_left, form.goods_due)
    more = {
        "collect": shaping.to_collect(order),
        "goods": shaping.goods(order),
        "goods_money": shaping.goods_money(order),
        "delivery": shaping.delivery_stop(order),
    }
    return saying.answer(
        request, order, form, "driver/orders/deliver.html", _delivered, photos=PICTURES, more=more
    )


@require_http_methods(["GET", "POST"])
@for_job
def freight(request: DriverRequest, ref: str) -> HttpResponse:
    """Freight, or the goods' price, that was paid later than the goods were handed over."""
    order = visitors.job(request.visitor.person, ref)
    form = FreightForm(request.POST if request.method == "POST" else None)
    form.ask_for(order.freight_left, order.goods_money_left)
    more = {"collect": shaping.to_collect(order), "goods_money": shaping.goods_money(order)}
    return saying.answer(request, order, form, "driver/orders/freight.html", _collected, more=more)


def _delivered(order: Order, by: Person, said: Mapping[str, Any]) -> str:
    actions.deliver(order=order, by=by, signed_by=said["signed_by"])
    money.collect(order, by, said)
    if said["receipt"]:
        driving.take_receipt(order=order, by=by)
    if said["note"]:
        tickets.note(ticket=order.ticket, text=said["note"], by=by)
    return _("已记为送达。")


def _collected(order: Order, by: Person, said: Mapping[str, Any]) -> str:
    money.collect(order, by, said)
    paid = money.was_paid(said, money.FREIGHT) or money.was_paid(said, money.GOODS)
    return _("收款已记下。") if paid else _("没有收款。")
