"""Advertising: by day, refusable, never to who refused, never mixed with the work."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from tests.factories import messaging as make
from tests.factories import tickets as make_tickets
from tests.frozen import Frozen
from tests.messaging.conftest import Known, happens
from tests.messaging.pipeline.conftest import gateway
from tests.servers.vendor import Vendor
from yinuo.core import clock
from yinuo.core.errors import NotPermitted
from yinuo.core.models import Event
from yinuo.messaging import actions
from yinuo.messaging.models import Notice, OptOut, Reminder
from yinuo.messaging.senders import Reply
from yinuo.playbooks.rules import schema
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

OFFER: dict[str, Any] = {
    "key": "offer",
    "label": "优惠",
    "channel": "sms",
    "to": "customer",
    "on": "ticket.taken",
    "commercial": True,
    "text": "{customer}，本周发货九折。",
    "from": "B6",
}
NIGHT = datetime(2026, 11, 20, 14, 30, tzinfo=UTC)
MORNING = datetime(2026, 11, 21, 0, 0, tzinfo=UTC)
CUSTOMER = "13800006621"


@pytest.fixture
def offered(ticket: Ticket, known: Known, wired: None) -> Ticket:
    """A ticket whose manual sends an offer when it is taken."""
    version = make_tickets.playbook(notices=[OFFER], promises=[])
    Ticket.objects.filter(pk=ticket.pk).update(playbook_version=version)
    ticket.refresh_from_db()
    return ticket


def test_it_says_how_to_refuse_and_that_counts(offered: Ticket, frozen: Frozen) -> None:
    """R070: the words stand at its end and are measured with it."""
    happens("ticket.taken", offered)
    notice = Notice.objects.get()
    assert notice.text == "王先生，本周发货九折。拒收请回复R"
    assert (notice.units, notice.is_commercial) == (len(notice.text), True)


def test_nothing_leaves_by_night(offered: Ticket, frozen: Frozen, first: Vendor) -> None:
    """Half past ten in the evening: it waits until eight, also where it was queued by day and came late."""
    gateway(first.url)
    frozen.to(NIGHT)
    happens("ticket.taken", offered)
    late = make.notice(offered, is_commercial=True, address="13800006622")
    assert Notice.objects.get(key="offer").wake_at == MORNING
    actions.send_due(clock.now())
    late.refresh_from_db()
    assert (late.wake_at, late.attempts, late.claimed_until) == (MORNING, 0, None)
    assert not first.asked
    frozen.to(MORNING)
    actions.send_due(clock.now())
    assert len(first.asked) == 2


def test_who_refused_gets_no_more(offered: Ticket, frozen: Frozen, first: Vendor, agent: Person) -> None:
    """R answers it: no more of them, in silence; the messages of the work go on."""
    one = gateway(first.url)
    said = Reply("r1", f"+86{CUSTOMER}", "ｒ", frozen.at)
    (row,) = actions.note_replies(one.ref, [said])
    actions.note_replies(one.ref, [said])
    assert (row.read_as, row.outcome) == ("stop", "done")
    assert OptOut.objects.get().address == CUSTOMER
    happens("ticket.taken", offered)
    work = make.notice(offered, address=CUSTOMER)
    actions.send_due(clock.now())
    offer = Notice.objects.get(key="offer")
    work.refresh_from_db()
    assert (offer.state, offer.error) == (Notice.State.GIVEN_UP, "refused_commercial")
    assert work.state == Notice.State.SENT
    assert not Reminder.objects.exists()
    assert Event.objects.filter(kind="message.stopped").count() == 1


def test_only_a_leader_takes_it_back(team_leader: Person, agent: Person, driver: Person) -> None:
    """On record, by name."""
    actions.refuse_commercial(CUSTOMER, by=agent)
    with pytest.raises(NotPermitted):
        actions.allow_commercial(CUSTOMER, by=agent)
    with pytest.raises(NotPermitted):
        actions.refuse_commercial(CUSTOMER, by=driver)
    assert actions.allow_commercial("138 0000 6621", by=team_leader) == 1
    assert not actions.allow_commercial(CUSTOMER, by=team_leader)
    assert not OptOut.objects.exists()
    assert Event.objects.get(kind="message.allowed").actor_id == team_leader.pk


@pytest.mark.parametrize(
    "wrong", [{"to": "driver"}, {"channel": "desk"}, {"reads_as": "slip"}, {"to": ["customer", "driver"]}]
)
def test_it_is_no_part_of_the_work(wrong: dict[str, Any]) -> None:
    """No slip and no message to a driver can be commercial."""
    with pytest.raises(ValidationError) as refused:
        schema.Notice.model_validate({**OFFER, **wrong})
    assert [error["type"] for error in refused.value.errors()] == ["notice.commercial"]
