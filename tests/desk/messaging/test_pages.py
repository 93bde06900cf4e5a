"""Outbox, in-page telephone, reminders and the bell."""

import pytest
from django.urls import reverse

from tests.desk.tickets import parts
from tests.factories import orders as make
from yinuo.core import db
from yinuo.messaging import actions
from yinuo.messaging.models import Notice, Reminder
from yinuo.staff import queries as staff
from yinuo.staff.models import Company, Person

pytestmark = pytest.mark.django_db
LINE = {"code": "promise.broken", "number": "261120001", "label": "安排车辆", "task": "打电话催", "due": ""}


def remind(person: Person, ref: str = "", **more: str) -> None:
    with db.transaction():
        actions.remind(person, {**LINE, "ticket": ref, **more}, urgent=True)


def test_the_outbox_tells_what_went_to_whom_but_not_what_it_says(order, agent, browse) -> None:
    """R340: the words of a message are personal; they stand on the ticket, for who may see them."""
    page = parts.text(browse(agent).get(reverse("outbox")))
    assert order.ticket.number in page
    assert "已发出" in page
    assert "业务单短信" in page
    slip = Notice.objects.filter(key="slip").first()
    assert slip.text not in page
    assert "13800006621" not in page


def test_the_outbox_is_narrowed_by_state(order, agent, browse) -> None:
    client = browse(agent)
    assert "还没有短信" in parts.text(client.get(reverse("outbox"), {"state": "GIVEN_UP"}))
    assert order.ticket.number in parts.text(client.get(reverse("outbox"), {"state": "no such"}))


def test_the_outbox_asks_for_itself_alone(order, agent, browse) -> None:
    part = {"HX-Request": "true", "HX-Target": "desk-region#outbox"}
    assert parts.text(browse(agent).get(reverse("outbox"), headers=part)).lstrip().startswith("<desk-region")


def test_strangers_and_drivers_see_none(order, outsider, driver, browse) -> None:
    """R340"""
    assert order.ticket.number not in parts.text(browse(outsider).get(reverse("outbox")))
    assert browse(driver).get(reverse("outbox")).status_code == 403


def test_what_was_given_up_is_sent_again_once(desk, agent, driver, browse) -> None:
    """A message that could not leave says why; sending again leads to the number the person has now."""
    Person.objects.filter(pk=driver.pk).update(phone="13900000000")
    order = make.dispatched(agent)
    lost = Notice.objects.get(state=Notice.State.GIVEN_UP)
    client = browse(agent)
    page = parts.text(client.get(reverse("outbox"), {"state": "GIVEN_UP"}))
    assert "号码不存在" in page
    assert reverse("notice-again", args=[lost.pk]) in parts.text(
        client.get(f"/desk/{order.ticket.ref}/?tab=messages")
    )
    Person.objects.filter(pk=driver.pk).update(phone="13905270001")
    for _ in range(2):
        assert client.post(reverse("notice-again", args=[lost.pk]), headers=parts.DIALOG).status_code == 204
    assert Notice.objects.filter(first=lost).count() == 1
    make.send()
    assert Notice.objects.get(first=lost).address == "13905270001"
    assert reverse("notice-again", args=[lost.pk]) not in parts.text(client.get(reverse("outbox")))


def test_a_strangers_message_is_not_sent_again(order, outsider, browse) -> None:
    slip = Notice.objects.filter(key="slip").first()
    assert browse(outsider).post(reverse("notice-again", args=[slip.pk])).status_code == 404


def test_the_telephone_in_the_page_shows_what_arrived(order, agent, driver, browse) -> None:
    """The pretend sender: the driver's telephone shows the slip as it was sent."""
    assert browse(agent).get(reverse("phone")).status_code == 404
    Company.objects.update(is_demo=True)
    staff.forget()
    page = parts.text(browse(agent).get(reverse("phone"), {"to": driver.staff_number}))
    slip = Notice.objects.filter(key="slip", to_person=driver).first()
    assert slip.text in page
    assert driver.name in page


def test_a_driver_sees_their_own_telephone_only(order, driver, dispatcher, browse) -> None:
    page = parts.text(browse(driver).get(reverse("phone"), {"to": dispatcher.staff_number}))
    assert dispatcher.name not in page
    assert driver.name in page


def test_who_has_no_telephone_finds_none(desk, colleague, browse) -> None:
    assert browse(colleague).get(reverse("phone")).status_code == 404


def test_reminders_lead_to_their_tickets_and_are_read(order, agent, browse) -> None:
    remind(agent, order.ticket.ref)
    client = browse(agent)
    page = parts.text(client.get(reverse("reminders")))
    assert "超时 · 安排车辆" in page
    assert "打电话催" in page
    assert reverse("ticket", args=[order.ticket.ref]) in page
    assert client.get(reverse("reminders-read")).status_code == 405
    client.post(reverse("reminders-read"))
    assert "未读" not in parts.text(client.get(reverse("reminders"))).split("<main")[1]
    assert not Reminder.objects.filter(person=agent, read_at__isnull=True).exists()


def test_ones_reminders_are_ones_own(order, agent, mate, browse) -> None:
    remind(agent, order.ticket.ref)
    assert "打电话催" not in parts.text(browse(mate).get(reverse("reminders")))


def test_the_bell_counts_and_listens(order, agent, browse) -> None:
    client = browse(agent)
    before = parts.text(client.get(reverse("bell"), headers=parts.DIALOG))
    assert f'on="reminders-{agent.pk}"' in before
    remind(agent, order.ticket.ref)
    unread = Reminder.objects.filter(person=agent, read_at__isnull=True).count()
    after = parts.text(client.get(reverse("bell"), headers=parts.DIALOG))
    assert f'aria-label="通知，{unread} 条未读"' in after
    assert after.count("<desk-region") == 1


def test_a_forged_cursor_is_told_in_words(desk, agent, browse) -> None:
    for name in ("outbox", "reminders", "approvals"):
        assert browse(agent).get(reverse(name), {"cursor": "abc"}).status_code == 422


def test_a_hand_over_of_several_promises_is_one_line(order, agent, browse) -> None:
    """R093: the one due first, and how many there are."""
    remind(agent, order.ticket.ref, code="promise.handed_on", together="4")
    assert "承诺交给下一位 · 安排车辆等 4 个承诺" in parts.text(browse(agent).get(reverse("reminders")))
