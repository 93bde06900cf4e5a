"""What drivers bring home: payments by way, return receipts, the hand-in of the day (R035; issue 5, 3)."""

import pytest

from tests.factories import orders as make
from tests.factories import staff
from tests.frozen import Frozen
from yinuo.core.errors import DeskError, Invalid, NotFound, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.orders import actions
from yinuo.orders.actions import driving
from yinuo.orders.models import Collection, HandIn, Order
from yinuo.orders.queries import driving as queries
from yinuo.orders.queries import handing as in_hand
from yinuo.staff.models import Person, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(desk: Frozen, agent: Person) -> Order:
    """An order on the vehicle, freight to be paid at the door."""
    return make.collected(agent)


@pytest.fixture
def counter(dispatcher: Person, driver: Person) -> Person:
    """The dispatcher of the driver's branch."""
    Person.objects.filter(pk=dispatcher.pk).update(branch=driver.branch)
    dispatcher.refresh_from_db()
    return dispatcher


def paid(order: Order, by: Person, amount: int, way: str = "CASH") -> Order:
    return actions.collect_freight(
        order=order, amount=amount, way=way, by=by, left=make.again(order).freight_left
    )


def refused(call, *kinds: type[DeskError]) -> DeskError:
    with pytest.raises(kinds or DeskError) as failure:
        call()
    return failure.value


def test_every_payment_is_a_row_with_its_way(order: Order, driver: Person, agent: Person) -> None:
    """Who notes it is on record; the money is with the driver, also where the desk notes it for him."""
    left = order.freight_left
    paid(order, driver, 100_00)
    paid(order, agent, 50_00, "WECHAT")
    rows = Collection.objects.order_by("id").values_list("amount", "way", "by", "driver", "hand_in")
    assert list(rows) == [
        (10000, "CASH", driver.pk, driver.pk, None),
        (5000, "WECHAT", agent.pk, driver.pk, None),
    ]
    events = (
        Event.objects.filter(kind="order.freight_collected").order_by("id").values_list("data", flat=True)
    )
    assert [event["way"] for event in events] == ["CASH", "WECHAT"]
    assert make.again(order).freight_left == left - 150_00


def test_a_payment_sent_twice_is_taken_once(order: Order, driver: Person) -> None:
    left = order.freight_left
    for _ in range(2):
        actions.collect_freight(order=order, amount=100_00, way="ALIPAY", by=driver, left=left)
    assert Collection.objects.count() == 1


def test_what_is_no_way_is_refused(order: Order, driver: Person) -> None:
    failure = refused(lambda: paid(order, driver, 100, "BARTER"), Invalid)
    assert (failure.code, failure.field) == ("way_unknown", "way")
    assert not Collection.objects.exists()


def test_a_foreign_driver_takes_no_money(order: Order, second_driver: Person, auditor: Person) -> None:
    for person in (second_driver, auditor):
        refused(lambda person=person: paid(order, person, 100), NotPermitted)
        refused(lambda person=person: driving.take_receipt(order=order, by=person), NotPermitted)


def test_the_receipt_is_with_the_driver_once(order: Order, driver: Person) -> None:
    """R035: what is paid on the return receipt needs the receipt."""
    actions.deliver(order=order, by=driver, signed_by="马先生")
    for _ in range(2):
        taken = driving.take_receipt(order=order, by=driver)
    assert taken.receipt_taken_at is not None
    assert Event.objects.filter(kind="order.receipt_taken").count() == 1
    assert queries.carried_by(driver).receipts == 1


def test_there_is_no_receipt_before_the_goods_are_collected(
    desk: Frozen, agent: Person, driver: Person
) -> None:
    order = make.dispatched(agent)
    assert refused(lambda: driving.take_receipt(order=order, by=driver), NotNow).code == "order_not_in_stage"


def test_what_was_collected_is_handed_in(
    order: Order, driver: Person, counter: Person, frozen: Frozen
) -> None:
    """Cash against cash; what was paid by telephone is at home already; both stand behind it afterwards."""
    paid(order, driver, 100_00)
    paid(order, driver, 50_00, "WECHAT")
    actions.deliver(order=order, by=driver)
    driving.take_receipt(order=order, by=driver)
    assert (queries.day_of(driver).cash, queries.day_of(driver).receipts) == (100_00, 1)
    said = driving.say_hand_in(driver=driver, cash=100_00, receipts=1, by=driver, form_key="a")
    assert driving.say_hand_in(driver=driver, cash=1, receipts=1, by=driver, form_key="a") == said
    assert queries.day_of(driver).waiting == said
    taken = driving.take_hand_in(hand_in=said, cash=100_00, receipts=1, by=counter)
    assert (taken.expected, taken.cash, taken.receipts_expected, taken.receipts) == (10000, 10000, 1, 1)
    assert (taken.taken_by, taken.taken_at is not None, taken.said_by) == (counter, True, driver)
    assert set(Collection.objects.values_list("hand_in", flat=True)) == {taken.pk}
    day = queries.day_of(driver)
    assert (day.cash, day.receipts, day.waiting) == (0, 0, None)
    assert day.ways == {"CASH": 10000, "WECHAT": 5000}
    assert in_hand.owing(counter) == []
    event = Event.objects.get(kind="hand_in.taken")
    assert (event.subject_kind, event.subject_id, event.actor_id) == ("handin", taken.pk, counter.pk)
    assert event.data == {
        "driver": driver.pk, "expected": 10000, "cash": 10000, "receipts_expected": 1, "receipts": 1,
    }  # fmt: skip


