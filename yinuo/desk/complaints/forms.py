"""The fields of the register form, in short groups, and those of the short forms."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from yinuo.complaints.models import Cause, Feeling, Manner, Organisation, Severity, Suggestion, Temper, Type
from yinuo.complaints.rules.texts import GOODS, LONGEST
from yinuo.playbooks import queries as playbooks
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets.models import Channel
from yinuo.ui import forms as ui_forms
from yinuo.ui.amounts import MoneyField

Choices = list[tuple[str, str]]
OFFICIAL: Final = (Channel.HOTLINE, Channel.OFFICIAL)
LONGEST_SUGGESTION: Final = 2000
LABELS: Final = {
    "account": gettext_noop("事情经过（客户的话）"),
    "wanted": gettext_noop("客户要什么（没提就写“客户没提”）"),
    "contact_name": gettext_noop("怎么称呼"),
    "contact_phone": gettext_noop("电话"),
    "contact_company": gettext_noop("公司名称"),
    "contact_address": gettext_noop("地址"),
    "respondent_name": gettext_noop("没有账号的人"),
    "official_from": gettext_noop("转办单位"),
    "official_number": gettext_noop("转办编号"),
    "goods.name": gettext_noop("品名"),
    "goods.specification": gettext_noop("规格"),
    "goods.made_on": gettext_noop("生产日期"),
    "goods.batch": gettext_noop("批号"),
    "goods.used_at": gettext_noop("何时使用"),
    "goods.symptoms": gettext_noop("问题表现"),
    "goods.brand_before": gettext_noop("以前用的品牌和状况"),
    "goods.recent_use": gettext_noop("最近使用状况"),
    "goods.inspection": gettext_noop("收货时查验的情况"),
}
SHOWN: Final = ("type", "severity")
"""Few choices that stand side by side."""
ROWS: Final = {"account": 4, "wanted": 2, "goods.symptoms": 2, "goods.inspection": 2}


@dataclass(frozen=True)
class Group:
    """Fields that belong together, each with its width of 12; `ask` is how the agent asks for them."""

    key: str
    title: str
    ask: str
    fields: tuple[tuple[str, int], ...]


GROUPS: Final = (
    Group("what", gettext_noop("发生了什么"), gettext_noop("请您慢慢说，我都记下来"),
          (("account", 12), ("type", 12), ("severity", 12), ("cause", 4), ("mood", 4), ("is_crisis", 4))),
    Group("wish", gettext_noop("客户要什么"), gettext_noop("您希望我们怎么处理？"), (("wanted", 12),)),
    Group("who", gettext_noop("谁投诉"), gettext_noop("怎么称呼您，打哪个电话找得到您？"),
          (("contact_phone", 4), ("contact_name", 4), ("contact_company", 4), ("contact_address", 8),
           ("channel", 4), ("manner", 4), ("temper", 4), ("organisation", 4), ("is_anonymous", 6),
           ("may_tell", 6))),
    Group("whom", gettext_noop("投诉谁"), gettext_noop("是哪一位、哪个部门？"),
          (("respondent", 4), ("respondent_department", 4), ("respondent_name", 4))),
)  # fmt: skip
GOODS_GROUP: Final = Group(
    "goods", gettext_noop("商品和货物"), gettext_noop("收货时当面验过吗？声明了多少价值？"),
    (("goods.name", 4), ("goods.specification", 4), ("goods.batch", 4), ("goods.made_on", 4),
     ("goods.used_at", 4), ("goods.declared_value", 4), ("goods.loss", 4), ("goods.symptoms", 12),
     ("goods.inspection", 12), ("goods.brand_before", 6), ("goods.recent_use", 6)),
)  # fmt: skip
OFFICIAL_GROUP: Final = Group(
    "official", gettext_noop("上级转办"), gettext_noop("照转办单填，期限以转办单为准"),
    (("official_from", 4), ("official_number", 4), ("official_due_at", 4)),
)  # fmt: skip


class RegisterForm(forms.Form):
    """Everything of a register (R133–R151); what is missing or wrong the action says."""

    official_due_at = ui_forms.moment(gettext_lazy("办结期限"), required=False)
    is_crisis = forms.BooleanField(label=gettext_lazy("按危机处理，马上通知经理"), required=False)
    is_anonymous = forms.BooleanField(label=gettext_lazy("客户要求匿名，不留姓名电话"), required=False)
    may_tell = forms.BooleanField(label=gettext_lazy("客户同意被投诉人知道是谁投诉的"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {name: _words(name, longest) for name, longest in LONGEST.items() if name in LABELS}
        self.fields |= {f"goods.{name}": _words(f"goods.{name}", longest) for name, longest in GOODS.items()}
        self.fields["goods.declared_value"] = MoneyField(label=_("声明价值（元）"), required=False)
        self.fields["goods.loss"] = MoneyField(label=_("实际损失（元）"), required=False)
        self.fields |= {name: _choice(*one(), is_shown=name in SHOWN) for name, one in _CHOICES.items()}

    def told(self) -> dict[str, Any]:
        """What `register` wants to know."""
        said = self.cleaned_data
        goods = {name.partition(".")[2]: said[name] for name in said if name.startswith("goods.")}
        plain = {name: value for name, value in said.items() if not name.startswith("goods.")}
        person = next((one for one in people() if str(one.pk) == said["respondent"]), None)
        severity = int(said["severity"]) if said["severity"] else None
        mood = int(said["mood"]) if said["mood"] else None
        return {**plain, "severity": severity, "mood": mood, "respondent": person, "goods": goods}


class SuggestForm(forms.Form):
    """A suggestion or praise: what, from whom, for whom."""

    is_anonymous = forms.BooleanField(label=gettext_lazy("客户不留姓名电话"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"] = _text(_("客户的建议或表扬"), LONGEST_SUGGESTION, 4)
        self.fields |= {name: _words(name, LONGEST[name]) for name in ("contact_phone", "contact_name")}
        self.fields["channel"] = _choice(*_CHOICES["channel"]())
        self.fields["respondent"] = _choice(_("表扬谁"), _people())

    def told(self) -> dict[str, Any]:
        """What `make` wants to know."""
        said = dict(self.cleaned_data)
        who, text = said.pop("respondent"), said.pop("account")
        person = next((one for one in people() if str(one.pk) == who), None)
        return {**said, "text": text, "about_person": person}


SUGGEST_FIELDS: Final = (
    ("account", 12), ("respondent", 4), ("contact_phone", 4), ("contact_name", 4), ("channel", 4),
    ("is_anonymous", 8),
)  # fmt: skip


def bounds(form: forms.Form, fields: Sequence[tuple[str, int]]) -> list[tuple[BoundField, int]]:
    """The fields of a group with their widths."""
    return [(form[name], cols) for name, cols in fields]


def title_of(name: str) -> str:
    """How a field of choices is called."""
    return _CHOICES[name]()[0]


def label_of(name: str, value: object) -> str:
    """How a choice of a field is called."""
    return dict(_CHOICES[name]()[1]).get(str(value), "")


def _words(name: str, longest: int) -> forms.CharField:
    if name in ROWS:
        return _text(_(LABELS[name]), longest, ROWS[name])
    more = {"inputmode": "tel"} if name == "contact_phone" else {}
    widget = forms.TextInput(attrs={"maxlength": longest, "autocomplete": "off", **more})
    return forms.CharField(label=_(LABELS[name]), required=False, widget=widget)


def _text(label: str, longest: int, rows: int) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": longest})
    return forms.CharField(label=label, required=False, widget=widget)


def _choice(label: str, choices: Choices, *, is_shown: bool = False) -> forms.ChoiceField:
    """A choice that may stay open; few of them stand side by side."""
    if is_shown:
        return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)
    return forms.ChoiceField(label=label, choices=[("", "—"), *choices], required=False)


def _labels(of: Any) -> Choices:
    return [(str(one.value), _(str(one.label))) for one in of]


def people() -> Iterable[Person]:
    """Everybody, those who left too: a complaint about them is one, and so is praise."""
    return list(staff.people(active=False))


def _people() -> Choices:
    return [(str(one.pk), str(one) if one.is_active else _("%(name)s（已离职）") % {"name": one})
            for one in people()]  # fmt: skip


def _departments() -> Choices:
    return [(one.label, one.label) for one in playbooks.current().departments]


_CHOICES: Final[Mapping[str, Callable[[], tuple[str, Choices]]]] = {
    "type": lambda: (_("类型"), _labels(Type)),
    "severity": lambda: (_("严重程度"), _labels(Severity)),
    "cause": lambda: (_("原因"), _labels(Cause)),
    "mood": lambda: (_("客户的心情"), _labels(Feeling)),
    "manner": lambda: (_("投诉者类型"), _labels(Manner)),
    "temper": lambda: (_("性格"), _labels(Temper)),
    "organisation": lambda: (_("单位类型"), _labels(Organisation)),
    "channel": lambda: (_("来自"), _labels(Channel)),
    "respondent": lambda: (_("人员"), _people()),
    "respondent_department": lambda: (_("部门"), _departments()),
}
SORTS: Final = {
    "COMPLAINT": gettext_noop("投诉"),
    Suggestion.Sort.SUGGESTION: gettext_noop("建议"),
    Suggestion.Sort.PRAISE: gettext_noop("表扬"),
}
