"""Proving that a phone number is in somebody's hand: a code goes there, and comes back.

The digits are kept nowhere in the open: a digest to compare with, and, until a gateway took the message over
(or the code expired), sealed under the desk's key beside it. The message's own text shows dots in their
place, in the log of messages as in every export and backup.
"""

import hmac
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from django.db.models import F

from yinuo.core import clock, db, phones, secrets, throttling
from yinuo.core.errors import Invalid, fault
from yinuo.core.text import sms
from yinuo.messaging import queries
from yinuo.messaging.actions import recording
from yinuo.messaging.models import Code, Notice, PretendMessage
from yinuo.messaging.rules import codes
from yinuo.staff.models import Person

TO_ROLE: Final = "guest"
AT_ONCE: Final = 200


def send_code(
    *, phone: phones.Phone, purpose: str, address: str, device: str = "", by: Person | None = None
) -> Code:
    """Send a code to a mobile number; those sent before for this purpose are dead from now on.

    What happens and what is answered does not depend on whether anybody here knows the number. `address` and
    `device` are where it was asked from. Raises Invalid at `phone` for what can take no message; TooMany(
    "too_often"): a number gets one a minute, 5 an hour, 10 a day, an address asks 20 times an hour, a device
    10 times.
    """
    if phone.kind is not phones.PhoneKind.MOBILE:
        raise Invalid(fault("phone", "phone_not_mobile"))
    throttling.spend(*_asked(phone.digits, address, device))
    code, now = codes.drawn(), clock.now()
    row = Code(
        phone=phone.digits,
        purpose=purpose,
        digest=_digest(phone.digits, purpose, code),
        sent_at=now,
        expires_at=now + codes.LIFE,
    )
    with db.transaction():
        db.insert(row)
        notice = _notice(phone.digits, code, now, by)
        db.insert(notice)
        recording.record("queued", notice, by=by)
    return row


def check_code(*, phone: phones.Phone, purpose: str, code: str) -> None:
    """Whether this is the code that was sent last; it is used up by it.

    Raises Invalid at `code`: code_wrong with how many tries are `left`, code_used_up after the fifth wrong
    one, code_expired when there is none that counts (ten minutes, or used before).
    """
    now = clock.now()
    newest = Code.objects.filter(phone=phone.digits, purpose=purpose).order_by("-id").first()
    if newest is None or newest.used_at is not None or newest.expires_at <= now:
        raise Invalid(fault("code", "code_expired"))
    with db.transaction():  # counted before it is compared: tries at the same moment cost one each
        open_ = Code.objects.filter(pk=newest.pk, used_at__isnull=True, tries__lt=codes.MOST_TRIES)
        counted = open_.update(tries=F("tries") + 1)
    if not counted:
        raise Invalid(fault("code", "code_used_up"))
    said = "".join(character for character in code if not character.isspace())[: codes.DIGITS + 1]
    if not hmac.compare_digest(newest.digest, _digest(phone.digits, purpose, said)):
        left = codes.MOST_TRIES - newest.tries - 1
        raise Invalid(fault("code", "code_wrong", left=left) if left > 0 else fault("code", "code_used_up"))
    with db.transaction():
        if not db.change(Code, {"id": newest.pk, "used_at": None}, used_at=now):
            raise Invalid(fault("code", "code_expired"))


def was_used(*, phone: phones.Phone, purpose: str, code: str) -> bool:
    """Whether this is the code that was used last and has not expired: the same form, sent a second time."""
    newest = Code.objects.filter(phone=phone.digits, purpose=purpose).order_by("-id").first()
    if newest is None or newest.used_at is None or newest.expires_at <= clock.now():
        return False
    said = "".join(character for character in code if not character.isspace())[: codes.DIGITS + 1]
    return hmac.compare_digest(newest.digest, _digest(phone.digits, purpose, said))


def forget_codes(now: datetime) -> int:
    """Delete codes that expired, some at a time, and what the pretended telephone shows of them."""
    old = Code.objects.filter(sent_at__lte=now - codes.LIFE).order_by("sent_at")
    rows = list(old.values_list("pk", "phone")[:AT_ONCE])
    if not rows:
        return 0
    told = Notice.objects.filter(
        address__in={phone for _pk, phone in rows}, key=codes.KEY, queued_at__lte=now - codes.LIFE
    )
    with db.transaction():
        PretendMessage.objects.filter(
            idempotency_key__in=list(told.values_list("idempotency_key", flat=True))
        ).delete()
        Code.objects.filter(pk__in=[pk for pk, _phone in rows]).delete()
    return len(rows)


def _asked(digits: str, address: str, device: str) -> list[tuple[throttling.Limit, str]]:
    phone = throttling.who("phone", digits)
    asked = [(limit, phone) for limit in codes.PER_PHONE]
    asked.append((codes.PER_ADDRESS, throttling.who("address", address)))
    if device:
        asked.append((codes.PER_DEVICE, throttling.who("device", device)))
    return asked


def _digest(digits: str, purpose: str, code: str) -> str:
    return throttling.who("code", f"{digits}:{purpose}:{code}")


def _notice(digits: str, code: str, now: datetime, by: Person | None) -> Notice:
    """The message, with dots for the digits and the digits sealed beside it."""
    text = queries.signature() + codes.TEXT.format(code=codes.HIDDEN)
    measure = sms.measure(text)
    known: dict[str, Any] = {"units": measure.units, "parts": measure.parts}
    return Notice(
        key=codes.KEY,
        to_role=TO_ROLE,
        address=digits,
        text=text,
        values={"sealed": secrets.seal({"code": code})},
        idempotency_key=uuid4().hex,
        queued_at=now,
        wake_at=now,
        by=by,
        **known,
    )