def test_said_again_the_new_figures_stand(order: Order, driver: Person) -> None:
    paid(order, driver, 100_00)
    first = driving.say_hand_in(driver=driver, cash=90_00, receipts=0, by=driver, form_key="a")
    again = driving.say_hand_in(driver=driver, cash=100_00, receipts=0, by=driver, form_key="b")
    assert first.pk == again.pk
    assert (again.cash, HandIn.objects.count()) == (100_00, 1)


def test_a_difference_needs_its_reason(order: Order, driver: Person, counter: Person) -> None:
    paid(order, driver, 100_00)
    said = driving.say_hand_in(driver=driver, cash=90_00, receipts=0, by=driver)
    failure = refused(lambda: driving.take_hand_in(hand_in=said, cash=90_00, receipts=0, by=counter), Invalid)
    assert (failure.code, failure.field) == ("hand_in_differs", "note")
    assert failure.params == {"expected": "100", "receipts": 0}
    assert queries.carried_by(driver).cash == 100_00
    taken = driving.take_hand_in(hand_in=said, cash=90_00, receipts=0, by=counter, note="少收10元，明天补")
    assert (taken.expected, taken.cash, taken.note) == (100_00, 90_00, "少收10元，明天补")


def test_the_office_counts_without_a_word_from_the_driver(
    order: Order, driver: Person, counter: Person
) -> None:
    paid(order, driver, 100_00)
    (owing,) = in_hand.owing(counter)
    assert (owing.driver, owing.cash, owing.receipts, owing.said) == (driver, 100_00, 0, None)
    taken = driving.count_for(driver=driver, cash=100_00, receipts=0, by=counter)
    assert (taken.said_by, taken.taken_by) == (counter, counter)
    paid(order, driver, 10_00)
    assert queries.carried_by(driver).cash == 10_00


def test_who_may_say_and_count(
    order: Order,
    driver: Person,
    second_driver: Person,
    agent: Person,
    auditor: Person,
    manager: Person,
    counter: Person,
) -> None:
    """The dispatcher and the team leader of another branch count nothing here; a manager anywhere."""
    for person in (second_driver, agent, auditor):
        refused(
            lambda person=person: driving.say_hand_in(driver=driver, cash=0, receipts=0, by=person),
            NotPermitted,
        )
    said = driving.say_hand_in(driver=driver, cash=0, receipts=0, by=driver)
    far = staff.branch(key="far")
    for person in (
        driver,
        agent,
        staff.person(Role.DISPATCHER, branch=far),
        staff.person(Role.TEAM_LEADER, branch=far),
    ):
        refused(
            lambda person=person: driving.take_hand_in(hand_in=said, cash=0, receipts=0, by=person),
            NotPermitted,
        )
        refused(
            lambda person=person: driving.count_for(driver=driver, cash=0, receipts=0, by=person),
            NotPermitted,
        )
    assert driving.take_hand_in(hand_in=said, cash=0, receipts=0, by=manager).taken_by == manager


def test_a_count_that_comes_twice_is_done_once(
    order: Order, driver: Person, counter: Person, manager: Person
) -> None:
    said = driving.say_hand_in(driver=driver, cash=0, receipts=0, by=driver)
    for _ in range(2):
        taken = driving.take_hand_in(hand_in=said, cash=0, receipts=0, by=counter)
    failure = refused(lambda: driving.take_hand_in(hand_in=said, cash=0, receipts=0, by=manager), NotNow)
    assert (failure.code, failure.params["by"]) == ("hand_in_taken", counter.name)
    assert taken.taken_by == counter
    assert Event.objects.filter(kind="hand_in.taken").count() == 1


@pytest.mark.parametrize(("cash", "receipts"), [(-1, 0), (0, -1), (10**15, 0), (0, 10**6)])
def test_impossible_figures_are_refused(order: Order, driver: Person, cash: int, receipts: int) -> None:
    call = lambda: driving.say_hand_in(driver=driver, cash=cash, receipts=receipts, by=driver)  # noqa: E731
    assert refused(call, Invalid).code == "out_of_range"


