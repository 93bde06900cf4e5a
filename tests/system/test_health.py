"""Alive, ready, figures: what machines ask, and who may."""

import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import messaging as make_messaging
from tests.factories import promises as make
from tests.factories import tickets as make_tickets
from tests.processes import Server, Visitor
from yinuo.core import clock
from yinuo.desk.system import health
from yinuo.staff.models import Person

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


@pytest.fixture(autouse=True)
def _not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_migrated", False)


@pytest.mark.django_db
def test_alive_asks_the_database_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """A desk whose database is away is alive and not ready."""
    with django_assert_num_queries(0):
        answer = Client().get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok", "text/plain")


@pytest.mark.django_db
def test_ready(client: Client) -> None:
    """Asked again it costs one statement."""
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True})


def test_a_lost_database(folder: Path) -> None:
    """Alive, not ready, and a page says so with the request's number; the figures that are left are given."""
    with Server(folder, "web", "--port", 0, DATABASE_URL=NOWHERE) as server:
        visitor = Visitor(server.port)
        assert visitor.get("/healthz") == (200, "ok")
        status, said = visitor.get("/readyz")
        assert (status, said) == (503, '{"ready": false, "reason": "database"}')
        answer, page = visitor.ask("GET", "/sign-in/")
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
        assert "数据库没有回应" in page
        assert answer.headers["X-Request-ID"] in page
        assert "yinuo_database_up 0.0" in visitor.get("/metrics")[1]
        assert server.end() == 0


def test_a_database_of_another_version(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "yinuo.sqlite3")) as link, link:
        link.execute("DELETE FROM django_migrations WHERE app = 'orders'")
    with Server(folder, "web", "--port", 0) as server:
        assert Visitor(server.port).get("/readyz") == (503, '{"ready": false, "reason": "migrations"}')


def figures(client: Client) -> dict[str, float]:
    """The figures of the whole desk."""
    text = client.get("/metrics").content.decode()
    return {name: float(value) for name, value in re.findall(r"^(yinuo_\w+) ([\d.e+]+)$", text, re.M)}


@pytest.mark.django_db
def test_figures_of_the_desk(client: Client, agent: Person) -> None:
    """R062: promises open and late, how far behind the worker is, the age of the oldest unsent notice."""
    ticket = make_tickets.ticket(owner=agent, team=agent.team, playbook_version=make.playbook())
    now = clock.now()
    for number, ago in enumerate((10, 5, -60)):
        at = now - timedelta(minutes=ago)
        make.promise(ticket, at - timedelta(minutes=3), at, key=f"p{number}")
    with clock.fixed(now):
        make_messaging.notices(1, ticket)
        found = figures(client)
    assert (found["yinuo_promises_open"], found["yinuo_promises_late"]) == (3, 2)
    assert found["yinuo_promises_lag_seconds"] == pytest.approx(600, abs=1)
    assert found["yinuo_database_up"] == 1
    assert found["yinuo_outbox_age_seconds"] > 0


@pytest.mark.django_db
def test_requests_are_counted(client: Client) -> None:
    """By the name of the page, never by its address."""
    client.get("/healthz")
    client.get("/no/such/page")
    text = client.get("/metrics").content.decode()
    assert re.search(r'^yinuo_requests_total\{method="GET",status="200",view="healthz"\} [1-9]', text, re.M)
    assert re.search(r'^yinuo_request_seconds_count\{view="healthz"\} [1-9]', text, re.M)
    assert "no/such" not in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "forwarded", "status"),
    [
        ("127.0.0.1", None, 200),
        ("::1", None, 200),
        ("127.0.0.1", "203.0.113.7", 404),
        ("10.0.0.8", None, 404),
        ("", None, 404),
    ],
)
def test_figures_are_for_this_machine(address: str, forwarded: str | None, status: int) -> None:
    """Not for whoever comes through a proxy or over the network."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert Client(REMOTE_ADDR=address).get("/metrics", headers=headers).status_code == status


@pytest.mark.django_db
def test_figures_are_for_those_who_keep_the_desk(agent: Person, administrator: Person) -> None:
    """Whoever may see the settings may see them from anywhere; nobody else knows that they are there."""
    for person, status in ((agent, 404), (administrator, 200)):
        client = Client(REMOTE_ADDR="10.0.0.8")
        client.force_login(person)
        assert client.get("/metrics").status_code == status
