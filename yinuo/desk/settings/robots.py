"""Group robots: which groups are told of what, and whether it works."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_POST

from yinuo.core import clock
from yinuo.core.errors import NotNow
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import dialogs, fields, pages, words
from yinuo.messaging import actions, may, queries
from yinuo.messaging.models import Robot, RobotLine
from yinuo.messaging.rules import robots as rules
from yinuo.staff import may as staff_may
from yinuo.ui import faults, regions, toasts

PLATFORMS = (gettext_noop("企业微信"), gettext_noop("钉钉"), gettext_noop("飞书"))


class RobotForm(forms.Form):
    """What a robot is called, where it listens, what it is told of. What is secret is never shown again."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=40)
    team = fields.team()
    address = forms.CharField(
        label=gettext_lazy("Webhook 地址"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("已经存好，不显示；不填就不改。"),
    )
    secret = forms.CharField(
        label=gettext_lazy("加签密钥"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("不填就不改。企业微信没有这一项。"),
    )
    is_unsigned = forms.BooleanField(label=gettext_lazy("不再加签，去掉存着的密钥"), required=False)
    events = forms.MultipleChoiceField(
        label=gettext_lazy("哪些事告诉这个群"),
        choices=words.translated(rules.TOLD.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "tick"}),
        initial=list(rules.USUAL),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].help_text = _("只告诉这个班组的工单；不选就是所有班组")


class NewRobotForm(RobotForm):
    """The same with its platform; the address must be given."""

    kind = forms.ChoiceField(
        label=gettext_lazy("平台"), choices=words.translated(Robot.Kind.choices), widget=forms.RadioSelect
    )
    field_order = ("kind", "name", "address", "secret", "team", "events")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_unsigned"]
        self.fields["address"].required = True
        self.fields["address"].help_text = _("在群里加自定义机器人，把它的地址整个复制过来")
        self.fields["secret"].help_text = _("钉钉、飞书勾了“加签”时才有，SEC 开头或一串字母")


@dataclass(frozen=True)
class Row:
    """One robot in the list."""

    robot: Robot
    platform: str
    told: str
    state: str
    tone: str
    trouble: str
    waiting: int


@dataclass(frozen=True)
class LineRow:
    """One line of a robot, and what came of it."""

    line: RobotLine
    state: str
    tone: str
    trouble: str


@only(staff_may.see_settings)
def robots(request: DeskRequest) -> HttpResponse:
    """Every robot, those in use first."""
    context = {
        "rows": [_row(robot) for robot in queries.robots()],
        "may_manage": may.manage_robots(request.user),
        "has_site": bool(queries.link("x")),
        "here": request.path,
    }
    return pages.render(request, "desk/settings/robots.html", context, regions=("robots",))


@only(staff_may.see_settings)
def robot(request: DeskRequest, ref: str) -> HttpResponse:
    """One robot: what it said last, and what waits."""
    one = queries.robot(ref)
    context = {
        "row": _row(one),
        "lines": [_line(line) for line in queries.last_lines(one)],
        "may_manage": may.manage_robots(request.user),
        "here": request.path,
    }
    return pages.render(request, "desk/settings/robot.html", context, regions=("said",))


@only(may.manage_robots)
def new(request: DeskRequest) -> HttpResponse:
    """Set one up; it is in use once somebody says so."""
    return dialogs.fill(
        request,
        NewRobotForm(request.POST or None),
        lambda said: actions.add_robot(by=request.user, **said),
        title=_("添加群机器人"),
        verb=_("添加"),
        done=_("已添加。先发一条试试，收到了再启用。"),
        back=reverse("settings-robots"),
        wide=True,
    )


@only(may.manage_robots)
def edit(request: DeskRequest, ref: str) -> HttpResponse:
    """Change one; empty secrets stay as they are."""
    one = queries.robot(ref)
    initial = {"name": one.name, "team": one.team_id, "events": one.events}
    return dialogs.fill(
        request,
        RobotForm(request.POST or None, initial=initial),
        lambda said: actions.change_robot(one, by=request.user, **said),
        title=_("改群机器人 %(name)s") % {"name": one.name},
        verb=_("保存"),
        done=_("群机器人已改。"),
        back=reverse("settings-robot", args=[ref]),
        wide=True,
    )


@only(may.manage_robots)
@require_POST
def trial(request: DeskRequest, ref: str) -> HttpResponse:
    """Send a test message now, and say in words what is wrong."""
    try:
        actions.try_robot(queries.robot(ref), by=request.user)
        toasts.add(request, _("测试消息已发出，请到群里看。"))
    except NotNow as error:
        toasts.add(request, faults.text(error.code, error.params), tone="bad")
    return regions.go(request, reverse("settings-robot", args=[ref]))


@only(may.manage_robots)
@require_POST
def activate(request: DeskRequest, ref: str) -> HttpResponse:
    """Let the group be told from now on."""
    actions.activate_robot(queries.robot(ref), by=request.user)
    toasts.add(request, _("已启用。"))
    return regions.go(request, reverse("settings-robot", args=[ref]))


@only(may.manage_robots)
@require_POST
def deactivate(request: DeskRequest, ref: str) -> HttpResponse:
    """Let it be silent."""
    actions.deactivate_robot(queries.robot(ref), by=request.user)
    toasts.add(request, _("已停用，等着的消息不再发。"))
    return regions.go(request, reverse("settings-robot", args=[ref]))


@only(may.manage_robots)
def remove(request: DeskRequest, ref: str) -> HttpResponse:
    """Take it away."""
    one = queries.robot(ref)
    return dialogs.confirm(
        request,
        lambda: actions.remove_robot(one, by=request.user),
        title=_("删除群机器人 %(name)s？") % {"name": one.name},
        verb=_("删除"),
        done=_("已删除。"),
        back=reverse("settings-robots"),
        effect=_("存着的地址、密钥和发过的消息记录都会删掉，不能恢复。"),
    )


def _row(one: Robot) -> Row:
    """A robot in words."""
    resting = one.blocked_until if one.blocked_until and one.blocked_until > clock.now() else None
    if not one.is_active:
        state, tone = _("已停用"), ""
    elif resting:
        state, tone = _("歇到 %(time)s") % {"time": f"{clock.local(resting):%H:%M:%S}"}, "warn"
    else:
        state, tone = _("在用"), "ok"
    return Row(
        robot=one,
        platform=_(str(Robot.Kind(one.kind).label)),
        told=_("、").join(_(rules.TOLD[code]) for code in one.events if code in rules.TOLD),
        state=state,
        tone=tone,
        trouble=faults.text(one.last_error, {}) if queries.is_failing(one) else "",
        waiting=getattr(one, "waiting", 0),
    )


def _line(line: RobotLine) -> LineRow:
    """A line in words."""
    trouble = faults.text(line.error, {}) if line.error and line.sent_at is None else ""
    if line.sent_at:
        return LineRow(line, _("已发"), "ok", "")
    if line.wake_at:
        return LineRow(line, _("等着发"), "info", trouble)
    return LineRow(line, _("没有发"), "bad", trouble)
