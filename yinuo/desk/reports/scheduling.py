"""Reports that are sent by themselves: the list, one with its log, setting them up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from yinuo.core import jobs
from yinuo.core.errors import NotFound, NotPermitted
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.files import views as files
from yinuo.desk.reports.schedule_form import ScheduleForm, cadence_in_words
from yinuo.desk.settings import dialogs
from yinuo.messaging import queries as messaging
from yinuo.reports import actions, may, queries
from yinuo.reports.models import Delivery, Run, Schedule
from yinuo.reports.rules.scopes import Scope
from yinuo.ui import faults, regions, toasts

RUN_STATES: Final = {
    Run.State.MAKING: (gettext_noop("在做"), "info"),
    Run.State.MADE: (gettext_noop("做好了"), "ok"),
    Run.State.FAILED: (gettext_noop("没做成"), "bad"),
}
DELIVERY_STATES: Final = {
    Delivery.State.QUEUED: (gettext_noop("待发"), "info"),
    Delivery.State.SENT: (gettext_noop("已发出"), "ok"),
    Delivery.State.GIVEN_UP: (gettext_noop("未发出"), "bad"),
}


@dataclass(frozen=True)
class Row:
    """One schedule as it is shown."""

    schedule: Schedule
    report: str
    scope: str
    cadence: str
    format: str
    to: str
    may_change: bool


@dataclass(frozen=True)
class DeliveryRow:
    """One e-mail of a run."""

    to: str
    state: str
    tone: str
    trouble: str
    delivery: Delivery


@dataclass(frozen=True)
class RunRow:
    """One run in the log."""

    run: Run
    period: str
    state: str
    tone: str
    trouble: str
    has_file: bool
    deliveries: list[DeliveryRow]


@only(may.see_schedules)
def schedules(request: DeskRequest) -> HttpResponse:
    """Every schedule that I may look at."""
    server, names = messaging.mail_server(), queries.place_names()
    context = {
        "rows": [_row(one, request, names) for one in queries.schedules(request.user)],
        "has_server": server is not None,
        "may_add": may.schedule(request.user),
        "here": request.path,
    }
    return regions.render(request, "desk/reports/schedules.html", context, regions=("schedules",))


@only(may.see_schedules)
def schedule(request: DeskRequest, ref: str) -> HttpResponse:
    """One schedule with the log of its runs and deliveries."""
    one = queries.schedule(request.user, ref)
    page = queries.runs(one, request.GET.get("cursor"))
    older = f"{_address(ref)}?cursor={page.next_cursor}" if page.next_cursor else ""
    context = {
        "row": _row(one, request, queries.place_names()),
        "runs": [_run(run) for run in page.rows],
        "older": older,
        "form_key": uuid4().hex,
        "here": request.get_full_path(),
    }
    return regions.render(request, "desk/reports/schedule.html", context, regions=("runs",))


@only(may.schedule)
def add(request: DeskRequest) -> HttpResponse:
    """A new schedule, filled with what the report's page shows."""
    begin = {name: request.GET[name] for name in ("report", "by", "region", "team") if name in request.GET}
    form = ScheduleForm(request.user, request.POST or None, initial={**begin, "form_key": uuid4().hex})
    return dialogs.fill(
        request,
        form,
        lambda said: actions.add_schedule(form.values(), by=request.user, form_key=said["form_key"]),
        title=_("定时发送报表"),
        verb=_("开始定时发送"),
        done=_("已设好，第一份到时间自动发出。"),
        back=reverse("schedules"),
        wide=True,
    )


@only(may.see_schedules)
def edit(request: DeskRequest, ref: str) -> HttpResponse:
    """Change a schedule."""
    one = queries.schedule(request.user, ref)
    _require(request, one)
    form = ScheduleForm.of(one, request.user, request.POST or None)
    return dialogs.fill(
        request,
        form,
        lambda said: actions.change_schedule(one, form.values(), by=request.user, version=said["version"]),
        title=_("改“%(name)s”") % {"name": one.name},
        verb=_("保存"),
        done=_("已改。"),
        back=_address(ref),
        wide=True,
    )


