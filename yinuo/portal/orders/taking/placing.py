"""From a form to an order: the number proved, pictures looked at, consent noted, sent once."""

import hashlib
import io
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from yinuo.core import throttling, uploads
from yinuo.core.errors import Fault, Invalid, fault
from yinuo.customers import actions as customers
from yinuo.customers import queries as known
from yinuo.customers.rules import Guest
from yinuo.messaging.actions import codes
from yinuo.orders.actions.web import placing as web
from yinuo.orders.models import Order
from yinuo.portal.orders.taking.sheet import MOST_PHOTOS, Sheet
from yinuo.portal.system import verifying
from yinuo.tickets import actions as tickets

CONSENT: Final = "order"


def own_faults(sheet: Sheet, guest: Guest) -> list[Fault]:
    """What is wrong with what belongs to sending: the number, its code, the consent, the pictures' count."""
    found = []
    if not (guest.phone or sheet.proved):
        if not sheet.phone.strip():
            found.append(fault("phone", "phone_missing"))
        if not sheet.code.strip():
            found.append(fault("code", "code_missing"))
    notice = known.privacy_notice()
    if notice is not None and sheet.agreed != str(notice.version):
        found.append(fault("consent", "consent_outdated" if sheet.agreed else "consent_missing"))
    if len(sheet.photos) > MOST_PHOTOS:
        found.append(fault("photos", "too_many_photos", most=MOST_PHOTOS))
    return found


def pictures(files: tuple["UploadedFile[Any]", ...]) -> list[tuple[uploads.Picture, str]]:
    """The pictures made anew, with their names. Raises Invalid at `photos` that names the first bad one."""
    found = []
    for at, file in enumerate(files[:MOST_PHOTOS]):
        try:
            found.append((uploads.picture(file), file.name or ""))
        except Invalid as error:
            wrong = error.faults[0]
            params = {**wrong.params, "name": (file.name or _("第 %(n)s 张") % {"n": at + 1})[:40]}
            raise Invalid(Fault("photos", wrong.code, params)) from error
    return found


def prove(sheet: Sheet, guest: Guest) -> str:
    """The digits of whoever orders: known in this browser, proved in this form, or by the code now.

    A code that this very form used up a moment ago counts: pressed twice is sent once. Raises Invalid.
    """
    if digits := guest.phone or sheet.proved:
        return digits
    number = verifying.number(sheet.phone)
    try:
        return verifying.check(sheet.phone, sheet.code)
    except Invalid:
        was_used = codes.was_used(phone=number, purpose=verifying.PURPOSE, code=sheet.code)
        if was_used and web.placed_before(guest=Guest(phone=number.digits), form_key=sheet.form_key):
            return number.digits
        raise


def place(
    request: HttpRequest, sheet: Sheet, digits: str, photos: list[tuple[uploads.Picture, str]]
) -> Order:
    """Send the order with its pictures; the same form gives the same order. Raises what `web.place` does."""
    guest = Guest(phone=digits)
    if web.placed_before(guest=guest, form_key=sheet.form_key) is None:
        throttling.spend((web.PER_ADDRESS, throttling.who("address", verifying.address_of(request))))
    notice = known.privacy_notice(int(sheet.agreed)) if sheet.agreed.isdecimal() else None
    version = notice.version if notice else None
    order = web.place(
        guest=guest, typed=sheet.said, lots=sheet.lots, form_key=sheet.form_key, notice_version=version
    )
    if version is not None:
        customers.consent(
            purpose=CONSENT, version=version, door="portal", phone=digits, customer=order.ticket.customer
        )
    for at, (made, name) in enumerate(photos):
        key = hashlib.sha256(f"{order.ticket.ref}:{sheet.form_key}:{at}".encode()).hexdigest()[:36]
        tickets.attach(
            order.ticket,
            purpose="goods",
            file=io.BytesIO(made.content),
            by=None,
            name=name[:100],
            form_key=key,
        )
    return order
