"""The reports in the browser: for whom they are, what they show, and the tickets behind every figure."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.tickets import parts
from tests.frozen import Frozen
from tests.reports import facts
from yinuo.core import clock
from yinuo.orders.models import Order
from yinuo.reports import actions
from yinuo.reports.rules import measures
from yinuo.staff.models import Person, Role

pytestmark = pytest.mark.django_db
Browse = Callable[[Person], Client]
FIGURES = {"HX-Request": "true", "HX-Target": "desk-region#figures"}
CASES = {"HX-Request": "true", "HX-Target": "desk-region#cases"}
READERS = {Role.TEAM_LEADER, Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR}


@pytest.mark.parametrize("key", ["", *measures.REPORTS])
def test_who_may_look(key: str, everybody: dict[str, Person], browse: Browse) -> None:
    """R327–R333: managers, administrators, auditors, and team leaders; nobody else, and no stranger."""
    url = reverse("report", args=[key]) if key else reverse("reports")
    found = {role: browse(person).get(url).status_code for role, person in everybody.items()}
    assert found == {role: 200 if role in READERS else 403 for role in everybody}
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("key", [*measures.REPORTS])
def test_every_way_to_divide_is_a_page(key: str, order: Order, manager: Person, browse: Browse) -> None:
    """R397 R398 R062: whole, and as the part that holds the figures."""
    client, url = browse(manager), reverse("report", args=[key])
    for grouping in measures.report(key).groupings:
        whole = client.get(url, {"by": grouping.key})
        assert whole.status_code == 200
        assert grouping.label in parts.text(whole)
        part = client.get(url, {"by": grouping.key}, headers=FIGURES)
        assert parts.text(part).lstrip().startswith("<desk-region")
    assert client.get(url, {"by": "weather"}).status_code == 404
    assert client.get(reverse("report", args=["weather"])).status_code == 404


def test_the_overview(order: Order, manager: Person, browse: Browse) -> None:
    page = parts.text(browse(manager).get(reverse("reports")))
    for report in measures.REPORTS.values():
        assert report.label in page
    assert "江宁区" in page


def test_every_figure_leads_to_its_tickets(order: Order, manager: Person, browse: Browse) -> None:
    """B10: the address behind a figure shows the tickets that it counts, whole and as a part."""
    client = browse(manager)
    page = parts.text(client.get(reverse("report", args=["origins"])))
    found = re.findall(r'href="(/reports/origins/tickets/\?[^"]+)"', page)
    assert found
    for url in {one.replace("&amp;", "&") for one in found}:
        shown = client.get(url)
        assert shown.status_code == 200
        if "column=contacts" in url:
            assert order.ticket.number in parts.text(shown)
            assert reverse("ticket", args=[order.ticket.ref]) in parts.text(shown)
        part = client.get(url, headers=CASES)
        assert parts.text(part).lstrip().startswith("<desk-region")
    assert (
        client.get(reverse("report-tickets", args=["origins"]), {"row": "x", "by": "area"}).status_code == 404
    )


def test_a_leader_sees_their_team_only(
    order: Order, team_leader: Person, outsider: Person, browse: Browse
) -> None:
    """R328: figures and tickets of one's own team; there is nothing of others to choose."""
    client, url = browse(team_leader), reverse("report-tickets", args=["origins"])
    assert order.ticket.number in parts.text(client.get(url))
    Person.objects.filter(pk=team_leader.pk).update(team=outsider.team)
    assert order.ticket.number not in parts.text(client.get(url))
    assert order.ticket.number not in parts.text(client.get(f"{url}?team={order.ticket.team_id}"))
    assert 'name="team"' not in parts.text(client.get(reverse("report", args=["origins"])))


