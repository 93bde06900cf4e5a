"""What the lists of complaints over the API cost: as many statements for much as for little."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.complained import done, registered
from tests.factories import complaints as make
from tests.factories.api import Caller
from tests.frozen import Frozen
from yinuo.complaints.models import Corrective, Statement
from yinuo.core import clock
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db
LISTS = ("/complaints", "/complaints?view=closed", "/suggestions", "/statements", "/correctives", "alike")


def more(agent: Person, manager: Person, count: int) -> str:
    """So many more of each; the ref of the newest complaint."""
    now = clock.now()
    for _ in range(count):
        made = make.registered(agent)
        make.at("CLOSED", agent)
        make.suggested(agent)
        due = now + timedelta(hours=1)
        Statement.objects.create(complaint=made, to=manager, asks="？", asked_at=now, due_at=due)
        seen = {"opened_at": now, "changed_at": now, "count": 3, "owner": agent}
        Corrective.objects.create(type="TIME", cause=f"C{Corrective.objects.count()}", **seen)
    return str(made.ticket.ref)


@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_the_same_whatever_stands_in_it(
    path: str, agent: Person, manager: Person, desk: Frozen
) -> None:
    make.playbook()
    caller, counts = Caller(manager), []
    for count in (1, 3):
        ref = more(agent, manager, count)
        asked = f"/complaints/{ref}/alike" if path == "alike" else path
        assert caller.get(asked).status_code == 200
        with CaptureQueriesContext(connection) as seen:
            assert caller.get(asked).json()["items"]
        counts.append(len(seen))
    assert counts[1] == counts[0]


def test_reading_costs_the_same_however_much_hangs_on_it(caller: Caller, desk: Frozen) -> None:
    """A page of the register, and a case with much said, ask the database no oftener than with little."""
    refs = [registered(caller)]
    few = (_asked(caller, "/complaints"), _asked(caller, f"/complaints/{refs[0]}"))
    refs += [registered(caller) for _ in range(4)]
    for feeling in (3, 2, 1):
        desk.move(minutes=1)
        done(caller, refs[0], "mood", {"feeling": feeling})
    assert (_asked(caller, "/complaints"), _asked(caller, f"/complaints/{refs[0]}")) == few


def _asked(caller: Caller, path: str) -> int:
    """How many statements a GET takes; that somebody read it is on record already."""
    caller.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert caller.get(path).status_code == 200
    return len(asked)
