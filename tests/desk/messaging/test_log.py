"""The log of short messages: both ways, by gateway, what was tried, what it cost, what came of an answer."""

import pytest
from django.urls import reverse

from tests.desk.tickets import parts
from tests.factories import messaging as rows
from tests.factories import orders as make
from tests.messaging.pipeline.conftest import DOWN, gateway
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.messaging import actions
from yinuo.messaging.models import Notice
from yinuo.messaging.senders import Reply
from yinuo.orders import actions as orders

pytestmark = pytest.mark.django_db
STRANGER = "13900008888"


def heard(text: str, address: str, name: str = "r1") -> None:
    """A message comes in, and what it asks for is done."""
    actions.note_replies("gw", [Reply(name, address, text, clock.now())])
    orders.answer_replies(clock.now())


def test_what_was_tried_and_what_it_cost(order, agent, browse) -> None:
    """R063: gateway, every try with its reason, parts, receipt and cost; on the ticket as well."""
    one, two = gateway(DOWN), gateway(DOWN, 2)
    at = "2026-11-20T02:00:00+00:00"
    rows.notice(
        order.ticket,
        state=Notice.State.DELIVERED,
        gateway=two.ref,
        delivered_at=clock.now(),
        cost=45,
        wake_at=None,
        perhaps_twice=True,
        route=[
            {"gateway": one.ref, "error": "gateway_down", "at": at},
            {"gateway": two.ref, "error": "", "at": at},
        ],
    )
    client = browse(agent)
    for page in (
        client.get(reverse("outbox"), {"gateway": two.ref}),
        client.get(f"/desk/{order.ticket.ref}/?tab=messages"),
    ):
        told = parts.text(page)
        for said in ("网关2", "网关1：没有发出", "已接收", "0.045 元", "10:00:00 送达", "可能收到两次"):
            assert said in told, said
    assert "0.045" not in parts.text(client.get(reverse("outbox"), {"gateway": one.ref}))


def test_an_answer_stands_in_the_timeline(order, agent, driver, browse) -> None:
    """R087: what the driver wrote, how it was read and what came of it; in the log without its words."""
    heard("3", driver.phone)
    ticket = parts.text(browse(agent).get(f"/desk/{order.ticket.ref}/"))
    assert "收到短信" in ticket
    assert "已提货 · 已办" in ticket
    log = parts.text(browse(agent).get(reverse("outbox"), {"way": "in"}))
    assert order.ticket.number in log
    assert driver.name in log
    assert "已提货 · 已办" in log


def test_why_an_answer_came_to_nothing(order, agent, driver, browse) -> None:
    """R075: refused by state, in words."""
    orders.cancel(order=make.again(order), reason="not_ready", asked_by="王先生", by=agent)
    heard("1", driver.phone)
    assert "业务单已经到了别的一步" in parts.text(browse(agent).get(reverse("outbox"), {"way": "in"}))


def test_words_are_for_who_may_read_them(order, agent, driver, outsider, browse) -> None:
    """R340: they stand on the ticket; in no list, and not for strangers."""
    heard("马先生的门锁了", driver.phone)
    assert "马先生的门锁了" in parts.text(browse(agent).get(f"/desk/{order.ticket.ref}/?tab=messages"))
    assert "门锁了" not in parts.text(browse(agent).get(reverse("outbox"), {"way": "in"}))
    assert order.ticket.number not in parts.text(browse(outsider).get(reverse("outbox"), {"way": "in"}))


def test_a_stranger_is_for_who_leads(desk, agent, team_leader, browse) -> None:
    """R340: masked in the list; opening it is an act that is recorded."""
    heard("你们还招司机吗", STRANGER)
    assert "还没有短信" in parts.text(browse(agent).get(reverse("outbox"), {"way": "in"}))
    client = browse(team_leader)
    page = parts.text(client.get(reverse("outbox"), {"way": "in"}))
    assert "139****8888" in page
    assert STRANGER not in page
    pk = Event.objects.get(kind="message.received").subject_id
    opened = parts.text(client.post(reverse("incoming-open", args=[pk]), headers=parts.DIALOG))
    assert STRANGER in opened
    assert "你们还招司机吗" in opened
    assert Event.objects.get(kind="message.seen").actor_id == team_leader.pk
    assert browse(agent).post(reverse("incoming-open", args=[pk])).status_code == 403
    assert client.get(reverse("incoming-open", args=[pk])).status_code == 405


def test_a_page_asks_the_same_whatever_its_length(
    order, manager, browse, django_assert_max_num_queries
) -> None:
    """Thirty rows cost what three do."""
    client = browse(manager)
    client.get(reverse("outbox"))
    for count in (2, 25):
        rows.notices(count, order.ticket)
        with django_assert_max_num_queries(14):
            client.get(reverse("outbox"))


def test_customers_names_are_not_for_everybody(order, agent, auditor, browse) -> None:
    """R025 R027: our own people by name; a customer by surname, in the ticket too unless seen in full."""
    rows.notice(order.ticket, key="customer_number", to_name="王建国先生", to_person=None)
    for page in (
        browse(auditor).get(reverse("outbox")),
        browse(auditor).get(f"/desk/{order.ticket.ref}/?tab=messages"),
    ):
        assert "王建国" not in parts.text(page)
        assert "王**先生" in parts.text(page)
    assert "王建国先生" in parts.text(browse(agent).get(f"/desk/{order.ticket.ref}/?tab=messages"))
