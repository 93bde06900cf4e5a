"""What drivers have to hand in, and what was counted so far (R035)."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from yinuo.orders.models import Collection, HandIn, Order
from yinuo.staff.models import Person, Role
from yinuo.tickets.queries.paging import PAGE_SIZE, Page, read_id


@dataclass(frozen=True)
class Owing:
    """A driver who has something to hand in: cash in fen, return receipts, and what they said of it."""

    driver: Person
    cash: int
    receipts: int
    said: HandIn | None


def owing(person: Person) -> list[Owing]:
    """Who has something to hand in, or said so, by staff number: of the branch whose drivers `person` may
    count, or everybody. Four statements.
    """
    out = Collection.objects.filter(hand_in__isnull=True, driver__isnull=False, way=Collection.Way.CASH)
    cash = dict(out.values_list("driver").annotate(Sum("amount")).order_by())
    papers = Order.objects.filter(receipt_taken_at__isnull=False, receipt_hand_in__isnull=True)
    receipts = dict(
        papers.filter(driver__isnull=False).values_list("driver").annotate(Count("pk")).order_by()
    )
    said = {one.driver_id: one for one in HandIn.objects.filter(taken_at=None)}
    drivers = Person.objects.filter(pk__in={*cash, *receipts, *said}).order_by("staff_number")
    drivers = drivers.filter(_seen_by(person, ""))
    return [Owing(one, cash.get(one.pk, 0), receipts.get(one.pk, 0), said.get(one.pk)) for one in drivers]


def counted(person: Person, cursor: str | None = None) -> Page[HandIn]:
    """What was counted of the drivers whom `person` sees, the newest first.

    Raises Invalid("cursor_wrong").
    """
    before = read_id(cursor)
    found = HandIn.objects.filter(_seen_by(person, "driver__"), taken_at__isnull=False)
    found = found.filter(pk__lt=before) if before else found
    rows = list(found.select_related("driver", "taken_by").order_by("-pk")[: PAGE_SIZE + 1])
    is_more = len(rows) > PAGE_SIZE
    return Page(rows[:PAGE_SIZE], str(rows[PAGE_SIZE - 1].pk) if is_more else None)


def last_counted(driver: Person) -> HandIn | None:
    """What was counted last of this driver; None where nothing was."""
    found = HandIn.objects.filter(driver=driver, taken_at__isnull=False).select_related("driver", "taken_by")
    return found.order_by("-pk").first()


def _seen_by(person: Person, driver: str) -> Q:
    """Managers and auditors see everybody's, others their branch's; in doubt nothing."""
    if person.role in (Role.MANAGER, Role.AUDITOR):
        return Q()
    return Q(**{f"{driver}branch": person.branch_id}) if person.branch_id else Q(pk__in=[])
