"""A price for the eye: every line to the fen, and how its sum came about (R056, R060, R061)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yinuo.core import money


@dataclass(frozen=True)
class PriceLine:
    """One line of a price: what for, how it was reckoned, the sum in fen."""

    label: str
    how: str
    fen: int


def lines(stored: Iterable[Mapping[str, Any]]) -> list[PriceLine]:
    """The lines of a quote as `rules.quoting` stores them."""
    return [PriceLine(line["label"], _how(line), line["fen"]) for line in stored]


def _how(line: Mapping[str, Any]) -> str:
    """2.2方 × 100 元/方, or the note of a charge."""
    if line.get("rate") is None:
        return str(line.get("note", ""))
    per = {"m3": _("元/方"), "kg": _("元/公斤")}.get(line.get("unit", ""), _("元"))
    return f"{line.get('quantity', '')} × {money.format_yuan(line['rate'])} {per}"
