"""The forms of carrying out, calling back, rating, learning."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.complaints.actions.following import WAYS
from yinuo.complaints.rules import offers
from yinuo.desk.complaints.case.forms import Asked, choice, department, line, person, words
from yinuo.staff import queries as staff
from yinuo.tickets import may as tickets_may
from yinuo.ui import forms as ui_forms
from yinuo.ui.amounts import MoneyField

WAY_LABELS = {
    "PHONE": gettext_lazy("电话"),
    "SMS": gettext_lazy("短信"),
    "PAGE": gettext_lazy("网上"),
    "EMAIL": gettext_lazy("邮件"),
    "LETTER": gettext_lazy("信函"),
    "VISIT": gettext_lazy("上门"),
    "CHAT": gettext_lazy("在线"),
    "FAX": gettext_lazy("传真"),
}
OFFER_WAYS = [(way, WAY_LABELS[way]) for way in offers.WAYS]
CONTACT_WAYS = [(way, WAY_LABELS[way]) for way in WAYS]
MARKS = [
    ("1", gettext_lazy("很不满意")),
    ("2", gettext_lazy("不满意")),
    ("3", gettext_lazy("一般")),
    ("4", gettext_lazy("满意")),
    ("5", gettext_lazy("很满意")),
]
FAIRNESS = [("", "—"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5")]
PAY_WAYS = [
    ("TRANSFER", gettext_lazy("银行转账")),
    ("CASH", gettext_lazy("现金")),
    ("WECHAT", gettext_lazy("微信")),
    ("ALIPAY", gettext_lazy("支付宝")),
    ("FREIGHT", gettext_lazy("抵运费")),
]


class TellForm(Asked):
    """By which way the customer hears the offer."""

    way = choice(gettext_lazy("怎么告诉客户"), OFFER_WAYS)


class AcceptForm(Asked):
    """The customer agrees, and which option they take (R254)."""

    way = choice(gettext_lazy("客户怎么答复的"), OFFER_WAYS)
    words = words(gettext_lazy("客户的话"), longest=1000, required=False, rows=2)

    def prepare(self) -> None:
        """See `Asked`."""
        options = [one for one in self.row.items.order_by("id") if one.is_option] if self.row else []
        if options:
            labels = [(str(one.pk), f"{one.label} {one.words}".strip()) for one in options]
            self.fields["chosen"] = choice(_("客户选哪一种"), labels)
            self.order_fields(["chosen", "way", "words"])


class DeclineForm(Asked):
    """What the customer wants instead."""

    words = words(gettext_lazy("客户要什么（原话）"), longest=1000)
    way = choice(gettext_lazy("客户怎么答复的"), OFFER_WAYS)


class PaperForm(Asked):
    """A paper that the customer signed."""

    name = line(gettext_lazy("谁签的字"), longest=40)
    file = forms.FileField(label=gettext_lazy("签好的协议（拍照或扫描）"))
    form_key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput())


class ChoreForm(Asked):
    """What a department has to do (R204)."""

    text = line(gettext_lazy("要做什么"), longest=300)
    due_at = ui_forms.moment(gettext_lazy("几点之前办完"))

    def prepare(self) -> None:
        """See `Asked`."""
        self.fields["department"] = department(_("哪个部门"), self.playbook)
        able = [one for one in staff.people() if tickets_may.own(one)]
        self.fields["to"] = person(_("谁去办（不填由部门领）"), able, required=False)
        self.order_fields(["department", "text", "to", "due_at"])


class ProofForm(Asked):
    """How it can be seen that it was done."""

    proof = words(gettext_lazy("凭据（单号、签收人、照片编号）"), longest=300, rows=2)


class AgainForm(Asked):
    """What was not done, or not well."""

    why = line(gettext_lazy("哪里没办好"))
    due_at = ui_forms.moment(gettext_lazy("几点之前重办"), required=False)


class PayForm(Asked):
    """That the money went to the customer."""

    fen = MoneyField(label=gettext_lazy("金额（元）"))
    way = choice(gettext_lazy("付款方式"), PAY_WAYS)
    receipt = line(gettext_lazy("凭证号"), longest=60)


class CallForm(Asked):
    """Whether the customer was reached."""

    reached = choice(
        gettext_lazy("联系上了吗"), (("1", gettext_lazy("联系上了")), ("0", gettext_lazy("没有")))
    )
    way = choice(gettext_lazy("怎么联系的"), CONTACT_WAYS, shown=False)
    note = line(gettext_lazy("说了什么"), longest=300, required=False)

    def clean_reached(self) -> bool:
        """As a yes or no."""
        return bool(self.cleaned_data["reached"] == "1")


class RateForm(Asked):
    """How satisfied the customer is (R165, R183)."""

    overall = choice(gettext_lazy("客户满意程度"), MARKS)
    result = choice(gettext_lazy("结果公平吗（1–5）"), FAIRNESS, required=False, shown=False)
    process = choice(gettext_lazy("过程公平吗（1–5）"), FAIRNESS, required=False, shown=False)
    treatment = choice(gettext_lazy("态度公平吗（1–5）"), FAIRNESS, required=False, shown=False)
    words = words(gettext_lazy("客户原话"), longest=1000, required=False, rows=2)
    left = line(gettext_lazy("还有什么没解决的（没有就空着）"), longest=500, required=False)
    way = choice(gettext_lazy("怎么联系的"), CONTACT_WAYS, shown=False)

    def clean(self) -> dict[str, Any]:
        """Marks as numbers; what was not asked as nothing."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        marks = ("overall", "result", "process", "treatment")
        return {**said, **{name: int(said[name]) if said.get(name) else None for name in marks}}


class LessonForm(Asked):
    """What was learned (R220)."""

    cause = words(gettext_lazy("为什么会发生"))
    change = words(gettext_lazy("以后怎么改"))
    due_on = forms.DateField(
        label=gettext_lazy("哪天之前改好"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def prepare(self) -> None:
        """See `Asked`."""
        able = [one for one in staff.people() if tickets_may.own(one)]
        self.fields["owner"] = person(_("谁负责"), able)
        self.order_fields(["cause", "change", "owner", "due_on"])


class ReopenForm(Asked):
    """Why it goes on."""

    why = words(gettext_lazy("客户为什么回来"), longest=1000)
