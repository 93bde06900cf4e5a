"""Positions a second in batches, and the pages while 200 vehicles have been moving for a day."""

import json
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.desks import AGENT, MANAGER, Desk
from bench.http import Client
from bench.pages import ask
from bench.report import quantile, say

VEHICLES = 200
BATCH = 500
CLIENTS = 2
EVERY_SECONDS = 10
"""How often a vehicle speaks while pages are measured."""
FLEET = """
import json
from datetime import timedelta
from yinuo.core import clock, db
from yinuo.orders.models import Position, VehicleNow
from yinuo.staff import actions, rules
from yinuo.staff.models import Person, RegionPost, Region, Role, Vehicle
now, manager = clock.now(), Person.objects.get(staff_number="{manager}")
regions = list(Region.objects.all())
with db.transaction():
    for number in range({vehicles}):
        driver = Person.objects.create(
            staff_number=f"F{{number:04}}", name=f"车队{{number}}", role=Role.DRIVER,
            branch=regions[number % len(regions)].branch, on_duty=True,
            phone="13900000000", position_consent_at=now - timedelta(days=3))
        RegionPost.objects.create(region=regions[number % len(regions)], person=driver, rank=90)
        Vehicle.objects.create(plate=f"FLEET{{number:03}}", device=f"fleet-{{number}}", driver=driver,
            load_g=1_500_000, space_cm3=9_000_000)
fleet = list(Vehicle.objects.filter(device__startswith="fleet-").values_list("pk", "driver_id"))
for minute in range(0, 2 * 24 * 60, 60):
    rows = [Position(vehicle_id=vehicle, driver_id=driver, at=now - timedelta(seconds=30 * half + 60),
                     lat=31_950_000 + half * 40, lon=118_840_000 + vehicle * 90, source="DEVICE")
            for half in range(minute, minute + 60) for vehicle, driver in fleet]
    for statement in db.missing([row for row in rows], "vehicle", "at"):
        with db.transaction():
            statement.run()
_, token = actions.create_token(person=manager, scopes=["positions:write"], by=None)
print(json.dumps({{"token": token, "rows": Position.objects.count()}}))
"""

LATE = """
from yinuo.core import db
from yinuo.staff.models import Vehicle
with db.transaction():
    for number in range({vehicles}):
        Vehicle.objects.create(plate=f"LATE{{number:03}}", device=f"late-{{number}}")
"""
"""Vehicles whose way nobody knows yet: everything that they send is worth keeping."""


def measure(desk: Desk, seconds: float, requests: int) -> None:
    """Print the rates with their floor, and each page before, with the fleet's day, and while it moves."""
    pages = {"board": (MANAGER, "/dispatch/"), "queue": (AGENT, "/desk/")}
    before = {name: _p50(desk, *page, requests) for name, page in pages.items()}
    made = json.loads(desk.run_python(FLEET.format(manager=MANAGER, vehicles=VEHICLES)))
    say(f"{VEHICLES} vehicles moved for a day: {made['rows']} positions are kept")
    floor = json.loads(_script(desk, "bench.floor_positions", MANAGER))
    for name, page in pages.items():
        known = floor["pages"].get(name)
        told = f"; floor {known['ms']:.2f} ms, {known['queries']} queries" if known else ""
        say(f"{name}: p50 {before[name]:.1f} ms before, {_p50(desk, *page, requests):.1f} ms after{told}")
    for name, page in pages.items():
        moving = _while_moving(desk, made["token"], lambda page=page: _p50(desk, *page, requests))
        say(f"{name}: p50 {moving:.1f} ms while each vehicle speaks every {EVERY_SECONDS} s")
    desk.run_python(LATE.format(vehicles=VEHICLES))
    rate, kept = _rate(desk, made["token"], seconds)
    say(
        f"positions: {rate:.0f}/s taken, {kept:.0f}/s kept, {CLIENTS} clients, {BATCH} a batch; "
        f"floor {floor['rate']:.0f}/s, ratio {floor['rate'] / max(kept, 1):.1f}"
    )


def _script(desk: Desk, module: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        env=desk.environment, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout


def _p50(desk: Desk, person: str, path: str, requests: int) -> float:
    times, _size = ask(desk, person, lambda: path, 1, requests)
    return quantile(times, 0.5) * 1000


def _points(at: datetime, step: float) -> list[dict[str, Any]]:
    """One reading of every vehicle."""
    said = at.isoformat()
    return [
        {"device": f"fleet-{number}", "at": said, "lat": 31.9 + step, "lon": 118.8 + number / 10_000}
        for number in range(VEHICLES)
    ]


def _while_moving(desk: Desk, token: str, act: Any) -> float:
    """What `act` says while the fleet goes on."""
    stop = threading.Event()

    def move() -> None:
        client, step = Client(desk.ports[0], token=token), 0.0
        while not stop.wait(EVERY_SECONDS * 0.1):
            step += 0.0005
            sent = _points(datetime.now(UTC) - timedelta(seconds=30), step)
            assert client.post("/api/v1/positions", {"points": sent[: VEHICLES // 10]}).status == 200

    thread = threading.Thread(target=move)
    thread.start()
    try:
        return float(act())
    finally:
        stop.set()
        thread.join()


def _rate(desk: Desk, token: str, seconds: float) -> tuple[float, float]:
    """Readings taken and kept a second: trackers that were out of reach send what they have."""
    counts = [[0, 0] for _ in range(CLIENTS)]
    until = time.monotonic() + seconds

    def work(index: int) -> None:
        client, batch = Client(desk.ports[index % len(desk.ports)], token=token), 0
        while time.monotonic() < until:
            newest = datetime.now(UTC) - timedelta(minutes=2 + (batch * 7) % 1300)
            points = [
                {
                    "device": f"late-{(batch * 10 + number // 50) % 100 + index * 100}",
                    "at": (newest - timedelta(seconds=31 * (number % 50))).isoformat(),
                    "lat": 31.5 + number % 50 / 100,
                    "lon": 118.5,
                }
                for number in range(BATCH)
            ]
            answer = client.post("/api/v1/positions", {"points": points})
            assert answer.status == 200, answer.body[:300]
            counts[index][0] += BATCH
            counts[index][1] += answer.json()["kept"]
            batch += 1

    started = time.monotonic()
    threads = [threading.Thread(target=work, args=(index,)) for index in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    gone = time.monotonic() - started
    return sum(one[0] for one in counts) / gone, sum(one[1] for one in counts) / gone
