"""Looking after orders: what to follow, what was done, why it is late (R088–R098)."""

from datetime import timedelta

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging.models import Notice
from yinuo.orders import actions, queries
from yinuo.orders.models import TrackingEntry
from yinuo.promises import actions as promises
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def test_a_line_of_the_tracking_record(desk: Frozen, agent: Person, driver: Person) -> None:
    """R095: who, when, what, how, with whom, with which result, and when to look again."""
    order = make.dispatched(agent)
    desk.move(minutes=29)
    entry = actions.track(
        order=order,
        what="PICKUP",
        how="CALL",
        outcome="堵车，晚二十分钟",
        by=agent,
        spoke_with=driver,
        note="在绕城上",
        again_at=desk.at + timedelta(minutes=20),
        form_key="track-1",
    )
    line = queries.tracking_record(order).get()
    assert (line.by, line.at, line.what, line.how) == (agent, desk.at, "PICKUP", "CALL")
    assert (line.spoke_with, line.outcome, line.note) == (driver, "堵车，晚二十分钟", "在绕城上")
    assert (
        actions.track(order=order, what="PICKUP", how="CALL", outcome="x", by=agent, form_key="track-1").pk
        == entry.pk
    )
    assert Event.objects.filter(kind="order.tracked").count() == 1


def test_following_up_after_half_an_hour(desk: Frozen, agent: Person) -> None:
    """R089 R091: half an hour after the slip the order is followed; a line in the record
    keeps that promise.
    """
    order = make.dispatched(agent)
    follow = Promise.objects.get(ticket=order.ticket, key="follow_up")
    assert follow.due_at == desk.at + timedelta(minutes=30)
    actions.track(order=order, what="PICKUP", how="SEEN", outcome="在路上", by=agent)
    follow.refresh_from_db()
    assert follow.state == Promise.State.KEPT


def test_the_desk_itself_chases(desk: Frozen, agent: Person, driver: Person) -> None:
    """R087 R093 R098: nobody accepted within half a working hour: the desk urges the driver and reminds the
    owner.
    """
    order = make.dispatched(agent)
    desk.move(minutes=31)
    while promises.wake_due(desk.at, 50):
        pass
    chased = Notice.objects.filter(ticket=order.ticket, key="chase_pickup", to_person=driver)
    assert "尚未提，已超时效，请速处理" in chased.get().text
    assert Promise.objects.get(ticket=order.ticket, key="vehicle").broken_at is not None


def test_urging_by_hand(desk: Frozen, agent: Person, driver: Person) -> None:
    """R093: one click sends the message and writes the record."""
    order = make.dispatched(agent)
    desk.move(minutes=31)
    actions.track(order=order, what="PICKUP", how="SMS", outcome="已催", by=agent, notice="chase_pickup")
    assert Notice.objects.get(key="chase_pickup").to_person == driver


def test_only_what_is_late_is_urged(desk: Frozen, agent: Person) -> None:
    """R093 R094: the text says that the time has passed, so it has to have passed; collected goods are not
    urged to be collected.
    """
    said = {"what": "PICKUP", "how": "SMS", "outcome": "催", "by": agent, "notice": "chase_pickup"}
    order = make.dispatched(agent)
    with pytest.raises(NotNow, match="not_late_yet"):
        actions.track(order=order, **said)
    desk.move(minutes=31)
    actions.track(order=order, **said)
    order = make.collected(agent, goods_name="汽配", wished_delivery_at="15点前")
    with pytest.raises(NotNow, match="order_not_in_stage"):
        actions.track(order=order, **said)
    with pytest.raises(NotNow, match="not_late_yet"):
        actions.track(order=order, **{**said, "what": "DELIVERY", "notice": "overdue_delivery"})


def test_an_overdue_delivery_told_to_the_dispatcher(desk: Frozen, agent: Person, dispatcher: Person) -> None:
    """R092 R094 R096 R097: serial, waybill and hours overdue, reckoned by the desk, kept in the record."""
    order = make.collected(agent, goods_name="汽配", wished_delivery_at="15点前")
    desk.move(hours=7, minutes=10)
    entry = actions.track(
        order=order,
        what="DELIVERY",
        how="SMS",
        outcome="已报车管",
        by=agent,
        notice="overdue_delivery",
        to="dispatcher",
    )
    notice = Notice.objects.get(key="overdue_delivery", by=agent)
    assert notice.text == "261120001，货物已超过配送时效2小时，请速处理。8011"
    assert notice.to_person == dispatcher
    assert entry.overdue_seconds == 2 * 3600 + 600


def test_overdue_deliveries_are_chased_twice_a_day(desk: Frozen, agent: Person) -> None:
    """R092 R094: beyond its time a delivery comes round each morning and afternoon until it is there."""
    order = make.collected(agent, goods_name="汽配", wished_delivery_at="15点前")
    for day, hour in ((20, 8), (23, 2)):
        desk.to(desk.at.replace(day=day, hour=hour))
        while promises.wake_due(desk.at, 50):
            pass
    rounds = Event.objects.filter(kind="promise.repeated", ticket_id=order.pk)
    assert rounds.count() >= 1
    assert Notice.objects.filter(ticket=order.ticket, key="overdue_delivery").exists()


