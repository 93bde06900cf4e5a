"""Invented customers of the generated tickets, and whom they send to."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from random import Random
from typing import Final

from yinuo.cli.demo.history import invented
from yinuo.core import clock, db
from yinuo.customers import actions, queries
from yinuo.customers.models import CustomerPhone

FEWEST: Final = 20
TICKETS_A_CUSTOMER: Final = 40
TOGETHER: Final = 100
LONG_AGO: Final = timedelta(days=760)


@dataclass(frozen=True)
class Known:
    """What an order says of a customer."""

    pk: int
    display: str
    address_as: str
    company: str
    phone: str


@dataclass(frozen=True)
class Pair:
    """Who sends, and to whom."""

    shipper: Known
    consignee: str
    consignee_phone: str

    @property
    def told(self) -> list[str]:
        """What an order tells of them."""
        shipper = self.shipper
        return [
            shipper.display, shipper.address_as, shipper.address_as[:2], self.consignee, self.consignee[:2],
            shipper.phone, self.consignee_phone,
        ]  # fmt: skip


Many = Sequence[Known]


def customers(dice: Random, tickets: int) -> Many:
    """Enough customers for so many tickets, made by the action that makes any; those that are there count."""
    wanted = max(FEWEST, tickets // TICKETS_A_CUSTOMER)
    with clock.fixed(clock.now() - LONG_AGO):
        for start in range(_count(), wanted, TOGETHER):
            with db.transaction():
                for index in range(start, min(start + TOGETHER, wanted)):
                    told = invented.customer(dice)
                    actions.know(phone=invented.phone(index), by=None, **asdict(told))
    rows = CustomerPhone.objects.filter(digits__startswith=invented.PHONES).select_related("customer")
    return [
        Known(
            row.customer.pk, row.customer.display, row.customer.address_as, row.customer.company, row.digits
        )
        for row in rows.order_by("id")
    ]


def _count() -> int:
    """How many there are: their numbers are given out one after the other."""
    index = CustomerPhone.objects.filter(digits__startswith=invented.PHONES).count()
    while queries.by_phone(invented.phone(index)):
        index += 1
    return index


def pair(dice: Random, known: Many) -> Pair:
    """Somebody who sends something to somebody else."""
    shipper = dice.choice(known)
    consignee = invented.consignee(dice)
    while consignee[:2] == shipper.address_as[:2]:
        consignee = invented.consignee(dice)
    return Pair(shipper, consignee, invented.consignee_phone(dice))
