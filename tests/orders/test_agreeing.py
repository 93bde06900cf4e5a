"""What is agreed before an order stands: goods, read-back, price, discount (R048–R061, R118)."""

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.approvals import actions as approvals
from yinuo.approvals.models import Approval
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.orders import actions, queries
from yinuo.orders.models import Discount
from yinuo.playbooks.models import ReferenceTable
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db

ASKED_ABOUT = "蓄电池"


@pytest.fixture
def review() -> str:
    """Goods of the pack that are asked about before they may go."""
    row = next(row for row in ReferenceTable.objects.get(kind="goods").rows if row["verdict"] == "review")
    assert row["questions"]
    return str(row["name"])


def read_all(order, by: Person):
    return actions.read_back(order=order, keys=queries.to_read_back(order), by=by)


def test_goods_under_review_ask_their_questions(desk: Frozen, agent: Person, review: str) -> None:
    """R048 R049: the questions are asked, answered with no, and then the goods may go."""
    order = make.draft(agent, goods_name=review)
    questions = queries.judge(order).screening.questions
    assert questions
    assert "screening_unanswered" in {refusal.code for refusal in queries.readiness_of(order).refusals}
    order = actions.answer_screening(order=order, answers={ask.key: "no" for ask in questions}, by=agent)
    assert not queries.judge(order).screening.is_open
    order = actions.save_draft(order=order, typed={"goods_name": f"{review}两箱"}, by=agent)
    assert queries.judge(order).screening.is_open


def test_one_yes_refuses_the_goods(desk: Frozen, agent: Person, review: str) -> None:
    """R050: an answer can make goods prohibited."""
    order = make.draft(agent, goods_name=review)
    key = queries.judge(order).screening.questions[0].key
    order = actions.answer_screening(order=order, answers={key: "yes"}, by=agent)
    assert order.screening["verdict"] == "reject"
    assert queries.readiness_of(order).first().code == "goods_prohibited"


def test_answers_to_nothing(desk: Frozen, agent: Person, review: str) -> None:
    """R048: only what is asked can be answered, and only with yes or no."""
    order = make.draft(agent, goods_name=review)
    key = queries.judge(order).screening.questions[0].key
    for answers in ({"q0": "no"}, {key: "maybe"}):
        with pytest.raises(Invalid, match="not_a_choice"):
            actions.answer_screening(order=order, answers=answers, by=agent)


def test_read_back_item_by_item(desk: Frozen, agent: Person) -> None:
    """R054 R055: contact, phone, both addresses, pieces and payment, one by one; the
    last one ticks the must.
    """
    order = make.draft(agent)
    keys = queries.to_read_back(order)
    assert keys == ["shipper_name", "pickup_phone", "pickup_address", "delivery_address", "pieces", "payment"]
    for key in keys[:-1]:
        order = actions.read_back(order=order, keys=[key], by=agent)
    assert not order.ticket.musts.filter(key="read_back").exists()
    assert queries.to_read_back(order) == ["payment"]
    order = actions.read_back(order=order, keys=["payment"], by=agent)
    assert order.ticket.musts.get(key="read_back").by == agent


def test_what_changes_is_read_back_again(desk: Frozen, agent: Person) -> None:
    """R055: a changed answer was not confirmed by the customer, and the tick goes with it."""
    order = read_all(make.draft(agent), agent)
    order = actions.save_draft(order=order, typed={"pieces": "16", "packing": "木架"}, by=agent)
    assert queries.to_read_back(order) == ["pieces"]
    assert not order.ticket.musts.filter(key="read_back").exists()
    order = actions.save_draft(order=order, typed={"pieces": "15"}, by=agent)
    assert queries.to_read_back(order) == []


def test_what_is_not_read_back(desk: Frozen, agent: Person) -> None:
    """R055: an element that the manual does not repeat, or has no answer, is none to tick."""
    order = make.draft(agent, shipper_name="")
    for key in ("weight", "shipper_name", "unknown"):
        with pytest.raises(Invalid, match="not_a_choice"):
            actions.read_back(order=order, keys=[key], by=agent)


