"""The customer rings because nobody came: the driver hears of it from the case (R173, R174)."""

from typing import Any

import pytest

from tests.desk.complaints.walking import do, shown
from tests.factories import complaints as make
from tests.frozen import Frozen
from yinuo.complaints.actions import chasing, ending
from yinuo.core.errors import NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging.models import Notice
from yinuo.orders.models import Order
from yinuo.staff.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def test_the_driver_is_chased_in_the_manuals_words(
    agent: Person, order: Order, browse: Any, frozen: Frozen
) -> None:
    """R173 R174: one button; the SMS names the order, a copy goes to whoever runs the vehicles."""
    case = make.registered(agent, about=order.ticket)
    assert "chase/" not in shown(browse(agent), case)
    with pytest.raises(NotNow, match="chase_not_late"):
        chasing.chase(complaint=case, by=agent)
    frozen.move(days=1)
    do(browse(agent), case, "chase")
    sent = Notice.objects.filter(ticket_id=case.pk, key="complaint_chase")
    assert sorted(one.to_role for one in sent) == ["dispatcher", "driver"]
    text = sent.get(to_role="driver").text
    assert text.startswith(order.ticket.number)
    assert "尚未提，已超时效，客户已来电催提货，请速处理。" in text
    assert Event.objects.filter(kind="complaint.chased", ticket_id=case.pk).count() == 1


def test_without_an_order_nobody_is_chased(agent: Person, browse: Any) -> None:
    case = make.registered(agent)
    assert "chase/" not in shown(browse(agent), case)
    with pytest.raises(NotNow, match="chase_nobody"):
        chasing.chase(complaint=case, by=agent)


def test_only_whoever_handles_an_open_case_chases(agent: Person, colleague: Person, order: Order) -> None:
    case = make.registered(agent, about=order.ticket)
    with pytest.raises(NotPermitted):
        chasing.chase(complaint=case, by=colleague)
    ending.withdraw(complaint=case, by=agent, reason="solved")
    with pytest.raises(NotNow, match="complaint_not_in_stage"):
        chasing.chase(complaint=case, by=agent)
