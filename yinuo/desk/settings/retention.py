"""How long data is kept, what is held for a dispute, and what has gone."""

from dataclasses import dataclass
from typing import Final

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_POST

from yinuo.core import keeping
from yinuo.core.keeping import may as keeping_may
from yinuo.core.models import Hold
from yinuo.customers.models import Customer
from yinuo.desk import holding
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.customers import names
from yinuo.desk.settings import dialogs, pages
from yinuo.staff import may
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket
from yinuo.ui import regions, toasts

MOST_HOLDS: Final = 200
WORDS: Final[dict[str, tuple[str, str]]] = {
    "tickets": (gettext_noop("已完结的工单"), gettext_noop("姓名、电话、地址、备注和话，从完结算起")),
    "origins": (gettext_noop("没有成单的来电"), gettext_noop("只留资料的来电，从结束算起")),
    "drafts": (gettext_noop("没人动的草稿"), gettext_noop("从最后一次改动算起")),
    "contacts": (gettext_noop("没有工单的通话"), gettext_noop("号码和内容，从通话算起")),
    "customers": (gettext_noop("不再来往的客户"), gettext_noop("没有未完结的工单，从最后一次来往算起")),
    "photos": (gettext_noop("照片和签名"), gettext_noop("已完结工单的，从上传算起；先于工单删除")),
    "consents": (gettext_noop("同意隐私告知的记录"), gettext_noop("从同意算起；客户删除资料时号码马上清掉")),
    "notices": (gettext_noop("发出的短信"), gettext_noop("号码和内容；发送时间、条数和费用一直在")),
    "incoming": (gettext_noop("收到的短信"), gettext_noop("号码和内容")),
    "mails": (gettext_noop("邮件"), gettext_noop("地址、内容和回执")),
    "lines": (gettext_noop("群机器人消息"), gettext_noop("从排队算起")),
    "reminders": (gettext_noop("给员工的提醒"), gettext_noop("不论看没看过")),
    "details": (gettext_noop("改动前后的内容"), gettext_noop("不属于工单的记录；谁在什么时候改了，一直在")),
    "places": (gettext_noop("学到的地名"), gettext_noop("从最后一次用到算起")),
    "grumbles": (gettext_noop("没有成为投诉的不满"), gettext_noop("记下的话和电话；次数还在")),
    "positions": (gettext_noop("车辆位置"), gettext_noop("走过的路线；司机撤回同意后马上清掉")),
    "views": (gettext_noop("查看资料的记录"), gettext_noop("谁在哪天看过完整资料")),
    "sign_ins": (gettext_noop("登录记录"), gettext_noop("从最后一次活动算起")),
    "jobs": (gettext_noop("导出任务的记录"), gettext_noop("文件另按 YINUO_FILE_DAYS 删除")),
}  # fmt: skip
"""What each class is called, and what belongs to it."""


class PeriodForm(forms.Form):
    """For how many months a class is kept."""

    months = forms.IntegerField(label=gettext_lazy("保存几个月"), min_value=1)


@dataclass(frozen=True)
class Line:
    """A class as a row of the page."""

    state: keeping.State
    label: str
    about: str
    due: str
    is_stripped: bool


@dataclass(frozen=True)
class Held:
    """Something that is held, as a row of the page."""

    hold: Hold
    label: str
    url: str
    by: str


@only(may.see_settings)
def retention(request: DeskRequest) -> HttpResponse:
    """Every class with its period, the least by law, what would go now and what went last; what is held."""
    most = keeping.MOST_COUNTED
    lines = [
        Line(
            state=state,
            label=_(WORDS[state.kept.key][0]),
            about=_(WORDS[state.kept.key][1]),
            due=f"{most - 1}+" if state.due >= most else str(state.due),
            is_stripped=state.kept.ending == keeping.STRIPPED,
        )
        for state in keeping.states(most)
    ]
    context = {
        "lines": lines,
        "held": _held(list(keeping.holds()[:MOST_HOLDS])),
        "may_change": keeping_may.change_period(request.user),
        "may_hold": _may_lift(request.user),
    }
    return pages.render(request, "desk/settings/retention.html", context)


def _held(holds: list[Hold]) -> list[Held]:
    """The holds with what they keep, in three reads."""
    tickets = Ticket.objects.in_bulk([one.subject_id for one in holds if one.subject_kind == "ticket"])
    customers = Customer.objects.in_bulk([one.subject_id for one in holds if one.subject_kind == "customer"])
    people = staff.names(one.by_id for one in holds if one.by_id)
    found = []
    for one in holds:
        by = people.get(one.by_id or 0, "")
        if one.subject_kind == "ticket" and one.subject_id in tickets:
            ticket = tickets[one.subject_id]
            found.append(Held(one, str(ticket), reverse("ticket", args=[ticket.ref]), by))
        elif one.subject_id in customers:
            customer = customers[one.subject_id]
            shown = names.shown(customer) or _("未报姓名")
            found.append(Held(one, shown, reverse("customer", args=[customer.ref]), by))
    return found


@only(keeping_may.change_period)
def edit(request: DeskRequest, key: str) -> HttpResponse:
    """Keep a class longer or shorter from now on."""
    if key not in WORDS:
        raise Http404
    return dialogs.fill(
        request,
        PeriodForm(request.POST or None, initial={"months": keeping.months_of(key)}),
        lambda said: keeping.change_period(key, months=said["months"], by=request.user),
        title=_("%(name)s保存多久") % {"name": _(WORDS[key][0])},
        verb=_("保存"),
        done=_("保存期限已改，明天起按新的期限清理。"),
        back=reverse("settings-retention"),
        explanation=_("过了期限的会自动清除，不能恢复。法律要求至少 %(least)s 个月。")
        % {"least": keeping.of(key).least},
    )


def _may_lift(person: Person) -> bool:
    """Who sees this page and may hold; a team leader does it at the ticket, where their reach is asked."""
    return may.see_settings(person) and keeping_may.hold(person)


@only(_may_lift)
@require_POST
def lift(request: DeskRequest, pk: int) -> HttpResponse:
    """Let what was held have its time again."""
    holding.lift(get_object_or_404(Hold, pk=pk), by=request.user)
    toasts.add(request, _("已恢复按期删除。"))
    return regions.go(request, reverse("settings-retention"))
