"""Telephone numbers in any written form, into the one form that is stored (R027, R040)."""

from yinuo.core import phones
from yinuo.orders.rules.reading.unreadable import Unreadable


def phone(text: str, area_code: str) -> str:
    """The number as stored: 13800006621, 025-84567788. Raises Unreadable with the reason of `core.phones`."""
    try:
        return phones.parse(text, area=area_code).digits
    except phones.PhoneError as error:
        raise Unreadable(error.code, **error.params) from None


def local(stored: str, area_code: str) -> str:
    """The number as it is rung from within the area: 025-84567788 → 84567788 where the area is 025."""
    return stored.removeprefix(f"{area_code}-") if area_code else stored
