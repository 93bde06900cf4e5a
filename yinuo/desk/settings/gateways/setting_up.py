"""Choosing a kind, and the one page on which a gateway is set up."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import clock
from yinuo.core.errors import DeskError, NotFound
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import pages
from yinuo.desk.settings.gateways import forms, listing, reading
from yinuo.messaging import may
from yinuo.messaging.actions import gateways as actions
from yinuo.messaging.models import Gateway
from yinuo.messaging.queries import gateways as queries
from yinuo.messaging.senders.http import presets
from yinuo.messaging.senders.http.options import OF_MESSAGE
from yinuo.playbooks import queries as playbooks
from yinuo.staff import may as staff_may
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts

SMPP: Final = "smpp"
LABELS: Final = {
    "aliyun": (gettext_noop("阿里云短信"), gettext_noop("按模板发送，AccessKey 签名")),
    "tencent": (gettext_noop("腾讯云短信"), gettext_noop("按模板发送，SecretKey 签名")),
    "json": (gettext_noop("通用：JSON 接口"), gettext_noop("发全文，令牌在请求头里")),
    "form": (gettext_noop("通用：表单接口"), gettext_noop("发全文，账号加 MD5 签名")),
    SMPP: (gettext_noop("SMPP 3.4"), gettext_noop("直连运营商或短信中心")),
}


@only(may.manage_gateways)
def choose(request: DeskRequest) -> HttpResponse:
    """Which kind of gateway it is."""
    kinds = [(key, _(label), _(about)) for key, (label, about) in LABELS.items()]
    return pages.render(request, "desk/settings/gateways/choose.html", {"kinds": kinds})


@only(may.manage_gateways)
def new(request: DeskRequest, preset: str) -> HttpResponse:
    """One more gateway, beginning from what is known of the vendor."""
    if preset not in LABELS:
        raise Http404
    form = _form(request, preset)

    def add(said: dict[str, Any]) -> Gateway:
        kind = Gateway.Kind.SMPP if preset == SMPP else Gateway.Kind.HTTP
        return actions.add_gateway(kind=kind.value, by=request.user, **_with_preset(said, preset))

    if request.method == "POST" and (made := _done(form, add)):
        toasts.add(request, _("短信网关已添加，还没有启用。先试发一条，再启用。"))
        return regions.go(request, reverse("settings-gateway", args=[made.ref]))
    context = _context(form, preset == SMPP) | {"heading": _(LABELS[preset][0]), "here": request.path}
    return _page(request, context, form)


def _form(request: DeskRequest, preset: str) -> forms.GatewayForm:
    data = request.POST if request.method == "POST" else None
    if preset == SMPP:
        return forms.SmppForm(data)
    known = presets.named(preset)
    assert known is not None
    name = {"name": _(LABELS[preset][0]).partition("：")[0]}
    form = forms.HttpForm(data, initial=reading.account(known.options) | name)
    for needed in known.needs:
        form.fields[needed].required = True
    return form


def _with_preset(said: dict[str, Any], preset: str) -> dict[str, Any]:
    if preset == SMPP:
        return said
    return said | {"options": said["options"] | {"preset": preset}}


@only(staff_may.see_settings)
def gateway(request: DeskRequest, ref: str) -> HttpResponse:
    """Everything about one gateway; changed by an administrator only."""
    one, manages = queries.named(ref), may.manage_gateways(request.user)
    made = forms.FORMS[one.kind]
    if request.method == "POST":
        staff_may.require(request.user, may.manage_gateways)
        form = made(request.POST)
        if _done(form, lambda said: _change(request, one, form, said)):
            toasts.add(request, _("短信网关已改。"))
            return regions.go(request, reverse("settings-gateway", args=[ref]))
    else:
        form = made(initial=forms.initial(one))
    if not manages:
        for field in form.fields.values():
            field.disabled = True
    context = _context(form, one.kind == Gateway.Kind.SMPP) | {
        "one": one,
        "row": listing.row(one),
        "heading": one.name,
        "here": request.path,
        "pushes": [(what, request.build_absolute_uri(path)) for what, path in _pushes(one)],
        "token": _token(one),
        "may_manage": manages,
        "now": clock.now(),
    }
    return _page(request, context, form)


def _change(request: DeskRequest, one: Gateway, form: forms.GatewayForm, said: dict[str, Any]) -> Gateway:
    if one.kind == Gateway.Kind.HTTP:
        said["options"]["preset"] = one.options.get("preset", "")
    version = form.cleaned_data["version"] or 0
    return actions.change_gateway(one, version=version, by=request.user, **said)


def _done(form: forms.GatewayForm, act: Any) -> Gateway | None:
    """The gateway, or None with what is wrong said in the form."""
    if not form.is_valid():
        return None
    try:
        done: Gateway = act(form.values())
        return done
    except DeskError as error:
        ui_forms.refuse(form, error)
        return None


def _pushes(one: Gateway) -> list[tuple[str, str]]:
    names = {"receipts": _("回执"), "replies": _("回复")}
    return [(names[what], path) for what, path in queries.push_paths(one).items()]


def _token(one: Gateway) -> str:
    """The parameter in which the vendor sends the secret; empty where pushes are signed."""
    push = one.options.get("interface", {}).get("push", {})
    return str(push.get("name", "")) if push.get("kind") == "token" else ""


def _context(form: forms.GatewayForm, is_smpp: bool) -> dict[str, Any]:
    return {"form": form, "is_smpp": is_smpp, "notices": [] if is_smpp else _notices(), "may_manage": True,
            "variables": " ".join(f"{{{name}}}" for name in sorted(OF_MESSAGE))}  # fmt: skip


def _notices() -> list[tuple[str, str, str]]:
    """What the playbook in force sends by SMS: key, label, wording with its variables."""
    try:
        current = playbooks.current()
    except NotFound:
        return []
    return [(one.key, one.label, one.text) for one in current.notices if one.channel == "sms"]


def _page(request: DeskRequest, context: dict[str, Any], form: forms.GatewayForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return pages.render(request, "desk/settings/gateways/edit.html", context, status=status)
