"""Generated tickets of the past two years, so that the desk can be tried and measured at a real size.

They are written in bulk, as rows that the actions would have left behind; names and numbers are invented.
Tickets are written oldest first, a few hundred of the newest are still open.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from yinuo.cli.demo import invented
from yinuo.core import clock, db, numbering, refs
from yinuo.core.models import Event
from yinuo.customers.models import Customer, CustomerPhone
from yinuo.messaging.models import Notice
from yinuo.orders.models import Order, Payment, Stage
from yinuo.playbooks import queries as playbooks
from yinuo.promises.models import Promise
from yinuo.staff.models import Person, Region, Role
from yinuo.tickets import rules
from yinuo.tickets.models import NEVER, Channel, Kind, PhoneTail, SearchText, Ticket

DAYS = 730
MOST_OPEN = 400
OPEN_SHARE = 0.02
BATCH = 500
TICKETS_A_CUSTOMER = 40
STAGE_MINUTES = (
    ("ticket.opened", 0),
    ("order.confirmed", 4),
    ("order.dispatched", 5),
    ("order.slip_sent", 5),
    ("order.accepted", 12),
    ("order.picked_up", 55),
    ("order.delivered", 300),
    ("order.closed", 320),
)
OPEN_STAGES = ((Stage.CONFIRMED, 2), (Stage.DISPATCHED, 4), (Stage.ACCEPTED, 5), (Stage.PICKED_UP, 6))


@dataclass
class Desk:
    """What every generated ticket points to."""

    agents: list[Person]
    drivers: list[Person]
    regions: dict[int, Region]
    version_id: int
    customers: list[Customer]


@dataclass
class Batch:
    """The rows of some hundred tickets, table by table."""

    tickets: list[Ticket] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    texts: list[SearchText] = field(default_factory=list)
    tails: list[PhoneTail] = field(default_factory=list)


def generate(count: int, *, tell: Callable[[str], Any]) -> None:
    """Bring the generated tickets up to `count`; called again with the same number it adds nothing."""
    missing = count - Ticket.objects.filter(form_key__startswith="history-").count()
    if missing <= 0:
        return
    dice = random.Random(count)
    desk = _desk(dice, max(20, missing // TICKETS_A_CUSTOMER))
    plan = list(_moments(dice, missing))
    batches = [plan[start : start + BATCH] for start in range(0, missing, BATCH)]
    done = 0
    for moments in batches:
        with db.transaction():
            _write(_batch(dice, desk, moments, done, missing))
        done += len(moments)
        if done % (BATCH * 20) == 0:
            tell(f"{done} of {missing} tickets")


def _moments(dice: random.Random, count: int) -> Iterator[tuple[datetime, int]]:
    """When each ticket was opened, oldest first, and its serial on that day."""
    now = clock.now()
    ages = sorted((dice.random() ** 1.3 * DAYS for _ in range(count)), reverse=True)
    serials: dict[date, int] = {}
    for age in ages:
        day = clock.local(now - timedelta(days=age)).replace(hour=8, minute=30, second=0, microsecond=0)
        at = min(day + timedelta(seconds=dice.randrange(9 * 3600)), now - timedelta(minutes=10))
        serials[at.date()] = serials.get(at.date(), 0) + 1
        yield at, serials[at.date()]


def _desk(dice: random.Random, customers: int) -> Desk:
    agents = list(Person.objects.filter(role=Role.AGENT, is_active=True).order_by("id"))
    drivers = list(Person.objects.filter(role=Role.DRIVER, is_active=True).order_by("id"))
    return Desk(
        agents=agents,
        drivers=drivers,
        regions={region.pk: region for region in Region.objects.all()},
        version_id=playbooks.published().version_id,
        customers=list(_customers(dice, customers)),
    )


def _customers(dice: random.Random, count: int) -> Iterator[Customer]:
    now = clock.now()
    made = [
        Customer(
            ref=refs.new(), name=said.name, company=said.company, address_as=said.address_as, created_at=now
        )
        for said in (invented.customer(dice) for _ in range(count))
    ]
    with db.transaction():
        yield from Customer.objects.bulk_create(made, batch_size=BATCH)
        phones = [invented.phone(index) for index in range(count)]
        CustomerPhone.objects.bulk_create(
            [
                CustomerPhone(customer=customer, digits=phone, tail=phone[-4:])
                for customer, phone in zip(made, phones, strict=True)
            ],
            batch_size=BATCH,
            ignore_conflicts=True,
        )


def _batch(
    dice: random.Random, desk: Desk, moments: list[tuple[datetime, int]], first: int, total: int
) -> Batch:
    batch = Batch()
    for offset, (at, serial) in enumerate(moments):
        left = total - first - offset
        is_open = left <= min(MOST_OPEN, max(10, int(total * OPEN_SHARE)))
        _ticket(dice, desk, batch, at, serial, is_open)
    return batch


def _ticket(dice: random.Random, desk: Desk, batch: Batch, at: datetime, serial: int, is_open: bool) -> None:
    """One ticket and its order; what hangs on it is made once it has an id."""
    customer, agent = dice.choice(desk.customers), dice.choice(desk.agents)
    said = invented.order(dice)
    stage, steps = dice.choice(OPEN_STAGES) if is_open else (Stage.CLOSED, len(STAGE_MINUTES))
    due = clock.now() + timedelta(minutes=dice.randrange(-30, 240)) if is_open else NEVER
    day = clock.local(at).date()
    ticket = Ticket(
        ref=refs.new(),
        number=numbering.number("", day, serial),
        kind=Kind.ORDER,
        stage=stage,
        headline=said.headline,
        customer=customer,
        customer_name=customer.display[:80],
        channel=Channel.PHONE,
        owner=agent,
        team_id=agent.team_id,
        region=dice.choice(list(desk.regions.values())),
        playbook_version_id=desk.version_id,
        next_due_at=due,
        next_due_from=at if is_open else None,
        next_due_label="半小时后跟踪提货" if is_open else "",
        form_key=f"history-{refs.new()}",
        opened_at=at,
        opened_by=agent,
        closed_at=None if is_open else at + timedelta(minutes=STAGE_MINUTES[-1][1]),
        changed_at=at,
    )
    batch.tickets.append(ticket)
    batch.orders.append(_order(dice, desk, ticket, said, at, steps))


def _order(
    dice: random.Random, desk: Desk, ticket: Ticket, said: invented.Said, at: datetime, steps: int
) -> Order:
    driver = dice.choice(desk.drivers)
    times = {kind: at + timedelta(minutes=minutes) for kind, minutes in STAGE_MINUTES[:steps]}
    return Order(
        ticket=ticket,
        shipper_name=ticket.customer_name[:40],
        pickup_phone=invented.phone(dice.randrange(10**6)),
        pickup_address=said.pickup,
        origin=said.origin,
        consignee_name=said.consignee,
        consignee_phone=invented.phone(dice.randrange(10**6)),
        delivery_address=said.delivery,
        destination=said.destination,
        goods_name=said.goods,
        pieces=said.pieces,
        weight_g=said.weight_g,
        volume_cm3=said.volume_cm3,
        payment=dice.choice(list(Payment)),
        quoted_total=said.price,
        accepted_total=said.price,
        price_accepted_at=at,
        confirmed_at=times.get("order.confirmed"),
        confirmed_by=ticket.owner,
        ordered_at=times.get("order.slip_sent"),
        driver=driver,
        receiver=driver,
        accepted_at=times.get("order.accepted"),
        picked_up_at=times.get("order.picked_up"),
        delivered_at=times.get("order.delivered"),
    )


def _write(batch: Batch) -> None:
    """Insert table by table; the ids of the tickets are known after the first."""
    Ticket.objects.bulk_create(batch.tickets)
    Order.objects.bulk_create(batch.orders)
    for ticket, order in zip(batch.tickets, batch.orders, strict=True):
        batch.events += _events(ticket, order)
        batch.promises += _promises(ticket, order)
        batch.notices += _slip(ticket, order)
        batch.texts.append(_text(ticket, order))
    Event.objects.bulk_create(batch.events)
    Promise.objects.bulk_create(batch.promises)
    Notice.objects.bulk_create(batch.notices)
    SearchText.objects.bulk_create(batch.texts)
    for text, order in zip(batch.texts, batch.orders, strict=True):
        tails = rules.phone_tails([order.pickup_phone, order.consignee_phone])
        batch.tails += [PhoneTail(found=text, tail=tail) for tail in tails]
    PhoneTail.objects.bulk_create(batch.tails)


def _events(ticket: Ticket, order: Order) -> Iterator[Event]:
    for kind, minutes in STAGE_MINUTES:
        at = ticket.opened_at + timedelta(minutes=minutes)
        if ticket.closed_at is None and at > (order.picked_up_at or order.accepted_at or ticket.opened_at):
            return
        about = "ticket" if kind.startswith("ticket") else "order"
        yield Event(
            at=at, kind=kind, actor_id=ticket.owner_id, door="desk", subject_kind=about,
            subject_id=ticket.pk, ticket_id=ticket.pk, data={},
        )  # fmt: skip


def _promises(ticket: Ticket, order: Order) -> Iterator[Promise]:
    """The slip's promise kept in time, and an open follow-up where the ticket is open."""
    if order.confirmed_at and order.ordered_at:
        yield Promise(
            ticket=ticket, key="slip", label="3 分钟内发出业务单", clause="001 三(二)2.2.1",
            state=Promise.State.KEPT, opened_at=order.confirmed_at, starts_at=order.confirmed_at,
            within_seconds=180, due_at=order.confirmed_at + timedelta(minutes=3), ended_at=order.ordered_at,
            assignee=ticket.owner,
        )  # fmt: skip
    if ticket.closed_at is None:
        yield Promise(
            ticket=ticket, key="follow_up", label=ticket.next_due_label, clause="001 三(四)1.6.1",
            opened_at=ticket.opened_at, starts_at=min(ticket.opened_at, ticket.next_due_at),
            within_seconds=1800, due_at=ticket.next_due_at, assignee=ticket.owner,
        )  # fmt: skip


def _slip(ticket: Ticket, order: Order) -> Iterator[Notice]:
    if order.ordered_at is None or order.driver is None:
        return
    text = f"{ticket.number}{order.shipper_name}{order.goods_name}{order.pieces}件往{order.destination}"
    yield Notice(
        ticket=ticket, key="slip", to_role="driver", to_person=order.driver, to_name=order.driver.name,
        address=order.driver.phone, text=text, units=len(text), parts=1, state=Notice.State.SENT,
        idempotency_key=refs.new() + refs.new(), queued_at=order.ordered_at, sent_at=order.ordered_at,
        attempts=1, gateway="history",
    )  # fmt: skip


def _text(ticket: Ticket, order: Order) -> SearchText:
    phones = [order.pickup_phone, order.consignee_phone]
    texts = [
        ticket.number or "", ticket.ref, ticket.customer_name, ticket.headline, order.pickup_address,
        order.delivery_address, order.goods_name, order.consignee_name,
    ]  # fmt: skip
    return SearchText(
        kind=SearchText.Kind.TICKET,
        subject_id=ticket.pk,
        owner_id=ticket.owner_id,
        team_id=ticket.team_id,
        region_id=ticket.region_id,
        terms=rules.search_terms(texts, phones),
    )
