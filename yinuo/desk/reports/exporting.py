"""A report as a file: asked for on its page, made by the worker, had from 我的文件."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yinuo.desk.access import DeskRequest, only
from yinuo.desk.reports.narrowing import ScopeForm
from yinuo.reports import actions, may
from yinuo.reports.rules import customers, measures
from yinuo.reports.rules.measures import Report
from yinuo.reports.rules.scopes import NARROWED, Scope
from yinuo.staff.models import Person
from yinuo.ui import regions, toasts


@dataclass(frozen=True)
class Acts:
    """What may be done with the figures of a page: where a file and a schedule are asked for."""

    export_url: str = ""
    schedule_url: str = ""
    hidden: tuple[tuple[str, str], ...] = ()


def acts(person: Person, scope: Scope, found: Report | None = None, by: str = "") -> Acts:
    """The buttons of a report's page; of the overview only the door to the schedules."""
    if found is None or not may.export(person, found.key):
        return Acts()
    narrowed = {name: str(number) for name in NARROWED if (number := getattr(scope, name))}
    days = {"start": scope.start.isoformat(), "end": scope.end.isoformat()}
    asked = {"report": found.key, "by": by, **narrowed}
    return Acts(
        export_url=reverse("report-files", args=[found.key]),
        schedule_url=f"{reverse('schedule-new')}?{urlencode(asked)}",
        hidden=tuple({**days, **narrowed, "by": by}.items()),
    )


def acts_of_customers(person: Person, scope: Scope) -> Acts:
    """The buttons of the summary of key customers."""
    if not may.export(person, customers.KEY):
        return Acts()
    days = (("start", scope.start.isoformat()), ("end", scope.end.isoformat()))
    return Acts(
        export_url=reverse("report-customer-files"),
        schedule_url=f"{reverse('schedule-new')}?{urlencode({'report': customers.KEY})}",
        hidden=days,
    )


@only(may.see_customers)
@require_POST
def export_customers(request: DeskRequest) -> HttpResponse:
    """Ask for the summary of key customers (R100)."""
    form, chosen = ScopeForm(request.POST, request.user), request.POST.get("format", "")
    actions.export(customers.KEY, form.scope(), by=request.user, format=chosen)
    toasts.add(request, _("正在做，做好后在这里下载。"))
    return regions.go(request, reverse("files"))


@only(may.see)
@require_POST
def export(request: DeskRequest, key: str) -> HttpResponse:
    """Ask for the report as it is narrowed and divided on the page."""
    found = measures.report(key)
    form = ScopeForm(request.POST, request.user, found)
    by = measures.grouping(found, request.POST.get("by", "")).key
    chosen = request.POST.get("format", "")
    actions.export(key, form.scope(), by=request.user, format=chosen, grouping=by)
    toasts.add(request, _("正在做，做好后在这里下载。"))
    return regions.go(request, reverse("files"))
