"""Key customers in a period: their figures, what went wrong, what is open (R099, R100)."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.core.text import mask
from yinuo.customers.models import Customer
from yinuo.orders.models import OrderException, Stage
from yinuo.playbooks import queries as playbooks
from yinuo.reports import may
from yinuo.reports.models import OrderFact, Outcome, Timing
from yinuo.reports.queries import pages
from yinuo.reports.rules.customers import Line, Listed, Matter, Sent, Trouble
from yinuo.reports.rules.scopes import Scope
from yinuo.reports.rules.values import Value
from yinuo.staff.models import Person, RegionPost, Role
from yinuo.tickets.models import NEVER, Kind, Ticket
from yinuo.tickets.queries import paging

MOST_SHOWN: Final = 100
"""So many cases stand on a page."""
MOST_WRITTEN: Final = 5000
"""So many are in a file."""
_FAILED: Final = (Stage.RETURNED, Stage.LOST, Stage.REFUSED)
_DUE: Final = Coalesce("ticket__order__wished_delivery_at", "ticket__order__promised_at")


def lines(scope: Scope, person: Person, *, in_full: bool = False) -> list[Line]:
    """A line for each key customer that this person may look at, who sent most first. Five statements.

    Telephones are masked unless they are wanted `in_full`.
    """
    known = {one.pk: one for one in _customers(person)}
    counted = _counted(scope, person, known)
    troubles = _by_customer(
        _troubles(scope, person, known), "order__ticket__customer_id", "unsolved", Q(cleared_at__isnull=True)
    )
    matters = _by_customer(_matters(person, known), "customer_id", "open", Q())
    found = [
        _line(one, in_full, counted.get(pk, {}), troubles.get(pk, {}), matters.get(pk, {}))
        for pk, one in known.items()
    ]
    shown = [line for line in found if line.orders or line.troubles or line.open]
    return sorted(shown, key=lambda line: (-line.orders, line.name))


def line_of(ref: str, scope: Scope, person: Person) -> Line:
    """One customer's line, with noughts where nothing was. Raises NotFound("customer_unknown")."""
    one = _customers(person).filter(ref=ref).first()
    if one is None:
        raise NotFound("customer_unknown")
    found = next((line for line in lines(scope, person) if line.ref == ref), None)
    return found or _line(one, False, {}, {}, {})


def troubles(
    scope: Scope, person: Person, ref: str = "", *, most: int = MOST_SHOWN, in_full: bool = False
) -> Listed[Trouble]:
    """What went wrong with the orders of the period, the newest first; of one customer with a `ref`.

    At most so many, and how many there are. Telephones in what was written are masked unless they are wanted
    `in_full`. Raises NotFound("customer_unknown").
    """
    known, said = _known(person, ref), _said(in_full)
    rows = _troubles(scope, person, known).select_related("order__ticket__customer").order_by("-at", "-pk")
    causes, departments = _labels()
    found, total = _first(rows, most)
    told = [
        Trouble(
            customer=said(known[row.order.ticket.customer_id or 0].display),
            ref=row.order.ticket.ref,
            number=row.order.ticket.number or "",
            at=row.at,
            cause=causes.get(row.cause, row.cause),
            department=departments.get(
                department := row.department or row.order.ticket.department, department
            ),
            note=said(row.note),
            cleared_at=row.cleared_at,
            result=said(row.result),
        )
        for row in found
    ]
    return Listed(told, total)


def matters(
    person: Person, ref: str = "", *, most: int = MOST_SHOWN, in_full: bool = False
) -> Listed[Matter]:
    """What is open now, what is due first; of one customer with a `ref`. Else as `troubles`."""
    known, said = _known(person, ref), _said(in_full)
    rows = _matters(person, known).select_related("owner").order_by("next_due_at", "pk")
    found, total = _first(rows, most)
    told = [
        Matter(
            customer=said(known[row.customer_id or 0].display),
            ref=row.ref,
            number=row.number or "",
            headline=said(row.headline),
            stage=_stage(row.stage) if row.kind == Kind.ORDER else gettext(str(Kind(row.kind).label)),
            owner=row.owner.name if row.owner else "",
            due=said(row.next_due_label),
            due_at=None if row.next_due_at == NEVER else row.next_due_at,
        )
        for row in found
    ]
    return Listed(told, total)


def orders(
    scope: Scope, person: Person, ref: str, cursor: str | None = None, *, size: int = paging.PAGE_SIZE
) -> paging.Page[Sent]:
    """One page of the orders of one customer in the period, the newest first, telephones in them masked.

    Raises NotFound("customer_unknown"), Invalid("cursor_wrong").
    """
    rows = _facts(scope, person, _known(person, ref)).select_related("ticket__order")
    page = pages.page_of(rows, "confirmed_on", cursor, paging.sized(size))
    return paging.Page([_sent(fact) for fact in page.rows], page.next_cursor)


def _sent(fact: OrderFact) -> Sent:
    order = fact.ticket.order
    return Sent(
        ref=fact.ticket.ref,
        number=fact.ticket.number or "",
        on=fact.confirmed_on or fact.day,
        goods=mask.mask_phones(order.goods_name),
        to=mask.mask_phones(order.destination),
        pieces=order.pieces,
        weight_g=order.weight_g,
        amount=order.accepted_total,
        stage=_stage(fact.ticket.stage),
    )


def _first(rows: "QuerySet[Any]", most: int) -> tuple[list[Any], int]:
    """The first rows and how many there are; they are counted only where there are more."""
    found = list(rows[: most + 1])
    return found[:most], len(found) if len(found) <= most else rows.order_by().count()


