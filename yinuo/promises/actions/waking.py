"""The loop's one step: what is due is warned of, broken, escalated, repeated, in order of its time.

Rows are taken a few at a time in one short transaction. Only what a row says after its ticket is held
counts, so each thing is raised once, whatever the number of loops, and after a kill the transaction has
happened or it has not. A row that fails undoes its few companions, which are then done one by one; the
failing one is pushed forward and logged.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError

from yinuo.core import db
from yinuo.playbooks.rules import schema
from yinuo.promises import queries
from yinuo.promises.actions import ending, standing
from yinuo.promises.models import Promise
from yinuo.promises.rules import chasing, watching
from yinuo.promises.rules.chasing import Act, Verb
from yinuo.tickets import actions
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

TOGETHER = 16
"""How many rows share a transaction: few enough to hold the write lock for some hundredths of a second."""

PUSHED = timedelta(seconds=60)
_Place = tuple[datetime, int]

log = logging.getLogger("yinuo.promises")


def wake_due(now: datetime, limit: int = 200) -> int:
    """Do the next thing for up to `limit` promises that are due at `now`, in order; returns how many.

    Raises django.db.OperationalError when the database itself does not answer; nothing is lost then.
    """
    done, behind = 0, None
    while done < limit:
        places = _due(now, behind, min(TOGETHER, limit - done))
        if not places:
            break
        behind = places[-1]
        done += _wake([pk for _, pk in places], now)
    return done


def _due(now: datetime, behind: _Place | None, most: int) -> list[_Place]:
    rows = Promise.objects.filter(wake_at__lte=now)
    if behind:
        rows = rows.filter(wake_at__gte=behind[0]).exclude(wake_at=behind[0], pk__lte=behind[1])
    found = rows.order_by("wake_at", "pk").values_list("wake_at", "pk")[:most]
    return [(at, pk) for at, pk in found if at is not None]


def _wake(ids: Sequence[int], now: datetime) -> int:
    try:
        return _together(ids, now)
    except Exception:
        log.warning("waking %s promises together failed; one by one", len(ids), exc_info=True)
    return sum(_alone(pk, now) for pk in ids)


def _alone(pk: int, now: datetime) -> int:
    try:
        return _together([pk], now)
    except OperationalError:
        raise
    except Exception:
        log.exception("waking promise %s failed; pushed forward by %s", pk, PUSHED)
        with db.transaction():
            Promise.objects.filter(pk=pk, wake_at__lte=now).update(wake_at=now + PUSHED)
        return 0


def _together(ids: Sequence[int], now: datetime) -> int:
    with db.transaction():
        rows = _held(ids, now)
        for promise in rows:
            _step(promise, now)
    return len(rows)


def _held(ids: Sequence[int], now: datetime) -> list[Promise]:
    """Those of the rows that are still due once their ticket is held, in order.

    A ticket that somebody else holds is passed over until the next look, so the loop never waits. The rows
    are read after the lock: what they said before it may be old.
    """
    wanted = set(Promise.objects.filter(pk__in=ids).values_list("ticket_id", flat=True))
    rows = Ticket.objects.select_related("owner", "team", "region")
    free = rows.select_for_update(of=("self",), skip_locked=True, no_key=True).in_bulk(wanted)
    due = Promise.objects.filter(pk__in=ids, ticket__in=free, wake_at__lte=now)
    found = list(due.select_related("assignee").order_by("wake_at", "pk"))
    for promise in found:
        (promise.ticket,) = actions.adopt([free[promise.ticket_id]])
    return found


def _step(promise: Promise, now: datetime) -> None:
    """Everything that is due for one promise at `now`, one thing after the other."""
    if _is_left_behind(promise):
        at = promise.ticket.closed_at or now
        ending.end(promise, Promise.State.CANCELLED, at=at, by=None, reason=ending.CLOSED)
        standing.show_next(promise.ticket)
        return
    rule, hours = queries.rule_of(promise), queries.hours_of(promise)
    acts: list[Act] = []
    while promise.wake_at is not None and promise.wake_at <= now:
        act, chase = chasing.step(
            rule, queries.chase_of(promise), hours, now, lambda consequence: _holds(consequence, promise)
        )
        standing.take_chase(promise, chase)
        promise.wake_at = chasing.next_wake(rule, chase, hours, now)
        acts += [act] if act else []
    if any(act.verb is Verb.WARN for act in acts):
        promise.warned_at = now
    db.update(promise, "wake_at", "warned_at", "broken_at", "level", "repeats", "repeat_at")
    said: dict[str, list[str]] = {}
    for act in acts:
        _raise(promise, rule, act, said)


def _is_left_behind(promise: Promise) -> bool:
    """Whether the ticket was closed under a promise of the playbook; a person's word outlives the ticket."""
    closed_at = promise.ticket.closed_at
    return closed_at is not None and not promise.is_spoken and promise.opened_at < closed_at


def _raise(promise: Promise, rule: schema.Promise, act: Act, said: dict[str, list[str]]) -> None:
    """Record what is due. `said` is who was sent which notice in this look already: messaging sends nobody
    the same words twice when several things fall due at once.
    """
    told = act.consequence
    notice = (told.notice if told else None) or ""
    more: dict[str, Any] = {"said_to": list(said[notice])} if notice in said else {}
    if told and notice:
        said.setdefault(notice, []).extend(told.to or _readers(promise, notice))
    task = told.task if told else rule.task if act.verb is Verb.WARN else ""
    notify = told.notify if told else ("assignee",) if act.verb is Verb.WARN else ()
    standing.record(
        act.verb,
        promise,
        by=None,
        level=act.level,
        notify=list(notify or (("assignee",) if task else ())),
        notice=notice or None,
        to=list(told.to) if told else [],
        task=task,
        **more,
    )


def _readers(promise: Promise, notice: str) -> tuple[str, ...]:
    """Whom the playbook itself writes a notice to."""
    playbook = queries.playbook_of(promise.ticket)
    return next((one.to for one in playbook.notices if one.key == notice), ()) if playbook else ()


def _holds(consequence: schema.Consequence, promise: Promise) -> bool:
    if consequence.when is None:
        return True
    facts = tickets.facts(promise.ticket)
    return consequence.when.holds(watching.Values(facts.values, queries.own_values(promise)))
