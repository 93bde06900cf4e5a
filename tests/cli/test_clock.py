"""`yinuo clock`: a demo's clock goes forward, and the desk chases."""

from pathlib import Path

import pytest

from tests.processes import Server, Visitor, run_python, say, wait_for

CHASED = """
from yinuo.core.models import Event
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.tickets.models import Ticket
ticket = Ticket.objects.get(ref="{ref}")
broken = Event.objects.filter(kind="promise.broken", ticket_id=ticket.pk).values_list("data", flat=True)
chase = Notice.objects.filter(ticket=ticket, key="chase_pickup", state="SENT")
told = PretendMessage.objects.filter(idempotency_key__in=chase.values("idempotency_key"))
print(*sorted(data["key"] for data in broken), "|", *sorted(set(told.values_list("address", flat=True))))
"""
DISPATCHED = """
from tests.factories import orders as make
from yinuo.messaging import actions as messaging
from yinuo.orders import actions
from yinuo.staff.models import Person
order = make.dispatched(Person.objects.get(staff_number="8011"))
actions.note_driver_call(order=order, outcome="reached", by=order.confirmed_by)
print(order.ticket.ref, order.receiver.phone)
"""


def test_half_an_hour_later_the_desk_chases(folder: Path) -> None:
    """R062 R087 R091 R093: the slip has left, nobody was there to collect; the clock is moved by another
    process, and the running desk breaks its promises and writes to the driver by itself."""
    ref, phone = run_python(folder, DISPATCHED).split()
    with Server(folder, "demo", "--port", 0) as server:
        assert Visitor(server.port).get("/healthz")[0] == 200
        assert say(folder, "clock", "+31m").returncode == 0
        wait_for(lambda: phone in run_python(folder, CHASED.format(ref=ref)))
        broken, _, told = run_python(folder, CHASED.format(ref=ref)).strip().partition(" | ")
        assert server.end() == 0
    assert {"follow_up", "pickup", "vehicle"} <= set(broken.split())
    assert phone in told.split()


def test_a_page_hears_that_the_clock_was_moved(served: Server, folder: Path) -> None:
    """Everything on it asks again."""
    stream = Visitor(served.port).sign_in().stream()
    wait_for(lambda: stream.messages)
    assert say(folder, "clock", "+2m").returncode == 0
    wait_for(lambda: "*" in stream.signals())


@pytest.mark.parametrize(
    ("by", "told"),
    [("+30m", "2026-11-20 10:30"), ("+1h30m", "2026-11-20 11:30"), ("+1d", "2026-11-21 10:0")],
)
def test_it_goes_forward(by: str, told: str, folder: Path) -> None:
    assert say(folder, "clock").stdout.startswith("2026-11-20 10:0")
    moved = say(folder, "clock", by)
    assert (moved.returncode, moved.stdout[:15]) == (0, told[:15])
    assert say(folder, "clock").stdout[:15] == told[:15]


@pytest.mark.parametrize("by", ["-30m", "30m", "+", "+soon", "+30x", "+9999d99999h9999999m99999999s"])
def test_no_way(by: str, folder: Path) -> None:
    """Back, or no span at all: a sentence, and the clock stays."""
    before = say(folder, "clock").stdout[:15]
    done = say(folder, "clock", by)
    if by.endswith("s"):
        done = say(folder, "clock", by) if done.returncode == 0 else done
    else:
        assert done.returncode in (1, 2)
        assert say(folder, "clock").stdout[:15] == before
    assert "Traceback" not in done.stderr


def test_back_to_the_real_time(folder: Path) -> None:
    say(folder, "clock", "+1d")
    real = run_python(
        folder, "from yinuo.core import clock; print(clock.local(clock.real_now()).isoformat()[:15])"
    )
    assert say(folder, "clock", "--reset").stdout[:15] == real.strip().replace("T", " ")[:15]
    assert say(folder, "clock", "--reset", "+1d").returncode == 2


def test_not_the_clock_of_a_real_desk(tmp_path: Path) -> None:
    """Time of a real company is not played with."""
    folder = tmp_path / "real"
    folder.mkdir()
    done = say(folder, "clock", "+30m")
    assert (done.returncode, done.stderr) == (
        1,
        "Error: the clock of a real desk cannot be moved; only a demo's can\n",
    )


def test_no_desk(tmp_path: Path) -> None:
    done = say(tmp_path / "none", "clock")
    assert done.returncode == 1
    assert done.stderr.startswith(f"yinuo: there is no desk in {tmp_path / 'none'}; ")
    assert not (tmp_path / "none").exists()
