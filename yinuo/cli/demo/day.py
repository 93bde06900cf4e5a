"""Today's work in the demo company: orders at every stage, made by the same actions that people use.

Each is played at its own moments before now, so that promises have been kept, are running, or were broken.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from yinuo.cli.demo import company
from yinuo.core import clock
from yinuo.customers.models import Customer
from yinuo.messaging import actions as messaging
from yinuo.orders import actions, queries
from yinuo.orders.models import Order
from yinuo.orders.queries import asking, readying
from yinuo.promises import actions as promises
from yinuo.staff import queries as staff
from yinuo.tickets.actions import note_interaction

AT_ONCE = 50


@dataclass(frozen=True)
class Scene:
    """An order begun `ago` minutes before now by an agent, for the n-th customer, played up to a step."""

    ago: int
    agent: str
    customer: int
    upto: str


STEPS: tuple[tuple[str, int], ...] = (
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


def play() -> None:
    """Play every scene in the order of time, the worker's steps in between."""
    now = clock.now()
    customers = list(Customer.objects.order_by("id"))
    usual = [row["usual"][0] for row in company.told()["customers"]]
    moments: list[tuple[datetime, Callable[[], None]]] = []
    for scene in SCENES:
        played = Played(scene, customers[scene.customer], company.told()["customers"][scene.customer], usual)
        for step, minutes in STEPS:
            moments.append((now - timedelta(minutes=scene.ago - minutes), getattr(played, step)))
            if step == scene.upto:
                break
    for at, act in sorted(moments, key=lambda moment: moment[0]):
        with clock.fixed(min(at, now)):
            act()
            messaging.send_due(clock.now(), AT_ONCE)
            promises.wake_due(clock.now(), AT_ONCE)
    give_task(now)


def give_task(now: datetime) -> None:
    """A manager's ad-hoc task for agent 8011 (R101)."""
    promises.open_task(
        title="把江宁片区本月货量汇总给王经理",
        due_at=now + timedelta(hours=3),
        assignee=staff.person_by_number("8011"),
        by=staff.person_by_number("9001"),
    )


class Played:
    """One order on its way, step by step; each method is what a person does at that moment."""

    def __init__(self, scene: Scene, customer: Customer, told: dict[str, Any], usual: list[Any]) -> None:
        self.scene, self.customer, self.told = scene, customer, told
        self.usual = usual[scene.customer]
        self.by = staff.person_by_number(scene.agent)
        self.order: Order

    def drafted(self) -> None:
        """The customer rings and says what they want."""
        phone = self.told["phones"][0]
        note_interaction(
            kind="CALL", direction="IN", phone=phone, note="来电下单", by=self.by, customer=self.customer
        )
        self.order = actions.open_draft(by=self.by, customer=self.customer, typed=self._typed(phone))

    def _typed(self, phone: str) -> dict[str, str]:
        pickup = self.told["pickup"][self.usual["pickup"] - 1]
        delivery = self.told["delivery"][self.usual["delivery"] - 1]
        said = {
            "shipper_name": pickup.get("contact", ""),
            "pickup_phone": pickup.get("phone", phone),
            "pickup_address": pickup["text"],
            "delivery_address": delivery["text"],
            "consignee_name": delivery.get("contact", ""),
            "consignee_phone": delivery.get("phone", ""),
            "goods_name": self.usual["goods"],
            "pieces": self.usual["pieces"],
            "weight": self.usual["weight_kg"],
            "volume": self.usual["volume_m3"],
            "packing": self.usual.get("packing", "carton"),
            "payment": self.told.get("usual_payment", "PREPAID").lower(),
            "reminder": self.usual.get("reminder", ""),
        }
        return {key: str(value) for key, value in said.items() if value != ""}

    def confirmed(self) -> None:
        """Screened, read back, quoted, accepted, confirmed."""
        questions = queries.judge(self.order).screening.questions
        if questions:
            answers = {question.key: "no" for question in questions}
            self.order = actions.answer_screening(order=self.order, answers=answers, by=self.by)
        asked = asking.elements(self.order, queries.playbook_of(self.order.ticket))
        keys = [element.key for element in readying.unread(self.order, asked)]
        self.order = actions.read_back(order=self.order, keys=keys, by=self.by)
        total = self.order.quoted_total or 0
        self.order = actions.accept_price(order=self.order, total=total, by=self.by)
        self.order = actions.confirm(order=self.order, by=self.by)

    def dispatched(self) -> None:
        """The slip leaves."""
        fits = queries.slip_preview(self.order).composed.fits
        self.order = actions.dispatch(order=self.order, by=self.by, in_parts=not fits)

    def called(self) -> None:
        """The agent tells the driver by voice (R064)."""
        actions.note_driver_call(order=self.order, outcome="reached", by=self.by)

    def accepted(self) -> None:
        """The driver takes it."""
        self.order = actions.accept(order=self.order, by=self.by)

    def picked_up(self) -> None:
        """The goods are on the vehicle."""
        self.order = actions.pick_up(order=self.order, by=self.by, pieces=self.order.pieces)

    def departed(self) -> None:
        """Under way."""
        self.order = actions.depart(order=self.order, by=self.by)

    def arrived(self) -> None:
        """In the city of delivery."""
        self.order = actions.arrive(order=self.order, by=self.by)

    def out(self) -> None:
        """On the last stretch."""
        self.order = actions.go_out(order=self.order, by=self.by)

    def delivered(self) -> None:
        """Signed for."""
        self.order = actions.deliver(order=self.order, by=self.by, signed_by=self.order.consignee_name)

    def collected(self) -> None:
        """The freight is paid."""
        if self.order.freight_left:
            actions.collect_freight(order=self.order, amount=self.order.freight_left, by=self.by)

    def closed(self) -> None:
        """Done."""
        self.order = actions.close(order=queries.of_ticket(self.order.ticket), by=self.by)
