"""Slips answered by short message: 1 accepts, 2 cannot, 3 has collected (R064, R087).

Each is done in a unit of work of its own, by whoever got the slip and with their rights; what is refused is
written back with its reason, and the owner is told.
"""

import logging
from datetime import datetime
from typing import Final

from django.db import Error

from yinuo.core import db, events
from yinuo.core.errors import DeskError, NotPermitted
from yinuo.messaging import actions as messaging
from yinuo.messaging import queries as replies
from yinuo.messaging import rules as messages
from yinuo.messaging.models import IncomingMessage
from yinuo.orders.actions import carrying, dispatching, holding
from yinuo.orders.models import Order
from yinuo.orders.queries import asking
from yinuo.staff.models import Person

DONE: Final = "done"
DOOR: Final = "sms"
OTHER: Final = "other"
log = logging.getLogger("yinuo.orders")


def answer_replies(now: datetime, limit: int = 20) -> int:
    """Do what answers to slips ask for; returns how many were looked at."""
    due = replies.replies_due(now, limit)
    with events.entered_by(DOOR):
        for pk in due:
            _answer(pk)
    return len(due)


def _answer(pk: int) -> None:
    try:
        with db.transaction():
            incoming = messaging.take_reply(pk)
            if incoming is not None:
                _act(incoming)
                messaging.settle_reply(incoming, DONE)
    except DeskError as refused:
        with db.transaction():
            if incoming := messaging.take_reply(pk):
                messaging.settle_reply(incoming, refused.code)
    except Error:
        raise
    except Exception:
        log.exception("what message %s asks for could not be done; tried again later", pk)
        messaging.put_off_reply(pk)


def _act(incoming: IncomingMessage) -> None:
    """Accept, decline or collect, as the person who has the slip; not who had it before somebody else."""
    person = incoming.person
    if person is None or incoming.ticket_id is None:
        raise NotPermitted("not_permitted")
    order = holding.hold(Order(pk=incoming.ticket_id))
    if person.pk not in (order.receiver_id, order.driver_id):
        raise dispatching.taken(order)
    if incoming.read_as == messages.Wish.ACCEPT:
        carrying.accept(order=order, by=person, receiver=person.pk)
    elif incoming.read_as == messages.Wish.DECLINE:
        _decline(order, person, incoming.text)
    else:
        carrying.pick_up(order=order, by=person)


def _decline(order: Order, person: Person, text: str) -> None:
    """For a reason that the driver did not say: the playbook's `other`, with the message as its note."""
    listed = asking.playbook_of(order.ticket).reasons.get("decline", ())
    key = OTHER if not listed or any(reason.key == OTHER for reason in listed) else listed[-1].key
    carrying.decline(order=order, reason=key, note=f"短信回复：{text}"[:100], by=person)
