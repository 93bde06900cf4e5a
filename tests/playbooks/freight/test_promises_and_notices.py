"""What is due, who is told and who must agree, held against the manual."""

from datetime import time, timedelta

import pytest

from yinuo.core.text import sms
from yinuo.messaging.rules import compose
from yinuo.playbooks.rules import schema, texts
from yinuo.playbooks.rules.vocabulary import VARIABLES, fields

EXAMPLES = {name: variable.example for name, variable in VARIABLES.items()}


@pytest.mark.parametrize(
    ("key", "on", "within", "clock", "kept_by"),
    [
        ("slip", "order.confirmed", timedelta(minutes=3), "elapsed", "order.slip_sent"),
        ("call_reminder", "order.dispatched", timedelta(minutes=3), "elapsed", "order.driver_called"),
        ("vehicle", "order.slip_sent", timedelta(minutes=30), "working", "order.accepted"),
        ("follow_up", "order.slip_sent", timedelta(minutes=30), "elapsed", "order.tracked"),
        ("pickup", "order.slip_sent", timedelta(minutes=30), "working", "order.picked_up"),
        ("delivery", "order.slip_sent", None, "working", "order.delivered"),
        ("department", "order.handed_over", timedelta(hours=1), "working", "order.tracked"),
        ("review", "order.placed", timedelta(minutes=30), "working", "order.review_called"),
    ],
)
def test_promises_open_and_are_kept(
    freight: schema.Playbook, key: str, on: str, within: timedelta | None, clock: str, kept_by: str
) -> None:
    """R062, R064, R069, R077, R087, R088, R091, R098."""
    promise = freight.promise(key)
    assert on in promise.on
    assert (promise.within, promise.clock) == (within, clock)
    assert kept_by in promise.kept_by


def test_wished_times_come_before_the_spans(freight: schema.Playbook) -> None:
    """R088: strictly as the customer asked; R097: overdue from the promised time."""
    assert freight.promise("pickup").due_from == ("wished_pickup_at",)
    assert freight.promise("delivery").due_from == ("wished_delivery_at", "promised_at")
    assert freight.promise("delivery").excused_by == "objective"


def test_an_overdue_delivery_is_tracked_morning_and_afternoon_and_goes_to_the_dispatcher(
    freight: schema.Playbook,
) -> None:
    """R092, R094."""
    repeat = freight.promise("delivery").repeat
    assert repeat is not None
    assert repeat.at == (time(10, 0), time(15, 0))
    assert (repeat.notice, repeat.to, repeat.notify) == ("overdue_delivery", ("dispatcher",), ("owner",))


def test_a_late_pick_up_chases_the_receiver_again_and_again(freight: schema.Playbook) -> None:
    """R089, R093."""
    for key in ("vehicle", "pickup"):
        promise = freight.promise(key)
        assert "chase_pickup" in [level.notice for level in promise.late]
        assert promise.repeat is not None
        assert (promise.repeat.every, promise.repeat.notice) == (timedelta(minutes=30), "chase_pickup")


def test_the_overdue_notice_is_the_manuals(freight: schema.Playbook) -> None:
    """R096, to the letter."""
    values = {"serial": "110310284", "waybill": "755xxxxxxx", "hours_overdue": "2", "agent": "8011"}
    text = freight.notice("overdue_delivery").text
    assert texts.fill(text, values) == "110310284单号755xxxxxxx，货物已超过配送时效2小时，请速处理。8011"
    assert texts.fill(text, values | {"waybill": ""}).startswith("110310284，货物已超过")


def test_the_slip_has_the_manuals_order_and_a_form_that_fits(freight: schema.Playbook) -> None:
    """R070, R071: 70 characters; the parts stand in the manual's order in every form."""
    slip = freight.notice("slip")
    assert (slip.limit, slip.over_limit) == (70, "refuse")
    order = ["serial", "shipper_name", "shipper_phone", "goods", "pieces", "weight", "volume", "destination"]
    order += ["consignee_name", "consignee_phone", "payment", "fees", "reminder", "agent"]
    assert [name for name in texts.variables_in(slip.text) if name != "origin"] == order
    without = EXAMPLES | {"fees": "", "reminder": ""}
    assert texts.gaps(slip.text, without) == ()
    assert not set(slip.leave_out) & set(schema.NEVER_LEFT_OUT)
    composed = compose(slip, EXAMPLES)
    assert (composed.fits, bool(composed.shortened)) == (True, True)


def test_the_manuals_sample_slip_comes_out(freight: schema.Playbook) -> None:
    """R072: the sample of the manual, its lost middle put back as dots and words."""
    values = EXAMPLES | {"serial": "110310221", "shipper_phone": "…", "consignee_phone": "…", "goods": "配件"}
    values |= {"shipper_name": "王先", "consignee_name": "马先"}
    assert texts.fill(freight.notice("slip").text, values) == (
        "110310221客王先…配件15件200公斤2.2方汽配城往火车站 收货马先…到付。加装卸费100，15点前送达。8011"
    )


