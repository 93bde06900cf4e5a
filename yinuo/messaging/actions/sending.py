"""The loop's one step: claim, commit, send with no lock held, record.

Killed at any instant nothing is lost: a row that was claimed and has no result is claimed again when the
claim has passed, sent again under the same key by the gateway that may have it, and marked as perhaps sent
twice.
"""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from yinuo.core import clock, db
from yinuo.messaging import queries, rules, senders
from yinuo.messaging.actions import handing, receiving, recording, routing
from yinuo.messaging.actions.recording import Outcome
from yinuo.messaging.actions.routing import Way, Ways
from yinuo.messaging.models import Notice
from yinuo.messaging.rules import codes

TOGETHER = 8
TOGETHER_SECONDS = 0.1
"""Results are recorded a few at a time: a fast gateway's in one short transaction, a slow one's at once."""


def send_due(now: datetime, limit: int = 48) -> int:
    """Send up to `limit` notices that are due at `now`; returns how many were handled.

    Advertising goes last. Raises ImproperlyConfigured when no gateway is active and the setting names no
    sender (nothing is claimed then), and django.db.OperationalError when the database does not answer;
    nothing is lost.
    """
    if not _due(now, False, True).exists():
        return 0
    ways = routing.ways(now)
    if not ways.order:
        return 0
    claimed = _claim(now, limit)
    longest = senders.ANSWER_SECONDS * min(len(ways.order), rules.CLAIM_SECONDS // senders.ANSWER_SECONDS - 1)
    until = time.monotonic() + rules.CLAIM_SECONDS - longest
    for at in range(0, len(claimed), TOGETHER):
        if time.monotonic() > until:
            _release(claimed[at:])
            return at
        _send_few(ways, claimed[at : at + TOGETHER])
    return len(claimed)


def _due(now: datetime, *is_commercial: bool) -> QuerySet[Notice]:
    due = Notice.objects.filter(is_commercial__in=is_commercial, wake_at__lte=now, state__in=recording.UNSENT)
    return due.order_by("wake_at", "id")


def _claim(now: datetime, limit: int) -> Sequence[Notice]:
    """Take the next due rows for this worker alone; the claim also pushes them forward, out of the way."""
    until = now + timedelta(seconds=rules.CLAIM_SECONDS)
    with db.transaction():
        ids: list[int] = []
        for is_commercial in (False, True):
            due = _due(now, is_commercial).select_for_update(skip_locked=True)
            ids += due.values_list("pk", flat=True)[: limit - len(ids)]
        rows = Notice.objects.filter(pk__in=ids)
        rows.filter(claimed_until__isnull=False).update(perhaps_twice=True)
        rows.update(claimed_until=until, wake_at=until, attempts=F("attempts") + 1)
        return list(rows.order_by("is_commercial", "id"))


def _release(notices: Sequence[Notice]) -> None:
    """Give back what was claimed and not tried, due at once."""
    with db.transaction():
        for notice in notices:
            recording.release(notice, clock.now())


def _send_few(ways: Ways, notices: Sequence[Notice]) -> None:
    """Send and record: in one call where the gateway takes several, else one by one."""
    settled, waiting = _settled(notices)
    if (sender := ways.only) is None:
        _record(ways, settled + handing.hand_over(ways, waiting))
    elif isinstance(sender, senders.ManySender):
        way, answers = ways.order[0], handing.many(sender, waiting)
        _record(ways, settled + [_outcome(*pair, way) for pair in zip(waiting, answers, strict=True)])
    else:
        _one_by_one(ways, sender, settled, waiting)


def _one_by_one(
    ways: Ways, sender: senders.Sender, outcomes: list[Outcome], notices: Sequence[Notice]
) -> None:
    began = time.monotonic()
    for notice in notices:
        outcomes.append(_outcome(notice, handing.single(sender, notice), ways.order[0]))
        if time.monotonic() - began > TOGETHER_SECONDS:
            _record(ways, outcomes)
            outcomes, began = [], time.monotonic()
    _record(ways, outcomes)


def _record(ways: Ways, outcomes: Sequence[Outcome]) -> None:
    """Write the results down; then look for receipts that were faster."""
    if outcomes:
        recording.write_down(outcomes)
    if ways.only is None:
        receiving.match(outcomes)


def _settled(notices: Sequence[Notice]) -> tuple[list[Outcome], list[Notice]]:
    """What is not handed over, with what comes of it, and the rest."""
    settled: list[Outcome] = []
    waiting: list[Notice] = []
    refused = queries.who_refused({one.address for one in notices if one.is_commercial})
    for notice in notices:
        if outcome := _needless(notice, refused):
            settled.append(outcome)
        elif at := rules.leaves_at(clock.local(clock.now()), notice.is_commercial):
            with db.transaction():
                recording.release(notice, at)
        else:
            waiting.append(notice)
    return settled, waiting


def _needless(notice: Notice, refused: frozenset[str]) -> Outcome | None:
    """What comes of a notice that is not handed over: it was before, or as often as makes sense, or is
    advertising that nobody wants.
    """
    if notice.sent_at is not None:  # accepted before, only the recording failed
        claim, cost = notice.claimed_until, notice.cost
        return Outcome(notice, claim, notice.sent_at, notice.gateway, notice.gateway_id, cost=cost)
    if notice.key == codes.KEY and notice.queued_at + codes.LIFE <= clock.now():
        return handing.failed(notice, "code_too_late", is_permanent=True)
    if notice.attempts > rules.MOST_ATTEMPTS:
        return handing.failed(notice, "sender_silent", is_permanent=True)
    if notice.is_commercial and notice.address in refused:
        return handing.failed(notice, "refused_commercial", is_permanent=True)
    return None


def _outcome(notice: Notice, answer: handing.Answer, way: Way) -> Outcome:
    """What the setting's sender answered, now."""
    if isinstance(answer, senders.SendFailure):
        recording.note_try(notice, way.ref, answer.code)
        return handing.failed(notice, answer.code, is_permanent=answer.permanent, wait=answer.wait)
    return handing.accepted(notice, way, answer)
