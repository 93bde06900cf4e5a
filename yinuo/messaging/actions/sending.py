"""The loop's one step: claim, commit, send with no lock held, record.

Killed at any instant nothing is lost: a row that was claimed and has no result is claimed again when the
claim has passed, sent again under the same key, and marked as perhaps sent twice.
"""

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db.models import F, QuerySet

from yinuo.core import clock, db
from yinuo.messaging import rules, senders
from yinuo.messaging.actions import recording
from yinuo.messaging.actions.recording import Outcome
from yinuo.messaging.models import Notice

TOGETHER = 8
TOGETHER_SECONDS = 0.1
"""Results are recorded a few at a time: a fast gateway's in one short transaction, a slow one's at once."""

log = logging.getLogger("yinuo.messaging")


def send_due(now: datetime, limit: int = 24) -> int:
    """Send up to `limit` notices that are due at `now`; returns how many were handled.

    Raises ImproperlyConfigured when the setting names no sender (nothing is claimed then), and
    django.db.OperationalError when the database does not answer; nothing is lost.
    """
    if not _due(now).exists():
        return 0
    sender = senders.chosen()
    claimed = _claim(now, limit)
    until = time.monotonic() + rules.CLAIM_SECONDS - senders.ANSWER_SECONDS
    for at in range(0, len(claimed), TOGETHER):
        if time.monotonic() > until:
            _release(claimed[at:])
            return at
        _send_few(sender, claimed[at : at + TOGETHER])
    return len(claimed)


def _due(now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(wake_at__lte=now).order_by("wake_at", "id")


def _claim(now: datetime, limit: int) -> Sequence[Notice]:
    """Take the next due rows for this worker alone; the claim also pushes them forward, out of the way."""
    until = now + timedelta(seconds=rules.CLAIM_SECONDS)
    with db.transaction():
        ids = list(_due(now).select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
        rows = Notice.objects.filter(pk__in=ids)
        rows.filter(claimed_until__isnull=False).update(perhaps_twice=True)
        rows.update(claimed_until=until, wake_at=until, attempts=F("attempts") + 1)
        return list(rows.order_by("id"))


def _release(notices: Sequence[Notice]) -> None:
    """Give back what was claimed and not tried, due at once."""
    with db.transaction():
        for notice in notices:
            back = {"wake_at": clock.now(), "claimed_until": None, "attempts": notice.attempts - 1}
            recording.change(notice, recording.under(notice.claimed_until), **back)


def _send_few(sender: senders.Sender, notices: Sequence[Notice]) -> None:
    outcomes: list[Outcome] = []
    began = time.monotonic()
    for notice in notices:
        outcomes.append(_send(sender, notice))
        if time.monotonic() - began > TOGETHER_SECONDS:
            recording.write_down(outcomes)
            outcomes, began = [], time.monotonic()
    if outcomes:
        recording.write_down(outcomes)


def _send(sender: senders.Sender, notice: Notice) -> Outcome:
    answer = partial(Outcome, notice, notice.claimed_until)
    if notice.sent_at is not None:  # accepted before, only the recording failed
        return answer(notice.sent_at, notice.gateway, notice.gateway_id)
    if notice.attempts > rules.MOST_ATTEMPTS:
        return answer(clock.now(), error="sender_silent", is_permanent=True)
    try:
        accepted = sender.send(senders.Outgoing(notice.idempotency_key, notice.address, notice.text))
    except senders.SendFailure as failure:
        return answer(clock.now(), error=failure.code, is_permanent=failure.permanent)
    except Exception:
        log.exception("sender %s failed on notice %s", sender.name, notice.pk)
        return answer(clock.now(), error="sender_error")
    return answer(clock.now(), sender.name, accepted.gateway_id)
