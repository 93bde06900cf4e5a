"""Customers as rows."""

import itertools
from datetime import UTC, datetime
from typing import Any

from yinuo.core import refs
from yinuo.customers.models import Customer, CustomerAddress, CustomerPhone

LONG_AGO = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
_numbers = itertools.count(13_800_000_001)


def customer(phone: str | None = None, **values: Any) -> Customer:
    """王先生 of 宏远汽配 with one number; `phone` in the form of core.phones."""
    said = {
        "name": "王建国先生",
        "address_as": "王先生",
        "company": "宏远汽配",
        "created_at": LONG_AGO,
    } | values
    made = Customer.objects.create(ref=refs.new(), **said)
    digits = phone or str(next(_numbers))
    CustomerPhone.objects.create(customer=made, digits=digits, tail=digits[-4:])
    return made


def address(customer: Customer, text: str = "发展大道18号", **values: Any) -> CustomerAddress:
    """A place where this customer hands over goods."""
    said: dict[str, Any] = {"use": CustomerAddress.Use.PICKUP, "used_at": LONG_AGO} | values
    return CustomerAddress.objects.create(customer=customer, text=text, **said)
