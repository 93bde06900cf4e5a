"""Web orders are reviewed with the customer on the telephone before they stand (R077–R086)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.factories import orders as plain
from tests.factories import staff
from tests.factories import web as make
from tests.frozen import Frozen
from yinuo.core import db
from yinuo.core.errors import DeskError, Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging.models import Notice
from yinuo.orders import actions, queries
from yinuo.orders.actions import web
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import listing, reviewing
from yinuo.orders.queries import web as found
from yinuo.promises.models import Promise
from yinuo.staff.models import Person, Role
from yinuo.tickets import actions as held
from yinuo.tickets import queries as tickets

pytestmark = pytest.mark.django_db


def kinds(order: Order) -> list[str]:
    """What happened to the order itself, in order."""
    rows = Event.objects.filter(ticket_id=order.pk, kind__startswith="order.").order_by("id")
    return list(rows.values_list("kind", flat=True))


def code(call: Callable[[], Any]) -> str:
    with pytest.raises(DeskError) as refused:
        call()
    return refused.value.code


def due(order: Order, key: str) -> Promise:
    return Promise.objects.filter(ticket=order.pk, key=key).latest("round")


def test_reviewed_and_confirmed(desk: Frozen, agent: Person) -> None:
    """R079 R080 R082 R085 R086: from filled to confirmed; its own number, the slip's 3 minutes."""
    order = make.taken(agent)
    assert order.ticket.stage == Stage.REVIEWING
    assert order.ticket.owner == agent
    order = make.checked(order, agent)
    assert order.ticket.stage == Stage.NO_PROBLEM
    order = web.confirm_web(order=make.called(order, agent), by=agent)
    assert order.ticket.stage == Stage.CONFIRMED
    assert (order.ticket.number, order.ticket.former_number) == ("261120001", "W261120001")
    assert order.accepted_total == order.quoted_total == order.freight_due
    slip = due(order, "slip")
    assert slip.due_at == order.confirmed_at + timedelta(minutes=3)
    assert due(order, "review").state == due(order, "review_end").state == "KEPT"
    assert [kind for kind in kinds(order) if kind != "order.checked"] == [
        "order.placed",
        "order.review_taken",
        "order.found_no_problem",
        "order.price_accepted",
        "order.review_called",
        "order.customer_reached",
        "order.confirmed",
    ]
    assert web.confirm_web(order=order, by=agent).ticket.number == "261120001"


def test_the_web_reference_still_finds_it(desk: Frozen, agent: Person) -> None:
    """R044 R076: by hand, by search, for the customer; the order's own number too."""
    order = web.confirm_web(order=make.reviewed(agent), by=agent)
    for number in ("W261120001", "w261120001", "261120001"):
        assert tickets.ticket(agent, number) == order.ticket
        with db.transaction():
            assert actions.find(number, by=agent) == order
        assert found.found(number, "6621") == order
        assert tickets.search(agent, number).rows[0].ticket == order.ticket


def test_it_goes_on_like_any_order(desk: Frozen, agent: Person, driver: Person) -> None:
    """R073 R085: dispatched with the same slip."""
    order = web.confirm_web(order=make.reviewed(agent), by=agent)
    order = actions.dispatch(order=order, by=agent)
    plain.send()
    assert order.receiver == driver
    assert Notice.objects.get(key="slip").text.startswith("261120001王建国13800006621汽车配件15件200公斤")


def test_the_call_is_always_required(desk: Frozen, agent: Person) -> None:
    """R080: checked and without a problem, but nobody rang: no door confirms it."""
    order = make.checked(make.taken(agent), agent)
    assert code(lambda: web.confirm_web(order=order, by=agent)) == "call_needed"
    for outcome in ("NO_ANSWER", "PROBLEM", "WRONG_NUMBER", "GIVEN_UP"):
        make.called(order, agent, outcome)
        assert code(lambda: web.confirm_web(order=order, by=agent)) == "call_needed"
    make.called(order, agent)
    web.confirm_web(order=order, by=agent)


def test_everything_is_checked(desk: Frozen, agent: Person) -> None:
    """R079: a point that nobody looked at, and one that does not hold, are in the way."""
    order = make.called(make.taken(agent), agent)
    assert code(lambda: web.confirm_web(order=order, by=agent)) == "review_unchecked"
    make.checked(order, agent)
    order = web.check(order=order, key="packing", ok=False, note="没有包装", by=agent)
    assert order.ticket.stage == Stage.PROBLEM
    assert code(lambda: web.confirm_web(order=order, by=agent)) == "review_has_problem"
    order = web.check(order=order, key="packing", ok=True, by=agent)
    assert order.ticket.stage == Stage.NO_PROBLEM
    assert web.confirm_web(order=order, by=agent).ticket.stage == Stage.CONFIRMED


