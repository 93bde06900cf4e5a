"""A price talked down: granted at once within one's own limit, else asked of a superior (R118)."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.core import money
from yinuo.desk.orders import fields
from yinuo.desk.orders.moving.dialogs import Dialog
from yinuo.orders import actions
from yinuo.orders import queries as orders
from yinuo.orders.models import Order
from yinuo.staff.models import Person


class DiscountForm(forms.Form):
    """How much off the freight, and why."""

    discount = fields.MoneyField(label=gettext_lazy("优惠多少"))
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=fields.LONGEST_NOTE)


def discount_form(order: Order, person: Person, data: Any) -> forms.Form:
    """What was asked before stands there."""
    form = DiscountForm(
        data, initial={"discount": money.format_yuan(order.discount) if order.discount else ""}
    )
    limit = orders.limit_of(orders.playbook_of(order.ticket), person.role)
    form.limit = limit  # type: ignore[attr-defined]
    return form


def discount_context(order: Order, form: forms.Form) -> dict[str, Any]:
    """How far one's own word goes."""
    limit = form.limit  # type: ignore[attr-defined]
    if limit.amount is None and limit.percent is None:
        return {"explanation": _("你的权限没有上限。优惠后要请客户重新接受价格。")}
    amount = (
        _("%(amount)s 元") % {"amount": money.format_yuan(limit.amount)} if limit.amount is not None else "—"
    )
    percent = f"{limit.percent}%" if limit.percent is not None else "—"
    said = _("你能当场答应 %(amount)s、运费的 %(percent)s 以内；再多要等上级同意，先不要答应客户。")
    return {"explanation": said % {"amount": amount, "percent": percent}}


def ask_discount(order: Order, by: Person, said: dict[str, Any]) -> None:
    """Grant it, or ask."""
    actions.ask_discount(order=order, amount=said["discount"], reason=said["reason"], by=by)


DIALOGS: Final = (
    Dialog(
        "discount", gettext_noop("优惠"), gettext_noop("给优惠"), ask_discount,
        gettext_noop("优惠已记下；超过权限的会等上级同意。"), form=discount_form, more=discount_context,
    ),
)  # fmt: skip
