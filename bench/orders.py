"""Drafts a second, and whole orders a second: draft, confirmation, dispatch, until the slip was accepted."""

import itertools
import json
import subprocess
import sys
import threading
import time
from typing import Any

from bench.desks import Desk
from bench.http import Client
from bench.report import say

CLIENTS = 4
SETTLE_SECONDS = 20.0
NEWEST = "from yinuo.orders.models import Order; print(Order.objects.latest('pk').pk)"
ACCEPTED = """
import json
from django.db.models import Count, Max, Min
from yinuo.orders.models import Order
rows = Order.objects.filter(pk__gt={first}, ordered_at__isnull=False)
found = rows.aggregate(orders=Count("pk"), first=Min("ticket__opened_at"), last=Max("ordered_at"))
span = (found["last"] - found["first"]).total_seconds() if found["orders"] else 1.0
print(json.dumps({{"orders": found["orders"], "seconds": span}}))
"""
_count = itertools.count()


def body() -> dict[str, Any]:
    """What a customer says; the slip fits into 70 characters."""
    number = next(_count) % 10_000_000
    return {
        "shipper_name": "王先生",
        "pickup_phone": f"1980{number:07d}",
        "pickup_address": "江宁区汽配城 B 区 12 号",
        "consignee_name": "马先生",
        "consignee_phone": "84567788",
        "delivery_address": "玄武区南京站货场 3 号门",
        "goods_name": "五金件",
        "pieces": 15,
        "weight": 200,
        "volume": "2.2",
        "packing": "carton",
        "payment": "collect",
    }


def measure(desk: Desk, seconds: float) -> None:
    """Print both figures with their floor: the same number of rows inserted by hand, one commit an act."""
    floor = json.loads(
        subprocess.run(
            [sys.executable, "-m", "bench.floor_writes"],
            env=desk.environment, check=True, capture_output=True, text=True,
        ).stdout
    )  # fmt: skip
    drafts = _rate(desk, seconds, lambda client: client.post("/api/v1/orders", body()).status == 201)
    ratio = floor["rate"] / drafts
    say(f"drafts: {drafts:.0f}/s, {CLIENTS} clients; floor {floor['rate']:.0f}/s, ratio {ratio:.1f}")
    first = int(desk.run_python(NEWEST))
    _rate(desk, seconds, _whole)
    done = _settled(desk, first)
    say(f"whole orders: {done:.0f}/s, {CLIENTS} clients, to the accepted slip")


def _whole(client: Client) -> bool:
    draft = client.post("/api/v1/orders", body())
    assert draft.status == 201, draft.body
    told = draft.json()
    path = f"/api/v1/orders/{told['ref']}"
    confirmed = client.post(
        f"{path}/confirmation", {"read_back": True, "accepted_total": told["quoted_total"]}
    )
    assert confirmed.status == 200, confirmed.body
    return client.post(f"{path}/dispatch", {}).status == 200


def _rate(desk: Desk, seconds: float, act: Any) -> float:
    done: list[int] = []
    until = time.monotonic() + seconds

    def work(index: int) -> None:
        client = desk.client(index)
        mine = 0
        while time.monotonic() < until:
            assert act(client)
            mine += 1
        done.append(mine)

    threads = [threading.Thread(target=work, args=(index,)) for index in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / seconds


def _settled(desk: Desk, first: int) -> float:
    """Orders whose slip was accepted, over the desk's own time from the first draft to the last slip."""
    done, last = {"orders": 0, "seconds": 1.0}, -1
    until = time.monotonic() + SETTLE_SECONDS
    while done["orders"] != last and time.monotonic() < until:
        last = int(done["orders"])
        done = json.loads(desk.run_python(ACCEPTED.format(first=first)))
    return done["orders"] / done["seconds"]
