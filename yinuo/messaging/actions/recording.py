"""What came of a message, written down: sent, failed, given up.

The ticket's row is held before the notice's own, as in every verb that reaches both, so that sending and the
verbs of an order never wait for each other crosswise.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import OperationalError

from yinuo.core import clock, db, events
from yinuo.messaging import rules
from yinuo.messaging.models import Notice, NoticePart
from yinuo.messaging.rules import codes
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import NEVER

Condition = Mapping[str, Any]
"""What a row must have to be changed: column → value, one of several (a tuple), or nothing (None)."""

UNSENT = (Notice.State.QUEUED, Notice.State.FAILED)
LONGEST_ID: Final = 60
"""A gateway's name for a message is kept, and compared, up to this length."""

log = logging.getLogger("yinuo.messaging")


@dataclass(frozen=True)
class Outcome:
    """What a sender answered at `at`: taken over by a gateway under its own id, or not, and why.

    `claim` is until when this worker holds the row: a result counts only while nobody else does. `is_open`
    says that the gateway may have taken it all the same, `wait` for how many seconds it wants to be left
    alone. Of what was accepted, `other_ids` are the names of the further parts, `cost` is in thousandths of a
    yuan, `receipt_at` when to ask for a receipt that did not come.
    """

    notice: Notice
    claim: datetime | None
    at: datetime
    gateway: str = ""
    gateway_id: str = ""
    error: str = ""
    is_permanent: bool = False
    is_open: bool = False
    wait: float | None = None
    other_ids: tuple[str, ...] = ()
    cost: int | None = None
    receipt_at: datetime | None = None


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


def note_try(notice: Notice, gateway: str, error: str, **more: str) -> None:
    """Add a try to the message's route; it is written with what comes of it."""
    said = {"gateway": gateway, "error": error, "at": clock.now().isoformat(), **more}
    notice.route = [*notice.route, said]


def release(notice: Notice, at: datetime) -> None:
    """Give back a row whose turn has not come: due again at `at`. What was tried so far, and that a gateway
    said no, stays known.
    """
    back: dict[str, Any] = {"wake_at": at, "claimed_until": None, "attempts": notice.attempts - 1}
    back |= {"trying": notice.trying, "route": notice.route}
    change(notice, under(notice.claimed_until), **back)


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
                db.change(
                    Notice,
                    {"id": notice.pk, **under(outcome.claim)},
                    claimed_until=None,
                    cost=outcome.cost,
                    **known,
                )
                _note_parts(outcome)


def _accepted(outcome: Outcome) -> None:
    """Record the acceptance, whoever holds the claim by now; a second one only marks the row."""
    notice = outcome.notice
    if outcome.gateway:
        note_try(notice, outcome.gateway, "")
    is_first = change(
        notice,
        {"state": UNSENT},
        state=Notice.State.SENT,
        sent_at=outcome.at,
        wake_at=outcome.receipt_at,
        claimed_until=None,
        gateway=outcome.gateway,
        gateway_id=outcome.gateway_id,
        trying="",
        route=notice.route,
        cost=outcome.cost,
        error="",
        **_spent(notice),
    )
    if is_first:
        _note_parts(outcome)
        record("sent", notice)
    else:
        change(notice, {}, perhaps_twice=True)


def _note_parts(outcome: Outcome) -> None:
    """A row for each part, where the gateway named them: each has its own receipt."""
    if not outcome.other_ids:
        return
    NoticePart.objects.bulk_create(
        [
            NoticePart(notice=outcome.notice, gateway=outcome.gateway, gateway_id=name)
            for name in dict.fromkeys((outcome.gateway_id, *outcome.other_ids))
        ],
        ignore_conflicts=True,
    )


def _failed(outcome: Outcome) -> None:
    """Try again later, within the promise while there is time, or give up in public (R062, R063); nothing if
    another worker holds the row by now.
    """
    notice, later = outcome.notice, None
    if not outcome.is_permanent:
        later = rules.next_attempt(notice.attempts, outcome.at, due_at=_due_at(notice), wait=outcome.wait)
    is_silent = outcome.is_open and later is None
    error = "sender_silent" if is_silent else outcome.error
    state = Notice.State.FAILED if later else Notice.State.GIVEN_UP
    columns = {"state": state, "error": error, "wake_at": later, "claimed_until": None, "route": notice.route}
    trying = notice.trying if outcome.is_open and later else ""
    if later is None:
        columns |= _spent(notice)
    if change(notice, under(outcome.claim), trying=trying, **columns):
        record(state.lower(), notice, error=error)


def _spent(notice: Notice) -> dict[str, Any]:
    """What is not kept of a message that is done with: the digits of a code."""
    return {"values": {}} if notice.key == codes.KEY else {}


def _due_at(notice: Notice) -> datetime | None:
    """By when the message's ticket has something due."""
    due = notice.ticket.next_due_at if notice.ticket else NEVER
    return None if due == NEVER else due
