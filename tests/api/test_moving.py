"""Dispatch, acceptance, pick-up, delivery, cancellation over the API: whom, how much, why, and twice."""

import pytest

from tests.factories import orders as make
from tests.factories.api import Caller, codes, kind
from tests.frozen import Frozen
from yinuo.core.models import Event
from yinuo.orders import queries
from yinuo.orders.models import Order
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def confirmed(caller: Caller, agent: Person) -> Order:
    """An order with its number."""
    return make.confirmed(agent)


def path(order: Order, verb: str) -> str:
    """An operation's path, by ref."""
    return f"/orders/{order.ticket.ref}/{verb}"


def count(kind: str) -> int:
    """How many events of a kind there are."""
    return Event.objects.filter(kind=kind).count()


def test_another_receiver_with_a_reason(caller: Caller, confirmed: Order, dispatcher: Person) -> None:
    """R068: another receiver by staff number, as text or number, with a reason by key or label."""
    Person.objects.filter(pk=dispatcher.pk).update(phone="13905270003")
    refused = caller.post(path(confirmed, "dispatch"), {"receiver": 8101})
    assert codes(refused) == {"reason": "required"}
    unknown = caller.post(path(confirmed, "dispatch"), {"receiver": "9999", "reason": "nearer"})
    assert (unknown.status_code, codes(unknown)) == (422, {"receiver": "person_unknown"})
    wrong = caller.post(path(confirmed, "dispatch"), {"receiver": 8101, "reason": "why not"})
    assert {"key": "nearer", "label": "他离得更近"} in wrong.json()["errors"][0]["params"]["choices"]
    done = caller.post(path(confirmed, "dispatch"), {"receiver": 8101, "reason": "他离得更近"})
    assert done.status_code == 200, done.json()
    assert done.json()["receiver"] == "8101"
    assert done.json()["driver"] is None
    needed = caller.post(path(confirmed, "acceptance"))
    assert (needed.status_code, kind(needed)) == (409, "driver_needed")
    named = caller.post(path(confirmed, "acceptance"), {"driver": "8201"})
    assert (named.status_code, named.json()["driver"]) == (200, "8201")


def test_a_driver_who_is_none(caller: Caller, confirmed: Order) -> None:
    """R067: who is named as driver must be one, and exist."""
    caller.post(path(confirmed, "dispatch"))
    assert codes(caller.post(path(confirmed, "acceptance"), {"driver": 8011})) == {"driver": "not_a_driver"}
    assert codes(caller.post(path(confirmed, "acceptance"), {"driver": "7"})) == {"driver": "person_unknown"}


def test_every_verb_twice_is_once(caller: Caller, confirmed: Order, desk: Frozen) -> None:
    """R062 R075: a verb said again, without a key, answers as the first time and records nothing more."""
    total = caller.get(path(confirmed, "")).json()["quoted_total"]
    steps = {
        "dispatch": ({}, "order.dispatched"),
        "acceptance": ({}, "order.accepted"),
        "pickup": ({"pieces": 15, "note": "件数对"}, "order.picked_up"),
        "delivery": ({"signed_by": "马先生", "freight_collected": total - 1000}, "order.freight_collected"),
    }
    for verb, (body, event) in steps.items():
        first, again = (caller.post(path(confirmed, verb), body) for _ in range(2))
        assert (first.status_code, again.status_code) == (200, 200), again.content
        assert first.json() == again.json()
        assert count(event) == 1
        desk.move(minutes=3)
    rest = caller.post(path(confirmed, "delivery"), {"freight_collected": total})
    assert (rest.status_code, rest.json()["freight_left"]) == (200, 0)
    for wrong in (total + 1, total - 1, -1):
        more = caller.post(path(confirmed, "delivery"), {"freight_collected": wrong})
        assert (more.status_code, codes(more)) == (422, {"freight_collected": "freight_out_of_range"})


def test_out_of_order(caller: Caller, confirmed: Order) -> None:
    """R074: a verb before its time is refused with where the order is and what is possible."""
    answer = caller.post(path(confirmed, "delivery"), {"signed_by": "马先生"})
    assert (answer.status_code, kind(answer)) == (409, "order_not_in_stage")
    assert "已确认" in answer.json()["title"]
    again = caller.post(path(confirmed, "cancellation"), {"reason": "x", "asked_by": "王先生"})
    assert codes(again) == {"reason": "not_a_choice"}


