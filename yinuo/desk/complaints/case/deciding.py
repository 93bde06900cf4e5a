"""Findings and the five questions: their forms."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.complaints.actions import changing, finding, weighing
from yinuo.complaints.models import (
    Cause,
    Complaint,
    Degree,
    Manner,
    Organisation,
    Severity,
    Temper,
    Type,
    Weighing,
)
from yinuo.complaints.queries import rows_of
from yinuo.complaints.rules.weighing import ANALYSIS, EFFECTS
from yinuo.desk.complaints.case import meanwhile
from yinuo.desk.complaints.case.forms import Asked, choice, labels, line, person, words
from yinuo.staff import queries as staff
from yinuo.ui import forms as ui_forms

_YES = ("has_long_relation", "may_buy_again")
_BY_LINK: Final = ("to_department", "to_name", "to_phone")
YES_NO = (("1", gettext_lazy("有")), ("0", gettext_lazy("没有")))
MAYBE = (("1", gettext_lazy("有希望")), ("0", gettext_lazy("没有")))


class FindForm(Asked):
    """What was found out (R190, R322)."""

    cause_found = words(gettext_lazy("查明的原因"), longest=1000)
    cause = choice(gettext_lazy("原因分类"), [("", "—"), *labels(Cause)], required=False, shown=False)
    motive = words(gettext_lazy("客户为什么投诉（动机）"), rows=2)
    core_demand = words(gettext_lazy("客户到底要什么（核心诉求）"), rows=2)
    degree = choice(gettext_lazy("我方过失"), labels(Degree))
    responsible = line(gettext_lazy("责任部门或责任人"), longest=80, required=False)


class WeighForm(Asked):
    """The five questions A–E (R191–R195), with the analysis and the effects."""

    has_long_relation = choice(gettext_lazy("A 和客户有长期的交易关系吗"), YES_NO)
    may_buy_again = choice(gettext_lazy("B 解决后有再度购买的希望吗"), MAYBE)
    word_of_mouth = words(gettext_lazy("C 争执的结果会有怎样的口碑"), longest=300, rows=2)
    demand = choice(gettext_lazy("D 客户的要求合不合理"), labels(Weighing.Demand))
    degree = choice(gettext_lazy("E 公司有没有过失，有多大"), labels(Degree))

    def prepare(self) -> None:
        """See `Asked`."""
        for key, label in {**ANALYSIS, **EFFECTS}.items():
            self.fields[key] = line(gettext_lazy(label), longest=300, required=False)

    def clean(self) -> dict[str, Any]:
        """What was said, yes and no as such, the analysis and the effects together."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        yes: dict[str, Any] = {name: said.get(name) == "1" for name in _YES if name in said}
        parts = {
            "analysis": {key: said.pop(key, "") for key in ANALYSIS},
            "effects": {key: said.pop(key, "") for key in EFFECTS},
        }
        return {**said, **yes, **parts}


class ClassForm(Asked):
    """What kind of complaint it is, decided by a person (R124–R151)."""

    def prepare(self) -> None:
        """See `Asked`."""
        self.fields["type"] = choice(gettext_lazy("类型"), labels(Type))
        self.fields["severity"] = choice(gettext_lazy("严重程度"), labels(Severity))
        open_ = {
            "cause": (gettext_lazy("原因"), Cause),
            "manner": (gettext_lazy("投诉者类型"), Manner),
            "temper": (gettext_lazy("性格"), Temper),
            "organisation": (gettext_lazy("单位客户"), Organisation),
        }
        for name, (label, kind) in open_.items():
            self.fields[name] = choice(label, [("", "—"), *labels(kind)], required=False, shown=False)
        self.fields["is_crisis"] = forms.BooleanField(label=gettext_lazy("危机"), required=False)


class StatementForm(Asked):
    """Whom to ask what, until when (R171): a colleague, a department, or somebody who has no account."""

    asks = words(gettext_lazy("请对方说明什么"), longest=1000)
    to_department = choice(gettext_lazy("哪个部门"), required=False, shown=False)
    to_name = line(gettext_lazy("没有账号的人：姓名"), longest=40, required=False)
    to_phone = line(gettext_lazy("手机（说明的链接发到这里）"), longest=32, required=False)
    due_at = ui_forms.moment(gettext_lazy("几点之前说明"))
    field_order = ("asks", "to", *_BY_LINK, "due_at")

    def prepare(self) -> None:
        """See `Asked`; who is complained about is offered also where they have left, and refused in words."""
        left = [one for one in (self.of.respondent,) if one and not one.is_active]
        self.fields["to"] = person(gettext_lazy("哪位同事"), [*staff.people(), *left], required=False)
        known = [one.label for one in self.playbook.departments] if self.playbook else []
        named = dict.fromkeys(("", *known, self.of.respondent_department))
        self.choose("to_department", [(one, one or "—") for one in named])
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Of a colleague and others whom somebody entered now is asked, not who stood there before."""
        said = super().clean()
        if said.get("to") and any(said.get(name) for name in _BY_LINK):
            if "to" not in self.changed_data:
                said["to"] = None
            elif set(_BY_LINK) & set(self.changed_data):
                self.add_error("to", _("一次问一个：选同事，或者选部门、填姓名。"))
            else:
                said |= dict.fromkeys(_BY_LINK, "")
        return said


def as_classed(complaint: Complaint) -> dict[str, Any]:
    """The class so far."""
    names = ("type", "severity", "cause", "manner", "temper", "organisation")
    now = {**_now(complaint, names), "is_crisis": complaint.is_crisis}
    return {**now, **meanwhile.after(complaint, changing.CLASSIFIED)}


def as_found(complaint: Complaint) -> dict[str, Any]:
    """The findings so far."""
    names = ("cause_found", "cause", "motive", "core_demand", "degree", "responsible")
    return {**_now(complaint, names), **meanwhile.after(complaint, finding.FOUND)}


def as_weighed(complaint: Complaint) -> dict[str, Any]:
    """The five answers so far; how far we are at fault as it was found."""
    known, after = rows_of.weighing(complaint), meanwhile.after(complaint, weighing.WEIGHED)
    if known is None:
        return {"degree": complaint.degree, **after}
    return {
        "has_long_relation": str(int(known.has_long_relation)),
        "may_buy_again": str(int(known.may_buy_again)),
        "word_of_mouth": known.word_of_mouth,
        "demand": known.demand,
        "degree": known.degree,
        **known.analysis,
        **known.effects,
        **after,
    }


def _now(complaint: Complaint, names: Iterable[str]) -> dict[str, str]:
    return {name: str(getattr(complaint, name)) for name in names}
