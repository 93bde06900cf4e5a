"""The order form: what it asks, keeps, judges and refuses."""

import pytest
from django.urls import reverse

from tests.desk.orders import browsing
from tests.factories import customers, staff
from tests.factories import orders as make
from yinuo.customers.models import CustomerAddress
from yinuo.orders import actions
from yinuo.orders.models import Order, Stage
from yinuo.staff.models import Role
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db
NEW = "/orders/new/"


def opened(client):
    """A blank sheet, as it came."""
    return browsing.form(client.get(NEW))


def save(client, form, **typed):
    """The draft as the page saves it by itself."""
    return client.post("/orders/new/draft/?auto=1", form.filled(**typed), headers=browsing.REGION)


def url(name: str, order: Order, *args: object) -> str:
    return reverse(name, args=[order.ticket.ref, *args])


def test_a_blank_sheet_asks_in_the_manuals_order_and_writes_nothing(desk, agent, browse) -> None:
    """R045 R052 R053: every element with sentence, importance and clause; a GET writes nothing."""
    response = browse(agent).get(NEW)
    page = response.content.decode()
    assert response.status_code == 200
    for said in ("请问您要发什么货？", "为了更好地为您服务", "非常重要", "R033", "没有装货地址没法安排车"):
        assert said in page
    assert (
        page.index('id="shipper_name"') < page.index('id="pickup_phone"') < page.index('id="pickup_address"')
    )
    assert Ticket.objects.count() == 0


def test_who_may_not_take_orders_is_refused(desk, browse, driver, auditor) -> None:
    """R327: drivers and auditors take no orders; nobody who is not signed in sees the page."""
    assert browse(driver).get(NEW).status_code == 403
    assert browse(auditor).get(NEW).status_code == 403
    response = browse(auditor).__class__().get(NEW)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_a_strangers_draft_is_not_found(desk, agent, outsider, browse) -> None:
    """An agent of another team must not know that it exists."""
    order = make.draft(agent)
    client = browse(outsider)
    assert client.get(url("order-edit", order)).status_code == 404
    for name in ("order-draft", "order-read-back", "order-price", "order-confirm", "order-screening"):
        assert client.post(url(name, order)).status_code == 404


def test_a_known_number_brings_its_customer_and_the_last_order(desk, agent, browse) -> None:
    """R015: who it is, how to address them, what they sent last; repeating it fills the sheet."""
    known = customers.customer("13800006621", address_as="王先生", level="KEY")
    make.confirmed(agent)
    client = browse(agent)
    response = client.get(f"{NEW}?phone=138 0000 6621")
    page = response.content.decode()
    assert "王先生 · 宏远汽配" in page
    assert "重点客户" in page
    form = browsing.form(response)
    assert form.values["customer"] == known.ref
    answer = client.post("/orders/new/repetition/", form.values, headers=browsing.REGION)
    repeated = Order.objects.latest("pk")
    assert answer["HX-Redirect"] == url("order-edit", repeated)
    assert (repeated.goods_name, repeated.ticket.customer) == ("汽车配件", known)


def test_whoever_rings_becomes_a_customer_without_a_second_form(desk, agent, browse) -> None:
    """R015: the first save of the sheet makes the caller a customer, by the number that rang."""
    client = browse(agent)
    form = browsing.form(client.get(f"{NEW}?phone=139-0000-2087"))
    save(client, form, goods_name="布料")
    order = Order.objects.get()
    assert order.caller_phone == "13900002087"
    assert [one.digits for one in order.ticket.customer.phones.all()] == ["13900002087"]


def test_a_number_of_somebody_else_can_become_the_caller(desk, agent, browse) -> None:
    """R015: the pick-up's number belongs to another customer: one press makes the draft theirs."""
    customers.customer("13800006621")
    other = customers.customer("13900002087", address_as="刘女士", company="晨光家纺")
    order = make.draft(agent, pickup_phone="13900002087")
    client = browse(agent)
    response = client.get(url("order-edit", order))
    assert "提货电话是刘女士 · 晨光家纺的" in response.content.decode()
    client.post(url("order-customer", order), browsing.form(response).values, headers=browsing.REGION)
    assert make.again(order).ticket.customer == other


