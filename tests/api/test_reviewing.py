"""Web orders are reviewed over the API: taken, checked, corrected, called about, confirmed (R077–R085)."""

import pytest

from tests.factories import orders as plain
from tests.factories import web as make
from tests.factories.api import Caller, codes, kind
from yinuo.core.models import Event
from yinuo.orders import queries
from yinuo.orders.actions import web
from yinuo.orders.models import Order
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(caller: Caller) -> Order:
    """A web order as it comes in."""
    return make.placed()


def path(order: Order, verb: str = "") -> str:
    """An operation's path, by the web reference."""
    return f"/orders/{order.web.number}/review{verb}"


def test_from_filled_to_confirmed(caller: Caller, order: Order) -> None:
    """R079 R080 R085: the whole review by its web reference."""
    seen = caller.get(path(order)).json()
    assert (seen["number"], seen["stage"], seen["reviewer"], seen["is_masked"]) == (
        "W261120001",
        "FILLED",
        None,
        True,
    )
    assert "王建国" not in str(seen)
    taken = caller.post(path(order, "/taking")).json()
    assert (taken["stage"], taken["reviewer"]) == ("REVIEWING", "8011")
    assert taken["as_written"]["shipper_name"] == "王建国"
    refused = caller.post(path(order, "/confirmation"))
    assert (refused.status_code, kind(refused)) == (409, "review_unchecked")
    for key in ("goods", "area", "loading", "unloading", "packing", "price"):
        assert caller.post(path(order, "/checks"), {"key": key, "ok": True}).status_code == 200
    assert kind(caller.post(path(order, "/confirmation"))) == "call_needed"
    changed = caller.post(path(order, "/points"), {"pieces": 18, "weight_g": 210_000}).json()
    assert changed["stage"] == "PROBLEM"
    keys = [point["key"] for point in changed["points"]]
    assert {"pieces", "weight"} <= set(keys)
    called = caller.post(path(order, "/calls"), {"outcome": "changed", "agreed": keys})
    assert called.status_code == 200, called.json()
    for key in ("price", "packing"):
        caller.post(path(order, "/checks"), {"key": key, "ok": True})
    done = caller.post(path(order, "/confirmation"))
    assert (done.status_code, done.json()["number"], done.json()["stage"]) == (200, "261120001", "CONFIRMED")
    assert caller.post(path(order, "/confirmation")).json()["number"] == "261120001"


def test_void(caller: Caller, order: Order) -> None:
    """R083: for a reason by key or label."""
    assert codes(caller.post(path(order, "/voiding"))) == {"reason": "required"}
    done = caller.post(path(order, "/voiding"), {"reason": "客户货没备好"})
    assert (done.json()["stage"], done.json()["ended_reason"]) == ("VOIDED", "not_ready")


def test_somebody_elses_review(caller: Caller, order: Order, team_leader: Person) -> None:
    """R077: who has it is told."""
    web.take_review(order=order, by=team_leader)
    refused = caller.post(path(order, "/taking"))
    assert (refused.status_code, kind(refused)) == (409, "review_taken")
    assert caller.post(path(order, "/release")).status_code == 403


def test_put_back_and_called_in_vain(caller: Caller, order: Order) -> None:
    """R080: no answer is counted; what was put back can be taken again."""
    caller.post(path(order, "/taking"))
    said = {"outcome": "NO_ANSWER", "form_key": "once"}
    caller.post(path(order, "/calls"), said)
    assert caller.post(path(order, "/calls"), said).json()["unreached"] == 1
    assert codes(caller.post(path(order, "/calls"), {"outcome": "?"})) == {"outcome": "not_a_choice"}
    assert caller.post(path(order, "/release")).json()["reviewer"] is None
    assert Event.objects.filter(kind="order.review_released").count() == 1


def test_questions_about_the_goods(caller: Caller) -> None:
    """R049: answered with the check of the goods."""
    order = make.placed(goods_name="锂电池")
    caller.post(path(order, "/taking"))
    asked = {question.key: "否" for question in queries.judge(order).screening.questions}
    caller.post(path(order, "/checks"), {"key": "goods", "ok": True, "screening": asked})
    assert set(plain.again(order).goods_answers.values()) == {"no"}


def test_no_web_order_has_no_review(caller: Caller, agent: Person) -> None:
    """An order taken on the telephone has none: not found."""
    order = plain.confirmed(agent)
    assert caller.get(f"/orders/{order.ticket.ref}/review").status_code == 404
    assert caller.post(f"/orders/{order.ticket.ref}/review/taking").status_code == 404


def test_an_order_under_review_is_read_as_an_order(caller: Caller, order: Order) -> None:
    """R086: the order's own operations show it, and refuse what is not theirs."""
    seen = caller.get(f"/orders/{order.ticket.ref}").json()
    assert (seen["stage"], seen["number"], seen["confirmed_at"]) == ("FILLED", "W261120001", None)
    for verb in ("confirmation", "dispatch", "acceptance", "pickup", "cancellation"):
        refused = caller.post(f"/orders/{order.ticket.ref}/{verb}", {"reason": "not_ready", "asked_by": "王"}
                              if verb == "cancellation" else {})  # fmt: skip
        assert refused.status_code == 409, (verb, refused.json())