def test_another_drivers_form_key_says_nothing(order: Order, driver: Person, second_driver: Person) -> None:
    driving.say_hand_in(driver=driver, cash=0, receipts=0, by=driver, form_key="a")
    refused(
        lambda: driving.say_hand_in(driver=second_driver, cash=0, receipts=0, by=second_driver, form_key="a"),
        NotFound,
    )


@pytest.mark.django_db(transaction=True)
def test_two_who_count_at_once(
    order: Order, driver: Person, counter: Person, manager: Person, together
) -> None:
    paid(order, driver, 100_00)
    said = driving.say_hand_in(driver=driver, cash=100_00, receipts=0, by=driver)
    outcomes = together(
        lambda: driving.take_hand_in(hand_in=said, cash=100_00, receipts=0, by=counter),
        lambda: driving.take_hand_in(hand_in=said, cash=100_00, receipts=0, by=manager),
    )
    codes = sorted(str(getattr(one.error, "code", None)) for one in outcomes)
    assert codes == ["None", "hand_in_taken"]
    assert Event.objects.filter(kind="hand_in.taken").count() == 1


@pytest.mark.django_db(transaction=True)
def test_money_that_comes_while_it_is_counted_is_not_lost(
    order: Order, driver: Person, counter: Person, together
) -> None:
    """It is either in the hand-in or still with the driver."""
    paid(order, driver, 100_00)
    outcomes = together(
        lambda: driving.count_for(driver=driver, cash=100_00, receipts=0, by=counter, note="数了现有的"),
        lambda: paid(order, driver, 10_00),
        lambda: driving.say_hand_in(driver=driver, cash=100_00, receipts=0, by=driver),
    )
    assert [one.error for one in outcomes] == [None, None, None]
    taken = HandIn.objects.filter(taken_at__isnull=False).get()
    assert taken.expected + queries.carried_by(driver).cash == 110_00
    assert sum(Collection.objects.filter(hand_in=taken).values_list("amount", flat=True)) == taken.expected


def test_a_driver_from_whom_it_was_taken_hears_who_has_it(
    desk: Frozen, agent: Person, driver: Person, second_driver: Person
) -> None:
    """A phone without a network acts on what was taken away meanwhile: nothing is done, and it says who."""
    order = make.dispatched(agent)
    actions.dispatch(order=order, to=second_driver, replaces=driver, reason="nearer", by=agent)
    stale = make.again(order)
    for act in (
        lambda: actions.accept(order=stale, by=driver),
        lambda: actions.pick_up(order=stale, by=driver, pieces=15),
        lambda: actions.deliver(order=stale, by=driver),
        lambda: actions.decline(order=stale, reason="full", by=driver),
        lambda: actions.note_exception(order=stale, cause="weather", by=driver),
        lambda: queries.job(driver, order.ticket.ref),
    ):
        failure = refused(act, NotNow)
        assert (failure.code, failure.params["to"], failure.params["by"]) == (
            "job_taken_away", second_driver.name, agent.name,
        )  # fmt: skip
    assert make.again(order).ticket.stage == "DISPATCHED"
    assert queries.job(second_driver, order.ticket.number).pk == order.pk


def test_what_was_never_theirs_is_not_there(order: Order, second_driver: Person, agent: Person) -> None:
    for ref in (order.ticket.ref, order.ticket.number, "k7m3pw9x2h", ""):
        refused(lambda ref=ref: queries.job(second_driver, ref), NotFound)
    refused(lambda: queries.job(agent, order.ticket.ref), NotFound)


def test_a_refusal_sent_twice_is_one(desk: Frozen, agent: Person, driver: Person) -> None:
    order = make.dispatched(agent)
    for _ in range(2):
        assert actions.decline(order=order, reason="full", by=driver).ticket.stage == "CONFIRMED"
    assert Event.objects.filter(kind="order.declined").count() == 1


def test_a_delivery_that_the_desk_noted_meanwhile_stands(order: Order, driver: Person, agent: Person) -> None:
    actions.deliver(order=order, by=agent, signed_by="马先生")
    assert actions.deliver(order=order, by=driver, signed_by="马先生").signed_by == "马先生"
    assert actions.deliver(order=order, by=driver).signed_by == "马先生"
    failure = refused(lambda: actions.deliver(order=order, by=driver, signed_by="门卫"), NotNow)
    assert (failure.code, failure.params) == ("already_delivered", {"by": agent.name, "name": "马先生"})


def test_a_key_that_fits_nowhere_is_refused(order: Order, driver: Person) -> None:
    call = lambda: driving.say_hand_in(driver=driver, cash=0, receipts=0, by=driver, form_key="k" * 41)  # noqa: E731
    assert refused(call, Invalid).code == "too_long"
