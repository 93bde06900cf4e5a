"""Deleting what is known of a customer who asks for it, from their card."""

from django.urls import reverse

from tests import ledger
from tests.factories import tickets as make
from yinuo.core import clock
from yinuo.customers.models import Customer, CustomerPhone
from yinuo.tickets import actions
from yinuo.tickets.models import SearchText, Ticket

DIALOG = {"HX-Request": "true", "HX-Target": "div#dialog"}


def a_customer() -> Customer:
    customer = make.customer()
    CustomerPhone.objects.create(customer=customer, digits="13800006621", tail="6621")
    actions.index_customer(customer)
    return customer


def test_a_customer_is_erased_once_they_proved_who_they_are(browse, manager, agent) -> None:
    customer = a_customer()
    ticket = make.ticket(customer=customer, customer_name="王先生", closed_at=clock.now())
    address = reverse("customer-erase", args=[customer.ref])
    assert browse(agent).get(address).status_code == 403
    assert "删除个人信息" not in browse(agent).get(reverse("customer", args=[customer.ref])).content.decode()
    client = browse(manager)
    assert "删除个人信息" in client.get(reverse("customer", args=[customer.ref])).content.decode()
    assert client.post(address, {"checked": ""}, headers=DIALOG).status_code == 422
    assert client.post(address, {"checked": "called_back"}).status_code == 302
    customer.refresh_from_db()
    assert (customer.name, customer.company, customer.address_as) == ("", "", "")
    assert not customer.phones.exists()
    assert not SearchText.objects.filter(kind="CUSTOMER").exists()
    assert Ticket.objects.get(pk=ticket.pk).customer_name == ""
    assert ledger.kinds()[-2:] == ["ticket.forgotten", "customer.erased"]
    assert (
        "王"
        not in client.get(reverse("customer", args=[customer.ref])).content.decode().partition("<main")[2]
    )


def test_what_is_open_or_held_is_not_erased(browse, manager) -> None:
    customer = a_customer()
    ticket = make.ticket(customer=customer, number="261120007")
    client, address = browse(manager), reverse("customer-erase", args=[customer.ref])
    refused = client.post(address, {"checked": "document"}, headers=DIALOG)
    assert refused.status_code == 422
    assert "261120007" in refused.content.decode()
    Ticket.objects.filter(pk=ticket.pk).update(closed_at=clock.now())
    hold = reverse("customer-hold", args=[customer.ref])
    assert client.post(hold, {"reason": "等法院"}).status_code == 302
    assert "等法院" in client.get(reverse("customer", args=[customer.ref])).content.decode()
    refused = client.post(address, {"checked": "document"}, headers=DIALOG)
    assert "暂停删除" in refused.content.decode()
    assert client.post(hold, {}).status_code == 302
    assert client.post(address, {"checked": "document"}).status_code == 302
    assert not customer.phones.exists()
