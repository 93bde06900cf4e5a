"""A reviewer's hands: the forms of a review's page, filled in and sent as htmx sends them."""

from tests.desk.orders import browsing
from yinuo.orders.models import Order
from yinuo.orders.rules import web as rules

REGION = {"HX-Request": "true", "HX-Target": "desk-region#review"}


def address(order: Order, part: str = "") -> str:
    return f"/orders/review/{order.ticket.ref}/{part}"


def form(client, order: Order, part: str) -> browsing.Form:
    """A form of the page as it stands now."""
    return browsing.form(client.get(address(order)), address(order, part))


def send(client, order: Order, part: str, **typed: object):
    """Fill the form of that part and press its button."""
    said = {**form(client, order, part).values, **typed}
    return client.post(address(order, part), said, headers=REGION)


def check_all(client, order: Order) -> None:
    for key in rules.CHECKS:
        assert (
            client.post(address(order, "checks/"), {"key": key, "ok": "1"}, headers=REGION).status_code == 200
        )
