"""Other goods at the door, through the pages: both prices are seen before anything is said or collected."""

import pytest
from django.urls import reverse

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import orders as make
from yinuo.orders import actions
from yinuo.orders.models import Order

pytestmark = pytest.mark.django_db


def url(noun: str, order: Order) -> str:
    return reverse(f"order-{noun}", args=[order.ticket.ref])


@pytest.fixture
def waiting(desk, agent) -> Order:
    """18 pieces where 15 were ordered."""
    return actions.pick_up(order=make.dispatched(agent), by=agent, pieces=18)


def opened(client, noun: str, order: Order):
    return browsing.form(client.get(url(noun, order), headers=browsing.DIALOG), "")


def page(client, order: Order) -> str:
    return parts.text(client.get(reverse("ticket", args=[order.ticket.ref]) + "?tab=details"))


def test_the_page_leads_to_the_question(waiting, agent, browse) -> None:
    """R029 R058: the step that leads on is to ask; the record has both prices."""
    client = browse(agent)
    assert "核对件数和运费" in page(client, waiting)
    assert "清点 18 件，合计 364 元，等客户同意；同意之前按 320 元收" in page(client, waiting)
    shown = parts.text(client.get(reverse("ticket", args=[waiting.ticket.ref])))
    assert "320 元 → 364 元" in shown
    assert "要等客户同意" in shown
    asked = parts.text(client.get(url("recount", waiting), headers=browsing.DIALOG))
    for piece in ("比原来多 44 元", "2.2方 × 100 元/方", "2.64方 × 100 元/方", "364 元"):
        assert piece in asked


def test_yes_needs_a_name(waiting, agent, browse) -> None:
    """R058: the price seen is the price accepted, by somebody with a name."""
    client = browse(agent)
    form = opened(client, "recount", waiting)
    refused = client.post(form.action, form.filled(), headers=browsing.DIALOG)
    assert refused.status_code == 422
    assert make.again(waiting).freight_due == 32_000
    done = client.post(form.action, form.filled(accepted_by="王先生"), headers=browsing.DIALOG)
    assert done.status_code == 204
    assert make.again(waiting).freight_due == 36_400
    shown = parts.text(client.get(reverse("ticket", args=[waiting.ticket.ref])))
    assert "王先生同意" in shown


@pytest.mark.parametrize("noun", ["recount", "recount-refusal"])
def test_the_answer_comes_after_the_delivery(waiting, agent, browse, noun: str) -> None:
    """R058 R035: the page still leads to it, and then to the freight or the end."""
    client = browse(agent)
    actions.deliver(order=waiting, by=agent)
    assert "核对件数和运费" in page(client, waiting)
    form = opened(client, noun, waiting)
    done = client.post(form.action, form.filled(accepted_by="王先生"), headers=browsing.DIALOG)
    assert done.status_code == 204
    assert make.again(waiting).freight_left == (36_400 if noun == "recount" else 32_000)
    assert "核对件数和运费" not in page(client, waiting)


def test_other_pieces_show_another_price_first(waiting, agent, browse) -> None:
    """R058: a count corrected in the form is not accepted with the old figure; sent again it is."""
    client = browse(agent)
    form = opened(client, "recount", waiting)
    answer = client.post(form.action, form.filled(pieces="20", accepted_by="王先生"), headers=browsing.DIALOG)
    assert answer.status_code == 422
    assert "393.33" in parts.text(answer)
    again = browsing.form(answer, "")
    assert client.post(again.action, again.values, headers=browsing.DIALOG).status_code == 204
    assert make.again(waiting).quoted_total == 39_333


def test_no_leaves_the_price(waiting, agent, browse) -> None:
    """R058: said no by the customer, 320 yuan stay."""
    client = browse(agent)
    form = opened(client, "recount-refusal", waiting)
    assert client.post(form.action, form.values, headers=browsing.DIALOG).status_code == 204
    shown = parts.text(client.get(reverse("ticket", args=[waiting.ticket.ref])))
    assert "王先生不同意，仍按原价" in shown
    assert make.again(waiting).freight_due == 32_000


def test_the_driver_does_not_answer_for_the_customer(waiting, driver, outsider, browse) -> None:
    """R058: who may not change an order may not settle its price."""
    assert browse(outsider).get(url("recount", waiting)).status_code == 404
    assert browse(driver).get(url("recount", waiting)).status_code in (403, 404)


def test_fewer_pieces_with_what_was_weighed(desk, agent, browse) -> None:
    """R029 R035: the pick-up dialog takes pieces, weight and volume; the page shows what is due now."""
    client, order = browse(agent), make.dispatched(agent)
    form = opened(client, "pickup", order)
    done = client.post(form.action, form.filled(pieces="14", volume_cm3="2"), headers=browsing.DIALOG)
    assert done.status_code == 204
    assert make.again(order).quoted_total == 30_000
    assert "2方 × 100 元/方" in page(client, order)
    assert "按清点的 14 件收 300 元，原来 320 元" in page(client, order)
    wrong = client.post(form.action, form.filled(volume_cm3="0"), headers=browsing.DIALOG)
    assert wrong.status_code == 422
