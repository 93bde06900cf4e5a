"""Done twice is done once: the Idempotency-Key, also from two threads, across a failure and a day later."""

from collections.abc import Callable

import pytest

from tests.api.test_walk import POSTED
from tests.factories import orders as make
from tests.factories.api import Caller, codes, kind
from tests.frozen import Frozen
from tests.races import Outcome
from yinuo.core import housekeeping
from yinuo.core.events import switchboard
from yinuo.core.models import Event, RepeatedRequest
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets.models import Note, Ticket
from yinuo.wiring import switchboard as wiring


@pytest.mark.django_db
def test_the_first_answer_again(caller: Caller) -> None:
    """R333: the same request with the same key gives the same status and bytes, and acts once."""
    first = caller.post("/orders", POSTED, key="a")
    again = caller.post("/orders", POSTED, key="a")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert "Idempotent-Replayed" not in first
    assert again["Idempotent-Replayed"] == "true"
    assert Order.objects.count() == 1
    assert caller.post("/orders", POSTED, key="b").json()["ref"] != first.json()["ref"]


@pytest.mark.django_db
def test_another_request_with_the_key(caller: Caller, agent: Person) -> None:
    """R333: a key that was used for something else is refused; another token has keys of its own."""
    ref = caller.post("/orders", POSTED, key="a").json()["ref"]
    for path, body in (("/orders", POSTED | {"pieces": 16}), (f"/tickets/{ref}/notes", {"text": "x"})):
        answer = caller.post(path, body, key="a")
        assert (answer.status_code, kind(answer)) == (409, "idempotency_key_reused")
    assert Caller(agent).post("/orders", {"goods_name": "纸"}, key="a").status_code == 201


@pytest.mark.django_db
def test_every_post_takes_a_key(caller: Caller, agent: Person) -> None:
    """R333: each operation that acts can be repeated by its key after its state has moved on."""
    order = make.agreed(agent)
    ref = order.ticket.ref
    asked = ("confirmation", "dispatch", "acceptance", "pickup", "delivery")
    first = {verb: caller.post(f"/orders/{ref}/{verb}", {}, key=verb) for verb in asked}
    assert {answer.status_code for answer in first.values()} == {200}
    for verb, answer in first.items():
        again = caller.post(f"/orders/{ref}/{verb}", {}, key=verb)
        assert (again.content, again["Idempotent-Replayed"]) == (answer.content, "true")
    note = caller.post(f"/tickets/{ref}/notes", {"text": "门口有坡"}, key="note")
    assert caller.post(f"/tickets/{ref}/notes", {"text": "门口有坡"}, key="note").content == note.content
    assert Note.objects.count() == 1


@pytest.mark.django_db
def test_a_refusal_uses_up_no_key(caller: Caller) -> None:
    """R333: what was refused left nothing behind; mended, it may be sent under the same key."""
    assert caller.post("/orders", {"weight": "schwer"}, key="a").status_code == 422
    assert not RepeatedRequest.objects.exists()
    assert caller.post("/orders", {"weight": 3}, key="a").status_code == 201


@pytest.mark.django_db
def test_a_crash_leaves_nothing(caller: Caller) -> None:
    """R333: broken off between act and answer, neither is there; the same key then acts."""

    def crash(deed: object) -> None:
        raise SystemError("pulled the plug")

    switchboard.on("order.drafted", crash)
    try:
        assert caller.post("/orders", POSTED, key="a").status_code == 500
    finally:
        wiring.connect()
    assert not Ticket.objects.exists()
    assert not RepeatedRequest.objects.exists()
    assert not Event.objects.filter(kind__startswith="order").exists()
    answer = caller.post("/orders", POSTED, key="a")
    assert answer.status_code == 201
    assert "Idempotent-Replayed" not in answer


@pytest.mark.django_db
def test_a_key_lasts_a_day(caller: Caller, desk: Frozen) -> None:
    """R333: within 24 hours the first answer comes again; later the key is new, swept or not."""
    first = caller.post("/orders", {"goods_name": "纸"}, key="a")
    desk.move(hours=23, minutes=59)
    assert caller.post("/orders", {"goods_name": "纸"}, key="a").content == first.content
    assert housekeeping.forget_requests(desk.at) == 0
    desk.move(minutes=2)
    assert caller.post("/orders", {"goods_name": "纸"}, key="a").json()["ref"] != first.json()["ref"]
    assert RepeatedRequest.objects.count() == 1
    desk.move(hours=24, minutes=1)
    assert housekeeping.forget_requests(desk.at) == 1


@pytest.mark.django_db
def test_a_key_that_is_too_long(caller: Caller) -> None:
    """R333: a key longer than 128 characters is refused, not cut."""
    assert codes(caller.post("/orders", {}, key="x" * 129)) == {"Idempotency-Key": "too_long"}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one(caller: Caller, together: Callable[..., list[Outcome]]) -> None:
    """R333: four threads with one key: one acts, all get the same bytes."""
    outcomes = together(*[lambda: caller.post("/orders", POSTED, key="race")] * 4)
    answers = [outcome.value for outcome in outcomes]
    assert all(answers), [outcome.error for outcome in outcomes]
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replayed" in answer for answer in answers) == 3
    assert Order.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_confirm_at_once(caller: Caller, agent: Person, together: Callable[..., list[Outcome]]) -> None:
    """R044: two confirmations of one draft at the same moment, without a key: one number, the same answer."""
    ref = make.agreed(agent).ticket.ref
    outcomes = together(*[lambda: caller.post(f"/orders/{ref}/confirmation")] * 2)
    assert [outcome.value.status_code for outcome in outcomes] == [200, 200]
    assert {outcome.value.json()["number"] for outcome in outcomes} == {"261120001"}
    assert Event.objects.filter(kind="order.confirmed").count() == 1
