"""The company's rules for complaints: values that stand in the manual, set here, and what else it says.

Whatever is changed becomes the next version of the manual; cases that are open keep the version they began
with.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.complaints.models import Severity
from yinuo.core import money
from yinuo.core.errors import DeskError, NotFound
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.playbooks import items
from yinuo.desk.playbooks import vocabulary as words
from yinuo.desk.settings import pages
from yinuo.playbooks import actions, queries
from yinuo.playbooks import may as playbooks_may
from yinuo.playbooks.rules import schema
from yinuo.playbooks.rules.editing import Change
from yinuo.staff import may
from yinuo.ui import forms as ui_forms
from yinuo.ui import regions, toasts
from yinuo.ui.amounts import MoneyField

REMEDY: Final = "remedy"
ABOUT: Final = (REMEDY, "refusal")
LIMIT: Final = "limit_"


class RulesForm(forms.Form):
    """The rules of the manual that are numbers or a word, and the limits of those roles that have one."""

    customer_word = forms.CharField(
        label=gettext_lazy("怎么称呼客户"), max_length=10,
        help_text=gettext_lazy("公共服务单位填“市民”；客户看到的页面、短信、协议都这样称呼"),
    )  # fmt: skip
    reopen_days = forms.IntegerField(
        label=gettext_lazy("结案后多少天内可以再投诉"), min_value=1, max_value=365
    )
    call_back_tries = forms.IntegerField(label=gettext_lazy("回访最多打几次"), min_value=1, max_value=10)
    try_gap_minutes = forms.IntegerField(
        label=gettext_lazy("两次回访隔多少分钟（只算上班时间）"), min_value=10, max_value=10_080
    )
    repeat_count = forms.IntegerField(label=gettext_lazy("同样的原因几次要整改"), min_value=2, max_value=100)
    repeat_days = forms.IntegerField(label=gettext_lazy("在多少天里数"), min_value=1, max_value=365)

    def __init__(self, data: Any, *, playbook: schema.Playbook) -> None:
        settings, limits = playbook.settings, _limits(playbook)
        initial = {name: getattr(settings, name) for name in self.base_fields}
        super().__init__(data, initial=initial)
        self.rules = list(self.fields)
        for role, amount in limits.items():
            label = _("%(role)s自己可以补偿到（元）") % {"role": words.say(words.PEOPLE, role)}
            self.fields[f"{LIMIT}{role}"] = MoneyField(label=label)
            self.initial[f"{LIMIT}{role}"] = money.format_yuan(amount)

    def changes(self) -> Iterator[Change]:
        """What is to be set in the manual."""
        for name, value in self.cleaned_data.items():
            if name.startswith(LIMIT):
                where = {"role": name.removeprefix(LIMIT), "about": REMEDY}
                yield Change("limits", "amount", Decimal(money.format_yuan(value)), where)
            else:
                yield Change("settings", name, value)


@dataclass(frozen=True)
class Line:
    """A rule of the manual as it is read here: what it is called, what it says, its clause and chapter."""

    label: str
    text: str
    clause: str
    requirements: str
    url: str


@only(may.see_settings)
def complaints(request: DeskRequest) -> HttpResponse:
    """The rules as they stand; who may publish the manual changes them."""
    may_change = playbooks_may.publish(request.user)
    try:
        playbook = queries.current()
    except NotFound:
        return pages.render(request, "desk/settings/complaints.html", {"form": None})
    form = RulesForm(request.POST if request.method == "POST" else None, playbook=playbook)
    if request.method == "POST":
        may.require(request.user, playbooks_may.publish)
        if form.is_valid() and _changed(request, form):
            return regions.go(request, reverse("settings-complaints"))
    if not may_change:
        for field in form.fields.values():
            field.disabled = True
    status = 422 if form.errors and may_change else 200
    context = {**_read(playbook), "form": form, "may_change": may_change}
    return pages.render(request, "desk/settings/complaints.html", context, status=status)


def _changed(request: DeskRequest, form: RulesForm) -> bool:
    """Whether it was published; why not stands in the form."""
    try:
        version = actions.change_values(list(form.changes()), by=request.user)
    except DeskError as error:
        ui_forms.refuse(form, error)
        return False
    toasts.add(request, _("已改，写进手册第 %(n)s 版；已经开的投诉仍按原来的版本。") % {"n": version.number})
    return True


def _limits(playbook: schema.Playbook) -> Mapping[str, int]:
    """How much each role may give alone, in fen; who is not limited is left out."""
    return {one.role: one.amount for one in playbook.limits if one.about == REMEDY and one.amount is not None}


def _read(playbook: schema.Playbook) -> dict[str, Any]:
    """What else the manual says of complaints; it is changed in its chapters."""
    promises = [one for one in playbook.promises if "complaint" in one.kinds]
    approvals = [one for one in playbook.approvals if one.about in ABOUT]
    return {
        "severities": [(one.value, _(str(one.label))) for one in Severity],
        "groups": [
            (
                _("多久之内"),
                [_line(one, one.label, items.due(one) or _("答应几点就是几点")) for one in promises],
            ),
            (_("谁来批"), [_line(one, one.label, words.say(words.PEOPLE, one.by)) for one in approvals]),
            (_("法律规定的"), [_line(one, one.label, one.law) for one in playbook.legal]),
        ],
    }


def _line(item: schema.Item, label: str, text: str) -> Line:
    url = reverse("playbook-chapter", args=[item.chapter])
    return Line(label, text, item.clause, " ".join(item.requirements), url)
