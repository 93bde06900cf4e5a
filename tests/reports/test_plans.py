"""What a report costs: a fixed number of statements, each one scan of an index, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.reports import facts
from yinuo.reports import queries
from yinuo.reports.queries import promised
from yinuo.reports.rules import measures
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person, Team

pytestmark = pytest.mark.django_db
WEEK = Scope(date(2026, 11, 16), date(2026, 11, 22))
INDEX = {
    "origins": "fact_contacted",
    "pickups": "fact_collected",
    "slips": "fact_sent",
    "deliveries": "fact_delivered",
    "reviews": "fact_reviewed",
    "inquiries": "fact_asked",
    "selfservice": "fact_asked",
    "complaints": "fact_complained",
    "closures": "fact_closed",
    "satisfaction": "fact_rated",
    "voices": "fact_complained",
}
ALSO = {"complaints": "fact_sent"}
"""What a report is measured by beside its own facts."""
MORE = {"complaints": 7, "closures": 5}
"""Statements besides the one: the orders and the quantiles, and all of them again undivided."""
TABLES = ("reports_orderfact", "reports_questionfact", "reports_reviewfact", "reports_complaintfact")
FACTUAL = [key for key in measures.REPORTS if key != promised.KEY]


@pytest.fixture
def many(manager: Person) -> None:
    """Ten orders a day for four months, so that a plan is worth choosing."""
    days = [date(2026, 8, 1) + timedelta(days=number // 10) for number in range(1200)]
    fact = {"slip": "IN_TIME", "pickup": "LATE", "delivery": "LATE", "person_id": manager.pk}
    asked = {"type": "STATE", "is_first": True, "link": "USED"}
    reviewed = {"rule": "DAY", "review": "IN_TIME", "review_seconds": 60, "outcome": "CONFIRMED"}
    voiced = {"sort": "COMPLAINT", "type": "TIME", "ack": "IN_TIME", "ack_seconds": 60, "close_seconds": 900}
    beside = {"asked": asked, "reviewed": reviewed, "voiced": {**voiced, "overall": 5}}
    facts.make(*({"day": day, **fact, **beside} for day in days))
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ANALYZE {table}")


@contextmanager
def statements() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as asked:
        yield asked


def plan(sql: str) -> str:
    """How the database goes about it."""
    how = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{how} {sql.replace('%', '%%')}", [])
        return "\n".join(str(line) for line in cursor.fetchall())


@pytest.mark.parametrize("key", FACTUAL)
def test_a_report_is_one_scan_of_its_index(many: None, manager: Person, key: str) -> None:
    """R397 R398 R062: no table is read as a whole, whatever the report is divided by."""
    indexes = (INDEX[key], ALSO.get(key, INDEX[key]))
    for grouping in measures.report(key).groupings:
        with statements() as asked:
            queries.run(key, WEEK, manager, by=grouping.key)
        sent = [one["sql"] for one in asked.captured_queries]
        counted = [sql for sql in sent if any(table in sql for table in TABLES)]
        assert len(counted) <= 1 + MORE.get(key, 0)
        assert len(asked) <= len(counted) + 1
        for sql in counted:
            assert any(index in plan(sql) for index in indexes), plan(sql)
            if connection.vendor == "sqlite":
                assert "COVERING INDEX" in plan(sql)


@pytest.mark.parametrize("key", FACTUAL)
def test_the_tickets_of_a_figure_are_read_by_its_index(many: None, manager: Person, key: str) -> None:
    """A page of thirty is not a sort of the month."""
    with statements() as asked:
        column = "asked" if key == "selfservice" else ""
        page = queries.behind(key, WEEK, manager, by="day", row="2026-11-18", column=column)
    assert len(page.rows) == 10
    assert len(asked) == 2
    assert INDEX[key] in plan(asked.captured_queries[0]["sql"])


def test_a_leaders_report_costs_as_much(many: None, team_leader: Person, team: Team) -> None:
    with statements() as asked:
        queries.run("origins", WEEK, team_leader)
    assert len(asked) == 1


def test_as_many_statements_for_much_as_for_little(company: object, manager: Person) -> None:
    """The number of statements does not depend on how much there is."""

    def asked_for() -> list[int]:
        found = []
        for key in measures.REPORTS:
            with statements() as asked:
                queries.run(key, WEEK, manager)
            found.append(len(asked))
        return found

    facts.make({"day": WEEK.start, "person_id": manager.pk})
    asked_for()  # the names of people are read once and kept
    little = asked_for()
    facts.make(*({"day": WEEK.start, "area": 320102 + one} for one in range(18)))
    assert asked_for() == little
