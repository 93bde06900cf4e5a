"""Forms of the workbench."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.staff.models import Person, Region
from yinuo.tickets.models import Interaction
from yinuo.ui.forms import moment

Choices = Sequence[tuple[str, str]]
LONGEST_REASON = 120
LONGEST_NOTE = 200
ANY = ("", "—")
WHY = gettext_lazy("原因")


def reason(label: Any = WHY, longest: int = LONGEST_REASON) -> forms.CharField:
    """Why, in a line."""
    return forms.CharField(label=label, max_length=longest)


def key() -> forms.CharField:
    """The mark of one form: sent twice it does its work once."""
    return forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    """One of our own people; who cannot take work now says so."""

    def label_from_instance(self, obj: Person) -> str:
        """李敏 8011, and whether they are away."""
        return str(obj) if obj.on_duty else _("%(person)s（不在岗）") % {"person": obj}


class CallForm(forms.Form):
    """A call noted by hand: who rang, when, what about (R021)."""

    phone = forms.CharField(
        label=gettext_lazy("电话"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    name = forms.CharField(label=gettext_lazy("怎么称呼"), max_length=30, required=False)
    direction = forms.ChoiceField()
    at = moment(gettext_lazy("什么时候（不填就是现在）"), required=False)
    note = forms.CharField(
        label=gettext_lazy("说了什么"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    warned = forms.BooleanField(
        label=gettext_lazy("已经说过“请您使用文明语言”（粗话电话才填）"), required=False
    )
    form_key = key()
    field_order = ("phone", "name", "direction", "at", "outcome", "note", "warned", "form_key")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = [
            ("", _("正常通话")),
            *((value, _(str(label))) for value, label in Interaction.Outcome.choices),
        ]
        self.fields["outcome"] = forms.ChoiceField(label=_("这通电话"), choices=outcomes, required=False)
        ways = [(value, _(str(label))) for value, label in Interaction.Direction.choices]
        self.fields["direction"] = forms.ChoiceField(label=_("方向"), choices=ways, widget=forms.RadioSelect)


class ListedForm(forms.Form):
    """Why: one of the manual's reasons with a few words more, or words where it has no such list."""

    why: ClassVar[Any] = WHY
    longest: ClassVar[int] = LONGEST_REASON

    def __init__(self, *args: Any, reasons: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason(self.why, self.longest)
        if reasons:
            choices = [("", _("请选择")), *reasons]
            self.fields["reason"] = forms.ChoiceField(label=self.why, choices=choices)
            self.fields["note"] = forms.CharField(
                label=_("补充说明"), max_length=self.longest, required=False
            )


class AssignForm(ListedForm):
    """Another owner, and why."""

    field_order = ("to", "reason", "note")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = PersonField(label=_("交给"), queryset=people)
        self.order_fields(self.field_order)


class DepartmentForm(forms.Form):
    """A department that takes over, and why (R069)."""

    reason = reason()
    note = forms.CharField(label=gettext_lazy("补充说明"), max_length=LONGEST_NOTE, required=False)
    field_order = ("department", "reason", "note")

    def __init__(self, *args: Any, departments: Choices, reasons: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"] = forms.ChoiceField(label=_("部门"), choices=departments)
        if reasons:
            self.fields["reason"] = forms.ChoiceField(label=WHY, choices=[("", _("请选择")), *reasons])
        self.order_fields(self.field_order)


class WordForm(forms.Form):
    """A promise given in words: what, by when (R279)."""

    label = forms.CharField(label=gettext_lazy("答应了什么"), max_length=80)
    due_at = moment(gettext_lazy("什么时候之前"))
    note = forms.CharField(label=gettext_lazy("备注"), max_length=300, required=False)
    form_key = key()


class TaskForm(WordForm):
    """An ad-hoc task: what, by when, who (R101)."""

    label = forms.CharField(label=gettext_lazy("要做什么"), max_length=80)
    field_order = ("label", "assignee", "due_at", "note", "form_key")

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"] = PersonField(label=_("交给"), queryset=people)
        self.order_fields(self.field_order)


class ReasonForm(forms.Form):
    """Why."""

    reason = reason()


class ResultForm(forms.Form):
    """What came of it."""

    reason = reason(gettext_lazy("结果"))


class WaitForm(ListedForm):
    """Whom the promise waits for while its clock stands still."""

    why = gettext_lazy("等谁、为什么")
    longest = 40


class MoveForm(ListedForm):
    """Another due time, and why."""

    due_at = moment(gettext_lazy("新的时限"))


class LatenessForm(forms.Form):
    """Why it was late; what nobody could help is counted apart (R088)."""

    reason = reason(gettext_lazy("为什么晚了"), 200)
    objective = forms.BooleanField(label=gettext_lazy("客观原因（堵车、天气、客户改时间）"), required=False)


class NarrowForm(forms.Form):
    """What the queue is narrowed to; its names are those of `tickets.rules.Filters`."""

    def __init__(
        self, *args: Any, stages: Choices, departments: Choices, people: QuerySet[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        regions = Region.objects.order_by("name")
        self.fields |= {
            "stage": forms.ChoiceField(label=_("状态"), choices=[ANY, *stages], required=False),
            "owner": PersonField(label=_("负责人"), queryset=people, required=False, empty_label="—"),
            "region": forms.ModelChoiceField(
                label=_("区域"), queryset=regions, required=False, empty_label="—"
            ),
            "department": forms.ChoiceField(label=_("转交部门"), choices=[ANY, *departments], required=False),
        }


class FilterForm(forms.Form):
    """A name for the view as it is narrowed now."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=30)
