"""A driver's jobs, day and figures (issue 5, 3; R064, R087–R089, R398)."""

from datetime import timedelta

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.orders import actions
from yinuo.orders.actions import driving as verbs
from yinuo.orders.models import Order, Rating, Stage, VehicleNow
from yinuo.orders.queries import driving
from yinuo.promises import actions as promises
from yinuo.staff import actions as staff
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def test_jobs_stand_in_the_order_of_what_is_due(desk: Frozen, agent: Person, driver: Person) -> None:
    """To collect by the wished time, then to deliver by the wished time; what has neither by its promise."""
    late = make.dispatched(agent, wished_pickup_at="今天17点")
    soon = make.dispatched(agent, wished_pickup_at="今天11点")
    board = make.collected(agent, wished_delivery_at="今天15点")
    found = driving.jobs(driver)
    assert [job.order.pk for job in found] == [soon.pk, board.pk, late.pk]
    assert [job.due_at and clock.local(job.due_at).hour for job in found] == [11, 15, 17]
    assert [job.is_on_board for job in found] == [False, True, False]
    assert Stage.ACCEPTED in found[0].next_steps
    assert Stage.DELIVERED in found[1].next_steps


def test_only_ones_own_open_jobs(desk: Frozen, agent: Person, driver: Person, second_driver: Person) -> None:
    order = make.collected(agent)
    assert driving.jobs(second_driver) == []
    actions.deliver(order=order, by=driver)
    assert driving.jobs(driver) == []
    given_back = make.dispatched(agent)
    actions.decline(order=given_back, reason="full", by=driver)
    assert driving.jobs(driver) == []


def test_the_same_statements_for_one_job_and_for_many(
    desk: Frozen, agent: Person, driver: Person, django_assert_max_num_queries
) -> None:
    for _ in range(2):
        make.collected(agent)
    driving.jobs(driver)
    with django_assert_max_num_queries(2):
        assert len(driving.jobs(driver)) == 2
    for _ in range(3):
        make.collected(agent)
    with django_assert_max_num_queries(2):
        assert len(driving.jobs(driver)) == 5
    with django_assert_max_num_queries(6):
        assert driving.day_of(driver).today == 5


def test_how_far_it_is_where_the_driver_shares_it(desk: Frozen, agent: Person, driver: Person) -> None:
    """From the last position to the next stop; without consent nobody knows."""
    order = make.collected(agent)
    assert order.vehicle is not None
    (job,) = driving.jobs(driver)
    assert job.metres is None
    seen = clock.now()
    VehicleNow.objects.create(
        vehicle=order.vehicle, driver=driver, at=seen, lat=31_950_000, lon=118_830_000, source="PHONE"
    )
    (job,) = driving.jobs(driver)
    assert job.metres is None
    staff.consent_position(driver, agree=True)
    (job,) = driving.jobs(driver)
    assert job.metres is not None
    assert 0 < job.metres < 60_000
    staff.consent_position(driver, agree=False)
    (job,) = driving.jobs(driver)
    assert job.metres is None


def test_the_day_in_figures(desk: Frozen, agent: Person, driver: Person) -> None:
    """What is to be collected, under way, delivered today, taken by way, and still to be handed in."""
    make.dispatched(agent)
    make.collected(agent)
    done = make.collected(agent)
    actions.deliver(order=done, by=driver)
    left = make.again(done).freight_left
    actions.collect_freight(order=done, amount=left - 100, way="WECHAT", by=driver)
    actions.collect_freight(order=done, amount=100, by=driver)
    verbs.take_receipt(order=done, by=driver)
    day = driving.day_of(driver)
    assert (day.to_pick_up, day.under_way, day.today) == (1, 1, 3)
    assert [order.pk for order in day.delivered] == [done.pk]
    assert [order.pk for order in day.receipt_orders] == [done.pk]
    assert day.ways == {"WECHAT": left - 100, "CASH": 100}
    assert (day.cash, day.receipts, day.waiting) == (100, 1, None)


def test_yesterdays_cash_is_still_to_be_handed_in(desk: Frozen, agent: Person, driver: Person) -> None:
    done = make.collected(agent)
    actions.collect_freight(order=done, amount=100, by=driver)
    actions.deliver(order=done, by=driver)
    desk.move(days=1)
    day = driving.day_of(driver)
    assert (list(day.delivered), day.ways, day.cash) == ([], {}, 100)
    assert [one.amount for one in day.collections] == [100]


def test_figures_come_from_promises_and_ratings(desk: Frozen, agent: Person, driver: Person) -> None:
    """R398: due and in time; one pick-up and one delivery in time, one of each late; stars of customers."""
    good, bad = make.dispatched(agent), make.dispatched(agent)
    actions.pick_up(order=good, by=driver)
    actions.deliver(order=good, by=driver)
    desk.move(hours=6)
    promises.wake_due(clock.now(), 100)
    actions.pick_up(order=bad, by=driver)
    for order, stars in ((good, 5), (bad, 2)):
        Rating.objects.create(order=order, stars=stars, driver=driver, at=clock.now())
    figures = driving.figures(driver)
    assert (figures.pickups, figures.pickups_on_time) == (2, 1)
    assert (figures.deliveries, figures.deliveries_on_time) == (2, 1)
    assert figures.punctual_percent == 50
    assert (figures.ratings, figures.praise, figures.stars) == (2, 1, 3.5)
    desk.move(days=31)
    assert driving.figures(driver).ratings == 0


def test_who_did_nothing_has_no_rate(desk: Frozen, second_driver: Person) -> None:
    figures = driving.figures(second_driver)
    assert (figures.punctual_percent, figures.stars, figures.praise) == (None, None, 0)


def test_the_day_begins_at_midnight_here(desk: Frozen) -> None:
    at = clock.now()
    assert at - driving.midnight(at) == timedelta(hours=10)


def test_an_order_of_a_dispatcher_is_the_named_drivers(
    desk: Frozen, agent: Person, dispatcher: Person, driver: Person, second_driver: Person
) -> None:
    """R067: where a dispatcher has the slip, whoever was named drives and finds it among the jobs."""
    order = actions.dispatch(
        order=make.confirmed(agent), to=dispatcher, reason="other", note="整车", by=agent
    )
    make.send()
    actions.accept(order=Order(pk=order.pk, ticket=order.ticket), by=dispatcher, driver=second_driver)
    assert [job.order.pk for job in driving.jobs(second_driver)] == [order.pk]
    assert driving.jobs(driver) == []