def test_the_price_comes_after_the_read_back(desk: Frozen, agent: Person) -> None:
    """R056 R058: read back first, then quote, then accept."""
    order = make.draft(agent)
    with pytest.raises(NotNow, match="read_back_missing"):
        actions.accept_price(order=order, total=32_000, by=agent)
    order = actions.accept_price(order=read_all(order, agent), total=32_000, by=agent)
    assert (order.accepted_total, order.price_accepted_at) == (32_000, desk.at)
    assert order.ticket.musts.filter(key="price_accepted").exists()
    actions.accept_price(order=order, total=32_000, by=agent)
    assert Event.objects.filter(kind="order.price_accepted").count() == 1


def test_another_price_than_was_said(desk: Frozen, agent: Person) -> None:
    """R058: the customer accepts the price that holds, not the one on an old screen."""
    with pytest.raises(NotNow) as refused:
        actions.accept_price(order=read_all(make.draft(agent), agent), total=30_000, by=agent)
    assert (refused.value.code, refused.value.params["total"]) == ("price_changed", "320元")


def test_a_new_price_is_not_accepted(desk: Frozen, agent: Person) -> None:
    """R058: whatever changes the price withdraws the acceptance; what does not, leaves it."""
    order = make.agreed(agent)
    order = actions.save_draft(order=order, typed={"packing": "木架"}, by=agent)
    assert order.accepted_total == 32_000
    order = actions.save_draft(order=order, typed={"volume": "3方"}, by=agent)
    assert (order.accepted_total, order.price_accepted_at) == (None, None)
    assert not order.ticket.musts.filter(key="price_accepted").exists()


def test_no_price_without_goods(desk: Frozen, agent: Person) -> None:
    """R056: neither weight nor volume: there is nothing to reckon with."""
    order = read_all(make.draft(agent, weight="", volume=""), agent)
    assert queries.quote_of(order) is None
    with pytest.raises(NotNow, match="no_quote"):
        actions.accept_price(order=order, total=0, by=agent)


def test_a_refused_price(desk: Frozen, agent: Person) -> None:
    """R058: the customer does not accept: nothing stands, and it is written down."""
    order = actions.refuse_price(order=make.agreed(agent), by=agent, note="太贵")
    assert order.accepted_total is None
    assert Event.objects.get(kind="order.price_refused").data == {"total": 32_000}
    assert not queries.readiness_of(order).is_ready


def test_every_fen_of_the_quote(desk: Frozen, agent: Person) -> None:
    """R056 R060: 2.2 m³ at 100 yuan, and 100 yuan for loading where there is no forklift; with table
    versions.
    """
    quote = make.draft(agent).quote
    assert [(line["key"], line["fen"]) for line in quote["lines"]] == [
        ("freight", 22_000),
        ("handling_fee", 10_000),
    ]
    assert quote["total"] == 32_000
    kinds = ("tariff", "surcharges", "services", "agreements", "zones", "lanes")
    assert quote["versions"] == dict.fromkeys(kinds, 1)
    assert (quote["minimum"], quote["day"]) == (8_000, "2026-11-20")
    assert quote["transit"] == "当天到"


def test_a_discount_within_ones_own_limit(desk: Frozen, agent: Person) -> None:
    """R118: an agent may grant a little alone; the price follows and has to be accepted anew."""
    order = actions.ask_discount(order=make.agreed(agent), amount=1_000, reason="老客户", by=agent)
    assert (order.discount_state, order.quoted_total, order.accepted_total) == (
        Discount.GRANTED,
        31_000,
        None,
    )
    assert order.quote["lines"][-1] == {"key": "discount", "label": "优惠", "fen": -1_000}
    assert not Approval.objects.exists()


@pytest.mark.parametrize(("amount", "role"), [(2_000, "TEAM_LEADER"), (8_000, "MANAGER")])
def test_a_discount_above_it_is_asked(desk: Frozen, agent: Person, amount: int, role: str) -> None:
    """R118: above the agent's limit the team leader is asked, above theirs the manager;
    until then all waits.
    """
    order = actions.ask_discount(order=make.agreed(agent), amount=amount, reason="老客户", by=agent)
    assert Approval.objects.get().role == role
    assert (order.discount_state, order.quoted_total) == (Discount.ASKED, 32_000)
    assert order.accepted_total == 32_000
    with pytest.raises(NotNow, match="discount_waiting"):
        actions.confirm(order=order, by=agent)


