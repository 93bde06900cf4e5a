"""The driver's own page: figures, duty, PIN, consent to share where they are, language."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yinuo.core.errors import DeskError
from yinuo.driver import consents, pages
from yinuo.driver.frame import DriverRequest, for_drivers
from yinuo.orders.queries import driving
from yinuo.staff import actions
from yinuo.ui import forms as ui_forms
from yinuo.ui import toasts

LONGEST_PIN = 12


def _pin_field(label: Any, complete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": complete})
    return forms.CharField(label=label, max_length=LONGEST_PIN, widget=widget)


class PinForm(forms.Form):
    """Another PIN, proved by the present one."""

    current = _pin_field(gettext_lazy("现在的密码"), "current-password")
    pin = _pin_field(gettext_lazy("新密码（4 到 6 位数字）"), "new-password")


@require_safe
@for_drivers
def me(request: DriverRequest) -> HttpResponse:
    """What I did, how it went, and what I may change."""
    return _page(request, PinForm())


@require_http_methods(["GET", "POST"])
@for_drivers
def pin(request: DriverRequest) -> HttpResponse:
    """Give oneself another PIN; other phones are signed out."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("driver-me"))
    form = PinForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    person, session = request.visitor.person, request.session.session_key or ""
    try:
        actions.change_pin(
            person, **form.cleaned_data, by=person, keep=session, address=request.META.get("REMOTE_ADDR")
        )
    except DeskError as error:
        ui_forms.refuse(form, error)
        return _page(request, form, status=error.status)
    toasts.add(request, _("密码已换。别的手机要重新登录。"))
    return HttpResponseRedirect(reverse("driver-me"))


@require_POST
@for_drivers
def duty(request: DriverRequest) -> HttpResponse:
    """Take jobs from now on, or no longer."""
    person = request.visitor.person
    change = actions.go_on_duty if request.POST.get("on") == "yes" else actions.go_off_duty
    change(person, by=person)
    return HttpResponseRedirect(reverse("driver-home"))


@require_http_methods(["GET", "POST"])
@for_drivers
def consent(request: DriverRequest) -> HttpResponse:
    """What sharing means, and the choice; it may be taken back at any time."""
    if request.method != "POST":
        shares = consents.holds(request.visitor.person)
        return pages.draw(request, "driver/day/consent.html", {"shares": shares})
    agreed = consents.decide(request).position_consent_at is not None
    toasts.add(request, _("已同意共享位置。") if agreed else _("已停止共享位置。"))
    return HttpResponseRedirect(reverse("driver-home"))


def _page(request: DriverRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
    person = request.visitor.person
    context = {"form": form, "figures": driving.figures(person), "shares": consents.holds(person)}
    return pages.draw(request, "driver/day/me.html", context, status=status)
