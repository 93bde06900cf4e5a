"""Forms of a customer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.customers.models import Customer
from yinuo.orders.models import Payment

LEVELS = {Customer.Level.NORMAL: gettext_noop("普通客户"), Customer.Level.KEY: gettext_noop("重点客户")}


class CustomerForm(forms.Form):
    """What is known of a customer, read at a version."""

    address_as = forms.CharField(label=gettext_lazy("怎么称呼"), max_length=30, required=False)
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60, required=False)
    company = forms.CharField(label=gettext_lazy("公司"), max_length=80, required=False)
    usual_payment = forms.ChoiceField()
    agreement = forms.ChoiceField()
    level = forms.ChoiceField()
    habits = forms.CharField(label=gettext_lazy("习惯"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, agreements: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        payments = [("", "—"), *((value, _(str(label))) for value, label in Payment.choices)]
        levels = [(str(level), _(label)) for level, label in LEVELS.items()]
        self.fields["usual_payment"] = forms.ChoiceField(
            label=_("常用结算"), choices=payments, required=False
        )
        self.fields["agreement"] = forms.ChoiceField(
            label=_("价格协议"),
            choices=[("", _("没有，按公开价")), *((name, name) for name in agreements)],
            required=False,
        )
        self.fields["level"] = forms.ChoiceField(label=_("级别"), choices=levels)


class PhoneForm(forms.Form):
    """One more number that leads to the customer."""

    phone = forms.CharField(
        label=gettext_lazy("电话"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
