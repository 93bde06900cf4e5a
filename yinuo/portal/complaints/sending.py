"""From a form to a case: the order found, the number proved, pictures made anew, sent once."""

import hashlib
import io
from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest

from yinuo.complaints.actions import registering, suggesting
from yinuo.complaints.models import Complaint, Suggestion, Type
from yinuo.complaints.queries import loading
from yinuo.core import throttling, uploads
from yinuo.core.errors import Fault, Invalid, NotFound, NotNow, fault
from yinuo.core.throttling import Limit
from yinuo.customers.rules import Guest
from yinuo.messaging.actions import codes
from yinuo.orders.models import Order
from yinuo.orders.queries import following
from yinuo.portal.complaints import sheet as sheets
from yinuo.portal.complaints import shown, words
from yinuo.portal.complaints.sheet import Sheet
from yinuo.portal.inquiries.coming import Coming
from yinuo.portal.orders.following import finding
from yinuo.portal.orders.taking import placing
from yinuo.portal.system import verifying
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Channel
from yinuo.tickets.rules import clean

Case = Complaint | Suggestion
PER_ADDRESS: Final = Limit("complaint_address", 30, timedelta(hours=1))
"""How many may come from one address, whatever numbers they name."""


def send(request: HttpRequest, sheet: Sheet, who: Coming, digits: str) -> Case:
    """Send it; the same form gives the same case. `digits` is the number that was proved, empty for whoever
    stays anonymous.

    Raises Invalid with what is wrong at its fields, NotFound for an order they may not see, TooMany.
    """
    if first := sent_before(sheet, digits):
        return first
    throttling.spend((PER_ADDRESS, throttling.who("address", verifying.address_of(request))))
    order = order_of(request, sheet, who, digits)
    photos = placing.pictures(sheet.photos)  # costly: only within the limit
    case = _made(sheet, order, digits)
    _attach(case, sheet, photos)
    return case


def sent_before(sheet: Sheet, digits: str) -> Case | None:
    """What this very form sent before, for whoever sent it; None for a new form and for another's."""
    for rows in (loading.complaints(), loading.suggestions()):
        if (found := rows.filter(ticket__form_key=sheet.form_key).first()) is not None:
            return found if found.by_ref or found.contact_phone == digits else None
    return None


def own_faults(sheet: Sheet, known: str) -> list[Fault]:
    """What is wrong with what the domain does not judge, or would name otherwise than this form."""
    found = [fault("kind", "choice_missing")] if sheet.kind not in words.KINDS else []
    for name, longest in sheets.LONGEST.items():
        length = len(clean(getattr(sheet, name)))
        if length > longest:
            found.append(fault(name, "too_long", limit=longest, length=length))
    if not clean(sheet.account):
        found.append(fault("account", "required"))
    if not (sheet.is_anonymous or known):
        found += [fault("phone", "phone_missing")] if not sheet.phone.strip() else []
        found += [fault("code", "code_missing")] if not sheet.code.strip() else []
    if len(sheet.photos) > sheets.MOST_PHOTOS:
        found.append(fault("photos", "too_many_photos", most=sheets.MOST_PHOTOS))
    return found


def prove(sheet: Sheet, known: str) -> str:
    """The digits of whoever writes: known in this browser, proved in this form, or by the code now; none for
    whoever stays anonymous. A code that this very form used up a moment ago counts. Raises Invalid.
    """
    if sheet.is_anonymous:
        return ""
    if digits := known or sheet.proved:
        return digits
    number = verifying.number(sheet.phone)
    try:
        return verifying.check(sheet.phone, sheet.code)
    except Invalid:
        was_used = codes.was_used(phone=number, purpose=verifying.PURPOSE, code=sheet.code)
        if was_used and sent_before(sheet, number.digits):
            return number.digits
        raise


def order_of(request: HttpRequest, sheet: Sheet, who: Coming, digits: str) -> Order | None:
    """The order it is about. Raises Invalid for one that is not found or not theirs, TooMany for guessing."""
    if not sheet.order:
        return None
    if is_order_gone(sheet, who):
        raise Invalid(fault("order", "case_order_gone"))
    if sheet.order == sheets.ABOUT:
        return who.order
    try:
        if sheet.order == sheets.BY_NUMBER:
            return finding.find(request, sheet.number, sheet.tail)
        return following.order_of(sheet.order, Guest(phone=who.phone or digits))
    except NotFound:
        field = "number" if sheet.order == sheets.BY_NUMBER else "order"
        raise Invalid(fault(field, "track_wrong")) from None


def is_order_gone(sheet: Sheet, who: Coming) -> bool:
    """Whether the form was opened about an order that whoever sends it may not see any more."""
    return sheet.order == sheets.ABOUT and who.order is None


def _made(sheet: Sheet, order: Order | None, digits: str) -> Case:
    """The case. Who stays anonymous is known by nothing but the order that they named."""
    guest = Guest(phone=digits, ref=order.ticket.ref if order else "")
    common: dict[str, Any] = {
        "channel": Channel.WEB,
        "by": None,
        "guest": guest,
        "about": order.ticket if order else None,
        "is_anonymous": sheet.is_anonymous,
        "contact_name": "" if sheet.is_anonymous else sheet.contact_name,
        "form_key": sheet.form_key,
    }
    if sheet.is_suggestion:
        text = "\n".join(part for part in (sheet.account, sheet.wanted) if clean(part))
        return suggesting.make(sort=sheet.kind, text=text, named=sheet.whom, **common)
    decided: dict[str, Any] = {} if sheet.kind == Type.OTHER else {"type": sheet.kind}
    return registering.register(
        account=sheet.account,
        wanted=sheet.wanted,
        respondent_name=sheet.whom,
        **decided,
        **common,
    )


def _attach(case: Case, sheet: Sheet, photos: list[tuple[uploads.Picture, str]]) -> None:
    """Put the pictures beside the case, each once. One that finds no room any more does not undo the case."""
    for at, (made, name) in enumerate(photos):
        key = hashlib.sha256(f"{case.ticket.ref}:{sheet.form_key}:{at}".encode()).hexdigest()[:36]
        file = io.BytesIO(made.content)
        try:
            tickets.attach(
                case.ticket, purpose=shown.EVIDENCE, file=file, by=None, name=name[:100], form_key=key
            )
        except NotNow:
            return