def test_an_approved_discount_becomes_the_price(desk: Frozen, agent: Person, team_leader: Person) -> None:
    """R118: the answer changes the draft's price by the wiring; then the customer is asked again."""
    order = actions.ask_discount(order=make.agreed(agent), amount=2_000, reason="老客户", by=agent)
    approvals.approve(Approval.objects.get(), by=team_leader)
    order = make.again(order)
    assert (order.discount_state, order.quoted_total, order.accepted_total) == (
        Discount.GRANTED,
        30_000,
        None,
    )
    order = actions.accept_price(order=order, total=30_000, by=agent)
    assert actions.confirm(order=order, by=agent).freight_due == 30_000


def test_a_refused_discount_leaves_the_price(desk: Frozen, agent: Person, team_leader: Person) -> None:
    """R118: sent back with a reason, the old price still holds, and is still accepted."""
    order = actions.ask_discount(order=make.agreed(agent), amount=2_000, reason="老客户", by=agent)
    approvals.refuse(Approval.objects.get(), by=team_leader, answer="这条线不打折")
    order = make.again(order)
    assert (order.discount_state, order.quoted_total, order.accepted_total) == (
        Discount.REFUSED,
        32_000,
        32_000,
    )
    assert actions.confirm(order=order, by=agent).quoted_total == 32_000


def test_a_discount_lapses_when_the_freight_shrinks(desk: Frozen, agent: Person) -> None:
    """R118: what was granted on more freight is not granted on less; a question about it is taken back."""
    order = actions.ask_discount(order=make.draft(agent), amount=1_000, reason="老客户", by=agent)
    order = actions.save_draft(order=order, typed={"volume": "1方", "weight": "100"}, by=agent)
    assert (order.discount_state, order.quoted_total) == (Discount.LAPSED, 20_000)
    order = actions.ask_discount(order=order, amount=2_000, reason="老客户", by=agent)
    actions.save_draft(order=order, typed={"volume": "0.5方"}, by=agent)
    assert Approval.objects.get().state == Approval.State.WITHDRAWN


def test_a_discount_asked_otherwise(desk: Frozen, agent: Person) -> None:
    """R118: asking for another amount replaces the question; 0 takes it back."""
    order = actions.ask_discount(order=make.draft(agent), amount=2_000, reason="老客户", by=agent)
    order = actions.ask_discount(order=order, amount=2_500, reason="老客户", by=agent)
    states = list(Approval.objects.order_by("id").values_list("state", flat=True))
    assert states == [Approval.State.WITHDRAWN, Approval.State.ASKED]
    order = actions.ask_discount(order=order, amount=0, reason="", by=agent)
    assert (order.discount_state, order.quoted_total) == ("", 32_000)
    assert not Approval.objects.filter(state=Approval.State.ASKED).exists()


@pytest.mark.parametrize(
    ("amount", "reason", "field"), [(22_001, "x", "discount"), (-1, "x", "discount"), (500, " ", "reason")]
)
def test_discounts_that_are_none(desk: Frozen, agent: Person, amount: int, reason: str, field: str) -> None:
    """R118: not more than the freight, not without a reason."""
    with pytest.raises(Invalid) as refused:
        actions.ask_discount(order=make.draft(agent), amount=amount, reason=reason, by=agent)
    assert refused.value.field == field


def test_who_agrees_nothing(desk: Frozen, agent: Person, outsider: Person, auditor: Person) -> None:
    """R058: neither an agent of another team nor the auditor accepts for a customer."""
    order = make.draft(agent)
    acts = (
        lambda by: actions.accept_price(order=order, total=32_000, by=by),
        lambda by: actions.read_back(order=order, keys=["pieces"], by=by),
        lambda by: actions.answer_screening(order=order, answers={}, by=by),
        lambda by: actions.ask_discount(order=order, amount=1, reason="x", by=by),
        lambda by: actions.refuse_price(order=order, by=by),
    )
    for act in acts:
        for person in (outsider, auditor):
            with pytest.raises(NotPermitted):
                act(person)