def test_pieces_that_cannot_be_read(caller: Caller, confirmed: Order) -> None:
    """R029: counted pieces are read like ordered ones; nothing is moved by a fault."""
    caller.post(path(confirmed, "dispatch"))
    for pieces, code in (
        ("viele", "pieces_unreadable"),
        (0, "pieces_out_of_range"),
        (-3, "pieces_unreadable"),
    ):
        assert codes(caller.post(path(confirmed, "pickup"), {"pieces": pieces})) == {"pieces": code}
    assert caller.get(path(confirmed, "")).json()["stage"] == "DISPATCHED"


def test_cancelled_with_who_and_why(caller: Caller, confirmed: Order) -> None:
    """R069: why and who asked, both at once where they are missing; then the order is void, once."""
    answer = caller.post(path(confirmed, "cancellation"), {"reason": "other"})
    assert codes(answer) == {"asked_by": "required"}
    reasons = queries.playbook_of(confirmed.ticket).reasons["cancel"]
    reason = next(one.key for one in reasons if not one.note_required)
    body = {"reason": reason, "asked_by": "王先生"}
    first, again = (caller.post(path(confirmed, "cancellation"), body) for _ in range(2))
    assert (first.status_code, first.json()["stage"], first.json()["ended_reason"]) == (200, "VOIDED", reason)
    assert first.json() == again.json()
    assert count("order.cancelled") == 1


def test_nobody_to_receive(caller: Caller, confirmed: Order, driver: Person, dispatcher: Person) -> None:
    """R067: with nobody to receive it the order stays confirmed, and the answer says what to do."""
    Person.objects.filter(pk__in=(driver.pk, dispatcher.pk)).update(on_duty=False)
    answer = caller.post(path(confirmed, "dispatch"))
    assert (answer.status_code, kind(answer)) == (409, "no_receiver")
    assert caller.get(path(confirmed, "")).json()["stage"] == "CONFIRMED"


def test_other_goods_than_were_ordered(caller: Caller, confirmed: Order) -> None:
    """R029 R035 R058: more waits for the customer's yes to the very price, then it is due; no leaves it."""
    caller.post(path(confirmed, "dispatch"))
    caller.post(path(confirmed, "acceptance"))
    picked = caller.post(path(confirmed, "pickup"), {"pieces": "18件"}).json()
    assert (picked["recount"]["state"], picked["recount"]["after"]) == ("WAITING", 36_400)
    assert (picked["freight_due"], picked["quote"]["minimum"]) == (32_000, 8_000)
    early = caller.post(path(confirmed, "recount"), {"accepted_by": "王先生"})
    assert (early.status_code, kind(early)) == (409, "price_changed")
    nobody = caller.post(path(confirmed, "recount"), {"accepted_total": 36_400})
    assert (nobody.status_code, codes(nobody)) == (422, {"accepted_by": "required"})
    done = caller.post(path(confirmed, "recount"), {"accepted_total": 36_400, "accepted_by": "王先生"}).json()
    assert (done["freight_due"], done["accepted_total"], done["recount"]["state"]) == (
        36_400,
        36_400,
        "AGREED",
    )
    late = caller.post(path(confirmed, "recount"), {"is_refused": True, "refused_by": "王先生"})
    assert (late.status_code, kind(late)) == (409, "recount_not_waiting")
    fewer = caller.post(path(confirmed, "recount"), {"pieces": 15, "volume": "2方"}).json()
    assert (fewer["quoted_total"], fewer["quote"]["lines"][0]["quantity"]) == (30_000, "2方")


def test_a_slip_that_is_too_long_names_its_choices(caller: Caller, agent: Person) -> None:
    """R070 R071: the refusal lists what may be left out; the caller's choice is taken, no other."""
    order = make.confirmed(agent, reminder="到了先找仓库老周开单，再从后面西门进场排队，轻拿轻放")
    refused = caller.post(path(order, "dispatch"))
    assert (refused.status_code, kind(refused)) == (409, "sms_too_long")
    assert refused.json()["params"]["choices"] == [["reminder"]]
    wrong = caller.post(path(order, "dispatch"), {"leave_out": ["payment"]})
    assert codes(wrong) == {"leave_out": "not_a_choice"}
    assert caller.post(path(order, "dispatch"), {"leave_out": ["reminder"]}).status_code == 200
    assert make.again(order).slip.left_out == ["reminder"]
