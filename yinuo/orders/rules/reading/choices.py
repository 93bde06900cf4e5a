"""Choices by key, label or the names people give them (R035, R038)."""

from collections.abc import Mapping
from typing import Final

from yinuo.orders.rules.reading.unreadable import Unreadable

_PAYMENTS: Final = {
    "PREPAID": ("先付", "现付", "寄付", "预付", "发货付", "现金", "prepaid"),
    "COLLECT": ("到付", "提付", "提货付", "收货付", "collect"),
    "MONTHLY": ("月结", "月付", "monthly"),
    "ON_RECEIPT": ("回单付", "回单", "回付", "on_receipt"),
}
_PAYMENT_OF: Final = {name: payment for payment, names in _PAYMENTS.items() for name in names}
_YES: Final = frozenset({"yes", "true", "1", "on", "是", "有", "要", "需要", "对"})
_NO: Final = frozenset({"no", "false", "0", "off", "否", "没有", "无", "不要", "不需要", "不"})


def payment(text: str) -> str:
    """The payment method of a name: 现付 and 寄付 are 先付, 提付 is 到付. Raises Unreadable."""
    method = _PAYMENT_OF.get(text.strip().lower())
    if method is None:
        raise Unreadable("payment_unknown")
    return method


def choice(text: str, choices: Mapping[str, str]) -> str:
    """The key of `text`, which is a key or a label of `choices`. Raises Unreadable."""
    wanted = text.strip()
    if wanted in choices:
        return wanted
    for key, label in choices.items():
        if wanted == label:
            return key
    raise Unreadable("not_a_choice")


def yes_or_no(text: str) -> bool:
    """Yes or no. Raises Unreadable."""
    wanted = text.strip().lower()
    if wanted in _YES or wanted in _NO:
        return wanted in _YES
    raise Unreadable("not_a_choice")
