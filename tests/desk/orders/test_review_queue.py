"""The review queue: in which order, what is masked, who takes what, what it costs."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import web as make
from yinuo.customers.rules import Guest
from yinuo.orders.actions import web
from yinuo.orders.models import Order, WebOrder
from yinuo.orders.queries import reviewing
from yinuo.orders.queries.reviewing import View
from yinuo.staff import queries as staff
from yinuo.tickets import actions as tickets

pytestmark = pytest.mark.django_db
ROWS = {"HX-Request": "true", "HX-Target": "desk-region#reviews"}
ADDRESS = "/orders/review/"
NIGHT = datetime(2026, 11, 19, 23, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def placed(at: int = 0, **typed: str) -> Order:
    """Somebody's web order; another number for each."""
    phone = f"139051800{at:02}"
    return make.placed(guest=Guest(phone=phone), pickup_phone=phone, **typed)


def numbers(person, view: View = View.ALL) -> list[str]:
    return [one.number for one in reviewing.waiting(person, view).rows]


def queries(client, address: str) -> int:
    staff.forget()
    staff.company(), staff.names([0])
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_night_orders_stand_first_in_line(desk, agent) -> None:
    """R077 R078: the whole night's orders before the day's; once somebody called, by due time."""
    late = make.placed()
    WebOrder.objects.filter(pk=late.pk).update(is_night=True)
    day = placed(23)
    later = placed(24)
    WebOrder.objects.filter(pk=later.pk).update(is_night=True)
    assert numbers(agent) == [late.web.number, later.web.number, day.web.number]
    web.take_review(order=later, by=agent)
    web.note_call(order=later, outcome="AGREED", by=agent, form_key=None)
    assert numbers(agent)[0] == late.web.number
    assert set(numbers(agent)) == {late.web.number, day.web.number, later.web.number}


def test_what_is_placed_at_night_is_marked(desk, agent, browse) -> None:
    """R078: placed after closing, shown with the night's mark."""
    desk.to(NIGHT)
    make.placed()
    page = parts.text(browse(agent).get(ADDRESS))
    assert "夜间单" in page
    assert "q__ic--vio" in page


def test_rows_are_masked(desk, agent, browse) -> None:
    """R047: nobody's name or number in full; goods, way, number and who has it."""
    order = make.placed(shipper_name="欧阳建国")
    page = parts.text(browse(agent).get(ADDRESS))
    assert "欧阳建国" not in page
    assert "13800006621" not in page
    for said in (order.web.number, "汽车配件 15件", "汽配城 → ", "没人领", "日间单"):
        assert said in page


def test_the_parts_of_the_queue(desk, agent, mate, browse) -> None:
    """R079 R080: mine, free, called without answer, with a problem."""
    free = make.placed()
    mine = web.take_review(order=placed(23), by=agent)
    theirs = web.take_review(order=placed(24), by=mate)
    web.note_call(order=mine, outcome="NO_ANSWER", by=agent, form_key=None)
    web.check(order=theirs, key="packing", ok=False, note="没有包装", by=mate)
    assert numbers(agent, View.FREE) == [free.web.number]
    assert numbers(agent, View.MINE) == [mine.web.number]
    assert numbers(agent, View.UNREACHED) == [mine.web.number]
    assert numbers(agent, View.PROBLEM) == [theirs.web.number]
    counts = {View.ALL: 3, View.FREE: 1, View.MINE: 1, View.UNREACHED: 1, View.PROBLEM: 1}
    assert reviewing.counts(agent) == counts
    assert reviewing.count(agent) == 2
    page = parts.text(browse(agent).get(ADDRESS, {"view": "problem"}))
    assert theirs.web.number in page
    assert free.web.number not in page
    assert "张敏在核" in page
    assert browse(agent).get(ADDRESS, {"view": "nonsense"}).status_code == 200


def test_pages_follow_each_other(desk, agent) -> None:
    """Cursor by cursor every order once, in the same order; a cursor of somebody's making is refused."""
    made = [placed(at) for at in range(5)]
    WebOrder.objects.filter(pk__in=[made[3].pk, made[4].pk]).update(is_night=True)
    seen, cursor = [], None
    while True:
        page = reviewing.waiting(agent, View.ALL, cursor, size=2)
        seen += [one.pk for one in page.rows]
        if (cursor := page.next_cursor) is None:
            break
    assert seen == [made[at].pk for at in (3, 4, 0, 1, 2)]