def test_the_days_can_be_chosen(order: Order, manager: Person, browse: Browse) -> None:
    """This month until today, the month before, any days; what makes no sense is said."""
    client, url = browse(manager), reverse("report", args=["pickups"])
    assert "2026 年 11 月（到 20 日）" in parts.text(client.get(url))
    assert "2026 年 10 月" in parts.text(client.get(url, {"start": "2026-10-01", "end": "2026-10-31"}))
    some = parts.text(client.get(url, {"start": "2026-11-03", "end": "2026-11-09"}))
    assert "2026 年 11 月 3 日 – 2026 年 11 月 9 日" in some
    assert "start=2026-10-27&amp;end=2026-11-02" in some
    for days, said in (
        ({"start": "2026-11-09", "end": "2026-11-03"}, "结束那天比开始那天早"),
        ({"start": "2024-11-09", "end": "2026-11-03"}, "最多看一年"),
    ):
        page = parts.text(client.get(url, days))
        assert said in page
        assert "2026 年 11 月（到 20 日）" in page
    assert "2026 年 11 月（到 20 日）" in parts.text(client.get(url, {"start": "never", "region": "x"}))


def test_a_later_month_has_not_come(desk: Frozen, manager: Person, browse: Browse) -> None:
    page = parts.text(browse(manager).get(reverse("reports")))
    assert 'data-key="["' in page
    assert 'data-key="]"' not in page
    before = parts.text(browse(manager).get(reverse("reports"), {"start": "2026-10-01", "end": "2026-10-31"}))
    assert 'data-key="]"' in before


def test_people_and_places_are_chosen_apart(
    order: Order, agent: Person, manager: Person, browse: Browse
) -> None:
    """B10: promises are counted by people and by places, and nobody is shown a wrong sum."""
    client, url = browse(manager), reverse("report", args=["promises"])
    region = order.ticket.region_id
    both = parts.text(client.get(url, {"person": agent.pk, "region": region}))
    assert "人员和区域、司机分开计数" in both
    alone = parts.text(client.get(url, {"region": region, "by": "person"}))
    assert 'by=person">负责人' not in alone


def test_a_frozen_month_says_so(desk: Frozen, manager: Person, browse: Browse) -> None:
    """B10: 已定稿, and what was changed since."""
    day = date(2026, 10, 30)
    facts.make({"day": day}, {"day": day})
    while actions.freeze_due(clock.now()):
        pass
    client, days = browse(manager), {"start": "2026-10-01", "end": "2026-10-31"}
    page = parts.text(client.get(reverse("report", args=["origins"]), days))
    assert "已定稿" in page
    assert "定稿以后有改动" not in page
    facts.make({"day": day})
    page = parts.text(client.get(reverse("report", args=["origins"]), days))
    assert "定稿以后有改动" in page
    assert "已定稿" not in parts.text(client.get(reverse("report", args=["origins"])))


def test_a_few_cases_show_both_halves_and_no_rate(order: Order, manager: Person, browse: Browse) -> None:
    """B10: under 20 cases; the formula stands on the page."""
    page = parts.text(browse(manager).get(reverse("report", args=["slips"])))
    assert "1/1" in page
    assert "100.0%" not in page
    assert "及时发出 ÷ 应发" in page
    assert "R062" in page


def test_the_rail_has_the_door_for_who_may_enter(
    desk: Frozen, manager: Person, agent: Person, browse: Browse
) -> None:
    door = f'href="{reverse("reports")}"'
    assert door in parts.text(browse(manager).get(reverse("workbench")))
    assert door not in parts.text(browse(agent).get(reverse("workbench")))


def test_nothing_before_is_not_called_no_change(order: Order, manager: Person, browse: Browse) -> None:
    """An order this month and none the month before: what it was then is said."""
    page = parts.text(browse(manager).get(reverse("report", args=["origins"])))
    cards = re.findall(r'stat__v">([^<]*).*?stat__d">(.*?)</a>', page, re.DOTALL)
    grown = [told for text, told in cards if text.strip() == "1"]
    assert grown
    assert all("没有变化" not in told and "：0" in told for told in grown)
