"""Forms of the workbench."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yinuo.staff.models import Person
from yinuo.tickets.models import Interaction


class CallForm(forms.Form):
    """A call noted by hand: who rang, when, what about."""

    phone = forms.CharField(label=_("电话"), max_length=40)
    direction = forms.ChoiceField(
        label=_("方向"), choices=Interaction.Direction.choices, widget=forms.RadioSelect, initial="IN"
    )
    name = forms.CharField(label=_("怎么称呼"), max_length=40, required=False)
    at = forms.DateTimeField(
        label=_("时间"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    note = forms.CharField(label=_("说了什么"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)


class AssignForm(forms.Form):
    """Another owner, and why."""

    to = forms.ModelChoiceField(label=_("交给"), queryset=Person.objects.none())
    reason = forms.CharField(label=_("原因"), max_length=120)

    def __init__(self, *args: object, people: "forms.models.QuerySet[Person] | None" = None, **kwargs: object):
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if people is not None:
            self.fields["to"].queryset = people  # type: ignore[attr-defined]


class DepartmentForm(forms.Form):
    """A department that takes over, and why (R069)."""

    department = forms.ChoiceField(label=_("部门"))
    reason = forms.CharField(label=_("原因"), max_length=120)


class WordForm(forms.Form):
    """A promise given in words: what, by when."""

    label = forms.CharField(label=_("答应了什么"), max_length=80)
    due_at = forms.DateTimeField(
        label=_("什么时候之前"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    note = forms.CharField(label=_("备注"), max_length=300, required=False)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)


class TaskForm(WordForm):
    """An ad-hoc task: what, by when, who (R101)."""

    label = forms.CharField(label=_("要做什么"), max_length=80)
    assignee = forms.ModelChoiceField(label=_("交给"), queryset=Person.objects.none())


class ReasonForm(forms.Form):
    """Why; some acts also ask until when."""

    reason = forms.CharField(label=_("原因"), max_length=120)


class MoveForm(ReasonForm):
    """Another due time, and why."""

    due_at = forms.DateTimeField(
        label=_("新的时限"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )


class FilterForm(forms.Form):
    """A name for the view as it is narrowed now."""

    name = forms.CharField(label=_("名称"), max_length=30)
