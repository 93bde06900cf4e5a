"""When it does not come to delivery: kept as an origin, cancelled, voided, refused, returned, lost."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.desk.orders import fields
from yinuo.desk.orders.moving.dialogs import Dialog
from yinuo.orders import actions
from yinuo.orders import queries as orders
from yinuo.orders.models import Order
from yinuo.staff.models import Person

LONGEST_NAME: Final = 40


class ReasonForm(forms.Form):
    """Why, and a few words more."""

    note = fields.note()


class CancelForm(ReasonForm):
    """Who asked for it, and why."""

    asked_by = forms.CharField(label=gettext_lazy("谁要求的"), max_length=LONGEST_NAME)


class VoidForm(ReasonForm):
    """Why; perhaps nobody asked for it."""

    asked_by = forms.CharField(label=gettext_lazy("谁要求的"), max_length=LONGEST_NAME, required=False)


def reasoned(*groups: str, form_class: type[forms.Form] = ReasonForm) -> Any:
    """A form with the playbook's reasons of the first of these groups that it has."""

    def make(order: Order, person: Person, data: Any) -> forms.Form:
        listed = orders.playbook_of(order.ticket).reasons
        group = next((name for name in groups if name in listed), groups[0])
        form = form_class(data)
        form.fields["reason"] = fields.reason(order, group, _("原因"))
        form.order_fields(["reason", "note", "asked_by"])
        return form

    return make


def customer(order: Order) -> dict[str, str]:
    """The customer asks for it, as a rule."""
    known = order.ticket.customer
    return {"asked_by": known.display if known else order.shipper_name}


def effect(order: Order, form: forms.Form) -> dict[str, Any]:
    """What ending it brings about, before it is done."""
    told = (
        _("%(name)s会收到取消短信，请再打电话说一声。") % {"name": order.receiver.name}
        if order.ordered_at and order.receiver
        else ""
    )
    return {"explanation": told + _("以后不能恢复，只能重新下单。")}


def origin_context(order: Order, form: forms.Form) -> dict[str, Any]:
    """What is kept, and what for."""
    kept = _("发货地、联系人和货物名称会留存一年，只用于发货地分析，不进派单。")
    return {"explanation": kept}


DIALOGS: Final = (
    Dialog(
        "origin", gettext_noop("没发货，只留资料"), gettext_noop("记录并结束"),
        lambda order, by, said: actions.keep_origin(order=order, by=by, **said),
        gettext_noop("资料已留存，这份草稿已结束。"),
        form=reasoned("not_shipped"), more=origin_context, leads_to="workbench",
    ),
    Dialog(
        "cancellation", gettext_noop("取消业务单"), gettext_noop("取消，并通知司机"),
        lambda order, by, said: actions.cancel(order=order, by=by, **said),
        gettext_noop("业务单已取消。"),
        form=reasoned("cancel", form_class=CancelForm), more=effect, tone="danger",
        template="desk/orders/ending.html", names=customer,
    ),
    Dialog(
        "voiding", gettext_noop("作废业务单"), gettext_noop("作废，并通知司机"),
        lambda order, by, said: actions.void(order=order, by=by, **said),
        gettext_noop("业务单已作废。"),
        form=reasoned("void", "cancel", form_class=VoidForm), more=effect, tone="danger",
        template="desk/orders/ending.html", names=customer,
    ),
    Dialog(
        "refusal", gettext_noop("收货人拒收"), gettext_noop("记为拒收"),
        lambda order, by, said: actions.refuse(order=order, by=by, **said),
        gettext_noop("已记为拒收。"), form=reasoned("refuse"),
    ),
    Dialog(
        "return", gettext_noop("退回发货人"), gettext_noop("记为退回"),
        lambda order, by, said: actions.return_goods(order=order, by=by, **said),
        gettext_noop("已记为退回。"), form=reasoned("return"),
    ),
    Dialog(
        "loss", gettext_noop("货物丢失"), gettext_noop("记为丢失"),
        lambda order, by, said: actions.lose(order=order, by=by, **said),
        gettext_noop("已记为丢失。"), form=reasoned("lose"), tone="danger",
    ),
)  # fmt: skip
