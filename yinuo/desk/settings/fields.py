"""Form fields that several settings share."""

from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy

from yinuo.core.calendar import sheets
from yinuo.core.errors import DeskError
from yinuo.staff import queries
from yinuo.staff.models import Branch, Person, Team
from yinuo.ui import faults

LONGEST_NUMBER = 12
MILLION = 1_000_000
Pairs = tuple[tuple[str, str], ...]


def raise_here(error: DeskError) -> None:
    """Say at this field what the desk says."""
    raise forms.ValidationError(faults.text(error.code, error.params)) from None


class PersonField(forms.CharField):
    """Somebody, by staff number; cleaned to the Person, or None when left empty. Numbers are looked up."""

    lookup = reverse_lazy("settings-lookup")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_NUMBER, **kwargs)

    def clean(self, value: Any) -> Any:
        """The person with this number."""
        number = super().clean(value)
        try:
            return queries.person_by_number(number) if number else None
        except DeskError as error:
            return raise_here(error)

    def prepare_value(self, value: Any) -> Any:
        """A person is shown by staff number."""
        return value.staff_number if isinstance(value, Person) else value


class SpellsField(forms.CharField):
    """Stretches of time such as 08:30-12:00；13:30-17:30; cleaned to pairs, none when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """Pairs of times."""
        try:
            return sheets.read_spells(super().clean(value))
        except DeskError as error:
            return raise_here(error)

    def prepare_value(self, value: Any) -> Any:
        """Pairs are shown as they are written."""
        return value if isinstance(value, str) else sheets.write_spells(value or ())


class MillionsField(forms.DecimalField):
    """Tonnes for grams, cubic metres for cm³; cleaned to the small unit."""

    units = MILLION

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=100_000, decimal_places=3, required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """Grams or cm³, or None."""
        amount = super().clean(value)
        return None if amount is None else int(amount * self.units)

    def prepare_value(self, value: Any) -> Any:
        """The large unit, without zeros at its end."""
        return f"{Decimal(value) / self.units:f}" if isinstance(value, int) else value


def branch(*, required: bool = False) -> "forms.ModelChoiceField[Branch]":
    """A branch to choose."""
    return forms.ModelChoiceField(
        label=gettext_lazy("分公司"),
        queryset=Branch.objects.order_by("key"),
        required=required,
        empty_label="—",
    )


def team() -> "forms.ModelChoiceField[Team]":
    """A team to choose."""
    return forms.ModelChoiceField(
        label=gettext_lazy("班组"), queryset=Team.objects.order_by("key"), required=False, empty_label="—"
    )


def key() -> forms.CharField:
    """The short code by which files and tables name a thing; it stays as it is."""
    return forms.SlugField(
        label=gettext_lazy("代码"),
        max_length=40,
        error_messages={"invalid": gettext_lazy("只能用字母、数字、- 和 _，不要空格和汉字。")},
    )


def day(label: Any, *, required: bool = True) -> forms.DateField:
    """A day, picked in the browser."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)
