"""The form of a schedule: which report, of whose work, how often, to whom."""

from datetime import time
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.desk.settings.words import WEEKDAYS
from yinuo.reports import may, queries
from yinuo.reports.actions import Values
from yinuo.reports.models import Format, Schedule
from yinuo.reports.rules import scheduling
from yinuo.staff.models import Person, Region, Team

CADENCES = (
    (scheduling.DAILY, gettext_lazy("每个工作日")),
    (scheduling.WEEKLY, gettext_lazy("每周")),
    (scheduling.MONTHLY, gettext_lazy("每月")),
)
FORMATS = ((Format.EXCEL.value, gettext_lazy("Excel 表格")), (Format.PAPER.value, "PDF"))
DAILY_WORDS = gettext_noop("每个工作日 %(at)s")
WEEKLY_WORDS = gettext_noop("每%(weekday)s %(at)s，上一周的")
MONTHLY_WORDS = gettext_noop("每月 %(day)s 日 %(at)s，上个月的")


class ScheduleForm(forms.Form):
    """What is asked for; `values` gives it as the action takes it."""

    name = forms.CharField(
        label=gettext_lazy("名称"), max_length=60, help_text=gettext_lazy("也是邮件的标题")
    )
    report = forms.ChoiceField(label=gettext_lazy("报表"))
    region = forms.ModelChoiceField(
        label=gettext_lazy("区域"), queryset=Region.objects.order_by("pk"), required=False, empty_label="—"
    )
    team = forms.ModelChoiceField(
        label=gettext_lazy("班组"), queryset=Team.objects.order_by("pk"), required=False, empty_label="—"
    )
    format = forms.ChoiceField(
        label=gettext_lazy("格式"), choices=FORMATS, widget=forms.RadioSelect, initial=Format.EXCEL.value
    )
    cadence = forms.ChoiceField(
        label=gettext_lazy("多久一次"),
        choices=CADENCES,
        widget=forms.RadioSelect,
        initial=scheduling.MONTHLY,
        help_text=gettext_lazy("遇到休息日顺延到下一个工作日；月报等定稿后才做"),
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("每周的哪天"),
        choices=[(int(day), gettext_lazy(label)) for day, label in WEEKDAYS.items()],
        coerce=int,
        initial=1,
    )
    monthday = forms.IntegerField(
        label=gettext_lazy("每月的几日"), min_value=1, max_value=scheduling.LAST_MONTHDAY, initial=1
    )
    at = forms.TimeField(
        label=gettext_lazy("几点"),
        initial=time(8, 30),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    people = forms.ModelMultipleChoiceField(
        label=gettext_lazy("发给同事（登记了邮箱的）"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "tick"}),
    )
    addresses = forms.CharField(
        label=gettext_lazy("发给其他邮箱"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("每行一个"),
    )
    by = forms.CharField(required=False, widget=forms.HiddenInput)
    form_key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["report"] = forms.ChoiceField(
            label=gettext_lazy("报表"), choices=queries.reports_for(person)
        )
        people = self.fields["people"]
        assert isinstance(people, forms.ModelMultipleChoiceField)
        people.queryset = queries.readers()
        if not people.queryset.exists():
            del self.fields["people"]
        if not may.see_all(person):
            del self.fields["team"]

    @classmethod
    def of(cls, schedule: Schedule, person: Person, *args: Any) -> Self:
        """The form of a schedule that is there."""
        plain = ("name", "report", "by", "format", "cadence", "weekday", "monthday", "at", "version")
        recipients = list(schedule.recipients.all())
        initial = {name: getattr(schedule, name) for name in plain} | schedule.narrow
        initial["people"] = [one.person_id for one in recipients if one.person_id]
        initial["addresses"] = "\n".join(one.address for one in recipients if one.address)
        return cls(person, *args, initial=initial)

    def clean_by(self) -> str:
        """How it is divided: as on the page it was begun from, else the report's first way."""
        by, report = self.cleaned_data.get("by", ""), self.cleaned_data.get("report", "")
        return by if by in queries.groupings(report) else ""

    def clean_version(self) -> int:
        """The version that was looked at."""
        return self.cleaned_data.get("version") or 0

    def values(self) -> Values:
        """What was filled in."""
        said = self.cleaned_data
        plain = ("name", "report", "cadence", "by", "format", "weekday", "monthday", "at")
        narrow = {name: said[name].pk for name in ("region", "team") if said.get(name)}
        return Values(
            **{name: said[name] for name in plain},
            narrow=narrow,
            people=list(said.get("people") or ()),
            addresses=said["addresses"].split(),
        )


def cadence_in_words(schedule: Schedule) -> str:
    """How often in words: 每周一 08:30，上一周的."""
    at = f"{schedule.at:%H:%M}"
    match schedule.cadence:
        case "WEEKLY":
            return _(WEEKLY_WORDS) % {"weekday": _(WEEKDAYS[str(schedule.weekday)]), "at": at}
        case "MONTHLY":
            return _(MONTHLY_WORDS) % {"day": schedule.monthday, "at": at}
    return _(DAILY_WORDS) % {"at": at}
