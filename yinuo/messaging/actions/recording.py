"""What came of a message, written down: sent, failed, given up, delivered.

The ticket's row is held before the notice's own, as in every verb that reaches both, so that sending and the
verbs of an order never wait for each other crosswise.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError

from yinuo.core import clock, db, events
from yinuo.messaging import rules
from yinuo.messaging.models import Notice
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets

Condition = Mapping[str, Any]
"""What a row must have to be changed: column → value, one of several (a tuple), or nothing (None)."""

UNSENT = (Notice.State.QUEUED, Notice.State.FAILED)
log = logging.getLogger("yinuo.messaging")


@dataclass(frozen=True)
class Outcome:
    """What a sender answered at `at`: taken over by a gateway under its own id, or not, and why.

    `claim` is until when this worker holds the row: a result counts only while nobody else does.
    """

    notice: Notice
    claim: datetime | None
    at: datetime
    gateway: str = ""
    gateway_id: str = ""
    error: str = ""
    is_permanent: bool = False


def write_down(outcomes: Sequence[Outcome]) -> None:
    """Record results together; if one cannot be, one by one.

    A message that was accepted and cannot be recorded is not sent again: only its recording is tried later.
    Raises django.db.OperationalError when the database does not answer.
    """
    try:
        _together(outcomes)
    except OperationalError:
        raise
    except Exception:
        log.warning("recording %s results together failed; one by one", len(outcomes), exc_info=True)
        for outcome in outcomes:
            _alone(outcome)


def note_delivered(*, gateway: str, gateway_id: str) -> Notice | None:
    """A gateway's report that a message reached the telephone; returns None for one it does not know.

    A report that comes twice changes nothing the second time.
    """
    notice = Notice.objects.filter(gateway=gateway, gateway_id=gateway_id).first()
    if notice is None:
        return None
    with db.transaction():
        hold([notice])
        columns = {"state": Notice.State.DELIVERED, "delivered_at": clock.now()}
        if change(notice, {"state": Notice.State.SENT}, **columns):
            record("delivered", notice)
    return notice


def hold(notices: Sequence[Notice]) -> None:
    """Hold the rows of their tickets, in the order of their ids, until the transaction ends."""
    ids = {notice.ticket_id for notice in notices if notice.ticket_id is not None}
    held = {ticket.pk: ticket for ticket in tickets.hold(*ids)}
    for notice in notices:
        notice.ticket = held[notice.ticket_id] if notice.ticket_id is not None else None


def record(verb: str, notice: Notice, *, by: Person | None = None, **data: Any) -> None:
    """Write the event notice.`verb`; the data carry keys and ids only."""
    events.record(
        f"notice.{verb}",
        subject=notice,
        ticket=notice.ticket,
        by=by,
        data={"key": notice.key, "notice": notice.pk, "to": notice.to_role, **data},
    )


def under(claim: datetime | None) -> Condition:
    """Whether a row is still under the claim that this worker took."""
    return {"state": UNSENT, "claimed_until": claim}


def change(notice: Notice, condition: Condition, **columns: Any) -> bool:
    """Set the columns if the row still has these values, in the row and in the object."""
    if not db.change(Notice, {"id": notice.pk, **condition}, **columns):
        return False
    for name, value in columns.items():
        setattr(notice, name, value)
    return True


def _together(outcomes: Sequence[Outcome]) -> None:
    with db.transaction():
        hold([outcome.notice for outcome in outcomes])
        for outcome in outcomes:
            if outcome.error:
                _failed(outcome)
            else:
                _accepted(outcome)


def _alone(outcome: Outcome) -> None:
    notice = outcome.notice
    try:
        _together([outcome])
    except OperationalError:
        raise
    except Exception:
        log.exception("recording notice %s failed; tried again in %s s", notice.pk, rules.CLAIM_SECONDS)
        if not outcome.error:
            known = {"sent_at": outcome.at, "gateway": outcome.gateway, "gateway_id": outcome.gateway_id}
            with db.transaction():
                db.change(Notice, {"id": notice.pk, **under(outcome.claim)}, claimed_until=None, **known)


def _accepted(outcome: Outcome) -> None:
    """Record the acceptance, whoever holds the claim by now; a second one only marks the row."""
    is_first = change(
        outcome.notice,
        {"state": UNSENT},
        state=Notice.State.SENT,
        sent_at=outcome.at,
        wake_at=None,
        claimed_until=None,
        gateway=outcome.gateway,
        gateway_id=outcome.gateway_id,
        error="",
    )
    if is_first:
        record("sent", outcome.notice)
    else:
        change(outcome.notice, {}, perhaps_twice=True)


def _failed(outcome: Outcome) -> None:
    """Try again later, or give up in public; nothing if another worker holds the row by now."""
    notice = outcome.notice
    later = None if outcome.is_permanent else rules.next_attempt(notice.attempts, outcome.at)
    state = Notice.State.FAILED if later else Notice.State.GIVEN_UP
    columns = {"state": state, "error": outcome.error, "wake_at": later, "claimed_until": None}
    if change(notice, under(outcome.claim), **columns):
        record(state.lower(), notice, error=outcome.error)
