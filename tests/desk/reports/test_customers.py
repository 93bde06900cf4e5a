"""Pages of key customers."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.desk.conftest import Browse
from tests.desk.tickets import parts
from tests.reports import facts
from yinuo.core import clock
from yinuo.core.models import Job
from yinuo.customers.models import Customer
from yinuo.orders import actions as orders
from yinuo.orders.models import Order, OrderException
from yinuo.promises.models import Promise
from yinuo.reports.queries import customers
from yinuo.staff.models import Person, Region, RegionPost
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(order: Order, agent: Person) -> Customer:
    """A key customer with one order, about which something went wrong."""
    orders.note_exception(order=order, cause="vehicle_broken", by=agent)
    Customer.objects.update(level=Customer.Level.KEY)
    return Customer.objects.get()


def test_every_key_customer_and_what_is_behind_their_figures(
    customer: Customer, order: Order, manager: Person, browse: Browse
) -> None:
    """R099, R100: each figure leads to its cases."""
    client = browse(manager)
    page = parts.text(client.get(reverse("report-customers")))
    assert customer.display in page
    here = reverse("report-customer", args=[customer.ref])
    assert f'href="{here}' in page
    assert "#troubles" in page
    one = parts.text(client.get(here))
    for words in (order.ticket.number or "", "车辆故障", "还没有解决", 'id="troubles"', 'id="matters"'):
        assert words in one


def test_a_market_developer_comes_in_and_exports(
    customer: Customer, market_developer: Person, region: Region, browse: Browse
) -> None:
    """R100: of their regions, by a door of their own in the rail; the other reports stay shut."""
    RegionPost.objects.get_or_create(person=market_developer, region=region)
    client = browse(market_developer)
    page = parts.text(client.get(reverse("report-customers")))
    assert customer.display in page
    assert "13800006621" not in page
    assert reverse("report", args=["pickups"]) not in page
    assert client.get(reverse("reports")).status_code == 403
    answer = client.post(reverse("report-customer-files"), {"format": "xlsx"})
    assert answer.status_code == 302
    assert Job.objects.get().params["report"] == "customers"
    assert client.get(reverse("schedule-new")).status_code == 200


def test_who_may_not(
    customer: Customer, agent: Person, driver: Person, auditor: Person, browse: Browse
) -> None:
    for person in (agent, driver):
        assert browse(person).get(reverse("report-customers")).status_code == 403
    reader = browse(auditor)
    assert reader.get(reverse("report-customers")).status_code == 200
    assert "导出" not in parts.text(reader.get(reverse("report-customers")))
    assert reader.post(reverse("report-customer-files"), {"format": "xlsx"}).status_code == 403


def test_an_unknown_customer(customer: Customer, manager: Person, browse: Browse) -> None:
    assert browse(manager).get(reverse("report-customer", args=["nobody2345"])).status_code == 404
    Customer.objects.update(level=Customer.Level.NORMAL)
    assert browse(manager).get(reverse("report-customer", args=[customer.ref])).status_code == 404
    assert "没有重点客户" in parts.text(browse(manager).get(reverse("report-customers")))


def test_many_orders_are_paged_and_a_cut_is_said(
    customer: Customer, order: Order, agent: Person, manager: Person, browse: Browse, monkeypatch: Any
) -> None:
    """R100: the second page has the rest; what is not listed whole says how many there are."""
    day = clock.today()
    made = facts.make(*({"day": day, "customer_id": customer.pk} for _ in range(40)))
    Order.objects.bulk_create(Order(ticket=fact.ticket) for fact in made)
    noted = order.exceptions.get()
    orders.clear_exception(exception=noted, by=agent, result="换了车")
    orders.note_exception(order=order, cause="vehicle_broken", by=agent)
    client, here = browse(manager), reverse("report-customer", args=[customer.ref])

    def shown(page: Any) -> set[str]:
        section = parts.text(page).split('id="orders"')[1]
        return set(re.findall(r'href="/desk/([^/"]+)/"', section))

    first = client.get(here)
    second = client.get(first.context["older"].partition("#")[0])
    assert len(shown(first)) == 30
    assert len(shown(second)) == 11
    assert not shown(first) & shown(second)
    assert "只列前" not in parts.text(first)
    assert client.get(here, {"cursor": "x"}).status_code == 422
    monkeypatch.setattr(customers, "MOST_SHOWN", 1)
    assert "只列前 1 条，共 2 条" in parts.text(client.get(here))


def test_telephones_in_what_was_written_are_masked(
    customer: Customer, order: Order, agent: Person, manager: Person, browse: Browse
) -> None:
    """R402: a note, a headline and a promise may have somebody's number in them."""
    OrderException.objects.update(note="打 13912345678")
    Ticket.objects.update(headline="回 13912345678", customer_name="陈先生 13912345678")
    client = browse(manager)
    page = parts.text(client.get(reverse("report-customer", args=[customer.ref])))
    assert "13912345678" not in page
    assert page.count("139****5678") >= 2
    Promise.objects.filter(state="KEPT").update(label="打给 13912345678")
    for key in ("promises", "origins"):
        page = parts.text(client.get(reverse("report-tickets", args=[key])))
        assert "13912345678" not in page
        assert "回 139****5678" in page
    assert "打给 139****5678：按时做到" in parts.text(
        client.get(reverse("report-tickets", args=["promises"]))
    )


def test_the_overview_leads_to_them(
    customer: Customer, order: Order, manager: Person, team_leader: Person, browse: Browse
) -> None:
    """R099, R100: who sent most, each figure with its cases, at the price of one customer."""
    client, url = browse(manager), reverse("reports")
    page = parts.text(client.get(url))
    section = page.split('aria-label="重点客户汇总"', 1)[1].split("</section>")[0]
    assert f'href="{reverse("report-customers")}?' in section
    assert f'href="{reverse("report-customer", args=[customer.ref])}?' in section
    assert customer.display in section
    assert "1 个异常还没有解决" in section
    assert "重点客户汇总" in parts.text(browse(team_leader).get(url))

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    statements()
    one = min(statements() for _ in range(2))
    made = [
        Customer(ref=f"many{n}", name=f"客户{n}", level=Customer.Level.KEY, created_at=clock.now())
        for n in range(7)
    ]
    Customer.objects.bulk_create(made)
    facts.make(*({"day": clock.today(), "customer_id": found.pk} for found in made))
    assert min(statements() for _ in range(2)) == one
    assert "还有 3 位重点客户" in parts.text(client.get(url))
