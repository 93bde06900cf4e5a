"""A price for the eye: every line to the fen, and how its sum came about (R056, R060, R061)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import money

LABELS = (
    gettext_noop("运费"),
    gettext_noop("补足最低收费"),
    gettext_noop("优惠"),
    gettext_noop("提货费"),
    gettext_noop("送货费"),
    gettext_noop("装卸费"),
)
"""Labels that `orders.rules.quoting` gives; those of a surcharge stand in the operator's own table."""


@dataclass(frozen=True)
class PriceLine:
    """One line of a price: what for, how it was reckoned, the sum in fen."""

    label: str
    how: str
    fen: int


def lines(stored: Iterable[Mapping[str, Any]]) -> list[PriceLine]:
    """The lines of a quote as `rules.quoting` stores them."""
    return [PriceLine(_label(line), _how(line), line["fen"]) for line in stored]


def _label(line: Mapping[str, Any]) -> str:
    label = str(line["label"])
    return _(label) if label in LABELS else label


def _how(line: Mapping[str, Any]) -> str:
    """2.2方 × 100 元/方, or the note of a charge."""
    if line.get("rate") is None:
        return str(line.get("note", ""))
    per = {"m3": _("元/方"), "kg": _("元/公斤")}.get(line.get("unit", ""), _("元"))
    return f"{line.get('quantity', '')} × {money.format_yuan(line['rate'])} {per}"
