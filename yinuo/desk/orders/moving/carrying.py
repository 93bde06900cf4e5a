"""How far the goods are: accepted, collected, on the road, delivered, paid, closed."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.core import db, money
from yinuo.desk.orders import fields
from yinuo.desk.orders.moving.dialogs import Dialog
from yinuo.orders import actions
from yinuo.orders.models import Collection, Order
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.ui import faults

LONGEST_NAME: Final = 40
CASH: Final = Collection.Way.CASH
HOW: Final = gettext_lazy("怎么收的")
HOW_GOODS: Final = gettext_lazy("代收货款怎么收的")


def _way(label: Any) -> forms.ChoiceField:
    """How it was paid; cash is with the driver until it is handed in."""
    ways = [(value, gettext_lazy(label)) for value, label in Collection.Way.choices]
    return forms.ChoiceField(label=label, choices=ways, initial=Collection.Way.CASH, required=False)


class AcceptForm(forms.Form):
    """Who will drive; a slip that went to a driver says so itself."""

    driver = forms.ModelChoiceField(
        label=gettext_lazy("谁去提货"), queryset=Person.objects.none(), required=False
    )
    receiver = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PickUpForm(forms.Form):
    """What was counted at the door; weight and volume follow the pieces unless they are said."""

    pieces = forms.IntegerField(label=gettext_lazy("清点件数"), min_value=1, required=False)
    weight_g = fields.KilosField(
        label=gettext_lazy("重新称重（公斤）"), help_text=gettext_lazy("没有重称就不填，按件数折算")
    )
    volume_cm3 = fields.CubicMetresField(label=gettext_lazy("重新量方（方）"))
    waybill = forms.CharField(label=gettext_lazy("运单号"), max_length=LONGEST_NAME, required=False)
    note = fields.note()


class DeliverForm(forms.Form):
    """Who signed, and what was paid at the door."""

    left = forms.IntegerField(widget=forms.HiddenInput, required=False)
    signed_by = forms.CharField(label=gettext_lazy("签收人"), max_length=LONGEST_NAME, required=False)
    collected = fields.MoneyField(label=gettext_lazy("这次收到运费"), required=False)
    way = _way(HOW)
    goods_left = forms.IntegerField(widget=forms.HiddenInput, required=False)
    goods_money = fields.MoneyField(label=gettext_lazy("这次收到代收货款"), required=False)
    goods_way = _way(HOW_GOODS)
    most = 0

    def clean_collected(self) -> int | None:
        """At most what was left when the form was drawn; whether it still is, the action sees."""
        amount: int | None = self.cleaned_data["collected"]
        left = self.cleaned_data.get("left")
        most = self.most if left is None else left
        if amount is not None and not 0 < amount <= most:
            limit = {"most": _("%(amount)s 元") % {"amount": money.format_yuan(most)}}
            raise forms.ValidationError(faults.text("freight_out_of_range", limit))
        return amount


class CollectForm(forms.Form):
    """What was paid, of the freight and of the goods' price."""

    amount = fields.MoneyField(label=gettext_lazy("收到多少"))
    way = _way(HOW)
    left = forms.IntegerField(widget=forms.HiddenInput, required=False)
    goods_left = forms.IntegerField(widget=forms.HiddenInput, required=False)
    goods_money = fields.MoneyField(label=gettext_lazy("这次收到代收货款"), required=False)
    goods_way = _way(HOW_GOODS)

    def clean(self) -> dict[str, Any]:
        """One of both."""
        said = super().clean() or {}
        if not (said.get("amount") or said.get("goods_money") or self.errors):
            self.add_error("amount", faults.text("required", {}))
        return said


def accept_form(order: Order, person: Person, data: Any) -> forms.Form:
    """The drivers to choose from where a dispatcher has the slip; a driver who has it drives (R067)."""
    form = AcceptForm(data, initial={"driver": order.driver_id, "receiver": order.receiver_id})
    if order.receiver is not None and order.receiver.role == Role.DRIVER:
        del form.fields["driver"]
        return form
    form.fields["driver"].queryset = staff.people(role=Role.DRIVER)  # type: ignore[attr-defined]
    form.fields["driver"].required = order.driver_id is None
    return form


def accept_context(order: Order, form: forms.Form) -> dict[str, Any]:
    """Who has the slip and says yes."""
    name = order.receiver.name if order.receiver else ""
    return {"explanation": _("%(name)s 接了这一单。") % {"name": name} if name else ""}


def pickup_form(order: Order, person: Person, data: Any) -> forms.Form:
    """As many pieces as were ordered, unless counted otherwise."""
    return PickUpForm(data, initial={"pieces": order.pieces, "waybill": order.ticket.waybill})


def deliver_form(order: Order, person: Person, data: Any) -> forms.Form:
    """Freight is asked for only while some is left; what was written of it meanwhile is not passed over."""
    left = order.freight_left
    form = DeliverForm(data, initial={"left": left, "goods_left": order.goods_money_left})
    form.most = left
    if not left and not (data and data.get("collected")):
        del form.fields["collected"], form.fields["way"]
    return _without_goods_money(form, order, data)


