"""A price for the eye: every line to the fen, and how its sum came about (R056, R060, R061)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.orders.rules import wording

LABELS = (
    gettext_noop("运费"),
    gettext_noop("补足最低收费"),
    gettext_noop("协议优惠"),
    gettext_noop("优惠"),
    gettext_noop("提货费"),
    gettext_noop("送货费"),
    gettext_noop("装卸费"),
)
"""Labels that `orders.rules.quoting` gives; those of charges and services stand in the tables."""


@dataclass(frozen=True)
class PriceLine:
    """One line of a price: what for, how it was reckoned, the sum in fen."""

    label: str
    how: str
    fen: int


def lines(stored: Iterable[Mapping[str, Any]]) -> list[PriceLine]:
    """The lines of a quote as `rules.quoting` stores them."""
    return [PriceLine(_label(line), _how(line), line["fen"]) for line in stored]


def agreement(stored: Mapping[str, Any]) -> str:
    """By whose agreement a price was made and until when it holds, or why it does not; empty without one."""
    return wording.agreed(stored, _)


def _label(line: Mapping[str, Any]) -> str:
    label = str(line["label"])
    return _(label) if label in LABELS else label


def _how(line: Mapping[str, Any]) -> str:
    """2.2方 × 100 元/方, why it is another sum than that, and the note of a charge."""
    said = (wording.reckoned(line, _), wording.because(line, _), str(line.get("note", "")))
    return _("，").join(part for part in said if part)
