"""Forms of signing in and of the account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.staff.actions.signing_in import LONGEST_PASSWORD


class SignInForm(forms.Form):
    """Staff number and password."""

    staff_number = forms.CharField(label=_("工号"), max_length=40)
    password = forms.CharField(label=_("密码"), max_length=LONGEST_PASSWORD, widget=forms.PasswordInput)


class PasswordForm(forms.Form):
    """A new password, proved by the present one."""

    current = forms.CharField(label=_("现在的密码"), widget=forms.PasswordInput)
    password = forms.CharField(label=_("新密码"), widget=forms.PasswordInput)
