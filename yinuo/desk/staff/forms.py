"""Forms of signing in and of the account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.staff.actions.signing_in import LONGEST_PASSWORD


def password_field(label: Any, *, known: bool = True) -> forms.CharField:
    """A password that the browser's own store may fill in, or a new one that it may suggest."""
    attrs = {"autocomplete": "current-password" if known else "new-password"}
    return forms.CharField(label=label, max_length=LONGEST_PASSWORD, widget=forms.PasswordInput(attrs=attrs))


class SignInForm(forms.Form):
    """Staff number and password."""

    staff_number = forms.CharField(
        label=_("工号"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = password_field(_("密码"))


class PasswordForm(forms.Form):
    """A new password, proved by the present one."""

    current = password_field(_("现在的密码"))
    password = password_field(_("新密码"), known=False)
