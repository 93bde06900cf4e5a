"""Why: chosen from the manual's list, or said in one's own words, and said once."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from tests.desk.tickets import parts
from tests.desk.tickets.test_acts import local, press
from tests.factories import orders as make
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.orders import actions as orders
from yinuo.promises import actions

pytestmark = pytest.mark.django_db


def later(minutes: float) -> datetime:
    """A moment in so many minutes."""
    return clock.now() + timedelta(minutes=minutes)


@pytest.mark.parametrize(("verb", "typed"), [("pause", {}), ("move", {"due_at": 90}), ("assign", {"to": 0})])
def test_the_manuals_reasons_are_the_choices(order, agent, mate, browse, verb, typed) -> None:
    """R088: chosen from the list; the event carries the key, its detail what was said; 其他 needs words."""
    given = actions.give_word(ticket=order.ticket, label="回电", due_at=later(60), by=agent)
    ticket, address = order.ticket, reverse("promise-act", args=[given.pk, verb])
    address = reverse("ticket-assign", args=[ticket.ref]) if verb == "assign" else address
    said = {name: str(mate.pk) if name == "to" else local(minutes) for name, minutes in typed.items()}
    client = browse(agent)
    assert press(client, address, **said, reason="随便写的").status_code == 422
    refused = press(client, address, **said, reason="other")
    assert refused.status_code == 422
    assert 'id="id_note-err"' in parts.text(refused)
    assert press(client, address, **said, reason="other", note="桥断了").status_code in (204, 302)
    kind = "ticket.assigned" if verb == "assign" else f"promise.{verb}d"
    event = Event.objects.select_related("detail").get(kind=kind)
    assert event.data["reason"] == "other"
    assert event.detail.values["reason"] == "桥断了"
    assert "note" not in event.detail.values


def test_a_paused_promise_can_be_moved(order, agent, browse) -> None:
    """R088: while it waits, another time can be agreed."""
    given = actions.give_word(ticket=order.ticket, label="回电", due_at=later(60), by=agent)
    actions.pause(given, "customer_answer", agent)
    client, address = browse(agent), reverse("promise-act", args=[given.pk, "move"])
    assert address in parts.text(client.get(reverse("promise", args=[given.pk]), headers=parts.DIALOG))
    assert press(client, address, due_at=local(120), reason="agreed_new_time").status_code == 204
    given.refresh_from_db()
    assert (given.is_paused, given.moved_reason) == (True, "和客户另约了时间")


def test_a_reason_of_ones_own_is_said_once(order, agent, browse) -> None:
    """R074: a manual without a list takes words; the record says them once, and never the key."""
    orders.pick_up(order=orders.accept(order=order, by=agent), by=agent)
    client, ref = browse(agent), order.ticket.ref
    lost = orders.lose(order=make.again(order), reason="other", note="找不到", by=agent)
    assert (lost.ended_reason, lost.change_reason) == ("other", "找不到")
    page = parts.text(client.get(f"/desk/{ref}/"))
    assert page.count("找不到") == 1
    assert "other 找不到" not in page
    details = parts.text(client.get(f"/desk/{ref}/?tab=details"))
    assert "找不到 找不到" not in details


def test_own_words_that_are_too_long_name_no_empty_list(order, agent, browse) -> None:
    """R070: how long it is and what to do; there is no field of the ticket to blame."""
    address = reverse("order-message", args=[order.ticket.ref, "driver"])
    page = parts.text(browse(agent).post(address, {"text": "长" * 90, "form_key": "k"}, headers=parts.DIALOG))
    assert "请缩短，或确认分 2 条发送" in page
    assert "最长的是" not in page
