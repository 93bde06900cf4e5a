"""What the register says, set right while the case is looked into (R129, R133–R145)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.desk.complaints.walking import ask, do, press, url
from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.models import Complaint
from yinuo.core import clock
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


def test_sums_are_shown_as_they_are_typed(agent: Person, browse: Any) -> None:
    """R139: each in yuan, nothing too; a save more changes neither."""
    case, client = make.registered(agent, goods={"declared_value": 0, "loss": 120050}), browse(agent)
    shown = ask(client, url(case, "details")).values
    assert (shown["goods.declared_value"], shown["goods.loss"]) == ("0", "1200.50")
    do(client, case, "details", wanted="赔货")
    assert make.again(case).goods == {"declared_value": 0, "loss": 120050}


def test_a_transfer_that_came_by_telephone_keeps_its_deadline(agent: Person, browse: Any) -> None:
    """An authority's deadline is drawn, and its seconds stay."""
    due = clock.now().replace(second=59) + timedelta(days=3)
    official = {"official_from": "12345", "official_number": "T1", "official_due_at": due}
    case, client = make.registered(agent, **official), browse(agent)
    do(client, case, "details", wanted="赔货")
    now = make.again(case)
    assert {name: getattr(now, name) for name in official} == official
    assert 'name="official_from"' not in parts.text(client.get(url(make.registered(agent), "details")))


def test_a_department_of_another_manual_stays(agent: Person, browse: Any) -> None:
    """It is offered as long as it stands there."""
    case, client = make.registered(agent, respondent_department="江北车队"), browse(agent)
    do(client, case, "details", wanted="赔货")
    assert make.again(case).respondent_department == "江北车队"
    do(client, case, "details", respondent_department="")
    assert make.again(case).respondent_department == ""
    assert "江北车队" not in parts.text(client.get(url(case, "details")))


def test_who_does_not_see_the_order_still_sets_right(outsider: Person, order: Order, browse: Any) -> None:
    """R129: its number is not shown; untouched it stays, another is not found, emptied it goes."""
    case, client = make.registered(outsider), browse(outsider)
    Complaint.objects.filter(pk=case.pk).update(about=order.ticket)
    assert ask(client, url(case, "details")).values["order"] == "未变"
    for number in ("未变", str(order.ticket.number)):
        do(client, case, "details", wanted=f"赔货 {number}", order=number)
        assert make.again(case).about == order.ticket
    assert press(client, url(case, "details"), order="261120999").status_code == 422
    do(client, case, "details", order="")
    assert make.again(case).about is None


def test_what_is_wrong_is_said_at_its_field(agent: Person, browse: Any) -> None:
    case = make.registered(agent)
    refused = press(browse(agent), url(case, "details"), order="119999999", account="")
    assert refused.status_code == 422
    assert "没有找到这个单号的业务单。" in parts.text(refused)


def test_nobody_writes_back_what_they_see_hidden(agent: Person, team_leader: Person, browse: Any) -> None:
    case = make.registered(agent)
    assert browse(team_leader).get(url(case, "details")).status_code == 403
    assert "details/" not in parts.text(browse(team_leader).get(url(case)))
