"""Letting go of what an order says of people (R047); goods, places, money and times stay for the reports."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from yinuo.core.events import Deed
from yinuo.orders.actions import dispatching, holding
from yinuo.orders.models import (
    Order,
    OrderException,
    OrderText,
    PlaceName,
    Rating,
    ReviewCall,
    TrackingEntry,
    WebOrder,
)
from yinuo.orders.queries import naming
from yinuo.tickets.models import Kind, Ticket

EMPTIED: Final = (
    "caller_phone", "shipper_name", "pickup_phone", "pickup_address", "consignee_name", "consignee_phone",
    "delivery_address", "reminder", "delivery_needs", "ended_note", "signed_by", "asked_by", "changes",
    "change_reason", "receiver_reason",
)  # fmt: skip


def forget_ticket(deed: Deed) -> None:
    """Wired to ticket.forgotten: names, numbers, addresses and free words of the order, and its texts."""
    ticket = deed.ticket
    if ticket.kind != Kind.ORDER:
        return
    Order.objects.filter(pk=ticket.pk).update(
        **dict.fromkeys(EMPTIED, ""), read_back={}, goods_answers={}, asked_changes=[], keep_until=None
    )
    OrderText.objects.filter(order=ticket.pk).delete()
    lines = TrackingEntry.objects.filter(order=ticket.pk)
    lines.update(note="")
    lines.exclude(outcome__in=dispatching.CALL_OUTCOMES).update(outcome="")
    OrderException.objects.filter(order=ticket.pk).update(note="", result="")
    _forget_written(ticket.pk)
    order = Order.objects.select_related("ticket__customer").get(pk=ticket.pk)
    Ticket.objects.filter(pk=ticket.pk).update(headline=holding.headline(order))
    order.ticket.headline = holding.headline(order)
    holding.make_findable(order)


def _forget_written(pk: int) -> None:
    """What the customer wrote through the portal, what was said of it, and their words about the delivery;
    the reference, the times and what was checked stay for the reports.
    """
    ReviewCall.objects.filter(order=pk).update(note="")
    Rating.objects.filter(order=pk).update(words="")
    row = WebOrder.objects.filter(order=pk).first()
    if row is not None:
        row.phone, row.as_written, row.lots = "", {}, []
        row.points = [{**point, "before": "", "after": ""} for point in row.points]
        row.checks = {key: {**found, "note": ""} for key, found in row.checks.items()}
        row.save(update_fields=["phone", "as_written", "lots", "points", "checks"])


def names_to_forget(before: datetime) -> QuerySet[PlaceName]:
    """Names of places that nobody used since a moment: they are pieces of addresses."""
    return PlaceName.objects.filter(used_at__lt=before).order_by("id")


def forget_names(ids: Sequence[int]) -> None:
    """Delete names of places."""
    PlaceName.objects.filter(pk__in=ids).delete()
    naming.forget()
