"""The loop's one step: claim, commit, send with no lock held, record.

Killed at any instant nothing is lost: a row that was claimed and has no result is claimed again when the
claim has passed, sent again under the same key, and marked as perhaps sent twice.
"""

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

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


def send_due(now: datetime, limit: int = 48) -> int:
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
    """Send and record: in one call where the gateway takes several, else one by one."""
    if isinstance(sender, senders.ManySender):
        recording.write_down(_send_many(sender, sender.name, notices))
        return
    outcomes: list[Outcome] = []
    began = time.monotonic()
    for notice in notices:
        outcomes.append(_needless(notice) or _send(sender, notice))
        if time.monotonic() - began > TOGETHER_SECONDS:
            recording.write_down(outcomes)
            outcomes, began = [], time.monotonic()
    if outcomes:
        recording.write_down(outcomes)


def _needless(notice: Notice) -> Outcome | None:
    """What comes of a notice that is not handed over: it was before, or as often as makes sense."""
    if notice.sent_at is not None:  # accepted before, only the recording failed
        return Outcome(notice, notice.claimed_until, notice.sent_at, notice.gateway, notice.gateway_id)
    if notice.attempts > rules.MOST_ATTEMPTS:
        return _outcome(notice, "", senders.SendFailure("sender_silent", permanent=True))
    return None


def _send(sender: senders.Sender, notice: Notice) -> Outcome:
    try:
        return _outcome(notice, sender.name, sender.send(_outgoing(notice)))
    except senders.SendFailure as failure:
        return _outcome(notice, sender.name, failure)
    except Exception:
        log.exception("sender %s failed on notice %s", sender.name, notice.pk)
        return _outcome(notice, sender.name, senders.SendFailure("sender_error", permanent=False))


def _send_many(sender: senders.ManySender, name: str, notices: Sequence[Notice]) -> list[Outcome]:
    settled = [outcome for notice in notices if (outcome := _needless(notice))]
    done = {outcome.notice.pk for outcome in settled}
    waiting = [notice for notice in notices if notice.pk not in done]
    answers: Sequence[senders.Accepted | senders.SendFailure]
    try:
        answers = sender.send_many([_outgoing(notice) for notice in waiting])
    except Exception:
        log.exception("sender %s failed on %s notices", name, len(waiting))
        answers = [senders.SendFailure("sender_error", permanent=False)] * len(waiting)
    told = zip(waiting, answers, strict=True)
    return settled + [_outcome(notice, name, answer) for notice, answer in told]


def _outgoing(notice: Notice) -> senders.Outgoing:
    return senders.Outgoing(notice.idempotency_key, notice.address, notice.text)


def _outcome(notice: Notice, gateway: str, answer: senders.Accepted | senders.SendFailure) -> Outcome:
    """What the gateway answered, now."""
    if isinstance(answer, senders.SendFailure):
        return Outcome(
            notice, notice.claimed_until, clock.now(), error=answer.code, is_permanent=answer.permanent
        )
    return Outcome(notice, notice.claimed_until, clock.now(), gateway, answer.gateway_id)
