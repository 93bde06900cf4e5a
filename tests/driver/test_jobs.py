"""What a driver says of a job, through the pages: each thing once, whatever the network does."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from tests.driver.conftest import DELIVERED, JSON, PICKED, Browse, at, key, left, take_away
from tests.factories import orders as make
from tests.factories.pictures import bomb, picture, with_place
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.orders import actions
from yinuo.orders.models import Collection, Order, OrderException, Stage, VehicleNow
from yinuo.staff.models import Person
from yinuo.tickets.models import Attachment, Note

QUEUED = {"Accept": JSON}


def stage(order: Order) -> str:
    """Where it stands now."""
    return str(make.again(order).ticket.stage)


def events(order: Order, kind: str) -> int:
    """How often that happened."""
    return Event.objects.filter(ticket_id=order.pk, kind=kind).count()


def test_a_whole_job_without_scripts(phone: Client, order: Order) -> None:
    """Accept, pick up, on the way, deliver, be paid: plain forms and redirects (R075, R087, R088, R035)."""
    page = phone.get("/d/").content.decode()
    assert [word for word in ("新任务", "江宁汽配城B区12号", "到付") if word not in page] == []
    assert phone.post(at(order, "acceptance/"), {"form_key": key()})["Location"] == at(order)
    assert stage(order) == Stage.ACCEPTED
    assert "去提货" in phone.get(at(order)).content.decode()
    answer = phone.post(at(order, "pickup/"), {"form_key": key(), **PICKED, "photos": picture()})
    assert answer["Location"] == at(order)
    assert stage(order) == Stage.PICKED_UP
    phone.post(at(order, "run/"), {"form_key": key()})
    assert stage(order) == Stage.OUT_FOR_DELIVERY
    due = left(order)
    said = {
        "form_key": key(),
        "signed_by": "马先生",
        "way": "WECHAT",
        "amount": str(int(due) // 100),
        "left": due,
    }
    phone.post(at(order, "deliver/"), {**said, "signature": picture(), "receipt": "on"})
    done = make.again(order)
    assert (done.ticket.stage, done.signed_by, done.freight_left) == (Stage.DELIVERED, "马先生", 0)
    assert done.receipt_taken_at is not None
    assert Collection.objects.get(order=done).way == "WECHAT"
    assert {row.purpose for row in Attachment.objects.filter(ticket=done.ticket)} == {"pickup", "signature"}
    list_of_today = phone.get("/d/done/").content.decode()
    assert "已送达" in list_of_today
    assert "货场3号门" not in list_of_today
    assert set(
        Event.objects.filter(ticket_id=order.pk, door="driver").values_list("actor_id", flat=True)
    ) == {done.driver_id}


def test_the_same_form_twice_is_done_once(phone: Client, accepted: Order) -> None:
    """The reply was lost and the queue sends it again: the same answer, one event, one photo."""
    said = {"form_key": key(), **PICKED}
    answers = [
        phone.post(at(accepted, "pickup/"), {**said, "waited": wait, "photos": picture()}, headers=QUEUED)
        for wait in (1, 5, 700)
    ]
    assert [one.status_code for one in answers] == [200, 200, 200]
    assert answers[0].json() == answers[1].json() == answers[2].json()
    assert events(accepted, "order.picked_up") == 1
    assert Attachment.objects.filter(ticket=accepted.ticket).count() == 1


def test_what_waited_for_a_network_says_when_it_was_pressed(phone: Client, accepted: Order) -> None:
    """10:00 less half an hour stands on the record, so that nobody is blamed for the network."""
    said = {"form_key": key(), **PICKED, "waited": "1800"}
    phone.post(at(accepted, "pickup/"), said, headers=QUEUED)
    note = Note.objects.get(ticket=accepted.ticket)
    assert "09:30" in note.text
    assert "30 分钟后" in note.text


def test_money_sent_twice_is_counted_once(phone: Client, collected: Order) -> None:
    """Also when the second comes after the first was answered and all of it is paid."""
    due = left(collected)
    said = {"form_key": key(), **DELIVERED, "amount": str(int(due) // 100), "left": due}
    for _ in range(2):
        assert phone.post(at(collected, "deliver/"), said, headers=QUEUED).status_code == 200
    assert Collection.objects.filter(order=collected).count() == 1
    assert make.again(collected).freight_left == 0


def test_another_content_under_the_same_key_is_told(phone: Client, accepted: Order) -> None:
    """Nothing is swallowed: the phone hears that the form was sent before (409)."""
    form = key()
    assert (
        phone.post(at(accepted, "pickup/"), {"form_key": form, **PICKED}, headers=QUEUED).status_code == 200
    )
    other = phone.post(at(accepted, "pickup/"), {"form_key": form, **PICKED, "pieces": "12"}, headers=QUEUED)
    assert other.status_code == 409
    assert make.again(accepted).pieces_picked_up == 15


def test_a_second_device_says_something_else(
    phone: Client, accepted: Order, browse: Browse, driver: Person
) -> None:
    """The first count stands, the second phone is told which (409); the same count is taken as done."""
    phone.post(at(accepted, "pickup/"), {"form_key": key(), **PICKED, "pieces": "14"}, headers=QUEUED)
    second = browse(driver)
    same = second.post(at(accepted, "pickup/"), {"form_key": key(), **PICKED, "pieces": "14"}, headers=QUEUED)
    other = second.post(at(accepted, "pickup/"), {"form_key": key(), **PICKED}, headers=QUEUED)
    assert (same.status_code, other.status_code) == (200, 409)
    assert "14" in other.json()["text"]
    assert events(accepted, "order.picked_up") == 1


def test_a_form_that_was_refused_may_be_sent_again_corrected(phone: Client, accepted: Order) -> None:
    """Under the same key: what failed left nothing behind."""
    said = {"form_key": key(), **PICKED}
    wrong = phone.post(at(accepted, "pickup/"), {**said, "pieces": "0"}, headers=QUEUED)
    assert wrong.status_code == 422
    assert wrong.json()["text"]
    assert phone.post(at(accepted, "pickup/"), said, headers=QUEUED).status_code == 200


def test_the_job_was_taken_away_meanwhile(
    phone: Client, accepted: Order, agent: Person, second_driver: Person
) -> None:
    """What waited on the phone is not done, and says why; nothing of it stays."""
    take_away(accepted, second_driver, agent)
    told = phone.post(
        at(accepted, "pickup/"), {"form_key": key(), **PICKED, "photos": picture()}, headers=QUEUED
    )
    assert told.status_code == 409
    assert "不在你手上" in told.json()["text"]
    assert "刘洋" in told.json()["text"]
    assert not Attachment.objects.filter(ticket=accepted.ticket).exists()


def test_declined_with_a_reason_it_is_gone_and_the_reply_may_be_lost(phone: Client, order: Order) -> None:
    """The dispatcher has it again; the same form sent again hears the same, though the job is gone."""
    page = phone.get(at(order, "declining/")).content.decode()
    assert "车已装满" in page
    assert phone.post(at(order, "declining/"), {"form_key": key()}, headers=QUEUED).status_code == 422
    said = {"form_key": key(), "reason": "full"}
    for _ in range(2):
        told = phone.post(at(order, "declining/"), said, headers=QUEUED)
        assert (told.status_code, told.json()["next"]) == (200, "/d/")
    assert stage(order) == Stage.CONFIRMED
    assert events(order, "order.declined") == 1
    assert phone.get(at(order)).status_code == 409


def test_an_exception_with_its_cause_and_photo(phone: Client, collected: Order) -> None:
    """From the manual's list (R088); the dispatcher and the desk see it on the order."""
    page = phone.get(at(collected, "late/")).content.decode()
    assert "道路封闭或修路" in page
    said = {"form_key": key(), "cause": "road_closed", "note": "绕行 20 公里"}
    for _ in range(2):
        phone.post(at(collected, "late/"), {**said, "photos": with_place()}, headers=QUEUED)
    noted = OrderException.objects.get(order=collected)
    assert (noted.cause, noted.is_objective, noted.note) == ("road_closed", True, "绕行 20 公里")
    assert Attachment.objects.get(ticket=collected.ticket).purpose == "exception"
    assert "道路封闭或修路" in phone.get(at(collected)).content.decode()


