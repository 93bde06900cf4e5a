"""Reads about those we serve."""

from dataclasses import dataclass

from django.db.models import QuerySet, Subquery

from yinuo.core import db
from yinuo.core.errors import NotFound
from yinuo.customers.models import Customer, CustomerAddress, CustomerPhone, PrivacyNotice
from yinuo.staff.models import Person

PAGE = 50
USUAL = 5


@dataclass(frozen=True)
class Page:
    """Some customers, the newest first, and where the next page begins (None at the end)."""

    rows: list[Customer]
    next_cursor: int | None


_BY_PHONE = db.Prepared[Customer](lambda digits: Customer.objects.filter(phones__digits=digits))


def by_phone(digits: str) -> Customer | None:
    """Whose number this is; `digits` as core.phones writes them (R015)."""
    return _BY_PHONE.first(digits)


def customer(ref: str, *, person: Person | None = None) -> Customer:
    """The customer with this ref, if `person` may see customers. Raises NotFound("customer_unknown")."""
    found = Customer.objects.visible_to(person) if person else Customer.objects.all()
    known = found.prefetch_related("phones").filter(ref=ref).first()
    if known is None:
        raise NotFound("customer_unknown")
    return known


def newest(cursor: int | None = None, *, person: Person, size: int = PAGE) -> Page:
    """Those who became customers last, with their numbers, if `person` may see them; two reads a page."""
    found = Customer.objects.visible_to(person).order_by("-id").prefetch_related("phones")
    found = found.filter(id__lt=cursor) if cursor is not None else found
    rows = list(found[: size + 1])
    return Page(rows[:size], rows[size - 1].pk if len(rows) > size else None)


def privacy_notice(version: int | None = None) -> PrivacyNotice | None:
    """The privacy notice in force, or an older version; None while there is none."""
    notices = PrivacyNotice.objects.order_by("-version")
    return (notices if version is None else notices.filter(version=version)).first()


def privacy_notices() -> list[PrivacyNotice]:
    """Every version, the newest first, with who published it."""
    return list(PrivacyNotice.objects.select_related("by").order_by("-version"))


def numbers(customer: Customer) -> list[str]:
    """Their telephone numbers, digits only, as they were entered."""
    return _NUMBERS.all(customer.pk)


def usual_way(customer: Customer) -> list[str]:
    """Where they mostly hand over goods and where they mostly receive them; what is not known is left out."""
    return [place for place in _USUAL.first(customer.pk) or () if place]


_NUMBERS = db.Prepared[str](
    lambda customer: (
        CustomerPhone.objects.filter(customer_id=customer).order_by("id").values_list("digits", flat=True)
    )
)
_USUAL = db.Prepared[tuple[str | None, ...]](
    lambda customer: Customer.objects.filter(pk=customer).values_list(
        *(
            Subquery(
                CustomerAddress.objects.filter(customer_id=customer, use=use)
                .order_by("-used_count", "-used_at", "-id")
                .values("text")[:1]
            )
            for use in CustomerAddress.Use
        )
    )
)


def usual_addresses(customer: Customer, use: str) -> QuerySet[CustomerAddress]:
    """Where they usually hand over or receive goods, the most used first."""
    return customer.addresses.filter(use=use).order_by("-used_count", "-used_at", "-id")[:USUAL]