def test_the_number_is_looked_up_while_it_is_typed(desk, agent, browse) -> None:
    """R015 R027: who a number belongs to, with what picking them fills in; a half number says nothing."""
    known = customers.customer("13800006621")
    customers.address(known, "江宁汽配城B区12号", contact="王先生")
    client = browse(agent)
    found = client.get("/orders/callers/", {"q": "138 0000 6621"}).content.decode()
    assert "宏远汽配" in found
    assert "江宁汽配城B区12号" in found
    assert "新客户" in client.get("/orders/callers/", {"q": "13900009999"}).content.decode()
    assert client.get("/orders/callers/", {"q": "1380"}).content.strip() == b""
    customers.address(known, "南京站货场3号门", use=CustomerAddress.Use.DELIVERY, phone="84567788")
    usual = client.get("/orders/addresses/delivery/", {"q": "南京", "of": known.ref}).content.decode()
    assert "84567788" in usual
    assert client.get("/orders/addresses/delivery/", {"q": "北京", "of": known.ref}).content.strip() == b""


def test_a_draft_saves_itself_and_is_opened_once(desk, agent, browse) -> None:
    """R002 R045: the first save opens the draft, the next ones write into it; the address follows."""
    client = browse(agent)
    form = opened(client)
    first = save(client, form, goods_name="汽车配件")
    assert first.status_code == 200
    order = Order.objects.get()
    assert first["HX-Replace-Url"] == url("order-edit", order)
    assert b"<html" not in first.content
    second = save(client, form, goods_name="汽车配件", pieces="15件", version="")
    assert second.status_code == 200
    order.refresh_from_db()
    assert (Order.objects.count(), order.pieces, order.ticket.stage) == (1, 15, Stage.DRAFT)


def test_several_drafts_are_open_at_once(desk, agent, browse) -> None:
    """A second call while one is being typed: each sheet has a draft of its own."""
    client = browse(agent)
    save(client, opened(client), goods_name="汽车配件")
    save(client, opened(client), goods_name="布料")
    assert set(Order.objects.values_list("goods_name", flat=True)) == {"汽车配件", "布料"}


def test_what_cannot_be_read_is_kept_beside_its_fault(desk, agent, browse) -> None:
    """R029 R045: a wrong answer is marked where it stands, and what was typed is still there on reopening."""
    client = browse(agent)
    answer = save(client, opened(client), pieces="好多件", weight="200公斤")
    page = answer.content.decode()
    assert 'aria-invalid="true"' in page
    again = browsing.form(client.get(url("order-edit", Order.objects.get())))
    assert (again.values["pieces"], again.values["weight"]) == ("好多件", "200")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "\U0001f69a" * 300,
        "长" * 100_000,
        "零\x00字节",
        "'; DROP TABLE--",
        "{{ 7*7 }}",
    ],
    ids=["script", "emoji", "huge", "null", "sql", "template"],
)
def test_hostile_text_is_refused_at_its_field_and_kept(desk, agent, browse, hostile: str) -> None:
    """Wrong, missing, huge, hostile: a message at the field, nothing of it runs, nothing is lost."""
    client = browse(agent)
    form = opened(client)
    typed = {**make.TYPED, "pieces": hostile, "goods_name": "汽车配件"}
    answer = client.post("/orders/new/confirmation/", form.filled(**typed), headers=browsing.REGION)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'aria-invalid="true"' in page
    assert "<script>alert" not in page
    kept = browsing.form(answer).values["pieces"]
    assert kept == hostile.replace("\x00", "\ufffd") or kept == hostile
    assert Order.objects.get().ticket.stage == Stage.DRAFT


