"""Trying the tables out: goods that are screened, a journey that is priced. Nothing is written."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.desk.settings.fields import MillionsField
from yinuo.orders import queries as orders
from yinuo.orders.models import Order


class GoodsForm(forms.Form):
    """Goods by name."""

    goods_name = forms.CharField(label=_("货物名称"), max_length=80)


class KilosField(MillionsField):
    """Kilograms for grams."""

    units = 1000


class QuoteForm(forms.Form):
    """From where to where, how heavy, how big."""

    pickup_address = forms.CharField(label=_("提货地址"), max_length=120)
    delivery_address = forms.CharField(label=_("收货地址"), max_length=120)
    weight_g = KilosField(label=_("重量（公斤）"))
    volume_cm3 = MillionsField(label=_("体积（方）"))


def of(kind: str) -> forms.Form:
    """The empty form beside a table."""
    return GoodsForm() if kind == "goods" else QuoteForm()


def answer(kind: str, said: Mapping[str, str]) -> dict[str, Any]:
    """The form with what was said, and the judgement of the tables in force once it is complete."""
    form = (GoodsForm if kind == "goods" else QuoteForm)(said or None)
    if not (said and form.is_valid()):
        return {"form": form, "judgement": None}
    values = {name: value for name, value in form.cleaned_data.items() if value is not None}
    return {"form": form, "judgement": orders.judge(Order(**values))}
