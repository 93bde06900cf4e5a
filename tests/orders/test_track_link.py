"""What notices may say: the short link by which the customer follows the order (R004, R115)."""

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.orders import queries
from yinuo.staff import queries as staff
from yinuo.staff.models import Company, Person
from yinuo.tickets.rules import links


def test_a_notice_may_name_the_tracking_link(desk: Frozen, agent: Person) -> None:
    """R115: {track} is absolute; it is empty while the company has no site."""
    order = make.draft(agent)
    assert queries.facts_of(order.ticket).values["track"] == ""
    Company.objects.update(site="https://qc56.cn/")
    staff.forget()
    said = queries.facts_of(order.ticket).values["track"]
    assert said == "https://qc56.cn" + links.track_path(order.ticket.ref)
