"""The call that every review asks for (R080): what it came to, what the customer agreed to, when again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.core import refs
from yinuo.core.text import mask
from yinuo.desk.orders import fields
from yinuo.desk.orders.reviewing import letter
from yinuo.orders.models import ReviewCall
from yinuo.ui import forms as ui_forms

Outcome = ReviewCall.Outcome
LONGEST_NOTE: Final = 300
TONES: Final = {
    Outcome.AGREED: ("ok", "phone-call"),
    Outcome.CHANGED: ("ok", "phone-call"),
    Outcome.PROBLEM: ("warn", "phone-call"),
    Outcome.GIVEN_UP: ("bad", "phone-off"),
    Outcome.NO_ANSWER: ("warn", "phone-missed"),
    Outcome.WRONG_NUMBER: ("bad", "phone-missed"),
}


class CallForm(forms.Form):
    """What the call came to; `agreed` are the changed points the customer said yes to."""

    outcome = forms.ChoiceField(label=gettext_lazy("打电话的结果"))
    agreed = forms.MultipleChoiceField(required=False)
    again_at = ui_forms.moment(gettext_lazy("什么时候再打（不填按规定）"), required=False)
    note = fields.note(gettext_lazy("说了什么"), longest=LONGEST_NOTE)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    version = forms.IntegerField(required=False)


@dataclass(frozen=True)
class Choice:
    """One outcome to press; `key_hint` presses it."""

    value: str
    label: str
    key_hint: str
    selected: bool


@dataclass(frozen=True)
class Call:
    """One call that was made, in words."""

    call: ReviewCall
    outcome: str
    tone: str
    icon: str
    note: str


def form(points: list[letter.Point], data: Any = None) -> CallForm:
    """The form, for the points that wait to be agreed."""
    made = CallForm(data, initial={"form_key": refs.new()})
    made.fields["outcome"].choices = [(one.value, _(str(one.label))) for one in Outcome]  # type: ignore[attr-defined]
    open_ = [(point.key, point.label) for point in points if not point.agreed]
    made.fields["agreed"].choices = open_  # type: ignore[attr-defined]
    return made


def choices(made: CallForm) -> Iterator[Choice]:
    """The outcomes side by side, each with a key of its own."""
    said = made.data.get("outcome", "") if made.is_bound else ""
    for at, one in enumerate(Outcome, 1):
        yield Choice(one.value, _(str(one.label)), f"Alt+{at}", said == one.value)


def made(calls: Any, *, in_full: bool) -> list[Call]:
    """The calls so far, the newest first; numbers in the notes masked unless `in_full`."""
    return [_call(one, one.note if in_full else mask.mask_phones(one.note)) for one in calls]


def _call(one: ReviewCall, note: str) -> Call:
    outcome = Outcome(one.outcome)
    tone, icon = TONES[outcome]
    return Call(one, _(str(outcome.label)), tone, icon, note)


def said(made_form: CallForm) -> Mapping[str, Any]:
    """What the form says, as `note_call` takes it."""
    return dict(made_form.cleaned_data)


def agreed(made_form: CallForm) -> list[str]:
    """The points that were ticked in a form that could not be taken."""
    return list(made_form["agreed"].value() or []) if made_form.is_bound else []
