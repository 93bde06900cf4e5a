"""Whom a customer complains about neither owns the case nor reads who complains (R141; issue 6, part 7)."""

from typing import Any

import pytest
from django.test import Client

from tests.desk.conftest import browse, everybody
from tests.factories import staff as people
from tests.portal.complaints.test_complaining import FORM, SAID
from tests.portal.complaints.test_complaining import send as sent
from tests.portal.following.conftest import SHIPPER, link
from yinuo.complaints.models import Complaint
from yinuo.orders.models import Order
from yinuo.staff.models import Person, Role

__all__ = ["browse", "everybody"]
RUDE = {"kind": "ATTITUDE", "account": "态度不好，说了两句就挂我电话", "wanted": "道歉"}


def complain(client: Client, order: Order, whom: str, **said: str) -> Complaint:
    """By the order's own link, about whoever is named."""
    slug = link(order).removeprefix("/t/")
    answer = sent(client, f"{FORM}?about={slug}", who=whom, **{**RUDE, **said})
    assert answer.status_code == 302
    return Complaint.objects.select_related("ticket__owner", "respondent").get()


@pytest.mark.parametrize(
    "whom", ["8011 李敏", "8011", "工号８０１１", "李敏", "客服 李 敏，女的", "8011号李小姐"]
)
def test_whom_it_names_neither_owns_nor_sees_it(
    order: Order, theirs: Client, agent: Person, team_leader: Person, browse: Any, whom: str
) -> None:
    case = complain(theirs, order, whom)
    assert (case.respondent, case.ticket.barred, case.respondent_name) == (agent, agent, whom)
    assert case.ticket.owner == team_leader
    page = browse(agent).get(f"/complaints/{case.ticket.ref}/")
    assert page.status_code == 404
    assert SHIPPER not in page.content.decode()
    assert browse(team_leader).get(f"/complaints/{case.ticket.ref}/").status_code == 200


def test_a_driver_is_named_too_and_the_agent_keeps_the_case(
    order: Order, theirs: Client, agent: Person, driver: Person
) -> None:
    """Whose manner it is is known: the owner of the order may handle it."""
    case = complain(theirs, order, f"司机{driver.name}")
    assert (case.respondent, case.ticket.barred, case.ticket.owner) == (driver, driver, agent)


@pytest.mark.parametrize("whom", ["", "一个女客服", "小李", "13800008011"])
def test_a_rude_voice_that_nobody_can_name_may_be_the_order_s_owner(
    order: Order, theirs: Client, team_leader: Person, whom: str
) -> None:
    case = complain(theirs, order, whom)
    assert (case.respondent, case.ticket.owner) == (None, team_leader)


def test_what_the_words_say_of_the_manner_counts_too(
    order: Order, theirs: Client, team_leader: Person
) -> None:
    """They chose another kind; the desk reads that it is about the manner."""
    case = complain(theirs, order, "", kind="OTHER", account="客服态度恶劣，骂人，语气很冲，不耐烦")
    assert case.proposed["type"] == "ATTITUDE"
    assert case.ticket.owner == team_leader


def test_late_goods_stay_with_the_owner_of_the_order(order: Order, theirs: Client, agent: Person) -> None:
    case = complain(theirs, order, "", **{**SAID, "kind": "TIME"})
    assert (case.respondent, case.ticket.owner) == (None, agent)


def test_of_two_with_one_name_it_is_the_owner_of_the_order(
    order: Order, theirs: Client, agent: Person, team_leader: Person
) -> None:
    people.person(Role.AGENT, staff_number="8019", name="李敏")
    case = complain(theirs, order, "李敏")
    assert (case.respondent, case.ticket.owner) == (agent, team_leader)


def test_of_two_with_one_name_neither_owns_it_where_nobody_can_tell(
    theirs: Client, team_leader: Person, manager: Person
) -> None:
    people.person(Role.TEAM_LEADER, staff_number="8000", name=team_leader.name, team=team_leader.team)
    assert sent(theirs, **RUDE, who=team_leader.name).status_code == 302
    case = Complaint.objects.select_related("ticket__owner").get()
    assert (case.respondent, case.ticket.owner) == (None, manager)


def test_a_staff_number_tells_which_of_two_and_a_longer_name_is_not_the_shorter(
    order: Order, theirs: Client, driver: Person
) -> None:
    longer = people.person(Role.DRIVER, staff_number="8299", name=f"{driver.name}生")
    namesake = people.person(Role.DRIVER, staff_number="8298", name=driver.name)
    assert complain(theirs, order, longer.name).respondent == longer
    Complaint.objects.all().delete()
    assert complain(theirs, order, f"{namesake.name} 8298").respondent == namesake


def test_whoever_has_left_is_only_a_name(order: Order, theirs: Client, driver: Person) -> None:
    """There is nobody to keep from it, and what was typed stands."""
    Person.objects.filter(pk=driver.pk).update(is_active=False)
    case = complain(theirs, order, "8201 王强")
    assert (case.respondent, case.respondent_name) == (None, "8201 王强")


def test_without_anybody_else_the_complaint_is_not_turned_away(
    order: Order, theirs: Client, agent: Person
) -> None:
    """It may be the owner of the order; nobody said so."""
    Person.objects.exclude(pk=agent.pk).update(is_active=False)
    assert complain(theirs, order, "一个女客服").ticket.owner == agent
