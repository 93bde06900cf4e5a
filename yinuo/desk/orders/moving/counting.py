"""Other goods at the door than were ordered: both prices side by side, the customer's word (R029, R058)."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.core import money
from yinuo.desk.orders import fields, pricing
from yinuo.desk.orders.moving.dialogs import Dialog
from yinuo.orders import actions
from yinuo.orders import queries as orders
from yinuo.orders.actions.counting import LONGEST_NAME
from yinuo.orders.models import Order
from yinuo.staff.models import Person

MEASURED: Final = ("weight_g", "volume_cm3")


class RecountForm(forms.Form):
    """What there is, and who said yes to the price of it."""

    pieces = forms.IntegerField(label=gettext_lazy("清点件数"), min_value=1, required=False)
    weight_g = fields.KilosField(label=gettext_lazy("重量（公斤）"))
    volume_cm3 = fields.CubicMetresField(label=gettext_lazy("体积（方）"))
    accepted_by = forms.CharField(
        label=gettext_lazy("谁同意的"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=gettext_lazy("比客户接受过的价格多，才要填"),
    )
    note = fields.note()
    accepted_total = forms.IntegerField(widget=forms.HiddenInput, required=False)


class RefusalForm(forms.Form):
    """Who said no."""

    refused_by = forms.CharField(label=gettext_lazy("谁不同意"), max_length=LONGEST_NAME)
    note = fields.note()


def recount_form(order: Order, person: Person, data: Any) -> forms.Form:
    """What the driver counted stands there."""
    return RecountForm(data, initial=_counted(order))


def recount_context(order: Order, form: forms.Form) -> dict[str, Any]:
    """What it would cost as it stands in the form, beside what was agreed; sent again, that is accepted."""
    said = {
        **_counted(order),
        **(form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else {}),
    }
    figured = orders.figure(order, **_measured(order, said))
    if figured is None:
        return {"explanation": _("这一单没有可以重算的价格。")}
    total, agreed = figured.quote.total, order.quoted_total or 0
    form.initial["accepted_total"] = total
    if form.is_bound:
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["accepted_total"] = str(total)  # type: ignore[index]
    return {
        "agreed": pricing.lines(order.quote.get("lines", ())),
        "agreed_total": agreed,
        "counted": pricing.lines(figured.quote.stored()["lines"]),
        "counted_total": total,
        "needs_yes": figured.needs_yes,
        "explanation": _difference(total - agreed, needs_yes=figured.needs_yes),
    }


def recount(order: Order, by: Person, said: dict[str, Any]) -> None:
    """Let the price follow."""
    answer: dict[str, Any] = {name: said[name] for name in ("accepted_total", "accepted_by", "note")}
    actions.recount(order=order, by=by, **{**answer, **_measured(order, said)})


def refusal_form(order: Order, person: Person, data: Any) -> forms.Form:
    """Who said no, and a few words more."""
    return RefusalForm(data)


def shipper(order: Order) -> dict[str, str]:
    """The customer says no, as a rule."""
    return {"refused_by": order.shipper_name}


def refusal_context(order: Order, form: forms.Form) -> dict[str, Any]:
    """What follows."""
    left = {"amount": money.format_yuan(order.quoted_total or 0)}
    return {
        "explanation": _("仍按原来的价格 %(amount)s 元，不多收。多出来的货怎么办，请和客户、司机说清楚。")
        % left
    }


def _counted(order: Order) -> dict[str, Any]:
    """What is known of the goods now: as counted, else as ordered."""
    if order.recount:
        return {name: order.recount.get(name) for name in ("pieces", *MEASURED)}
    measured = {name: getattr(order, name) for name in MEASURED}
    return {"pieces": order.pieces_picked_up or order.pieces, **measured}


def _measured(order: Order, said: dict[str, Any]) -> dict[str, int | None]:
    """What is to be reckoned with; a weight or volume that was left as it stood follows other pieces."""
    kept, pieces = _counted(order), said.get("pieces")
    is_other = pieces is not None and pieces != kept["pieces"]
    return {
        "pieces": pieces,
        **{name: None if is_other and said[name] == kept[name] else said[name] for name in MEASURED},
    }


def _difference(fen: int, *, needs_yes: bool) -> str:
    amount = {"amount": money.format_yuan(abs(fen))}
    if not fen:
        return _("价格和原来一样。")
    if fen < 0:
        return _("比原来少 %(amount)s 元，可以直接少收。") % amount
    if needs_yes:
        return _("比原来多 %(amount)s 元。要客户同意、记下是谁同意的，才能多收。") % amount
    return _("比现在多 %(amount)s 元，没有超过客户接受过的价格。") % amount


DIALOGS: Final = (
    Dialog(
        "recount", gettext_noop("核对件数和运费"), gettext_noop("按清点的算"), recount,
        gettext_noop("价格已按清点的改好。"), form=recount_form, more=recount_context,
        template="desk/orders/recount.html", wide=True,
    ),
    Dialog(
        "recount-refusal", gettext_noop("客户不同意加价"), gettext_noop("记下，按原价"),
        lambda order, by, said: actions.refuse_recount(order=order, by=by, **said),
        gettext_noop("已记下，仍按原来的价格。"), form=refusal_form, more=refusal_context,
        names=shipper,
    ),
)  # fmt: skip
