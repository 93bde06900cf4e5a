"""The reports in the browser: for whom they are, what they show, and the tickets behind every figure."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.tickets import parts
from yinuo.orders.models import Order
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
