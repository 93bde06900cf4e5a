"""The pages of complaints and satisfaction: figures, what stands behind them, files, closed months."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.desk.tickets import parts
from tests.factories import complaints as make
from tests.frozen import Frozen
from tests.reports import facts
from yinuo.reports import queries
from yinuo.reports.queries import filing
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db
Browse = Callable[[Person], Client]
TODAY = date(2026, 11, 20)
MONTH = Scope(date(2026, 11, 1), date(2026, 11, 30))
MANY = 25


@pytest.fixture
def many(desk: Frozen, driver: Person) -> None:
    """So many orders, each with a complaint that was closed: every fifth late, paid for, badly rated."""
    said = {"sort": "COMPLAINT", "type": "TIME", "severity": 2, "ack": "IN_TIME", "is_in_time": True}
    facts.make(
        *(
            {
                "day": TODAY,
                "driver_id": driver.pk,
                "voiced": {
                    **said,
                    "ack_seconds": 60 * (one + 1),
                    "close_seconds": 3600,
                    "compensation": 0 if one % 5 else 12050,
                    "overall": 5 if one % 5 else 2,
                },
            }
            for one in range(MANY)
        )
    )


def page_of(client: Client, key: str, **asked: str) -> str:
    return parts.text(client.get(reverse("report", args=[key]), asked))


def test_figures_of_complaints_in_words(many: None, manager: Person, browse: Browse) -> None:
    """B10: rates to ten thousand, quantiles with their cases, money to the fen."""
    page = re.sub(r"<[^>]+>|\s+", " ", page_of(browse(manager), "complaints", by="driver"))
    page = re.sub(r"\s+", " ", page)
    for said in ("万投比", "10000.0", "25/25", "13 分钟", "23 分钟", "602.50 元", "24.10 元", "王强"):
        assert said in page, said


def test_what_a_complaint_shows_behind_a_figure(
    desk: Frozen, manager: Person, agent: Person, browse: Browse
) -> None:
    """B10: the complaint that was counted, and how; of a rate its complaints and not the orders."""
    complaint = make.registered(agent)
    client = browse(manager)
    for key, column in (("complaints", "rate"), ("complaints", "complaints"), ("voices", "complaints")):
        page = parts.text(client.get(reverse("report-tickets", args=[key]), {"column": column}))
        assert (complaint.ticket.number or "") in page
        assert "时效" in page
    nothing = parts.text(
        client.get(reverse("report-tickets", args=["complaints"]), {"column": "compensation"})
    )
    assert (complaint.ticket.number or "-") not in nothing


def test_few_complaints_have_no_rate(desk: Frozen, manager: Person, agent: Person, browse: Browse) -> None:
    """B10: under 20 cases only the halves are shown."""
    make.registered(agent)
    assert "100.0" not in page_of(browse(manager), "complaints", by="type")


def test_satisfaction_is_told_with_its_response(many: None, manager: Person) -> None:
    """R415: of all, and as a file."""
    table = queries.run("satisfaction", MONTH, manager)
    share, response = table.totals["satisfied_share"], table.totals["response"]
    assert (share.over, share.under, response.under) == (20, MANY, MANY)
    document = filing.document("satisfaction", MONTH, manager)
    assert ("满意率", "80.0%") in document.figures


def test_the_file_has_the_rate_to_ten_thousand(many: None, manager: Person) -> None:
    """B10: as the page says it."""
    document = filing.document("complaints", MONTH, manager, by="type")
    assert ("万投比", "10000.0") in document.figures
    assert [field.kind for field in document.sections[0].fields].count("mean") == 2
