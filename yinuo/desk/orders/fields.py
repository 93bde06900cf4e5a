"""Form fields that several dialogs share: money in yuan, a note, one of the playbook's reasons."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.core.errors import DeskError
from yinuo.orders import queries as orders
from yinuo.orders.models import Order
from yinuo.ui import faults
from yinuo.ui.amounts import CubicMetresField, KilosField, MeasureField, MoneyField

__all__ = [
    "CubicMetresField",
    "KilosField",
    "MeasureField",
    "MoneyField",
    "note",
    "reason",
    "text",
]

LONGEST_REASON_KEY = 40
LONGEST_NOTE = 200
NOTE_LABEL = gettext_lazy("补充说明")


def note(label: Any = NOTE_LABEL, *, longest: int = LONGEST_NOTE, required: bool = False) -> forms.CharField:
    """A few words more."""
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget)


def reason(order: Order, group: str, label: Any, *, required: bool = True) -> forms.Field:
    """One of the playbook's reasons of `group`; free words where the manual has no such list."""
    listed = orders.playbook_of(order.ticket).reasons.get(group, ())
    if not listed:
        return forms.CharField(label=label, max_length=LONGEST_REASON_KEY, required=required)
    choices = [("", _("请选择")), *((one.key, one.label) for one in listed)]
    return forms.ChoiceField(label=label, choices=choices, required=required)


def text(error: DeskError) -> str:
    """Why the desk refused, in one sentence."""
    return faults.text(error.code, error.params)
