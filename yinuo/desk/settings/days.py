"""The calendar year by year: the official days, and those on which the company or a team works otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yinuo.core import calendar, clock
from yinuo.core.calendar import actions, queries, sheets
from yinuo.core.models import CalendarDay
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import dialogs, fields, pages
from yinuo.staff import may
from yinuo.staff.models import Team
from yinuo.ui import regions, toasts

FIRST_YEAR, LAST_YEAR = 2004, 2100
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stretch:
    """Days in a row that the official notice treats alike."""

    first: date
    last: date
    name: str
    works: bool


class DayForm(forms.Form):
    """A day on which the company or a team works otherwise."""

    on = fields.day(gettext_lazy("日期"))
    works = forms.ChoiceField(
        label=gettext_lazy("安排"),
        choices=[("no", gettext_lazy("放假")), ("yes", gettext_lazy("上班"))],
        widget=forms.RadioSelect,
        initial="no",
    )
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    spells = fields.SpellsField(
        label=gettext_lazy("时间段"), help_text=gettext_lazy("上班时才填；不填就按平时的时间")
    )
    team = forms.ModelChoiceField(
        label=gettext_lazy("谁"),
        queryset=Team.objects.order_by("key"),
        required=False,
        empty_label=gettext_lazy("全公司"),
    )


@only(may.see_settings)
def days(request: DeskRequest) -> HttpResponse:
    """One year."""
    said = request.GET.get("year", "")
    year = int(said) if said.isascii() and said.isdigit() and len(said) == 4 else clock.today().year
    year = min(max(year, FIRST_YEAR), LAST_YEAR)
    first, last = date(year, 1, 1), date(year, 12, 31)
    teams = dict(Team.objects.values_list("pk", "name"))
    entered = CalendarDay.objects.filter(on__range=(first, last)).order_by("on", "id")
    context = {
        "year": year,
        "before": str(year - 1) if year > FIRST_YEAR else "",
        "after": str(year + 1) if year < LAST_YEAR else "",
        "rows": [(day, teams.get(day.team_id or 0, ""), sheets.write_spells(day.spells)) for day in entered],
        "official": list(_official(first, last)),
        "is_published": year <= calendar.last_published_year(),
        "missing": queries.banner(clock.today()),
        "may_manage": may.manage_calendar(request.user),
    }
    return pages.render(request, "desk/settings/days.html", context)


def _official(first: date, last: date) -> Iterator[Stretch]:
    """The holidays and make-up days of the official notice, day by day put together."""
    open_: Stretch | None = None
    for offset in range((last - first).days + 1):
        day = first + offset * DAY
        told = calendar.official_day(day)
        special = told is not None and told.kind in (calendar.DayKind.HOLIDAY, calendar.DayKind.MAKEUP)
        if told is not None and special and open_ and (open_.name, open_.works) == (told.name, told.works):
            open_ = Stretch(open_.first, day, open_.name, open_.works)
            continue
        if open_:
            yield open_
        open_ = Stretch(day, day, told.name, told.works) if told is not None and special else None
    if open_:
        yield open_


@only(may.manage_calendar)
def new(request: DeskRequest) -> HttpResponse:
    """Enter a day; entering it again replaces it."""
    form = DayForm(request.POST or None)
    back = reverse("settings-days")

    def add(said: dict[str, Any]) -> None:
        works = said["works"] == "yes"
        entry = actions.DayEntry(said["on"], works, said["name"], said["spells"] if works else ())
        team: Team | None = said["team"]
        actions.set_day(entry=entry, team_id=team.pk if team else None, by=request.user)

    return dialogs.fill(
        request,
        form,
        add,
        title=_("添加一天"),
        verb=_("添加"),
        done=_("已添加，没到期的承诺会重新计算。"),
        back=back,
    )


@only(may.manage_calendar)
@require_POST
def remove(request: DeskRequest, pk: int) -> HttpResponse:
    """Let the official calendar and the week speak for a day again."""
    day = get_object_or_404(CalendarDay, pk=pk)
    actions.remove_day(day=day, by=request.user)
    toasts.add(request, _("已去掉，没到期的承诺会重新计算。"))
    return regions.go(request, f"{reverse('settings-days')}?year={day.on.year}")
