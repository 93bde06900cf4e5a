"""Trying a gateway out: one test message at once, and what came of it."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from pydantic import ValidationError

from yinuo.core import clock, db, events, phones, secrets
from yinuo.core.errors import Invalid, fault
from yinuo.core.text import sms
from yinuo.messaging import may, queries, rules, senders
from yinuo.messaging.actions.gateways import checking
from yinuo.messaging.models import Gateway, Notice
from yinuo.messaging.queries import gateways
from yinuo.messaging.senders.http.options import VARIABLE
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person

KEY: Final = "gateway_trial"
TEXT: Final = "这是一条测试短信，收到说明短信网关工作正常"
SAMPLE: Final = "测试"

log = logging.getLogger("yinuo.messaging")


@dataclass(frozen=True)
class Trial:
    """What came of it: accepted under a name, or why not (`unsent_` + code in the faults has its words)."""

    is_accepted: bool
    seconds: float
    code: str = ""
    said: str = ""
    gateway_id: str = ""


def try_out(
    *,
    gateway: Gateway,
    phone: str,
    by: Person,
    options: Mapping[str, Any] | None = None,
    secrets: Mapping[str, str] | None = None,
    key: str = "",
) -> Trial:
    """Send a test message to `phone` by this gateway, whether it is in use or not.

    With `options` (and secrets, an empty one stays) it is tried with these and nothing is kept of them.
    `key` names a notice whose template of the vendor is used. The message stands in the log of messages like
    any other. Records gateway.tried. Raises NotPermitted, NotFound; Invalid at phone, or as `change_gateway`;
    NotNow("secret_unreadable").
    """
    staff_may.require(by, may.manage_gateways)
    gateway = gateways.named(gateway.ref)
    message = _message(gateway, _number(phone), by, key)
    sender = senders.made_of(gateway.kind, _setup(gateway, options, secrets or {}))
    began = time.monotonic()
    try:
        trial, answer = _sent(sender, message, began)
    finally:
        senders.close(sender)
    with db.transaction():
        _log(gateway, message, answer, by)
        data = {"gateway": gateway.ref, "error": trial.code}
        events.record("gateway.tried", subject=gateway, by=by, data=data)
    return trial


def _sent(
    sender: senders.Sender, message: senders.Outgoing, began: float
) -> tuple[Trial, senders.Accepted | senders.SendFailure]:
    answer: senders.Accepted | senders.SendFailure
    try:
        answer = sender.send(message)
    except senders.SendFailure as failure:
        answer = failure
    except Exception:
        log.exception("a trial of gateway %s failed", sender.name)
        answer = senders.SendFailure("sender_error", permanent=True)
    seconds = time.monotonic() - began
    if isinstance(answer, senders.SendFailure):
        return Trial(False, seconds, code=answer.code, said=answer.said), answer
    return Trial(True, seconds, gateway_id=answer.gateway_id), answer


def _setup(gateway: Gateway, options: Mapping[str, Any] | None, given: Mapping[str, str]) -> senders.Setup:
    """The gateway's own settings, or those that were entered and are not kept."""
    if options is None:
        try:
            checking.options(gateway.kind, gateway.options)
            return senders.setup(gateway)
        except ValidationError:
            raise Invalid(fault("interface", "option_wrong", at="interface")) from None
    if faults := checking.secret_faults(gateway.kind, given):
        raise Invalid(*faults)
    kept = checking.options(gateway.kind, options)
    held = secrets.unseal(gateway.secrets) | {name: value for name, value in given.items() if value}
    return senders.Setup(gateway.ref, kept, held, gateway.per_second)


def _number(phone: str) -> str:
    try:
        return phones.parse(phone).digits
    except phones.PhoneError as error:
        raise Invalid(fault("phone", error.code, **error.params)) from None


def _message(gateway: Gateway, address: str, by: Person, key: str) -> senders.Outgoing:
    """A signed text; for a vendor's templates, a word for each variable of the one that is tried."""
    text = queries.signature() + rules.signed(f"{TEXT}。", by.staff_number)
    templates = gateway.options.get("templates", {})
    chosen = key or ("*" if "*" in templates else next(iter(templates), ""))
    named = VARIABLE.findall(" ".join(templates.get(chosen, {}).get("values", {}).values()))
    values = {name: SAMPLE for name in named if name not in ("text", "bare")}
    return senders.Outgoing(uuid4().hex, address, text, chosen, values)


def _log(
    gateway: Gateway,
    message: senders.Outgoing,
    answer: senders.Accepted | senders.SendFailure,
    by: Person,
) -> None:
    """The message among all others: whoever has to show what left, and to whom, shows this too (B6)."""
    now, measured = clock.now(), sms.measure(message.text)
    is_taken = isinstance(answer, senders.Accepted)
    error = "" if isinstance(answer, senders.Accepted) else answer.code[:60]
    Notice.objects.create(
        key=KEY,
        to_role="",
        address=message.address,
        text=message.text,
        units=measured.units,
        parts=measured.parts,
        state=Notice.State.SENT if is_taken else Notice.State.GIVEN_UP,
        idempotency_key=message.idempotency_key,
        queued_at=now,
        attempts=1,
        sent_at=now if is_taken else None,
        gateway=gateway.ref if is_taken else "",
        gateway_id=answer.gateway_id if isinstance(answer, senders.Accepted) else "",
        route=[{"gateway": gateway.ref, "error": error, "at": now.isoformat()}],
        cost=gateway.part_price * measured.parts if is_taken else None,
        error=error,
        by=by,
    )
