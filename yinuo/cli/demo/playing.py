"""Playing an order as people would: the same actions at their moments, the worker's steps in between."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from yinuo.core import clock
from yinuo.customers.models import Customer
from yinuo.messaging import actions as messaging
from yinuo.messaging.models import Reminder
from yinuo.orders import actions, queries
from yinuo.orders.models import Order
from yinuo.orders.queries import asking, readying
from yinuo.promises import actions as promises
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.tickets.actions import note_interaction

AT_ONCE = 50
NOT_SHIPPED = ("price", "only_asking", "time", "not_ready", "other_carrier")
"""Why callers do not ship, in turn."""
Moment = tuple[datetime, Callable[[], None]]
Steps = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Call:
    """Who rings, what they want carried (as typed into the elements), and who answers."""

    by: Person
    customer: Customer | None
    phone: str
    typed: Mapping[str, str]
    form_key: str
    text: str = ""


class Played:
    """One order on its way; each method is what a person does at that moment."""

    def __init__(self, call: Call) -> None:
        self.call, self.by = call, call.by
        self.order: Order

    def moments(self, begin: datetime, steps: Steps, upto: str) -> Iterable[Moment]:
        """What happens when, from `begin` on, up to and with the step `upto`, or to the last."""
        for step, minutes in steps:
            yield begin + timedelta(minutes=minutes), getattr(self, step)
            if step == upto:
                return

    def drafted(self) -> None:
        """The customer rings and says what they want."""
        call = self.call
        note_interaction(
            kind="CALL", direction="IN", phone=call.phone, note="来电下单", by=self.by, customer=call.customer
        )
        self.order = actions.open_draft(
            by=self.by, customer=call.customer, typed=call.typed, form_key=call.form_key
        )
        if call.text:
            actions.fill_from_text(order=self.order, text=call.text, by=self.by)

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
        composed = queries.slip_preview(self.order).composed
        leave_out = composed.choices[0] if composed.choices else ()
        parts = not composed.fits and not leave_out
        self.order = actions.dispatch(order=self.order, by=self.by, in_parts=parts, leave_out=leave_out)

    def called(self) -> None:
        """The agent tells the driver by voice (R064)."""
        actions.note_driver_call(order=self.order, outcome="reached", by=self.by)

    def accepted(self) -> None:
        """The driver takes it; a dispatcher who received the slip names one of the region."""
        region, driver = self.order.ticket.region_id, None
        if self.order.driver_id is None and region is not None:
            driver = staff.posted(region, Role.DRIVER)[0]
        self.order = actions.accept(order=self.order, by=self.by, driver=driver)

    def tracked(self) -> None:
        """The agent looks after the pick-up (R091)."""
        actions.track(order=self.order, what="PICKUP", how="CALL", outcome="司机说马上到", by=self.by)

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

    def cancelled(self) -> None:
        """The customer does not ship after all (R075)."""
        asked_by = self.order.shipper_name
        self.order = actions.cancel(order=self.order, reason="other_carrier", asked_by=asked_by, by=self.by)

    def asked_only(self) -> None:
        """The customer does not ship; where from is kept (R047)."""
        reason = NOT_SHIPPED[self.order.pk % len(NOT_SHIPPED)]
        self.order = actions.keep_origin(order=self.order, reason=reason, by=self.by)


def play(moments: Iterable[Moment], until: datetime) -> None:
    """Let everything happen in the order of time, none of it after `until`."""
    for at, act in sorted(moments, key=lambda moment: moment[0]):
        with clock.fixed(min(at, until)):
            act()
            messaging.send_due(clock.now(), AT_ONCE)
            promises.wake_due(clock.now(), AT_ONCE)


def read_reminders(age: timedelta) -> None:
    """Whoever was reminded longer ago than that has read it, a few minutes later."""
    old = Reminder.objects.filter(read_at__isnull=True, at__lt=clock.now() - age)
    for reminder in old.select_related("person"):
        with clock.fixed(reminder.at + timedelta(minutes=5)):
            messaging.mark_read(reminder, by=reminder.person)
