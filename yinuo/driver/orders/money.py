"""Money that the driver collects, freight and the price of goods: how much, and how it was paid."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yinuo.core import money
from yinuo.orders import actions
from yinuo.orders.models import Collection, Order
from yinuo.staff.models import Person
from yinuo.ui import amounts, faults

FREIGHT: Final = ""
GOODS: Final = "goods_"
"""How the fields of each begin."""
NOTHING: Final = "NONE"
"""No money came; what is due stays due."""


class MoneyForm(forms.Form):
    """What was paid and how, of the freight and of the goods' price (`goods_…`); each asked only while
    something of it is due (`ask_for`).
    """

    amount = amounts.MoneyField(label=gettext_lazy("收到多少（元）"), required=False)
    way = forms.ChoiceField(label=gettext_lazy("怎么收的"), required=False, widget=forms.RadioSelect)
    left = forms.IntegerField(widget=forms.HiddenInput, required=False)
    goods_amount = amounts.MoneyField(label=gettext_lazy("代收货款收到多少（元）"), required=False)
    goods_way = forms.ChoiceField(
        label=gettext_lazy("代收货款怎么收的"), required=False, widget=forms.RadioSelect
    )
    goods_left = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def ask_for(self, freight: int, goods: int = 0) -> None:
        """Ask for so many fen, or for nothing. A form that was drawn while more was due is heard out: what
        changed meanwhile is the action's to say.
        """
        self._ask(FREIGHT, freight)
        self._ask(GOODS, goods)

    def _ask(self, kind: str, due: int) -> None:
        amount, way, left = (f"{kind}{name}" for name in ("amount", "way", "left"))
        if not due and not self.data.get(way):
            for name in (amount, way, left):
                del self.fields[name]
            return
        ways = [(value, _(label)) for value, label in Collection.Way.choices]
        self.fields[way].choices = [*ways, (NOTHING, _("没收到"))]  # type: ignore[attr-defined]
        self.fields[way].required = True
        self.fields[way].error_messages["required"] = faults.text("way_needed", {})
        self.initial = {**self.initial, amount: money.format_yuan(due), left: due}

    def clean(self) -> dict[str, Any]:
        """An amount where somebody paid."""
        said = super().clean() or {}
        for kind in (FREIGHT, GOODS):
            amount = f"{kind}amount"
            if was_paid(said, kind) and not said.get(amount) and amount not in self.errors:
                self.add_error(amount, _("收了多少？没收到就选“没收到”。"))
        return said


def was_paid(said: Mapping[str, Any], kind: str) -> bool:
    """Whether money came."""
    return said.get(f"{kind}way") not in (None, "", NOTHING)


def collect(order: Order, by: Person, said: Mapping[str, Any]) -> None:
    """Note what was paid, once; nothing when nothing was."""
    for kind, note in ((FREIGHT, actions.collect_freight), (GOODS, actions.collect_goods_money)):
        if was_paid(said, kind):
            amount, way, left = (said[f"{kind}{name}"] for name in ("amount", "way", "left"))
            note(order=order, amount=amount, way=way, by=by, left=left)
