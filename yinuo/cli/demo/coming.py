"""Who came in by themselves: web orders and their review, questions, announcements, where vehicles are."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any, Final

from yinuo.cli.demo import company, day, playing
from yinuo.cli.demo.playing import Moment
from yinuo.core import clock, events
from yinuo.customers.rules import Guest
from yinuo.inquiries import actions as inquiries
from yinuo.inquiries.models import Inquiry, Way
from yinuo.inquiries.queries import filling
from yinuo.knowledge import actions as knowledge
from yinuo.orders.actions import positions, web
from yinuo.orders.models import Order, ReviewCall, Source
from yinuo.orders.rules import web as checklist
from yinuo.orders.rules.positions import Point
from yinuo.staff import queries as staff
from yinuo.staff.models import Vehicle
from yinuo.tickets.models import Channel, Ticket

EVENING: Final = time(21, 40)
CARRIED: Final = (
    ("dispatched", 5), ("called", 7), ("accepted", 9), ("tracked", 26), ("picked_up", 31), ("departed", 40),
    ("arrived", 90), ("out", 95), ("delivered", 120), ("collected", 121), ("closed", 122),
)  # fmt: skip
"""How an order goes on that nobody need wait for: minutes since its review began."""
AGENTS: Final = ("8011", "8012", "8013", "8014")


def moments(now: datetime) -> Iterator[Moment]:
    """What happened when: the weeks before, then today."""
    told = company.told()
    yield from _announced(told["announcements"], now)
    for number, row in enumerate(told["web_orders"]):
        yield from Web(told["customers"][row["customer"] - 1], f"demo-web-{number}", row).moments(now)
    for number, row in enumerate(told["questions"]):
        yield from _Asked(row, f"demo-asked-{number}", told["customers"]).moments(now)
    yield now, lambda: _drive(told["positions"], now)


def _announced(rows: list[dict[str, Any]], now: datetime) -> Iterator[Moment]:
    manager = staff.person_by_number("9001")
    for row in rows:
        at = now - timedelta(days=row["days_ago"])

        def publish(row: Mapping[str, Any] = row) -> None:
            words = {key: row[key] for key in ("title", "body", "source")}
            knowledge.publish(by=manager, is_pinned=row.get("pinned", False), **words)

        yield at, publish


class Web:
    """A web order as its customer wrote it, and how far its review is."""

    def __init__(self, row: dict[str, Any], form_key: str, told: Mapping[str, Any]) -> None:
        self.phone, self.form_key, self.told = row["phones"][0], form_key, told
        said = day.said(row, self.phone)
        said.setdefault("shipper_name", row["name"])
        self.typed = {key: value for key, value in said.items() if key in checklist.TYPED}
        self.typed.setdefault("consignee_name", row["name"])
        self.by = staff.person_by_number(told.get("by", AGENTS[0]))
        self.order: Order

    def moments(self, now: datetime) -> Iterator[Moment]:
        """What happens when."""
        upto = self.told["upto"]
        begin = (
            _evening_before(now) if self.told["ago"] == "night" else now - timedelta(minutes=self.told["ago"])
        )
        yield begin, self.placed
        later: dict[str, tuple[tuple[int, Callable[[], None]], ...]] = {
            "placed": (),
            "unreached": ((9, self.taken), (11, self.unreached)),
            "problem": ((5, self.taken), (8, self.problem)),
            "voided": ((7, self.taken), (9, self.voided)),
            "dispatched": ((6, self.taken), (9, self.confirmed), (11, self.dispatched)),
        }
        for minutes, act in later[upto]:
            yield begin + timedelta(minutes=minutes), act

    def placed(self) -> None:
        """The customer sends the form."""
        with events.entered_by("portal"):
            self.order = web.place(
                guest=Guest(phone=self.phone), typed=self.typed, form_key=self.form_key, notice_version=1
            )

    def taken(self) -> None:
        """An agent takes it in hand."""
        self.order = web.take_review(order=self.order, by=self.by)

    def unreached(self) -> None:
        """Nobody answers (R080)."""
        self._call(ReviewCall.Outcome.NO_ANSWER)

    def problem(self) -> None:
        """The packing will not do; the customer wants to think about it (R081)."""
        web.check(order=self.order, key="packing", ok=False, note="纸箱太薄，要加固或者打木架", by=self.by)
        self._call(ReviewCall.Outcome.PROBLEM, "客户问加固要多少钱，下午再定")

    def voided(self) -> None:
        """The customer goes elsewhere (R083)."""
        self._call(ReviewCall.Outcome.GIVEN_UP)
        web.void_web(order=self.order, reason="other_carrier", by=self.by)

    def confirmed(self) -> None:
        """Checked point by point, called about, confirmed (R079–R085)."""
        for key in checklist.CHECKS:
            web.check(order=self.order, key=key, ok=True, by=self.by)
        fresh = Order.objects.select_related("web", "ticket").get(pk=self.order.pk)
        self._call(ReviewCall.Outcome.AGREED, agreed=[point["key"] for point in fresh.web.points])
        self.order = web.confirm_web(order=fresh, by=self.by)

    def dispatched(self) -> None:
        """The slip leaves like any other."""
        self._like_any_other("dispatched")

    def carried(self, begin: datetime) -> Iterator[Moment]:
        """From the slip to the end, like an order of the telephone."""
        for step, minutes in CARRIED:
            yield begin + timedelta(minutes=minutes), partial(self._like_any_other, step)
            if step == "departed":
                yield begin + timedelta(minutes=minutes + 1), self.looked

    def looked(self) -> None:
        """The customer looks where the goods are (R004)."""
        web.look(order=self.order, by_link=True)

    def _like_any_other(self, step: str) -> None:
        call = playing.Call(by=self.by, customer=None, phone=self.phone, typed={}, form_key=self.form_key)
        played = playing.Played(call)
        played.order = self.order
        getattr(played, step)()
        self.order = played.order

    def _call(self, outcome: str, note: str = "", agreed: list[str] | None = None) -> None:
        web.note_call(
            order=self.order, outcome=outcome, note=note, agreed=agreed or [], by=self.by, form_key=None
        )


class _Asked:
    """A question and what became of it."""

    def __init__(self, row: Mapping[str, Any], form_key: str, known: list[dict[str, Any]]) -> None:
        self.row, self.form_key, self.known = row, form_key, known
        self.by = staff.person_by_number(row["by"]) if row.get("by") else None
        self.inquiry: Inquiry

    def moments(self, now: datetime) -> Iterator[Moment]:
        begin = now - timedelta(minutes=self.row["ago"])
        yield begin, self.asked
        steps: dict[str, tuple[Callable[[], None], ...]] = {
            "asked": (),
            "answered": (self.answered,),
            "linked": (self.answered, self.linked),
            "looked": (self.answered, self.linked, self.looked),
            "promised": (self.promised,),
            "leader": (self.leader,),
        }
        for number, act in enumerate(steps[self.row["upto"]], start=1):
            yield begin + timedelta(minutes=number * 2), act

    def asked(self) -> None:
        """It is asked: on the telephone, or left on the page."""
        about = self._about()
        phone = about.order.pickup_phone if about else self.known[self.row["customer"] - 1]["phones"][0]
        self.inquiry = inquiries.ask(
            type=self.row["type"],
            question=self.row["question"],
            channel=self.row.get("channel", Channel.PHONE),
            by=self.by,
            guest=None if self.by else Guest(phone=phone),
            contact_phone=phone,
            about=about,
            form_key=self.form_key,
        )

    def answered(self) -> None:
        """Answered on the spot, from the order's own timeline where there is one (R113)."""
        filled = filling.filled(self.row["type"], self.inquiry.about)
        text = self.row.get("answer") or filled.text
        self.inquiry = inquiries.answer(inquiry=self.inquiry, text=text, way=Way.SAID, by=self.by)

    def linked(self) -> None:
        """The tracking link is texted (R115)."""
        self.inquiry = inquiries.send_link(inquiry=self.inquiry, by=self.by)

    def looked(self) -> None:
        """And used."""
        if self.inquiry.about is not None:
            web.look(order=self.inquiry.about.order, by_link=True)

    def promised(self) -> None:
        """Not known now: by when is said (R111)."""
        due = clock.now() + timedelta(minutes=50)
        inquiries.promise_answer(inquiry=self.inquiry, due_at=due, by=self.by)

    def leader(self) -> None:
        """Beyond the agent's knowledge (R117)."""
        inquiries.pass_up(inquiry=self.inquiry, by=self.by, note="客户公司要开票，等着定")

    def _about(self) -> Ticket | None:
        key = f"{day.FORM_KEY}{self.row['scene']}" if "scene" in self.row else ""
        return Ticket.objects.select_related("order").filter(form_key=key).first() if key else None


def _evening_before(now: datetime) -> datetime:
    """The last evening: yesterday's, so that a night order waits whatever the hour is."""
    yesterday = clock.local(now).date() - timedelta(days=1)
    return datetime.combine(yesterday, EVENING, clock.zone())


def _drive(rows: list[dict[str, Any]], now: datetime) -> None:
    """Every vehicle that has a locator says where it is."""
    points = []
    for row in rows:
        vehicle = Vehicle.objects.filter(driver__staff_number=row["driver"]).first()
        if vehicle is not None and vehicle.device:
            points.append(Point(now, row["lat"], row["lon"], vehicle.device, float(row["speed"])))
    positions.note(points, Source.DEVICE)