def test_points_are_changed_and_agreed(desk: Frozen, agent: Person) -> None:
    """R081: kept as before → after, the price with them; confirmed only when the customer agreed to each."""
    order = make.reviewed(agent)
    before = order.quoted_total
    order = web.change_point(order=order, typed={"weight": "900公斤", "volume": "9方"}, by=agent)
    assert order.ticket.stage == Stage.PROBLEM
    told = {point["key"]: (point["before"], point["after"], point["agreed"]) for point in order.web.points}
    assert told["weight"] == ("200公斤", "900公斤", False)
    assert told["volume"] == ("2.2方", "9方", False)
    assert told["price"][0] != told["price"][1]
    assert order.quoted_total != before
    assert order.web.as_written["weight"] == "200"
    assert "price" not in order.web.checks
    order = web.check(order=order, key="price", ok=True, by=agent)
    assert code(lambda: web.confirm_web(order=order, by=agent)) == "points_not_agreed"
    order = make.called(order, agent, "CHANGED", agreed=["weight", "volume"])
    assert code(lambda: web.confirm_web(order=order, by=agent)) == "points_not_agreed"
    order = make.called(order, agent, "CHANGED", agreed=["price"])
    order = web.confirm_web(order=order, by=agent)
    assert order.accepted_total == order.quoted_total != before
    detail = Event.objects.select_related("detail").filter(kind="order.point_changed").first()
    assert detail is not None
    assert detail.detail.values == {"before": "2.2方", "after": "9方"}
    assert detail.data["key"] == "volume"


def test_a_point_that_goes_back_is_none(desk: Frozen, agent: Person) -> None:
    """R081: changed and changed back before anybody agreed: nothing is left to agree."""
    order = make.taken(agent)
    web.change_point(order=order, typed={"pieces": "16"}, by=agent)
    order = web.change_point(order=order, typed={"pieces": "17"}, by=agent)
    assert [(point["before"], point["after"]) for point in order.web.points] == [("15件", "17件")]
    order = web.change_point(order=order, typed={"pieces": "15"}, by=agent)
    assert order.web.points == []


def test_a_change_after_the_call_asks_for_another(desk: Frozen, agent: Person) -> None:
    """R080 R081: what was agreed on the telephone is agreed as it then stood."""
    order = make.reviewed(agent)
    order = web.change_point(order=order, typed={"consignee_name": "牛先生"}, by=agent)
    assert code(lambda: web.confirm_web(order=order, by=agent)) == "points_not_agreed"
    make.called(order, agent, "CHANGED", agreed=["consignee_name"])
    web.confirm_web(order=order, by=agent)


def test_goods_and_area_as_on_the_telephone(desk: Frozen, agent: Person) -> None:
    """R049 R051: questions about the goods are answered, the ground is ours, or it is not confirmed."""
    order = make.reviewed(agent, goods_name="锂电池")
    assert code(lambda: web.confirm_web(order=order, by=agent)) == "screening_unanswered"
    asked = queries.judge(order).screening.questions
    actions.answer_screening(order=order, answers={one.key: "no" for one in asked}, by=agent)
    web.confirm_web(order=order, by=agent)
    far = make.reviewed(agent, delivery_address="拉萨市城关区八廓街")
    assert code(lambda: web.confirm_web(order=far, by=agent)) == "place_not_served"


def test_who_may(desk: Frozen, agent: Person, mate: Person, driver: Person, team_leader: Person) -> None:
    """R328: agents of the team and those who lead; not a driver, not another team's agent."""
    order, far = make.placed(), staff.person(Role.AGENT, staff_number="8077", name="外人")
    for person in (driver, far):
        for call in (
            lambda by: web.take_review(order=order, by=by),
            lambda by: web.check(order=order, key="goods", ok=True, by=by),
            lambda by: web.change_point(order=order, typed={}, by=by),
            lambda by: web.note_call(order=order, outcome="AGREED", by=by, form_key=None),
            lambda by: web.confirm_web(order=order, by=by),
            lambda by: web.void_web(order=order, reason="twice", by=by),
            lambda by: web.release_review(order=order, by=by),
        ):
            with pytest.raises(NotPermitted):
                call(person)
    web.take_review(order=order, by=agent)
    assert code(lambda: web.take_review(order=order, by=mate)) == "review_taken"
    assert code(lambda: web.check(order=order, key="goods", ok=True, by=mate)) == "review_taken"
    with pytest.raises(NotPermitted):
        web.release_review(order=order, by=mate)
    order = web.release_review(order=order, by=team_leader)
    assert (order.ticket.stage, order.ticket.owner, order.web.reviewer) == (Stage.FILLED, None, None)
    assert code(lambda: web.check(order=order, key="goods", ok=True, by=mate)) == "review_not_taken"
    assert web.take_review(order=order, by=mate).ticket.owner == mate


def test_whose_ticket_it_is(desk: Frozen, agent: Person, mate: Person, team_leader: Person) -> None:
    """R077 R328: taken from the queue it is theirs to review; who is given it goes on with the review."""
    order = make.placed()
    held.take(order.ticket, by=agent)
    assert code(lambda: web.take_review(order=order, by=mate)) == "already_taken"
    order = make.checked(web.take_review(order=order, by=agent), agent)
    held.assign(order.ticket, to=mate, reason="absent", by=team_leader)
    assert code(lambda: web.check(order=order, key="goods", ok=False, by=agent)) == "review_taken"
    order = make.called(order, mate)
    assert web.confirm_web(order=order, by=mate).confirmed_by == mate


