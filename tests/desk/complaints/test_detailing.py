"""What the register says, set right while the case is looked into (R129, R133–R145)."""

from typing import Any

import pytest

from tests.desk.complaints.walking import do, press, url
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.core.models import Event
from yinuo.orders.models import Order
from yinuo.staff.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]


def test_order_respondent_and_goods_are_written_later(
    agent: Person, driver: Person, order: Order, browse: Any
) -> None:
    """R129 R139: of what came without them; who is complained about now is kept from the case (R171)."""
    case = make.registered(agent)
    typed = {"order": order.ticket.number, "respondent": str(driver.pk), "goods.declared_value": "600"}
    do(browse(agent), case, "details", **typed)
    now = make.again(case)
    assert (now.about, now.respondent, now.goods) == (order.ticket, driver, {"declared_value": 60000})
    assert (now.ticket.barred, now.account, now.contact_phone) == (driver, case.account, case.contact_phone)
    assert Event.objects.filter(kind="complaint.details_changed", ticket_id=case.pk).count() == 1


def test_what_is_wrong_is_said_at_its_field(agent: Person, browse: Any) -> None:
    case = make.registered(agent)
    refused = press(browse(agent), url(case, "details"), order="119999999", account="")
    assert refused.status_code == 422
    assert "没有找到这个单号的业务单。" in parts.text(refused)


def test_nobody_writes_back_what_they_see_hidden(agent: Person, team_leader: Person, browse: Any) -> None:
    case = make.registered(agent)
    assert browse(team_leader).get(url(case, "details")).status_code == 403
    assert "details/" not in parts.text(browse(team_leader).get(url(case)))
