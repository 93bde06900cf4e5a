"""保存期限: how long data is kept here, what is held, what went."""

import re

import pytest
from django.urls import reverse

from tests import ledger
from tests.factories import tickets as make
from yinuo.core import clock, keeping
from yinuo.core.models import Hold, Retention
from yinuo.customers.models import Customer
from yinuo.desk.settings import retention
from yinuo.wiring import keeping as wired

DIALOG = {"HX-Request": "true", "HX-Target": "div#dialog"}


def page(client) -> str:
    return client.get(reverse("settings-retention")).content.decode()


def test_every_class_has_words() -> None:
    """What the wiring keeps, the page can name."""
    assert {one.key for one in wired.CLASSES} == set(retention.WORDS)


def test_each_class_is_shown_with_its_period_and_what_would_go(admin, frozen) -> None:
    make.tickets(3, closed_at=clock.now())
    frozen.move(days=37 * 31)
    shown = page(admin)
    row = next(one for one in re.findall(r"<tr>.*?</tr>", shown, re.S) if "已完结的工单" in one)
    assert "36 个月" in row
    assert re.search(r'<td class="num">3</td>', row)
    keeping.work(clock.now(), 60)
    row = next(one for one in re.findall(r"<tr>.*?</tr>", page(admin), re.S) if "已完结的工单" in one)
    assert re.search(r'<td class="num">0</td>', row)
    assert "3 条" in row


def test_the_page_asks_no_more_for_more(admin, frozen, django_assert_max_num_queries) -> None:
    keeping.hold(make.ticket(), reason="仲裁", by=None)
    with django_assert_max_num_queries(30) as few:
        page(admin)
    make.tickets(20, closed_at=clock.now())
    for ticket in make.tickets(5):
        keeping.hold(ticket, reason="仲裁", by=None, ticket=ticket)
    with django_assert_max_num_queries(len(few)):
        page(admin)


def test_only_the_administrator_changes_a_period_and_never_below_the_law(admin, browse, manager) -> None:
    address = reverse("settings-retention-edit", args=["notices"])
    assert admin.post(address, {"months": "24"}).status_code == 302
    assert Retention.objects.get(key="notices").months == 24
    assert ledger.kinds()[-1] == "retention.changed"
    refused = admin.post(address, {"months": "5"}, headers=DIALOG)
    assert refused.status_code == 422
    assert "至少保存 6 个月" in refused.content.decode()
    assert browse(manager).post(address, {"months": "7"}).status_code == 403
    assert admin.get(reverse("settings-retention-edit", args=["nothing"])).status_code == 404
    assert Retention.objects.get(key="notices").months == 24


def test_a_ticket_is_held_from_its_page_and_lifted_from_here(browse, manager, agent) -> None:
    ticket = make.ticket(owner=agent, number="261120001")
    address = reverse("ticket-hold", args=[ticket.ref])
    assert browse(agent).get(address).status_code == 403
    client = browse(manager)
    assert client.post(address, {"reason": ""}, headers=DIALOG).status_code == 422
    assert client.post(address, {"reason": "等仲裁"}).status_code == 302
    held = Hold.objects.get()
    assert (held.reason, held.by_id, held.subject_id) == ("等仲裁", manager.pk, ticket.pk)
    shown = page(client)
    assert "等仲裁" in shown
    assert "261120001" in shown
    assert "等仲裁" in client.get(address).content.decode()
    assert client.post(reverse("settings-hold-lift", args=[held.pk])).status_code == 302
    assert "等仲裁" not in page(client)
    assert ledger.kinds()[-2:] == ["hold.placed", "hold.lifted"]


@pytest.mark.parametrize("role", ["AGENT", "DRIVER", "COLLEAGUE"])
def test_others_do_not_get_in(browse, everybody, role) -> None:
    assert browse(everybody[role]).get(reverse("settings-retention")).status_code == 403
    assert Customer.objects.count() == 0
