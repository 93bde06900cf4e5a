"""What must be true of the rows of any desk at any time, whatever was killed and however often.

`faults()` looks at the database of this process and names everything that is not so; nothing when all is
well.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import F, Min, Q

from yinuo.core import clock, numbering
from yinuo.core.models import Event, Serial
from yinuo.messaging.models import Notice, PretendMessage
from yinuo.orders.models import Order, Stage
from yinuo.orders.rules import stages, web
from yinuo.promises.models import Promise
from yinuo.tickets.models import NEVER, SearchText, Ticket

NOT_ORDERED = (Stage.DRAFT, *stages.UNDER_REVIEW)
"""What nobody confirmed yet: a draft, a web order under its own reference."""


def faults() -> list[str]:
    """Everything that is wrong."""
    return [*numbers(), *orders(), *promises(), *notices(), *tickets()]


def numbers() -> Iterator[str]:
    """R044: the numbers of a day have no gap and no double, and are those that were given out."""
    given: dict[date, list[str]] = defaultdict(list)
    rows = Order.objects.filter(confirmed_at__isnull=False)
    for at, number in rows.values_list("confirmed_at", "ticket__number"):
        given[clock.local(at).date()].append(number)
    last = dict(Serial.objects.filter(series="-").values_list("day", "last"))
    for day in given.keys() | last.keys():
        wanted = {numbering.number("", day, serial) for serial in range(1, last.get(day, 0) + 1)}
        if Counter(wanted) != Counter(given[day]):
            yield f"numbers of {day}: {sorted(wanted ^ set(given[day]))} or doubles, last {last.get(day)}"


def orders() -> Iterator[str]:
    """R058, R062: an order is wholly confirmed or not at all, wholly sent out or not at all."""
    happened: dict[str, Counter[int]] = defaultdict(Counter)
    kinds = ("order.confirmed", "order.dispatched", "order.slip_sent")
    for kind, pk in Event.objects.filter(kind__in=kinds).values_list("kind", "ticket_id"):
        happened[kind][pk] += 1
    slips = Counter(Notice.objects.filter(key="slip").values_list("ticket", flat=True))
    for order in Order.objects.select_related("ticket").iterator(chunk_size=2000):
        ticket, pk = order.ticket, order.pk
        is_confirmed = order.confirmed_at is not None
        facts = {
            "has a number": ticket.number is not None and not ticket.number.startswith(web.LETTER),
            "is no draft": not ticket.is_draft and ticket.stage not in NOT_ORDERED,
            "was confirmed once": happened["order.confirmed"][pk] == 1,
        }
        if set(facts.values()) != {is_confirmed} and not (ticket.closed_at and not is_confirmed):
            yield f"order {pk} confirmed={is_confirmed}: {facts}"
        if (order.dispatched_at is not None) != (happened["order.dispatched"][pk] > 0):
            yield f"order {pk} dispatched_at={order.dispatched_at}, {happened['order.dispatched'][pk]} events"
        if happened["order.dispatched"][pk] and not slips[pk]:
            yield f"order {pk} was dispatched without a slip"
        if (order.ordered_at is not None) != (happened["order.slip_sent"][pk] > 0):
            yield f"order {pk} ordered_at={order.ordered_at}, {happened['order.slip_sent'][pk]} events"


def promises() -> Iterator[str]:
    """R062: every promise was opened once and, if it ended, ended once, as its events say."""
    opened, ended = Counter[int](), defaultdict(list)
    for kind, pk in Event.objects.filter(subject_kind="promise").values_list("kind", "subject_id"):
        opened[pk] += kind == "promise.opened"
        if kind in ("promise.kept", "promise.cancelled"):
            ended[pk].append(kind.removeprefix("promise.").upper())
    for pk, state in Promise.objects.values_list("pk", "state"):
        wanted = [] if state == Promise.State.OPEN else [state]
        if opened[pk] != 1 or ended[pk] != wanted:
            yield f"promise {pk} {state}: opened {opened[pk]} times, ended {ended[pk]}"
    for pk in set(opened) - set(Promise.objects.values_list("pk", flat=True)):
        yield f"promise {pk} has events and no row"
    sent = set(Event.objects.filter(kind="order.slip_sent").values_list("ticket_id", flat=True))
    confirmed = Promise.objects.filter(key="slip", round=1, ticket__order__confirmed_at__isnull=False)
    for pk, state in confirmed.values_list("ticket", "state"):
        if (state == Promise.State.KEPT) != (pk in sent) and state != Promise.State.CANCELLED:
            yield f"slip's promise of {pk} is {state}, sent={pk in sent}"
    without = Order.objects.filter(confirmed_at__isnull=False).exclude(ticket__promises__key="slip")
    yield from (f"order {pk} was confirmed without a promise" for pk in without.values_list("pk", flat=True))


def notices() -> Iterator[str]:
    """R062, R063: each message left once, or says on its row that it may have left twice."""
    times = dict(PretendMessage.objects.values_list("idempotency_key", "times"))
    told: dict[int, Counter[str]] = defaultdict(Counter)
    for kind, pk in Event.objects.filter(subject_kind="notice").values_list("kind", "subject_id"):
        told[pk][kind] += 1
    keys = set()
    for notice in Notice.objects.iterator(chunk_size=2000):
        keys.add(notice.idempotency_key)
        left = times.get(notice.idempotency_key, 0)
        is_sent = notice.state in (Notice.State.SENT, Notice.State.DELIVERED, Notice.State.LOST)
        is_forgotten = not notice.text  # the time for which its words are kept is over, here and there
        if is_sent and notice.gateway == "pretend" and not left and not is_forgotten:
            yield f"notice {notice.pk} is marked as sent and never left"
        if left > 1 and not notice.perhaps_twice:
            yield f"notice {notice.pk} left {left} times unseen"
        if told[notice.pk]["notice.sent"] != int(is_sent):
            yield f"notice {notice.pk} {notice.state}: {dict(told[notice.pk])}"
        if told[notice.pk]["notice.queued"] + told[notice.pk]["notice.given_up"] < 1:
            yield f"notice {notice.pk} was never written down"
    yield from (f"message {key} left without a row" for key in times.keys() - keys)


def tickets() -> Iterator[str]:
    """The queue shows the nearest promise, and a search finds every order."""
    nearest = Min("promises__due_at", filter=Q(promises__state="OPEN", promises__paused_at__isnull=True))
    live = Ticket.objects.filter(is_draft=False).annotate(nearest=nearest)
    for pk, due, nearest_at in live.values_list("pk", "next_due_at", "nearest").iterator(chunk_size=2000):
        if due != (nearest_at or NEVER):
            yield f"ticket {pk} shows {due}, its nearest promise is due {nearest_at}"
    found = SearchText.objects.filter(kind=SearchText.Kind.TICKET).values("subject_id")
    lost = Ticket.objects.filter(is_draft=False).exclude(pk__in=found)
    yield from (f"no search finds ticket {pk}" for pk in lost.values_list("pk", flat=True))
    twice = Promise.objects.filter(ended_at__lt=F("opened_at")).values_list("pk", flat=True)
    yield from (f"promise {pk} ended before it began" for pk in twice)
