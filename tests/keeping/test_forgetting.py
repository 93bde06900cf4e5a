"""What is over its time is forgotten (domain B5, R047): nobody is found any more, every count stays true."""

import json
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.approvals.models import Approval
from yinuo.core import clock, db, events, keeping
from yinuo.core.db import snapshot
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event, EventDetail, Hold, Retention
from yinuo.customers.models import Customer
from yinuo.messaging import actions as messaging
from yinuo.messaging.models import IncomingMessage, Notice, RobotLine
from yinuo.messaging.models.robots import Robot
from yinuo.orders import actions
from yinuo.orders.models import Order
from yinuo.promises import actions as promises
from yinuo.promises.models import Promise
from yinuo.reports.models import OrderFact
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import queries
from yinuo.tickets.models import SearchText, Ticket

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = {
    "shipper_name": "欧阳雪峰", "pickup_phone": "13912345678", "consignee_name": "司徒明月",
    "consignee_phone": "025-84561234", "pickup_address": "江宁汽配城Q区987号",
    "delivery_address": "南京站货场77号门",
}  # fmt: skip
TRACES = (
    "欧阳", "雪峰", "司徒", "明月", "13912345678", "139 1234 5678", "84561234", "987号", "77号门", "宏图大展",
    "雪峰汽贸",
)  # fmt: skip


def everything() -> Iterator[str]:
    """Every value of every row of every table, as text; JSON read back, so that no escape hides anything."""
    with snapshot.snapshot() as moment:
        for model in snapshot.tables():
            for row in moment.rows(model):
                for field, value in zip(model._meta.concrete_fields, row, strict=True):
                    said = str(value)
                    if field.get_internal_type() == "JSONField" and value is not None:
                        said = json.dumps(json.loads(value), ensure_ascii=False)
                    yield f"{model.__name__}.{field.name}: {said}"


def found(*traces: str) -> list[str]:
    """Where something of a person still stands."""
    return [value for value in everything() for trace in traces or TRACES if trace in value]


def a_whole_story(agent: Person, driver: Person, team_leader: Person) -> Order:
    """An order from the first word to its end, in which people are named wherever they can be."""
    order = make.draft(agent, **NAMES)
    actions.fill_from_text(order=order, text="我叫欧阳雪峰，电话13912345678，要发汽车配件", by=agent)
    order = actions.confirm(order=make.agree(make.again(order), agent), by=agent)
    actions.dispatch(order=order, by=agent)
    make.send()
    order = make.again(order)
    ticket = order.ticket
    customer = ticket.customer
    assert customer is not None
    Customer.objects.filter(pk=customer.pk).update(name="欧阳雪峰", company="雪峰汽贸")
    tickets.index_customer(Customer.objects.get(pk=customer.pk))
    tickets.note(ticket, text="欧阳雪峰说司徒明月会等", by=agent)
    tickets.note_interaction(
        kind="CALL", direction="IN", phone="13912345678", note="宏图大展来催", by=agent, ticket=ticket
    )
    tickets.note_interaction(
        kind="CALL", direction="IN", phone="13912345678", note="问价", by=agent, customer=customer
    )
    actions.track(order=order, what="PICKUP", how="CALL", outcome="司徒明月说明天到", by=agent)
    actions.note_driver_call(order=order, outcome="reached", note="欧阳雪峰等着", by=agent)
    trouble = actions.note_exception(order=order, cause="weather", note="司徒明月家门口积水", by=agent)
    actions.clear_exception(exception=trouble, result="和欧阳雪峰说好了", by=agent)
    promises.give_word(
        ticket=ticket,
        label="给欧阳雪峰回电",
        due_at=clock.now() + timedelta(minutes=5),
        by=agent,
        note="司徒",
    )
    Approval.objects.create(
        ticket=ticket, key="k", label="折扣", role="team_leader", reason="欧阳是老客户", answer="司徒也是",
        state=Approval.State.APPROVED, asked_by=agent, asked_at=clock.now(), decided_by=team_leader,
        decided_at=clock.now(),
    )  # fmt: skip
    IncomingMessage.objects.create(
        gateway="pretend",
        gateway_id="1",
        address="13912345678",
        text="欧阳雪峰收到",
        at=clock.now(),
        ticket=ticket,
    )
    robot = Robot.objects.create(name="群", kind="wecom")
    RobotLine.objects.create(
        robot=robot, ticket=ticket, code="x", text="欧阳雪峰的单", queued_at=clock.now(), sent_at=clock.now()
    )
    with db.transaction():
        messaging.remind(person=agent, line={"code": "x", "ticket": ticket.ref, "label": "给欧阳雪峰回电"})
    return make.again(order)


