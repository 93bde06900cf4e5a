"""Forms of a customer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.customers.models import Customer
from yinuo.orders.models import Payment


class CustomerForm(forms.Form):
    """What is known of a customer, read at a version."""

    address_as = forms.CharField(label=_("怎么称呼"), max_length=30, required=False)
    name = forms.CharField(label=_("姓名"), max_length=60, required=False)
    company = forms.CharField(label=_("公司"), max_length=80, required=False)
    usual_payment = forms.ChoiceField(
        label=_("常用结算"), choices=[("", _("没有")), *Payment.choices], required=False
    )
    level = forms.ChoiceField(label=_("级别"), choices=Customer.Level.choices)
    habits = forms.CharField(label=_("习惯"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class PhoneForm(forms.Form):
    """One more number that leads to the customer."""

    phone = forms.CharField(label=_("电话"), max_length=40)
