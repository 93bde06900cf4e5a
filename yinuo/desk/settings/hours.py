"""When the company and its teams work: several spells a day (R019)."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from yinuo.core.calendar import DEFAULT_HOURS, Spell, actions, queries, sheets
from yinuo.core.models import WorkingHours
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import dialogs, pages, words
from yinuo.desk.settings.fields import SpellsField
from yinuo.staff import may
from yinuo.staff.models import Team
from yinuo.ui import regions, toasts


@dataclass(frozen=True)
class Week:
    """One line of the page: whose week, each day as it is written, whether it is their own."""

    name: str
    days: list[str]
    keeps_holidays: bool
    is_own: bool
    edit_url: str
    drop_url: str = ""


class HoursForm(forms.Form):
    """The spells of each weekday; a day left empty is closed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, label in words.WEEKDAYS.items():
            self.fields[f"day{day}"] = SpellsField(label=_(label))
        self.fields["day1"].help_text = _("例如 08:30-12:00；13:30-17:30；不填就是休息")
        self.fields["keeps_holidays"] = forms.BooleanField(
            label=gettext_lazy("法定节假日休息，调休的周末上班"), required=False
        )

    def week(self) -> dict[str, list[list[str]]]:
        """The week as the action takes it."""
        said = {day: self.cleaned_data[f"day{day}"] for day in words.WEEKDAYS}
        return {day: [list(pair) for pair in pairs] for day, pairs in said.items() if pairs}


@only(may.see_settings)
def hours(request: DeskRequest) -> HttpResponse:
    """The company's week, and that of every team: its own, or the company's."""
    kept = {row.team_id: row for row in WorkingHours.objects.all()}
    company = reverse("settings-company-hours")
    rows = [_week(_("全公司"), kept.get(None), kept.get(None), company)]
    for team in Team.objects.order_by("key"):
        edit, drop = (reverse(f"settings-team-hours{end}", args=[team.key]) for end in ("", "-drop"))
        rows.append(_week(team.name, kept.get(team.pk), kept.get(None), edit, drop))
    context = {
        "rows": rows,
        "weekdays": [_(label) for label in words.WEEKDAYS.values()],
        "may_manage": may.manage_calendar(request.user),
    }
    return pages.render(request, "desk/settings/hours.html", context)


def _week(
    name: str, own: WorkingHours | None, company: WorkingHours | None, edit_url: str, drop_url: str = ""
) -> Week:
    said = own or company
    pairs = said.week if said else _usual()
    days = [sheets.write_spells(pairs.get(day, [])) for day in words.WEEKDAYS]
    keeps = said.keeps_holidays if said else True
    return Week(name, days, keeps, own is not None, edit_url, drop_url)


def _usual() -> dict[str, list[list[str]]]:
    """The hours a desk works that has not said any."""

    def pair(spell: Spell) -> list[str]:
        return [spell.start.isoformat("minutes"), spell.end.isoformat("minutes")]

    return {str(day): [pair(spell) for spell in spells] for day, spells in DEFAULT_HOURS.week.items()}


@only(may.manage_calendar)
def company_hours(request: DeskRequest) -> HttpResponse:
    """Change the company's week."""
    return _edit(request, _("全公司的上班时间"), None)


@only(may.manage_calendar)
def team_hours(request: DeskRequest, key: str) -> HttpResponse:
    """Give a team a week of its own, or change it."""
    team = get_object_or_404(Team, key=key)
    return _edit(request, _("%(team)s的上班时间") % {"team": team}, team.pk)


def _edit(request: DeskRequest, title: str, team_id: int | None) -> HttpResponse:
    kept = queries.week_of(team_id) or queries.week_of()
    week = kept.week if kept else _usual()
    initial: dict[str, Any] = {f"day{day}": week.get(day, []) for day in words.WEEKDAYS}
    initial["keeps_holidays"] = kept.keeps_holidays if kept else True
    form = HoursForm(request.POST or None, initial=initial)

    def change(said: dict[str, Any]) -> None:
        keeps = said["keeps_holidays"]
        actions.set_hours(week=form.week(), keeps_holidays=keeps, team_id=team_id, by=request.user)

    return dialogs.fill(
        request,
        form,
        change,
        title=title,
        verb=_("保存"),
        done=_("上班时间已改，没到期的承诺会重新计算。"),
        back=reverse("settings-hours"),
    )


@only(may.manage_calendar)
@require_POST
def drop_hours(request: DeskRequest, key: str) -> HttpResponse:
    """Let a team work the company's hours again."""
    actions.drop_hours(team_id=get_object_or_404(Team, key=key).pk, by=request.user)
    toasts.add(request, _("已改回全公司的上班时间。"))
    return regions.go(request, reverse("settings-hours"))