def test_what_to_follow(desk: Frozen, agent: Person, driver: Person, outsider: Person) -> None:
    """R091 R092: pick-ups sent out and not collected; deliveries beyond their time; each
    with its last line.
    """
    waiting = make.dispatched(agent)
    actions.track(order=waiting, what="PICKUP", how="CALL", outcome="在路上", by=agent)
    late = make.collected(agent, goods_name="汽配", wished_delivery_at="11点前")
    make.confirmed(agent)
    desk.move(hours=2)
    pickups = queries.to_track(agent, queries.PICKUPS)
    assert [(row.order.pk, row.last and row.last.outcome) for row in pickups.rows] == [(waiting.pk, "在路上")]
    deliveries = queries.to_track(agent, queries.DELIVERIES)
    assert [(row.order.pk, row.overdue) for row in deliveries.rows] == [(late.pk, timedelta(hours=1))]
    assert queries.to_track(outsider, queries.PICKUPS).rows == []
    with pytest.raises(Invalid, match="not_a_choice"):
        queries.to_track(agent, "everything")


def test_what_to_follow_page_by_page(desk: Frozen, agent: Person, django_assert_max_num_queries) -> None:
    """R091: a page at a time, in a fixed number of statements."""
    orders = [make.dispatched(agent) for _ in range(3)]
    first = queries.to_track(agent, queries.PICKUPS, size=2)
    assert [row.order.pk for row in first.rows] == [order.pk for order in orders[:2]]
    with django_assert_max_num_queries(5):
        rest = queries.to_track(agent, queries.PICKUPS, first.next_cursor, size=2)
    assert ([row.order.pk for row in rest.rows], rest.next_cursor) == ([orders[2].pk], None)


def test_objective_causes_stand_apart(desk: Frozen, agent: Person, driver: Person) -> None:
    """R088: rain excuses, a broken vehicle does not; the manual says which."""
    order = make.collected(agent)
    rain = actions.note_exception(order=order, cause="weather", by=driver, note="暴雨")
    broken = actions.note_exception(order=order, cause="vehicle_broken", by=driver)
    assert (rain.is_objective, broken.is_objective) == (True, False)
    assert actions.note_exception(order=order, cause="weather", by=agent).pk == rain.pk
    desk.move(hours=1)
    actions.clear_exception(exception=rain, by=agent)
    assert actions.clear_exception(exception=rain, by=agent).cleared_at == desk.at
    assert [found.cause for found in queries.exceptions(order)] == ["vehicle_broken", "weather"]
    noted = [event.data for event in Event.objects.filter(kind="order.exception_noted").order_by("id")]
    assert [(data["cause"], data["objective"]) for data in noted] == [
        ("weather", True),
        ("vehicle_broken", False),
    ]
    assert Event.objects.filter(kind="order.exception_cleared").count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"what": "CALL_REMINDER", "how": "CALL", "outcome": "x"}, "what"),
        ({"what": "NOTHING", "how": "CALL", "outcome": "x"}, "what"),
        ({"what": "PICKUP", "how": "FAX", "outcome": "x"}, "how"),
        ({"what": "PICKUP", "how": "CALL", "outcome": " "}, "outcome"),
        ({"what": "PICKUP", "how": "CALL", "outcome": "x" * 41}, "outcome"),
        ({"what": "PICKUP", "how": "CALL", "outcome": "x", "note": "x" * 301}, "note"),
    ],
)
def test_lines_that_cannot_be(desk: Frozen, agent: Person, said: dict[str, str], field: str) -> None:
    """R095: a line without a result is none."""
    with pytest.raises(Invalid) as refused:
        actions.track(order=make.dispatched(agent), by=agent, **said)
    assert refused.value.field == field


def test_who_tracks(
    desk: Frozen, agent: Person, market_developer: Person, outsider: Person, driver: Person
) -> None:
    """R066 R095: also the market developer, who supervises the pick-up; not the driver, not a stranger."""
    order = make.dispatched(agent)
    actions.track(order=order, what="PICKUP", how="CALL", outcome="在路上", by=market_developer)
    for person in (outsider, driver):
        with pytest.raises(NotPermitted):
            actions.track(order=order, what="PICKUP", how="CALL", outcome="x", by=person)
    with pytest.raises(NotPermitted):
        actions.note_exception(order=order, cause="weather", by=outsider)


def test_a_draft_is_not_tracked(desk: Frozen, agent: Person) -> None:
    """R091: there is nothing to follow yet; and a cause must be the manual's."""
    draft = make.draft(agent)
    with pytest.raises(NotNow, match="order_not_in_stage"):
        actions.track(order=draft, what="PICKUP", how="CALL", outcome="x", by=agent)
    with pytest.raises(NotNow, match="order_not_in_stage"):
        actions.note_exception(order=draft, cause="weather", by=agent)
    with pytest.raises(Invalid, match="not_a_choice"):
        actions.note_exception(order=make.collected(agent), cause="ufo", by=agent)
    assert not TrackingEntry.objects.exists()


def test_after_a_refusal_it_is_watched_again(desk: Frozen, agent: Person) -> None:
    """R088 R092: the second run has its delivery promise again; nothing sinks out of sight."""
    order = actions.pick_up(order=make.dispatched(agent), by=agent)
    order = actions.go_out(order=order, by=agent)
    order = actions.refuse(order=order, reason="other", note="外包装湿了", by=agent)
    rows = Promise.objects.filter(ticket=order.ticket, key="delivery")
    assert not rows.filter(state="OPEN").exists()
    order = actions.go_out(order=order, by=agent)
    assert rows.filter(state="OPEN").count() == 1
    assert actions.deliver(order=order, by=agent).ticket.stage == "DELIVERED"
    assert not rows.filter(state="OPEN").exists()