@only(may.see_schedules)
@require_POST
def pause(request: DeskRequest, ref: str) -> HttpResponse:
    """No more runs by the clock."""
    return _act(request, ref, actions.pause_schedule, _("已暂停，不再自动发出。"))


@only(may.see_schedules)
@require_POST
def resume(request: DeskRequest, ref: str) -> HttpResponse:
    """Runs by the clock again."""
    return _act(request, ref, actions.resume_schedule, _("已恢复，到时间自动发出。"))


@only(may.see_schedules)
@require_POST
def run_now(request: DeskRequest, ref: str) -> HttpResponse:
    """The newest closed period, at once."""
    one = queries.schedule(request.user, ref)
    actions.run_now(one, by=request.user, form_key=request.POST.get("form_key") or uuid4().hex)
    toasts.add(request, _("正在做，做好就发出。"))
    return regions.go(request, _address(ref))


@only(may.see_schedules)
def remove(request: DeskRequest, ref: str) -> HttpResponse:
    """End it for good."""
    one = queries.schedule(request.user, ref)
    _require(request, one)
    return dialogs.confirm(
        request,
        lambda: actions.remove_schedule(one, by=request.user),
        title=_("删除“%(name)s”？") % {"name": one.name},
        verb=_("删除"),
        done=_("已删除。"),
        back=reverse("schedules"),
        effect=_("以后不再发出，发送记录也一起删除。要留着记录，就只暂停。"),
    )


@only(may.see_schedules)
def run_file(request: DeskRequest, ref: str, pk: int) -> HttpResponseBase:
    """What a run made, as an attachment; for who may export the report."""
    run = queries.run_of(request.user, ref, pk)
    if not may.export(request.user, run.schedule.report):
        raise NotPermitted("not_permitted")
    if run.job is None:
        raise NotFound("file_gone")
    return files.attachment(run.job)


def _act(request: DeskRequest, ref: str, act: Callable[..., object], done: str) -> HttpResponse:
    act(queries.schedule(request.user, ref), by=request.user)
    toasts.add(request, done)
    return regions.go(request, _address(ref))


def _require(request: DeskRequest, one: Schedule) -> None:
    if not may.change_schedule(request.user, one.owner_id, one.report):
        raise NotPermitted("not_permitted")


def _address(ref: str) -> str:
    return reverse("schedule", args=[ref])


def _row(one: Schedule, request: DeskRequest, names: Mapping[tuple[str, int], str]) -> Row:
    scope = Scope(one.covered_to, one.covered_to, **one.narrow)
    label, grouping = queries.label(one.report), queries.groupings(one.report).get(one.by, "")
    return Row(
        schedule=one,
        report=f"{label} · {grouping}" if grouping else label,
        scope=queries.whose(scope, one.owner, names),
        cadence=cadence_in_words(one),
        format=one.format.upper() if one.format == "pdf" else "Excel",
        to="、".join(str(recipient) for recipient in one.recipients.all()),
        may_change=may.change_schedule(request.user, one.owner_id, one.report),
    )


def _run(run: Run) -> RunRow:
    state, tone = RUN_STATES[Run.State(run.state)]
    return RunRow(
        run=run,
        period=queries.period(Scope(run.start, run.end)),
        state=_(state),
        tone=tone,
        trouble=_trouble(run.error, run.job.result if run.job else {}),
        has_file=jobs.has_file(run.job) if run.job else False,
        deliveries=[_delivery(one) for one in run.deliveries.all()],
    )


def _delivery(one: Delivery) -> DeliveryRow:
    state, tone = DELIVERY_STATES[Delivery.State(one.state)]
    error = one.error or (one.mail.error if one.mail and one.state == Delivery.State.QUEUED else "")
    to = f"{one.person.name} {one.address}" if one.person else one.address
    return DeliveryRow(to.strip(), _(state), tone, _trouble(error, {}), one)


def _trouble(error: str, params: Any) -> str:
    return faults.text(error, params) if error else ""
