"""Understanding what customers say of an order: text in, elements out (R025–R042)."""

from collections.abc import Sequence
from typing import Any

from yinuo.orders.rules.understanding.understood import Element, Fee, Setting, Understanding
from yinuo.playbooks.rules.tables import GoodsRow

__all__ = ["Element", "Fee", "Setting", "Understanding", "record", "understand"]


def understand(text: str, setting: Setting) -> Understanding:
    """What a text says of an order."""
    return Understanding(text)


def record(understanding: Understanding, goods: Sequence[GoodsRow]) -> dict[str, Any]:
    """The JSON of `yinuo order parse`."""
    return {"intent": understanding.intent}