@pytest.mark.parametrize("cursor", ["x", "2.abc", "0.", "0.x", "."])
def test_a_cursor_nobody_gave(desk, agent, browse, cursor: str) -> None:
    """Refused in words, not by a crash."""
    make.placed()
    assert browse(agent).get(ADDRESS, {"cursor": cursor}).status_code == 422


def test_it_costs_the_same_with_one_row_and_with_thirty(desk, agent, browse) -> None:
    """A page issues a fixed number of queries whatever the data."""
    make.placed()
    client = browse(agent)
    client.get(ADDRESS)
    one = queries(client, ADDRESS)
    for at in range(29):
        placed(at, shipper_name=f"王{at}先生")
    assert parts.text(client.get(ADDRESS)).count('class="rvq"') == 30
    assert queries(client, ADDRESS) == one


def test_it_answers_with_its_region(desk, agent, browse) -> None:
    """A region that asks for itself again gets itself, not the page."""
    make.placed()
    part = parts.text(browse(agent).get(ADDRESS, headers=ROWS))
    assert "<html" not in part
    assert part.lstrip().startswith("<desk-region")


def test_the_next_is_taken(desk, agent, mate, browse) -> None:
    """R077: whoever presses takes the first that nobody has; the second gets the one behind it."""
    first, second = make.placed(), placed(23)
    assert browse(agent).post(f"{ADDRESS}next/").url == f"/orders/review/{first.ticket.ref}/"
    assert browse(mate).post(f"{ADDRESS}next/").url == f"/orders/review/{second.ticket.ref}/"
    assert {one.reviewer_id for one in WebOrder.objects.all()} == {agent.pk, mate.pk}
    none = browse(mate).post(f"{ADDRESS}next/", headers=browsing.DIALOG)
    assert none.status_code == 204
    assert "没有待核的网上下单" in parts.toast(none)


def test_the_next_is_one_that_can_be_taken(desk, agent, mate, browse) -> None:
    """R077: what others own already neither counts as free nor stands in the way, however much it is."""
    theirs = [placed(at) for at in range(6)]
    for order in theirs:
        tickets.take(order.ticket, by=mate)
    free = placed(23)
    assert numbers(agent, View.FREE) == [free.web.number]
    assert reviewing.count(agent) == reviewing.counts(agent)[View.FREE] == 1
    assert reviewing.count(mate) == 7
    assert browse(agent).post(f"{ADDRESS}next/").url == f"{ADDRESS}{free.ticket.ref}/"


def test_of_two_one_takes_it(desk, agent, mate, browse) -> None:
    """R077: the second is told who was faster."""
    order = make.placed()
    address = f"{ADDRESS}{order.ticket.ref}/taking/"
    assert browse(agent).post(address, headers=browsing.DIALOG).status_code == 204
    refused = browse(mate).post(address, headers=browsing.DIALOG)
    assert refused.status_code == 409
    assert agent.name in parts.toast(refused)
    assert WebOrder.objects.get(pk=order.pk).reviewer_id == agent.pk


def test_everybody_sees_what_is_theirs(desk, agent, everybody, outsider, browse) -> None:
    """R327 R340: another team sees none of it; only those who take orders may take one."""
    order = make.placed()
    assert order.web.number not in parts.text(browse(outsider).get(ADDRESS))
    assert browse(outsider).get(f"{ADDRESS}{order.ticket.ref}/").status_code == 404
    for role, person in everybody.items():
        status = browse(person).post(f"{ADDRESS}next/").status_code
        assert status == (302 if role in ("AGENT", "TEAM_LEADER", "MANAGER") else 403), role


def test_the_door_says_how_many_wait(desk, agent, dispatcher, browse) -> None:
    """R076: agents see at any page how many web orders wait; who does not review has no such door."""
    make.placed()
    page = parts.text(browse(agent).get("/desk/"))
    assert "张网单待核" in page
    assert ADDRESS not in parts.text(browse(dispatcher).get("/desk/"))
