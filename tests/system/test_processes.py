"""Two web processes and a worker on PostgreSQL: what one changes, the other's pages hear of."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from secrets import token_hex
from urllib.parse import urlsplit

import psycopg
import pytest

from tests import processes
from tests.processes import FRIDAY, Server, Visitor, run_python, say, wait_for
from tests.system.copies import ADDRESS, empty_database, on_postgres

pytestmark = on_postgres
FAULTS = "from tests import invariants; print(invariants.faults())"
DISPATCHED = """
from tests.factories import orders as make
from yinuo.orders import actions
from yinuo.staff.models import Person
order = make.confirmed(Person.objects.get(staff_number="8011"))
actions.dispatch(order=order, by=order.confirmed_by)
print(order.ticket_id)
"""


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A database for all of these tests."""
    with empty_database() as address:
        yield address


@pytest.fixture(scope="module")
def desk(database: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo on that database, with its folder."""
    folder = tmp_path_factory.mktemp("postgres") / "desk"
    made = say(folder, "demo", "--prepare", "--at", FRIDAY, "--tickets", 120, DATABASE_URL=database)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def webs(desk: Path, database: str) -> Iterator[list[Server]]:
    """Two web processes and a worker, each with a copy of the folder, as on machines of their own."""
    with ExitStack() as stack:
        started = []
        for name, words in (
            ("one", ("web", "--port", 0)),
            ("two", ("web", "--port", 0)),
            ("worker", ("worker",)),
        ):
            own = desk.parent / f"{name}-{token_hex(3)}"
            shutil.copytree(desk, own)
            started.append(stack.enter_context(Server(own, *words, DATABASE_URL=database)))
        wait_for(lambda: started[2].said() == "worker ready\n")
        yield started
        assert [server.end() for server in started] == [0, 0, 0]
        assert not any("Traceback" in server.log() for server in started)


def test_generated_tickets_are_whole(desk: Path, database: str) -> None:
    """R044: numbers and ids go on after what was poured in."""
    run_python(desk, "from tests.cli import generated; generated.check(120)", DATABASE_URL=database)


def test_a_change_in_one_reaches_the_other(webs: list[Server]) -> None:
    """Signed in at one, the sign-in holds at the other; a note at one is told by the stream of the other."""
    agent = Visitor(webs[0].port).sign_in("8011")
    other = Visitor(webs[1].port)
    other.cookies = agent.cookies
    heard = other.stream()
    assert heard.status == 200
    wait_for(lambda: heard.messages)
    ref = processes.ref_in(agent.get("/desk/")[1])
    status, page = agent.post(f"/desk/{ref}/notes/", {"text": "两个进程", "form_key": ""})
    assert status == 302, page
    wait_for(lambda: "queue" in heard.signals())


def test_what_the_worker_does_is_told_by_both(webs: list[Server], desk: Path, database: str) -> None:
    """R062: a slip sent by the worker; and a clock moved by hand."""
    streams = [Visitor(web.port).sign_in("8001").stream() for web in webs[:2]]
    wait_for(lambda: all(stream.messages for stream in streams))
    pk = int(run_python(desk, DISPATCHED, DATABASE_URL=database))
    wait_for(lambda: all(f"ticket-{pk}" in stream.signals() for stream in streams))
    sent = f"from yinuo.orders.models import Order; print(Order.objects.get(pk={pk}).ordered_at is not None)"
    wait_for(lambda: run_python(desk, sent, DATABASE_URL=database) == "True\n")
    assert say(desk, "clock", "+31m", DATABASE_URL=database).returncode == 0
    wait_for(lambda: all("*" in stream.signals() for stream in streams))
    broken = (
        "from yinuo.core.models import Event; "
        f"print(Event.objects.filter(kind='promise.broken', ticket_id={pk}).exists())"
    )
    wait_for(lambda: run_python(desk, broken, DATABASE_URL=database) == "True\n")


def test_a_database_that_comes_back(webs: list[Server], desk: Path, database: str) -> None:
    """All its connections are cut: pages, stream and worker go on by themselves."""
    visitor = Visitor(webs[0].port).sign_in("8011")
    heard = visitor.stream()
    wait_for(lambda: heard.messages)
    with psycopg.connect(ADDRESS, autocommit=True) as link:
        link.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [urlsplit(database).path.lstrip("/")],
        )
    wait_for(lambda: visitor.get("/desk/")[0] == 200)
    pk = int(run_python(desk, DISPATCHED, DATABASE_URL=database))
    wait_for(lambda: f"ticket-{pk}" in heard.signals() or "*" in heard.signals())
    sent = f"from yinuo.orders.models import Order; print(Order.objects.get(pk={pk}).ordered_at is not None)"
    wait_for(lambda: run_python(desk, sent, DATABASE_URL=database) == "True\n")
    for server in webs:
        server.forget_log()
    assert run_python(desk, FAULTS, DATABASE_URL=database) == "[]\n"