def finish(order: Order, by: Person) -> Order:
    """The order cancelled, with reasons that name people."""
    for promise in Promise.objects.filter(ticket=order.ticket, state="OPEN", is_spoken=True):
        promises.cancel(promise, reason="欧阳雪峰不用了", by=by)
    ended = actions.cancel(order=order, reason="other", note="欧阳雪峰改主意", asked_by="司徒明月", by=by)
    make.send()
    return ended


@pytest.fixture
def ended(desk: Frozen, agent: Person, driver: Person, team_leader: Person) -> Order:
    """Such an order, ended."""
    order = finish(a_whole_story(agent, driver, team_leader), agent)
    assert len(found()) > 20
    return order


def work() -> None:
    """Every beat until nothing is due."""
    while keeping.work(clock.now(), 60):
        pass


def test_an_order_over_its_time_names_nobody_any_more(ended: Order, desk: Frozen, agent: Person) -> None:
    """R047: after three years no name, number, address or word of theirs stands in any row of any table."""
    before = OrderFact.objects.filter(ticket=ended.pk).values().get()
    counted = {model: model.objects.count() for model in (Ticket, Order, Notice, Promise, Event, OrderFact)}
    desk.move(days=36 * 31)
    work()
    assert found() == []
    assert {model: model.objects.count() for model in counted} | {Event: 0} == counted | {Event: 0}
    after = OrderFact.objects.filter(ticket=ended.pk).values().get()
    assert after == before | {"customer_id": 0}
    order = make.again(ended)
    assert (order.ticket.number, order.ended_reason, order.goods_name, order.pieces) == (
        ended.ticket.number, "other", "汽车配件", 15,
    )  # fmt: skip
    assert order.ticket.forgotten_at is not None
    lines = order.tracking.order_by("id").values_list("outcome", "note")
    assert list(lines) == [("", ""), ("reached", "")], "a code is no word of anybody's"
    assert {row.went for row in Retention.objects.filter(key__in=("tickets", "customers"))} == {1}
    assert keeping.work(clock.now(), 60) == 0, "looked at again within the day"


def test_nothing_goes_before_its_time(ended: Order, desk: Frozen) -> None:
    before = sorted(found())
    desk.move(days=80)
    work()
    assert sorted(found()) == before
    assert not Event.objects.filter(kind="ticket.forgotten").exists()


def test_messages_go_before_the_order_does(ended: Order, desk: Frozen) -> None:
    """Domain B6: numbers of messages stay half a year at least; here a year, the order three."""
    desk.move(days=360)
    work()
    assert Notice.objects.filter(ticket=ended.pk).exclude(address="").exists()
    desk.move(days=20)
    work()
    assert not Notice.objects.filter(ticket=ended.pk).exclude(address="", text="").exists()
    assert Notice.objects.filter(ticket=ended.pk, sent_at__isnull=False).exists()
    assert make.again(ended).shipper_name == "欧阳雪峰"


def test_what_is_held_stays_until_it_is_lifted(
    ended: Order, desk: Frozen, manager: Person, agent: Person
) -> None:
    """A dispute: neither time nor anybody's wish deletes it, and who kept it and why is on record."""
    with pytest.raises(NotPermitted):
        keeping.hold(ended.ticket, reason="客户投诉，等仲裁", by=agent, ticket=ended.ticket)
    with pytest.raises(Invalid):
        keeping.hold(ended.ticket, reason=" ", by=manager, ticket=ended.ticket)
    held = keeping.hold(ended.ticket, reason="客户投诉，等仲裁", by=manager, ticket=ended.ticket)
    assert keeping.hold(ended.ticket, reason="再一次", by=manager, ticket=ended.ticket) == held
    customer = ended.ticket.customer
    assert customer is not None
    with pytest.raises(NotNow) as refused:
        tickets.erase_customer(customer, checked="document", by=manager)
    assert refused.value.code == "held"
    desk.move(days=36 * 31)
    work()
    assert make.again(ended).shipper_name == "欧阳雪峰"
    assert Notice.objects.filter(ticket=ended.pk).exclude(text="").exists()
    keeping.lift(held, by=manager, ticket=ended.ticket)
    desk.move(days=2)
    work()
    assert found() == []
    assert Hold.objects.get().reason == ""
    kinds = list(Event.objects.filter(kind__startswith="hold.").order_by("id").values_list("kind", flat=True))
    assert kinds == ["hold.placed", "hold.lifted"]


