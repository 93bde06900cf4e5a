"""Today's work in the demo company: orders at every stage, promises that were kept, run, or were broken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from yinuo.cli.demo import company, playing
from yinuo.customers import queries as customers
from yinuo.promises import actions as promises
from yinuo.staff import queries as staff
from yinuo.tickets.models import Ticket

FORM_KEY = "demo-day-"


@dataclass(frozen=True)
class Scene:
    """An order begun `ago` minutes before now by an agent, for the n-th customer, played up to a step."""

    ago: int
    agent: str
    customer: int
    upto: str


STEPS: playing.Steps = (
    ("drafted", 0), ("confirmed", 4), ("dispatched", 5), ("called", 7), ("accepted", 9), ("picked_up", 40),
    ("departed", 50), ("arrived", 90), ("out", 95), ("delivered", 120), ("collected", 121), ("closed", 122),
)  # fmt: skip
SCENES = (
    Scene(230, "8011", 0, "closed"),
    Scene(200, "8012", 3, "closed"),
    Scene(170, "8011", 5, "delivered"),
    Scene(150, "8013", 6, "out"),
    Scene(120, "8011", 1, "departed"),
    Scene(100, "8012", 2, "picked_up"),
    Scene(80, "8011", 7, "dispatched"),
    Scene(70, "8014", 8, "accepted"),
    Scene(55, "8011", 9, "accepted"),
    Scene(40, "8013", 10, "called"),
    Scene(22, "8011", 11, "called"),
    Scene(12, "8012", 12, "dispatched"),
    Scene(5, "8011", 13, "confirmed"),
    Scene(3, "8011", 4, "drafted"),
    Scene(60, "8021", 14, "accepted"),
)


def is_played() -> bool:
    """Whether this demo has had its day."""
    return Ticket.objects.filter(form_key=f"{FORM_KEY}0").exists()


def moments(now: datetime) -> Iterator[playing.Moment]:
    """What happened today, up to now: every scene."""
    told = company.told()["customers"]
    for number, scene in enumerate(SCENES):
        row = told[scene.customer]
        phone = row["phones"][0]
        call = playing.Call(
            by=staff.person_by_number(scene.agent),
            customer=customers.by_phone(phone),
            phone=phone,
            typed={} if _writes(row, scene) else said(row, phone),
            text=_writes(row, scene),
            form_key=f"{FORM_KEY}{number}",
        )
        begin = now - timedelta(minutes=scene.ago)
        yield from playing.Played(call).moments(begin, STEPS, scene.upto)


def _writes(row: dict[str, Any], scene: Scene) -> str:
    """What a customer of the pack wrote, where the agent has still to read it."""
    return str(row.get("writes", "")) if scene.upto == STEPS[0][0] else ""


def said(row: dict[str, Any], phone: str) -> dict[str, str]:
    """What a customer of the pack usually wants carried, as an agent types it."""
    usual = row["usual"][0]
    pickup = row["pickup"][usual["pickup"] - 1]
    delivery = row["delivery"][usual["delivery"] - 1]
    typed = {
        "shipper_name": pickup.get("contact", ""),
        "pickup_phone": pickup.get("phone", phone),
        "pickup_address": pickup["text"],
        "delivery_address": delivery["text"],
        "consignee_name": delivery.get("contact", ""),
        "consignee_phone": delivery.get("phone", ""),
        "goods_name": usual["goods"],
        "pieces": usual["pieces"],
        "weight": usual["weight_kg"],
        "volume": usual["volume_m3"],
        "packing": usual.get("packing", "carton"),
        "payment": row.get("usual_payment", "PREPAID").lower(),
        "reminder": usual.get("reminder", ""),
    }
    return {key: str(value) for key, value in typed.items() if value != ""}


def give_task(now: datetime) -> None:
    """A manager's ad-hoc task for agent 8011 (R101)."""
    promises.open_task(
        title="把江宁片区本月货量汇总给王经理",
        due_at=now + timedelta(hours=3),
        assignee=staff.person_by_number("8011"),
        by=staff.person_by_number("9001"),
    )