def _without_goods_money(form: forms.Form, order: Order, data: Any) -> forms.Form:
    """The goods' price is asked for only while some is left."""
    if not order.goods_money_left and not (data and data.get("goods_money")):
        for name in ("goods_money", "goods_way", "goods_left"):
            del form.fields[name]
    return form


def consignee(order: Order) -> dict[str, str]:
    """Who signs, as a rule."""
    return {"signed_by": order.consignee_name}


def collect_form(order: Order, person: Person, data: Any) -> forms.Form:
    """All that is left, unless said otherwise."""
    left, goods = order.freight_left, order.goods_money_left
    first = {"amount": money.format_yuan(left) if left else "", "left": left, "goods_left": goods}
    form = CollectForm(data, initial=first)
    form.fields["amount"].required = not goods
    return _without_goods_money(form, order, data)


def deliver(order: Order, by: Person, said: dict[str, Any]) -> None:
    """Delivered, and what was paid at the door is noted with it: both or neither, each once."""
    with db.transaction():
        actions.deliver(order=order, by=by, signed_by=said["signed_by"])
        collect(order, by, {**said, "amount": said.get("collected")})


def collect(order: Order, by: Person, said: dict[str, Any]) -> None:
    """Note what was paid of the freight and of the goods' price: both or neither, each once."""
    with db.transaction():
        for amount, way, left, note in (
            ("amount", "way", "left", actions.collect_freight),
            ("goods_money", "goods_way", "goods_left", actions.collect_goods_money),
        ):
            if said.get(amount):
                note(order=order, amount=said[amount], way=said[way] or CASH, by=by, left=said[left])


def pickup_context(order: Order, form: forms.Form) -> dict[str, Any]:
    """What the driver has to collect at the door."""
    due = order.due_at_pickup
    differs = _("件数和下单不一样的，运费按原来的价目重算：少了就少收，多了要客户同意才能多收。")
    said = _("运费先付：提货时收 %(amount)s 元。") % {"amount": money.format_yuan(due)} if due else ""
    return {"explanation": said + differs}


def freight_context(order: Order, form: forms.Form) -> dict[str, Any]:
    """How much is still to collect, of the freight and of the goods' price (R041)."""
    left, goods = order.freight_left, order.goods_money_left
    said = _("还有 %(amount)s 元没收。") % {"amount": money.format_yuan(left)} if left else ""
    if goods:
        said += _("代收货款还有 %(amount)s 元没收。") % {"amount": money.format_yuan(goods)}
    return {"explanation": said}


def saying(text: str) -> Any:
    """A dialog that only says what follows."""
    return lambda order, form: {"explanation": _(text)}


DIALOGS: Final = (
    Dialog(
        "acceptance", gettext_noop("司机接单"), gettext_noop("记为已接单"),
        lambda order, by, said: actions.accept(order=order, by=by, **said),
        gettext_noop("已记为接单，车辆落实了。"), form=accept_form, more=accept_context,
    ),
    Dialog(
        "pickup", gettext_noop("提货"), gettext_noop("记为已提货"),
        lambda order, by, said: actions.pick_up(order=order, by=by, **said),
        gettext_noop("已记为提货。"), form=pickup_form, more=pickup_context,
    ),
    Dialog(
        "departure", gettext_noop("发车"), gettext_noop("记为已发车"),
        lambda order, by, said: actions.depart(order=order, by=by),
        gettext_noop("已记为发车。"), more=saying(gettext_noop("货物已离开本地，正往目的地走。")),
    ),
    Dialog(
        "arrival", gettext_noop("到达"), gettext_noop("记为已到达"),
        lambda order, by, said: actions.arrive(order=order, by=by),
        gettext_noop("已记为到达。"), more=saying(gettext_noop("货物已到目的地的站点，或者退回了站点。")),
    ),
    Dialog(
        "run", gettext_noop("配送"), gettext_noop("记为开始配送"),
        lambda order, by, said: actions.go_out(order=order, by=by),
        gettext_noop("已记为开始配送。"), more=saying(gettext_noop("货物正送往收货人。")),
    ),
    Dialog(
        "delivery", gettext_noop("送达"), gettext_noop("记为已送达"), deliver,
        gettext_noop("已记为送达。"), form=deliver_form, more=freight_context, names=consignee,
    ),
    Dialog(
        "freight", gettext_noop("收款"), gettext_noop("记下收款"), collect,
        gettext_noop("收款已记下。"), form=collect_form, more=freight_context,
    ),
    Dialog(
        "closing", gettext_noop("完结"), gettext_noop("完结这一单"),
        lambda order, by, said: actions.close(order=order, by=by),
        gettext_noop("这一单已完结。"), more=saying(gettext_noop("完结以后不能再改，也不再提醒。")),
    ),
)  # fmt: skip