def _said(in_full: bool) -> Callable[[str], str]:
    """How words are told that may have a telephone number in them."""
    return str if in_full else mask.mask_phones


def _customers(person: Person) -> QuerySet[Customer]:
    """Key customers; for a market developer those who ever sent from their regions."""
    rows = Customer.objects.visible_to(person).filter(level=Customer.Level.KEY).order_by("pk")
    rows = rows.prefetch_related("phones")
    if person.role != Role.MARKET_DEVELOPER:
        return rows
    sent = OrderFact.objects.filter(customer_id=OuterRef("pk"), region_id__in=_regions(person))
    return rows.filter(Exists(sent))


def _regions(person: Person) -> list[int]:
    return list(RegionPost.objects.filter(person=person).values_list("region_id", flat=True))


def _known(person: Person, ref: str) -> dict[int, Customer]:
    rows = _customers(person)
    known = {one.pk: one for one in (rows.filter(ref=ref) if ref else rows)}
    if ref and not known:
        raise NotFound("customer_unknown")
    return known


def _facts(scope: Scope, person: Person, known: Mapping[int, Customer]) -> "QuerySet[OrderFact]":
    """The orders of these customers that were confirmed in the period, as far as this person may see."""
    within = {"confirmed_on__gte": scope.start, "confirmed_on__lte": scope.end}
    rows = OrderFact.objects.filter(outcome=Outcome.SHIPPED, customer_id__in=list(known), **within)
    for name in ("region", "team"):
        if wanted := getattr(scope, name):
            rows = rows.filter(**{f"{name}_id": wanted})
    if may.see_all(person):
        return rows
    if person.role == Role.MARKET_DEVELOPER:
        return rows.filter(region_id__in=_regions(person))
    return rows.filter(team_id=person.team_id or -1)


def _counted(scope: Scope, person: Person, known: Mapping[int, Customer]) -> dict[int, dict[str, Any]]:
    """Sums by customer, in one statement."""
    order = "ticket__order__"
    excused = Exists(OrderException.objects.filter(order=OuterRef("ticket_id"), is_objective=True))
    in_time = Q(**{f"{order}delivered_at__lte": F("due")})
    is_late = Q(**{f"{order}delivered_at__gt": F("due")})
    never = Q(**{f"{order}delivered_at__isnull": True}, due__lt=clock.now())
    late = (is_late | never & ~Q(ticket__stage__in=_FAILED)) & ~Q(excused=True)
    answered = (Timing.IN_TIME, Timing.LATE)
    rows = _facts(scope, person, known).annotate(due=_DUE, excused=excused)
    found = rows.order_by().values("customer_id").annotate(
        n=Count("pk"),
        pieces=Sum(f"{order}pieces"),
        weight_g=Sum(f"{order}weight_g"),
        volume_cm3=Sum(f"{order}volume_cm3"),
        amount=Sum(f"{order}accepted_total"),
        collected=Count("pk", filter=Q(pickup=Timing.IN_TIME)),
        to_collect=Count("pk", filter=Q(pickup__in=answered)),
        delivered=Count("pk", filter=in_time),
        late=Count("pk", filter=late),
    )  # fmt: skip
    return {row["customer_id"]: dict(row) for row in found}


def _troubles(scope: Scope, person: Person, known: Mapping[int, Customer]) -> "QuerySet[OrderException]":
    return OrderException.objects.filter(order__in=_facts(scope, person, known).values("ticket_id"))


def _matters(person: Person, known: Mapping[int, Customer]) -> "QuerySet[Ticket]":
    return Ticket.objects.visible_to(person).live().filter(customer__in=list(known))


def _by_customer(rows: "QuerySet[Any]", by: str, name: str, condition: Q) -> dict[int, dict[str, int]]:
    """How many by customer, and of how many the condition holds."""
    some = Count("pk", filter=condition) if condition else Count("pk")
    found = rows.order_by().values_list(by).annotate(n=Count("pk"), some=some)
    return {customer: {"n": n, name: count} for customer, n, count in found}


def _line(
    one: Customer,
    in_full: bool,
    counted: Mapping[str, Any],
    troubles: Mapping[str, int],
    matters: Mapping[str, int],
) -> Line:
    sums = {name: counted.get(name) or 0 for name in ("pieces", "weight_g", "volume_cm3", "amount")}
    delivered = counted.get("delivered", 0)
    return Line(
        ref=one.ref,
        name=_said(in_full)(one.display),
        phone=_phone(one, in_full),
        orders=counted.get("n", 0),
        **sums,
        pickup=Value(counted.get("collected", 0), counted.get("to_collect", 0)),
        delivery=Value(delivered, delivered + counted.get("late", 0)),
        troubles=troubles.get("n", 0),
        unsolved=troubles.get("unsolved", 0),
        open=matters.get("open", 0),
    )


def _phone(one: Customer, in_full: bool) -> str:
    """Their first number."""
    numbers = sorted(one.phones.all(), key=lambda phone: phone.pk)
    digits = numbers[0].digits if numbers else ""
    return digits if in_full else mask.mask_phone(digits)


def _labels() -> tuple[dict[str, str], dict[str, str]]:
    """Causes and departments in the words of the manual in force."""
    try:
        playbook = playbooks.current()
    except NotFound:
        return {}, {}
    causes = {one.key: one.label for one in playbook.causes}
    return causes, {one.key: one.label for one in playbook.departments}


def _stage(stage: str) -> str:
    return gettext(str(Stage(stage).label)) if stage in Stage.values else stage
