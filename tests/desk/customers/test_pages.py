"""The customers' pages: masked, changed at a version, found by every number."""

import pytest
from django.urls import reverse

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from yinuo.customers import actions
from yinuo.customers.models import Customer

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(desk: object, agent: object) -> Customer:
    known = actions.know(phone="13800006621", by=None, name="王建国", company="宏远汽配", address_as="王建国")
    place = actions.Place("PICKUP", "江宁区汽配路12号B区", "王建国", "13800006621")
    actions.use_addresses(known, place)
    return known


def page(client, customer: Customer, name: str = "customer", **headers):
    return client.get(reverse(name, args=[customer.ref]), headers=headers or None)


def test_a_list_hides_what_is_personal(customer, agent, browse) -> None:
    """R340: names keep their surname, numbers their ends, addresses their street."""
    client = browse(agent)
    for answer in (client.get(reverse("customers")), page(client, customer)):
        said = parts.text(answer)
        assert "王**" in said
        assert "宏远汽配" in said
        assert "王建国" not in said
        assert "13800006621" not in said
    assert "江宁区汽配路****" in parts.text(page(client, customer))


def test_drivers_know_no_customers(customer, driver, browse) -> None:
    client = browse(driver)
    assert client.get(reverse("customers")).status_code == 403
    assert page(client, customer).status_code == 403
    assert reverse("customers") not in parts.text(client.get(reverse("workbench")))


def test_an_unknown_customer_is_not_found(desk, agent, browse) -> None:
    assert browse(agent).get(reverse("customer", args=["nobody"])).status_code == 404


def test_what_is_known_is_changed(customer, agent, browse) -> None:
    """R268: by an action, at the version that was read."""
    client, address = browse(agent), reverse("customer-edit", args=[customer.ref])
    form = browsing.form(client.get(address, headers=parts.DIALOG), address)
    done = client.post(address, form.filled(habits="上午送到"), headers=parts.DIALOG)
    assert done["HX-Redirect"] == reverse("customer", args=[customer.ref])
    customer.refresh_from_db()
    assert customer.habits == "上午送到"


def test_two_at_once_see_both_versions(customer, agent, mate, browse) -> None:
    """Nothing is overwritten silently: the second is shown what the first wrote, and may insist."""
    client, address = browse(agent), reverse("customer-edit", args=[customer.ref])
    form = browsing.form(client.get(address, headers=parts.DIALOG), address)
    browse(mate).post(address, form.filled(habits="下午送到"), headers=parts.DIALOG)
    refused = client.post(address, form.filled(habits="上午送到"), headers=parts.DIALOG)
    assert refused.status_code == 422
    assert "下午送到" in parts.text(refused)
    assert 'value="上午送到"' in parts.text(refused)
    again = browsing.form(refused, address)
    assert client.post(address, again.values, headers=parts.DIALOG).status_code == 204
    customer.refresh_from_db()
    assert customer.habits == "上午送到"


def test_an_agent_calls_nobody_a_key_customer(customer, agent, team_leader, browse) -> None:
    address = reverse("customer-edit", args=[customer.ref])
    for person, level in ((agent, "NORMAL"), (team_leader, "KEY")):
        client = browse(person)
        form = browsing.form(client.get(address, headers=parts.DIALOG), address)
        client.post(address, form.filled(level="KEY"), headers=parts.DIALOG)
        customer.refresh_from_db()
        assert customer.level == level


def test_one_more_number_leads_to_them(customer, agent, browse) -> None:
    client, address = browse(agent), reverse("customer-phone", args=[customer.ref])
    wrong = client.post(address, {"phone": "12"}, headers=parts.DIALOG)
    assert wrong.status_code == 422
    assert 'id="id_phone-err"' in parts.text(wrong)
    assert client.post(address, {"phone": "025-8800 1100"}, headers=parts.DIALOG).status_code == 204
    assert "025-****1100" in parts.text(page(client, customer))


def test_a_number_of_somebody_else_is_refused_in_words(customer, agent, browse) -> None:
    actions.know(phone="13900001111", by=None, address_as="刘女士")
    address = reverse("customer-phone", args=[customer.ref])
    refused = browse(agent).post(address, {"phone": "13900001111"}, headers=parts.DIALOG)
    assert refused.status_code == 422
    assert 'role="alert"' in parts.text(refused)


def test_pages_of_customers_turn_by_cursor(desk, agent, browse) -> None:
    for n in range(55):
        actions.know(phone=f"139{n:08}", by=None, address_as=f"第{n}位")
    client = browse(agent)
    first = parts.text(client.get(reverse("customers")))
    older = first.split("cursor=")[1].split('"')[0]
    assert parts.text(client.get(f"{reverse('customers')}?cursor={older}")).count("<tr>") == 5 + 1
    assert client.get(f"{reverse('customers')}?cursor=nonsense").status_code == 200


def test_an_agreement_is_chosen_on_the_card(customer, agent, manager, browse) -> None:
    """R056: of those that the tables know, by whoever may; the card says how it stands with it."""
    address = reverse("customer-edit", args=[customer.ref])
    for person, chosen in ((agent, ""), (manager, "年度协议 5%")):
        client = browse(person)
        form = browsing.form(client.get(address, headers=parts.DIALOG), address)
        client.post(address, form.filled(agreement="年度协议 5%"), headers=parts.DIALOG)
        customer.refresh_from_db()
        assert customer.agreement == chosen
    assert "按协议“年度协议 5%”计价" in parts.text(page(client, customer))
    form = browsing.form(client.get(address, headers=parts.DIALOG), address)
    wrong = client.post(address, form.filled(agreement="没有这个"), headers=parts.DIALOG)
    assert wrong.status_code == 422
