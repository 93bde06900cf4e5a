"""Form fields of amounts that several faces ask for: money in yuan, weight in kilograms, volume in m³."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from yinuo.core import money
from yinuo.ui import faults


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
