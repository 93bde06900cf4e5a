"""Which days and whose work: what is asked for in the address, with the choices within a person's reach."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.reports import may
from yinuo.reports.queries import promised
from yinuo.reports.rules import scopes
from yinuo.reports.rules.measures import Report
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person, Region, Role, Team
from yinuo.ui.forms import SmallSelect

MOST_DAYS: Final = 366
KEPT: Final = ("start", "end", "region", "team", "person", "driver")
_NARROWED_BY: Final = {
    "origins": ("region", "team", "person"),
    "pickups": ("region", "team", "driver"),
    "deliveries": ("region", "team", "driver"),
    "slips": ("region", "team", "person"),
    "reviews": ("region", "team", "person"),
    "inquiries": ("region", "team", "person"),
    "selfservice": ("region",),
    "promises": ("region", "team", "person", "driver"),
    "complaints": ("region", "team", "person", "driver"),
    "closures": ("region", "team", "person", "driver"),
    "satisfaction": ("region", "team", "person", "driver"),
    "voices": ("region", "team", "person", "driver"),
}
Choices = list[tuple[str, str]]


class ScopeForm(forms.Form):
    """The days and the narrowing; days that make no sense are said, and this month is shown instead.

    `report` says by what it may be narrowed; the overview by nothing.
    """

    def __init__(self, asked: QueryDict, person: Person, report: Report | None = None) -> None:
        super().__init__(
            asked if asked.get("start") or asked.get("end") else {**asked.dict(), **_this_month()}
        )
        self.person, self.report = person, report
        self.fields |= {"start": _day(_("从")), "end": _day(_("到"))}
        offered = {
            "region": (_("区域"), _("全部区域"), _regions),
            "team": (_("班组"), _("全部班组"), _teams),
            "person": (_("坐席"), _("全部人员"), _people),
            "driver": (_("司机"), _("全部司机"), _drivers),
        }
        for name in _NARROWED_BY[report.key] if report else ():
            label, every, choices = offered[name]
            if found := choices(person):
                self.fields[name] = _choice(label, [("", every), *found])
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        """The days must be some, in their order, and not too many; people and places are counted apart."""
        said = dict(super().clean() or {})
        start, end = said.get("start"), said.get("end")
        if start and end and end < start:
            raise forms.ValidationError(_("结束那天比开始那天早，先按本月显示。"))
        if start and end and (end - start).days >= MOST_DAYS:
            raise forms.ValidationError(_("最多看一年，先按本月显示。"))
        apart = Scope(clock.today(), clock.today(), **_numbers(said))
        if self.report and self.report.key == promised.KEY and not promised.is_counted_together(apart, ""):
            raise forms.ValidationError(_("人员和区域、司机分开计数，请只选一样。"))
        return said

    def scope(self) -> Scope:
        """What is asked for; this month to today where nothing is, or where it makes no sense."""
        said = {} if self.non_field_errors() else self.cleaned_data
        start, end = said.get("start"), said.get("end")
        if not start or not end:
            found = until_today(scopes.month_of(start or end or clock.today()))
            start, end = found.start, found.end
        return Scope(start, end, **_numbers(said))


def _this_month() -> dict[str, str]:
    """What is shown where no days are asked for."""
    today = clock.today()
    return {"start": today.replace(day=1).isoformat(), "end": today.isoformat()}


def until_today(scope: Scope) -> Scope:
    """A scope without the days that have not come; one that lies ahead as a whole stays."""
    today = clock.today()
    return Scope(scope.start, min(scope.end, today)) if scope.start <= today else scope


def query(scope: Scope, **more: Any) -> str:
    """The query string of a scope, with more in it where that is set."""
    said = {"start": scope.start, "end": scope.end}
    said |= {name: getattr(scope, name) for name in scopes.NARROWED}
    text = [(name, str(value)) for name, value in (said | more).items() if value not in (None, "", 0)]
    return f"?{urlencode(text)}"


def earlier(scope: Scope) -> Scope:
    """The month before, or as many days right before."""
    is_of_month = scope.start.day == 1 and scopes.same_month(scope.start, scope.end)
    return scopes.month_of(scope.start - timedelta(days=1), scope) if is_of_month else scope.before()


def later(scope: Scope) -> Scope | None:
    """The month after, or as many days right after; None where they have not come."""
    found, today = scope.after(), clock.today()
    if found.start > today:
        return None
    cut = until_today(found)
    return Scope(cut.start, cut.end, **{name: getattr(scope, name) for name in scopes.NARROWED})


def against(scope: Scope) -> str:
    """What it is compared with, in few words."""
    if scope.start.day == 1 and scopes.same_month(scope.start, scope.end):
        return _("比上月") if scope.is_month else _("比上月同期")
    return _("比之前 %(days)s 天") % {"days": scope.days}


def title(scope: Scope) -> str:
    """The days in words: 2026 年 11 月（到 20 日）."""
    start, end = scope.start, scope.end
    if scope.start.day == 1 and scopes.same_month(start, end):
        said = _("%(year)s 年 %(month)s 月") % {"year": start.year, "month": start.month}
        if scope.is_month:
            return said
        return _("%(said)s（到 %(day)s 日）") % {"said": said, "day": end.day}
    return f"{_written(start)} – {_written(end)}" if start != end else _written(start)


def _written(day: date) -> str:
    blanks = {"year": day.year, "month": day.month, "day": day.day}
    return _("%(year)s 年 %(month)s 月 %(day)s 日") % blanks


def _numbers(said: Mapping[str, Any]) -> dict[str, int]:
    return {name: int(said.get(name) or 0) for name in ("region", "team", "person", "driver")}


def _regions(person: Person) -> Choices:
    rows = Region.objects.order_by("branch_id", "id")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def _teams(person: Person) -> Choices:
    if not may.see_all(person):
        return []
    return [(str(pk), name) for pk, name in Team.objects.order_by("id").values_list("pk", "name")]


def _people(person: Person) -> Choices:
    rows = Person.objects.filter(is_active=True, role__in=(Role.AGENT, Role.TEAM_LEADER))
    if not may.see_all(person):
        rows = rows.filter(team_id=person.team_id or -1)
    named = rows.order_by("staff_number").values_list("pk", "staff_number", "name")
    return [(str(pk), f"{number} {name}") for pk, number, name in named]


def _drivers(person: Person) -> Choices:
    rows = Person.objects.filter(is_active=True, role=Role.DRIVER).order_by("staff_number")
    named = rows.values_list("pk", "staff_number", "name")
    return [(str(pk), f"{number} {name}") for pk, number, name in named]


def _choice(label: str, choices: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=SmallSelect)


def _day(label: str) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "input input--sm"})
    return forms.DateField(label=label, required=False, widget=widget)