def test_missing_answers_are_shown_when_confirming(desk, agent, browse) -> None:
    """R053: pressing the button early says what is missing, at each field, all at once."""
    client = browse(agent)
    answer = client.post(
        "/orders/new/confirmation/", opened(client).filled(goods_name="布料"), headers=browsing.REGION
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("请填写这一项") >= 7
    assert "项没填好" in page


def test_two_people_on_one_draft_see_both_versions(desk, agent, mate, browse) -> None:
    """A form filled from an older version overwrites nothing; whoever comes second chooses."""
    order = make.draft(agent)
    client = browse(mate)
    form = browsing.form(client.get(url("order-edit", order)))
    actions.save_draft(order=order, typed={"pieces": "20件"}, by=agent)
    auto = client.post(
        f"{url('order-draft', order)}?auto=1", form.filled(pieces="18"), headers=browsing.REGION
    )
    assert auto.status_code == 409
    typed = form.filled(pieces="18")
    answer = client.post(url("order-draft", order), typed, headers=browsing.REGION)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "20件" in page
    assert "data-conflict" in page
    conflict = browsing.form(answer)
    assert conflict.values["version"] == form.values["version"]
    mine = conflict.button(name="version")
    answer = client.post(
        url("order-draft", order), {**typed, "version": mine["value"]}, headers=browsing.REGION
    )
    assert answer.status_code == 200
    assert make.again(order).pieces == 18


def test_the_same_form_twice_is_no_conflict(desk, agent, browse) -> None:
    """A lost reply, a double click: the second finds its own answers there."""
    order = make.draft(agent)
    client = browse(agent)
    form = browsing.form(client.get(url("order-edit", order)))
    for _ in range(2):
        assert (
            client.post(
                url("order-draft", order), form.filled(pieces="18"), headers=browsing.REGION
            ).status_code
            == 200
        )
    assert make.again(order).pieces == 18


def test_without_scripts_every_button_is_a_plain_form(desk, agent, browse) -> None:
    """Page first: saving leads back to the draft, a refusal is a page with the form on it."""
    client = browse(agent)
    form = opened(client)
    saved = client.post("/orders/new/draft/", form.filled(goods_name="布料"))
    order = Order.objects.get()
    assert (saved.status_code, saved["Location"]) == (302, url("order-edit", order))
    refused = client.post(url("order-confirm", order), browsing.form(client.get(saved["Location"])).values)
    assert refused.status_code == 422
    assert b"<html" in refused.content
    assert browsing.form(refused).values["goods_name"] == "布料"


def test_what_is_no_draft_any_more_is_read_on_its_ticket(desk, agent, browse) -> None:
    """The form of an order that was confirmed leads to the ticket, also when the page asks again."""
    order = make.confirmed(agent)
    client = browse(agent)
    assert client.get(url("order-edit", order))["Location"] == reverse("ticket", args=[order.ticket.ref])
    part = client.get(url("order-edit", order), headers=browsing.REGION)
    assert "已经不是草稿" in part.content.decode()
    auto = client.post(f"{url('order-draft', order)}?auto=1", {"pieces": "3"}, headers=browsing.REGION)
    assert auto.status_code == 409


def test_a_draft_costs_the_same_whatever_the_desk_holds(
    desk, agent, browse, django_assert_max_num_queries
) -> None:
    """A page issues a fixed number of queries whatever the data."""
    for _ in range(3):
        make.confirmed(agent)
    order = make.draft(agent)
    client = browse(agent)
    client.get(url("order-edit", order))
    with django_assert_max_num_queries(60):
        client.get(url("order-edit", order))


def test_another_receiver_may_be_named_on_the_form(desk, agent, second_driver, browse) -> None:
    """R068: whoever's turn it is receives the slip, unless the form names another with a reason."""
    staff.person(Role.DRIVER, staff_number="8299", name="外区司机")
    order = make.agreed(agent)
    client = browse(agent)
    form = browsing.form(client.get(url("order-edit", order)))
    named = form.filled(to=str(second_driver.pk), to_reason="nearer")
    answer = client.post(url("order-confirm", order), named, headers=browsing.REGION)
    assert answer.status_code == 200
    assert make.again(order).receiver == second_driver
