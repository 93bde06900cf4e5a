"""Form fields that several dialogs share: money in yuan, a note, one of the playbook's reasons."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.core import money
from yinuo.core.errors import DeskError
from yinuo.orders import queries as orders
from yinuo.orders.models import Order
from yinuo.ui import faults

LONGEST_REASON_KEY = 40
LONGEST_NOTE = 200
NOTE_LABEL = gettext_lazy("补充说明")


class MoneyField(forms.CharField):
    """An amount in yuan as people write it, cleaned to fen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal"}), max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        """Fen, or None when nothing was written."""
        text = super().clean(value)
        try:
            return money.parse_yuan(text) if text else None
        except money.MoneyError as error:
            raise forms.ValidationError(faults.text(error.code, error.params)) from None


class MeasureField(forms.DecimalField):
    """So many of a large unit, cleaned to the small one in which it is kept."""

    units = 1

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_value=100_000, decimal_places=3, required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """Grams or cm³, or None where nothing was written."""
        amount = super().clean(value)
        if amount is not None and amount <= 0:
            raise forms.ValidationError(_("要大于零。"))
        return None if amount is None else int(amount * self.units)

    def prepare_value(self, value: Any) -> Any:
        """The large unit, without zeros at its end."""
        return f"{(Decimal(value) / self.units).normalize():f}" if isinstance(value, int) else value


class KilosField(MeasureField):
    """Kilograms, cleaned to grams."""

    units = 1000


class CubicMetresField(MeasureField):
    """Cubic metres, cleaned to cm³."""

    units = 1_000_000


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
