"""A test message, and the secret by which a gateway proves its pushes."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core.errors import DeskError
from yinuo.desk import answers
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings.gateways import forms, listing
from yinuo.messaging import may
from yinuo.messaging.actions import gateways as actions
from yinuo.messaging.models import Gateway
from yinuo.messaging.queries import gateways as queries
from yinuo.ui import forms as ui_forms


@only(may.manage_gateways)
def trial(request: DeskRequest, ref: str) -> HttpResponse:
    """Send one message at once and say what came of it."""
    one = queries.named(ref)
    form = forms.TrialForm(request.POST or None, gateway=one, initial={"phone": request.user.phone})
    result = None
    if request.method == "POST" and form.is_valid():
        try:
            result = actions.try_out(gateway=one, by=request.user, **form.cleaned_data)
        except DeskError as error:
            ui_forms.refuse(form, error)
    context = _told(one, result) | {"form": form}
    return answers.ask(request, "desk/settings/gateways/trial.html", context, refused=bool(form.errors))


@only(may.manage_gateways)
@require_POST
def check(request: DeskRequest, ref: str) -> HttpResponse:
    """Try what stands in the form, without keeping any of it: one message to one's own telephone."""
    one = queries.named(ref)
    form, result = forms.FORMS[one.kind](request.POST), None
    if form.is_valid() and not request.user.phone:
        form.add_error(None, _("你的资料里没有手机号。请先填上，或者保存以后用“试发”。"))
    elif form.is_valid():
        try:
            said = form.values()
            result = actions.try_out(
                gateway=one,
                phone=request.user.phone,
                by=request.user,
                options=said["options"],
                secrets=said["secrets"],
            )
        except DeskError as error:
            ui_forms.refuse(form, error)
    return answers.ask(request, "desk/settings/gateways/check.html", _told(one, result) | {"form": form})


def _told(one: Gateway, result: actions.Trial | None) -> dict[str, Any]:
    """What came of a message, in words."""
    return {
        "one": one,
        "result": result,
        "words": listing.words(result.code) if result else "",
        "took": f"{result.seconds:.1f}" if result else "",
        "back": reverse("settings-gateway", args=[one.ref]),
    }


@only(may.manage_gateways)
def push_secret(request: DeskRequest, ref: str) -> HttpResponse:
    """Make a new secret; the addresses with it are shown this once."""
    one = queries.named(ref)
    context = {"one": one, "back": reverse("settings-gateway", args=[ref]), "is_made": False}
    if request.method == "POST":
        secret = actions.renew_push_secret(one, by=request.user)
        push = one.options["interface"]["push"]
        ending = f"?{push['name']}={secret}" if push["kind"] == "token" else ""
        names = {"receipts": _("回执"), "replies": _("回复")}
        context |= {
            "is_made": True,
            "secret": "" if ending else secret,
            "addresses": [
                (names[what], request.build_absolute_uri(path) + ending)
                for what, path in queries.push_paths(one).items()
            ],
        }
    return answers.ask(request, "desk/settings/gateways/push_secret.html", context)
