"""The switchboard: what is wired, in which order, and what the live screens are told."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from yinuo import wiring
from yinuo.core import events
from yinuo.core.models import Event
from yinuo.messaging import actions as messaging
from yinuo.orders import actions as orders
from yinuo.orders.rules.stages import MOVES
from yinuo.playbooks.rules import vocabulary
from yinuo.promises import actions as promises
from yinuo.tickets import rules as tickets
from yinuo.wiring import signals, switchboard


@pytest.fixture(autouse=True)
def _wired() -> None:
    wiring.connect()


def test_every_event_reaches_promises_before_messages() -> None:
    """R062 R091: a promise stands before anybody is told of it."""
    assert events.reactions("anything.happened") == [promises.react, messaging.react, messaging.tell]


def test_connecting_twice_wires_once() -> None:
    """A desk that reacted twice would send two messages."""
    once = events.reactions("notice.sent")
    wiring.connect()
    assert events.reactions("notice.sent") == once
    assert len(set(once)) == len(once)


def test_own_reactions_come_first() -> None:
    """R037: the slip's departure is recorded before anything looks at the message."""
    first, *_, promised, told, said = events.reactions("notice.sent")
    assert first == orders.slip_went
    assert [promised, told, said] == [promises.react, messaging.react, messaging.tell]


UNHEARD = {
    "driver.position_withdrawn",
    "staff.person_deactivated",
    "ticket.forgotten",
    "customer.erased",
    "order.origin_kept",
    "order.origin_forgotten",
}
UNHEARD |= {"job.done", "job.failed", "mail.sent", "mail.given_up"}
"""Kinds that no playbook may name: nothing is to be sent for them."""


def test_an_unwired_desk_does_not_start() -> None:
    """Start-up fails if there are none."""
    events.reset()
    with pytest.raises(ImproperlyConfigured):
        events.ready()
    wiring.connect()
    events.ready()


@pytest.mark.parametrize("table", switchboard.TABLES)
def test_tables_name_known_events(table: switchboard.Table) -> None:
    """A misspelt kind would never be heard."""
    for kind, reaction in table:
        assert kind == events.ANY or kind in vocabulary.EVENT_KINDS | UNHEARD, kind
        assert callable(reaction)


def test_tickets_know_the_moves_of_an_order() -> None:
    """R086: the only mover of a stage knows where it may go."""
    assert tickets.legal_moves("ORDER") == {
        str(stage): set(map(str, after)) for stage, after in MOVES.items()
    }


@pytest.mark.parametrize(
    ("kind", "ticket_id", "data", "names"),
    [
        ("order.confirmed", 42, {}, {"ticket-42", "queue"}),
        ("ticket.personal_seen", 42, {}, set()),
        ("reminder.added", None, {"person": 7}, {"reminders-7"}),
        ("approval.asked", 42, {}, {"ticket-42", "queue", "approvals"}),
        ("customer.changed", None, {}, {"customer-3"}),
        ("staff.went_off_duty", None, {}, {"people"}),
        ("playbook.published", None, {}, {"playbook"}),
        ("filter.saved", None, {}, set()),
    ],
)
def test_signals_of_the_live_screens(
    kind: str, ticket_id: int | None, data: dict[str, int], names: set[str]
) -> None:
    """Names only; each region asks for itself again."""
    event = Event(kind=kind, subject_kind="x", subject_id=3, ticket_id=ticket_id, data=data)
    assert signals.names(event) == names