def test_damage_is_noted_with_the_pick_up(phone: Client, accepted: Order) -> None:
    """Broken packing is an exception of the manual's, in the same step."""
    said = {"form_key": key(), **PICKED, "packing": "damaged", "note": "两箱压扁"}
    assert phone.post(at(accepted, "pickup/"), said, headers=QUEUED).status_code == 200
    assert OrderException.objects.get(order=accepted).cause == "damaged"
    assert stage(accepted) == Stage.PICKED_UP


def test_fewer_pieces_and_another_weight_are_kept_beside_the_order(phone: Client, accepted: Order) -> None:
    """The count at the door and the price that follows (R035)."""
    said = {"form_key": key(), **PICKED, "pieces": "12", "weight_g": "160", "waybill": "YD88001"}
    phone.post(at(accepted, "pickup/"), said)
    row = make.again(accepted)
    assert (row.pieces, row.pieces_picked_up, row.ticket.waybill) == (15, 12, "YD88001")
    assert row.recount


def test_freight_paid_in_advance_is_collected_at_the_pick_up(
    desk: object, agent: Person, phone: Client
) -> None:
    """How it was paid has to be said, that nothing came too (R035, R036)."""
    order = actions.accept(order=make.dispatched(agent, payment="先付"), by=agent)
    due = make.again(order).due_at_pickup
    assert due
    said = {"form_key": key(), **PICKED, "left": str(due), "amount": str(due // 100)}
    silent = phone.post(at(order, "pickup/"), said, headers=QUEUED)
    assert silent.status_code == 422
    assert "没收到" in silent.json()["text"]
    assert phone.post(at(order, "pickup/"), {**said, "way": "CASH"}, headers=QUEUED).status_code == 200
    assert make.again(order).freight_left == 0


def test_without_signature_and_photo_there_is_a_reason(phone: Client, collected: Order) -> None:
    """Proof of delivery is asked for; where none is possible a sentence stands for it."""
    said = {"form_key": key(), "signed_by": "马先生", "way": "NONE"}
    assert phone.post(at(collected, "deliver/"), said, headers=QUEUED).status_code == 422
    answer = phone.post(at(collected, "deliver/"), {**said, "note": "门卫代收，不肯签"}, headers=QUEUED)
    assert answer.status_code == 200
    row = make.again(collected)
    assert row.freight_left == row.freight_due
    assert "还差" in phone.get("/d/done/").content.decode()


@pytest.mark.parametrize("hostile", ["bomb", "text", "empty"])
def test_hostile_files_are_refused_in_words(phone: Client, accepted: Order, hostile: str) -> None:
    """Nothing is done with the rest of the form either; corrected it goes through (422, then 200)."""
    files = {"bomb": bomb(), "text": BytesIO(b"<script>alert(1)</script>"), "empty": BytesIO(b"")}
    file = files[hostile]
    file.name = "photo.jpg"  # type: ignore[attr-defined]
    form = key()
    told = phone.post(at(accepted, "pickup/"), {"form_key": form, **PICKED, "photos": file}, headers=QUEUED)
    assert told.status_code == 422
    assert told.json()["text"]
    assert stage(accepted) == Stage.ACCEPTED
    assert (
        phone.post(at(accepted, "pickup/"), {"form_key": form, **PICKED}, headers=QUEUED).status_code == 200
    )


def test_photos_are_seen_by_their_driver_alone(
    phone: Client, accepted: Order, second_driver: Person, browse: Browse
) -> None:
    """Shown without the place where they were taken, never from a static path."""
    phone.post(at(accepted, "pickup/"), {"form_key": key(), **PICKED, "photos": with_place()})
    photo = Attachment.objects.get(ticket=accepted.ticket)
    address = at(accepted, f"photos/{photo.pk}/")
    answer = phone.get(address)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert (answer.status_code, answer["X-Content-Type-Options"]) == (200, "nosniff")
    assert b"SecretPhoneMaker" not in content
    assert browse(second_driver).get(address).status_code == 404
    assert phone.get(at(accepted, "photos/999999/")).status_code == 404


def test_a_form_without_a_key_does_nothing(phone: Client, accepted: Order) -> None:
    """What might be doubled is not done at all."""
    assert phone.post(at(accepted, "pickup/"), PICKED, headers=QUEUED).status_code == 422
    assert stage(accepted) == Stage.ACCEPTED


def test_positions_need_consent_and_a_job(phone: Client, accepted: Order, driver: Person) -> None:
    """Refused before the driver agreed; taken after; told to stop when nothing is open (R090)."""

    def send() -> Any:
        points = [
            {"lat": 31.95, "lon": 118.84, "at": clock.now().timestamp() * 1000, "accuracy": 12, "speed": 8.5}
        ]
        return phone.post("/d/positions/", {"points": json.dumps(points)}, headers=QUEUED)

    assert send().status_code == 409
    phone.post("/d/me/consent/", {"agree": "yes"})
    told = send()
    assert (told.status_code, told.json()["goes_on"]) == (200, True)
    assert VehicleNow.objects.get().driver_id == driver.pk
    phone.post("/d/me/consent/", {"agree": "no"})
    assert send().status_code == 409
    driver.refresh_from_db()
    assert driver.position_consent_at is None


@pytest.mark.parametrize(
    "points",
    ["", "[]x", "{}", '[{"lat":1}]', '[{"lat":"a","lon":1,"at":1}]', "[1]", '[{"lat":1,"lon":1,"at":1e400}]'],
)
def test_hostile_positions_are_refused(phone: Client, accepted: Order, points: str) -> None:
    """422, and nothing breaks."""
    phone.post("/d/me/consent/", {"agree": "yes"})
    answer = phone.post("/d/positions/", {"points": points}, headers=QUEUED)
    assert answer.status_code in (200, 422)