def test_the_market_developer_gets_the_same_slip_when_the_driver_does(freight: schema.Playbook) -> None:
    """R065, R066, R067."""
    slip = freight.notice("slip")
    copy = slip.copy_to[0]
    assert copy.notice is not None
    other = freight.notice(copy.notice)
    assert (copy.to, other.text, other.shorten) == ("market_developer", slip.text, slip.shorten)
    assert (other.leave_out, other.reads_as) == (slip.leave_out, slip.reads_as)
    assert copy.when is not None
    values = dict.fromkeys(fields("notice"))
    assert copy.when.holds(values | {"order.receiver": "driver"})
    assert not copy.when.holds(values | {"order.receiver": "dispatcher"})


@pytest.mark.parametrize(
    "key", ["customer_number", "changed", "cancelled", "chase_pickup", "overdue_delivery"]
)
def test_the_other_notices_fit_one_message(freight: schema.Playbook, key: str) -> None:
    """R070: one message of 70 characters, as the network counts."""
    assert sms.measure(texts.fill(freight.notice(key).text, EXAMPLES)).units <= 70


@pytest.mark.parametrize(
    "key",
    [
        "web_received",
        "web_received_night",
        "web_confirmed",
        "web_not_reached",
        "web_voided",
        "web_cancelled",
        "change_granted",
        "change_cancelled",
        "change_refused",
    ],
)
def test_what_customers_hear_of_web_orders_fits_one_message(freight: schema.Playbook, key: str) -> None:
    """R070 R083: with the signature, shortened where need be; never in parts with usual values."""
    made = compose(freight.notice(key), EXAMPLES | {"serial": "W261120001"}, signature="【启程货运】")
    assert made.fits
    assert made.measure.units <= 70


def test_by_night_first_thing_in_the_morning(freight: schema.Playbook) -> None:
    """R078: due a set time after opening, shorter than what the day gives."""
    review = freight.promise("review")
    assert review.when_closed == timedelta(minutes=15)
    assert review.within is not None
    assert review.when_closed < review.within


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "review_opening",
            (
                "您好！",
                "客服，我的工号是",
                "感谢您能选择",
                "下的单我们已经收到",
                "再次与您核对一下相关信息，可以吗？",
            ),
        ),
        ("review_address", ("您的提货地址是",)),
        ("review_closing", ("谢谢您的配合。", "提货人员会尽快和您联系，请保持电话畅通。谢谢！")),
    ],
)
def test_the_call_says_what_the_manual_says(
    freight: schema.Playbook, key: str, words: tuple[str, ...]
) -> None:
    """R084: greeted by name, company and number, thanks, the order is there, the pick-up address, thanks."""
    said = texts.fill(freight.phrase(key).text, EXAMPLES)
    assert all(word in said for word in words)


def test_void_for_a_reason_of_the_customer(freight: schema.Playbook) -> None:
    """R083: the list has the customer's reasons, marked as such."""
    assert {"not_ready", "other_carrier", "not_reached"} <= {
        reason.key for reason in freight.reasons["void"] if reason.by_customer
    }


def test_a_change_is_told_only_to_those_who_have_the_slip(freight: schema.Playbook) -> None:
    values = dict.fromkeys(fields("notice")) | {"order.receiver": "driver"}
    for key, event in (("changed", "order.changed"), ("cancelled", "order.voided")):
        notice = freight.notice(key)
        assert notice in freight.notices_on(event)
        assert notice.when is not None
        assert not notice.when.holds(values | {"order.slip_sent": False})
        assert notice.when.holds(values | {"order.slip_sent": True})
        assert not notice.when.holds(values | {"order.slip_sent": True, "order.receiver": None})


@pytest.mark.parametrize(
    ("role", "yuan", "percent", "asked"),
    [
        ("agent", 20, 5, None),
        ("agent", 21, 1, "team_leader"),
        ("agent", 1, 6, "team_leader"),
        ("agent", 101, 1, "manager"),
        ("team_leader", 100, 15, None),
        ("team_leader", 10, 16, "manager"),
        ("manager", 5000, 90, None),
    ],
)
def test_a_discount_above_the_limit_asks_the_next_role(
    freight: schema.Playbook, role: str, yuan: int, percent: int, asked: str | None
) -> None:
    """R118: beyond one's authority, the superior is asked."""
    values: dict[str, object] = dict.fromkeys(fields("approval"))
    for limit in (one for one in freight.limits if one.about == "discount"):
        values |= {f"limits.{limit.role}.amount": limit.amount, f"limits.{limit.role}.percent": limit.percent}
    own = freight.limit(role)
    values |= {"limit.amount": own and own.amount, "limit.percent": own and own.percent}
    values |= {"person.role": role, "discount.amount": yuan * 100, "discount.percent": percent}
    needed = freight.approval_for("discount", values)
    assert (needed.by if needed else None) == asked


def test_objective_causes_stand_apart(freight: schema.Playbook) -> None:
    """R088."""
    assert freight.cause("weather").objective
    assert not freight.cause("vehicle_broken").objective


def test_reasons_and_departments_for_every_occasion(freight: schema.Playbook) -> None:
    """R047, R069: why nothing was shipped; who takes over what the desk cannot do."""
    occasions = {"not_shipped", "change", "cancel", "refuse", "choose_other_receiver", "decline", "hand_over"}
    of_complaints = {group for group in freight.reasons if group.startswith("complaint_")}
    assert set(freight.reasons) - of_complaints == occasions | {"void", "reassign", "pause", "move"}
    assert all(
        any(reason.note_required for reason in group) for group in freight.reasons.values() if len(group) > 5
    )
    assert freight.department("long_haul").label == "干线运输部"
