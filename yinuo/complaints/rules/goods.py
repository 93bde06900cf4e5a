"""The details of product and goods: their words (R139), and the declared value of a claim."""

from collections.abc import Mapping
from typing import Any, Final

from yinuo.complaints.rules.texts import GOODS
from yinuo.core.errors import Fault, fault
from yinuo.tickets.rules.texts import clean, text_fault

DECLARED: Final = "declared_value"
PRODUCT: Final = ("name", "batch", "used_at", "symptoms")
"""What has to be known of a product whose quality is complained about."""
MOST_FEN: Final = 10**13


def read(said: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """The block as it is kept, without what is empty, and everything that is wrong with it.

    `declared_value` is a whole number of fen, nothing is None. A fault names its field as goods.<field>.
    """
    faults = [fault(f"goods.{key}", "not_a_choice") for key in said if key not in GOODS and key != DECLARED]
    kept: dict[str, Any] = {}
    for key, limit in GOODS.items():
        words = clean(str(said.get(key) or ""))
        if wrong := text_fault(f"goods.{key}", words, limit, required=False):
            faults.append(wrong)
        elif words:
            kept[key] = words
    fen = said.get(DECLARED)
    if fen is not None and (isinstance(fen, bool) or not isinstance(fen, int) or not 0 <= fen <= MOST_FEN):
        faults.append(fault(f"goods.{DECLARED}", "complaint_value_wrong"))
    elif fen is not None:
        kept[DECLARED] = fen
    return kept, faults