def test_a_customer_who_asks_is_erased_at_once(
    ended: Order, desk: Frozen, manager: Person, agent: Person
) -> None:
    """PIPL 47: on request, after their identity was checked; only what law keeps waits for its time."""
    customer = ended.ticket.customer
    assert customer is not None
    for by, checked, error in ((agent, "document", NotPermitted), (manager, "trust me", Invalid)):
        with pytest.raises(error):
            tickets.erase_customer(customer, checked=checked, by=by)
    tickets.erase_customer(customer, checked="called_back", by=manager)
    left = [one for one in found() if not one.startswith(("Notice.address", "IncomingMessage.address"))]
    assert left == []
    assert found("13912345678"), "law keeps the numbers of messages for half a year"
    erased = Event.objects.get(kind="customer.erased")
    assert (erased.actor_id, erased.data) == (manager.pk, {"checked": "called_back"})
    assert queries.search(manager, "欧阳雪峰").rows == queries.search(manager, "13912345678").rows == []
    assert not SearchText.objects.filter(kind="CUSTOMER").exists()
    desk.move(days=190)
    work()
    assert found() == []


def test_a_customer_with_something_open_is_not_erased(
    desk: Frozen, agent: Person, driver: Person, team_leader: Person, manager: Person
) -> None:
    order = a_whole_story(agent, driver, team_leader)
    assert order.ticket.customer is not None
    with pytest.raises(NotNow) as refused:
        tickets.erase_customer(order.ticket.customer, checked="document", by=manager)
    assert (refused.value.code, refused.value.params) == (
        "customer_has_open_tickets", {"number": order.ticket.number},
    )  # fmt: skip
    with pytest.raises(NotNow) as early:
        tickets.forget(order.pk)
    assert early.value.code == "ticket_not_ended"
    desk.move(days=2000)
    work()
    assert make.again(order).shipper_name == "欧阳雪峰", "what is open is no matter of time"


def test_periods_are_the_company_s_but_never_below_the_law(
    ended: Order, desk: Frozen, administrator: Person, manager: Person
) -> None:
    with pytest.raises(NotPermitted):
        keeping.change_period("tickets", months=24, by=manager)
    with pytest.raises(Invalid) as short:
        keeping.change_period("notices", months=5, by=administrator)
    assert (short.value.code, short.value.params) == ("keeping_too_short", {"least": 6})
    keeping.change_period("tickets", months=2, by=administrator)
    changed = Event.objects.get(kind="retention.changed")
    assert changed.data == {"key": "tickets", "months": 2, "before": 36}
    desk.move(days=70)
    (state,) = [one for one in keeping.states(10) if one.kept.key == "tickets"]
    assert (state.months, state.due, state.row.ran_at) == (2, 1, None)
    work()
    (state,) = [one for one in keeping.states(10) if one.kept.key == "tickets"]
    assert (state.due, state.row.went, state.row.ran_at) == (0, 1, clock.now())
    assert make.again(ended).shipper_name == ""


def test_forgetting_ends_anywhere_and_goes_on(desk: Frozen, agent: Person) -> None:
    """A beat does a part; what is left is due still, whoever goes on."""
    for _ in range(45):
        make.draft(agent, **NAMES)
    desk.move(days=400)
    seen = []
    while keeping.work(clock.now(), 0):
        seen.append(Ticket.objects.filter(forgotten_at__isnull=True).count())
    assert seen[0] > 0
    assert seen[-1] == 0
    assert Retention.objects.get(key="drafts").went == 45
    assert not Order.objects.exclude(shipper_name="").exists()


def test_details_without_a_ticket_have_their_time_too(desk: Frozen, agent: Person) -> None:
    person = Person.objects.get(pk=agent.pk)
    with db.transaction():
        events.record("staff.changed", subject=person, by=agent, detail={"phone": ["13912345678", ""]})
    desk.move(days=36 * 31)
    work()
    assert EventDetail.objects.get(event__kind="staff.changed").values == {}
    assert found() == []


def test_what_was_forgotten_before_is_emptied_too(ended: Order, desk: Frozen, agent: Person) -> None:
    """A desk that forgot results of calls and exceptions only in part is put right when it is migrated."""
    other = make.dispatched(agent)
    actions.track(order=other, what="PICKUP", how="CALL", outcome="已在路上", by=agent)
    Ticket.objects.filter(pk=ended.pk).update(forgotten_at=clock.now())
    migration = import_module("yinuo.orders.migrations.0006_forgotten_words")
    migration.empty_forgotten(apps, None)
    assert [one for one in found() if one.startswith(("TrackingEntry.outcome", "OrderException."))] == []
    assert list(ended.tracking.order_by("id").values_list("outcome", flat=True)) == ["", "reached"]
    assert other.tracking.get().outcome == "已在路上"
