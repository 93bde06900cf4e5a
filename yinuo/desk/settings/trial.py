"""Trying the tables out: goods that are screened, a journey that is priced. Nothing is written."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yinuo.desk.orders import pricing
from yinuo.desk.orders.fields import MoneyField
from yinuo.desk.settings import explaining
from yinuo.desk.settings.fields import MillionsField
from yinuo.desk.settings.kinds import TABLES
from yinuo.orders import queries as orders
from yinuo.orders.models import Order


class GoodsForm(forms.Form):
    """Goods by name."""

    goods_name = forms.CharField(label=_("货物名称"), max_length=80)


class KilosField(MillionsField):
    """Kilograms for grams."""

    units = 1000


class QuoteForm(forms.Form):
    """From where to where, how heavy, how big, whose prices, what else is charged by."""

    pickup_address = forms.CharField(label=_("提货地址"), max_length=120)
    delivery_address = forms.CharField(label=_("收货地址"), max_length=120)
    weight_g = KilosField(label=_("重量（公斤）"))
    volume_cm3 = MillionsField(label=_("体积（方）"))
    pieces = forms.IntegerField(label=_("件数"), min_value=1, max_value=1_000_000, required=False)
    agreement = forms.ChoiceField(label=_("价格协议"), required=False)
    insured_value = MoneyField(label=_("声明价值（元）"), required=False)
    cash_on_delivery = MoneyField(label=_("代收货款（元）"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(name, name) for name in orders.agreements()]
        self.fields["agreement"] = forms.ChoiceField(
            label=_("价格协议"), choices=[("", _("没有，按公开价")), *names], required=False
        )


def of(kind: str) -> forms.Form:
    """The empty form beside a table."""
    return GoodsForm() if kind == "goods" else QuoteForm()


def answer(kind: str, said: Mapping[str, str]) -> dict[str, Any]:
    """The form with what was said, and the judgement of the tables in force once it is complete."""
    form = (GoodsForm if kind == "goods" else QuoteForm)(said or None)
    if not (said and form.is_valid()):
        return {"form": form, "judgement": None}
    values = {name: value for name, value in form.cleaned_data.items() if value is not None}
    agreement = values.pop("agreement", "")
    judgement = orders.judge(Order(**values), agreement=agreement)
    told = (
        explaining.context(judgement.screening, judgement.tables.versions["goods"]) if kind == "goods" else {}
    )
    return {"form": form, "judgement": judgement, **_priced(judgement), **told}


def _priced(judgement: orders.Judgement) -> dict[str, Any]:
    """The price with every line as the order form shows it, and by which versions."""
    quote = judgement.quote
    if quote is None:
        return {}
    return {
        "lines": pricing.lines(quote.stored()["lines"]),
        "total": quote.total,
        "agreement": pricing.agreement(quote.agreement),
        "versions": [(gettext(str(TABLES[kind])), number) for kind, number in quote.versions.items()],
    }