def test_a_review_goes_with_its_ticket(desk: Frozen, agent: Person, mate: Person) -> None:
    """R077 R078: a ticket that is nobody's any more waits for anybody, with what was done."""
    order = make.taken(agent)
    held.release(ticket=order.ticket, reason="离职", by=None)
    order = plain.again(order)
    assert (order.web.reviewer, order.ticket.stage) == (None, Stage.FILLED)
    assert reviewing.counts(mate)[reviewing.View.FREE] == reviewing.count(mate) == 1
    assert kinds(order)[-1] == "order.review_released"
    held.take(order.ticket, by=mate)
    order = web.take_review(order=order, by=mate)
    assert web.check(order=order, key="goods", ok=True, by=mate).web.checks["goods"]["by"] == mate.pk


def test_in_lists_and_last_orders(desk: Frozen, agent: Person) -> None:
    """R086: listed with its state and on its day; never the order that is repeated."""
    order = make.placed()
    customer = order.ticket.customer
    assert customer is not None
    assert queries.last_order(customer, agent) is None
    for wanted in (listing.Wanted(), listing.Wanted(stage="FILLED"), listing.Wanted(day=desk.at.date())):
        assert list(listing.listed(agent, wanted).rows) == [order]
    assert not listing.listed(agent, listing.Wanted(stage="CONFIRMED")).rows
    assert listing.counts(agent) == {"pickups": 0, "deliveries": 0}


def test_hostile_input(desk: Frozen, agent: Person) -> None:
    """What no form offers is refused with its field."""
    order = make.taken(agent)
    with pytest.raises(Invalid):
        web.check(order=order, key="nonsense", ok=True, by=agent)
    with pytest.raises(Invalid):
        web.note_call(order=order, outcome="?", by=agent, form_key=None)
    with pytest.raises(Invalid):
        web.note_call(order=order, outcome="AGREED", agreed=["pieces"], by=agent, form_key=None)
    with pytest.raises(Invalid) as refused:
        web.change_point(order=order, typed={"pieces": "x", "pickup_phone": ""}, by=agent)
    assert {wrong.field for wrong in refused.value.faults} == {"pieces"}
    with pytest.raises(Invalid):
        web.change_point(order=order, typed={"pickup_phone": ""}, by=agent)
    version = order.ticket.version
    web.change_point(order=order, typed={"pieces": "16"}, by=agent, version=version)
    with pytest.raises(NotNow, match="stale"):
        web.change_point(order=order, typed={"pieces": "17"}, by=agent, version=version)


def test_a_call_noted_twice_is_noted_once(desk: Frozen, agent: Person) -> None:
    """R080: a lost reply and the same form again."""
    order = make.taken(agent)
    said: dict[str, Any] = {"order": order, "outcome": "NO_ANSWER", "by": agent, "form_key": "once"}
    assert web.note_call(**said) == web.note_call(**said)
    assert plain.again(order).web.unreached == 1


def test_void_with_a_reason(desk: Frozen, agent: Person) -> None:
    """R083: for a reason of the list; the customer is told."""
    order = make.taken(agent)
    assert code(lambda: web.void_web(order=order, reason="nonsense", by=agent)) == "not_a_choice"
    order = web.void_web(order=order, reason="not_ready", by=agent)
    assert (order.ticket.stage, order.ended_reason) == (Stage.VOIDED, "not_ready")
    assert Notice.objects.get(key="web_voided").text.startswith(
        "很抱歉，网单W261120001已作废（客户货没备好）"
    )
    assert not Promise.objects.filter(ticket=order.pk, state="OPEN").exists()
    assert web.void_web(order=order, reason="not_ready", by=agent) == order
    assert code(lambda: web.take_review(order=order, by=agent)) == "order_not_in_stage"


def test_no_order_yet_for_other_verbs(desk: Frozen, agent: Person) -> None:
    """R086: under review it is neither changed, dispatched, cancelled nor confirmed as a draft is."""
    order = make.taken(agent)
    asked = {"order": order, "by": agent}
    assert code(lambda: actions.dispatch(**asked)) == "order_not_in_stage"
    assert code(lambda: actions.confirm(**asked)) == "order_not_in_stage"
    assert code(lambda: actions.save_draft(**asked, typed={})) == "order_is_no_draft"
    assert code(lambda: actions.pick_up(**asked)) == "order_not_in_stage"
    assert code(lambda: actions.cancel(**asked, reason="not_ready", asked_by="王")) == "order_under_review"
    assert code(lambda: actions.void(**asked, reason="twice")) == "order_under_review"
    assert code(lambda: actions.change(**asked, typed={}, asked_by="王", reason="customer_asked")) == (
        "order_not_in_stage"
    )
