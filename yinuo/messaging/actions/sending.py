"""The loop's one step: claim, commit, send with no lock held, record.

Killed at any instant nothing is lost: a row that was claimed and has no result is claimed again when the
claim has passed, sent again under the same key, and marked as perhaps sent twice.
"""

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from yinuo.core import clock, db, events
from yinuo.messaging import rules, senders
from yinuo.messaging.models import Notice
from yinuo.staff.models import Person
from yinuo.tickets.actions import locking

log = logging.getLogger("yinuo.messaging")
UNSENT = (Notice.State.QUEUED, Notice.State.FAILED)


def send_due(now: datetime, limit: int = 20) -> int:
    """Send up to `limit` notices that are due at `now`; returns how many were handled.

    Raises ImproperlyConfigured when the setting names no sender; nothing is claimed then.
    """
    if not _due(now).exists():
        return 0
    sender = senders.chosen()
    claimed = _claim(now, limit)
    until = time.monotonic() + rules.CLAIM_SECONDS - senders.ANSWER_SECONDS
    for at, notice in enumerate(claimed):
        if time.monotonic() > until:
            _release(claimed[at:])
            return at
        _send(sender, notice)
    return len(claimed)


def note_delivered(*, gateway: str, gateway_id: str) -> Notice | None:
    """A gateway's report that a message reached the telephone; returns None for a message it does not know.

    A report that comes twice changes nothing the second time.
    """
    notice = Notice.objects.filter(gateway=gateway, gateway_id=gateway_id).select_related("ticket").first()
    if notice is None:
        return None
    with db.transaction():
        hold(notice)
        columns = {"state": Notice.State.DELIVERED, "delivered_at": clock.now()}
        if _change(notice, Q(state=Notice.State.SENT), **columns):
            record("delivered", notice)
    return notice


def hold(notice: Notice) -> None:
    """Hold the row of the notice's ticket, before the notice's own: whoever reaches both takes them so."""
    if notice.ticket is not None:
        locking.lock(notice.ticket)


def record(verb: str, notice: Notice, *, by: Person | None = None, **data: Any) -> None:
    """Write the event notice.`verb`; the data carry keys and ids only."""
    events.record(
        f"notice.{verb}",
        subject=notice,
        ticket=notice.ticket,
        by=by,
        data={"key": notice.key, "notice": notice.pk, "to": notice.to_role, **data},
    )


def _due(now: datetime) -> Any:
    return Notice.objects.filter(wake_at__lte=now).order_by("wake_at", "id")


def _claim(now: datetime, limit: int) -> Sequence[Notice]:
    """Take the next due rows for this worker alone; the claim also pushes them forward, out of the way."""
    until = now + timedelta(seconds=rules.CLAIM_SECONDS)
    with db.transaction():
        ids = list(_due(now).select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        rows = Notice.objects.filter(pk__in=ids)
        rows.filter(claimed_until__isnull=False).update(perhaps_twice=True)
        rows.update(claimed_until=until, wake_at=until, attempts=F("attempts") + 1)
        return list(rows.select_related("ticket", "by").order_by("id"))


def _release(notices: Sequence[Notice]) -> None:
    """Give back what was claimed and not tried, due at once."""
    with db.transaction():
        for notice in notices:
            _change(
                notice, _ours(notice), wake_at=clock.now(), claimed_until=None, attempts=F("attempts") - 1
            )


def _send(sender: senders.Sender, notice: Notice) -> None:
    if notice.attempts > rules.MOST_ATTEMPTS:
        _failed(notice, "sender_silent", permanent=True)
        return
    try:
        accepted = sender.send(senders.Outgoing(notice.idempotency_key, notice.address, notice.text))
    except senders.SendFailure as failure:
        _failed(notice, failure.code, permanent=failure.permanent)
    except Exception:
        log.exception("sender %s failed on notice %s", sender.name, notice.pk)
        _failed(notice, "sender_error", permanent=False)
    else:
        _accepted(notice, sender.name, accepted)


def _accepted(notice: Notice, gateway: str, accepted: senders.Accepted) -> None:
    """Record the acceptance, whoever holds the claim by now; a second one only marks the row."""
    with db.transaction():
        hold(notice)
        is_first = _change(
            notice,
            Q(state__in=UNSENT),
            state=Notice.State.SENT,
            sent_at=clock.now(),
            wake_at=None,
            claimed_until=None,
            gateway=gateway,
            gateway_id=accepted.gateway_id,
            error="",
        )
        if is_first:
            record("sent", notice)
        else:
            _change(notice, Q(), perhaps_twice=True)


def _failed(notice: Notice, code: str, *, permanent: bool) -> None:
    """Try again later, or give up in public; nothing if another worker holds the row by now."""
    later = None if permanent else rules.next_attempt(notice.attempts, clock.now())
    state = Notice.State.FAILED if later else Notice.State.GIVEN_UP
    with db.transaction():
        hold(notice)
        changed = _change(notice, _ours(notice), state=state, error=code, wake_at=later, claimed_until=None)
        if changed:
            record(state.lower(), notice, error=code)


def _ours(notice: Notice) -> Q:
    return Q(state__in=UNSENT, claimed_until=notice.claimed_until)


def _change(notice: Notice, condition: Q, **columns: Any) -> bool:
    """Set the columns if the row still meets the condition, in the row and in the object."""
    if not Notice.objects.filter(condition, pk=notice.pk).update(**columns):
        return False
    for name, value in columns.items():
        if not hasattr(value, "resolve_expression"):
            setattr(notice, name, value)
    return True
