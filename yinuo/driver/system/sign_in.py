"""Signing in by phone number and PIN, and out."""

from typing import Any

from django import forms
from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from yinuo.core.errors import DeskError, Invalid, TooMany
from yinuo.driver import pages
from yinuo.driver.frame import open_to_all
from yinuo.staff import actions, queries
from yinuo.staff.models import Person, Role
from yinuo.ui import faults
from yinuo.ui import forms as ui_forms

LONGEST_PHONE = 40
LONGEST_PIN = 12


class SignInForm(forms.Form):
    """The driver's own phone number, and the PIN that the dispatcher gave them."""

    phone = forms.CharField(
        label=_("手机号"),
        max_length=LONGEST_PHONE,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "username"}),
    )
    pin = forms.CharField(
        label=_("密码（数字）"),
        max_length=LONGEST_PIN,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "current-password"}),
    )


@require_http_methods(["GET", "POST"])
@open_to_all
def sign_in(request: HttpRequest) -> HttpResponse:
    """Who drives: throttled, and never says whether the number or the PIN was wrong."""
    if request.method == "GET" and isinstance(request.user, Person) and request.user.role == Role.DRIVER:
        return HttpResponseRedirect(reverse("driver-home"))
    form = SignInForm(request.POST or None)
    error: DeskError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            return _enter(request, form.cleaned_data)
        except TooMany as refused:
            error = refused
            form.add_error(None, faults.text(refused.code, refused.params))
        except Invalid as refused:
            error = refused
            ui_forms.refuse(form, refused)
    status = error.status if error else 422 if form.errors else 200
    back = request.GET.get("next", request.POST.get("next", ""))
    response = pages.draw(request, "driver/system/sign_in.html", {"form": form, "next": back}, status=status)
    if error and (wait := error.params.get("retry_after")):
        response["Retry-After"] = str(wait)
    return response


def _enter(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    address = request.META.get("REMOTE_ADDR")
    person = actions.sign_in_with_pin(phone=said["phone"], pin=said["pin"], address=address)
    auth.login(request, person)
    browser = request.headers.get("User-Agent", "")
    actions.note_sign_in(
        person=person, session_key=request.session.session_key or "", address=address, browser=browser
    )
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(target if safe else reverse("driver-home"))


@require_POST
@open_to_all
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this phone's sign-in; what its browser kept of the pages goes too."""
    noted = queries.sign_in(request.session.session_key or "")
    if noted and isinstance(request.user, Person):
        actions.end_sign_in(noted, by=request.user)
    auth.logout(request)
    response = HttpResponseRedirect(reverse("driver-sign-in"))
    response["Clear-Site-Data"] = '"cache"'
    return response
