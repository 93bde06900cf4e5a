"""What is said of a complaint, cleaned and checked: by registering, and by setting it right later."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypedDict

from yinuo.complaints.models import Cause, Complaint, Manner, Organisation, Severity, Temper, Type
from yinuo.complaints.rules import goods
from yinuo.complaints.rules.texts import LONGEST
from yinuo.core import clock, phones
from yinuo.core.errors import Fault, Invalid, fault
from yinuo.customers import actions as customers
from yinuo.customers import may as customers_may
from yinuo.customers.models import Customer
from yinuo.staff import queries as staff
from yinuo.staff.models import Person
from yinuo.tickets.models import Channel, Ticket
from yinuo.tickets.rules import clean
from yinuo.tickets.rules.texts import text_fault

_OF_OFFICES: Final = (Channel.HOTLINE, Channel.OFFICIAL)
_OFFICIAL: Final = ("official_from", "official_number", "official_due_at")
_FARTHEST: Final = timedelta(days=366)
"""From now to the deadline of a transfer, before or after."""
_CONTACT: Final = ("contact_name", "contact_phone", "contact_company", "contact_address")
CHOICES: Final[Mapping[str, list[str]]] = {
    "type": Type.values,
    "cause": Cause.values,
    "manner": Manner.values,
    "temper": Temper.values,
    "organisation": Organisation.values,
}
"""What may stand in each column of a decision; each but the type may stay empty."""


class Told(TypedDict, total=False):
    """What the customer tells (R133–R145); what is left out is empty.

    `about` is the ticket of the order, `respondent` the person complained about, or `respondent_name` and
    `respondent_department`. `goods` has the fields of `rules.texts.GOODS`; declared_value and loss in fen.
    `official_*` is what a hotline or regulator gave with its transfer. `may_tell`: the respondent may see who
    complains.
    """

    account: str
    wanted: str
    contact_name: str
    contact_phone: str
    contact_company: str
    contact_address: str
    about: Ticket | None
    respondent: Person | None
    respondent_name: str
    respondent_department: str
    goods: Mapping[str, Any] | None
    official_from: str
    official_number: str
    official_due_at: datetime | None
    is_anonymous: bool
    may_tell: bool


FIELDS: Final = tuple(Told.__annotations__)


class Decided(TypedDict, total=False):
    """What a person decides about it; what is left out is not decided."""

    type: str
    cause: str
    severity: int | None
    is_crisis: bool
    manner: str
    temper: str
    organisation: str


class Details(Told, Decided, total=False):
    """Both, as a register form has them."""


def told(
    said: Mapping[str, Any], channel: str, due_at: datetime | None = None
) -> tuple[dict[str, Any], list[Fault]]:
    """The columns for what was told, and everything that is wrong with it. `due_at` is the official deadline
    that stands already, however long ago.
    """
    columns: dict[str, Any] = {field: clean(said.get(field) or "") for field in LONGEST}
    faults = [
        wrong
        for field, limit in LONGEST.items()
        if (wrong := text_fault(field, columns[field], limit, required=field == "account"))
    ]
    columns["goods"], of_goods = goods.read(said.get("goods") or {})
    for field in ("about", "respondent", "official_due_at"):
        columns[field] = said.get(field)
    for field in ("is_anonymous", "may_tell"):
        columns[field] = bool(said.get(field))
    faults += [*of_goods, *_contact_faults(columns), *_official_faults(columns, channel)]
    return columns, [*faults, *_due_faults(columns["official_due_at"], due_at)]


def decided(said: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """The columns for what was decided, without what was not, and everything that is wrong with it."""
    columns = {field: said[field] for field in CHOICES if said.get(field)}
    faults = [fault(field, "not_a_choice") for field in columns if columns[field] not in CHOICES[field]]
    severity = said.get("severity")
    if severity is not None and severity not in Severity.values:
        faults.append(fault("severity", "not_a_choice"))
    elif severity is not None:
        columns["severity"] = int(severity)
    if "is_crisis" in said:
        columns["is_crisis"] = bool(said["is_crisis"])
    return columns, faults


def contact(said: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """Name and number alone, as a suggestion has them, and everything that is wrong with them."""
    columns: dict[str, Any] = {field: clean(said.get(field) or "") for field in _CONTACT[:2]}
    columns["is_anonymous"] = bool(said.get("is_anonymous"))
    found = (text_fault(field, columns[field], LONGEST[field], required=False) for field in _CONTACT[:2])
    return columns, [wrong for wrong in found if wrong] + _contact_faults(columns)


def check(faults: list[Fault]) -> None:
    """Raises Invalid with every fault there is."""
    if faults:
        raise Invalid(*faults)


def customer(columns: Mapping[str, Any], by: Person | None) -> Customer | None:
    """Whose number it is; whom the desk did not know it knows from now on (R015), so that their erasure finds
    this too. Where a guest, or a colleague who makes nobody a customer, names them, the desk itself does it.
    """
    phone, name, company = (columns[key] for key in ("contact_phone", "contact_name", "contact_company"))
    if not phone:
        return None
    who = by if by is not None and customers_may.know(by) else None
    return customers.know(phone=phone, name=name, company=company, by=who)


def shown_name(customer: Customer | None, name: str) -> str:
    """What the queue calls the complainant."""
    is_named = customer is not None and (customer.name or customer.address_as or customer.company)
    return customer.display if customer and is_named else name


def texts(complaint: Complaint) -> tuple[str, ...]:
    """By what a search finds it, beside its headline and phone."""
    return (
        complaint.account,
        complaint.wanted,
        complaint.contact_name,
        complaint.contact_company,
        complaint.official_number,
    )


def _contact_faults(columns: dict[str, Any]) -> list[Fault]:
    """The phone is brought into its one form; who wishes to stay anonymous leaves nothing of themselves."""
    if columns["is_anonymous"]:
        return [fault(field, "complaint_anonymous_contact") for field in _CONTACT if columns.get(field)]
    phone = columns["contact_phone"]
    if not phone or len(phone) > LONGEST["contact_phone"]:
        return []
    columns["contact_phone"], wrong = digits("contact_phone", phone)
    return [wrong] if wrong else []


def digits(field: str, typed: str) -> tuple[str, Fault | None]:
    """A number in its one form, by the company's area code; what is wrong with it where it is none."""
    try:
        return phones.parse(typed, area=staff.company().area_code).digits, None
    except phones.PhoneError as error:
        return typed, fault(field, error.code, **error.params)


def _official_faults(columns: Mapping[str, Any], channel: str) -> list[Fault]:
    """A transfer comes with who sent it, its number and its deadline; all three or, from elsewhere, none."""
    is_asked = channel in _OF_OFFICES or any(columns[field] for field in _OFFICIAL)
    return [fault(field, "required") for field in _OFFICIAL if is_asked and not columns[field]]


def _due_faults(due_at: datetime | None, before: datetime | None) -> list[Fault]:
    """A new deadline that lies years away is a slip of the pen, and can be beyond what can be reckoned."""
    if due_at is None or due_at == before or abs(due_at - clock.now()) <= _FARTHEST:
        return []
    return [fault("official_due_at", "complaint_official_due_far", days=_FARTHEST.days)]
