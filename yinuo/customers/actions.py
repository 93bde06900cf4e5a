"""Getting to know those we serve, and keeping what is known of them right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypedDict, Unpack

from django.db.models import Exists, OuterRef, Q, QuerySet

from yinuo.core import clock, db, events, phones, refs
from yinuo.core.errors import Fault, Invalid, NotNow, fault
from yinuo.core.text.keepable import keepable
from yinuo.customers import may, queries, rules
from yinuo.customers.models import Consent, Customer, CustomerAddress, CustomerPhone, PrivacyNotice
from yinuo.staff import may as staff_may
from yinuo.staff import queries as staff
from yinuo.staff.models import Person

LONGEST_NOTICE: Final = 20_000
_ADDRESS = ("customer", "use", "text")
_LONGEST = {field.name: field.max_length or 0 for field in Customer._meta.fields if field.max_length}
CHECKS: Final = ("called_back", "document", "in_writing", "in_person")
"""How somebody who asks for the deletion of their data proved who they are."""
_FORGOTTEN: Final = {
    "name": "",
    "company": "",
    "address_as": "",
    "level": Customer.Level.NORMAL,
    "habits": "",
    "usual_payment": "",
    "agreement": "",
}


class CustomerValues(TypedDict, total=False):
    """What may be said of a customer; `address_as` is how to speak to them, `agreement` their prices."""

    name: str
    company: str
    address_as: str
    level: str
    habits: str
    usual_payment: str
    agreement: str


def know(
    *, phone: str, by: Person | None, name: str = "", company: str = "", address_as: str = ""
) -> Customer:
    """Who rings from this number: the customer it belongs to, or a new one, without a second form (R015).

    Of a known customer only what was empty is filled in; changing what is known is `change` (R268). Two who
    do this at once for one number get the same customer. Raises NotPermitted, or Invalid at `phone`.
    """
    staff_may.require(by, may.know)
    number = _number(phone)
    told = _tidy({"name": name, "company": company, "address_as": address_as})
    _check(told)
    with db.transaction():
        known = queries.by_phone(number.digits)
        return _fill_in(known, told, by) if known else _create(number, told, by)


def change(
    customer: Customer, *, by: Person | None, version: int, **values: Unpack[CustomerValues]
) -> Customer:
    """Change what is known of a customer, read at `version`; recorded with old and new values (R268).

    Raises NotPermitted, Invalid, or NotNow("stale") with `yours`, `theirs` (field to value, where they
    differ) and their `version`, when somebody else changed it in between.
    """
    staff_may.require(by, may.change)
    told = _tidy(values)
    _check(told)
    if told.get("level", customer.level) != customer.level:
        staff_may.require(by, may.value)
    if told.get("agreement", customer.agreement) != customer.agreement:
        staff_may.require(by, may.agree_prices)
    with db.transaction():
        fresh = Customer.objects.select_for_update().get(pk=customer.pk)
        new = {name: value for name, value in told.items() if getattr(fresh, name) != value}
        if new and fresh.version != version:
            theirs = {name: getattr(fresh, name) for name in new}
            raise NotNow("stale", yours=new, theirs=theirs, version=fresh.version)
        return _write(fresh, new, by)


def add_phone(customer: Customer, *, phone: str, by: Person | None) -> CustomerPhone:
    """Let this number lead to the customer too. Repeated, it records nothing more.

    Raises NotPermitted, Invalid at `phone`, or NotNow("phone_of_another") with the other customer's `ref`.
    """
    staff_may.require(by, may.change)
    number = _number(phone)
    with db.transaction():
        if _claim(customer, number):
            events.record("customer.changed", subject=customer, by=by, data={"fields": ["phones"]})
        row = CustomerPhone.objects.select_related("customer").get(digits=number.digits)
    if row.customer_id != customer.pk:
        raise NotNow("phone_of_another", ref=row.customer.ref)
    return row


@dataclass(frozen=True)
class Place:
    """An address and what it is used for, with whom to ask for there."""

    use: str
    text: str
    contact: str = ""
    phone: str = ""


def use_addresses(customer: Customer, *places: Place) -> None:
    """Note that an order used these addresses; the usual ones come first next time. Records no event.

    Contact and phone are the last ones said; nothing said leaves them.
    """
    now = clock.now()
    rows = [
        CustomerAddress(
            customer=customer,
            use=place.use,
            text=_one_line(place.text)[:200],
            contact=_one_line(place.contact)[:40],
            phone=_one_line(place.phone)[:40],
            used_at=now,
        )
        for place in places
    ]
    once = {(row.use, row.text): row for row in rows}
    with db.transaction():
        db.insert_or_count(
            list(once.values()), *_ADDRESS, counted="used_count", latest=("used_at", "contact", "phone")
        )


def consents_to_forget(before: datetime) -> QuerySet[Consent]:
    """Consents given, or taken back, before a moment."""
    return Consent.objects.filter(at__lt=before).exclude(withdrawn_at__gte=before).order_by("id")


def forget_consents(ids: Sequence[int]) -> None:
    """Delete some consents."""
    Consent.objects.filter(pk__in=ids).delete()


def check_identity(checked: str) -> None:
    """Raises Invalid at `checked` unless it is one of CHECKS."""
    if checked not in CHECKS:
        raise Invalid(fault("checked", "not_a_choice"))


def publish_notice(*, text: str, text_en: str = "", by: Person | None) -> PrivacyNotice:
    """Put a new version of the privacy notice in force; what was published before stays as it was.

    The same words as the version in force change nothing. Records customer.notice_published {version}.
    Raises NotPermitted, Invalid at `text` or `text_en` (required, too_long).
    """
    staff_may.require(by, staff_may.manage_company)
    told = {"text": keepable(text).strip(), "text_en": keepable(text_en).strip()}
    faults = [] if told["text"] else [fault("text", "notice_empty")]
    faults += [
        fault(name, "too_long", limit=LONGEST_NOTICE, length=len(value))
        for name, value in told.items()
        if len(value) > LONGEST_NOTICE
    ]
    if faults:
        raise Invalid(*faults)
    with db.transaction():
        newest = PrivacyNotice.objects.select_for_update().order_by("-version").first()
        if newest and (newest.text, newest.text_en) == (told["text"], told["text_en"]):
            return newest
        row = PrivacyNotice(
            version=newest.version + 1 if newest else 1, published_at=clock.now(), by=by, **told
        )
        db.insert(row)
        events.record("customer.notice_published", subject=row, by=by, data={"version": row.version})
    return row


def consent(
    *, purpose: str, version: int, door: str, phone: str = "", customer: Customer | None = None
) -> Consent:
    """Note that whoever has this number (digits) agreed to `version` of the privacy notice for `purpose`.

    Agreed before and not taken back, it is the same consent. Raises Invalid("consent_missing") for a version
    that was never published.
    """
    if not PrivacyNotice.objects.filter(version=version).exists():
        raise Invalid(fault("consent", "consent_missing"))
    with db.transaction():
        given = Consent.objects.filter(
            phone=phone, purpose=purpose, version=version, withdrawn_at__isnull=True
        ).order_by("-id")
        if phone and (first := given.first()):
            return first
        row = Consent(
            customer=customer, phone=phone, purpose=purpose, version=version, at=clock.now(), door=door
        )
        db.insert(row)
    return row


def known_since_before(before: datetime) -> QuerySet[Customer]:
    """Customers first known before a moment of whom anything is known still."""
    known = Q(name__gt="") | Q(company__gt="") | Q(address_as__gt="") | Q(habits__gt="")
    numbers = CustomerPhone.objects.filter(customer=OuterRef("pk"))
    places = CustomerAddress.objects.filter(customer=OuterRef("pk"))
    return Customer.objects.filter(known | Exists(numbers) | Exists(places), created_at__lt=before)


def forget(customer_id: int, *, checked: str = "", by: Person | None = None) -> None:
    """Empty what is known of a customer: names, numbers, addresses, habits. The row stays, nameless.

    Records customer.erased {checked}, `checked` empty when its time was up. Whether it may go is asked by the
    caller, who knows the tickets.
    """
    with db.transaction():
        customer = Customer.objects.select_for_update().get(pk=customer_id)
        customer.phones.all().delete()
        customer.addresses.all().delete()
        customer.consents.update(phone="")
        Customer.objects.filter(pk=customer_id).update(**_FORGOTTEN, version=customer.version + 1)
        events.erase_details_of("customer", customer_id)
        events.record("customer.erased", subject=customer, by=by, data={"checked": checked})


def _create(number: phones.Phone, told: dict[str, str], by: Person | None) -> Customer:
    told["address_as"] = told["address_as"] or rules.address_as(told["name"])
    customer = Customer(ref=refs.new(), created_at=clock.now(), **told)
    db.insert(customer)
    if not _claim(customer, number):
        customer.delete()  # somebody else was a moment faster
        first = Customer.objects.get(phones__digits=number.digits)
        return _fill_in(first, told, by)
    events.record("customer.created", subject=customer, by=by)
    return customer


def _claim(customer: Customer, number: phones.Phone) -> bool:
    """Whether the number now leads to this customer and did not before; one number leads to one."""
    row = CustomerPhone(customer=customer, digits=number.digits, tail=number.tail4)
    return db.insert_once(row, "digits")[1]


def _fill_in(customer: Customer, told: Mapping[str, str], by: Person | None) -> Customer:
    if not any(value and not getattr(customer, name) for name, value in told.items()):
        return customer
    fresh = Customer.objects.select_for_update().get(pk=customer.pk)
    new = {name: value for name, value in told.items() if value and not getattr(fresh, name)}
    if "name" in new and "address_as" not in new and not fresh.address_as:
        new["address_as"] = rules.address_as(new["name"])
    return _write(fresh, new, by)


def _write(customer: Customer, new: Mapping[str, str], by: Person | None) -> Customer:
    if not new:
        return customer
    detail = {name: [getattr(customer, name), value] for name, value in new.items()}
    for name, value in new.items():
        setattr(customer, name, value)
    customer.version += 1
    customer.save(update_fields=[*new, "version"])
    events.record("customer.changed", subject=customer, by=by, data={"fields": sorted(new)}, detail=detail)
    return customer


def _number(phone: str) -> phones.Phone:
    try:
        return phones.parse(phone, area=staff.company().area_code)
    except phones.PhoneError as error:
        raise Invalid(fault("phone", error.code, **error.params)) from error


def _tidy(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: _one_line(str(value)) for name, value in values.items()}


def _one_line(said: str) -> str:
    """Without line breaks, doubled spaces and what cannot be seen (a NUL, which no database takes)."""
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())


def _check(told: Mapping[str, str]) -> None:
    faults = [found for name, value in told.items() if (found := _too_long(name, value))]
    if told.get("level", Customer.Level.NORMAL) not in Customer.Level.values:
        faults.append(fault("level", "not_a_choice"))
    if faults:
        raise Invalid(*faults)


def _too_long(name: str, value: str) -> Fault | None:
    limit = _LONGEST[name]
    return fault(name, "too_long", limit=limit, length=len(value)) if len(value) > limit else None
