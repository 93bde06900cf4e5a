"""Confirming over the API: all that is missing at once, all or nothing, and never a prohibited good."""

import pytest

from tests.api.test_walk import POSTED
from tests.factories.api import Caller, codes, kind
from yinuo.core.models import Event, Serial
from yinuo.orders.models import Order
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def draft(caller: Caller, **said: object) -> tuple[str, int]:
    """A draft's ref and price."""
    body = caller.post("/orders", POSTED | said).json()
    return body["ref"], body["quoted_total"]


def test_nothing_said_lists_everything_missing(caller: Caller) -> None:
    """R045 R055 R058: posted with nothing, the answer names every element, the read-back and the price."""
    missing = dict.fromkeys(("pickup_phone", "pickup_address", "delivery_address"))
    ref = caller.post("/orders", POSTED | missing | {"caller": ""}).json()["ref"]
    answer = caller.post(f"/orders/{ref}/confirmation")
    assert (answer.status_code, kind(answer)) == (409, "order_not_ready")
    found = codes(answer)
    assert {found[field] for field in ("pickup_phone", "pickup_address", "delivery_address")} == {"required"}
    assert found["read_back"] == "read_back_missing"
    assert found[""] == "no_quote"
    assert answer.json()["errors"] == caller.get(f"/orders/{ref}").json()["missing"]
    assert answer.json()["params"] == {"count": len(answer.json()["errors"])}


def test_a_full_draft_lacks_read_back_and_price(caller: Caller) -> None:
    """R055 R058: what mends it stands in the answer: the elements to read back, the price in fen."""
    ref, total = draft(caller)
    errors = {one["field"]: one for one in caller.post(f"/orders/{ref}/confirmation", {}).json()["errors"]}
    assert errors.keys() == {"read_back", "accepted_total"}
    assert errors["accepted_total"]["params"]["quoted_total"] == total
    keys = errors["read_back"]["params"]["elements"]
    done = caller.post(f"/orders/{ref}/confirmation", {"read_back": keys, "accepted_total": total})
    assert (done.status_code, done.json()["accepted_total"]) == (200, total)


def test_all_or_nothing(caller: Caller) -> None:
    """R056 R059: a confirmation that fails keeps nothing of what it said, and takes no number."""
    ref, total = draft(caller)
    answer = caller.post(f"/orders/{ref}/confirmation", {"read_back": True, "accepted_total": total + 100})
    assert codes(answer) == {"accepted_total": "price_changed"}
    assert answer.json()["errors"][0]["params"]["quoted_total"] == total
    assert Order.objects.get().read_back == {}
    assert not Event.objects.filter(kind="order.price_accepted").exists()
    assert not Serial.objects.exists()


def test_the_price_needs_the_read_back(caller: Caller) -> None:
    """R056: accepting alone is not enough; both are named."""
    ref, total = draft(caller)
    answer = caller.post(f"/orders/{ref}/confirmation", {"accepted_total": total})
    assert codes(answer) == {"read_back": "read_back_missing", "accepted_total": "price_not_accepted"}


def test_confirmed_again_is_the_first_result(caller: Caller, team_leader: Person) -> None:
    """R044: the same person's second confirmation, without a key, is the first; another is told who."""
    ref, total = draft(caller)
    body = {"read_back": True, "accepted_total": total}
    first = caller.post(f"/orders/{ref}/confirmation", body)
    again = caller.post(f"/orders/{ref}/confirmation", body)
    assert (again.status_code, again.json()["number"]) == (200, first.json()["number"])
    assert Event.objects.filter(kind="order.confirmed").count() == 1
    other = Caller(team_leader).post(f"/orders/{ref}/confirmation", body)
    assert (other.status_code, kind(other)) == (409, "order_already_confirmed")
    assert other.json()["params"] == {"by": "李敏", "number": first.json()["number"]}


@pytest.mark.parametrize("name", ["汽油", "仿 真 枪", "子弹"])
def test_prohibited_goods_are_never_confirmed(caller: Caller, name: str) -> None:
    """R048 R050: whatever is said with it; the draft stays, for the origin report."""
    ref, total = draft(caller, goods_name=name)
    assert caller.get(f"/orders/{ref}").json()["screening"]["verdict"] == "reject"
    for body in (None, {"read_back": True}, {"read_back": True, "accepted_total": total}):
        answer = caller.post(f"/orders/{ref}/confirmation", body)
        assert (answer.status_code, kind(answer)) == (409, "goods_prohibited")
    assert caller.get(f"/orders/{ref}").json()["stage"] == "DRAFT"


def test_questions_about_goods(caller: Caller) -> None:
    """R049: each open question is named; answered no, by key or its words, the goods may go; yes ends it."""
    ref, total = draft(caller, goods_name="锂电池")
    body = {"read_back": True, "accepted_total": total}
    open_questions = caller.get(f"/orders/{ref}").json()["screening"]["questions"]
    assert len(open_questions) == 2
    answer = caller.post(f"/orders/{ref}/confirmation", body)
    asked = {error["field"]: error["detail"] for error in answer.json()["errors"]}
    assert asked.keys() == {f"screening.{question['key']}" for question in open_questions}
    first, second = open_questions
    assert first["ask"] in asked[f"screening.{first['key']}"]
    no = {first["key"]: False, second["ask"]: "否"}
    refused = caller.post(f"/orders/{ref}/confirmation", {**body, "screening": {**no, second["ask"]: "yes"}})
    assert kind(refused) == "goods_prohibited"
    done = caller.post(f"/orders/{ref}/confirmation", {**body, "screening": no})
    assert done.status_code == 200, done.content


def test_answers_that_nobody_asked(caller: Caller) -> None:
    """R049 R055: an answer to no question, no yes or no, an element not read back: each at its name."""
    ref, _ = draft(caller, goods_name="锂电池")
    answer = caller.post(f"/orders/{ref}/confirmation", {"screening": {"x": "no", "y": "perhaps"}})
    assert codes(answer) == {"screening.x": "not_a_choice", "screening.y": "not_yes_or_no"}
    answer = caller.post(f"/orders/{ref}/confirmation", {"read_back": ["reminder", "nonsense"]})
    assert codes(answer) == {"read_back.reminder": "not_a_choice", "read_back.nonsense": "not_a_choice"}


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"accepted_total": "viel"}, "accepted_total", "not_a_whole_number"),
        ({"accepted_total": 1.5}, "accepted_total", "not_a_whole_number"),
        ({"read_back": 7}, "read_back", "not_yes_or_no"),
        ({"readback": True}, "readback", "unknown_field"),
        ({"screening": []}, "screening", "not_an_object"),
        ([1], "", "not_an_object"),
    ],
)
def test_a_confirmation_that_cannot_be_read(caller: Caller, body: object, field: str, code: str) -> None:
    """R045: what has the wrong shape is refused at its name."""
    ref, _ = draft(caller)
    answer = caller.post(f"/orders/{ref}/confirmation", body)
    assert answer.status_code == 422, answer.content
    assert (answer.json()["errors"][0]["field"], answer.json()["errors"][0]["code"]) == (field, code)
