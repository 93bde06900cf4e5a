"""An order is written once more; consent to what was never published is none (R001, R046)."""

import re

import pytest
from django.test import Client

from tests.factories import orders as plain
from tests.frozen import Frozen
from tests.portal.ordering import opened, send
from tests.portal.test_verifying import prove
from yinuo.customers.models import Consent
from yinuo.orders.models import Order
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def test_again_of_an_order_taken_on_the_telephone(client: Client, desk: Frozen, agent: Person) -> None:
    """再来一单: goods with their measures, who pays and both ends stand there, as the form holds them."""
    order = plain.confirmed(agent)
    prove(client)
    page = client.get(f"/p/order/?again={order.ticket.ref}").content.decode()
    for name, value in (
        ("lots.0.pieces", "15"),
        ("lots.0.weight", "200"),
        ("lots.0.volume", "2.2"),
        ("consignee_name", "马先生"),
    ):
        assert re.search(f'name="{name}"[^>]*value="{value}"', page), name
    assert re.search(r'name="payment" value="collect"[^>]*checked', page)
    assert re.search(r'value="carton"[^>]*selected', page)


def test_consent_to_a_notice_that_there_never_was(client: Client, desk: Frozen) -> None:
    """A hostile form: the order comes in, no consent is noted, and the page says so at once."""
    prove(client)
    assert send(client, form_key=opened(client), agreed="77").status_code == 302
    assert Order.objects.get().web.notice_version is None
    assert not Consent.objects.exists()
