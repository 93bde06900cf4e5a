"""What must be true of a demo desk with generated tickets; run inside that desk's own process."""

from datetime import timedelta

from django.db import connection
from django.db.models import Max, QuerySet
from django.test import Client

from tests import invariants
from tests.factories import orders as make
from yinuo.cli.demo.history import reading
from yinuo.core import clock
from yinuo.core.models import Event, Serial
from yinuo.messaging.models import Notice, Reminder
from yinuo.orders.actions import holding
from yinuo.orders.models import Order
from yinuo.orders.rules.stages import UNDER_REVIEW
from yinuo.promises.actions.counting import GRACE
from yinuo.promises.models import CountedDay, Promise, PromiseCount
from yinuo.reports import actions as reports
from yinuo.reports.models import OrderFact
from yinuo.staff.models import Person
from yinuo.tickets.models import SearchText, Ticket


def check(count: int) -> None:
    """Every check, one after the other."""
    tickets = Ticket.objects.filter(form_key__startswith="history-")
    assert tickets.count() == count
    assert invariants.faults() == []
    orders = tickets.filter(is_draft=False)
    _nobody_of_the_patterns(orders.order_by("-id")[0])
    _in_the_past()
    _open_ones_are_watched(count)
    _found_as_actions_would(tickets.order_by("id")[count // 2])
    _some_only_asked(tickets)
    _nothing_left_out(tickets)
    _counted()
    _numbers_go_on()
    _pages(orders.order_by("id")[count // 3])


def _nobody_of_the_patterns(ticket: Ticket) -> None:
    """A copy speaks of its own people only, in its messages too."""
    order = Order.objects.get(pk=ticket.pk)
    slip = Notice.objects.filter(ticket=ticket, key="slip").first()
    told = Notice.objects.get(ticket=ticket, key="customer_number")
    assert ticket.customer is not None
    assert order.shipper_name == ticket.customer.address_as == order.read_back["shipper_name"]
    assert told.address == order.pickup_phone == ticket.customer.phones.get().digits
    assert str(ticket.number) in told.text
    if slip:
        assert str(ticket.number) in slip.text
        assert order.pickup_phone in slip.text


def _in_the_past() -> None:
    assert Event.objects.aggregate(latest=Max("at"))["latest"] <= clock.now()
    old = Reminder.objects.filter(read_at__isnull=True).order_by("at").first()
    assert old is None or clock.now() - old.at < timedelta(days=1)


def _open_ones_are_watched(count: int) -> None:
    """Those under way have promises that the worker will wake."""
    live = Ticket.objects.filter(form_key__startswith="history-", closed_at__isnull=True, is_draft=False)
    assert live.count() == count // 50
    for ticket in live:
        watched = Promise.objects.filter(ticket=ticket, state="OPEN", wake_at__isnull=False)
        assert watched.exists() == (ticket.stage != "DELIVERED")


def _found_as_actions_would(ticket: Ticket) -> None:
    """Indexing it again by the action changes nothing."""
    before = SearchText.objects.get(kind="TICKET", subject_id=ticket.pk).terms
    holding.make_findable(Order.objects.select_related("ticket__customer").get(pk=ticket.pk))
    assert SearchText.objects.get(kind="TICKET", subject_id=ticket.pk).terms == before


def _some_only_asked(tickets: QuerySet[Ticket]) -> None:
    """R047 R397: calls that led to no order have a place, a reason and no number."""
    asked = tickets.filter(is_draft=True, closed_at__isnull=False)
    assert asked.count() > tickets.count() // 50
    assert set(asked.values_list("number", flat=True)) == {None}
    told = OrderFact.objects.filter(ticket_id__in=asked.values("pk"))
    assert set(told.values_list("outcome", flat=True)) == {"NOT_SHIPPED"}
    assert told.count() == asked.count()


def _nothing_left_out(tickets: QuerySet[Ticket]) -> None:
    """A copy has as many rows in every table as one of the patterns, and every row's owner is there."""
    made = tickets.exclude(form_key__regex="^history-(then|now)-")
    patterns = [_counts(ticket) for ticket in made]
    copies = tickets.filter(form_key__startswith="history-then-").order_by("id")[:10]
    assert copies
    assert all(_counts(ticket) in patterns for ticket in copies)
    connection.check_constraints()


def _counts(ticket: Ticket) -> dict[str, int]:
    return {model.__name__: len(rows) for model, rows in reading.rows_of(ticket).items()}


def _counted() -> None:
    """R397 R398: the facts of generated orders are those that their rows tell, and the days that are over are
    counted; a worker beside it may have changed something of one since.
    """
    before = list(OrderFact.objects.order_by("pk").values())
    waiting = ("DRAFT", *UNDER_REVIEW)
    assert len(before) == Ticket.objects.filter(kind="ORDER").exclude(stage__in=waiting).count()
    reports.rebuild(rest=0)
    assert list(OrderFact.objects.order_by("pk").values()) == before
    due = Promise.objects.filter(ticket__form_key__startswith="history-").values_list("due_at", flat=True)
    today = clock.local(clock.now() - GRACE).date()
    over = {day for at in due if (day := clock.local(at).date()) < today}
    assert over
    assert over <= set(CountedDay.objects.values_list("day", flat=True))
    assert PromiseCount.objects.exists()


def _numbers_go_on() -> None:
    """R044: an order that is confirmed now gets the number after the generated ones."""
    last = Serial.objects.get(series="-", day=clock.today()).last
    assert last > 0
    order = make.confirmed(Person.objects.get(staff_number="8011"))
    assert str(order.ticket.number)[6:] == f"{last + 1:03d}"
    assert invariants.faults() == []


def _pages(ticket: Ticket) -> None:
    """Its page, its tracking record, and a search by any of its traits."""
    leader = Client()
    leader.force_login(Person.objects.get(staff_number="9001"))
    for page in (f"/desk/{ticket.ref}/", f"/orders/{ticket.ref}/record/"):
        answer = leader.get(page)
        assert answer.status_code == 200, page
        assert str(ticket.number) in answer.content.decode()
    order = Order.objects.get(pk=ticket.pk)
    for words in (str(ticket.number), ticket.ref, order.pickup_phone, order.consignee_phone[-4:]):
        found = leader.get("/search/", {"q": words}, follow=True)
        assert ticket.ref in found.content.decode(), words
