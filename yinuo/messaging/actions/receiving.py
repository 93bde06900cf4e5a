"""Receipts: what the network says became of a message, told, asked for, or missing.

A receipt may come twice, out of order, and before the desk has written down that the gateway accepted the
message: it is then kept until the name it speaks of is known. What arrived stays arrived.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Literal

from django.db import OperationalError

from yinuo.core import clock, db, events
from yinuo.messaging import rules, senders
from yinuo.messaging.actions import recording
from yinuo.messaging.actions.recording import Outcome
from yinuo.messaging.models import EarlyReceipt, Gateway, Notice, NoticePart

DOOR: Final = "sms"
TOGETHER: Final = 16
KEPT: Final = timedelta(days=1)
LOST: Final[Literal["lost"]] = "lost"
LONGEST_CODE: Final = 60
log = logging.getLogger("yinuo.messaging")


@dataclass(frozen=True)
class _Known:
    """A receipt, the message it speaks of, and which part of it where the parts have names."""

    receipt: senders.Receipt
    notice_id: int
    part_id: int | None


def note_receipts(gateway_ref: str, receipts: Sequence[senders.Receipt]) -> int:
    """Write down what the network says; returns how many told something new.

    May be called with the same again, in any order; one for a message that is not known (yet) is kept for a
    day. Records notice.delivered, or notice.lost {error}, when all parts, or one of them, have their end.
    """
    with events.entered_by(DOOR):
        final = [_cut(receipt) for receipt in receipts if receipt.state != "waiting" and receipt.gateway_id]
        new, unknown = _apply(gateway_ref, final)
        if unknown:
            _keep(gateway_ref, unknown)
            new += _match(gateway_ref, [receipt.gateway_id for receipt in unknown])
        return new


def match(outcomes: Sequence[Outcome]) -> None:
    """Look whether receipts of what was just accepted came before it was written down."""
    for ref in dict.fromkeys(one.gateway for one in outcomes if one.gateway):
        mine = [one for one in outcomes if one.gateway == ref]
        _match(ref, [name for one in mine for name in (one.gateway_id, *one.other_ids)])


def match_early(now: datetime, limit: int = 200) -> int:
    """The same for all that waits, for what a killed worker left; what nobody knows after a day goes.

    Returns how many told something new.
    """
    waiting = EarlyReceipt.objects.order_by("noted_at")[:limit]
    names: dict[str, list[str]] = {}
    for early in waiting:
        names.setdefault(early.gateway, []).append(early.gateway_id)
    new = sum(_match(ref, ids) for ref, ids in names.items())
    if names:
        old = EarlyReceipt.objects.filter(noted_at__lt=now - KEPT).values_list("pk", flat=True)[:limit]
        with db.transaction():
            EarlyReceipt.objects.filter(pk__in=list(old)).delete()
    return new


def ask_due(now: datetime, limit: int = 24) -> int:
    """Ask for the receipts that should have come by `now`; returns how many were asked for.

    A gateway that cannot be asked, does not answer or knows nothing leaves the message unconfirmed: records
    notice.unconfirmed, and somebody is reminded to call (R064).
    """
    claimed = _claim(now, limit)
    gateways = {row.ref: row for row in Gateway.objects.filter(ref__in={one.gateway for one in claimed})}
    for notice in claimed:
        _ask(notice, gateways.get(notice.gateway))
    return len(claimed)


def _claim(now: datetime, limit: int) -> list[Notice]:
    until = now + timedelta(seconds=rules.CLAIM_SECONDS)
    due = Notice.objects.filter(
        is_commercial__in=(False, True), wake_at__lte=now, state=Notice.State.SENT
    ).order_by("wake_at", "id")
    if not due.exists():
        return []
    with db.transaction():
        ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        rows = Notice.objects.filter(pk__in=ids)
        rows.update(claimed_until=until, wake_at=until)
        return list(rows.order_by("id"))


def _ask(notice: Notice, gateway: Gateway | None) -> None:
    told = _answers(notice, gateway) if gateway else []
    _apply(notice.gateway, [_cut(receipt) for receipt in told if receipt.state != "waiting"])
    with db.transaction():
        recording.hold([notice])
        columns = {"asked_at": clock.now(), "wake_at": None, "claimed_until": None}
        if recording.change(notice, {"state": Notice.State.SENT}, **columns):
            recording.record("unconfirmed", notice)


def _answers(notice: Notice, gateway: Gateway) -> list[senders.Receipt]:
    """What the gateway says of the message, or of those parts that have no receipt yet."""
    try:
        sender = senders.of(gateway)
        if not (isinstance(sender, senders.Asks) and sender.can_ask and notice.sent_at):
            return []
        parts = notice.part_rows.filter(delivered_at__isnull=True).values_list("gateway_id", flat=True)
        return [
            sender.ask(name, notice.address, notice.sent_at) for name in (*parts,) or (notice.gateway_id,)
        ]
    except OperationalError:
        raise
    except Exception as error:
        log.warning("gateway %s did not say what became of notice %s: %s", gateway.ref, notice.pk, error)
        return []


def _cut(receipt: senders.Receipt) -> senders.Receipt:
    """With no longer a name and a code than the rows hold."""
    name, code = receipt.gateway_id[: recording.LONGEST_ID], receipt.code[:LONGEST_CODE]
    return replace(receipt, gateway_id=name, code=code)


def _keep(gateway_ref: str, receipts: Iterable[senders.Receipt]) -> None:
    now = clock.now()
    with db.transaction():
        for receipt in receipts:
            early = EarlyReceipt(
                gateway=gateway_ref,
                gateway_id=receipt.gateway_id,
                state=receipt.state,
                code=receipt.code,
                at=receipt.at,
                noted_at=now,
            )
            db.insert_once(early, "gateway", "gateway_id", "state")


def _match(gateway_ref: str, names: Sequence[str]) -> int:
    """Apply the early receipts for these names, as far as they are known by now."""
    waiting = list(EarlyReceipt.objects.filter(gateway=gateway_ref, gateway_id__in=names))
    if not waiting:
        return 0
    told = [_receipt(early) for early in waiting]
    new, unknown = _apply(gateway_ref, told)
    still = set(unknown)
    done = [early.pk for early, receipt in zip(waiting, told, strict=True) if receipt not in still]
    with db.transaction():
        EarlyReceipt.objects.filter(pk__in=done).delete()
    return new


def _receipt(early: EarlyReceipt) -> senders.Receipt:
    if early.state == "delivered":
        return senders.Receipt(early.gateway_id, "delivered", early.code, early.at)
    return senders.Receipt(early.gateway_id, LOST, early.code, early.at)


def _apply(gateway_ref: str, receipts: Sequence[senders.Receipt]) -> tuple[int, list[senders.Receipt]]:
    """Write receipts down; how many were new, and those of which nobody knows the message (yet)."""
    known, unknown = _sorted(gateway_ref, receipts)
    new = 0
    for at in range(0, len(known), TOGETHER):
        few = known[at : at + TOGETHER]
        try:
            new += _together(few)
        except OperationalError:
            raise
        except Exception:
            log.warning("recording %s receipts together failed; one by one", len(few), exc_info=True)
            for one in few:
                new += _alone(one, unknown)
    return new, unknown


def _sorted(
    gateway_ref: str, receipts: Sequence[senders.Receipt]
) -> tuple[list[_Known], list[senders.Receipt]]:
    names = [receipt.gateway_id for receipt in receipts]
    if not names:
        return [], []
    named = {"gateway": gateway_ref, "gateway_id__in": names}
    parts = {row.gateway_id: row for row in NoticePart.objects.filter(**named)}
    wholes = dict(Notice.objects.filter(**named).values_list("gateway_id", "pk"))
    known, unknown = list[_Known](), list[senders.Receipt]()
    for receipt in receipts:
        if part := parts.get(receipt.gateway_id):
            known.append(_Known(receipt, part.notice_id, part.pk))
        elif (pk := wholes.get(receipt.gateway_id)) is not None:
            known.append(_Known(receipt, pk, None))
        else:
            unknown.append(receipt)
    return known, unknown


def _alone(one: _Known, unknown: list[senders.Receipt]) -> int:
    """One that cannot be written down waits, as if its message were not known yet."""
    try:
        return _together([one])
    except OperationalError:
        raise
    except Exception:
        log.exception("the receipt of notice %s could not be recorded; tried again later", one.notice_id)
        unknown.append(one.receipt)
        return 0


def _together(few: Sequence[_Known]) -> int:
    with db.transaction():
        notices = Notice.objects.filter(pk__in={one.notice_id for one in few}).order_by("pk")
        recording.hold(list(notices))
        held = {row.pk: row for row in notices.select_for_update()}
        recording.hold(list(held.values()))
        return sum(_told(held[one.notice_id], one) for one in few if one.notice_id in held)


def _told(notice: Notice, one: _Known) -> bool:
    """Whether this changes what is known of the message."""
    state: str = one.receipt.state
    at = one.receipt.at or clock.now()
    if one.part_id is not None:
        column = "delivered_at" if state == "delivered" else "lost_at"
        db.change(NoticePart, {"id": one.part_id, column: None}, **{column: at})
        state = _of_parts(notice)
    if state == "delivered":
        return _delivered(notice, at)
    return state == LOST and _lost(notice, one.receipt.code)


def _of_parts(notice: Notice) -> str:
    """What became of a message of several parts: delivered when all are, lost when one is."""
    parts = list(notice.part_rows.values_list("delivered_at", "lost_at"))
    if all(delivered for delivered, _ in parts):
        return "delivered"
    return LOST if any(lost and not delivered for delivered, lost in parts) else "waiting"


def _delivered(notice: Notice, at: datetime) -> bool:
    columns = {"state": Notice.State.DELIVERED, "delivered_at": at, "wake_at": None, "claimed_until": None}
    is_new = recording.change(notice, {"state": (Notice.State.SENT, Notice.State.LOST)}, error="", **columns)
    if is_new:
        recording.record("delivered", notice)
    return is_new


def _lost(notice: Notice, code: str) -> bool:
    recording.note_try(notice, notice.gateway, code, receipt=LOST)
    columns = {"state": Notice.State.LOST, "wake_at": None, "claimed_until": None, "route": notice.route}
    is_new = recording.change(notice, {"state": Notice.State.SENT}, error=LOST, **columns)
    if is_new:
        recording.record(LOST, notice, error=LOST)
    return is_new
