"""The details of product and goods: their words (R139), the declared value of a claim and the loss."""

from collections.abc import Mapping
from typing import Any, Final

from yinuo.complaints.rules.texts import GOODS
from yinuo.core.errors import Fault, fault
from yinuo.tickets.rules.texts import clean, text_fault

DECLARED: Final = "declared_value"
LOSS: Final = "loss"
SUMS: Final = (DECLARED, LOSS)
"""What is kept in fen: from both the least is reckoned that the law gives (`rules.minimum`)."""
PRODUCT: Final = ("name", "batch", "used_at", "symptoms")
"""What has to be known of a product whose quality is complained about."""
MOST_FEN: Final = 10**13


def read(said: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """The block as it is kept, without what is empty, and everything that is wrong with it.

    `declared_value` and `loss` are whole numbers of fen, nothing is None. A fault names its field as
    goods.<field>.
    """
    faults = [fault(f"goods.{key}", "not_a_choice") for key in said if key not in (*GOODS, *SUMS)]
    kept: dict[str, Any] = {}
    for key, limit in GOODS.items():
        words = clean(str(said.get(key) or ""))
        if wrong := text_fault(f"goods.{key}", words, limit, required=False):
            faults.append(wrong)
        elif words:
            kept[key] = words
    for key in SUMS:
        fen = said.get(key)
        if fen is not None and not _is_sum(fen):
            faults.append(fault(f"goods.{key}", f"complaint_{'value' if key == DECLARED else key}_wrong"))
        elif fen is not None:
            kept[key] = fen
    return kept, faults


def _is_sum(fen: object) -> bool:
    return isinstance(fen, int) and not isinstance(fen, bool) and 0 <= fen <= MOST_FEN
