"""The gateways in the order in which they are tried, and what is done to one."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.core import clock
from yinuo.core.errors import DeskError
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import dialogs, pages
from yinuo.messaging import may
from yinuo.messaging.actions import gateways as actions
from yinuo.messaging.models import Gateway
from yinuo.messaging.queries import gateways as queries
from yinuo.staff import may as staff_may
from yinuo.ui import faults, regions, toasts

THOUSAND = 1000


@dataclass(frozen=True)
class Row:
    """A gateway as the list shows it."""

    gateway: Gateway
    state: str
    tone: str
    price: str
    trouble: str
    is_first: bool
    is_last: bool


def row(one: Gateway, at: int = 0, count: int = 1) -> Row:
    """State, price and the last trouble in words."""
    state, tone = state_of(one)
    price = f"{one.part_price / THOUSAND:.3f}".rstrip("0").rstrip(".") if one.part_price else ""
    return Row(one, state, tone, price, words(one.last_error), at == 0, at == count - 1)


def state_of(one: Gateway) -> tuple[str, str]:
    """Normal, resting until when, or out of use: words and tone."""
    if not one.is_active:
        return _("已停用"), "neutral"
    if one.resting_until and one.resting_until > clock.now():
        return _("休息到 %(time)s") % {"time": clock.local(one.resting_until).strftime("%H:%M:%S")}, "warn"
    return (_("不稳定"), "warn") if one.failures else (_("正常"), "ok")


def words(code: str) -> str:
    """A failure's code as a sentence."""
    return faults.text(f"unsent_{code}", {}) if code else ""


@only(staff_may.see_settings)
def gateways(request: DeskRequest) -> HttpResponse:
    """All of them; a warning when no message really leaves."""
    found = queries.listed()
    context = {
        "rows": [row(one, at, len(found)) for at, one in enumerate(found)],
        "is_any_active": (is_any := any(one.is_active for one in found)),
        "is_held": not is_any and queries.is_missed(),
        "may_manage": may.manage_gateways(request.user),
    }
    return pages.render(request, "desk/settings/gateways/list.html", context, regions=("gateways",))


@only(may.manage_gateways)
@require_POST
def activate(request: DeskRequest, ref: str) -> HttpResponse:
    """Into use, or out of it."""
    one, on = queries.named(ref), request.POST.get("active") == "on"
    try:
        (actions.activate_gateway if on else actions.deactivate_gateway)(one, by=request.user)
        toasts.add(request, _("短信网关已启用。") if on else _("短信网关已停用。"))
    except DeskError as error:
        toasts.add(request, faults.text(error.code, error.params), tone="bad")
    return regions.go(request, reverse("settings-gateways"))


@only(may.manage_gateways)
@require_POST
def move(request: DeskRequest, ref: str) -> HttpResponse:
    """One place up or down."""
    actions.move_gateway(queries.named(ref), up=request.POST.get("to") == "up", by=request.user)
    toasts.add(request, _("顺序已改。"))
    return regions.go(request, reverse("settings-gateways"))


@only(may.manage_gateways)
def remove(request: DeskRequest, ref: str) -> HttpResponse:
    """Take one away."""
    one = queries.named(ref)
    return dialogs.confirm(
        request,
        lambda: actions.remove_gateway(one, by=request.user),
        title=_("删除短信网关 %(name)s？") % {"name": one.name},
        verb=_("删除"),
        done=_("短信网关已删除。"),
        back=reverse("settings-gateways"),
        effect=_("账号和密钥一起删除，之后推送来的回执收不到了。发过的短信还在。"),
    )
